"""Wedge: a game of influence and balanced diplomacy."""

__version__ = "0.1.0"

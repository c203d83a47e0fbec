"""Wedge."""

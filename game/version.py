"""The version of the program; the rules have their own, `game.engine.step.RULES_VERSION`."""

__version__ = "0.1.0"

"""The vocabulary of the format; it lives in the model so that the rules can be declared with it."""

from game.model.fields import *  # noqa: F403
from game.model.fields import specs_of as specs_of

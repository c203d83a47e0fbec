"""The register of problem codes: what each means, with a wrong and a right example.

`explain` prints an entry and docs/problems.md lists them all. A code keeps
its meaning for ever; a retired code is not used again.
"""

from game.scenario.code import Code
from game.scenario.codes_experiment import EXPERIMENT
from game.scenario.codes_form import FORM
from game.scenario.codes_meaning import MEANING
from game.scenario.codes_translation import TRANSLATION

__all__ = ["CODES", "Code"]

CODES: dict[str, Code] = {**FORM, **MEANING, **EXPERIMENT, **TRANSLATION}

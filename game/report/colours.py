"""The colours of powers on a page, light, dark and on paper; each comes with a hatching, so that it is never alone."""

from collections.abc import Mapping

from game.scenario.actors import Power
from game.scenario.basics import HUES
from game.scenario.schema import Scenario

__all__ = ["STATES", "STYLE", "dash_of", "hues_of", "patterns"]

STATES = "teal"  # what is drawn of states: no power has it

# By hue: a fill and an ink for light ground, then for dark. The inks have a contrast of 4.5 to the page.
_HUES: Mapping[str, tuple[str, str, str, str]] = {
    "blue": ("#416eeb", "#2a4fbf", "#5b84f5", "#9db6ff"),
    "orange": ("#db620d", "#a34705", "#e5752a", "#ffaf7a"),
    "pink": ("#d392c9", "#8a3f7f", "#d9a0d0", "#e9bde2"),
    "green": ("#70c28c", "#22703f", "#70c28c", "#9cddb2"),
    "yellow": ("#e8cf2e", "#6e5e00", "#d9c63a", "#fbee86"),
    "cyan": ("#7fccd4", "#0f6872", "#8fd3da", "#cff1f5"),
    "violet": ("#7b5bc0", "#573a99", "#9a7bde", "#c3aef2"),
    "brown": ("#8a6a4a", "#6b4b2c", "#a98763", "#d9bc9d"),
    STATES: ("#3f9e95", "#0f6e66", "#3f9e95", "#6ccbbf"),
}
_DASHES = ("", "7 4", "2 3", "10 3 2 3", "1 4", "12 4", "4 2 1 2", "6 2 2 2")
_HATCHES = {
    "blue": '<path d="M0 8L8 0"/>',
    "orange": '<path d="M0 0L8 8"/>',
    "pink": '<path d="M0 4H8"/>',
    "green": '<path d="M4 0V8"/>',
    "yellow": '<path d="M0 8L8 0M0 0L8 8"/>',
    "cyan": '<circle cx="4" cy="4" r="1.2"/>',
    "violet": '<path d="M0 6Q2 2 4 6T8 6"/>',
    "brown": '<path d="M0 4H8M4 0V8"/>',
}


def _variables(fill: int, ink: int) -> str:
    return " ".join(f"--{hue}: {found[fill]}; --{hue}-ink: {found[ink]};" for hue, found in _HUES.items())


STYLE = (
    f":root {{ {_variables(0, 1)} }}\n"
    f"@media (prefers-color-scheme: dark) {{ :root {{ {_variables(2, 3)} }} }}\n"
    f"@media print {{ :root {{ {_variables(0, 1)} }} * {{ print-color-adjust: exact; }} }}\n"
    + "".join(f".h-{hue} {{ --hue: var(--{hue}); --hue-ink: var(--{hue}-ink); }}\n" for hue in _HUES)
)


def hues_of(scenario: Scenario) -> dict[str, str]:
    """Return the hue of every power: its own, or the next that nobody has."""
    powers = {key: actor for key, actor in scenario.actors.items() if isinstance(actor, Power)}
    taken = {power.hue for power in powers.values()}
    free = iter([hue for hue in HUES if hue not in taken])
    return {key: power.hue or next(free, HUES[0]) for key, power in powers.items()}


def dash_of(place: int) -> str:
    """Return how the line of a power is broken, so that lines can be told apart without colour."""
    return _DASHES[place % len(_DASHES)]


def patterns() -> str:
    """Return a picture without size that holds the hatchings for the charts of a page."""
    found = "".join(
        f'<pattern id="hatch-{hue}" class="h-{hue} hatch" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect class="ground" width="8" height="8"/><rect width="8" height="8"/>{lines}</pattern>'
        for hue, lines in _HATCHES.items()
    )
    return f'<svg class="store" aria-hidden="true" width="0" height="0"><defs>{found}</defs></svg>'

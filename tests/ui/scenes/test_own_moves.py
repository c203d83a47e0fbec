"""What a state's own moves do, as it is written on their cards."""

import pytest

from game.ui.scenes.state.moves import figure_apart


@pytest.mark.parametrize(
    ("words", "apart"),
    [
        ("affinity with Japan +0.03", ("affinity with Japan", "+0.03")),
        ("Japan pays less next turn: 25 %", ("Japan pays less next turn", "25 %")),
        ("your score by the end \u22121.0", ("your score by the end", "\u22121.0")),
        ("близость (Япония): +0,03", ("близость (Япония)", "+0,03")),
        ("日本との近さ：+0.03", ("日本との近さ", "+0.03")),
        ("projects grow by 60 % if rivals bid", ("projects grow by 60 % if rivals bid", "")),
        ("works through this turn's offers", ("works through this turn's offers", "")),
    ],
)
def test_a_figure_at_the_end_of_a_line_stands_apart(words: str, apart: tuple[str, str]) -> None:
    assert figure_apart(words) == apart

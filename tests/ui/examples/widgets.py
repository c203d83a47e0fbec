"""Every widget in its states."""

from collections.abc import Callable

from game.ui.kit.answers import Answer, AnswerTrio, ChanceBar
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, KeyCap, Text
from game.ui.kit.boxes import Box, Column, Grid, Grow, Pad, Panel, Row, Rule, Together
from game.ui.kit.charts import Band, FanChart, LineChart, Series
from game.ui.kit.choices import Chips, Option, Segments, Switch, Tabs, Tick
from game.ui.kit.dialog import Question
from game.ui.kit.field import Field
from game.ui.kit.marks import Badge, BasisMark, Cap, Notice, Suggestion
from game.ui.kit.meters import Legend, Meter, Part, ScoreBar, SharesNowThen
from game.ui.kit.parts import Part as ScreenPart
from game.ui.kit.parts import Parts
from game.ui.kit.scroll import Scroll
from game.ui.kit.select import Select
from game.ui.kit.sliders import Slider
from game.ui.kit.table import Header, Line, Table
from game.ui.kit.timeline import Moment, Timeline, TimelineRow
from game.ui.kit.topbar import Figure, TopBar
from game.ui.kit.waterfall import Term, Waterfall
from game.ui.stage import Scene, Stage
from game.ui.words import _, money, percent
from tests.ui.examples import example

_STATES = {"kazakhstan": "KAZ", "uzbekistan": "UZB", "kyrgyzstan": "KGZ", "tajikistan": "TJK", "turkmenistan": "TKM"}
_TURNS = ["2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]


class Widgets(Scene):
    """All widgets in three parts; everything can be used."""

    title = "Widgets"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        stage.kit.hues = {"japan": "pink", "china": "orange", "russia": "blue"}
        stage.kit.flags = {"japan": "JPN", "china": "CHN", "russia": "RUS", **_STATES}
        self.shown, self.length, self.tab, self.target = "choose", "6", "offer", "kazakhstan"
        self.size, self.policy, self.team, self.notes = 1.2, "doctrine", "Team Aoi", "Who gained?\nWho paid for it?"
        self.on, self.ticked, self.turn = True, {"operator"}, 6
        self.answer: Answer | None = "accept"
        self.accept = 0.27

    def set(self, name: str) -> Callable[[object], None]:
        """Return what keeps a value and shows it."""

        def keep(value: object) -> None:
            setattr(self, name, value)
            self.stage.changed()

        return keep

    def build(self) -> Element:
        """Return the three parts under a bar."""
        parts = [
            ScreenPart("choose", _("Choose"), self._panel("choose", self._choosing()), 3),
            ScreenPart("answers", _("Answer"), self._panel("answers", self._answers()), 4),
            ScreenPart("charts", _("Result"), self._panel("charts", self._charts()), 4),
        ]
        body = Parts("parts", parts, self.shown, self.set("shown"))
        return Pad(Column([self._bar(), Grow(body)], gap=12), 16, 12)

    def _panel(self, name: str, content: list[Element]) -> Element:
        return Panel(Scroll(Column(content, gap=12), name), name)

    def _bar(self) -> Element:
        return TopBar("Wedge", "Hard to drive a wedge", actor="japan", seat="Japan", team=self.team, figures=[
            Figure("money", "coins", "1.42 of 1.87 bn", "Budget left, USD", press=self.noted),
            Figure("capital", "handshake", "3", "Capital, points"),
            Figure("trust", "badge-check", "0.62", "Trust in delivery", "+0.02", "good", self.noted),
            Figure("tension", "flame", "0.36", "Tension", "+0.06", "bad", self.noted),
        ], turn="Turn 3 of 12", date="2025-Q1 · orders", buttons=[
            Button("End turn", "end", self.noted, "accent", accent="japan", action="end turn")])  # fmt: skip

    def noted(self) -> None:
        """Say that something was pressed."""
        self.stage.toast("Pressed.")

    def _choosing(self) -> list[Element]:
        no = "Nothing to undo."
        options = [Option(name, letters, flag=name) for name, letters in _STATES.items()]
        options[2] = Option("kyrgyzstan", "KGZ", flag="kyrgyzstan", why_not="No port or ferry leg in Kyrgyzstan.")
        policies = [Option(name, name, "bot") for name in ("idle", "random", "greedy", "doctrine", "planner")]
        policies += [Option(f"p{i}", f"another policy {i}", "user") for i in range(7)]
        return [
            Row([Grow(Text("Levers", "head")), KeyCap("levers")]),
            Together([Button("Offer", "b1", self.noted, "primary"), Button("Offer", "b2", self.noted),
                      Button("Offer", "b3", self.noted, "quiet", "plus"), Button("Delete", "b4", self.noted, "danger"),
                      Button("Undo", "b5", None, icon="undo-2", action="undo", why_not=no)]),
            Segments("length", "Length", [Option(n, n) for n in ("3", "6", "12")], self.length, self.set("length")),
            Tabs("tabs", "Parts", [Option("offer", "Offer"), Option("terms", "Terms"), Option("why", "Why")], self.tab,
                 self.set("tab")),
            Chips("target", "Offer to", options, [self.target], self.set("target")),
            Select("policy", "Policy", policies, self.policy, self.set("policy")),
            Slider("size", "Size", self.size, 0.2, 1.4, 0.1, self.set("size"), money, band=(0.4, 0.9),
                   marks=(0.2, 0.5, 0.8, 1.1, 1.4)),
            Tick("clause 1", "Operator rights for 10 years", self.on, self.flip, "exclusivity 0.12"),
            Tick("clause 2", "Open to all shippers and lenders", False, self.noted, "exclusivity 0"),
            Tick("clause 3", "Local staff", True, self.noted, why_not="The state insists."),
            Switch("advice", "Numbers as words", self.on, self.flip, "“about one in four” beside 27 %"),
            Field("team", "Team", self.team, self.set("team")),
            Field("notes", "Notes", self.notes, self.set("notes"), lines=3, most=400),
            Field("empty", "Search", "", self.set("team"), hint="Type a name"),
        ]  # fmt: skip

    def flip(self) -> None:
        """Turn the switch."""
        self.on = not self.on
        self.stage.changed()

    def dearer(self) -> None:
        """Change the chance, so that bars move."""
        self.accept = 0.57 if self.accept < 0.5 else 0.27
        self.stage.changed()

    def _answers(self) -> list[Element]:
        rest = 1 - self.accept
        rights = -0.48 if self.accept < 0.5 else 0.0
        terms = [Term("base", -0.5, "assumption", self.noted), Term("exclusivity", rights, "assumption", self.noted),
                 Term("affinity", 0.35, "assumption", self.noted), Term("benefit", 0.26, "data", self.noted),
                 Term("balance", 0.19, "data", self.noted), Term("pressure", -0.12, "evidence", self.noted),
                 Term("saturation", 0.0), Term("third party", 0.001)]  # fmt: skip
        return [
            Row([Grow(Text("Kazakhstan’s likely answer", "head")), Text("before the draw", "small", "dim")]),
            ChanceBar("chance", self.accept, rest * 0.36, rest * 0.64, self.noted, "why"),
            ChanceBar("narrow", 0.93, 0.02, 0.05),
            AnswerTrio("offer", self.answer, self.set("answer"), ("", "Nothing to amend.", ""), True),
            Row([Grow(Text("Why: the terms of the decision", "head")), KeyCap("why", "dim")]),
            Waterfall("terms", terms, "utility"),
            Rule(),
            Suggestion("s1", "Drop the operator rights", 0.48, 0.57, self.dearer, 1, "circle-x", True),
            Suggestion("s2", "Wait for the transit pressure to ease", 0.12, 0.30, self.noted, 2, "hourglass"),
            Suggestion("s3", "Raise the size", 0.06, 0.29, self.noted, 3, "coins", why_not="No money left."),
            Together([BasisMark("evidence"), BasisMark("data", "d1", self.noted), BasisMark("assumption"),
                      Badge("draft", "clock"), Cap("Shift"), Badge("held", "circle-check", "good")]),
            Grid([Notice("counting", "312 of 1,000", "hourglass"), Notice("nothing yet", "press L", "package"),
                  Notice("not counted", "try again", "triangle-alert", "bad")], 3),
        ]  # fmt: skip

    def _charts(self) -> list[Element]:
        now = [Part("china", "China", 0.295), Part("russia", "Russia", 0.221), Part("japan", "Japan", 0.059)]
        then = [Part("china", "China", 0.315), Part("russia", "Russia", 0.231), Part("japan", "Japan", 0.064)]
        others = [Part("", "Others", 1 - sum(part.share for part in parts)) for parts in (now, then)]
        bands = [Band(-0.02 * t, 0.01 * t, 0.004 * t * t, 0.03 * t + 0.004 * t * t, 0.07 * t + 0.005 * t * t)
                 for t in range(9)]  # fmt: skip
        moments = [Moment("visit", "plane"), Moment(), Moment("amended", "pencil-line"), Moment(),
                   Moment("front page", "newspaper"), Moment("statement", "file-text"), Moment("pressure", "flame"),
                   Moment(played=False), Moment(played=False)]  # fmt: skip
        rows = [TimelineRow("A", "as played", moments), TimelineRow("B", "branch", moments, "japan", 2)]
        heads = [Header("", weight=1), Header("A"), Header("B"), Header("B - A", "points")]
        lines = [Line(["Japan’s score", "44", "49", Text("+5", "strong", "good")], "japan", self.noted),
                 Line(["Kazakhstan’s score", "63", "66", Text("+3", "strong", "good")], "kaz", self.noted),
                 Line(["Tension", "0.38", "0.41", Text("+0.03", "strong", "bad")])]  # fmt: skip
        return [
            SharesNowThen("shares", [*now, others[0]], [*then, others[1]], "Dependence"),
            Meter("meter", 0.42, "Delivered", mark=0.6),
            Meter("range", 0.71, "Claim", "71 %", "state", range=(0.68, 0.74)),
            Meter("hue", 0.3, "Japan’s part", actor="japan"),
            ScoreBar("score", "Japan", 61, [("ground", 14), ("delivery", 18), ("words", 15), ("calm", 14)], 48),
            LineChart("line", "Wedge index", [Series("A", [0, 0.02, 0.05, 0.1, 0.14, 0.2, 0.3]),
                      Series("B", [0, 0.02, 0.05, 0.12, 0.2, 0.35, 0.55], "japan", dashed=True)], _TURNS,
                      lambda v: percent(v), now=3),
            FanChart("fan", "Wedge index, 1,000 futures", bands, _TURNS, [-0.01 * t for t in range(9)], "japan",
                     counted=312, wanted=1000),
            Timeline("time", "Timeline", _TURNS, rows, self.turn, self.set("turn")),
            Table("table", "At turn 9", heads, lines),
            Legend([*now, others[0]], shares=False),
            Box(Text("“will also engage in balanced diplomacy”", "quote"), "raised", 12, "outline"),
        ]  # fmt: skip


@example("widgets")
def widgets(stage: Stage) -> Scene:
    """Return all widgets."""
    return Widgets(stage)


class Asked(Scene):
    """A question over the widgets."""

    layer = True

    def build(self) -> Element:
        """Return the question."""
        return Question("ask", "End the turn?", "0.4 bn USD and one point of capital are left.", "End turn",
                        self.stage.pop, "Go on planning", self.stage.pop)  # fmt: skip


@example("question")
def question(stage: Stage) -> Scene:
    """Return a question; the gallery puts it over nothing."""
    return Asked(stage)

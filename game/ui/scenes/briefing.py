"""The briefing: who you are, what you want, what the articles say in their words, why to doubt them, and a guess."""

from collections.abc import Mapping, Sequence

from game.scenario.actors import Power
from game.scenario.evidence import count_numbers
from game.ui import flow
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Flag, Icon, Press, Text
from game.ui.kit.boxes import Box, Column, Fixed, Gap, Grow, Pad, Panel, Row, Rule
from game.ui.kit.choices import Chips, Option
from game.ui.kit.marks import BasisMark, Notice
from game.ui.kit.meters import Meter
from game.ui.kit.parts import Part, Parts
from game.ui.kit.scroll import Scroll
from game.ui.kit.sliders import Slider
from game.ui.kit.topbar import TopBar
from game.ui.match import Match
from game.ui.scenes.counted import BasisBar
from game.ui.scenes.guide import begin_guide
from game.ui.scenes.quoting import Quoted, quotation, quotes_about
from game.ui.scenes.seating import first_sentences
from game.ui.scenes.thumbnails import Backdrop, MapThumb, Subject, Thumbnails
from game.ui.stage import Scene, Stage
from game.ui.words import _, money, ngettext, number, percent

__all__ = ["Briefing"]


class Briefing(Scene):
    """What people read before the first turn, for every seat that they play; a turn's seat can read its own again."""

    def __init__(self, stage: Stage, match: Match) -> None:
        super().__init__(stage)
        self.match = match
        self.title = _("Briefing")
        self.again = match.briefed  # whether it lies over a turn
        actors = (match.seat,) if self.again and match.seat else match.persons or match.world.names.actors
        self.seats: Sequence[str] = actors
        self.seat = actors[0]
        self.part = "quotes"
        self.doubting = False  # whether all doubts are shown
        self.thumbnails = Thumbnails(stage)

    def entered(self) -> None:
        """Begin where Enter starts the game."""
        self.match.dress(self.stage.kit)

    def help(self) -> Mapping[str, str]:
        """Return what the keys do."""
        if self.again:
            return {"continue": _("go on playing"), "briefing": _("read the articles"), "back": _("go on playing")}
        return {"continue": _("start the first turn"), "briefing": _("read the articles"),
                "back": _("back to the seats")}  # fmt: skip

    def back(self) -> None:
        """Go back to the turn, or to the scenarios and seats: then nothing has been played yet."""
        if self.again:
            self.stage.pop()
        else:
            flow.home(self.stage)

    def tick(self, seconds: float) -> None:
        """Let the map be drawn."""
        self.thumbnails.advance(seconds)

    def _doubt(self) -> None:
        self.doubting = not self.doubting
        self.stage.changed()

    def _start(self) -> None:
        self.match.briefed = True
        flow.go_on(self.stage, self.match)

    def _start_guided(self) -> None:
        begin_guide(self.match)
        self._start()

    def _choose(self, seat: str) -> None:
        self.seat = seat
        self.stage.changed()

    def _show(self, part: str) -> None:
        self.part = part
        self.stage.changed()

    def _read(self, source: str = "", quote: str = "") -> None:
        flow.open_layer("article", self.stage, self.match, source, quote)

    # --- what is seen

    def build(self) -> Element:
        """Return the bar and the three parts."""
        bar = TopBar(
            self.match.scenario.title,
            _("Briefing · {length}").format(length=self.match.title("lengths", self.match.world.length)),
            buttons=self._back_to_turn() if self.again else self._start_buttons(),
        )
        parts = [
            Part("seat", _("Who you are"), self._who(), 4, "user"),
            Part("quotes", _("The articles"), self._said(), 5, "quote"),
            Part("doubt", _("Doubt it"), self._doubts(), 3.5, "flask-conical"),
        ]
        screen = Pad(Column([bar, Grow(Parts("parts", parts, self.part, self._show))], gap=12), 16, 12)
        return Backdrop(self.thumbnails, self._subject, screen)

    def _back_to_turn(self) -> list[Button]:
        return [
            Button(_("Go on playing"), "go on", self.back, "accent" if self.match.is_power(self.seat) else "primary",
                   action="continue", accent=self.seat)
        ]  # fmt: skip

    def _start_buttons(self) -> list[Button]:
        start = _("Start {turn}").format(turn=_("turn {number}").format(number=1))
        accent = self.match.is_power(self.seat) and len(self.seats) == 1
        leads = any(self.match.is_power(actor) for actor in self.match.persons)
        guided = [Button(_("Guided turn"), "guided", self._start_guided, icon="graduation-cap", action="guide")] if (
            leads) else []  # fmt: skip
        return [
            Button(_("Seats"), "seats", self.back, "quiet", "chevron-left", action="back"),
            *guided,
            Button(start, "start", self._start, "accent" if accent else "primary", action="continue",
                   accent=self.seat),
        ]  # fmt: skip

    @property
    def _subject(self) -> Subject:
        return Subject(self.match.about.game, self.match.scenario, self.match.path.parent, self.match.world)

    # --- left

    def _who(self) -> Element:
        seat = self.seat
        actor = self.match.scenario.actors[seat]
        watching = seat not in self.match.persons
        team = self.match.team(seat)
        head = _("The computer plays {actor}") if watching else _("You are {actor}")
        named: list[Element] = [Text(head.format(actor=self.match.name(seat)), "title")]
        if team:
            named.append(Text(team, "small", "dim"))
        parts: list[Element] = []
        if len(self.seats) > 1:
            options = [Option(name, self.match.name(name), flag=name) for name in self.seats]
            parts += [Chips("who", _("Seats"), options, [seat], self._choose), Rule()]
        if self.stage.kit.text_scale < 1.45:
            parts.append(MapThumb(self.thumbnails, self._subject, None, 96))
        parts += [Row([Flag(seat, 56), Grow(Column(named, gap=0))], gap=14), Text(actor.about)]
        parts += [Gap(), self._heading(_("What you want"), _("share of the score")), *self._wishes()]
        parts += [Gap(), Text(_("What you have"), "head"), *self._means()]
        return Panel(Grow(Scroll(Column(parts, gap=8), "who")), _("Who you are"))

    def _heading(self, words: str, note: str) -> Element:
        return Row([Grow(Text(words, "head")), Text(note, "small", "dim")])

    def _wishes(self) -> list[Element]:
        found: list[Element] = []
        actor = self.match.scenario.actors[self.seat]
        most = max(wish.weight for wish in actor.objectives.values())
        for name, wish in sorted(actor.objectives.items(), key=lambda pair: -pair[1].weight):
            bar = Meter(f"wish {self.seat} {name}", wish.weight / most, wish.name, percent(wish.weight), high=8)
            share = Text(number(100 * wish.weight), "strong", align="right")
            found.append(Row([Grow(Text(wish.name)), Fixed(bar, 54), Fixed(share, 28, text=True)], gap=12))
        return found

    def _means(self) -> list[Element]:
        actor, world = self.match.scenario.actors[self.seat], self.match.world
        points = ngettext("point", "points", round(actor.capital.income))
        capital = _("{start} of political capital, {income} {points} more each turn").format(
            start=number(actor.capital.start), income=number(actor.capital.income), points=points
        )
        if isinstance(actor, Power):
            income = actor.purse.income * world.quarters
            purse = _("{start} in the purse, {income} more each turn").format(
                start=money(actor.purse.start), income=money(income)
            )
            orders = ngettext("{count} order a turn at most", "{count} orders a turn at most", world.slots)
            return [_fact("wallet", purse), _fact("megaphone", capital),
                    _fact("layers", orders.format(count=world.slots))]  # fmt: skip
        return [
            _fact("landmark", _("an economy of {gdp}").format(gdp=money(actor.gdp))),
            _fact("megaphone", capital),
            _fact("file-text", _("an answer to every offer: accept, amend or decline")),
            _fact("hand", _("one move of your own a turn")),
        ]

    # --- middle

    def _said(self) -> Element:
        quotes = quotes_about(self.match, self.seat)
        rows: list[Element] = []
        for at, quoted in enumerate(quotes):
            rows += [Rule()] if at else []
            rows.append(self._quote(at, quoted))
        if not rows:
            rows = [Notice(_("This scenario quotes nothing about {actor}.").format(actor=self.match.name(self.seat)))]
        head = self._heading(_("What the articles say"), _("exact words"))
        read = Button(_("Read the articles"), "articles", self._read, icon="book-open", action="briefing",
                      why_not="" if self._has_text() else _("The scenario has no text to read."))  # fmt: skip
        return Panel(Column([head, Grow(Scroll(Column(rows, gap=2), "said")), Row([read, Grow()])], gap=10))

    def _has_text(self) -> bool:
        return any(source.file for source in self.match.scenario.sources.values())

    def _quote(self, at: int, quoted: Quoted) -> Element:
        line: list[Element] = [Text(quoted.line, "small", "dim")]
        if not quoted.verified:
            line.append(Text(_("unverified: the words were not found in the text"), "label", "warn"))
        words = Column([*quotation(self.match, quoted.words), *line, Text(quoted.becomes, "label", "state")], gap=2)
        return Press(
            Row([Icon("quote", 20, "state"), Grow(words)], gap=12, align="top"), f"quote.{at}", quoted.words,
            lambda: self._read(quoted.source, quoted.words), "row", quoted.said or quoted.line, fill="", pad_x=6,
            pad_y=6, hint=_("Open the article at these words"),
        )  # fmt: skip

    # --- right

    def _doubts(self) -> Element:
        scenario = self.match.scenario
        parsed = self.match.loaded.parsed
        counts = count_numbers(parsed.numbers if parsed is not None else ())
        parts: list[Element] = [Text(_("Doubt it"), "head")]
        if scenario.doubts:
            short = first_sentences(scenario.doubts)
            parts.append(Text(scenario.doubts if self.doubting else short))
            if short != " ".join(scenario.doubts.split()):
                words = _("Less") if self.doubting else _("All of it")
                more = Text(words, "label", "state")
                parts.append(
                    Row([Press(more, "doubts", words, self._doubt, "button", fill="", pad_x=0, pad_y=2), Grow()])
                )
        told = {"evidence": _("the articles’ words"), "data": _("public figures"), "assumption": _("judgement")}
        parts += [Text(_("What this scenario’s numbers rest on"), "label", "dim"), BasisBar(counts)]
        for basis in ("evidence", "data", "assumption"):
            parts.append(Row([BasisMark(basis), Text(number(counts[basis]), "strong"),
                              Grow(Text(told[basis], "small", "dim", "right"))], gap=12))  # fmt: skip
        parts += self._guess()
        parts += [Rule(), Text(_("Your first three steps"), "head"), *self._steps()]
        return Panel(Grow(Scroll(Column(parts, gap=9), "doubt")), _("Doubt it"))

    def _guess(self) -> list[Element]:
        """Return the question whose answer is shown again at the end: how often the first claim comes true."""
        claims = self.match.scenario.claims
        if not claims or self.again:
            return []
        name, claim = next(iter(claims.items()))
        key = f"{self.seat}.{name}"

        def take(value: float) -> None:
            self.match.guesses[key] = value
            self.stage.changed()

        guess = self.match.guesses.get(key)
        slider = Slider(
            "guess", _("Your guess"), 0.5 if guess is None else guess, 0.0, 1.0, 0.05, take,
            write=lambda value: _("{count} of 100").format(count=number(100 * value)),
            ends=(_("never"), _("always")), typed_unit=0.01, marks=(0.25, 0.5, 0.75),
        )  # fmt: skip
        asked = Text(_("In how many of 100 games will this be so?"))
        note = (
            _("You will see it again at the end.") if guess is not None else _("Move it, and it is kept for the end.")
        )
        said = _("“{text}”").format(text=claim.proposition)
        return [Rule(), Text(_("Before you start, guess"), "head"), Text(said, "quote"), asked,
                slider, Text(note, "small", "dim")]  # fmt: skip

    def _steps(self) -> list[Element]:
        if self.match.is_power(self.seat):
            steps = [_("Choose a lever"), _("Choose whom you offer it to"), _("Read the chance and its reasons")]
        else:
            steps = [_("Make a move of your own"), _("Lay the offers side by side"), _("Answer, and read the sum")]
        return [
            Row([Box(Text(str(at), "label", "panel"), "ink", 12, pad_x=8, pad_y=2), Grow(Text(words))], gap=12)
            for at, words in enumerate(steps, start=1)
        ]


def _fact(icon: str, words: str) -> Element:
    return Row([Icon(icon, 18, "dim"), Grow(Text(words))], gap=12)

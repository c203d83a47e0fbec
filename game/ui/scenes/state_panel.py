"""How a state stands: what it depends on and how that changed, its ties and projects, and how it decides."""

from collections.abc import Callable, Sequence

from game.model.state import State
from game.sim.explain import explain_answers
from game.sim.portrait import OTHERS, Partner, StatePortrait, portray
from game.ui import labels
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Flag, Press, Text
from game.ui.kit.boxes import Column, Gap, Grow, Row, Rule
from game.ui.kit.charts import LineChart, Series
from game.ui.kit.choices import Option, Tabs
from game.ui.kit.meters import Legend, Meter, Moved, Part, ShareBar
from game.ui.kit.scroll import Scroll
from game.ui.match import Match
from game.ui.words import _, change, money, number, percent, points

__all__ = ["past", "state_panel"]

_PARTS = ("influence", "ties", "projects", "decides")


def past(match: Match) -> list[State]:
    """Return the first state of the game and those after every turn."""
    game = match.session.game
    return [game.first, *(played.turn.state for played in game.turns)]


def state_panel(
    match: Match, state: str, part: str, show: Callable[[str], None], why: Callable[[str, tuple[str, ...]], None],
    close: Callable[[], None] | None = None,
) -> Element:  # fmt: skip
    """Return the panel about a state.

    Parameters
    ----------
    part : which of its parts is shown: influence, ties, projects or decides.
    show : is called with the part that is asked for.
    why : opens the causes of a number, by what it measures and where.
    """
    portrait = portray(past(match), state, match.world)
    body = {"influence": _influence, "ties": _ties, "projects": _projects, "decides": _decides}.get(part, _influence)
    names = (_("Influence"), _("Ties"), _("Works"), _("Aims"))
    options = [Option(id_, words) for id_, words in zip(_PARTS, names, strict=True)]
    return Column([
        _head(match, portrait, close),
        Tabs("state part", _("About this state"), options, part or "influence", show),
        Grow(Scroll(Column(list(body(match, portrait, why)), gap=8), f"state {part}")),
    ], gap=10, name=match.name(state))  # fmt: skip


def _head(match: Match, portrait: StatePortrait, close: Callable[[], None] | None) -> Element:
    about = _("GDP {gdp} · home {home}").format(gdp=money(portrait.gdp), home=percent(portrait.home))
    shut = [Button(_("Back to the levers"), "close state", close, "quiet", "x")] if close is not None else []
    return Row([
        Flag(portrait.state, 40), Grow(Column([Text(match.name(portrait.state), "title"), Text(about, "small", "dim")],
                                              gap=0)), *shut,
    ])  # fmt: skip


def _parts(match: Match, names: Sequence[str], shares: Sequence[float]) -> list[Part]:
    return [
        Part("" if name == OTHERS else name, match.name(name), share)
        for name, share in zip(names, shares, strict=True)
    ]  # fmt: skip


def _influence(
    match: Match, portrait: StatePortrait, why: Callable[[str, tuple[str, ...]], None]
) -> Sequence[Element]:  # fmt: skip
    names = [partner.actor for partner in portrait.partners]
    found: list[Element] = [
        Text(_("What it depends on"), "label", "dim"),
        ShareBar(_parts(match, names, [p.dependence for p in portrait.partners]), "dependence", _("Dependence")),
    ]
    found += [_partner(match, portrait, partner, why) for partner in portrait.partners]
    now, before = portrait.balance[-1], portrait.balance[-2] if len(portrait.balance) > 1 else portrait.balance[-1]
    found.append(_figure(
        "balance", _("Balance: partners that count"), number(now, 2), change(now - before, 2),
        lambda: why("partners", (portrait.state,)),
    ))  # fmt: skip
    if len(portrait.balance) > 1:
        lines = [
            Series(match.name(p.actor), [100 * share for share in p.history], p.actor) for p in portrait.partners[:-1]
        ]
        turns = [_("start"), *(str(turn) for turn in range(1, len(portrait.balance)))]
        found += [Text(_("Dependence so far, in percent"), "label", "dim"),
                  LineChart("history", _("Dependence"), lines, turns, lambda value: number(value, 1), 96)]  # fmt: skip
    found += [Rule(), Text(_("By domain: now, and its weight"), "label", "dim")]
    for domain in portrait.domains:
        title = match.title("domains", domain.domain)
        found.append(Row([Grow(Text(title, "small")), Text(percent(domain.weight), "small", "dim")]))
        found.append(ShareBar(_parts(match, names, domain.shares), f"domain {domain.domain}", title, 14))
    found.append(Legend(_parts(match, names, [0.0] * len(names)), shares=False))
    return found


def _partner(
    match: Match, portrait: StatePortrait, partner: Partner, why: Callable[[str, tuple[str, ...]], None]
) -> Element:  # fmt: skip
    place = (partner.actor, portrait.state)
    name = match.name(partner.actor)
    share, moved = percent(partner.dependence, 1), points(partner.dependence - partner.before)
    colour = "ink" if abs(partner.dependence - partner.before) >= 5e-4 else "dim"
    sign: Element = Gap(20, 20) if partner.actor == OTHERS else Flag(partner.actor, 20)
    line = Row([sign, Grow(Text(name, "body")), Moved(share, moved, colour)])
    return Press(line, f"share {partner.actor}", name, lambda: why("dependence", place), "row",
                 value=f"{share} {moved}", fill="", pad_x=4, pad_y=2, least=26)  # fmt: skip


def _figure(id_: str, words: str, value: str, moved: str, open_: Callable[[], None]) -> Element:
    figure = Moved(value, moved) if moved else Text(value, "strong")
    line = Row([Grow(Text(words, "body")), figure])
    return Press(line, id_, words, open_, "row", value=f"{value} {moved}", fill="", pad_x=4, pad_y=2, least=26)


def _ties(
    match: Match, portrait: StatePortrait, why: Callable[[str, tuple[str, ...]], None]
) -> Sequence[Element]:  # fmt: skip
    found: list[Element] = []
    for partner in portrait.partners[:-1]:
        place = (partner.actor, portrait.state)
        found.append(Row([Flag(partner.actor, 22), Grow(Text(match.name(partner.actor), "strong"))]))
        rows = (
            ("affinity", _("affinity, −1 to 1"), partner.affinity, partner.affinity_before),
            ("trust", _("trust in delivery"), partner.trust, partner.trust),
            ("backlash", _("anger at home"), partner.backlash, partner.backlash),
            ("pressure", _("pressure now"), partner.pressure, partner.pressure),
            ("grievance", _("grievance over pressure"), partner.grievance, partner.grievance),
        )
        for field, words, now, before in rows:
            if field in ("affinity", "trust") or now > 0.005:
                moved = change(now - before) if field == "affinity" else ""
                found.append(_figure(f"{field} {partner.actor}", words, number(now, 2), moved,
                                     lambda f=field, p=place: why(f, p)))  # type: ignore[misc]  # fmt: skip
        found.append(Rule())
    return found[:-1]


def _projects(
    match: Match, portrait: StatePortrait, why: Callable[[str, tuple[str, ...]], None]
) -> Sequence[Element]:  # fmt: skip
    found: list[Element] = [Text(_("Promised against delivered, since the start"), "label", "dim")]
    most = max((p.delivered + p.coming for p in portrait.partners[:-1]), default=0.0) or 1.0
    for partner in portrait.partners[:-1]:
        whole = partner.delivered + partner.coming
        words = _("{delivered} delivered, {coming} still to come").format(
            delivered=money(partner.delivered), coming=money(partner.coming))  # fmt: skip
        found.append(Row([Flag(partner.actor, 22), Grow(Text(match.name(partner.actor), "strong")),
                          Text(_("signed {money}").format(money=money(partner.signed)), "small", "dim")]))  # fmt: skip
        found.append(Meter(f"works {partner.actor}", partner.delivered / most, match.name(partner.actor),
                           actor=partner.actor, range=(partner.delivered / most, whole / most)))  # fmt: skip
        found.append(Text(words, "small"))
        if partner.debt > 0.005:
            found.append(Text(_("owes {money}").format(money=money(partner.debt)), "small", "dim"))
    found += [Rule(), Text(_("What it answered so far"), "label", "dim")]
    found += _answered(match, portrait.state, len(match.session.records))
    return found


def _answered(match: Match, state: str, turns: int) -> list[Element]:
    """Return the answers of a state, the latest first."""
    found: list[Element] = []
    for turn in range(turns, 0, -1):
        played = match.session.game.turns[turn - 1]
        for decision in explain_answers(played, match.world):
            if decision.state != state:
                continue
            what = match.title("items", decision.item) if decision.item else match.title("levers", decision.order.lever)
            tone = {"accept": "good", "amend": "warn", "decline": "bad"}[decision.answer]
            found.append(Row([
                Text(str(turn), "small", "dim"), Flag(decision.order.power, 18), Grow(Text(what, "small")),
                Text(labels.answer(decision.answer, given=True), "label", tone),
            ]))  # fmt: skip
    return found[:24] or [Text(_("Nothing yet."), "small", "dim")]


def _decides(
    match: Match, portrait: StatePortrait, why: Callable[[str, tuple[str, ...]], None]
) -> Sequence[Element]:  # fmt: skip
    actor = match.scenario.actors[portrait.state]
    player = match.session.seats[portrait.state]
    who = (
        _("A person decides: {team}").format(team=match.team(portrait.state) or match.name(portrait.state))
        if player == "person" else _("The policy “{policy}” decides.").format(policy=labels.player(player, match.world))
    )  # fmt: skip
    found: list[Element] = [Text(actor.about, "small")] if actor.about else []
    found += [Text(who, "strong"), Text(_("What it wants"), "label", "dim")]
    for objective in actor.objectives.values():
        found.append(Row([Grow(Text(objective.name, "small")), Text(percent(objective.weight), "label")]))
    ceilings = getattr(actor, "ceilings", {})
    if ceilings:
        found += [Rule(), Text(_("The most that it lets one power hold"), "label", "dim")]
        for domain, share in ceilings.items():
            found.append(Row([Grow(Text(match.title("domains", domain), "small")), Text(percent(share), "label")]))
    return found

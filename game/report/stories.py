"""The stories of a turn, each with its size and what it is about; `front_page` chooses among them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from game.engine.quarter import ballots
from game.model.turn import SIZES
from game.model.world import World
from game.report.headlines import FIGURES, QUIET
from game.report.phrases import actor, reason_phrase, title
from game.report.story import SMALL, Reference, Story
from game.sentence import Amount, Listed, Value, phrase
from game.sim.explain import Decision, Reaction, explain_answers, explain_reactions
from game.sim.ledger import Change, Ledger
from game.sim.live import Game
from game.sim.steps import GivenOrder, given_orders

__all__ = ["Reporter"]

_RARE = {  # points that a story counts more for being rare
    "upset yes": 0.5, "upset no": 0.5, "called off": 0.6, "words": 0.4, "counter-offer": 0.5, "pressure": 3.0,
    "event": 0.6, "event there": 0.6, "vote": 1.0, "stage": 1.0, "shut": 1.5, "open": 1.0, "lead": 0.8,
    "words alone": 0.2, "counter-offer alone": 0.2,
}  # fmt: skip
_UPSET = 0.35  # a chance below which a yes, and above one minus which a no, is against the odds
_SLIGHT = 0.001  # changes of dependence and tension that are no story
_AHEAD = 0.015  # how far a power must be before another to have overtaken it
_OLD_NEWS = 0.5  # what works that go on as promised count against what is new


class Reporter:
    """Finds the stories of one turn."""

    def __init__(self, game: Game, number: int, world: World) -> None:
        self.played, self.number, self.world = game.turns[number], number, world
        self.ledger = Ledger(self.played.start, self.played.turn, world)
        self.decisions = explain_answers(self.played, world)
        self.scores = self.ledger.scores()
        self._signed = self.ledger.changes("signed")

    def stories(self) -> Iterator[Story]:
        """Yield all stories of the turn, and one at least."""
        for find in (
            self._orders, self._reactions, self._events, self._votes, self._landings, self._corridors, self._leads,
            self._moves, self._leanings, self._tension,
        ):  # fmt: skip
            yield from find()
        if not given_orders(self.played.turn, self.world):
            yield self._quiet()
        elif not self.decisions:
            yield self._quiet(SMALL)

    # --- how large a story is

    def _points(self, belongs: Callable[[Any], bool]) -> float:
        """Return the points of all scores together that some causes moved, whichever way."""
        return sum(abs(sum(c.amount for c in change.causes if belongs(c))) for change in self.scores)

    def _of_order(self, order: GivenOrder) -> float:
        key = order.power, order.slot
        return self._points(lambda c: c.order is not None and (c.order.power, c.order.slot) == key)

    def _story(self, kind: str, figures: str, size: float, about: Reference, **values: Value) -> Story:
        return Story(kind, "", FIGURES[figures], values, size + _RARE.get(kind, 0.0), about)

    def _name(self, name: str) -> str:
        return actor(name, self.world)

    # --- offers and what is done alone

    def _orders(self) -> Iterator[Story]:
        orders = given_orders(self.played.turn, self.world)
        worth = self._points_per_offer(list(orders.values()))
        for order in orders.values():
            mine = [d for d in self.decisions if (d.order.power, d.order.slot) == (order.power, order.slot)]
            if order.answer == "called off":
                yield self._called_off(order)
            elif not mine:
                yield self._alone(order)
            elif len(mine) == 1 and mine[0].item is None:
                yield self._single(mine[0], worth)
            else:
                yield self._several(order, mine, worth)

    def _points_per_offer(self, orders: list[GivenOrder]) -> float:
        """Return what a yes moved on average this turn: what a no might have moved."""
        yes = [self._of_order(order) for order in orders if order.answer in ("accept", "amend")]
        return sum(yes) / len(yes) if yes else 0.5

    def _deal(self, order: GivenOrder) -> dict[str, Value]:
        return {"power": self._name(order.power), "what": title("levers", order.lever, self.world)}

    def _money(self, order: GivenOrder, state: str | None) -> tuple[float, float, float]:
        """Return what an order signed, what its power has landed there since the start, and what it offered."""
        names, key = self.world.names, (order.power, order.slot)
        power = names.powers.index(order.power)
        causes = [cause for change in self._signed for cause in change.causes if cause.order is not None]
        agreed = sum(c.amount for c in causes if c.order and (c.order.power, c.order.slot) == key)
        landed = self.played.turn.state.delivered[power, :, 0]
        if state is None:
            return agreed, float(landed.sum()), 0.0
        at = names.states.index(state)
        place = (names.levers.index(order.lever) * len(SIZES) + SIZES.index(order.size)) * len(names.states) + at
        growth = 1.0 + float(self.played.weighed.state.bonus[power, at, 0])
        return agreed, float(landed[at]), float(self.world.levers.worth[place]) * growth

    def _single(self, decision: Decision, worth: float) -> Story:
        order, chance = decision.order, decision.chances
        yes = chance.accept + chance.amend
        agreed, landed, offered = self._money(order, decision.state)
        about = Reference("decision", (order.power, str(order.slot), decision.state, ""))
        values: dict[str, Value] = {
            **self._deal(order), "state": self._name(decision.state), "chance": Amount(yes, "percent"),
            "reason": reason_phrase(decision, self.world), "amount": Amount(decision.main_reason.amount, "change", 1),
            "signed": Amount(agreed, "money"), "landed": Amount(landed, "money"), "offered": Amount(offered, "money"),
        }  # fmt: skip
        if decision.answer == "decline":
            kind = "upset no" if yes > 1.0 - _UPSET else "declined"
            figures = "no luck" if decision.main_reason.amount >= 0 else "no" if offered > 0 else "no money"
            return self._story(kind, figures, worth * yes, about, **values)
        kind = "amended" if decision.answer == "amend" else "upset yes" if yes < _UPSET else "accepted"
        return self._story(kind, "deal" if agreed > 0 else "no money", self._of_order(order), about, **values)

    def _several(self, order: GivenOrder, mine: list[Decision], worth: float) -> Story:
        yes = [decision for decision in mine if decision.answer != "decline"]
        chance = sum(d.chances.accept + d.chances.amend for d in mine) / len(mine)
        states = {decision.state for decision in mine}
        state = mine[0].state if len(states) == 1 else None
        agreed, landed, _ = self._money(order, state)
        values: dict[str, Value] = {
            **self._deal(order), "yes": Amount(len(yes), "count"), "asked": Amount(len(mine), "count"),
            "chance": Amount(chance, "percent"), "signed": Amount(agreed, "money"), "landed": Amount(landed, "money"),
        }  # fmt: skip
        if state is not None:
            values["state"] = self._name(state)
        kind = ("package" if yes else "refused") if state else ("statement" if yes else "statement fails")
        size = self._of_order(order) if yes else worth * chance
        largest = max(mine, key=lambda d: abs(d.main_reason.amount))
        about = Reference("decision", (order.power, str(order.slot), largest.state, largest.item or ""))
        return self._story(kind, "several" if agreed > 0 else "several no money", size, about, **values)

    def _called_off(self, order: GivenOrder) -> Story:
        lost = self.world.rules.ties.trust_cancelled
        where = self._name(order.target) if order.target else phrase("the region")
        values: dict[str, Value] = {**self._deal(order), "state": where, "trust": Amount(lost, "plain")}
        about = Reference("order", (order.power, str(order.slot)))
        return self._story("called off", "called off", self._of_order(order), about, **values)

    def _alone(self, order: GivenOrder) -> Story:
        place = self._name(order.target) if order.target else phrase("the region")
        points = self._of_order(order)
        values: dict[str, Value] = {**self._deal(order), "place": place, "points": Amount(points, "plain", 1)}
        return self._story("alone", "alone", points, Reference("order", (order.power, str(order.slot))), **values)

    # --- what follows

    def _reactions(self) -> Iterator[Story]:
        found = [r for r in explain_reactions(self.played, self.world) if r.reaction != "nothing"]
        at_once = [r for r in found if r.reaction != "counter-offer"]  # that one is felt in the next turn
        points = self._points(lambda c: c.name == "reaction") / max(len(at_once), 1)
        for reaction in found:
            yield self._reaction(reaction, points if reaction in at_once else 0.0)

    def _reaction(self, reaction: Reaction, points: float) -> Story:
        chance = next(option.chance for option in reaction.options if option.name == reaction.reaction)
        values: dict[str, Value] = {
            "power": self._name(reaction.power), "provoked": Amount(reaction.provoked, "plain"),
            "place": self._name(reaction.place) if reaction.place else phrase("the region"),
            "rival": self._name(reaction.by) if reaction.by else "",
            "chance": Amount(chance, "percent"),
        }  # fmt: skip
        aims = {"words": reaction.by, "counter-offer": reaction.place}.get(reaction.reaction, "anyone")
        kind = reaction.reaction if aims else f"{reaction.reaction} alone"
        return self._story(kind, "reaction", points, Reference("reaction", (reaction.power,)), **values)

    def _events(self) -> Iterator[Story]:
        shocks, names = self.played.turn.shocks, self.world.names
        for event in np.flatnonzero(np.asarray(shocks.happened)[:, 0]):
            name = names.events[event]
            struck = [self._name(names.states[s]) for s in np.flatnonzero(np.asarray(shocks.struck)[event, :, 0])]
            points = self._points(lambda c, cause=f"event:{name}": c.name == cause)  # type: ignore[misc]
            what = title("events", name, self.world)
            about = self.world.names.titles.get(f"events about.{name}", "")
            values: dict[str, Value] = {
                "event": what, "what": about, "places": _listed(struck), "points": Amount(points, "plain", 1),
            }  # fmt: skip
            kind = "event there" if struck and not any(place in what for place in struck) else "event"
            yield self._story(kind, "event told" if about else "event", points, Reference("event", (name,)), **values)

    def _votes(self) -> Iterator[Story]:
        names = self.world.names
        for turn in self.played.quarters:
            now = turn.number * self.world.quarters + turn.quarter + 1
            for vote, name in enumerate(names.votes):
                if self.world.votes.quarter[vote] != now:
                    continue
                yes, no, _ = (int((np.asarray(part)[:, 0] > 0).sum()) for part in ballots(turn, vote, self.world))
                causes = [c for change in self.ledger.changes("affinity") for c in change.causes]
                moved = sum(abs(cause.amount) for cause in causes if cause.name == f"vote:{name}")
                values: dict[str, Value] = {
                    "vote": title("votes", name, self.world), "yes": Amount(yes, "count"), "no": Amount(no, "count"),
                    "others": Amount(len(names.states) - yes - no, "count"), "affinity": Amount(moved, "plain"),
                }  # fmt: skip
                points = self._points(lambda c, cause=f"vote:{name}": c.name == cause)  # type: ignore[misc]
                yield self._story("vote", "vote", points, Reference("vote", (name,)), **values)

    def _landings(self) -> Iterator[Story]:
        """Yield for every power where most of its works were finished."""
        changes = [change for change in self.ledger.changes("delivered") if change.amount > 0.0005]
        whole = sum(change.amount for change in changes)
        points = self._points(lambda c: c.phase == "deliver")
        for power in self.world.names.powers:
            here = [change for change in changes if change.place[0] == power]
            if not here:
                continue
            most = max(here, key=lambda change: change.amount)
            p, s = self.world.names.powers.index(power), self.world.names.states.index(most.place[1])
            coming = float(self.played.turn.state.pipeline[:, :, p, s, 0].sum())
            values: dict[str, Value] = {
                "power": self._name(power), "state": self._name(most.place[1]),
                "landed": Amount(most.amount, "money"), "whole": Amount(most.after, "money"),
                "coming": Amount(coming, "money"),
            }  # fmt: skip
            yield self._story("landed", "landed", _OLD_NEWS * points * most.amount / whole, _about(most), **values)

    def _corridors(self) -> Iterator[Story]:
        points = self._points(lambda c: c.field in ("tonnage", "stages") or c.name == "transit")
        tonnages = {name: self.ledger.change("tonnage", name) for name in self.world.names.corridors}
        moved = sum(abs(change.amount) for change in tonnages.values())
        for at, (name, tonnage) in enumerate(tonnages.items()):
            stages = self.ledger.change("stages", name)
            values: dict[str, Value] = {
                "corridor": title("corridors", name, self.world), "stages": Amount(stages.after, "plain", 1),
                "tonnage": Amount(tonnage.after, "plain", 1), "change": Amount(tonnage.amount, "change"),
            }  # fmt: skip
            size = points * abs(tonnage.amount) / moved if moved > 0 else 0.0
            was, now = (float(state.halted[at, 0]) > 0 for state in (self.played.start, self.played.turn.state))
            if was != now:
                yield self._story("shut" if now else "open", "cargo", size, _about(tonnage), **values)
            elif int(stages.after + 1e-6) > int(stages.before + 1e-6):
                yield self._story("stage", "stages", size, _about(stages), **values)
            elif abs(tonnage.amount) >= 0.005:
                kind = "more cargo" if tonnage.amount > 0 else "less cargo"
                yield self._story(kind, "cargo", min(size, SMALL), _about(tonnage), **values)

    def _leads(self) -> Iterator[Story]:
        """Yield where another power stands first than before."""
        names = self.world.names
        share = np.asarray(self.ledger.reading.delivered.share)[:, :-1]  # (D, P, S, T)
        before, after = (np.argmax(share[..., at], axis=1) for at in (0, -1))
        for d, s in np.argwhere(before != after):
            first, second = int(after[d, s]), int(before[d, s])
            if float(share[d, first, s, -1] - share[d, second, s, -1]) < _AHEAD:
                continue
            change = self.ledger.of("share", lambda _: share[d, first, s])  # noqa: B023 - called at once
            place = (names.domains[d], names.powers[first], names.states[s])
            values: dict[str, Value] = {
                "power": self._name(names.powers[first]), "rival": self._name(names.powers[second]),
                "state": self._name(names.states[s]), "domain": title("domains", names.domains[d], self.world),
                "share": Amount(change.after, "percent"), "other": Amount(float(share[d, second, s, -1]), "percent"),
            }  # fmt: skip
            yield self._story("lead", "lead", 0.0, Reference("change", ("share", *place)), **values)

    # --- what fills a page

    def _moves(self) -> Iterator[Story]:
        names, state = self.world.names, self.played.turn.state
        for at, name in enumerate(names.states):
            move, court = int(state.past_move[0, at, 0]), int(state.past_court[0, at, 0])
            if move == len(names.moves):
                continue
            own = self.scores[len(names.powers) + at]
            points = sum(c.amount for c in own.causes if c.phase == "make_moves")
            values: dict[str, Value] = {
                "state": self._name(name), "what": title("levers", names.moves[move], self.world),
                "points": Amount(points, "change", 1),
            }  # fmt: skip
            kind = "move"
            if float(self.world.moves.to_power[move]) > 0:
                kind, values["power"] = "courts", self._name(names.powers[court])
            about = Reference("change", ("score", name))
            yield self._story(kind, "move", min(abs(points) / 4, 0.5), about, **values)

    def _leanings(self) -> Iterator[Story]:
        changes = [c for c in self.ledger.dependence() if c.place[0] != "others" and abs(c.amount) >= _SLIGHT]
        for change in sorted(changes, key=lambda c: -abs(c.amount))[:2]:
            values: dict[str, Value] = {
                "power": self._name(change.place[0]), "state": self._name(change.place[1]),
                "weight": Amount(change.after, "percent"), "change": Amount(change.amount, "points"),
            }  # fmt: skip
            kind = "leans more" if change.amount > 0 else "leans less"
            yield self._story(kind, "dependence", abs(change.amount), _about(change), **values)

    def _tension(self) -> Iterator[Story]:
        change = self.ledger.change("tension")
        if abs(change.amount) < _SLIGHT:
            return
        values: dict[str, Value] = {
            "tension": Amount(change.after, "plain"),
            "change": Amount(change.amount, "change", 3),
        }
        points = self._points(lambda c: c.field == "tension" and c.name != "return")
        yield self._story("tenser" if change.amount > 0 else "calmer", "tension", points / 4, _about(change), **values)

    def _quiet(self, size: float = 10.0) -> Story:
        deals = {name: sum(c.amount for c in self.ledger.changes(name)) for name in ("signed", "delivered")}
        values: dict[str, Value] = {
            "signed": Amount(deals["signed"], "money"),
            "landed": Amount(deals["delivered"], "money"),
        }
        headline = QUIET[self.number % len(QUIET)]
        landed = self.ledger.changes("delivered")
        about = _about(max(landed, key=lambda change: change.amount)) if landed else Reference("change", ("tension",))
        return Story("quiet", headline, FIGURES["quiet"], values, size, about)


def _about(change: Change) -> Reference:
    return Reference("change", (change.quantity, *change.place))


def _listed(names: Sequence[str]) -> Value:
    """Return names as a list in a sentence."""
    if len(names) < 2:
        return names[0] if names else phrase("nobody")
    others = tuple(names[:-1])
    return phrase("{others} and {last}", others=Listed(others, others), last=names[-1])

"""The last page of a chronicle: what every seat wanted and got, what was signed and delivered, who drove a wedge."""

from collections.abc import Iterator

from game.engine.scoring import amount, reach, read, scores
from game.model.world import World
from game.report.layout import Part, Rule
from game.report.phrases import actor, percent
from game.sentence import plain
from game.sim.live import Game
from game.sim.summary import measure_games, metrics_of

_KEPT = "\N{NO-BREAK SPACE}"
_BILLIONS = 0.5  # bn USD: where no power signs as much, sums are told in millions


def ending_lines(game: Game, world: World) -> Iterator[Part]:
    """Return the final scores with their objectives, headlines against deliveries, and the wedge with its cost."""
    yield Rule("THE END")
    reading = read(game.last, world)
    final = scores(game.last, world)[:, 0]
    for seat, name in enumerate(world.names.actors):
        yield f"  {actor(name, world):<28}{final[seat]:5.1f} points"
        for objective in world.seats[seat].objectives:
            value = float(amount(reading, objective.measures)[0])
            between = _KEPT.join((plain(objective.start), "to", plain(objective.goal)))
            reached = float(reach(reading, objective)[0])
            yield (
                f"    {objective.name:<42}{plain(value):>7}  ({between}):"
                f" {percent(reached)} reached, weight {percent(objective.weight)}"
            )
    yield ""
    yield "  Headlines and substance"
    for power, name in enumerate(world.names.powers):
        yield _substance(game, power, name, world)
    yield ""
    yield from _wedge(game, world)


def _name_width(world: World) -> int:
    """Return the columns of the powers' names, with a space behind the longest."""
    return max(14, *(len(actor(name, world)) + 1 for name in world.names.powers))


def _substance(game: Game, power: int, name: str, world: World) -> str:
    state = game.last
    signed = float(state.signed[power, :, 0].sum())
    delivered = float(state.delivered[power, :, 0].sum())
    building = float(state.pipeline[:, :, power, :, 0].sum())
    kept = f" ({percent(delivered / signed)})" if signed > 0 else ""
    large = float(state.signed[:, :, 0].sum(axis=1).max()) >= _BILLIONS
    unit, times, digits = ("bn", 1, 2) if large else ("m", 1000, 1)
    amounts = [plain(times * amount, digits) for amount in (signed, delivered, building)]
    return (
        f"    {actor(name, world):<{_name_width(world)}}news {plain(float(state.headline[power, 0]))}; "
        f"{unit} USD signed {amounts[0]}, delivered {amounts[1]}{kept}, in building {amounts[2]}"
    )


def _wedge(game: Game, world: World) -> Iterator[str]:
    measured = measure_games(game.last, world)[:, 0]
    width = _name_width(world)
    found = {metric.id: float(value) for metric, value in zip(metrics_of(world), measured, strict=True)}
    yield "  A wedge? What each gained in weight, less its part of what rivals gained, in points"
    for name in world.names.powers:
        gain, index = found[f"dependence_change.{name}"], found[f"wedge.{name}"]
        yield f"    {actor(name, world):<{width}}weight {gain:+.2f}, wedge index {index:+.2f}"
    yield f"    {'The region':<{width}}tension {float(game.first.tension[0]):.2f}, at the end {found['tension']:.2f}"

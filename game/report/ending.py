"""The last page of a chronicle: what every seat wanted and got, what was signed and delivered, who drove a wedge."""

from collections.abc import Iterator

from game.engine.scoring import amount, reach, read, scores
from game.model.world import World
from game.report.phrases import actor, percent
from game.sentence import plain
from game.sim.live import Game
from game.sim.summary import measure_games, metrics_of


def ending_lines(game: Game, world: World) -> Iterator[str]:
    """Return the final scores with their objectives, headlines against deliveries, and the wedge with its cost."""
    yield "THE END " + "-" * 92
    reading = read(game.last, world)
    final = scores(game.last, world)[:, 0]
    for seat, name in enumerate(world.names.actors):
        yield f"  {actor(name, world):<28}{final[seat]:5.1f} points"
        for objective in world.seats[seat].objectives:
            value = float(amount(reading, objective.measures)[0])
            reached = float(reach(reading, objective)[0])
            yield (
                f"    {objective.name:<42}{plain(value):>7}  ({plain(objective.start)} to {plain(objective.goal)}):"
                f" {percent(reached)} reached, weight {percent(objective.weight)}"
            )
    yield ""
    yield "  Headlines and substance"
    for power, name in enumerate(world.names.powers):
        yield _substance(game, power, name, world)
    yield ""
    yield from _wedge(game, world)


def _substance(game: Game, power: int, name: str, world: World) -> str:
    state = game.last
    signed = float(state.signed[power, :, 0].sum())
    delivered = float(state.delivered[power, :, 0].sum())
    building = float(state.pipeline[:, :, power, :, 0].sum())
    kept = f" ({percent(delivered / signed)})" if signed > 0 else ""
    return (
        f"    {actor(name, world):<14}news {plain(float(state.headline[power, 0]))}; bn USD signed {signed:.2f}, "
        f"delivered {delivered:.2f}{kept}, in building {building:.2f}"
    )


def _wedge(game: Game, world: World) -> Iterator[str]:
    measured = measure_games(game.last, world)[:, 0]
    found = {metric.id: float(value) for metric, value in zip(metrics_of(world), measured, strict=True)}
    yield "  A wedge? What each gained in weight, less its part of what rivals gained, in points"
    for name in world.names.powers:
        gain, index = found[f"dependence_change.{name}"], found[f"wedge.{name}"]
        yield f"    {actor(name, world):<14}weight {gain:+.2f}, wedge index {index:+.2f}"
    yield f"    {'The region':<14}tension {float(game.first.tension[0]):.2f}, at the end {found['tension']:.2f}"

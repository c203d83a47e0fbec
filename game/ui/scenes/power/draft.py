"""An order that is being written: what is chosen so far, and what every choice makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from game.sim.menu import LeverChoice, TargetChoice
from game.sim.order import Order

__all__ = ["Draft", "begin"]


@dataclass(frozen=True)
class Draft:
    """An order on its way: always one that is well written, though it may break a rule."""

    lever: LeverChoice
    target: str
    size: float = 1.0
    items: tuple[str, ...] = ()  # of those that the lever carries

    @property
    def choice(self) -> TargetChoice:
        """The target with its prices."""
        return next(choice for choice in self.lever.targets if choice.target == self.target)

    @property
    def sizes(self) -> tuple[float, ...]:
        """The sizes there are, smallest first."""
        return tuple(price.size for price in self.choice.prices)

    @property
    def is_statement(self) -> bool:
        """Whether it is words that all states are asked to sign, clause by clause."""
        return self.lever.put_to == "all" and self.lever.consent and bool(self.lever.items)

    def order(self, actor: str) -> Order:
        """Return the order; all items are "all" and not a list, as policies write it."""
        whole = tuple(item.item for item in self.lever.items)
        return Order(actor, self.lever.lever, self.target, self.size, None if self.items == whole else self.items)

    def at(self, target: str) -> "Draft":
        """Return the same order to another target."""
        if all(choice.target != target for choice in self.lever.targets):
            return self
        moved = replace(self, target=target)
        return moved if self.size in moved.sizes else replace(moved, size=moved.sizes[-1])

    def resized(self, steps: int) -> "Draft":
        """Return the same order some sizes larger or smaller."""
        at = self.sizes.index(self.size) + steps
        return replace(self, size=self.sizes[min(max(at, 0), len(self.sizes) - 1)])

    def toggled(self, item: str) -> "Draft":
        """Return the order with an item put in or left out; the last one stays, because nothing is no order."""
        chosen = [i.item for i in self.lever.items if (i.item in self.items) != (i.item == item)]
        return replace(self, items=tuple(chosen)) if chosen else self

    def of(self, order: Order) -> "Draft":
        """Return the draft of a changed order with the same lever."""
        whole = tuple(item.item for item in self.lever.items)
        return Draft(self.lever, order.target, order.size, whole if order.items is None else order.items)


def begin(lever: LeverChoice, wished: Sequence[str] = ()) -> Draft:
    """Return the order that a lever begins with: to the wished target if it is open, else to the first that is.

    It has the largest size that can be paid, and everything that the lever carries.
    """
    open_targets = [choice for choice in lever.targets if choice.open] or list(lever.targets)
    choice = next((c for c in open_targets for name in wished if c.target == name), open_targets[0])
    paid = [price.size for price in choice.prices if price.open] or [choice.prices[-1].size]
    size = 1.0 if 1.0 in paid else paid[-1]
    return Draft(lever, choice.target, size, tuple(item.item for item in lever.items))

"""The words of the game and what they mean, in plain sentences."""

from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Icon, Text
from game.ui.kit.boxes import Column, Grow, Row
from game.ui.kit.dialog import Layer, foot
from game.ui.stage import Scene, Stage
from game.ui.words import N_, _

__all__ = ["WORDS", "Glossary"]

WORDS = (
    (N_("power"), N_("A country from outside the region. It gives orders and makes offers.")),
    (N_("state"), N_("A country of the region. It answers offers and has moves of its own.")),
    (N_("seat"), N_("Who plays a country: a person, a team or the computer.")),
    (N_("lever"), N_("A kind of act, such as aid, a loan, a visit or a statement.")),
    (N_("order"), N_("One use of a lever in a turn.")),
    (N_("offer"), N_("An order to which a state has to say yes.")),
    (N_("answer"), N_("Accept, amend or decline.")),
    (N_("clause"), N_("A sentence of a statement, or a condition of an offer.")),
    (N_("own move"), N_("What a state does by itself: court, tender, host, balance.")),
    (N_("domain"), N_("One of the fields in which a state depends on others, such as trade or security.")),
    (N_("share"), N_("How much of a state’s trade, money, building or safety comes from one power.")),
    (N_("dependence"), N_("A power’s shares in all domains, weighed by what matters to the state.")),
    (N_("balance"), N_("How many partners of equal size a state would have for the same mixture.")),
    (N_("goodwill"), N_("How well a state thinks of a power.")),
    (N_("trust"), N_("How sure a state is that a power delivers what it promises.")),
    (N_("tension"), N_("How near the powers are to open quarrel.")),
    (N_("corridor"), N_("A route for goods on the map, made of legs.")),
    (N_("signed and landed"), N_("Signed is what was promised; landed is what has been delivered.")),
    (N_("utility"), N_("The sum of a state’s reasons for and against an offer. Above zero a yes is likely.")),
    (N_("evidence"), N_("A number that rests on the words of an article.")),
    (N_("data"), N_("A number from a public source.")),
    (N_("assumption"), N_("A number that somebody had to choose. You can change it.")),
    (N_("claim"), N_("A sentence of an article, made so that games can test it.")),
)


class Glossary(Scene):
    """A layer with the words."""

    layer = True

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.title = _("Words")

    def build(self) -> Element:
        """Return one word after another."""
        head = Row([Icon("book-open", 24, "ink"), Grow(Text(_("The words of the game"), "title"))], gap=12)
        words = [Column([Text(_(word), "strong"), Text(_(meaning), "body", "dim")], gap=0) for word, meaning in WORDS]
        buttons = foot([Button(_("Done"), "done", self.stage.pop, "primary", action="back")])
        return Layer(Column([head, *words], gap=12), "glossary", 560, _("The words of the game"), buttons)

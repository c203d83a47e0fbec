"""A language that nobody speaks: every text a third longer and with accents, to see whether screens have room."""

import gettext
import re

from game.ui.words import teach

__all__ = ["PSEUDO"]

PSEUDO = "pseudo"
_ACCENTS = str.maketrans("aeiounscyzAEIOUNSCYZ", "áéíöúñšçýžÁÉÍÖÚÑŠÇÝŽ")
_HELD = re.compile(r"(\{[^}]*\})")


class _Pseudo(gettext.NullTranslations):
    """Lengthens what it is given; what is filled in later stays as it is."""

    def gettext(self, message: str) -> str:
        """Return a text a third longer."""
        parts = [part if _HELD.fullmatch(part) else part.translate(_ACCENTS) for part in _HELD.split(message)]
        if len(message) < 4 or message.startswith("decimal"):
            return "".join(parts)
        return "".join(parts) + " " + ("øñéíö " * len(message))[: round(0.35 * len(message))].strip()

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return a form a third longer."""
        return self.gettext(msgid1 if n == 1 else msgid2)


teach(PSEUDO, _Pseudo())

"""Sentences are English text, and can be said in another language with the same values."""

import pickle

import pytest

from game.sentence import Amount, Listed, Sentence, Voice, counted, money, phrase, said

_TEXTS = {
    "{lever} costs {cost}.": "{lever} kostet {cost}.",
    "last turn": "in der letzten Runde",
    "{count} turn ago, {who}": "vor {count} Runde, {who}",
    "{count} turns ago, {who}": "vor {count} Runden, {who}",
}


class _German:
    """Knows three texts."""

    def gettext(self, text: str, /) -> str:
        return _TEXTS.get(text, text)

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        return self.gettext(one if count == 1 else many)

    def name(self, text: str, /) -> str:
        return {"Credit": "Kredit"}.get(text, text)

    def amount(self, amount: Amount, /) -> str:
        return str(amount).replace(".", ",").replace("bn", "Mrd.")


VOICE: Voice = _German()


def test_a_sentence_is_english_and_can_be_said_otherwise() -> None:
    sentence = phrase("{lever} costs {cost}.", lever="Credit", cost=Amount(1.5, "money", 3))
    assert sentence == "Credit costs 1.500 bn USD."
    assert sentence.said(VOICE) == "Kredit kostet 1,500 Mrd. USD."


@pytest.mark.parametrize(
    ("count", "english", "german"),
    [(1, "1 turn ago, Credit", "vor 1 Runde, Kredit"), (3, "3 turns ago, Credit", "vor 3 Runden, Kredit")],
)
def test_a_count_chooses_the_form(count: int, english: str, german: str) -> None:
    sentence = counted("{count} turn ago, {who}", "{count} turns ago, {who}", count, who="Credit")
    assert sentence == english
    assert sentence.said(VOICE) == german


def test_sentences_and_lists_stand_in_sentences() -> None:
    inner = phrase("last turn")
    listed = Listed(("credit", "x"), ("Credit", inner))
    sentence = Sentence("{when}: {what}", {"when": inner, "what": listed})
    assert sentence == "last turn: credit, x"
    assert said(sentence, VOICE) == "in der letzten Runde: Kredit, in der letzten Runde"


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Amount(0.25), "0.25"),
        (Amount(0.5, "money"), "0.50 bn USD"),
        (Amount(0.123, "percent"), "12%"),
        (Amount(-0.0001, "change"), "0.00"),
        (Amount(0.021, "points", 1), "+2.1"),
        (Amount(-0.001, "plain"), "0.00"),
        (Amount(3.0, "count"), "3"),
    ],
)
def test_numbers_are_written(amount: Amount, written: str) -> None:
    assert str(amount) == written


def test_braces_in_names_are_left_alone() -> None:
    assert phrase("{lever} costs {cost}.", lever="{cost}", cost=Amount(1)) == "{cost} costs 1."


def test_it_can_go_to_another_process() -> None:
    sentence = counted("{count} turn ago, {who}", "{count} turns ago, {who}", 2, who="Credit")
    back = pickle.loads(pickle.dumps(sentence))
    assert back == sentence
    assert back.said(VOICE) == sentence.said(VOICE)


def test_small_amounts_of_money_are_in_millions() -> None:
    written = [money(amount) for amount in (2.5, 0.1, 0.0949, 0.002, 0.0004, 0.0, -0.03)]
    assert written == ["2.50 bn USD", "0.10 bn USD", "95 m USD", "2 m USD", "0.4 m USD", "0 USD", "-30 m USD"]

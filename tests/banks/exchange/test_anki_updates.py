"""What becomes of our decks in Anki, as its own back end has it: updates, what was learned, and what ends updates."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.banks.exchange import anki_deck
from bot.banks.exchange.anki_deck import STYLED, guid_of, to_anki
from bot.banks.exchange.anki_fields import FIELDS
from bot.banks.foreign.anki.earlier_export import earlier_notes
from bot.banks.format.model import Bank
from tests.banks.builders import a_bank, a_question
from tests.banks.exchange.notes import notes_in
from tests.banks.foreign.anki_decks import Anki, Imported, anki
from tests.banks.shipped import SHIPPED_BANKS

FIRST, SECOND, THIRD, FOURTH = 1_800_000_000, 1_800_000_100, 1_800_000_200, 1_800_000_300
BANK = a_bank(questions=[a_question(id="a"), a_question(id="b"), a_question(id="c")])
CORRECTED = a_bank(questions=[a_question(id="a"), a_question(id="b", text="In other words?"), a_question(id="c")])

At = Callable[[int], None]


@pytest.fixture
def user(tmp_path: Path) -> Iterator[Anki]:
    with anki(tmp_path) as user:
        yield user


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Sets the clock by which decks are written."""
    return lambda seconds: monkeypatch.setattr("time.time", lambda: float(seconds))


def exported(bank: Bank, *, over: bytes) -> bytes:
    """The bank as it is written over an earlier export."""
    return to_anki(bank, earlier=earlier_notes(over))


def test_a_corrected_question_updates_its_note_and_keeps_what_was_learned(user: Anki, at: At) -> None:
    at(FIRST)
    first = to_anki(BANK)
    assert user.imports(first) == Imported(new=3, updated=0, duplicate=0, conflicting=0)
    (learned,) = user.collection.find_cards("Id:b")
    user.collection.sched.set_due_date([learned], "40!")

    at(SECOND)
    assert user.imports(exported(CORRECTED, over=first)) == Imported(new=0, updated=1, duplicate=2, conflicting=0)

    assert user.collection.find_cards('"In other words?"') == [learned]
    assert user.collection.get_card(learned).ivl == 40
    assert user.collection.card_count() == 3


def test_an_export_that_says_the_same_changes_nothing(user: Anki, at: At) -> None:
    at(FIRST)
    first = to_anki(BANK)
    user.imports(first)

    at(SECOND)
    second = exported(BANK, over=first)
    assert user.imports(second) == Imported(new=0, updated=0, duplicate=3, conflicting=0)

    at(THIRD)
    assert user.imports(exported(CORRECTED, over=second)).updated == 1
    at(FOURTH)
    assert user.imports(to_anki(CORRECTED)).updated == 3, "without the earlier export, nobody knows what is new"


def test_another_title_keeps_the_deck(user: Anki, at: At) -> None:
    at(FIRST)
    user.imports(to_anki(BANK))
    decks = user.decks()

    at(SECOND)
    user.imports(to_anki(a_bank(title="Quite another title", questions=[*BANK.questions, a_question(id="d")])))

    assert user.decks() == decks
    assert user.collection.card_count() == 4


FIVE_OF_EARLIER_RELEASES = (
    "behavioral",
    "python-backend",
    "stripe",
    "stripe-integration-engineer",
    "system-design",
)


def test_who_has_a_shipped_bank_from_an_earlier_release_keeps_its_deck() -> None:
    """Decks were called by the titles of their banks. Anki tells no capital letters from small ones there."""
    for bank in map(SHIPPED_BANKS.get, FIVE_OF_EARLIER_RELEASES):
        assert anki_deck.deck_name(bank.slug).casefold() == f"Mock Interviewer::{bank.title}".casefold()


def test_the_fields_are_those_of_earlier_releases() -> None:
    """Anki refuses to update notes of a note type with other fields: see the next test."""
    assert FIELDS == (  # noqa: SIM300
        *("Question", "Key points", "How to answer", "Why it is asked"),
        *("Example answers", "Follow-ups", "Bank", "Id"),
    )


def test_with_other_fields_no_note_would_be_updated(user: Anki, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    at(FIRST)
    user.imports(to_anki(BANK))

    at(SECOND)
    monkeypatch.setattr(anki_deck, "FIELDS", (*FIELDS, "In 30 seconds"))
    monkeypatch.setattr(anki_deck, "fields_of_note", lambda *_: ["x"] * (len(FIELDS) + 1))

    assert user.imports(to_anki(CORRECTED)) == Imported(new=0, updated=0, duplicate=0, conflicting=3)


def test_a_field_of_ones_own_ends_updates(user: Anki, at: At) -> None:
    """The help says so. What is in the collection stays as it is."""
    at(FIRST)
    user.imports(to_anki(BANK))
    models = user.collection.models
    ours = models.by_name("Mock Interviewer question")
    assert ours is not None
    models.add_field(ours, models.new_field("My notes"))
    models.update_dict(ours)

    at(SECOND)
    assert user.imports(to_anki(CORRECTED)) == Imported(new=0, updated=0, duplicate=0, conflicting=3)
    assert user.collection.card_count() == 3


def test_a_style_of_ones_own_stays(user: Anki, at: At) -> None:
    at(FIRST)
    user.imports(to_anki(BANK))
    models = user.collection.models
    ours = models.by_name("Mock Interviewer question")
    assert ours is not None
    ours["css"] = ".card { color: green; }"
    models.update_dict(ours)

    at(SECOND)
    assert user.imports(to_anki(CORRECTED)).updated == 3
    now = models.by_name("Mock Interviewer question")
    assert now is not None
    assert now["css"] == ".card { color: green; }"


def test_who_changes_templates_or_style_says_when() -> None:
    """Anki takes them from us only if `STYLED` is later than what it has. Change both lines here."""
    made_of = f"{anki_deck._FRONT}{anki_deck._BACK}{anki_deck._STYLE}"

    assert hashlib.sha256(made_of.encode()).hexdigest()[:12] == "d2fc442d9a68"
    assert STYLED == 1_796_083_200


def test_gaps_leave_no_heading_and_what_is_new_stands_in_fields_that_are_there() -> None:
    gaps = a_question(
        id="draft", kind=None, topics=(), difficulty=None, minutes=None, why="", how="", key_points=(), examples=(),
        follow_ups=(), also_asked_as=("Why so?",), short="Because."
    )  # fmt: skip
    (note,) = notes_in(to_anki(a_bank(questions=[gaps])))
    fields = dict(zip(FIELDS, note["fields"], strict=True))

    assert [name for name in FIELDS if not fields[name]] == [
        "Key points",
        "How to answer",
        "Why it is asked",
        "Follow-ups",
    ]
    assert "<p>Why so?</p>" in fields["Question"]
    assert "<p>Because.</p>" in fields["Example answers"]
    assert note["tags"] == []
    assert note["guid"] == guid_of("stripe", "draft")

"""Decks of Anki: whatever version wrote them, their questions are found, and what asks nothing is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.banks.exchange.anki_deck import to_anki
from bot.banks.foreign.anki.collection import MAX_FIELDS
from bot.banks.foreign.anki_deck import is_anki_deck, read_anki_deck
from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.found import Found, FoundExample, Reason, Shape
from bot.banks.format.model import Bank
from tests.banks.builders import a_bank, a_question
from tests.banks.foreign.anki_decks import Anki, anki, by_hand, zipped
from tests.banks.shipped import SHIPPED_BANKS


def found_in(deck: bytes) -> Found:
    file = ForeignFile(content=deck)
    assert is_anki_deck(file)
    return read_anki_deck(file)


def fill(user: Anki) -> None:
    user.add_type(
        "Interview",
        ["Nr", "Term", "Extra", "Level", "Source"],
        front="{{#Term}}{{Term}}{{/Term}}",
        back="{{FrontSide}}{{Source}}",
    )
    user.add_type("Vocabulary", ["Sort", "Word", "Said"], front="{{type:Word}}", back="{{FrontSide}} {{Said}}")
    tags = ["Prep::memory_model", "difficulty::hard", "marked"]
    user.add(
        "Basic", {"Front": "What is a <b>GIL</b>?", "Back": "A lock.<br>One a process."}, deck="Prep::Py", tags=tags
    )
    user.add("Basic (and reversed card)", {"Front": "[sound:a.mp3]Why &lt;T&gt;?", "Back": "x"}, deck="Prep::Go")
    user.add("Cloze", {"Text": "The {{c1::GIL}} is a lock"}, deck="Prep::Py")
    user.add("Basic", {"Front": '<img src="a.png">', "Back": "b"}, deck="Prep::Py")
    user.add("Basic", {"Front": "[sound:a.mp3]", "Back": "heard"}, deck="Prep::Py")
    user.add("Interview", {"Nr": "7", "Term": "CAP", "Extra": "Say it slowly.", "Level": "Senior"}, deck="Prep::Py")
    user.add("Vocabulary", {"Sort": "a-1", "Word": "idempotent", "Said": "Twice is as once."}, deck="Prep::Py")


@pytest.fixture(scope="module")
def made_by_anki(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same collection as each version of Anki would write it."""
    with anki(tmp_path_factory.mktemp("anki")) as user:
        fill(user)
        return {
            "old deck": user.package(legacy=True),
            "new deck": user.package(legacy=False),
            "old collection": user.whole_collection(legacy=True),
            "new collection": user.whole_collection(legacy=False),
        }


@pytest.mark.parametrize("form", ["old deck", "new deck", "old collection", "new collection"])
def test_a_deck_of_any_version_becomes_the_same_questions(made_by_anki: dict[str, bytes], form: str) -> None:
    found = found_in(made_by_anki[form])
    gil, generic, cap, word = found.questions

    assert (found.shape, found.title, found.size) == (Shape.ANKI_DECK, "Prep", 7)
    assert (gil.text, gil.examples) == ("What is a **GIL**?", (FoundExample(text="A lock.\nOne a process."),))
    assert (gil.topics, gil.difficulty, gil.id) == (("Py", "memory model"), "hard", "")
    assert (generic.line, generic.text, generic.topics) == (2, "Why <T>?", ("Go",))
    assert (cap.text, cap.examples, cap.how, cap.difficulty) == ("CAP", (), "Say it slowly.", "Senior")
    assert (word.text, word.examples) == ("idempotent", (FoundExample(text="Twice is as once."),))
    assert [(each.line, each.text, each.why) for each in found.left_out] == [
        (3, "The GIL is a lock", Reason.CLOZE),
        (4, "b", Reason.NOT_ASKED),
        (5, "heard", Reason.NO_QUESTION),
    ]
    assert set(found.used) == {"Front", "Back", "Term", "Extra", "Word", "Said", "tags"}
    assert (set(found.mapped), set(found.unused)) == ({"tags", "Level"}, {"Nr", "Sort"})


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (r"What is \(O(n \log n)\)?", "What is `O(n log n)`?"),
        ("Is <anki-mathjax>2^{10} \\leq x_{i}</anki-mathjax> so?", "Is `2^(10) ≤ x_i` so?"),
        ("[latex]$\\log{n}$[/latex] or [$$]a \\times b[/$$]", "`log n` or `a × b`"),
        ("Fill {{c1::this {{c2::gap::a hint}}::another}} in", "Fill this gap in"),
        ("A {{ template }} and a \\) alone :: stay", "A {{ template }} and a \\) alone :: stay"),
        ("<div>One</div><div>Two&nbsp;&amp; three</div>[sound:x.mp3][anki:play:q:0]", "One\nTwo & three"),
        ('See <img src="data:image/png;base64,AAAA" alt="the heap">', "See the heap"),
    ],
)
def test_marks_that_only_anki_knows_become_text(html: str, text: str) -> None:
    (question,) = found_in(by_hand(notes=[(1, "g", 1, 0, "", f"{html}\x1fYes.")])).questions

    assert question.text == text


def test_options_are_listed_and_the_right_one_is_the_example() -> None:
    names = ["Question", "Option A", "Option B", "Correct answer"]
    model = '{"1": {"flds": [' + ",".join(f'{{"name": "{name}"}}' for name in names) + "]}}"
    (question,) = found_in(by_hand(models=model, notes=[(1, "g", 1, 0, "", "Which?\x1fThis\x1fThat\x1fB")])).questions

    assert question.text == "Which?\n\nA) This\nB) That"
    assert question.examples == (FoundExample(text="That"),)


def test_fields_that_are_not_taken_are_told() -> None:
    fields = "\x1f".join(["What is it?", "This.", *[""] * (MAX_FIELDS - 2), "lost"])
    found = found_in(by_hand(notes=[(1, "g", 1, 0, "", fields)]))
    assert [(each.line, each.text, each.why) for each in found.left_out] == [(1, "lost", Reason.BEYOND)]

    broken = found_in(by_hand(models="{", notes=[(1, "g", 1, 0, "", "What is it?\x1fThis.\x1fAnd this.")]))
    assert [each.why for each in broken.left_out] == [Reason.UNREADABLE], "nobody knows what the third field is"


def test_a_field_that_somebody_has_added_to_our_deck_is_told(tmp_path: Path) -> None:
    with anki(tmp_path) as user:
        user.imports(to_anki(a_bank()))
        models = user.collection.models
        (made,) = [each for each in models.all() if each["flds"][-1]["name"] == "Id"]
        models.add_field(made, models.new_field("Mnemonic"))
        models.update_dict(made)
        note = user.collection.get_note(user.collection.find_notes("")[0])
        note["Mnemonic"] = "A B C"
        user.collection.update_note(note)
        found = found_in(user.package(legacy=False))

    assert "Mnemonic" not in found.used
    assert found.unused == ("Mnemonic",)


@pytest.mark.parametrize("bank", SHIPPED_BANKS.all(), ids=lambda bank: bank.slug)
def test_our_own_deck_comes_back_with_its_ids(bank: Bank) -> None:
    found = found_in(to_anki(bank))

    assert (found.title, found.left_out) == (bank.title, ())
    for question, was in zip(found.questions, bank.questions, strict=True):
        assert (question.id, question.text, question.why) == (was.id, was.text, was.why)
        assert (question.how, question.key_points, question.follow_ups) == (was.how, was.key_points, was.follow_ups)
        assert [(each.text, each.note) for each in question.examples] == [(x.text, x.note) for x in was.examples]
        assert (question.kind, question.difficulty, question.topics) == (was.kind, was.difficulty, was.topics)


def test_what_is_new_in_our_own_deck_comes_back_too() -> None:
    was = a_question(
        examples=[{"text": "One.\n\n---\n\nTwo."}, {"text": "Three.", "note": "A dev"}],
        short="Because `x`.",
        also_asked_as=["Why **so**?", "How come?"],
        topics=(),
        how="",
    )
    (question,) = found_in(to_anki(a_bank(title="Not the *slug*", questions=[was]))).questions

    assert (question.text, question.short, question.also_asked_as) == (was.text, was.short, was.also_asked_as)
    assert (question.how, question.topics) == ("", ())
    assert [each.note for each in question.examples] == ["", "A dev"]
    assert question.examples[0].text.split() == ["One.", "Two."]


def test_our_own_deck_comes_back_from_anki_too(tmp_path: Path) -> None:
    bank = SHIPPED_BANKS.get("stripe")
    with anki(tmp_path) as user:
        user.imports(to_anki(bank))
        found = found_in(user.package(legacy=False))

    assert [(each.id, each.text) for each in found.questions] == [(each.id, each.text) for each in bank.questions]


def test_a_zip_file_without_a_collection_is_no_deck() -> None:
    assert not is_anki_deck(ForeignFile(content=zipped({"xl/workbook.xml": b""})))
    assert not is_anki_deck(ForeignFile(content=b"collection.anki2"))

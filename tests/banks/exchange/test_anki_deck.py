"""A bank as an Anki deck: what is on the cards, and that a later export updates them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings

from bot.banks.exchange.anki_deck import guid_of, to_anki
from bot.banks.format.model import Bank
from tests.banks.builders import a_bank, a_question
from tests.banks.exchange.notes import notes_in
from tests.banks.shipped import SHIPPED_BANKS
from tests.banks.strategies import banks

HARMLESS = {
    "p",
    "br",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "em",
    "strong",
    "code",
    "pre",
    "div",
    "a",
    "blockquote",
    "details",
    "summary",
}


class Html(HTMLParser):
    """The tags and links of a field, and what one reads."""

    def __init__(self, field: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(field)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("slug", [bank.slug for bank in SHIPPED_BANKS.all()])
def test_each_question_is_a_card_with_everything_that_helps(slug: str) -> None:
    bank = SHIPPED_BANKS.get(slug)
    notes = notes_in(to_anki(bank))

    assert len(notes) == len(bank.questions)
    for note, question in zip(notes, bank.questions, strict=True):
        read = "".join(Html("\n".join(note["fields"])).text.replace("\n", " ").split(" "))
        for text in (*question.key_points, question.how, question.why, *question.follow_ups, question.examples[0].note):
            without_languages = re.sub(r"```\w+\n", "", text)
            plain = "".join(without_languages.replace("`", "").replace("*", "").split())
            assert plain in read.replace("*", "").replace("`", "")
        assert set(question.topics) < set(note["tags"])


def test_a_later_export_updates_the_same_cards() -> None:
    before = a_bank(questions=[a_question(id="a"), a_question(id="b")])
    after = a_bank(title="Another", questions=[a_question(id="b", text="In other words?"), a_question(id="a")])

    first, second = notes_in(to_anki(before)), notes_in(to_anki(after))

    assert [note["guid"] for note in first] == [note["guid"] for note in reversed(second)]
    assert {(note["type"], note["deck"]) for note in first} == {(note["type"], note["deck"]) for note in second}


def test_the_ids_are_those_of_earlier_releases() -> None:
    """Who changes these takes everybody's learned cards away."""
    (note,) = notes_in(to_anki(a_bank()))

    assert (note["guid"], note["type"], note["deck"]) == ("f8C0E>/.Tx", 1_732_160_945, 1_895_551_086)
    assert guid_of("stripe", "explain-an-api") == note["guid"]


def test_two_banks_share_no_card_and_no_deck() -> None:
    (one,), (other,) = notes_in(to_anki(a_bank())), notes_in(to_anki(a_bank(slug="other")))

    assert one["guid"] != other["guid"]
    assert one["deck"] != other["deck"]


@settings(max_examples=20)
@given(banks())
def test_no_card_has_a_tag_a_sound_or_a_formula_of_the_banks_own(bank: Bank) -> None:
    for note in notes_in(to_anki(bank)):
        for field in note["fields"]:
            html = Html(field)
            assert html.tags <= HARMLESS
            assert all(link.startswith(("https://", "http://", "mailto:")) or ":" not in link for link in html.links)
            assert not any(mark in field for mark in ("[sound:", "[latex]", "[$]", "\\(", "\\[", "{{"))


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "![x](https://example.org/spy.png)", "[a](javascript:alert(1))", "[sound:a.mp3]"],
)
def test_what_could_act_is_only_text(text: str) -> None:
    (note,) = notes_in(to_anki(a_bank(questions=[a_question(why=f"Look: {text}")])))
    html = Html(note["fields"][3])

    assert html.tags <= {"p", "a"}
    assert [link for link in html.links if not link.startswith("https://")] == []
    assert "Look: " in html.text


def test_exporting_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    to_anki(a_bank())

    assert list(tmp_path.iterdir()) == []

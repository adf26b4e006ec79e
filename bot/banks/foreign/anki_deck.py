"""Reads decks of Anki, `.apkg` and `.colpkg`, of all its versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.banks.exchange.anki_fields import FIELDS
from bot.banks.foreign.anki.collection import AnkiNote, Collection, NoteType, read_collection
from bot.banks.foreign.anki.field_text import field_text, has_picture
from bot.banks.foreign.anki.names import difficulty_in, home_of, topics_of
from bot.banks.foreign.anki.own_notes import is_own, own_question, title_of
from bot.banks.foreign.anki.roles import Roles, roles_of
from bot.banks.foreign.anki.unpacking import NotUnpackedError, names_collection, unpacked
from bot.banks.foreign.choices import OptionNaming, all_of, naming_in, right_options, with_options
from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.found import Found, FoundExample, FoundQuestion, LeftOut, Reason, Shape, shown_beginning
from bot.banks.foreign.header_words import Meaning

_TAGS = "tags"
"""Named among what was used or mapped, as the fields are."""
_LINES = (Meaning.KEY_POINTS, Meaning.FOLLOW_UPS, Meaning.ALSO_ASKED_AS)
_TEXTS = (Meaning.ID, Meaning.WHY, Meaning.HOW, Meaning.SHORT, Meaning.KIND, Meaning.DIFFICULTY, Meaning.MINUTES)
_BULLETS = "-*• \t"

_Texts = Mapping[Meaning, Sequence[str]]
"""The texts of a note by what they mean, none of them empty."""


def is_anki_deck(file: ForeignFile) -> bool:
    return file.is_archive and names_collection(file.content)


def read_anki_deck(file: ForeignFile) -> Found:
    """All notes that ask something. Never raises; time and memory are bounded, whatever the file.

    The number of a note stands for its line. A deck that was exported from here comes back with its ids.
    """
    try:
        with unpacked(file.content) as path:
            collection = read_collection(path)
    except NotUnpackedError:
        return Found(shape=Shape.ANKI_DECK, questions=(), left_out=(_unreadable(1),))
    return _Reading(collection).found()


def _unreadable(line: int) -> LeftOut:
    return LeftOut(line=line, text="", why=Reason.UNREADABLE)


class _Reading:
    """The reading of one collection."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._roles: dict[int, Roles] = {}
        self._title, self._levels = home_of([note.deck for note in collection.notes])
        self._left_out: list[LeftOut] = []
        self._used: Counter[str] = Counter()
        self._mapped: Counter[str] = Counter()
        self._filled: Counter[str] = Counter()
        """The names of fields with something in them."""

    def found(self) -> Found:
        naming = self._naming()
        questions = tuple(self._questions(naming))
        notes = self._collection.notes
        if not self._collection.is_whole:
            self._left_out.append(_unreadable(len(notes) + 1))
        return Found(
            shape=Shape.ANKI_DECK,
            questions=questions,
            left_out=tuple(self._left_out),
            size=len(notes),
            used=tuple(+self._used),
            mapped=tuple(self._mapped),
            unused=tuple(
                name for name, count in self._filled.items() if count and not self._used[name] + self._mapped[name]
            ),
            title=self._title,
        )

    def _questions(self, naming: OptionNaming) -> Iterator[FoundQuestion]:
        for number, note in enumerate(self._collection.notes, start=1):
            note_type = self._collection.types.get(note.type, NoteType())
            if note_type.is_cloze:
                self._leave_out(number, note, Reason.CLOZE)
            elif is_own(note_type):
                if (own := own_question(number, note, note_type)).text:
                    for name, html in zip(note_type.fields, note.fields, strict=False):
                        (self._used if name in FIELDS else self._filled)[name] += bool(html.strip())
                    self._title = title_of(note, note_type) or self._title
                    yield own
                else:
                    self._leave_out(number, note, Reason.NO_QUESTION)
            elif question := self._question(number, note, note_type, naming):
                if surplus := shown_beginning(field_text(note.surplus)):
                    self._left_out.append(LeftOut(line=number, text=surplus, why=Reason.BEYOND))
                yield question

    def _question(self, number: int, note: AnkiNote, note_type: NoteType, naming: OptionNaming) -> FoundQuestion | None:
        roles = self._roles_of(note)
        asked = note.fields[roles.question] if roles.question < len(note.fields) else ""
        text = field_text(asked)
        if not any(character.isalnum() for character in text):
            self._leave_out(number, note, Reason.NOT_ASKED if has_picture(asked) else Reason.NO_QUESTION)
            return None
        self._count(roles, note, note_type)
        texts = _texts(roles, note)
        own_topics = tuple(topic for each in texts.get(Meaning.TOPICS, ()) for topic in _split(each))
        difficulty = difficulty_in(note.tags)
        topics = topics_of(note, self._levels)
        if topics:
            self._used[_TAGS] += bool(note.tags)
        if difficulty:
            self._mapped[_TAGS] += 1
        # Each meaning is named as the field that it is for; one of the note's own goes before its tags.
        parts: dict[str, Any] = {"difficulty": difficulty}
        parts |= {each.value: "\n\n".join(texts[each]) for each in _TEXTS if each in texts}
        parts |= {each.value: tuple(_lines(texts[each])) for each in _LINES if each in texts}
        return FoundQuestion(
            line=number,
            text=with_options(text, texts.get(Meaning.OPTIONS, ())),
            examples=_examples(texts, naming),
            topics=tuple(dict.fromkeys((*own_topics, *topics))),
            **parts,
        )

    def _roles_of(self, note: AnkiNote) -> Roles:
        if note.type not in self._roles:
            self._roles[note.type] = roles_of(self._collection.types.get(note.type, NoteType()))
        return self._roles[note.type]

    def _naming(self) -> OptionNaming:
        """How the right ones among several options are named, if these notes have any."""
        with_roles = ((self._roles_of(note), note) for note in self._collection.notes if self._has_options(note))
        rows = (
            (_texts_of(Meaning.OPTIONS, roles, note), "".join(_texts_of(Meaning.CORRECT, roles, note)))
            for roles, note in with_roles
        )
        return naming_in(rows, counts_from_zero=False)

    def _has_options(self, note: AnkiNote) -> bool:
        return Meaning.OPTIONS in self._roles_of(note).others.values()

    def _count(self, roles: Roles, note: AnkiNote, note_type: NoteType) -> None:
        for at, name in enumerate(note_type.fields[: len(note.fields)]):
            if not note.fields[at].strip():
                continue
            self._filled[name] += 1
            meaning = roles.others.get(at)
            if meaning in {Meaning.DIFFICULTY, Meaning.KIND}:
                self._mapped[name] += 1
            elif at == roles.question or meaning is not None:
                self._used[name] += 1

    def _leave_out(self, number: int, note: AnkiNote, why: Reason) -> None:
        lines = (field_text(field).partition("\n")[0] for field in note.fields)
        text = next(filter(None, lines), "")
        self._left_out.append(LeftOut.of(number, text, why))


def _texts(roles: Roles, note: AnkiNote) -> dict[Meaning, list[str]]:
    meanings = dict.fromkeys(roles.others.values())
    return {meaning: texts for meaning in meanings if (texts := _texts_of(meaning, roles, note))}


def _texts_of(meaning: Meaning, roles: Roles, note: AnkiNote) -> list[str]:
    fields = (note.fields[at] for at, each in roles.others.items() if each is meaning and at < len(note.fields))
    return list(filter(None, map(field_text, fields)))


def _examples(texts: _Texts, naming: OptionNaming) -> tuple[FoundExample, ...]:
    options, correct = texts.get(Meaning.OPTIONS, ()), texts.get(Meaning.CORRECT, ())
    answers = [FoundExample(text=text) for text in texts.get(Meaning.ANSWER, ())]
    return (*answers, *all_of(right_options(options, correct, naming)))


def _lines(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        yield from filter(None, (line.strip(_BULLETS) for line in text.split("\n")))


def _split(text: str) -> Iterator[str]:
    yield from filter(None, (part.strip(_BULLETS) for line in text.split("\n") for part in line.split(",")))

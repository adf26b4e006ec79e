"""Reads what stands below a topic: questions in paragraphs, lists, tables and collapsible parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.banks.foreign.found import LeftOut, Reason
from bot.banks.foreign.markdown.assembling import OpenQuestion, is_asked_by_most
from bot.banks.foreign.markdown.blocks import Block, BlockKind, PartRole
from bot.banks.foreign.markdown.lists import ListEntry, ListKind, answer_in, entries_in, kind_of
from bot.banks.foreign.markdown.paragraphs import Manner, Piece, PieceRole, pieces_of
from bot.banks.foreign.markdown.phrasing import Phrase, phrase_of
from bot.banks.foreign.markdown.rendering import first_words
from bot.banks.foreign.markdown.signs import (
    answer_label,
    asks,
    demands,
    has_mark,
    is_about_lists,
    is_way_back,
)
from bot.banks.foreign.markdown.tables import links_in_table, questions_in_table

_SHOWN = 100
_LONGEST_TOPIC = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where on a page a section stands."""

    topics: tuple[str, ...] = ()
    difficulty: str = ""
    is_about_page: bool = False
    """True for sections about the page itself, such as its licence."""
    asks_for_tasks: bool = False
    """True if its headings say that it is a list of questions, so that a list of tasks is one, too."""


@dataclass(slots=True)
class SectionReader:
    """Collects the questions of one page, and what was left out."""

    manner: Manner
    questions: list[OpenQuestion] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    columns: dict[str, bool] = field(default_factory=dict)
    """The columns of the tables that were read; True for those that were used."""
    mapped: tuple[str, ...] = ()
    _current: OpenQuestion | None = None
    _is_prose: bool = False
    """True while what is read continues something that was left out already."""

    def read(self, blocks: Sequence[Block], place: Place) -> None:
        """Read a section, without its heading."""
        self._end()
        self._read(blocks, place)
        self._end()

    def begin(self, line: int, phrase: Phrase, place: Place, *, is_linked: bool = False) -> OpenQuestion:
        """Take a question; what is read next may be its answer. `is_linked`: its words are only a link."""
        question = OpenQuestion(
            line=line,
            text=phrase.text,
            topics=place.topics,
            difficulty=phrase.difficulty or place.difficulty,
            address=phrase.address if is_linked else None,
        )
        self.questions.append(question)
        self._current, self._is_prose = question, False
        return question

    def _leave_out(self, line: int, text: str, why: Reason) -> None:
        if text.strip():
            self.left_out.append(LeftOut(line=line, text=text[:_SHOWN], why=why))

    def _end(self) -> None:
        self._current, self._is_prose = None, False

    def _read(self, blocks: Sequence[Block], place: Place) -> None:
        whole = place
        for number, block in enumerate(blocks):
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            if following is not None and (topic := self._topic_above(block, following)):
                place = _below(whole, topic)
                continue
            match block.kind:
                case BlockKind.PART if block.role is PartRole.QUESTION:
                    self._part(block, place)
                case BlockKind.TEXT if not (place.is_about_page or self._is_options(block)):
                    self._text(block, place)
                case BlockKind.LIST:
                    self._list(block, following, place)
                case BlockKind.TABLE:
                    self._table(block, place)
                case BlockKind.QUOTE if self._current is None and not place.is_about_page:
                    self._read(block.children, place)
                case _:
                    self._other(block)

    def _topic_above(self, block: Block, following: Block) -> str:
        """The words of a paragraph that is a heading of the list behind it; empty if it is none."""
        if block.kind is not BlockKind.TEXT or following.kind is not BlockKind.LIST or self._current is not None:
            return ""
        phrase = phrase_of(block.text, self.manner.signs)
        is_heading = phrase.is_bold or block.text.rstrip().endswith(":")
        if not is_heading or asks(phrase.text) or phrase.is_link or len(phrase.text) > _LONGEST_TOPIC:
            return ""
        return phrase.text if is_asked_by_most(following) else ""

    def _is_options(self, block: Block) -> bool:
        return self._current is not None and block.text.lstrip("*_ ").startswith(("A)", "A.", "a)", "(a)", "(A)"))

    def _part(self, block: Block, place: Place) -> None:
        question = self.begin(block.line, phrase_of(block.text, self.manner.signs), place)
        inner = [child for child in block.children if child.role is PartRole.QUESTION]
        question.body = [child for child in block.children if child.role is not PartRole.QUESTION]
        for child in inner:
            self._part(child, place)
        self._end()

    def _text(self, block: Block, place: Place) -> None:
        for piece in pieces_of(block, self.manner):
            match piece.role:
                case PieceRole.QUESTION if piece.phrase:
                    self.begin(piece.line, piece.phrase, place)
                case PieceRole.LINK if piece.phrase and self._current is None:
                    self._link(piece, place)
                case PieceRole.ANSWER if self._current is not None:
                    # The label stays where it divides the question from its answer.
                    label = "Answer: " if self._current.body else ""
                    self._current.body.append(Block(BlockKind.TEXT, piece.line, text=label + piece.text))
                case _:
                    self._other(Block(BlockKind.TEXT, piece.line, text=piece.text))

    def _link(self, piece: Piece, place: Place) -> None:
        phrase = piece.phrase
        if phrase is None or is_way_back(phrase.text):
            return
        if _is_linked_question(phrase, has_others=False):
            self.begin(piece.line, phrase, place, is_linked=True)
            self._end()
        elif phrase.leads_away:
            self._leave_out(piece.line, phrase.text, Reason.LINK)
        else:
            self._prose(piece.line, phrase.text)

    def _other(self, block: Block) -> None:
        """Take a block into the answer, or leave it out."""
        if self._current is not None:
            self._current.body.append(block)
        elif (text := first_words(block)) and not is_way_back(text):
            self._prose(block.line, text)

    def _prose(self, line: int, text: str) -> None:
        if not self._is_prose and any(character.isalnum() for character in text):
            self._leave_out(line, text, Reason.PROSE)
            self._is_prose = True

    def _list(self, block: Block, following: Block | None, place: Place) -> None:
        entries = entries_in(block, self.manner.signs)
        if self._begins_question(entries, following, place):
            self._begin_entry(entries[0], place).is_entry = True
            return
        a_may_answer = not any(entry.raw.lstrip("*_ ").startswith(("B:", "B.", "B)")) for entry in entries)
        is_labelled = any(
            entry.phrase.is_labelled or answer_label(entry.raw, takes_a=a_may_answer) for entry in entries
        )
        if self._current is not None and (answer := answer_in(block, entries, takes_a=a_may_answer)):
            self._current.body += answer
            return
        kind = kind_of(entries, takes_tasks=place.asks_for_tasks)
        if self._current is not None:
            goes_on = block.level > 1 or self.manner.takes_lines
            is_new = is_asked_by_most(block, least=1 if goes_on else 2) and (
                goes_on or bool(self._current.body) or not asks(self._current.text)
            )
            if not is_new and not is_labelled:
                self._current.body.append(block)
                return
            self._end()
        if is_labelled and kind is not ListKind.CONTENTS:
            for entry in entries:
                self._read(entry.children, place)
            return
        if place.is_about_page and kind is ListKind.QUESTIONS and not is_asked_by_most(block, least=3):
            kind = ListKind.OTHER
        if kind is ListKind.CONTENTS:
            self._contents(entries, place)
            self._is_prose = True
            return
        self._entries(entries, kind, place)
        last = self.questions[-1] if self.questions and kind is ListKind.QUESTIONS else None
        if last is not None and following is not None and following.kind is BlockKind.CODE and not last.body:
            self._current = last
        else:
            self._current = None

    def _begins_question(self, entries: Sequence[ListEntry], following: Block | None, place: Place) -> bool:
        """True for a list of one entry whose answer stands behind it, as it is written where nobody indents."""
        if len(entries) != 1 or place.is_about_page or following is None or following.kind is BlockKind.HEADING:
            return False
        entry = entries[0]
        if entry.phrase.is_link or not entry.phrase.text or answer_label(entry.raw):
            return False
        if self._current is not None and not entry.is_numbered:
            is_like_last = self._current.is_entry or entry.children[0].kind is BlockKind.HEADING
            return asks(entry.phrase.text) and (is_like_last or not self._current.body)
        return asks(entry.phrase.text) or (entry.is_numbered and place.asks_for_tasks and demands(entry.phrase.text))

    def _begin_entry(self, entry: ListEntry, place: Place) -> OpenQuestion:
        question = self.begin(entry.line, entry.phrase, place)
        question.body, question.follow_ups = list(entry.body), entry.follow_ups
        return question

    def _entries(self, entries: Sequence[ListEntry], kind: ListKind, place: Place) -> None:
        for entry in entries:
            words = entry.phrase
            if entry.nested and (kind is not ListKind.QUESTIONS or not demands(words.text)):
                inside = _below(place, words.text)
                for block in entry.nested:
                    below = entries_in(block, self.manner.signs)
                    self._entries(below, kind_of(below, takes_tasks=place.asks_for_tasks), inside)
                if kind is ListKind.QUESTIONS or (inside is not place and not words.address):
                    continue
            if words.is_link and _is_linked_question(words, has_others=kind is ListKind.QUESTIONS):
                self.begin(entry.line, words, place, is_linked=True).body = list(entry.body)
            elif kind is ListKind.QUESTIONS and not words.is_link and words.text:
                self._begin_entry(entry, place)
            elif words.leads_away:
                self._leave_out(entry.line, words.text, Reason.LINK)
            else:
                self._prose(entry.line, words.text)

    def _contents(self, entries: Sequence[ListEntry], place: Place) -> None:
        """Take the linked questions of a list of links; those that stand elsewhere on the page give way later."""
        asking = sum(asks(entry.phrase.text) for entry in entries)
        is_reported = False
        for entry in entries:
            words = entry.phrase
            for block in entry.nested:
                below = entries_in(block, self.manner.signs)
                if kind_of(below, takes_tasks=False) is ListKind.QUESTIONS:
                    self._entries(below, ListKind.QUESTIONS, _below(place, words.text))
                else:
                    self._contents(below, place)
            if _is_linked_question(words, has_others=asking >= 0.5 * len(entries)):
                self.begin(entry.line, words, place, is_linked=True)
                self._end()
            elif words.leads_away:
                self._leave_out(entry.line, words.text, Reason.LINK)
            elif not is_reported:
                self._prose(entry.line, words.text)
                is_reported = True

    def _table(self, block: Block, place: Place) -> None:
        found = questions_in_table(block, self.manner.signs)
        if found is None and self._current is None:
            for row in links_in_table(block):
                self.left_out.append(row)
                self._is_prose = True
        if found is None:
            self._other(block)
            return
        self._end()
        self.columns |= {name: is_used or self.columns.get(name, False) for name, is_used in found.columns.items()}
        for question in found.questions:
            topics, difficulty = (*place.topics, *question.topics), question.difficulty or place.difficulty
            made = replace(question, topics=topics, difficulty=difficulty)
            self.questions.append(OpenQuestion(line=made.line, text=made.text, made=made))
        for line, phrase in found.linked:
            self.begin(line, phrase, place, is_linked=True)
        self._end()
        self.mapped += found.mapped
        self.left_out += found.left_out


def _below(place: Place, text: str) -> Place:
    """The place of what stands below an entry that names a topic."""
    if not 0 < len(text) <= _LONGEST_TOPIC:
        return place
    return replace(place, topics=(*place.topics, text.rstrip(" :")))


def _is_linked_question(words: Phrase, *, has_others: bool) -> bool:
    """True if the words of a link are a question: away from others and towards another page, only with its mark."""
    stands_alone = words.leads_away and not has_others
    return asks(words.text) and (has_mark(words.text) or not (stands_alone or is_about_lists(words.text)))

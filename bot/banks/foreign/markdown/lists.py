"""Tells what a list is: questions, contents, links, or something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from bot.banks.foreign.markdown.assembling import is_asked_by_most, words_of_entries
from bot.banks.foreign.markdown.blocks import Block, BlockKind
from bot.banks.foreign.markdown.paragraphs import Manner, PieceRole, pieces_of
from bot.banks.foreign.markdown.phrasing import Phrase, Signs, phrase_of
from bot.banks.foreign.markdown.signs import answer_label, asks, demands, ends_with_mark, has_mark, without_label

_YES_OR_NO = re.compile(
    r"(?:yes|no|not|never|nope|yep|true|false|it depends|ja|nein|oui|non|sí|да|нет)\b", re.IGNORECASE
)
_ANSWER_IN_LINE = 60
"""Characters that must follow the question mark for them to be an answer, not more of the question."""


class ListKind(Enum):
    QUESTIONS = auto()
    CONTENTS = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An entry of a list: its first words, and what stands below them."""

    line: int
    raw: str
    phrase: Phrase
    is_numbered: bool
    body: tuple[Block, ...]
    """What may be its answer."""
    nested: tuple[Block, ...]
    """Lists below it whose entries are questions of their own, or that are all it has."""
    follow_ups: tuple[str, ...]
    children: tuple[Block, ...]


def entries_in(block: Block, signs: Signs) -> list[ListEntry]:
    return [_entry(each, signs, is_numbered=block.level >= 0) for each in block.children if each.children]


def kind_of(entries: Sequence[ListEntry], *, takes_tasks: bool) -> ListKind:
    """What most entries of a list are. `takes_tasks`: "Reverse a list" counts as a question, too."""
    if not entries:
        return ListKind.OTHER
    links = sum(
        entry.phrase.is_link or (entry.phrase.begins_with_link and not asks(entry.phrase.text)) for entry in entries
    )
    if links >= 0.6 * len(entries):
        return ListKind.CONTENTS
    texts = [entry.phrase.text for entry in entries if not entry.phrase.is_link]
    asking = sum(asks(text) for text in texts)
    if asking >= 0.5 * len(texts) and asking:
        return ListKind.QUESTIONS
    if takes_tasks and asking and asking >= 0.4 * len(texts) and len(texts) >= 4:
        return ListKind.QUESTIONS
    if takes_tasks and sum(demands(text) for text in texts) >= 0.6 * len(texts) and len(texts) >= 3:
        return ListKind.QUESTIONS
    return ListKind.OTHER


def answer_in(block: Block, entries: Sequence[ListEntry], *, takes_a: bool) -> list[Block]:
    """A list as an answer, if its first entry says that it is one; empty if it does not, or if others ask or answer."""
    if not entries or not answer_label(entries[0].raw, takes_a=takes_a):
        return []
    if any(entry.phrase.is_labelled or answer_label(entry.raw, takes_a=takes_a) for entry in entries[1:]):
        return []
    first = entries[0]
    words = without_label(first.children[0].text, takes_a=takes_a)
    others = [replace(block, children=block.children[1:])] if len(block.children) > 1 else []
    return [Block(BlockKind.TEXT, first.line, text=f"Answer: {words}"), *first.children[1:], *others]


def _entry(block: Block, signs: Signs, *, is_numbered: bool) -> ListEntry:
    first = block.children[0]
    if first.kind not in {BlockKind.TEXT, BlockKind.HEADING}:
        return ListEntry(
            block.line, "", Phrase(text=""), is_numbered, (), tuple(_lists(block.children)), (), tuple(block.children)
        )
    raw, answer = _divided(first, signs)
    phrase = phrase_of(raw, signs)
    below = block.children[1:]
    asked = [each for each in below if each.kind is BlockKind.LIST and is_asked_by_most(each)]
    nested: Sequence[Block] = ()
    follow_ups: tuple[str, ...] = ()
    if asks(phrase.text):
        follow_ups = tuple(text for each in asked for text in words_of_entries(each))
        below = [each for each in below if each not in asked]
    elif asked or all(each.kind is BlockKind.LIST for each in below):
        nested = asked or below
    body = (*answer, *below)
    return ListEntry(block.line, raw, phrase, is_numbered, body, tuple(nested), follow_ups, tuple(block.children))


def _lists(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if block.kind is BlockKind.LIST]


def _divided(block: Block, signs: Signs) -> tuple[str, list[Block]]:
    """The question that a paragraph begins with, and its answer if that stands in the same paragraph."""
    pieces = pieces_of(block, Manner(signs))
    if len(pieces) > 1 and pieces[0].role is PieceRole.QUESTION:
        return pieces[0].text, [Block(BlockKind.TEXT, piece.line, text=piece.text) for piece in pieces[1:]]
    first, _, rest = block.text.partition("\n")
    if rest and ends_with_mark(first) and not has_mark(rest):
        return first, [Block(BlockKind.TEXT, block.line + 1, text=rest)]
    if len(pieces) > 1 and pieces[1].role is PieceRole.ANSWER:
        return pieces[0].text, [Block(BlockKind.TEXT, pieces[1].line, text=pieces[1].text)]
    head, mark, rest = block.text.partition("? ")
    says_much = len(rest) >= _ANSWER_IN_LINE or _YES_OR_NO.match(rest) is not None
    if mark and head.count("**") % 2 == 0 and says_much and not has_mark(rest) and not asks(rest) and len(head) < 300:
        return head + "?", [Block(BlockKind.TEXT, block.line, text=rest.lstrip("-–—: "))]
    return block.text, []

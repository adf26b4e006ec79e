"""Tells what the collapsible parts of a page are: questions, answers, or sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import Enum, auto

from bot.banks.foreign.markdown.blocks import IS_ANSWER, Block, BlockKind
from bot.banks.foreign.markdown.phrasing import phrase_of
from bot.banks.foreign.markdown.signs import asks, has_mark, is_contents, is_prose, shows_answer

SECTION_LEVEL = 6
"""The level of the heading that the summary of a section becomes."""
_REPEATED = 3


class PartRole(Enum):
    QUESTION = auto()
    ANSWER = auto()
    SECTION = auto()


class Parts:
    """The roles of all parts of a page: what most of them are decides about the others."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        summaries = [phrase_of(part.text).text for part in _parts(blocks)]
        self._counts = Counter(summaries)
        titles = [text for text in summaries if not self._is_answer(text)]
        asking = sum(asks(text) for text in titles)
        self._most_answer = len(titles) < 0.5 * len(summaries)
        self._most_ask = asking >= 2 and asking >= 0.5 * len(titles)
        for part in _parts(blocks):
            part.info = IS_ANSWER if self.role(part) is PartRole.ANSWER else ""

    def role(self, part: Block) -> PartRole:
        words = phrase_of(part.text)
        if self._is_answer(words.text):
            return PartRole.ANSWER
        if is_contents(words.text) or (is_prose(words.text) and not has_mark(words.text)):
            return PartRole.SECTION
        if self._most_answer and not asks(words.text):
            return PartRole.ANSWER
        return PartRole.QUESTION if asks(words.text) or words.is_labelled or self._most_ask else PartRole.SECTION

    def is_question(self, block: Block) -> bool:
        return block.kind is BlockKind.PART and self.role(block) is PartRole.QUESTION

    def unfolded(self, blocks: Sequence[Block]) -> list[Block]:
        """The blocks with what the sections hold in their place, below headings."""
        unfolded: list[Block] = []
        for block in blocks:
            if block.kind is BlockKind.PART and self.role(block) is PartRole.SECTION:
                unfolded.append(Block(BlockKind.HEADING, block.line, text=block.text, level=SECTION_LEVEL, info="part"))
                unfolded += self.unfolded(block.children)
            else:
                unfolded.append(block)
        return unfolded

    def _is_answer(self, summary: str) -> bool:
        if shows_answer(summary):
            return True
        is_label = self._counts[summary] >= _REPEATED and not asks(summary)
        return is_label and "content" not in summary.casefold()


def _parts(blocks: Sequence[Block]) -> list[Block]:
    found = []
    for block in blocks:
        if block.kind is BlockKind.PART:
            found += [block, *_parts(block.children)]
    return found

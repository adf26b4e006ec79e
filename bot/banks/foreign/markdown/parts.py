"""Tells what the collapsible parts of a page are: questions, answers, or sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.banks.foreign.markdown.blocks import Block, BlockKind, PartRole
from bot.banks.foreign.markdown.phrasing import Phrase, phrase_of
from bot.banks.foreign.markdown.signs import asks, has_mark, is_contents, is_prose, shows_answer

_SECTION_LEVEL = 6
"""The level of the heading that the summary of a section becomes."""
_REPEATED = 3


def give_roles(blocks: Sequence[Block]) -> None:
    """Give all parts of a page their roles: what most of them are decides about the others."""
    parts = _parts(blocks)
    summaries = [phrase_of(part.text) for part in parts]
    counts = Counter(summary.text for summary in summaries)
    titles = [summary.text for summary in summaries if not _is_answer(summary.text, counts)]
    asking = sum(asks(text) for text in titles)
    most_answer = len(titles) < 0.5 * len(parts)
    most_ask = asking >= 2 and asking >= 0.5 * len(titles)
    for part, summary in zip(parts, summaries, strict=True):
        if _is_answer(summary.text, counts):
            part.role = PartRole.ANSWER
        else:
            part.role = _role_of_title(summary, most_answer=most_answer, most_ask=most_ask)


def unfolded(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with what the sections hold in their place, below headings."""
    found: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.PART and block.role is PartRole.SECTION:
            found.append(
                Block(BlockKind.HEADING, block.line, text=block.text, level=_SECTION_LEVEL, role=PartRole.SECTION)
            )
            found += unfolded(block.children)
        else:
            found.append(block)
    return found


def _is_answer(summary: str, counts: Counter[str]) -> bool:
    if shows_answer(summary):
        return True
    is_label = counts[summary] >= _REPEATED and not asks(summary)
    return is_label and "content" not in summary.casefold()


def _role_of_title(summary: Phrase, *, most_answer: bool, most_ask: bool) -> PartRole:
    if is_contents(summary.text) or (is_prose(summary.text) and not has_mark(summary.text)):
        return PartRole.SECTION
    if most_answer and not asks(summary.text):
        return PartRole.ANSWER
    return PartRole.QUESTION if asks(summary.text) or summary.is_labelled or most_ask else PartRole.SECTION


def _parts(blocks: Sequence[Block]) -> list[Block]:
    found = []
    for block in blocks:
        if block.kind is BlockKind.PART:
            found += [block, *_parts(block.children)]
    return found

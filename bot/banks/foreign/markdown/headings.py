"""Decides which headings of a page are questions; those above them are topics, those below belong to answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.banks.foreign.markdown.assembling import is_asked_by_most
from bot.banks.foreign.markdown.blocks import Block, BlockKind, PartRole
from bot.banks.foreign.markdown.phrasing import Phrase, Signs, phrase_of
from bot.banks.foreign.markdown.rendering import first_words
from bot.banks.foreign.markdown.signs import (
    answer_label,
    asks,
    ends_with_mark,
    has_mark,
    is_contents,
    is_prose,
    is_way_back,
)

_MOST = 0.6
_SOME = 0.3
_FEWEST_TITLES = 5
_BEFORE_ANSWER = 4
_LEVELS = range(1, 7)


@dataclass(slots=True)
class _Heading:
    position: int
    level: int
    phrase: Phrase
    has_body: bool
    asks: bool
    may_ask: bool
    """True if it may be a question because the others of its level are."""
    is_section: bool = False
    """True if questions in other forms stand below it."""


def headings_that_ask(blocks: Sequence[Block], signs: Signs, *, is_list: bool) -> dict[int, Phrase]:
    """The words of those headings that are questions, by their positions.

    `is_list`: the page says that it is a list of questions, so that its headings are, even if they do not ask.
    """
    headings = _headings(blocks, signs)
    main = _main_level(headings)
    if is_list and (main is None or _share(headings, main) < _MOST) and (titles := _titles(headings)):
        return titles
    if main is None:
        return {}
    of_level = [heading for heading in headings if heading.level == main]
    asking = sum(heading.asks for heading in of_level)
    share = asking / len(of_level)
    is_numbered = sum(heading.phrase.is_numbered for heading in of_level) >= _MOST * len(of_level)
    taken: dict[int, Phrase] = {}
    above = 0
    """The level of the question in which the headings stand; 0 if there is none."""
    for number, heading in enumerate(headings):
        if above and heading.level > above and not heading.phrase.is_labelled:
            continue
        above = 0
        if heading.asks and (heading.level == main or not _has_questions_below(headings, number, main)):
            is_taken = True
        else:
            is_alike = heading.level == main and heading.may_ask and heading.has_body and not heading.asks
            is_taken = is_alike and share >= (_SOME if is_numbered and heading.phrase.is_numbered else _MOST)
            is_taken = is_taken and (heading.phrase.is_numbered or not is_numbered)
        if is_taken:
            taken[heading.position] = heading.phrase
            above = heading.level
    if len(taken) == 1 and len(headings) > 3 and not any(has_mark(phrase.text) for phrase in taken.values()):
        return {}
    return taken


def _titles(headings: Sequence[_Heading]) -> dict[int, Phrase]:
    """The headings of the deepest level that all have text below them, if hardly any heading asks: names of tasks."""
    if any(heading.is_section for heading in headings) or sum(each.asks for each in headings) > 0.25 * len(headings):
        return {}
    names = Counter(heading.phrase.text for heading in headings)
    for level in reversed(_LEVELS):
        of_level = [each for each in headings if each.level == level and each.may_ask and names[each.phrase.text] == 1]
        if len(of_level) >= _FEWEST_TITLES:
            answered = [heading for heading in of_level if heading.has_body]
            is_whole = len(answered) >= 0.8 * len(of_level)
            return {heading.position: heading.phrase for heading in answered} if is_whole else {}
    return {}


def _headings(blocks: Sequence[Block], signs: Signs) -> list[_Heading]:
    positions = [position for position, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    titles = [position for position in positions if blocks[position].level == 1]
    has_title = len(positions) > 1 and titles == positions[:1]
    headings = []
    for position, following in zip(positions, [*positions[1:], len(blocks)], strict=False):
        block = blocks[position]
        if block.role is PartRole.SECTION or (has_title and position == titles[0]):
            continue
        phrase = phrase_of(block.text, signs)
        own = blocks[position + 1 : following]
        words = phrase.text
        is_label = bool(answer_label(words, takes_a=False))
        about_page = is_label or is_prose(words) or is_contents(words) or is_way_back(words)
        asked_below = sum(each.role is PartRole.QUESTION for each in own)
        is_section = asked_below >= 2 or any(
            each.kind is BlockKind.LIST and is_asked_by_most(each, least=3) for each in own
        )
        asking = (
            not about_page and not is_section and (asks(words) or phrase.is_labelled or _is_answered(blocks, position))
        )
        may_ask = not about_page and not is_section and any(character.isalnum() for character in words)
        is_section = is_section or (
            len(words.split()) <= 3 and len(own) == 1 and own[0].kind is BlockKind.TEXT and ends_with_mark(own[0].text)
        )
        has_body = any(each.kind is not BlockKind.TEXT or not is_way_back(first_words(each)) for each in own)
        headings.append(_Heading(position, block.level, phrase, has_body, asking, may_ask, is_section))
    return headings


def _is_answered(blocks: Sequence[Block], position: int) -> bool:
    """True if an answer that says so stands below a heading, with code or options before it at most."""
    for block in blocks[position + 1 : position + 1 + _BEFORE_ANSWER]:
        if block.kind is BlockKind.PART:
            return block.role is PartRole.ANSWER
        if block.kind is BlockKind.LIST and is_asked_by_most(block):
            return False  # it is what is answered
        if block.kind in {BlockKind.TEXT, BlockKind.HEADING} and answer_label(block.text, takes_a=False):
            return True
        if block.kind is BlockKind.HEADING:
            return False
    return False


def _main_level(headings: Sequence[_Heading]) -> int | None:
    """The level that holds the questions: the one with most of them, and the deeper one of two."""
    asking = {level: sum(each.asks for each in headings if each.level == level) for level in _LEVELS}
    main = max(_LEVELS, key=lambda level: (asking[level], level))
    if not asking[main]:
        return None
    if _share(headings, main) < _MOST:
        for level in range(1, main):
            if asking[level] >= 3 and _share(headings, level) >= _MOST:
                return level
    return main


def _share(headings: Sequence[_Heading], level: int) -> float:
    of_level = [each.asks for each in headings if each.level == level]
    return sum(of_level) / len(of_level) if of_level else 0.0


def _has_questions_below(headings: Sequence[_Heading], number: int, main: int) -> bool:
    """True if most headings of the main level below this one are questions, and it is no answer that they divide."""
    asking = count = 0
    for heading in headings[number + 1 :]:
        if heading.level <= headings[number].level:
            break
        if heading.level == main:
            count += 1
            asking += heading.asks
    return asking >= 2 and asking >= 0.5 * count

"""Puts together a question of what stands below it: more of the question, options, the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.banks.foreign import choices
from bot.banks.foreign.found import FoundExample, FoundQuestion
from bot.banks.foreign.markdown.blocks import Block, BlockKind, PartRole
from bot.banks.foreign.markdown.phrasing import phrase_of, shown_links
from bot.banks.foreign.markdown.rendering import answer_of, text_of_blocks
from bot.banks.foreign.markdown.signs import answer_label, asks, folded_to_alphanumerics, shows_answer, without_label

_MOST_OF_A_QUESTION = 600
"""Characters: what stands between a question and its answer belongs to the question if both together are no longer."""
_OPTION = re.compile(
    r"\s*(?:\[(?P<box> |x|X)\]\s*)?[*_`]{0,2}\(?(?P<mark>[A-Ha-h])?(?:[.):]|\s-)[*_`]{0,2}\s+(?P<text>\S.*)"
    r"|\s*\[(?P<only> |x|X)\]\s*(?P<rest>\S.*)"
)
_SAID = re.compile(
    r"[*_`\s(]*(?:option\s+)?(?P<marks>(?-i:[A-H]{2,6})(?=\W*(?:\n|$))|[A-Ha-h](?:\s*(?:,|&|and|/)\s*[A-Ha-h])*)\b(?![a-z'’])(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_EXPLANATION = re.compile(
    r"[*_]{0,3}(?:explanation|reason|why|erklärung|explicación|explication|пояснение|解析)[*_]{0,3}\s*[:：][*_]{0,3}\s*",
    re.IGNORECASE,
)
_ABOUT_CODE = re.compile(
    r"\b(?:what(?:'s|’s| is| are| will be| would be)?(?: the)? (?:outputs?|results?)\b(?! of \w+[ ?]*$)"
    r"|what(?: will| would| does| do)? .{0,40}\b(?:code|snippet|this|it)\b.{0,20}"
    r"\b(?:do|print|log|output|display|return)\b"
    r"|what(?:'s|’s| is) wrong\b|(?:following|below|next|given) (?:code|snippet|program|function|query|script|example))"
    r"|^output\W*$|\b(?:код|кода|коде)\b",
    re.IGNORECASE,
)
"""A question that cannot be asked without the code below it."""
_FOLLOW_UPS = re.compile(
    r"[*_\s]*(?:follow[- ]?ups?(?: questions?)?|next questions?|nachfragen)\s*[:：]?[*_\s]*$", re.IGNORECASE
)


@dataclass(slots=True, kw_only=True)
class OpenQuestion:
    """A question while the blocks below it are read."""

    line: int
    text: str
    body: list[Block] = field(default_factory=list)
    topics: tuple[str, ...] = ()
    difficulty: str = ""
    address: str | None = None
    """Where it leads if its words are only a link: the question itself may stand elsewhere on the page."""
    level: int = 0
    """The level of its heading; 0 if it has none."""
    follow_ups: tuple[str, ...] = ()
    is_entry: bool = False
    """True for the only entry of a list whose answer stands behind it."""
    made: FoundQuestion | None = None
    """What it is if nothing below it belongs to it, as in the row of a table."""

    def question(self) -> FoundQuestion | None:
        """What was found; None if it asks nothing."""
        if self.made is not None:
            return self.made
        body = list(self.body)
        text = self.text
        if not text and body and body[0].kind is BlockKind.TEXT and not answer_label(body[0].text):
            text = shown_links(body.pop(0).text)
        if not any(character.isalnum() for character in text):
            return None
        body, listed = _without_follow_ups(body)
        follow_ups = (*self.follow_ups, *listed)
        asked, answer = _parted(body)
        options, asked = _options(asked)
        if options is None and not asked and answer and _is_about_code(text, answer[0]):
            asked, answer = answer[:1], answer[1:]
        if options is None and answer:
            options, rest = _options(answer) if not asked else (None, answer)
            answer = rest if options and options.right else answer
            options = options if options and options.right else None
        if extra := text_of_blocks(asked):
            if answer is not None and len(text) + len(extra) <= _MOST_OF_A_QUESTION:
                text = f"{text}\n\n{extra}"
            else:
                answer = [*asked, *(answer or ())]
        said = answer_of(answer or ())
        if options is not None:
            return self._made(choices.with_options(text, options.texts), follow_ups, *_solved(options, said))
        return self._made(text, follow_ups, (FoundExample(text=said),) if said else (), "")

    def _made(
        self, text: str, follow_ups: tuple[str, ...], examples: tuple[FoundExample, ...], how: str
    ) -> FoundQuestion:
        return FoundQuestion(
            line=self.line,
            text=text.strip(),
            examples=examples,
            how=how,
            follow_ups=follow_ups,
            topics=self.topics,
            difficulty=self.difficulty,
        )


@dataclass(frozen=True, slots=True)
class _Options:
    texts: tuple[str, ...]
    right: tuple[str, ...] = ()


def _parted(body: Sequence[Block]) -> tuple[list[Block], list[Block] | None]:
    """What belongs to the question, and the answer; all is the answer if nothing says where it begins."""
    for number, block in enumerate(body):
        if block.kind is BlockKind.PART and (block.role is PartRole.ANSWER or shows_answer(block.text)):
            return list(body[:number]), [*block.children, *body[number + 1 :]]
        is_label = block.kind in {BlockKind.TEXT, BlockKind.HEADING} and answer_label(block.text, takes_a=number == 0)
        if is_label:
            return list(body[:number]), _labelled(block, body[number + 1 :])
    if _options(body)[0] is not None and body:
        return list(body), None
    return [], list(body)


def _is_about_code(text: str, following: Block) -> bool:
    """True if a question asks about code that it does not have itself, and code follows."""
    return following.kind is BlockKind.CODE and "`" not in text and _ABOUT_CODE.search(text) is not None


def _labelled(block: Block, others: Sequence[Block]) -> list[Block]:
    rest = without_label(block.text)
    first = [Block(BlockKind.TEXT, block.line, text=rest)] if rest else []
    return [*first, *others]


def _options(blocks: Sequence[Block]) -> tuple[_Options | None, list[Block]]:
    """The options among the blocks, and the blocks without them."""
    for number, outer in enumerate(blocks):
        lines: list[str] = []
        block = outer.children[0] if outer.kind is BlockKind.QUOTE and len(outer.children) == 1 else outer
        if block.kind is BlockKind.LIST:
            lines = [text_of_blocks(entry.children) if _is_short(entry) else "" for entry in block.children]
            raw = [entry.children[0].text if entry.children else "" for entry in block.children]
        elif block.kind is BlockKind.TEXT:
            lines = raw = block.text.split("\n")
        if 2 <= len(lines) <= choices.MOST_OPTIONS and (options := _as_options(lines, raw)):
            return options, [*blocks[:number], *blocks[number + 1 :]]
    return None, list(blocks)


def _is_short(entry: Block) -> bool:
    return all(child.kind in {BlockKind.TEXT, BlockKind.CODE} for child in entry.children) and len(entry.children) <= 2


def _as_options(lines: Sequence[str], raw: Sequence[str]) -> _Options | None:
    found = [_OPTION.fullmatch(line) for line in raw]
    boxes = [(match["box"] or match["only"] or "") if match else "" for match in found]
    if all(boxes) and any(box != " " for box in boxes):
        texts = tuple(_plain(line) for line in lines)
        return _Options(texts, tuple(text for text, box in zip(texts, boxes, strict=True) if box != " "))
    marks = [(match["mark"] or "").lower() if match else "" for match in found]
    if choices.are_in_order(marks):
        return _Options(tuple(match["text"].strip() for match in found if match))
    return None


def _plain(option: str) -> str:
    match = _OPTION.match(option)
    text = (match["text"] or match["rest"]) if match else option
    return shown_links(text).strip()


def _solved(options: _Options, said: str) -> tuple[tuple[FoundExample, ...], str]:
    """The right options as an example, and what explains them."""
    if options.right:
        return choices.all_of(options.right), _EXPLANATION.sub("", said, count=1)
    if not (match := _SAID.match(said)):
        return ((FoundExample(text=said),) if said else ()), ""
    positions = [ord(mark) - ord("a") for mark in _marks_in(match["marks"])]
    if not positions or max(positions) >= len(options.texts):
        return (FoundExample(text=said),), ""
    right = [options.texts[position] for position in positions]
    first, _, rest = match["rest"].partition("\n")
    first = first.lstrip(" *_`.):-–").strip("* ")
    said_first = folded_to_alphanumerics(first)
    repeats = bool(said_first) and any(said_first in folded_to_alphanumerics(option) for option in right)
    how = rest if repeats else f"{first}\n{rest}"
    return choices.all_of(right), _EXPLANATION.sub("", how.strip(), count=1)


def _marks_in(marks: str) -> list[str]:
    """Of `A, C` and of `AC`, a and c."""
    return list(marks.lower()) if marks.isalpha() and marks.isupper() else re.findall(r"\b[a-h]\b", marks.lower())


def _without_follow_ups(body: Sequence[Block]) -> tuple[list[Block], tuple[str, ...]]:
    """The body without a list of follow-up questions below their heading, and those."""
    for number, block in enumerate(body[:-1]):
        after = body[number + 1]
        if (
            block.kind in {BlockKind.TEXT, BlockKind.HEADING}
            and _FOLLOW_UPS.match(block.text[:60])
            and after.kind is BlockKind.LIST
        ):
            return [*body[:number], *body[number + 2 :]], words_of_entries(after)
    return list(body), ()


def words_of_entries(block: Block) -> tuple[str, ...]:
    """The words of the entries of a list."""
    texts = (phrase_of(entry.children[0].text).text for entry in block.children if entry.children)
    return tuple(text for text in texts if text)


def is_asked_by_most(block: Block, *, least: int = 1) -> bool:
    """True if most entries of a list are questions, and there are at least so many."""
    entries = words_of_entries(block)
    asking = sum(asks(entry) for entry in entries)
    return asking >= least and asking >= 0.6 * len(entries)

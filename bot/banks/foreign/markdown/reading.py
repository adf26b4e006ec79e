"""Reads a page of Markdown or plain text: finds out how it writes questions, and collects them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.found import Found, FoundQuestion, LeftOut, Reason, Shape
from bot.banks.foreign.header_words import named
from bot.banks.foreign.markdown.assembling import OpenQuestion
from bot.banks.foreign.markdown.blocks import Block, BlockKind, PartRole, blocks_of
from bot.banks.foreign.markdown.headings import headings_that_ask
from bot.banks.foreign.markdown.paragraphs import Manner, is_bare_question
from bot.banks.foreign.markdown.parts import give_roles, unfolded
from bot.banks.foreign.markdown.phrasing import KNOWN_SIGNS, legend_of, phrase_of
from bot.banks.foreign.markdown.sections import Place, SectionReader
from bot.banks.foreign.markdown.signs import (
    asks,
    folded_to_alphanumerics,
    has_mark,
    is_contents,
    is_prose,
    level_in,
    topic_in,
)
from bot.banks.foreign.markdown.source import MarkdownPage, markdown_page
from bot.banks.foreign.markdown.vocabulary import LISTS_OF_QUESTIONS, LISTS_OF_TASKS

_BOLD_NUMBER = re.compile(r"(?:\*\*|__)\s*\(?(?:q\s?)?\d{1,4}\s*[.):]", re.IGNORECASE)
_SHAPED = re.compile(
    r"^(?:\s{0,3}#{1,6}\s+\S|\s{0,6}(?:[-*+]|\d{1,4}[.)])\s+\S|\s{0,3}(?:```|~~~)|\s*<(?:details|summary|h[1-6])\b|\s*[*_]{0,3}q\d{0,4}[.:)]"
    r"|\s{0,3}(?:\*\*|__)\S|\s{0,3}\|?[^|\n]{1,400}\|\s*:?-+|.{0,400}(?:[?？؟⸮\u037e՞]|[α-ωά-ώ];)[*_)\"'”]*\s*$)",
    re.IGNORECASE | re.MULTILINE,
)
_OTHER_FORM = re.compile(r"\s*(?:[{]|\[\s*[{\[\"]|<\?xml|<!doctype|<html\b|%PDF)", re.IGNORECASE)
_HEADING = re.compile(r"\n*#{1,6} {1,3}[^\s#]")
_PART = re.compile(r"^(?:```\w*$|<details>|<summary>)", re.MULTILINE | re.IGNORECASE)
_LOOKED_AT = 200_000
_FEW = 3
_LINES = 200


def is_page_of_questions(file: ForeignFile) -> bool:
    """True for text that has a heading, an entry of a list, a label or a question mark where such a page has it.

    Ask for tables, JSON and other forms before: their text may look so, too.
    """
    text = file.text[:_LOOKED_AT]
    strange = sum(character < " " and character not in "\n\t\f" for character in text[:10_000])
    if strange > 5 or _OTHER_FORM.match(text):
        return False
    lines = text.split("\n")
    return any(_SHAPED.match(line[:1000]) for line in lines) or _is_plain_list(lines)


def _is_plain_list(lines: Sequence[str]) -> bool:
    """True for lines without any mark most of which ask to explain something."""
    filled = [line for line in lines if line.strip()][:_LINES]
    return len(filled) >= _FEW and sum(map(is_bare_question, filled)) >= 0.6 * len(filled)


def is_marked_page(file: ForeignFile) -> bool:
    """True for a page whose marks no table and no YAML has: headings, blocks of code, collapsible parts.

    Ask this before whether it is a table: a page that has commas in all its lines may look like one.
    """
    text = file.text[:_LOOKED_AT]
    if not is_page_of_questions(file) or text.startswith("#separator:"):
        return False
    lines = [line for line in text.split("\n") if line.strip()]
    if _names_columns(lines[0]):
        return False  # of a table whose cells have Markdown in them
    headings = sum(_HEADING.match(line) is not None for line in lines)
    # A heading stands apart, and comments at the beginning of a table or a YAML file do not.
    apart = sum(_HEADING.match(part) is not None for part in text.split("\n\n"))
    return (headings > 1 and apart > 1) or _PART.search(text) is not None


def read_page_of_questions(file: ForeignFile) -> Found:
    """The questions of a page in the order in which they stand, and what is no question. Never raises.

    The first 2,000,000 characters and 40,000 lines are read, and of each line the first 20,000 characters.
    """
    page = markdown_page(file.text)
    blocks = blocks_of(page.lines, page.left_out)
    reader, title = _read(page, blocks)
    questions, twice = _chosen(reader.questions)
    left_out = [*reader.left_out, *twice]
    if (whole := _whole_page(page.facts.get("title") or title, blocks, questions)) is not None:
        questions, left_out = [whole], []
    left_out += page.left_out
    tags = tuple(filter(None, re.split(r"[\[\],\"']\s*", page.facts.get("tags") or page.facts.get("categories") or "")))
    return Found(
        shape=Shape.MARKDOWN,
        questions=tuple(_with_facts(question, page, tags) for question in questions),
        left_out=tuple(sorted(left_out, key=lambda each: each.line)),
        size=len(questions),
        used=tuple(name for name, is_used in reader.columns.items() if is_used and name not in reader.mapped),
        mapped=tuple(dict.fromkeys(reader.mapped)),
        unused=tuple(name for name, is_used in reader.columns.items() if not is_used),
        title=page.facts.get("title") or title,
    )


def _whole_page(title: str, blocks: Sequence[Block], questions: Sequence[FoundQuestion]) -> FoundQuestion | None:
    """The page as one question, if its title asks and nothing on it does: its parts are those of the answer."""
    if not (has_mark(title) and asks(title)) or is_prose(title) or any(has_mark(each.text) for each in questions):
        return None
    body = [block for block in blocks if block.kind is not BlockKind.HEADING or phrase_of(block.text).text != title]
    return OpenQuestion(line=blocks[0].line if blocks else 1, text=phrase_of(title).text, body=body).question()


def _names_columns(line: str) -> bool:
    cells = re.split(r"[,;\t|]", line[:1000])
    return len(cells) > 1 and sum(named(cell.strip(" \"'")) is not None for cell in cells) > 1


def _read(page: MarkdownPage, blocks: Sequence[Block]) -> tuple[SectionReader, str]:
    """The page read by a reader, and its title."""
    signs = (*KNOWN_SIGNS, *legend_of("\n".join(line.text for line in page.lines[:2000])))
    give_roles(blocks)
    stream = unfolded(blocks)
    title = next(
        (phrase_of(block.text).text for block in stream if block.kind is BlockKind.HEADING and block.level == 1), ""
    )
    first = next((block.text for block in stream if block.kind is BlockKind.HEADING), None)
    is_list = first is None or LISTS_OF_QUESTIONS.search(f"{page.facts.get('title', '')} {title} {first}") is not None
    marked = _marked_questions(stream)
    is_of_tasks = marked < _FEW and LISTS_OF_TASKS.search(f"{title} {first}") is not None
    asking = headings_that_ask(stream, signs, is_list=is_of_tasks)
    manner = Manner(
        signs,
        takes_lines=_bare_questions(stream) >= max(1, 0.5 * (marked + len(asking))),
        takes_numbers=sum(block.kind is BlockKind.TEXT and bool(_BOLD_NUMBER.match(block.text)) for block in stream)
        >= 3,
    )
    reader = SectionReader(manner)
    above: list[Block] = []
    section: list[Block] = []
    draft: OpenQuestion | None = None
    place = _place(above, title, is_list=is_list)
    for position, block in enumerate(stream):
        if block.kind is not BlockKind.HEADING:
            (section if draft is None else draft.body).append(block)
            continue
        phrase = asking.get(position)
        if draft is not None and block.level > draft.level and phrase is None:
            draft.body.append(block)
            continue
        reader.read(section, place)
        section, draft = [], None
        kept = [each for each in above if each.level < block.level]
        if phrase is None:
            kept.append(block)
        if kept != above:
            above = kept
            place = _place(above, title, is_list=is_list)
        if phrase is None:
            continue
        draft = reader.begin(block.line, phrase, place, is_linked=phrase.is_link)
        draft.level = block.level
    reader.read(section, place)
    return reader, title


def _place(above: Sequence[Block], title: str, *, is_list: bool) -> Place:
    """Where a section stands, by the headings above it."""
    phrases = [phrase_of(block.text) for block in above]
    words = [phrase.text for phrase in phrases]
    levels = [level for phrase in phrases if (level := phrase.difficulty or level_in(phrase.text))]
    topics = [topic_in(text) for text in words if text != title and not is_contents(text)]
    is_about_page = bool(words) and is_prose(words[-1])
    return Place(
        tuple(dict.fromkeys(topic for topic in topics if topic)),
        levels[-1] if levels else "",
        is_about_page=is_about_page,
        asks_for_tasks=not is_about_page and (is_list or any(LISTS_OF_QUESTIONS.search(text) for text in words)),
    )


def _marked_questions(blocks: Sequence[Block]) -> int:
    """How many questions stand in lists, in collapsible parts, and in bold or behind a label."""
    count = 0
    for block in blocks:
        if block.kind is BlockKind.LIST:
            count += _asking_entries(block)
        elif block.kind is BlockKind.TEXT:
            first = phrase_of(block.text.split("\n")[0])
            count += first.is_labelled or (first.is_bold and asks(first.text))
        else:
            count += block.role is PartRole.QUESTION
    return count


def _bare_questions(blocks: Sequence[Block]) -> int:
    """How many paragraphs are questions, or begin with a line that is one, without any mark."""
    lines = (block.text.split("\n")[0] for block in blocks if block.kind is BlockKind.TEXT)
    return sum(is_bare_question(line) and not phrase_of(line).is_labelled for line in lines)


def _asking_entries(block: Block) -> int:
    return sum(asks(entry.children[0].text) for entry in block.children if entry.children)


def _chosen(drafts: Sequence[OpenQuestion]) -> tuple[list[FoundQuestion], list[LeftOut]]:
    """The questions, each once: of two that are the same, the one with an answer. Contents give way in silence."""
    written = {folded_to_alphanumerics(draft.text) for draft in drafts if draft.address is None}
    chosen: dict[str, FoundQuestion] = {}
    left_out = []
    for draft in drafts:
        if draft.address is not None and (
            folded_to_alphanumerics(draft.text) in written or folded_to_alphanumerics(draft.address) in written
        ):
            continue
        question = draft.question()
        if question is None:
            left_out.append(LeftOut(line=draft.line, text=draft.text[:100], why=Reason.NO_QUESTION))
            continue
        key = folded_to_alphanumerics(question.text)
        before = chosen.get(key)
        if before is None:
            chosen[key] = question
            continue
        kept, other = (question, before) if question.examples and not before.examples else (before, question)
        chosen[key] = kept
        left_out.append(LeftOut(line=other.line, text=" ".join(other.text.split())[:100], why=Reason.TWICE))
    return sorted(chosen.values(), key=lambda question: question.line), left_out


def _with_facts(question: FoundQuestion, page: MarkdownPage, tags: tuple[str, ...]) -> FoundQuestion:
    difficulty = question.difficulty or page.facts.get("difficulty") or page.facts.get("level") or ""
    return replace(question, topics=(*question.topics, *tags), difficulty=difficulty)

"""Reads a page of Markdown or plain text: finds out how it writes questions, and collects them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.found import Found, FoundQuestion, LeftOut, Reason, Shape
from bot.banks.foreign.markdown.blocks import Block, Kind, blocks_of
from bot.banks.foreign.markdown.drafts import Draft
from bot.banks.foreign.markdown.headings import headings_that_ask
from bot.banks.foreign.markdown.paragraphs import Manner, is_bare_question
from bot.banks.foreign.markdown.parts import Parts
from bot.banks.foreign.markdown.sections import Place, Reader
from bot.banks.foreign.markdown.signs import asks, is_contents, is_prose, level_in, topic_in
from bot.banks.foreign.markdown.source import Page, page_of
from bot.banks.foreign.markdown.wording import KNOWN_SIGNS, legend_of, wording_of

_ABOUT_QUESTIONS = re.compile(
    r"questions?\b|interview|quiz|\bq ?& ?a\b|\bfaq|exercises?\b|flash ?cards?|fragen|preguntas|perguntas|domande|vragen|вопрос|питання|собеседован"
    r"|问题|问答|面试|題|質問|面接|질문|면접|entretien|entrevista|colloquio|soru|mülakat",
    re.IGNORECASE,
)
_OF_TASKS = re.compile(r"\b(?:problems?|exercises?|challenges?|puzzles?|katas?|questions?|flash ?cards?|aufgaben)\b", re.IGNORECASE)
_BOLD_NUMBER = re.compile(r"(?:\*\*|__)\s*\(?(?:q\s?)?\d{1,4}\s*[.):]", re.IGNORECASE)
_SHAPED = re.compile(
    r"^(?:\s{0,3}#{1,6}\s+\S|\s{0,6}(?:[-*+]|\d{1,4}[.)])\s+\S|\s{0,3}(?:```|~~~)|\s*<(?:details|summary|h[1-6])\b|\s*[*_]{0,3}q\d{0,4}[.:)]"
    r"|\s{0,3}(?:\*\*|__)\S|\s{0,3}\|?[^|\n]{1,400}\|\s*:?-+|.{0,400}[?？؟][*_)\"'”]*\s*$)",
    re.IGNORECASE | re.MULTILINE,
)
_OTHER_FORM = re.compile(r"\s*(?:[{]|\[\s*[{\[\"]|<\?xml|<!doctype|<html\b|%PDF)", re.IGNORECASE)
_LOOKED_AT = 200_000
_FEW = 3


def is_page_of_questions(file: ForeignFile) -> bool:
    """True for text that has a heading, an entry of a list, a label or a question mark where such a page has it.

    Ask for tables, JSON and other forms before: their text may look so, too.
    """
    text = file.text[:_LOOKED_AT]
    strange = sum(character < " " and character not in "\n\t\f" for character in text[:10_000])
    if strange > 5 or _OTHER_FORM.match(text):
        return False
    return any(_SHAPED.match(line[:1000]) for line in text.split("\n"))


def read_page_of_questions(file: ForeignFile) -> Found:
    """The questions of a page in the order in which they stand, and what is no question. Never raises.

    The first 2,000,000 characters and 40,000 lines are read, and of each line the first 20,000 characters.
    """
    page = page_of(file.text)
    blocks = blocks_of(page.lines)
    reader, title = _read(page, blocks)
    questions, twice = _chosen(reader.drafts)
    left_out = [*reader.left_out, *twice]
    if page.unread_from is not None:
        left_out.append(LeftOut(line=page.unread_from, text="the rest of the file", why=Reason.TOO_LONG))
    tags = tuple(filter(None, re.split(r"[\[\],\"']\s*", page.facts.get("tags") or page.facts.get("categories") or "")))
    return Found(
        shape=Shape.MARKDOWN,
        questions=tuple(_with_facts(question, page, tags) for question in questions),
        left_out=tuple(sorted(left_out, key=lambda each: each.line)),
        size=len(questions),
        used=tuple(name for name, is_used in reader.columns.items() if is_used),
        unused=tuple(name for name, is_used in reader.columns.items() if not is_used),
        title=page.facts.get("title") or title,
    )


def _read(page: Page, blocks: Sequence[Block]) -> tuple[Reader, str]:
    """The page read by a reader, and its title."""
    signs = {**KNOWN_SIGNS, **legend_of("\n".join(line.text for line in page.lines[:2000]))}
    parts = Parts(blocks)
    stream = parts.unfolded(blocks)
    title = next((wording_of(block.text).text for block in stream if block.kind is Kind.HEADING and block.level == 1), "")
    first = next((block.text for block in stream if block.kind is Kind.HEADING), None)
    is_list = first is None or _ABOUT_QUESTIONS.search(f"{page.facts.get('title', '')} {title} {first}") is not None
    marked = _marked_questions(stream, parts)
    is_of_tasks = marked < _FEW and _OF_TASKS.search(f"{title} {first}") is not None
    asking = headings_that_ask(stream, parts, signs, is_list=is_of_tasks)
    manner = Manner(
        signs,
        takes_lines=_bare_questions(stream) >= max(1, 0.5 * (marked + len(asking))),
        takes_numbers=sum(block.kind is Kind.TEXT and bool(_BOLD_NUMBER.match(block.text)) for block in stream) >= 3,
    )
    reader = Reader(parts, manner)
    above: list[Block] = []
    section: list[Block] = []
    draft: Draft | None = None
    for position, block in enumerate(stream):
        if block.kind is not Kind.HEADING:
            (section if draft is None else draft.body).append(block)
            continue
        wording = asking.get(position)
        if draft is not None and block.level > draft.level and wording is None:
            draft.body.append(block)
            continue
        reader.read(section, _place(above, title, is_list=is_list))
        section, draft = [], None
        above = [each for each in above if each.level < block.level]
        if wording is None:
            above.append(block)
            continue
        place = _place(above, title, is_list=is_list)
        draft = reader.begin(
            Draft(
                line=block.line,
                text=wording.text,
                topics=place.topics,
                difficulty=wording.difficulty or place.difficulty,
                address=wording.address if wording.is_link else None,
                level=block.level,
            )
        )
    reader.read(section, _place(above, title, is_list=is_list))
    return reader, title


def _place(above: Sequence[Block], title: str, *, is_list: bool) -> Place:
    """Where a section stands, by the headings above it."""
    words = [wording_of(block.text).text for block in above]
    levels = [level for text in words if (level := level_in(text))]
    topics = [topic_in(text) for text in words if text != title and not is_contents(text)]
    is_about_page = bool(words) and is_prose(words[-1])
    return Place(
        tuple(dict.fromkeys(topic for topic in topics if topic)),
        levels[-1] if levels else "",
        is_about_page=is_about_page,
        asks_for_tasks=not is_about_page and (is_list or any(_ABOUT_QUESTIONS.search(text) for text in words)),
    )


def _marked_questions(blocks: Sequence[Block], parts: Parts) -> int:
    """How many questions stand in lists, in collapsible parts, and in bold or behind a label."""
    count = 0
    for block in blocks:
        if block.kind is Kind.LIST:
            count += _asking_entries(block)
        elif block.kind is Kind.TEXT:
            first = wording_of(block.text.split("\n")[0])
            count += first.is_labelled or (first.is_bold and asks(first.text))
        else:
            count += parts.is_question(block)
    return count


def _bare_questions(blocks: Sequence[Block]) -> int:
    """How many paragraphs are questions, or begin with a line that is one, without any mark."""
    lines = (block.text.split("\n")[0] for block in blocks if block.kind is Kind.TEXT)
    return sum(is_bare_question(line) and not wording_of(line).is_labelled for line in lines)


def _asking_entries(block: Block) -> int:
    return sum(asks(entry.children[0].text) for entry in block.children if entry.children)


def _chosen(drafts: Sequence[Draft]) -> tuple[list[FoundQuestion], list[LeftOut]]:
    """The questions, each once: of two that are the same, the one with an answer. Contents give way in silence."""
    written = {_key(draft.text) for draft in drafts if draft.address is None}
    chosen: dict[str, FoundQuestion] = {}
    left_out = []
    for draft in drafts:
        if draft.address is not None and (_key(draft.text) in written or _key(draft.address) in written):
            continue
        question = draft.question()
        if question is None:
            left_out.append(LeftOut(line=draft.line, text=draft.text[:100], why=Reason.NO_QUESTION))
            continue
        key = _key(question.text)
        before = chosen.get(key)
        if before is None:
            chosen[key] = question
            continue
        kept, other = (question, before) if question.examples and not before.examples else (before, question)
        chosen[key] = kept
        left_out.append(LeftOut(line=other.line, text=" ".join(other.text.split())[:100], why=Reason.TWICE))
    return sorted(chosen.values(), key=lambda question: question.line), left_out


def _key(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _with_facts(question: FoundQuestion, page: Page, tags: tuple[str, ...]) -> FoundQuestion:
    from dataclasses import replace

    difficulty = question.difficulty or page.facts.get("difficulty") or page.facts.get("level") or ""
    return replace(question, topics=(*question.topics, *tags), difficulty=difficulty)

"""Tells what the words of a heading, an entry or a line are: a question, a label, contents, a level, a topic."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.banks.foreign.markdown import vocabulary
from bot.banks.foreign.records.likeness import is_level, is_like_question

_MARK = re.compile(r"(?:[?？؟⸮፧\u037e][\"'”»)\]*_`’.!…]*(?:\s|$))|՞")
"""In Armenian it stands in the word that asks."""
_GREEK = re.compile(r"[α-ωά-ώ]", re.IGNORECASE)
_GREEK_MARK = re.compile(r";[\"'”»)\]*_`’.!…]*(?:\s|$)")
_COUNT = re.compile(r"\s*[(\[]\d{1,4}(?: questions?)?[)\]]\s*$")
_WORD = re.compile(r"[^\W_]+(?:[+#.-][^\W_]*)*")
_MARK_AND_AROUND = 12
"""Characters at the end of a text: a question mark, and quotes, brackets and emphasis that close behind it."""
_LONGEST_HEADING = 120
_LONGEST_TOPIC = 80


def has_mark(text: str) -> bool:
    """True if a text has a question mark at the end of a sentence."""
    if _MARK.search(text):
        return True
    return ";" in text and _GREEK_MARK.search(text) is not None and _GREEK.search(text) is not None


def ends_with_mark(text: str) -> bool:
    """True if a text has a question mark at its end, or a few characters before it."""
    return has_mark(text[-_MARK_AND_AROUND:])


def asks(text: str) -> bool:
    """True if a text is surely a question, or asks to explain something."""
    if has_mark(text):
        return True
    words = len(text.split())
    if words == 2 and vocabulary.SHORT_TASK.match(text):
        return True
    if not is_like_question(text.rstrip(" ;")) or (words < 3 and text.isascii()):
        return False
    is_weak = vocabulary.WEAK_OPENING.match(text) is not None
    return not is_weak or (words >= 4 and vocabulary.TASK.match(text) is not None)


def demands(text: str) -> bool:
    """True if a text may be a task, as an entry of a list of questions: "Reverse a list"."""
    return asks(text) or (len(text.split()) >= 2 and vocabulary.TASK.match(text) is not None)


def folded_to_alphanumerics(text: str) -> str:
    """The letters and digits of a text, in small letters: what two texts that say the same have in common."""
    return "".join(character for character in text.casefold() if character.isalnum())


def answer_label(text: str, *, takes_a: bool = True) -> int:
    """How many characters at the beginning say that an answer follows; 0 if none do.

    `takes_a`: an A may say so, too, unless a B follows in another line.
    """
    label = vocabulary.ANSWER_LABEL.match(text)
    if label is None and takes_a and not has_options(text[:2000]):
        label = vocabulary.SHORT_ANSWER_LABEL.match(text)
    return label.end() if label else 0


def without_label(text: str, *, takes_a: bool = True) -> str:
    """The text without a label that says that it is an answer, and without what closes the label's marks."""
    cut = answer_label(text, takes_a=takes_a)
    first, end, others = text[cut:].strip().partition("\n")
    if cut and text.lstrip().startswith("**") and first.count("**") % 2:
        before, _, after = first.rpartition("**")
        first = before + after
    return f"{first}{end}{others}".strip()


def has_options(text: str) -> bool:
    """True if a line begins with the letter B, so that an A before it begins no answer."""
    return vocabulary.SECOND_OPTION.search(text) is not None


def shows_answer(summary: str) -> bool:
    """True if the summary of a collapsible part only says that an answer is inside."""
    return not summary.strip() or vocabulary.SHOWS_ANSWER.match(summary[:_LONGEST_HEADING]) is not None


def is_contents(heading: str) -> bool:
    start = heading[:_LONGEST_HEADING]
    return vocabulary.CONTENTS.match(start) is not None or "table of contents" in start.casefold()


def is_prose(heading: str) -> bool:
    """True if a section is about the page itself: how to contribute, its licence, what else to read."""
    return vocabulary.ABOUT_PAGE.match(heading[:_LONGEST_HEADING]) is not None


def is_way_back(text: str) -> bool:
    """True for "back to top" and the like."""
    return len(text) < 60 and vocabulary.WAY_BACK.match(text) is not None


def says_nothing(text: str) -> bool:
    """True for an answer that is still to be written, or stands elsewhere."""
    if len(text) < 60 and vocabulary.NOTHING.match(text):
        return True
    return len(text) < 150 and vocabulary.ELSEWHERE.match(text) is not None


def is_about_lists(text: str) -> bool:
    """True for the name of a list of questions elsewhere."""
    return vocabulary.LISTS_ELSEWHERE.search(text[:200]) is not None and not has_mark(text)


@lru_cache(maxsize=512)
def level_in(heading: str) -> str:
    """The word in a heading that says how hard the questions below are; empty if there is none."""
    words = _WORD.findall(heading[:_LONGEST_HEADING])
    levels = [word for word in words if is_level(word)]
    telling = [word for word in levels if not word.isdigit()]
    return telling[0] if len(telling) == 1 and len(words) - len(levels) <= 4 else ""


@lru_cache(maxsize=512)
def topic_in(heading: str) -> str:
    """The heading as a topic; empty if it names none: "Interview questions", "Junior level"."""
    name = _COUNT.sub("", vocabulary.QUESTIONS_ABOUT.sub("", heading[:200], count=1)).rstrip(" :.")
    has_level = bool(level_in(name))
    words = (word for word in _WORD.findall(name) if not (has_level and is_level(word)))
    telling = [word for word in words if word.casefold() not in vocabulary.NO_TOPIC]
    if not telling or len(name) > _LONGEST_TOPIC:
        return ""
    return " ".join(telling) if has_level else name

"""Puts into words how a list from elsewhere was understood, what became of it, and what it would be as a bank."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.banks.exchange.cells import guarded
from bot.banks.foreign.drafting.draft import Alteration, Altered, DraftedQuestions
from bot.banks.foreign.found import Found, LeftOut, Reason, Shape
from bot.banks.foreign.unfit import Unfit
from bot.banks.format.model import MAX_QUESTIONS
from bot.formatting.pages import Say
from bot.formatting.words import shortened
from bot.yamlfile.problem import shown

SENTENCES = "imports"
"""The file that has all sentences of this module."""
PREVIEWED = 3
"""So many questions are shown as they will be."""

_NAMES_SHOWN = 6
_LONGEST_PREVIEW = 160
_MARKS = re.compile(r"```\w*|\*\*")
"""What would be seen as it is written: on one line nothing is bold, and no code is a block."""
_WITHOUT_LINES = frozenset({Shape.ANKI_DECK})


def understood(found: Found, say: Say, *, guessed: str = "") -> str:
    """What the file is, what of it was used, and what was not. `guessed`: an encoding that may be wrong."""
    shape = say(f"understood-{found.shape}", size=found.size)
    uses = ", ".join(
        say(key, names=_listed(names, say))
        for key, names in (
            ("understood-used", found.used),
            ("understood-mapped", found.mapped),
            ("understood-unused", found.unused),
        )
        if names
    )
    whole = f"{shape}; {uses}" if uses else shape
    return say("understood-as-guess", understood=whole, encoding=guessed) if guessed else f"{whole}."


def nothing_found(found: Found, say: Say, *, guessed: str = "") -> str:
    """Why there is no question in the file, and what to do."""
    reasons = Counter(each.why for each in found.left_out)
    usual = reasons.most_common(1)[0][0] if reasons else None
    key = {Reason.LINK: "nothing-found-links", Reason.CLOZE: "nothing-found-cloze"}.get(usual or Reason.PROSE)
    if key is None and found.shape is Shape.MARKDOWN:
        return say("nothing-found-markdown")
    if key is None and not found.size:
        return say("nothing-found-empty")
    return say(key or "nothing-found", understood=understood(found, say, guessed=guessed))


def unfit_sentence(kind: Unfit, say: Say) -> str:
    """What the file is instead of a list, and what to do."""
    return say(f"unfit-{kind}")


def outcome(draft: DraftedQuestions, say: Say, *, without_room: int = 0) -> str:
    """How many questions there are, and how many parts of the file were left out for which reasons."""
    questions = say("drafted-questions", questions=len(draft.questions) - without_room)
    if not draft.left_out:
        return say("drafted-with-room" if without_room else "drafted-all", questions=questions)
    counted = Counter(each.why for each in draft.left_out)
    reasons = ", ".join(say(f"left-out-{why}", count=counted[why]) for why in Reason if counted[why])
    if len(counted) == 1:
        return say("drafted-for-one-reason", questions=questions, reasons=reasons)
    return say("drafted-some", questions=questions, left=len(draft.left_out), reasons=reasons)


def alterations(draft: DraftedQuestions, say: Say, *, without_room: int = 0) -> Iterator[str]:
    """A sentence for each way in which questions are not as the file has them."""
    if without_room:
        yield say("drafted-without-room", count=without_room, most=MAX_QUESTIONS)
    counted = Counter(each.how for each in draft.altered)
    for how in Alteration:
        if counted[how]:
            yield say(f"altered-{how}", count=counted[how])


def previews(contents: Sequence[Mapping[str, Any]], say: Say) -> Iterator[tuple[str, str]]:
    """The first questions as they will be: the words of each, and one line about what it has."""
    for content in contents[:PREVIEWED]:
        facts = [content.get("kind"), content.get("difficulty"), *content.get("topics", ())]
        examples = content.get("examples", ())
        if examples:
            facts.append(say("drafted-examples", count=len(examples)))
        line = " · ".join(str(fact) for fact in (f"`{content['id']}`", *facts) if fact)
        if examples:
            line = f"{line}: {shortened(_MARKS.sub('', examples[0]['text']), _LONGEST_PREVIEW)}"
        yield shortened(content["question"], _LONGEST_PREVIEW), line


def report_lines(found: Found, draft: DraftedQuestions, say: Say) -> Iterator[str]:
    """A line for each part of the file that was left out or altered, in the order of the file."""
    for each in _told(draft):
        yield f"{_place(found, each.line, say)}: {_why(each, say)}{f': {each.text}' if each.text else '.'}"


def report_csv(draft: DraftedQuestions, say: Say) -> str:
    """The same as a table."""
    text = io.StringIO(newline="")
    table = csv.writer(text, quoting=csv.QUOTE_ALL)
    table.writerow(("line", "what", "why", "text"))
    for each in _told(draft):
        what = say("report-left-out" if isinstance(each, LeftOut) else "report-altered")
        table.writerow((each.line, what, _why(each, say), guarded(each.text)))
    return "\ufeff" + text.getvalue()


def _told(draft: DraftedQuestions) -> list[LeftOut | Altered]:
    return sorted([*draft.left_out, *draft.altered], key=lambda each: each.line)


def _why(each: LeftOut | Altered, say: Say) -> str:
    return say(f"report-{each.why if isinstance(each, LeftOut) else each.how}")


def _place(found: Found, line: int, say: Say) -> str:
    return say("report-card" if found.shape in _WITHOUT_LINES else "report-line", line=str(line))


def _listed(names: Sequence[str], say: Say) -> str:
    """The names of columns or keys, each as code and harmless, the last ones of many only counted."""
    quoted = [f"`{shown(name.replace('`', '´'))}`" for name in names]
    if len(quoted) > _NAMES_SHOWN + 1:
        first = ", ".join(quoted[:_NAMES_SHOWN])
        return say("understood-names-more", names=first, more=len(quoted) - _NAMES_SHOWN)
    if len(quoted) == 1:
        return quoted[0]
    return say("understood-names", names=", ".join(quoted[:-1]), last=quoted[-1])

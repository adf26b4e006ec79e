"""The words for what was said of an answer: attempt, hints, ticks, rating, grade, feedback."""

from __future__ import annotations

from datetime import timedelta

from bot.formatting.pages import Say
from bot.formatting.quoting import plain_name
from bot.formatting.split import length
from bot.formatting.words import escaped
from bot.interviewing.domain.rating import Rating
from bot.interviewing.views.measure import clock_face
from bot.practising.domain.history.answers import PastAnswer
from bot.reviewing.domain.model import Grade

LONGEST_POINT = 100
"""Of a key point in a list."""
_LONGEST_ESCAPED = 115
"""Of that with its escapes: six key points and all else that can change fit into a field."""
_HOUR = 3600


def rating_word(rating: Rating, say: Say) -> str:
    return say(f"rating-{rating.name.lower()}")


def grade_word(grade: Grade, say: Say) -> str:
    return say(f"grade-{grade.replace('_', '-')}")


def bank_place(of: PastAnswer, say: Say, *, longest_bank: int = 40) -> str:
    """The bank, and the number of the question in it."""
    return say("history-where", bank=escaped(plain_name(of.bank.title, longest=longest_bank)), number=of.bank_number)


def marks(of: PastAnswer, say: Say) -> list[str]:
    """What the list says of an answer, each in a word or two."""
    found = []
    if of.attempt > 1:
        found.append(say("history-attempt", attempt=of.attempt))
    if of.rating is not None:
        found.append(rating_word(of.rating, say))
    if of.grade is not None:
        found.append(say("history-graded", grade=grade_word(of.grade, say)))
    if of.feedback:
        found.append(say("history-feedback"))
    return found


def help_words(of: PastAnswer, say: Say) -> str:
    """Which help came before the answer."""
    if of.assisted:
        return say("history-assisted")
    return say("history-hints", hints=of.helping_hints)


def ticked_words(of: PastAnswer, say: Say) -> str | None:
    """How many key points the candidate found; None if they have not compared."""
    total = len(of.question.key_points)
    return None if of.ticks is None or not total else say("history-ticked", ticked=len(of.ticks), total=total)


def began_time(after: timedelta | None) -> str | None:
    """Minutes and seconds to the first message; None if not known, or so long that nobody sat over it."""
    return None if after is None or after.total_seconds() >= _HOUR else clock_face(int(after.total_seconds()))


def point_word(point: str) -> str:
    found = escaped(plain_name(point, longest=LONGEST_POINT))
    # No character takes more than one escape.
    return found if length(found) <= _LONGEST_ESCAPED else escaped(plain_name(point, longest=_LONGEST_ESCAPED // 2))

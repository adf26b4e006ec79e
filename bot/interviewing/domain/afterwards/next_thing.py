"""Chooses the one thing that a candidate had best do after an interview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from bot.interviewing.domain.afterwards.retrospect import Retrospect
from bot.interviewing.domain.going_on import is_ended_early
from bot.interviewing.domain.model import Interview, Round
from bot.interviewing.domain.rating import Rating
from bot.interviewing.domain.standing import Standing


class ToDo(Enum):
    """What can be done next."""

    SEND = auto()
    """Send an answer that went badly to a coach."""
    GO_ON = auto()
    """Answer the questions that are left."""
    COMPARE = auto()
    """Compare an answer with the key points and rate it."""
    TRY_AGAIN = auto()
    """Practise a question again that the candidate got stuck at."""
    COME_BACK = auto()
    """Practise when the first question comes again."""
    DO_MORE = auto()
    """Practise questions that are new."""
    WAIT = auto()
    """Nothing until the coach has answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextThing:
    """What to do, about which question or when."""

    to_do: ToDo
    number: int | None = None
    """The question that it is about; None if about none."""
    at: datetime | None = None
    """Some moment of the day of `COME_BACK`."""


def next_thing(interview: Interview, retrospect: Retrospect) -> NextThing:
    """The first of these that there is a reason for, in the order of `ToDo`; a second attempt goes to its coach.

    A shaky answer comes before the questions that are left: the sooner it is sent, the sooner a person has looked.
    """
    answered = [each for each in interview.rounds if each.answered]
    unsent = [each for each in answered if _is_unsent(each, retrospect)]
    if interview.review is not None and interview.present in unsent:
        return _about(ToDo.SEND, [interview.present])
    if (
        interview.review is not None
        and interview.present.answered
        and retrospect.view(interview.position).grade is None
    ):
        return NextThing(to_do=ToDo.WAIT)
    if shaky := [each for each in unsent if each.rating is Rating.SHAKY]:
        return _about(ToDo.SEND, shaky)
    if is_ended_early(interview):
        return NextThing(to_do=ToDo.GO_ON)
    if unrated := [each for each in answered if each.rating is None and retrospect.view(each.number).grade is None]:
        return _about(ToDo.COMPARE, unrated)
    if stuck := [each for each in answered if each.rating is Rating.STUCK]:
        return _about(ToDo.TRY_AGAIN, stuck)
    if retrospect.returns:
        return NextThing(to_do=ToDo.COME_BACK, at=min(retrospect.returns.values()))
    return NextThing(to_do=ToDo.DO_MORE)


def _is_unsent(of: Round, retrospect: Retrospect) -> bool:
    view = retrospect.view(of.number)
    return view.standing == Standing.UNSENT and view.grade is None


def _about(to_do: ToDo, rounds: Sequence[Round]) -> NextThing:
    return NextThing(to_do=to_do, number=rounds[0].number)

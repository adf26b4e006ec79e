"""What an event requires of an interview, each with its refusal."""

from __future__ import annotations

from bot.interviewing.domain.errors import (
    InDebrief,
    InterviewEnded,
    NeverAsked,
    NoSuchQuestion,
    NotOpenYet,
    StaleButton,
    StaleTurn,
    WaitsForDebrief,
)
from bot.interviewing.domain.model import Interview, Mode, Phase, Round

STILL_ASKING = frozenset({Phase.ASKED, Phase.ANSWERED})


def require_started(interview: Interview, *, button_of: int | None = None) -> None:
    """Raises NotOpenYet, InterviewEnded, StaleButton, StaleTurn. `button_of`: what the pressed button belongs to."""
    if interview.phase is Phase.OPENING:
        raise NotOpenYet
    if interview.phase is Phase.ENDED:
        raise InterviewEnded
    if button_of is not None and button_of != interview.on_screen.number:
        require_present(interview, button_of=button_of)
        raise StaleTurn(number=interview.position)


def require_present(interview: Interview, *, button_of: int) -> None:
    """Raises StaleButton for a button that belongs to neither the present question nor a follow-up to it."""
    belongs_to = interview.question_of(button_of)
    if belongs_to != interview.position:
        raise StaleButton(belongs_to=belongs_to, present=interview.position)


def require_asking(interview: Interview, *, button_of: int | None = None) -> None:
    """`require_started`; raises InDebrief as well."""
    require_started(interview, button_of=button_of)
    if interview.phase is Phase.DEBRIEF:
        raise InDebrief


def require_question(interview: Interview, number: int) -> None:
    """Raises NoSuchQuestion."""
    if not 1 <= number <= len(interview.rounds):
        raise NoSuchQuestion(number=number, last=len(interview.rounds))


def require_help_allowed(interview: Interview) -> None:
    """Raises WaitsForDebrief."""
    if interview.mode is Mode.LIVE and interview.phase in STILL_ASKING:
        raise WaitsForDebrief


def helped_with(interview: Interview, number: int | None) -> Round:
    """The question that a button for help belongs to, present or not; a command means the present one."""
    if number is None or interview.phase is Phase.OPENING:
        require_started(interview, button_of=number)
        return interview.present
    require_question(interview, number)
    if not interview.may_show(number):
        raise NeverAsked(number=number)
    return interview.round(number)

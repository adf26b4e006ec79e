"""Says which messages may be no answer, so that their writers are asked instead of being misunderstood."""

from __future__ import annotations

import re
from datetime import timedelta
from enum import StrEnum

from bot.core.content import MessageId
from bot.interviewing.domain.model import Interview

SOON = timedelta(days=1)
"""So long after feedback, what is written below it may be for the coach."""
LONGEST_THANKS = 80
"""Characters; who writes more than that says more than thanks."""

_COMMAND = re.compile(r"/[a-z][\w-]{0,31}(?:\s|$)|</[\w -]{1,100}:\d+>", re.IGNORECASE)
_GREETING = re.compile(r"(?:hi|hello|hey|help|help me|\?+)[\s!.?]*", re.IGNORECASE)
_THANKS = re.compile(r"\b(?:thanks?|thank you|thx|ty|tysm|cheers|appreciated?)\b", re.IGNORECASE)
_BITS_BELOW_TIME = 22
"""Of the ids of Discord: above them are the milliseconds."""


class Doubt(StrEnum):
    """Why a message may be no answer to the question on screen. These names are stored."""

    COMMAND = "command"
    """It looks like a command that was sent as text."""
    GREETING = "greeting"
    """It greets the bot, or calls for help."""
    FOR_COACH = "for_coach"
    """It was written after feedback."""
    OTHER_INTERVIEW = "other_interview"
    """It is a Discord reply to something of another interview."""


def looks_like_command(text: str) -> bool:
    """True for `/word` with anything behind it, and for the link to a command; not for a path such as `/users/7`."""
    return _COMMAND.match(text.strip()) is not None


def is_greeting(text: str) -> bool:
    """True for a text that is nothing but a greeting or a call for help."""
    return _GREETING.fullmatch(text.strip()) is not None


def may_be_for_coach(interview: Interview | None, message: MessageId, text: str, feedback: MessageId | None) -> bool:
    """True for a message that may be meant for the coach who gave this feedback.

    It is soon after that; and in an interview, the feedback is the last thing that the candidate has read, or the
    message only says thanks.
    """
    if feedback is None or not feedback < message < feedback + _ids_in(SOON):
        return False
    if interview is None or _says_thanks(text):
        return True
    return all(shown < feedback for shown in _written_and_shown(interview))


def _says_thanks(text: str) -> bool:
    return len(text) <= LONGEST_THANKS and _THANKS.search(text) is not None


def _written_and_shown(interview: Interview) -> list[MessageId]:
    shown = [each.question_message for each in interview.turns] + [each.panel_message for each in interview.turns]
    written = [part.message_id for each in interview.turns for part in each.parts]
    return written + [each for each in (*shown, interview.overview_message) if each is not None]


def _ids_in(span: timedelta) -> int:
    """By how much ids grow in this time."""
    return (span // timedelta(milliseconds=1)) << _BITS_BELOW_TIME

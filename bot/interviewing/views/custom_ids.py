"""The ids of buttons and menus: all the state that a press needs, because nothing else survives a restart.

`mi1:<action>:<interview>:<number>:<message>`. The version comes first, so that a later format can tell an old button.
The message is the kind of message that the button is on. It makes the ids on two messages about one question differ,
and by that the relay recognises a message whose sending was interrupted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from bot.core.content import InterviewId, MessageId, ReviewId, ShareId

INTERVIEW_IDS = "mi1"
FLAG = "mr1:flag"
"""The prefix of *Send to a coach*: the button begins a review, so its ids look like those of reviews."""
FLAG_MENU = "mr1:which"
"""The prefix of the menu of answers that can be sent to a coach."""
SHARE_OFFER = "mc1:offer"
"""The prefix of *Share*: the button begins a shared answer, so its ids look like those of shared answers."""
KEEP = "keep"
FOR_COACH = "mr1:say"
"""The prefix of *Send it to ...*, under a message that may be for a coach."""


class ControlAction(StrEnum):
    NEXT = "next"
    SKIP = "skip"
    BACK = "back"
    FOLLOW_UP = "follow_up"
    HINT = "hint"
    EXAMPLES = "examples"
    REVEAL = "reveal"
    PAGE = "page"
    COMPARE = "compare"
    RATE_STUCK = "rate_stuck"
    RATE_SHAKY = "rate_shaky"
    RATE_SOLID = "rate_solid"
    RATE_EASY = "rate_easy"
    STATUS = "status"
    JUMP = "jump"
    RESUME = "resume"
    END = "end"
    GO_ON = "go_on"
    GO_ON_FIRST = "go_on_first"
    """Before the live interview, which is parked."""
    GO_ON_INSTEAD = "go_on_instead"
    """Instead of the live interview, which ends."""
    SUMMARY = "summary"
    """Turns the pages of a summary."""


class MessageKind(StrEnum):
    """The kinds of messages that buttons of an interview are on."""

    QUESTION = "q"
    PANEL = "p"
    HINT = "h"
    EXAMPLES = "e"
    REVEAL = "r"
    DEBRIEF = "d"
    STATUS = "s"
    OFFER = "o"
    SUMMARY = "m"
    HISTORY = "y"
    FEEDBACK = "f"
    """That of a coach, in the direct messages."""


_ABOUT_ALL = f"{MessageKind.STATUS}{MessageKind.OFFER}{MessageKind.SUMMARY}"
_OF_QUESTION = re.compile(
    rf"(?:{INTERVIEW_IDS}:[a-z_]+|{FLAG}):([0-9]{{1,19}}):([0-9]{{1,4}})"
    rf"(?::(?![{_ABOUT_ALL}])[a-z][0-9]{{0,4}}(?::[0-9]{{1,19}}(?:\.[0-9]{{1,9}})?)?)?"
)

_OF_SUMMARY = re.compile(
    rf"(?:{INTERVIEW_IDS}:[a-z_]+|{FLAG}):([0-9]{{1,19}}):[0-9]{{1,4}}:{MessageKind.SUMMARY}[0-9]{{0,4}}"
)


def control_id(
    action: ControlAction,
    interview: InterviewId,
    number: int,
    message: MessageKind,
    detail: int | None = None,
    *,
    shared: ShareId | None = None,
) -> str:
    """At most 80 characters; `number` is that of a question or follow-up.

    `detail` tells several buttons of one message apart (a page, a rung), or a message about a follow-up from the one
    about its question, whose number the button has. `shared`: the community answer on the page, which may have moved
    to another one by the time of a press.
    """
    suffix = "" if detail is None else str(detail)
    answer = "" if shared is None else f":{shared}"
    return f"{INTERVIEW_IDS}:{action}:{interview}:{number}:{message}{suffix}{answer}"


def flag_id(
    interview: InterviewId, number: int, message: MessageKind = MessageKind.PANEL, detail: int | None = None
) -> str:
    """The id of *Send to a coach* for the answer to a question; `message` and `detail` as in `control_id`."""
    if message is MessageKind.PANEL and detail is None:
        return f"{FLAG}:{interview}:{number}"  # as in the time when only panels had it
    return f"{FLAG}:{interview}:{number}:{message}{'' if detail is None else detail}"


def flag_template() -> str:
    """The pattern that fits every id of *Send to a coach*, and no other."""
    return rf"{FLAG}:(?P<interview>[0-9]{{1,19}}):(?P<number>[0-9]{{1,4}})(?::[a-z][0-9]{{0,4}})?"


def share_offer_id(interview: InterviewId, number: int, message: MessageKind) -> str:
    """The id of *Share* for the answer to a question; `message` as in `control_id`."""
    return f"{SHARE_OFFER}:{interview}:{number}:{message}"


def share_offer_template() -> str:
    """The pattern that fits every id of *Share*, and no other."""
    return rf"{SHARE_OFFER}:(?P<interview>[0-9]{{1,19}}):(?P<number>[0-9]{{1,4}}):[a-z]"


def flag_menu_id(interview: InterviewId, page: int) -> str:
    """The id of the menu of answers to send to a coach, on a page of the summary."""
    return f"{FLAG_MENU}:{interview}:{page}"


def flag_menu_template() -> str:
    """The pattern that fits every id of that menu, and no other."""
    return rf"{FLAG_MENU}:(?P<interview>[0-9]{{1,19}}):(?P<page>[0-9]{{1,4}})"


def keep_id(interview: InterviewId, message: MessageId) -> str:
    """The id of *It is my answer* under a message that may be none."""
    return f"{INTERVIEW_IDS}:{KEEP}:{interview}:{message}"


def keep_template() -> str:
    """The pattern that fits every id of *It is my answer*, and no other."""
    return rf"{INTERVIEW_IDS}:{KEEP}:(?P<interview>[0-9]{{1,19}}):(?P<about>[0-9]{{1,19}})"


def for_coach_id(review: ReviewId, message: MessageId) -> str:
    """The id of *Send it to ...* under a message that may be for the coach of this review."""
    return f"{FOR_COACH}:{review}:{message}"


def for_coach_template() -> str:
    """The pattern that fits every id of *Send it to ...*, and no other."""
    return rf"{FOR_COACH}:(?P<subject>[0-9]{{1,19}}):(?P<about>[0-9]{{1,19}})"


def question_named(custom_ids: Iterable[str]) -> tuple[InterviewId, int] | None:
    """The interview and the number of the question or follow-up that a message with these buttons is about, or that of
    the question of this follow-up; None if it is about none."""
    found = next((match for each in custom_ids if (match := _OF_QUESTION.fullmatch(each)) is not None), None)
    return None if found is None else (InterviewId(int(found[1])), int(found[2]))


def interview_summed_up(custom_ids: Iterable[str]) -> InterviewId | None:
    """The interview that a message with these buttons sums up, which it does at its end; None if it is no summary."""
    found = next((match for each in custom_ids if (match := _OF_SUMMARY.fullmatch(each)) is not None), None)
    return None if found is None else InterviewId(int(found[1]))


def control_template(action: ControlAction) -> str:
    """The pattern that fits every id of this action, and no other."""
    return (
        rf"{INTERVIEW_IDS}:{action}:(?P<interview>[0-9]{{1,19}}):(?P<number>[0-9]{{1,4}})"
        r":(?P<message>[a-z])(?P<detail>[0-9]{0,4})(?::(?P<shared>[0-9]{1,19}))?"
    )

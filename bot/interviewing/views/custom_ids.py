"""The ids of buttons and menus: all the state that a press needs, because nothing else survives a restart.

`mi1:<action>:<interview>:<number>:<place>`. The version comes first, so that a later format can tell an old button. The
place is where the button stands: it makes the ids of two messages about one question differ, and that is how the relay
recognises a message whose sending was interrupted.
"""

from __future__ import annotations

from enum import StrEnum

from bot.core.content import InterviewId

VERSION = "mi1"


class Action(StrEnum):
    NEXT = "next"
    SKIP = "skip"
    BACK = "back"
    HINT = "hint"
    EXAMPLES = "examples"
    REVEAL = "reveal"
    PAGE = "page"
    STATUS = "status"
    JUMP = "jump"
    RESUME = "resume"
    END = "end"


class Place(StrEnum):
    QUESTION = "q"
    PANEL = "p"
    HINT = "h"
    EXAMPLES = "e"
    REVEAL = "r"
    DEBRIEF = "d"
    STATUS = "s"
    OFFER = "o"


def control_id(action: Action, interview: InterviewId, number: int, place: Place, detail: int | None = None) -> str:
    """At most 60 characters; `detail` tells several buttons of one place apart (a page, a rung)."""
    suffix = "" if detail is None else str(detail)
    return f"{VERSION}:{action}:{interview}:{number}:{place}{suffix}"


def control_template(action: Action) -> str:
    """The pattern that fits every id of this action, and no other."""
    return (
        rf"{VERSION}:{action}:(?P<interview>[0-9]{{1,19}}):(?P<number>[0-9]{{1,4}})"
        r":(?P<place>[a-z])(?P<detail>[0-9]{0,4})"
    )

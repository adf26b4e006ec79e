"""The ids of the buttons and forms of shared answers, with all their state: nothing else survives a restart.

Buttons: `mc1:<action>:<subject>:<detail>`. Forms: `mc1f:<form>:<subject>:<detail>:<token>`.
"""

from __future__ import annotations

import re
from enum import StrEnum

from bot.core.content import ShareId

SHARE_IDS = "mc1"
SHARE_FORM_IDS = "mc1f"
SHARE_MENU = f"{SHARE_IDS}:open_one"
"""The id of the menu of one's shared answers."""
_LONGEST_NUMBER = 4


class ShareAction(StrEnum):
    """What a button does. Its subject is the shared answer, and its detail a version, unless described here."""

    APPROVE = "approve"
    ASK_CHANGE = "ask_change"
    DECLINE = "decline"
    SHOW_AGAIN = "show_again"
    DECLINE_REPORTED = "decline_reported"
    CHANGE = "change"
    """For the writer. Detail: 0."""
    TAKE_BACK = "take_back"
    """Asks first. Detail: 0."""
    TAKE_BACK_NOW = "take_back_now"
    """Detail: 0."""
    SEE = "see"
    """Opens it in a message of its own. Detail: 0."""
    TURN = "turn"
    """Shows it where it was pressed. Detail: 0."""
    LIST = "list"
    """Subject: 0; detail: the page."""


class ShareForm(StrEnum):
    """What a form is for, with its subject and its detail."""

    SHARE = "share"
    """The interview; the number of the question."""
    CHANGE = "change"
    """The shared answer; 0."""
    ASK_CHANGE = "ask_change"
    """The shared answer; the version."""
    DECLINE = "decline"
    """The shared answer; the version."""
    DECLINE_REPORTED = "decline_reported"
    """The shared answer; the version."""


OF_WRITERS = frozenset({ShareForm.SHARE, ShareForm.CHANGE})
"""The forms that candidates fill in; coaches do the others."""


def share_action_id(action: ShareAction, subject: ShareId | int, detail: int = 0) -> str:
    """At most 50 characters."""
    return f"{SHARE_IDS}:{action}:{subject}:{detail}"


def share_action_template(action: ShareAction) -> str:
    """The pattern that fits every id of this action, and no other. Groups: `subject`, `detail`."""
    return rf"{SHARE_IDS}:{action}:(?P<subject>[0-9]{{1,19}}):(?P<detail>[0-9]{{1,{_LONGEST_NUMBER}}})"


def share_form_id(form: ShareForm, subject: int, detail: int = 0, *, token: str) -> str:
    """`token`: at most 32 of A-Z, a-z, 0-9, `-` and `_`, new for each opened form."""
    return f"{SHARE_FORM_IDS}:{form}:{subject}:{detail}:{token}"


def share_form_of(custom_id: str) -> tuple[ShareForm, re.Match[str]] | None:
    """The form with this id, with the groups `subject` and `detail`; None if it is none of these."""
    for form in ShareForm:
        match = re.fullmatch(
            rf"{SHARE_FORM_IDS}:{form}:(?P<subject>[0-9]{{1,19}}):(?P<detail>[0-9]{{1,{_LONGEST_NUMBER}}})"
            r":[A-Za-z0-9_-]{1,32}",
            custom_id,
        )
        if match is not None:
            return form, match
    return None

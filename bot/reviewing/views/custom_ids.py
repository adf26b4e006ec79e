"""The ids of the buttons and forms of reviews: all the state that they need, because nothing else survives a restart.

Buttons: `mr1:<action>:<subject>:<detail>`. Forms: `mr1f:<form>:<subject>:<detail>:<token>`. The version comes first, so
that a later format can tell an old button. Forms are told apart by their id alone, so each opened one has a token.
"""

from __future__ import annotations

import re
from enum import StrEnum

from bot.core.content import ReviewId, UserId
from bot.reviewing.domain.model import Assessment, Grade, Rating

REVIEW_IDS = "mr1"
FORM_IDS = "mr1f"


class ReviewAction(StrEnum):
    """What a button does; its subject is the review. What its detail is."""

    CLAIM = "claim"
    TAKEOVER = "takeover"
    """Detail: the user id of the coach who was seen holding it."""
    ANSWER = "answer"
    RELEASE = "release"
    CLOSE = "close"
    REOPEN = "reopen"
    SEND_HELD = "send_held"
    """Detail: the number of the comment."""
    WITHDRAW = "withdraw"
    OPINION = "opinion"
    RETRY = "retry"
    RATE = "rate"
    """Detail: the rating."""
    NOTES = "notes"
    """Detail: the page of the notes about its candidate."""
    FORM = "form"
    """Detail: what was filled in beside the texts, see `form_detail`. The texts stand on the message."""


class FormKind(StrEnum):
    """What a form is for; what its subject and its detail are."""

    SEND = "send"
    """The interview; the number of the question."""
    ANSWER = "answer"
    """The review; the fingerprint of the snippet that it began with, or 0."""
    CLOSE = "close"
    """The review; 0."""
    OPINION = "opinion"
    """The review; 0."""
    PROFILE = "profile"
    """The server; 0."""
    SNIPPET = "snippet"
    """The server; the id of the snippet, or 0 for a new one."""
    NOTE = "note"
    """The review about whose candidate it is; 0."""


def review_id(action: ReviewAction, subject: ReviewId, detail: str | UserId = "", *, message: str = "") -> str:
    """At most 80 characters. `message` tells apart the same button on two messages: by it the relay recognises them."""
    return f"{REVIEW_IDS}:{action}:{subject}:{detail}" + (f".{message}" if message else "")


def form_detail(snippet: int, assessment: Assessment) -> str:
    """A refused form for feedback as the detail of a button: the snippet's fingerprint, grade and key points."""
    points = sum(1 << number for number in assessment.covered)
    return f"{snippet}-{assessment.grade or ''}-{points}"


def read_form_detail(detail: str) -> tuple[int, Assessment]:
    """What `form_detail` has written down."""
    snippet, grade, points = detail.split("-")
    covered = tuple(number for number in range(int(points).bit_length()) if int(points) >> number & 1)
    return int(snippet), Assessment(grade=Grade(grade) if grade else None, covered=covered)


def review_template(action: ReviewAction) -> str:
    """The pattern that fits every id of this action, and no other. Groups: `subject`, `detail`, `message`."""
    detail = _DETAILS.get(action, "")
    return (
        rf"{REVIEW_IDS}:{action}:(?P<subject>[0-9]{{1,19}}):(?P<detail>{detail})(?:\.(?P<message>[a-z]?[0-9]{{1,9}}))?"
    )


def form_id(form: FormKind, subject: int, detail: int = 0, *, token: str) -> str:
    """At most 90 characters. `token`: comments, digits, `-` and `_`, at most 32, new each time a form is opened."""
    return f"{FORM_IDS}:{form}:{subject}:{detail}:{token}"


def form_template(form: FormKind) -> str:
    """The pattern that fits every id of this form, and no other. Groups: `subject`, `detail`, `token`."""
    return rf"{FORM_IDS}:{form}:(?P<subject>[0-9]{{1,19}}):(?P<detail>[0-9]{{1,19}}):(?P<token>[A-Za-z0-9_-]{{1,32}})"


def form_of(custom_id: str) -> tuple[FormKind, re.Match[str]] | None:
    """Which form has this id; None if none of ours."""
    for form in FormKind:
        match = re.fullmatch(form_template(form), custom_id)
        if match is not None:
            return form, match
    return None


_DETAILS = {
    ReviewAction.TAKEOVER: "[0-9]{1,19}",
    ReviewAction.SEND_HELD: "[0-9]{1,9}",
    ReviewAction.RATE: "|".join(Rating),
    ReviewAction.NOTES: "[0-9]{1,5}",
    ReviewAction.FORM: f"[0-9]{{1,19}}-(?:{'|'.join(Grade)})?-[0-9]{{1,4}}",
}

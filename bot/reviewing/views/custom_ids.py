"""The ids of the buttons and forms of reviews, with all their state: nothing else survives a restart.

Buttons: `mr1:<action>:<subject>:<detail>`. Forms: `mr1f:<form>:<subject>:<detail>:<token>`. The version comes first, so
that a later format recognises an old button. Forms are told apart by their id alone, so each opened one has a token.
"""

from __future__ import annotations

import re
from enum import StrEnum

from bot.core.content import UserId
from bot.reviewing.domain.model import Assessment, Grade, Helpfulness
from bot.reviewing.domain.safety.muting import MuteFor
from bot.reviewing.domain.safety.reports import Decision

REVIEW_IDS = "mr1"
FORM_IDS = "mr1f"


class ReviewAction(StrEnum):
    """What a button does. Its subject is the review, its detail is empty, unless described here."""

    CLAIM = "claim"
    TAKEOVER = "takeover"
    """Detail: the user id of the coach who was shown as having the review."""
    QUEUE_CLAIM = "queue_claim"
    """As `CLAIM`, in the queue, which then shows what the coach has."""
    ANSWER = "answer"
    READ = "read"
    """Shows what stands behind the card, for the coach's eyes only."""
    RELEASE = "release"
    CLOSE = "close"
    REOPEN = "reopen"
    SEND_HELD = "send_held"
    """Detail: the number of the comment."""
    WITHDRAW = "withdraw"
    OPINION = "opinion"
    RETRY = "retry"
    RATE = "rate"
    """Detail: how much the feedback helped."""
    NOTES = "notes"
    """Detail: the page of the notes about the candidate."""
    REPORT = "report"
    MUTE = "mute"
    """Asks for how long the candidate is to be muted."""
    MUTE_FOR = "mute_for"
    """Detail: for how long."""
    REPORTED = "reported"
    """Shows what a coach wrote. Subject: the report."""
    DECIDE = "decide"
    """Subject: the report. Detail: what the lead decides."""
    FORM = "form"
    """Detail: what was chosen in a refused form, see `form_detail`. Its texts are on the message."""


class FormKind(StrEnum):
    """What a form is for, with its subject and its detail."""

    SEND = "send"
    """The interview; the number of the question."""
    ANSWER = "answer"
    """The review; the fingerprint of the snippet that the text began with, or 0."""
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
    REPORT = "report"
    """The review; 0."""


def review_id(action: ReviewAction, subject: int, detail: str | UserId = "", *, message: str = "") -> str:
    """At most 80 characters. `message` tells two messages with the same button apart, so the relay recognises them."""
    return f"{REVIEW_IDS}:{action}:{subject}:{detail}" + (f".{message}" if message else "")


def form_detail(snippet: int, assessment: Assessment) -> str:
    """The detail of a button under a refused feedback form: the snippet's fingerprint, grade and key points."""
    points = sum(1 << number for number in assessment.covered)
    return f"{snippet}-{assessment.grade or ''}-{points}"


def read_form_detail(detail: str) -> tuple[int, Assessment]:
    """The snippet's fingerprint and the assessment that `form_detail` has written."""
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
    """At most 90 characters. `token`: at most 32 of A-Z, a-z, 0-9, `-` and `_`, new for each opened form."""
    return f"{FORM_IDS}:{form}:{subject}:{detail}:{token}"


def form_template(form: FormKind) -> str:
    """The pattern that fits every id of this form, and no other. Groups: `subject`, `detail`, `token`."""
    return rf"{FORM_IDS}:{form}:(?P<subject>[0-9]{{1,19}}):(?P<detail>[0-9]{{1,19}}):(?P<token>[A-Za-z0-9_-]{{1,32}})"


def form_of(custom_id: str) -> tuple[FormKind, re.Match[str]] | None:
    """The kind of form with this id, and the parts of the id; None if it is none of ours."""
    for form in FormKind:
        match = re.fullmatch(form_template(form), custom_id)
        if match is not None:
            return form, match
    return None


_DETAILS = {
    ReviewAction.TAKEOVER: "[0-9]{1,19}",
    ReviewAction.SEND_HELD: "[0-9]{1,9}",
    ReviewAction.RATE: "|".join(Helpfulness),
    ReviewAction.NOTES: "[0-9]{1,5}",
    ReviewAction.MUTE_FOR: "|".join(MuteFor),
    ReviewAction.DECIDE: "|".join(Decision),
    ReviewAction.FORM: f"[0-9]{{1,19}}-(?:{'|'.join(Grade)})?-[0-9]{{1,4}}",
}

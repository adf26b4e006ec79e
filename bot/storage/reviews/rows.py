"""Translates between a review and the rows of its four tables."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row

from bot.core.content import ChannelId, File, InterviewId, MessageId, ReviewId, ServerId, UserId
from bot.outbound.rejection import RefusedFor
from bot.reviewing.domain.deadlines import wakes_at
from bot.reviewing.domain.model import (
    Assessment,
    Attempt,
    Claim,
    Letter,
    LetterState,
    Mark,
    Rating,
    Review,
    Side,
    Source,
    Stage,
    Why,
)
from bot.reviewing.domain.posts import Paper, PaperKind, Sheet
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault


def review_values(review: Review) -> dict[str, Any]:
    """The columns of `reviews`, except the id, the version and what is sealed."""
    claim = review.claim
    active = [review.sent_at, *(each.written_at for each in review.letters), *(e.sent_at for e in review.attempts)]
    return {
        "server": review.server,
        "channel": review.channel,
        "candidate_id": review.candidate,
        "named": review.named,
        "locale": review.locale,
        "erased": not review.shown_name and not review.wish,
        "goal": review.goal,
        "stage": review.stage.value,
        "sent_at": review.sent_at,
        "claim_coach": None if claim is None else claim.coach,
        "claim_since": None if claim is None else claim.since,
        "claim_until": None if claim is None else claim.until,
        "coach": review.coach,
        "excluded": json.dumps(sorted(review.excluded)),
        "opinion_of": review.opinion_of,
        "answered_at": review.answered_at,
        "closed_at": review.closed_at,
        "rating": None if review.rating is None else review.rating.value,
        "thread": review.thread,
        "coaches_pinged": review.coaches_pinged,
        "leads_pinged": review.leads_pinged,
        "told_late": review.told_late,
        "counter": review.counter,
        "wake_at": wakes_at(review),
        "active_at": max(active if review.closed_at is None else [*active, review.closed_at]),
    }


def sealed_of_review(review: Review) -> dict[str, Any]:
    """What people wrote in a review, beside its letters."""
    return {"wish": review.wish, "shown_name": review.shown_name, "close_reason": review.close_reason}


def attempt_values(attempt: Attempt) -> dict[str, Any]:
    """The columns of `attempts`, except the review."""
    return {
        "number": attempt.number,
        "interview_id": attempt.interview,
        "question": attempt.question,
        "sent_at": attempt.sent_at,
    }


def letter_values(letter: Letter) -> dict[str, Any]:
    """The columns of `letters`, except the review and what is sealed."""
    return {
        "number": letter.number,
        "side": letter.side.value,
        "author": letter.author,
        "source_channel": None if letter.source is None else letter.source.channel,
        "source_message": None if letter.source is None else letter.source.message,
        "written_at": letter.written_at,
        "state": letter.state.value,
        "why": None if letter.why is None else letter.why.value,
        "edited": letter.edited,
    }


def sealed_of_letter(letter: Letter) -> dict[str, Any]:
    """What a letter says, who signed it, whom it is for, and what Discord disliked in it."""
    return {
        "text": letter.text,
        "files": [asdict(each) for each in letter.files],
        "assessment": None if letter.assessment is None else asdict(letter.assessment),
        "author_name": letter.author_name,
        "refused_for": letter.refused_for,
        "to": letter.to,
    }


def sheet_values(sheet: Sheet) -> dict[str, Any]:
    """The columns of `sheets`, except the id and the review."""
    return {
        "kind": sheet.paper.kind.value,
        "number": sheet.paper.number,
        "page": sheet.page,
        "message_id": sheet.message,
        "shown_at": sheet.shown_at,
    }


def review_from_rows(
    head: Row[Any], tried: Sequence[Row[Any]], written: Sequence[Row[Any]], shown: Sequence[Row[Any]], vault: Vault
) -> Review:
    """A review from its row, those of its attempts and letters by number, and those of its sheets in their order.

    Raises:
        Undecipherable: what people wrote does not open.
    """
    content = sealed_json.unseal(head.sealed, vault)
    return Review(
        id=ReviewId(head.id),
        server=ServerId(head.server),
        channel=ChannelId(head.channel),
        candidate=UserId(head.candidate_id),
        shown_name=content["shown_name"],
        named=head.named,
        locale=head.locale,
        wish=content["wish"],
        goal=head.goal,
        attempts=tuple(_attempt(row) for row in tried),
        stage=Stage(head.stage),
        sent_at=head.sent_at,
        claim=_claim(head),
        coach=None if head.coach is None else UserId(head.coach),
        excluded=frozenset(UserId(each) for each in json.loads(head.excluded)),
        opinion_of=None if head.opinion_of is None else ReviewId(head.opinion_of),
        answered_at=head.answered_at,
        closed_at=head.closed_at,
        close_reason=content["close_reason"],
        rating=None if head.rating is None else Rating(head.rating),
        thread=None if head.thread is None else ChannelId(head.thread),
        coaches_pinged=head.coaches_pinged,
        leads_pinged=head.leads_pinged,
        told_late=head.told_late,
        counter=head.counter,
        letters=tuple(_letter(row, vault) for row in written),
        sheets=tuple(_sheet(row) for row in shown),
        version=head.version,
    )


def paper_from_row(row: Row[Any]) -> Paper:
    """What a row of `sheets` is about."""
    return Paper(kind=PaperKind(row.kind), number=row.number)


def _claim(head: Row[Any]) -> Claim | None:
    if head.claim_coach is None:
        return None
    return Claim(coach=UserId(head.claim_coach), since=head.claim_since, until=head.claim_until)


def _attempt(row: Row[Any]) -> Attempt:
    return Attempt(
        number=row.number, interview=InterviewId(row.interview_id), question=row.question, sent_at=row.sent_at
    )


def _letter(row: Row[Any], vault: Vault) -> Letter:
    content = sealed_json.unseal(row.sealed, vault)
    return Letter(
        number=row.number,
        side=Side(row.side),
        author=UserId(row.author),
        author_name=content["author_name"],
        text=content["text"],
        files=tuple(File(**each) for each in content["files"]),
        assessment=_assessment(content["assessment"]),
        source=_source(row),
        written_at=row.written_at,
        state=LetterState(row.state),
        why=None if row.why is None else Why(row.why),
        # Letters that were written before these were known lack them.
        refused_for=None if content.get("refused_for") is None else RefusedFor(content["refused_for"]),
        to=None if content.get("to") is None else UserId(content["to"]),
        edited=row.edited,
    )


def _source(row: Row[Any]) -> Source | None:
    if row.source_message is None:
        return None
    return Source(channel=ChannelId(row.source_channel), message=MessageId(row.source_message))


def _assessment(content: dict[str, Any] | None) -> Assessment | None:
    if content is None:
        return None
    mark = None if content["mark"] is None else Mark(content["mark"])
    return Assessment(mark=mark, covered=tuple(content["covered"]), next_step=content["next_step"])


def _sheet(row: Row[Any]) -> Sheet:
    return Sheet(paper=paper_from_row(row), page=row.page, message=MessageId(row.message_id), shown_at=row.shown_at)

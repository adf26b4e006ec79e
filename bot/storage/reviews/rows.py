"""Translates between a review and the rows of its four tables."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from bot.core.content import ChannelId, InterviewId, MessageId, ReviewId, ServerId, UserId
from bot.outbound.rejection import RefusedFor
from bot.reviewing.domain.counting import waits_since
from bot.reviewing.domain.deadlines import wakes_at
from bot.reviewing.domain.model import (
    Assessment,
    Attempt,
    Claim,
    Comment,
    CommentState,
    Grade,
    Helpfulness,
    Review,
    Side,
    Source,
    Stage,
    Why,
)
from bot.reviewing.domain.posts import Post, PostKind, ShownPage
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault
from bot.storage.interviews.part_codec import file_as_json, file_from_json, part_as_json, part_from_json


def review_values(review: Review) -> dict[str, Any]:
    """The columns of `reviews` except the id, the version and the sealed one."""
    claim = review.claim
    active = [review.sent_at, *(each.written_at for each in review.comments), *(e.sent_at for e in review.attempts)]
    return {
        "server": review.server,
        "channel": review.channel,
        "candidate_id": review.candidate,
        "named": review.named,
        "locale": review.locale,
        "erased": not review.shown_name and not review.focus,
        "goal": review.goal,
        "stage": review.stage.value,
        "sent_at": review.sent_at,
        "claim_coach": None if claim is None else claim.coach,
        "claim_since": None if claim is None else claim.since,
        "claim_until": None if claim is None else claim.until,
        "coach": review.coach,
        "gone": json.dumps(sorted(review.gone)),
        "handed_back": review.handed_back,
        "waits_since": waits_since(review),
        "excluded": json.dumps(sorted(review.excluded)),
        "opinion_of": review.opinion_of,
        "answered_at": review.answered_at,
        "closed_at": review.closed_at,
        "rating": None if review.helpfulness is None else review.helpfulness.value,
        "thread": review.thread,
        "coaches_pinged": review.coaches_pinged,
        "leads_pinged": review.leads_pinged,
        "told_late": review.told_late,
        "counter": review.counter,
        "wake_at": wakes_at(review),
        "active_at": max(active if review.closed_at is None else [*active, review.closed_at]),
    }


def sealed_of_review(review: Review) -> dict[str, Any]:
    """The texts of a review that are sealed in its own row: what people wrote besides comments."""
    return {"wish": review.focus, "shown_name": review.shown_name, "close_reason": review.close_reason}


def shown_name_in(sealed: str, vault: Vault) -> str:
    """The name in what `sealed_of_review` says."""
    name: str = sealed_json.unseal(sealed, vault)["shown_name"]
    return name


def attempt_values(attempt: Attempt, vault: Vault) -> dict[str, Any]:
    """The columns of `attempts` except the review."""
    frozen = None
    if attempt.frozen is not None:
        frozen = [{"message_id": each.message_id} | part_as_json(each) for each in attempt.frozen]
    return {
        "number": attempt.number,
        "interview_id": attempt.interview,
        "question": attempt.question,
        "sent_at": attempt.sent_at,
        "sealed": None if frozen is None else sealed_json.seal(frozen, vault),
    }


def comment_values(comment: Comment) -> dict[str, Any]:
    """The columns of `comments` except the review and the sealed one."""
    return {
        "number": comment.number,
        "side": comment.side.value,
        "author": comment.author,
        "source_channel": None if comment.source is None else comment.source.channel,
        "source_message": None if comment.source is None else comment.source.message,
        "written_at": comment.written_at,
        "state": comment.state.value,
        "why": None if comment.why is None else comment.why.value,
        "edited": comment.edited,
    }


def sealed_of_comment(comment: Comment) -> dict[str, Any]:
    """The sealed content of a comment: words, files, grade, signature, addressee, and why Discord refused it."""
    return {
        "text": comment.text,
        "files": [file_as_json(each) for each in comment.files],
        "assessment": _assessment_values(comment.assessment),
        "author_name": comment.author_name,
        "refused_for": comment.refused_for,
        "to": comment.to,
    }


def _assessment_values(said: Assessment | None) -> dict[str, Any] | None:
    return None if said is None else {"mark": said.grade, "covered": said.covered, "next_step": said.next_step}


def shown_page_values(shown_page: ShownPage) -> dict[str, Any]:
    """The columns of `shown_pages` except the id and the review."""
    return {
        "kind": shown_page.post.kind.value,
        "number": shown_page.post.number,
        "page": shown_page.page,
        "message_id": shown_page.message,
        "shown_at": shown_page.shown_at,
    }


def review_from_rows(
    head: Row[Any], tried: Sequence[Row[Any]], written: Sequence[Row[Any]], shown: Sequence[Row[Any]], vault: Vault
) -> Review:
    """A review from its row and, in their order, the rows of its attempts, comments and shown pages.

    Raises:
        Undecipherable: a sealed text does not open.
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
        focus=content["wish"],
        goal=head.goal,
        attempts=tuple(_attempt(row, vault) for row in tried),
        stage=Stage(head.stage),
        sent_at=head.sent_at,
        claim=_claim(head),
        coach=None if head.coach is None else UserId(head.coach),
        gone=frozenset(UserId(each) for each in json.loads(head.gone)),
        excluded=frozenset(UserId(each) for each in json.loads(head.excluded)),
        opinion_of=None if head.opinion_of is None else ReviewId(head.opinion_of),
        answered_at=head.answered_at,
        closed_at=head.closed_at,
        close_reason=content["close_reason"],
        helpfulness=None if head.rating is None else Helpfulness(head.rating),
        thread=None if head.thread is None else ChannelId(head.thread),
        coaches_pinged=head.coaches_pinged,
        leads_pinged=head.leads_pinged,
        told_late=head.told_late,
        counter=head.counter,
        comments=tuple(_comment(row, vault) for row in written),
        shown_pages=tuple(_shown_page(row) for row in shown),
        version=head.version,
    )


def post_from_row(row: Row[Any]) -> Post:
    """The post that a row of `shown_pages` shows."""
    return Post(kind=PostKind(row.kind), number=row.number)


def _claim(head: Row[Any]) -> Claim | None:
    if head.claim_coach is None:
        return None
    return Claim(coach=UserId(head.claim_coach), since=head.claim_since, until=head.claim_until)


def _attempt(row: Row[Any], vault: Vault) -> Attempt:
    frozen = None
    if row.sealed is not None:
        frozen = tuple(part_from_json(each["message_id"], each) for each in sealed_json.unseal(row.sealed, vault))
    return Attempt(
        number=row.number,
        interview=InterviewId(row.interview_id),
        question=row.question,
        sent_at=row.sent_at,
        frozen=frozen,
    )


def _comment(row: Row[Any], vault: Vault) -> Comment:
    content = sealed_json.unseal(row.sealed, vault)
    return Comment(
        number=row.number,
        side=Side(row.side),
        author=UserId(row.author),
        author_name=content["author_name"],
        text=content["text"],
        files=tuple(file_from_json(each) for each in content["files"]),
        assessment=_assessment(content["assessment"]),
        source=_source(row),
        written_at=row.written_at,
        state=CommentState(row.state),
        why=None if row.why is None else Why(row.why),
        # Comments from before these fields existed lack them.
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
    grade = None if content["mark"] is None else Grade(content["mark"])
    return Assessment(grade=grade, covered=tuple(content["covered"]), next_step=content["next_step"])


def _shown_page(row: Row[Any]) -> ShownPage:
    return ShownPage(post=post_from_row(row), page=row.page, message=MessageId(row.message_id), shown_at=row.shown_at)

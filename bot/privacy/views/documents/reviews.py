"""Writes a review of an export for people to read: for its candidate, or for a coach of it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.formatting.pages import Say
from bot.privacy.usecases.exporting.records.coaches import CoachedRecord
from bot.privacy.usecases.exporting.records.reviews import AssessmentRecord, AttemptRecord, CommentRecord, ReviewRecord
from bot.privacy.views.documents.interviews import messages_blocks
from bot.privacy.views.documents.markdown import (
    bullets,
    file_lines,
    heading,
    moment,
    plain,
    quote,
    server_words,
    whole,
)


def review_text(record: ReviewRecord, say: Say) -> str:
    blocks = [heading(say("export-review-title", id=str(record.id))), bullets(_facts(record, say))]
    if record.close_reason:
        blocks += [say("export-line-reason"), quote(record.close_reason)]
    if record.focus:
        blocks += [heading(say("export-focus-title"), 2), quote(record.focus)]
    for each in record.attempts:
        blocks += _attempt(each, say)
    blocks.append(heading(say("export-comments-title"), 2))
    for comment in record.comments:
        blocks += _comment(comment, say)
    if not record.comments:
        blocks.append(say("export-no-comments"))
    return whole(*blocks)


def coached_text(record: CoachedRecord, say: Say) -> str:
    candidate = plain(record.candidate) or say("export-some-candidate")
    facts = [say("export-line-server", name=server_words(record.server, record.server_name, say))]
    if record.is_yours:
        facts.append(say("export-coached-latest"))
    if record.helpfulness is not None:
        facts.append(say("export-coached-helpfulness", helpfulness=record.helpfulness))
    blocks = [
        heading(say("export-coached-title", review=str(record.review), candidate=candidate)),
        bullets(facts),
    ]
    for comment in record.comments:
        blocks += _comment(comment, say)
    return whole(*blocks)


def _facts(record: ReviewRecord, say: Say) -> Iterable[str]:
    yield say("export-line-server", name=server_words(record.server, record.server_name, say))
    if record.erased:
        yield say("export-line-erased")
    else:
        yield say("export-line-named" if record.named else "export-line-anonymous", name=plain(record.shown_name))
    yield say("export-line-language", language=record.locale)
    yield say("export-line-sent", at=moment(record.sent_at))
    yield say("export-line-goal", hours=f"{record.goal_hours:g}")
    yield say("export-line-stage", stage=record.stage, at="" if record.closed_at is None else moment(record.closed_at))
    if record.answered_at is not None:
        yield say("export-line-answered", at=moment(record.answered_at))
    if record.handed_back:
        yield say("export-line-handed-back")
    if record.waits_since is not None:
        yield say("export-line-waits-since", at=moment(record.waits_since))
    if record.claim_since is not None and record.claim_until is not None:
        yield say("export-line-claimed", since=moment(record.claim_since), until=moment(record.claim_until))
    if record.told_late:
        yield say("export-line-late")
    yield say("export-line-active", at=moment(record.active_at))
    if record.helpfulness is not None:
        yield say("export-line-helpfulness", helpfulness=record.helpfulness)
    if record.opinion_of is not None:
        yield say("export-line-opinion", review=str(record.opinion_of))


def _attempt(record: AttemptRecord, say: Say) -> list[str]:
    title = say(
        "export-attempt-title",
        number=record.number,
        interview=str(record.interview),
        question=record.question,
        at=moment(record.sent_at),
    )
    if record.as_sent is None:
        return [heading(title, 2)]
    return [heading(title, 2), say("export-as-sent"), *messages_blocks(record.as_sent, say)]


def _comment(record: CommentRecord, say: Say) -> list[str]:
    at = moment(record.written_at)
    if record.text is None:
        return [heading(say("export-by-coach-unsent", at=at), 3)]
    key = "export-by-you" if record.by == "you" else "export-by-coach"
    state = [say("export-comment-state", state=record.state)]
    if record.edited:
        state.append(say("export-comment-edited"))
    return [
        heading(say(key, name=plain(record.name) or say("former-coach-first"), at=at), 3),
        bullets([*state, *_assessment(record.assessment, say)]),
        quote(record.text) if record.text else "",
        *_next_step(record.assessment, say),
        file_lines(record.files, say, up="../"),
    ]


def _assessment(record: AssessmentRecord | None, say: Say) -> Iterable[str]:
    if record is None:
        return
    if record.grade is not None:
        yield say("export-comment-grade", grade=say(f"grade-{record.grade.replace('_', '-')}"))
    if record.covered:
        yield say("export-comment-covered", points=", ".join(str(each) for each in record.covered))


def _next_step(record: AssessmentRecord | None, say: Say) -> list[str]:
    if record is None or not record.next_step:
        return []
    return [say("export-comment-next"), quote(record.next_step)]

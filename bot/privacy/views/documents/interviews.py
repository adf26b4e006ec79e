"""Writes an interview of an export for people to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.formatting.pages import Say
from bot.privacy.usecases.exporting.records.messages import MessageRecord
from bot.privacy.usecases.exporting.records.whole import FollowUpRecord, InterviewRecord, RoundRecord
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

_UP = "../"


def interview_text(record: InterviewRecord, say: Say) -> str:
    banks = ", ".join(plain(each) for each in dict.fromkeys(asked.bank.title for asked in record.rounds))
    blocks = [
        heading(say("export-interview-title", id=str(record.id), banks=banks)),
        bullets(_facts(record, say)),
    ]
    if record.introduction:
        blocks += [heading(say("export-introduction"), 2), quote(record.introduction)]
    for each in record.rounds:
        blocks += _round(each, say)
    return whole(*blocks)


def messages_blocks(messages: Sequence[MessageRecord], say: Say) -> list[str]:
    """The messages of an answer, each with its time and its files."""
    blocks = []
    for each in messages:
        seconds = "" if each.seconds is None else str(each.seconds)
        at = moment(each.written_at)
        blocks += [
            say("export-message-line", at=at, seconds=seconds) if seconds else at,
            quote(each.text) if each.text else "",
            file_lines(each.files, say, up=_UP),
        ]
    return blocks


def _facts(record: InterviewRecord, say: Say) -> Iterable[str]:
    if record.server is None:
        yield say("export-line-no-server")
    else:
        yield say("export-line-server", name=server_words(record.server, record.server_name, say))
    yield say("export-line-language", language=record.locale)
    yield say("export-line-mode", mode=record.mode)
    yield say("export-line-began", at=moment(record.started_at))
    if record.ended_at is not None:
        yield say("export-line-ended", at=moment(record.ended_at))
    else:
        parked = "yes" if record.parked else "no"
        yield say("export-line-running", parked=parked, position=record.position, questions=record.questions)
    if record.follow_ups_wanted:
        yield say("export-line-follow-ups-wanted", count=record.follow_ups_wanted)
    if record.review is not None:
        yield say("export-line-again", review=str(record.review))


def _round(record: RoundRecord, say: Say) -> list[str]:
    title = say(
        "export-question-title",
        number=record.number,
        bank=plain(record.bank.title),
        bank_number=record.bank_number,
        size=record.bank.size,
        id=record.question_id,
    )
    blocks = [heading(title, 2), quote(record.question), bullets(_facts_of_round(record, say))]
    if record.ticks:
        found = [plain(record.key_points[each - 1]) for each in record.ticks if each <= len(record.key_points)]
        blocks += [say("export-line-ticks"), bullets(found)]
    blocks += [heading(say("export-answer-title"), 3), *_answer(record.answer, say)]
    for each in record.follow_ups:
        blocks += _follow_up(each, say)
    return blocks


def _facts_of_round(record: RoundRecord, say: Say) -> Iterable[str]:
    asked = record.asked_at
    yield say("export-line-not-asked") if asked is None else say("export-line-asked", at=moment(asked))
    yield say("export-line-attempt", attempt=record.attempt)
    if record.skipped:
        yield say("export-line-skipped")
    yield say("export-line-hints", hints=record.hints)
    if record.examples_seen:
        yield say("export-line-assisted" if record.assisted else "export-line-examples")
    if record.rating is not None:
        yield say("export-line-rating", rating=say(f"rating-{record.rating}"))
    if record.ticks == ():
        yield say("export-line-no-ticks")


def _follow_up(record: FollowUpRecord, say: Say) -> list[str]:
    facts = [say("export-line-asked", at=moment(record.asked_at))]
    if record.skipped:
        facts.append(say("export-line-skipped"))
    title = say("export-follow-up-title", question=plain(record.question))
    return [heading(title, 3), bullets(facts), *_answer(record.answer, say)]


def _answer(messages: Sequence[MessageRecord], say: Say) -> list[str]:
    return messages_blocks(messages, say) if messages else [say("export-no-answer")]

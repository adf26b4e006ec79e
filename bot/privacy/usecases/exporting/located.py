"""Says of each file in a record where it is in the export, or why it is missing."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.content import MessageId
from bot.privacy.usecases.exporting.ports import Outcomes, WantedFile, comment_file_label
from bot.privacy.usecases.exporting.records.coaches import CoachedRecord
from bot.privacy.usecases.exporting.records.messages import FileRecord, MessageRecord
from bot.privacy.usecases.exporting.records.reviews import CommentRecord, ReviewRecord
from bot.privacy.usecases.exporting.records.whole import InterviewRecord, RoundRecord

GONE = "!gone"
TOO_LARGE = "!too_large"
"""As in `Outcomes`."""


def files_of_interview(record: InterviewRecord) -> Iterator[WantedFile]:
    """The files of all answers of an interview."""
    for each in record.rounds:
        for written in (each.answer, *(follow_up.answer for follow_up in each.follow_ups)):
            for message in written:
                yield from _files_of(message, "answer")


def files_as_sent(record: ReviewRecord) -> Iterator[WantedFile]:
    """The files of answers as coaches see them, where they were changed since."""
    for each in record.attempts:
        for message in each.as_sent or ():
            yield from _files_of(message, f"review-{record.id}-sent-{each.number}")


def located_interview(record: InterviewRecord, outcomes: Outcomes) -> InterviewRecord:
    """The interview with what became of its files."""
    return record.model_copy(update={"rounds": tuple(_located_round(each, outcomes) for each in record.rounds)})


def located_review(record: ReviewRecord, outcomes: Outcomes) -> ReviewRecord:
    """The review with what became of its files."""
    attempts = tuple(
        each
        if each.as_sent is None
        else each.model_copy(
            update={"as_sent": _located_messages(each.as_sent, f"review-{record.id}-sent-{each.number}", outcomes)}
        )
        for each in record.attempts
    )
    return record.model_copy(
        update={"attempts": attempts, "comments": _located_comments(record.id, record.comments, outcomes)}
    )


def located_coached(record: CoachedRecord, outcomes: Outcomes) -> CoachedRecord:
    """What a coach wrote, with what became of the files."""
    return record.model_copy(update={"comments": _located_comments(record.review, record.comments, outcomes)})


def _located_round(record: RoundRecord, outcomes: Outcomes) -> RoundRecord:
    follow_ups = tuple(
        each.model_copy(update={"answer": _located_messages(each.answer, "answer", outcomes)})
        for each in record.follow_ups
    )
    answer = _located_messages(record.answer, "answer", outcomes)
    return record.model_copy(update={"answer": answer, "follow_ups": follow_ups})


def _located_messages(
    messages: tuple[MessageRecord, ...], prefix: str, outcomes: Outcomes
) -> tuple[MessageRecord, ...]:
    return tuple(
        each.model_copy(
            update={
                "files": tuple(
                    _located(file, outcomes.get(_label(prefix, each.message, number)))
                    for number, file in enumerate(each.files, start=1)
                )
            }
        )
        for each in messages
    )


def _located_comments(
    review: int, comments: tuple[CommentRecord, ...], outcomes: Outcomes
) -> tuple[CommentRecord, ...]:
    return tuple(
        each.model_copy(
            update={
                "files": tuple(
                    _located(file, outcomes.get(comment_file_label(review, each.number, number)))
                    for number, file in enumerate(each.files, start=1)
                )
            }
        )
        for each in comments
    )


def _files_of(message: MessageRecord, prefix: str) -> Iterator[WantedFile]:
    for number, file in enumerate(message.files, start=1):
        yield WantedFile(
            label=_label(prefix, message.message, number),
            channel=None,
            message=MessageId(message.message),
            file=file,
        )


def _label(prefix: str, message: int, number: int) -> str:
    return f"{prefix}-{message}-{number}"


def _located(file: FileRecord, outcome: str | None) -> FileRecord:
    # A file that came after the others were fetched is in the next export; nobody waited for it in this one.
    match outcome:
        case None | "!gone":
            return file.model_copy(update={"missing": "gone"})
        case "!too_large":
            return file.model_copy(update={"missing": "too_large"})
        case path:
            return file.model_copy(update={"path": path})

"""Where a review is shown: it moves whole, begins anew where something was deleted, and rests where it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.content import ChannelId, MessageId
from bot.reviewing.domain.effects import LeavePlace, NoticeKind, OpenThread, ReviewEffect, ShowPaper
from bot.reviewing.domain.errors import ReviewErased
from bot.reviewing.domain.events import (
    Expired,
    FeedbackWritten,
    LetterDeleted,
    LetterEdited,
    Moved,
    PageDeleted,
    PaperShown,
    Reopened,
    ThreadGone,
)
from bot.reviewing.domain.machine import advance
from bot.reviewing.domain.model import Claim, Review, Side, Source, Stage
from bot.reviewing.domain.posts import FIRST_PAGE, Paper, PaperKind, Sheet
from tests.builders import COACH, NOON, REVIEW_CHANNEL, a_letter, a_review, later

ELSEWHERE = ChannelId(3009)
CARD_MESSAGE = MessageId(7001)
THREAD = ChannelId(7001)


def a_sheet(kind: PaperKind, number: int, message: int, page: str = FIRST_PAGE) -> Sheet:
    return Sheet(paper=Paper(kind=kind, number=number), page=page, message=MessageId(message), shown_at=NOON)


def in_place(**changes: object) -> Review:
    """With a reply to its card, the mark under that, a question of the candidate, and a reply in its thread."""
    in_thread = Source(channel=THREAD, message=MessageId(8003))
    letters = (a_letter(1), a_letter(2, side=Side.CANDIDATE), a_letter(3, source=in_thread))
    sheets = (
        a_sheet(PaperKind.ANSWER, 1, 7001),
        a_sheet(PaperKind.ANSWER, 1, 7002, "1"),
        a_sheet(PaperKind.RECEIPT, 1, 7003),
        a_sheet(PaperKind.LETTER, 2, 7004),
        a_sheet(PaperKind.LETTER, 1, 6001),
    )
    return replace(a_review(letters=letters, sheets=sheets, thread=THREAD), **changes)  # type: ignore[arg-type]


def papers(effects: tuple[ReviewEffect, ...]) -> list[tuple[PaperKind, int]]:
    return [(each.paper.kind, each.paper.number) for each in effects if isinstance(each, ShowPaper)]


def notices(effects: tuple[ReviewEffect, ...]) -> list[NoticeKind | None]:
    return [each.notice for each in effects if isinstance(each, ShowPaper) and each.notice is not None]


def test_a_review_moves_with_what_everybody_wrote_in_order_and_the_old_place_goes_last() -> None:
    step = advance(in_place(), Moved(channel=ELSEWHERE))

    assert (step.review.channel, step.review.thread) == (ELSEWHERE, None)
    assert [each.message for each in step.review.sheets] == [6001], "what the candidate reads stays"
    assert papers(step.effects) == [
        (PaperKind.ANSWER, 1),
        (PaperKind.ANSWER, 1),
        (PaperKind.COPY, 1),
        (PaperKind.LETTER, 2),
        (PaperKind.COPY, 3),
        (PaperKind.NOTICE, 1),
    ]
    assert step.effects[1] == OpenThread()
    assert step.effects[-1] == LeavePlace(
        channel=REVIEW_CHANNEL,
        card=CARD_MESSAGE,
        thread=THREAD,
        in_channel=(CARD_MESSAGE, MessageId(7003)),
        in_thread=(MessageId(7002), MessageId(7004)),
    )


def test_whoever_holds_it_is_told_where_it_went() -> None:
    claim = Claim(coach=COACH, since=NOON, until=later(3600))

    effects = advance(in_place(claim=claim), Moved(channel=ELSEWHERE)).effects

    (notice,) = [each for each in effects if isinstance(each, ShowPaper) and each.notice is NoticeKind.MOVED]
    assert (notice.person, notice.place) == (COACH, REVIEW_CHANNEL)


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.WITHDRAWN])
def test_what_is_over_stays_where_it_is(stage: Stage) -> None:
    over = in_place(stage=stage, closed_at=later(900))

    for event in (Moved(channel=ELSEWHERE), PageDeleted(message=CARD_MESSAGE, stood=timedelta(hours=1)), ThreadGone()):
        assert advance(over, event).effects == ()
    assert advance(over, Moved(channel=ELSEWHERE)).review == over


def test_what_was_erased_is_shown_nowhere() -> None:
    erased = advance(in_place(), Expired(at=later(900))).review

    assert advance(erased, Moved(channel=ELSEWHERE)).effects == ()
    with pytest.raises(ReviewErased):
        advance(erased, a_reply(MessageId(9001)))


def a_reply(message: MessageId, channel: ChannelId = REVIEW_CHANNEL) -> FeedbackWritten:
    source = Source(channel=channel, message=message)
    return FeedbackWritten(coach=COACH, coach_name="Cora", text="More.", source=source, reachable=True, at=later(1200))


def test_what_is_written_where_the_review_was_before_is_sent_copied_and_answered() -> None:
    moved = advance(in_place(), Moved(channel=ELSEWHERE)).review

    step = advance(moved, a_reply(MessageId(9001)))

    assert papers(step.effects)[:2] == [(PaperKind.LETTER, 4), (PaperKind.COPY, 4)]
    assert notices(step.effects) == [NoticeKind.FROM_ELSEWHERE]
    assert papers(advance(step.review, PaperShown(paper=LETTER_4, at=later(1300))).effects) == [(PaperKind.COPY, 4)]


LETTER_4 = Paper(kind=PaperKind.LETTER, number=4)


def test_a_reply_to_the_card_before_the_last_is_from_elsewhere_in_the_same_channel_too() -> None:
    there_and_back = advance(advance(in_place(), Moved(channel=ELSEWHERE)).review, Moved(channel=REVIEW_CHANNEL)).review
    shown = replace(there_and_back, sheets=(a_sheet(PaperKind.ANSWER, 1, 9500),))

    assert notices(advance(shown, a_reply(MessageId(9001))).effects) == [NoticeKind.FROM_ELSEWHERE]
    assert notices(advance(shown, a_reply(MessageId(9501))).effects) == []


def test_edits_and_deletions_elsewhere_follow_to_the_copy() -> None:
    moved = advance(in_place(), Moved(channel=ELSEWHERE)).review
    copied = replace(moved, sheets=(*moved.sheets, a_sheet(PaperKind.COPY, 1, 7101)))

    edited = advance(copied, LetterEdited(message=MessageId(8001), text="Better.", files=(), at=later(2000)))
    deleted = advance(copied, LetterDeleted(message=MessageId(8001), at=later(2000)))

    assert papers(edited.effects) == [(PaperKind.LETTER, 1), (PaperKind.COPY, 1)]
    assert PaperKind.COPY in {each.paper.kind for each in deleted.effects if not isinstance(each, OpenThread)}  # type: ignore[union-attr]


def test_a_thread_that_was_deleted_is_begun_anew_with_copies_of_what_coaches_wrote_in_it() -> None:
    step = advance(in_place(), ThreadGone())

    assert papers(step.effects) == [
        (PaperKind.ANSWER, 1),
        (PaperKind.LETTER, 2),
        (PaperKind.COPY, 3),
        (PaperKind.NOTICE, 1),
    ]
    assert [letter.source is None for letter in step.review.letters] == [False, False, True]
    assert {each.message for each in step.review.sheets} == {7001, 7003, 6001}


def test_a_page_that_was_deleted_comes_again_once_it_had_stood() -> None:
    hour, second = timedelta(hours=1), timedelta(seconds=1)

    slip = advance(in_place(), PageDeleted(message=MessageId(7004), stood=hour))
    by_a_filter = advance(in_place(), PageDeleted(message=MessageId(7004), stood=second))
    a_mark = advance(in_place(), PageDeleted(message=MessageId(7003), stood=hour))
    the_candidates = advance(in_place(), PageDeleted(message=MessageId(6001), stood=hour))

    assert papers(slip.effects) == [(PaperKind.LETTER, 2), (PaperKind.NOTICE, 1)]
    assert by_a_filter.effects == a_mark.effects == the_candidates.effects == ()
    assert MessageId(7004) not in {each.message for each in by_a_filter.review.sheets}
    assert the_candidates.review == in_place()


def test_what_is_opened_again_without_a_thread_gets_one_with_everything_in_it() -> None:
    closed = advance(in_place(stage=Stage.CLOSED, closed_at=later(900)), ThreadGone()).review

    step = advance(closed, Reopened(coach=COACH, at=later(1000)))

    assert OpenThread() in step.effects
    assert {(PaperKind.LETTER, 2), (PaperKind.COPY, 3)} <= set(papers(step.effects))

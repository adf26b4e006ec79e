"""What coaches see of changes in an answer: all while the review is under way, nothing once it is closed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.content import MessageId, Part
from bot.reviewing.domain.answer_events import AnswerAppraised, AnswerChanged
from bot.reviewing.domain.effects import ShowChange, ShowPost
from bot.reviewing.domain.events import Expired, Reopened
from bot.reviewing.domain.machine import advance
from bot.reviewing.domain.model import Change, Review, Stage
from bot.reviewing.domain.posts import CARD
from tests.builders import COACH, a_review, later
from tests.reviewing.domain.test_ending import COMMENTS

FIRST = Part(message_id=MessageId(501), text="An idempotency key.")
SECOND = Part(message_id=MessageId(502), text="And a retry.")
EDITED = replace(FIRST, text="Something private.")

CLOSED = a_review(comments=COMMENTS, stage=Stage.CLOSED, coach=COACH, closed_at=later(0))


def change(kind: Change, part: Part | None, *, of: Part = FIRST, before: tuple[Part, ...] = (FIRST,)) -> AnswerChanged:
    return AnswerChanged(attempt=1, message=of.message_id, change=kind, part=part, before=before, at=later(60))


def seen(review: Review) -> tuple[Part, ...] | None:
    return review.attempts[0].frozen


@pytest.mark.parametrize(
    "changed",
    [change(Change.ADDED, SECOND, of=SECOND), change(Change.EDITED, EDITED), change(Change.WITHDRAWN, None)],
    ids=lambda each: each.change,
)
def test_a_closed_review_keeps_the_answer_as_it_was_and_shows_nothing(changed: AnswerChanged) -> None:
    step = advance(CLOSED, changed)

    assert step.effects == ()
    assert seen(step.review) == (FIRST,)


def test_what_was_kept_stays_with_every_further_change() -> None:
    once = advance(CLOSED, change(Change.EDITED, EDITED)).review

    twice = advance(once, change(Change.WITHDRAWN, None, before=(EDITED,))).review

    assert seen(twice) == (FIRST,)


def test_a_running_review_follows_the_answer_itself() -> None:
    running = replace(CLOSED, stage=Stage.ANSWERED, closed_at=None)

    step = advance(running, change(Change.EDITED, EDITED))

    assert seen(step.review) is None
    assert [type(each) for each in step.effects] == [ShowChange, ShowPost]


def test_of_a_muted_candidate_coaches_get_nothing_new_but_what_they_delete_is_taken_away() -> None:
    running = replace(CLOSED, stage=Stage.ANSWERED, closed_at=None)
    both = (FIRST, SECOND)

    added = advance(running, replace(change(Change.ADDED, SECOND, of=SECOND), kept_back=True))
    edited = advance(running, replace(change(Change.EDITED, EDITED, before=both), kept_back=True))
    deleted = advance(edited.review, replace(change(Change.WITHDRAWN, None, before=(EDITED, SECOND)), kept_back=True))
    later_on = advance(deleted.review, change(Change.EDITED, SECOND, of=SECOND, before=(SECOND,)))

    assert (added.effects, seen(added.review)) == ((), (FIRST,))
    assert (edited.effects, seen(edited.review)) == ((), both)
    assert seen(deleted.review) == (SECOND,)
    assert [type(each) for each in deleted.effects] == [ShowChange, ShowPost]
    assert seen(later_on.review) == (SECOND,)


def test_reopened_it_shows_what_is_changed_from_then_on_and_nothing_from_in_between() -> None:
    once = advance(CLOSED, change(Change.ADDED, SECOND, of=SECOND)).review
    open_again = advance(once, Reopened(coach=COACH, at=later(60))).review
    third = Part(message_id=MessageId(503), text="Third.")
    now = (FIRST, SECOND)

    unseen = advance(open_again, change(Change.EDITED, replace(SECOND, text="?"), of=SECOND, before=now))
    edited = advance(unseen.review, change(Change.EDITED, EDITED, before=now)).review
    added = advance(edited, change(Change.ADDED, third, of=third, before=now)).review

    assert unseen.effects == ()
    assert seen(added) == (EDITED, third)
    assert seen(advance(added, change(Change.WITHDRAWN, None, before=now)).review) == (third,)


def test_nothing_of_what_was_kept_outlives_the_retention() -> None:
    kept = advance(CLOSED, change(Change.EDITED, EDITED)).review

    assert seen(advance(kept, Expired(at=later(60))).review) is None


@pytest.mark.parametrize("stage", Stage)
def test_what_the_candidate_thinks_is_shown_while_the_review_is_under_way(stage: Stage) -> None:
    review = replace(CLOSED, stage=stage, closed_at=None if stage in {Stage.WAITING, Stage.ANSWERED} else later(0))

    step = advance(review, AnswerAppraised(attempt=1))

    assert step.review == review
    assert step.effects == (() if review.is_over else (ShowPost(post=CARD),))


def test_what_the_candidate_thinks_of_an_erased_review_is_shown_to_nobody() -> None:
    erased = advance(CLOSED, Expired(at=later(60))).review

    assert advance(erased, AnswerAppraised(attempt=1)).effects == ()

"""The laws at the top of `bot/reviewing/domain/machine.py`, held against random event sequences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any, get_args

from hypothesis import event as noted
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.content import ChannelId, File, InterviewId, MessageId, UserId
from bot.reviewing.domain import events
from bot.reviewing.domain.counting import waits_since
from bot.reviewing.domain.deadlines import wakes_at
from bot.reviewing.domain.effects import NewsKind, Remind, ReviewEffect, ShowEffect, ShowNews, ShowPost
from bot.reviewing.domain.errors import ReviewError
from bot.reviewing.domain.machine import advance
from bot.reviewing.domain.model import (
    LEASE,
    Assessment,
    Change,
    CommentState,
    Grade,
    Helpfulness,
    Review,
    Side,
    Source,
    Stage,
    Why,
)
from bot.reviewing.domain.posts import CARD, FIRST_PAGE, STATUS, Post, PostKind
from bot.reviewing.domain.step import ReviewStep
from tests.builders import CANDIDATE, COACH, DM_CHANNEL, NOON, REVIEW_CHANNEL, a_review

OVER = {Stage.CLOSED, Stage.WITHDRAWN}
EXCLUDED = UserId(2009)
COACHES = (COACH, UserId(2002), UserId(2003))
TEXTS = ("Begin with the result.", "No.", "Say more.", "", "\u2800")
GAPS = (
    *(timedelta(0), timedelta(minutes=1), timedelta(minutes=20), LEASE),
    *(timedelta(hours=9), timedelta(hours=9), timedelta(hours=30), timedelta(days=15)),
)
NO_FILES: tuple[File, ...] = ()
FILES = (NO_FILES, NO_FILES, (File(name="a.pdf", size=1),))


class Moment:
    """What may happen next to a review; most of it is to the point."""

    def __init__(self, draw: st.DrawFn, review: Review, at: datetime, number: int) -> None:
        self._draw = draw
        self.review = review
        self.at = at
        self.fresh = MessageId(9000 + number)

    def of(self, choices: Sequence[Any]) -> Any:
        return self._draw(st.sampled_from(choices))

    def coach(self) -> UserId:
        """Often the one who holds it; now and then somebody who may not."""
        holders = () if self.review.claim is None else (self.review.claim.coach,) * 3
        return UserId(self.of((*COACHES, *COACHES, *holders, EXCLUDED, CANDIDATE)))

    def message(self) -> MessageId:
        """One in which a comment was written, if there is any."""
        return MessageId(self.of([each.source.message for each in self.review.comments if each.source] or [self.fresh]))

    def comment(self) -> Post:
        """Often one that is on its way."""
        waiting = [each for each in self.review.comments if each.state is CommentState.WAITING]
        comment = self.of((*self.review.comments, *waiting * 3))
        return Post(kind=PostKind.COMMENT, number=comment.number)

    def post(self) -> Post:
        return self.comment() if self.review.comments and self.of((True, True, False)) else self.of((CARD, STATUS))

    def source(self, channel: ChannelId) -> Source:
        return Source(channel=channel, message=self.of((self.fresh, self.fresh, self.fresh, self.message())))


def _feedback(now: Moment) -> events.FeedbackWritten:
    return events.FeedbackWritten(
        coach=now.coach(),
        coach_name="Cora",
        text=now.of(TEXTS),
        files=now.of(FILES),
        assessment=now.of((None, Assessment(grade=Grade.GOOD, next_step="Once more."))),
        source=now.of((None, now.source(REVIEW_CHANNEL))),
        reachable=now.of((True, True, False)),
        at=now.at,
    )


def _reply(now: Moment) -> events.ReplyWritten:
    answered = [STATUS, *(Post(kind=PostKind.COMMENT, number=each.number) for each in now.review.comments)]
    return events.ReplyWritten(
        candidate=CANDIDATE,
        answered=now.of(answered),
        text=now.of(TEXTS),
        files=now.of(FILES),
        source=now.source(DM_CHANNEL),
        at=now.at,
    )


def _taken_over(now: Moment) -> events.TakenOver:
    seen = now.coach() if now.review.claim is None else now.of((now.review.claim.coach, *COACHES))
    return events.TakenOver(coach=now.coach(), claimant=seen, at=now.at)


def _held_sent(now: Moment) -> events.HeldSent:
    held = [each for each in now.review.comments if each.state is CommentState.HELD]
    if not held or now.of((False, False, False, True)):
        return events.HeldSent(coach=now.coach(), comment=now.of(range(5)), reachable=True, at=now.at)
    comment = now.of(held)
    return events.HeldSent(coach=comment.author, comment=comment.number, reachable=now.of((True, False)), at=now.at)


def _page_shown(now: Moment) -> events.PageShown:
    return events.PageShown(post=now.post(), page=now.of((FIRST_PAGE, "1")), message=now.fresh, at=now.at)


def _page_deleted(now: Moment) -> events.PageDeleted:
    shown = [each.message for each in now.review.shown_pages]
    return events.PageDeleted(
        message=now.of(shown or [now.fresh]), stood=now.of((timedelta(seconds=5), timedelta(hours=1)))
    )


def _pages_gone(now: Moment) -> events.PagesGone:
    return events.PagesGone(messages=frozenset([each.message for each in now.review.shown_pages][:1]))


def _attempt(now: Moment) -> events.AttemptSent:
    return events.AttemptSent(interview=InterviewId(7 + now.of(range(3))), question=1, at=now.at)


def _changed(now: Moment) -> events.AnswerChanged:
    return events.AnswerChanged(
        attempt=1, message=MessageId(501), change=now.of(tuple(Change)), part=None, before=(), at=now.at
    )


def _edited(now: Moment) -> events.CommentEdited:
    return events.CommentEdited(message=now.message(), text=now.of(TEXTS), files=now.of(FILES), at=now.at)


def _reopened(now: Moment) -> events.Reopened:
    return events.Reopened(coach=now.coach(), at=now.at)


MAKERS: dict[Callable[[Moment], events.ReviewEvent], int] = {
    _feedback: 7,
    lambda now: events.Withdrawn(at=now.at): 1,
    _changed: 1,
    _attempt: 1,
    _reply: 3,
    lambda now: events.HelpfulnessTold(helpfulness=now.of(tuple(Helpfulness)), at=now.at): 2,
    lambda now: events.Claimed(coach=now.coach(), at=now.at): 4,
    _taken_over: 3,
    lambda now: events.Released(coach=now.coach(), at=now.at): 4,
    lambda now: events.WorkedOn(coach=now.coach(), at=now.at): 2,
    _held_sent: 3,
    _edited: 4,
    lambda now: events.CommentDeleted(message=now.message(), at=now.at): 2,
    lambda _: events.RetryCutOff(): 1,
    lambda now: events.Closed(coach=now.coach(), reason=now.of(TEXTS), at=now.at): 2,
    _reopened: 1,
    lambda now: events.TimePassed(at=now.at): 6,
    _page_shown: 2,
    _pages_gone: 1,
    lambda now: events.ThreadOpened(thread=ChannelId(now.fresh)): 1,
    lambda _: events.ThreadGone(): 1,
    lambda now: events.Moved(channel=ChannelId(now.fresh)): 1,
    _page_deleted: 1,
    lambda _: events.ShowAgainPressed(): 1,
    lambda _: events.ThreadForbidden(): 1,
    lambda now: events.OldPostsLeft(channel=ChannelId(now.fresh)): 1,
    lambda now: events.BotRemoved(at=now.at): 1,
    lambda now: events.CoachGone(coach=now.of(COACHES), at=now.at): 2,
}
ABOUT_COMMENTS: dict[Callable[[Moment], events.ReviewEvent], int] = {
    lambda now: events.PostShown(post=now.comment(), at=now.at): 4,
    lambda now: events.PostStuck(post=now.comment(), why=now.of((Why.CLOSED_DMS, Why.DISCORD_BUSY))): 2,
    lambda now: events.PostRefused(post=now.comment()): 2,
}
REOPENING: dict[Callable[[Moment], events.ReviewEvent], int] = {_reopened: 8}
# The time to keep a review is never over while it waits or somebody has it: it counts from what was done last.
AT_LAST: dict[Callable[[Moment], events.ReviewEvent], int] = {lambda now: events.Expired(at=now.at): 1}


def possible(review: Review) -> list[Callable[[Moment], events.ReviewEvent]]:
    """Ways to make an event, each as often as it is likely."""
    comments = ABOUT_COMMENTS if review.comments else {}
    last = {} if review.stage is Stage.WAITING or review.claim is not None else AT_LAST
    back = REOPENING if review.stage is Stage.CLOSED else {}
    return [make for make, often in (MAKERS | comments | last | back).items() for _ in range(often)]


@st.composite
def histories(draw: st.DrawFn) -> tuple[Review, list[events.ReviewEvent]]:
    """A review that was just sent, and what happens to it in the order of time."""
    begun = a_review(excluded=draw(st.sampled_from([frozenset(), frozenset({EXCLUDED})])))
    review, at = begun, NOON
    history: list[events.ReviewEvent] = [events.Sent(at=NOON)]
    for number, choice in enumerate(draw(st.lists(st.integers(0, 999), min_size=15, max_size=45))):
        at += draw(st.sampled_from(GAPS))
        ways = possible(review)
        history.append(ways[choice * len(ways) // 1000](Moment(draw, review, at, number)))
        try:
            review = advance(review, history[-1]).review
        except ReviewError:
            continue
    return begun, history


def test_the_laws_are_kept_whatever_happens() -> None:
    met: Counter[tuple[Stage, type[events.ReviewEvent]]] = Counter()
    states: set[CommentState] = set()

    @settings(max_examples=300, deadline=None)
    @given(histories())
    def follow(begun_and_history: tuple[Review, list[events.ReviewEvent]]) -> None:
        review, history = begun_and_history
        given_out: Counter[str] = Counter()
        for event in history:
            before, copy = review, deepcopy(review)
            try:
                step = advance(before, event)
            except ReviewError as refusal:
                noted(f"{before.stage}: {type(event).__name__} refused as {type(refusal).__name__}")
                assert before == copy  # law 6
                continue
            noted(f"{before.stage}: {type(event).__name__}")
            met[before.stage, type(event)] += 1
            review = step.review
            states.update(each.state for each in review.comments)
            if before.stage is Stage.ANSWERED and waits_since(before) is None and waits_since(review) is not None:
                given_out.clear()
            given_out.update(reminders(step.effects))
            one_coach_has_it_at_its_place(before, event, review)
            comments_only_change_by_their_writers(before, event, review)
            comments_go_their_way_once(before, event, review)
            reminders_come_once_and_only_while_somebody_waits(before, event, step, given_out)
            what_is_over_rests(before, event, step)
            the_stage_says_whether_there_is_feedback(review)
            an_erased_review_stays_empty(before, review)

    follow()
    # Else the laws would hold because nothing happened.
    accepted = {kind for _, kind in met}
    assert accepted == set(get_args(events.ReviewEvent))
    assert {stage for stage, _ in met} == set(Stage)
    assert states == set(CommentState)
    for stage in Stage:
        assert len({kind for each, kind in met if each is stage}) >= 12, stage


def reminders(effects: Sequence[ReviewEffect]) -> list[str]:
    """What may be given once."""
    told = [str(each.audience) for each in effects if isinstance(each, Remind)]
    return told + [NewsKind.LATE for each in effects if isinstance(each, ShowNews) and each.kind is NewsKind.LATE]


def one_coach_has_it_at_its_place(before: Review, event: events.ReviewEvent, after: Review) -> None:
    assert (after.sent_at, after.goal) == (before.sent_at, before.goal)
    if after.claim is not None:
        assert after.claim.coach not in {after.candidate, *after.excluded}
    if isinstance(event, events.Claimed | events.TakenOver):
        assert after.claim is not None
        assert (after.claim.coach, after.claim.until) == (event.coach, event.at + LEASE)
    if after.claim == before.claim:
        return
    at: datetime = event.at  # type: ignore[union-attr] # nothing else changes a claim than what has its time
    if after.claim is not None:
        assert after.claim.until == at + LEASE
    claim = before.claim_at(at)
    if claim is None:
        return
    if after.claim is None:
        over = isinstance(event, events.Withdrawn | events.Expired | events.BotRemoved)
        assert over or isinstance(event, events.Closed | events.Released | events.CoachGone)
        assert over or event.coach == claim.coach
    elif after.claim.coach != claim.coach:
        assert isinstance(event, events.TakenOver | events.HeldSent)
        assert after.claim.coach == event.coach
        assert isinstance(event, events.HeldSent) or event.claimant == claim.coach


def comments_only_change_by_their_writers(before: Review, event: events.ReviewEvent, after: Review) -> None:
    assert len(before.comments) <= len(after.comments) <= len(before.comments) + 1
    assert [each.number for each in after.comments] == list(range(1, len(after.comments) + 1))
    if len(after.comments) > len(before.comments):
        assert isinstance(event, events.FeedbackWritten | events.ReplyWritten)
        assert (after.comments[-1].text, after.comments[-1].files) == (event.text, event.files)
    if isinstance(event, events.Expired) or (before.erased and isinstance(event, events.PostShown)):
        return
    for old, new in zip(before.comments, after.comments, strict=False):
        assert (old.side, old.author, old.source) == (new.side, new.author, new.source)
        if old.written_at != new.written_at:  # it counts from when its writer sent it after all
            assert old.state in {CommentState.HELD, CommentState.FAILED}
            assert isinstance(event, events.HeldSent | events.CommentEdited)
            assert new.written_at == event.at
        if (old.text, old.files, old.assessment) == (new.text, new.files, new.assessment):
            continue
        assert isinstance(event, events.CommentEdited | events.CommentDeleted)
        assert old.source is not None
        assert old.source.message == event.message
        if isinstance(event, events.CommentEdited):
            assert (new.text, new.files, new.assessment) == (event.text, event.files, old.assessment)


WAYS: dict[CommentState, dict[CommentState, tuple[type[events.ReviewEvent], ...]]] = {
    CommentState.WAITING: {
        CommentState.DELIVERED: (events.PostShown,),
        CommentState.FAILED: (events.PostRefused, events.BotRemoved),
    },
    CommentState.HELD: {CommentState.WAITING: (events.HeldSent,)},
    CommentState.FAILED: {CommentState.WAITING: (events.CommentEdited,), CommentState.HELD: (events.CommentEdited,)},
    CommentState.DELIVERED: {},
    CommentState.WITHDRAWN: {},
}


def comments_go_their_way_once(before: Review, event: events.ReviewEvent, after: Review) -> None:
    for old, new in zip(before.comments, after.comments, strict=False):
        if old.state is not new.state and new.state is not CommentState.WITHDRAWN:
            assert isinstance(event, WAYS[old.state][new.state])
        if old.state is not new.state and new.state is CommentState.WITHDRAWN:
            assert isinstance(event, events.CommentDeleted | events.Expired)
    for new in after.comments[len(before.comments) :]:
        assert new.state in {CommentState.WAITING, CommentState.HELD}


def reminders_come_once_and_only_while_somebody_waits(
    before: Review, event: events.ReviewEvent, step: ReviewStep, given_out: Counter[str]
) -> None:
    assert all(times == 1 for times in given_out.values())
    if reminders(step.effects):
        assert waits_since(before) is not None
        assert isinstance(event, events.TimePassed)
    if not isinstance(event, events.TimePassed):
        return
    # What is due is done, and nothing of it is left for later.
    wake = wakes_at(step.review)
    assert wake is None or wake > event.at
    since = waits_since(step.review)
    if since is not None and event.at >= since + before.goal:
        assert given_out[NewsKind.LATE] == 1
    elif not before.told_late:
        assert given_out[NewsKind.LATE] == 0
    assert advance(step.review, event) == ReviewStep(review=step.review)


def what_is_over_rests(before: Review, event: events.ReviewEvent, step: ReviewStep) -> None:
    if step.review.stage in OVER:
        assert step.review.claim is None
    if before.stage is Stage.WITHDRAWN:
        assert step.review.stage is Stage.WITHDRAWN
    if before.stage is Stage.CLOSED and step.review.stage is not Stage.CLOSED:
        assert isinstance(event, events.Reopened | events.HeldSent)
    if before.stage in OVER:
        assert not any(isinstance(each, Remind) for each in step.effects)
        to_candidate = [each for each in step.effects if isinstance(each, ShowEffect) and _is_for_candidate(each, step)]
        if isinstance(event, events.CommentDeleted | events.PostRefused):
            to_candidate = [each for each in to_candidate if not _moves_rating_buttons(each, before, step)]
        if isinstance(event, events.CommentDeleted):
            assert all(isinstance(each, ShowNews) and each.kind is NewsKind.TAKEN_BACK for each in to_candidate)
            assert not to_candidate or (before.feedback and not step.review.feedback)
        else:
            assert not to_candidate or isinstance(
                event,
                events.HeldSent | events.CommentEdited | events.HelpfulnessTold | events.Reopened | events.RetryCutOff,
            )


def _moves_rating_buttons(shown: ShowPost, before: Review, step: ReviewStep) -> bool:
    """True if it only edits feedback that has arrived, and under which it is now asked, or no longer, if it helped."""
    rated = {each.number for each in (before.rated_comment, step.review.rated_comment) if each is not None}
    if shown.post.kind is not PostKind.COMMENT or shown.post.number not in rated:
        return False
    return step.review.comment(shown.post.number).state is CommentState.DELIVERED


def _is_for_candidate(shown: ShowPost, step: ReviewStep) -> bool:
    kind = shown.post.kind
    return kind in {PostKind.STATUS, PostKind.NEWS} or (
        kind is PostKind.COMMENT and step.review.comment(shown.post.number).side is Side.COACH
    )


def the_stage_says_whether_there_is_feedback(after: Review) -> None:
    if after.erased or after.stage in OVER:
        return
    given_feedback = [each for each in after.comments if each.side is Side.COACH and each.counts]
    assert (after.stage is Stage.ANSWERED) == bool(given_feedback)
    assert (after.stage is Stage.ANSWERED) == (after.coach is not None)
    assert (after.stage is Stage.ANSWERED) == (after.answered_at is not None)
    assert after.answered_at == min((each.written_at for each in given_feedback), default=None)


def an_erased_review_stays_empty(before: Review, after: Review) -> None:
    if before.erased:
        assert after.erased
        assert after.stage is before.stage or after.stage is Stage.CLOSED
    if after.erased:
        assert not after.focus
        for comment in after.comments:
            owed = comment.side is Side.COACH and comment.state in {CommentState.WAITING, CommentState.FAILED}
            assert owed or not (comment.text or comment.files or comment.assessment)

"""Whatever a review holds, and whatever happens to it, the database holds what the machine made of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.core.content import ChannelId, File, InterviewId, MessageId, Part, UserId
from bot.reviewing.domain import events
from bot.reviewing.domain.errors import ReviewError
from bot.reviewing.domain.machine import advance
from bot.reviewing.domain.model import (
    Assessment,
    Attempt,
    Change,
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
from bot.reviewing.domain.posts import STATUS, Post, PostKind, ShownPage
from bot.reviewing.usecases.outgoing import review_parcels
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, COACH, NOON, SERVER, a_review
from tests.databases import a_vault
from tests.storage.reviewing import prepared

QUESTIONS = 3
texts = st.text(max_size=20)
snowflakes = st.integers(1, (1 << 63) - 1)
moments = st.timedeltas(timedelta(0), timedelta(days=400)).map(lambda after: NOON + after)
files = st.lists(st.builds(File, name=texts, size=snowflakes, voice_seconds=st.none() | st.just(1.5)), max_size=2)
parts = st.builds(Part, message_id=snowflakes.map(MessageId), text=texts, files=files.map(tuple))
assessments = st.builds(
    Assessment,
    grade=st.none() | st.sampled_from(Grade),
    covered=st.lists(st.integers(0, 5), max_size=3).map(tuple),
    next_step=texts,
)
posts = st.builds(Post, kind=st.sampled_from(PostKind), number=st.integers(1, 3))


@st.composite
def comments(draw: st.DrawFn, number: int) -> Comment:
    state = draw(st.sampled_from(CommentState))
    reasons = st.sampled_from(Why)
    if state in {CommentState.DELIVERED, CommentState.WITHDRAWN}:
        why = None
    else:
        why = draw(st.none() | reasons if state is CommentState.WAITING else reasons)
    side = draw(st.sampled_from(Side))
    # Messages that no other comment of the review is written in.
    source = st.builds(
        Source,
        channel=snowflakes.map(ChannelId),
        message=st.integers(0, 1 << 40).map(lambda n: MessageId(8 * n + number)),
    )
    return Comment(
        number=number,
        side=side,
        author=UserId(draw(snowflakes)),
        author_name=draw(texts),
        text=draw(texts),
        files=tuple(draw(files)),
        assessment=draw(st.none() | assessments),
        source=draw(source if side is Side.CANDIDATE else st.none() | source),
        to=draw(st.none() | snowflakes.map(UserId)),
        written_at=draw(moments),
        state=state,
        why=why,
        edited=draw(st.booleans()),
    )


@st.composite
def reviews(draw: st.DrawFn, interview: InterviewId) -> Review:
    """Anything that the database may hold."""
    stage = draw(st.sampled_from(Stage))
    answered = stage is Stage.ANSWERED or draw(st.booleans())
    claims = st.builds(Claim, coach=snowflakes.map(UserId), since=moments, until=moments)
    claim = draw(st.none() | claims) if stage in {Stage.WAITING, Stage.ANSWERED} else None
    assume(claim is None or claim.coach != CANDIDATE)
    questions = draw(st.permutations(range(1, QUESTIONS + 1)))[: draw(st.integers(1, QUESTIONS))]
    shown = st.builds(
        ShownPage,
        post=posts,
        page=st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), max_size=100),
        message=snowflakes.map(MessageId),
        shown_at=moments,
    )
    shown_pages = st.lists(
        shown, max_size=4, unique_by=(lambda each: (each.post, each.page), lambda each: each.message)
    )
    return a_review(
        channel=ChannelId(draw(snowflakes)),
        shown_name=draw(texts),
        named=draw(st.booleans()),
        locale=draw(st.sampled_from(["en-US", "zh-CN"])),
        focus=draw(texts),
        goal=draw(st.timedeltas(timedelta(microseconds=1), timedelta(days=999))),
        attempts=tuple(
            Attempt(
                number=number,
                interview=interview,
                question=question,
                sent_at=draw(moments),
                frozen=draw(st.none() | st.lists(parts, max_size=2).map(tuple)),
            )
            for number, question in enumerate(questions, start=1)
        ),
        stage=stage,
        sent_at=draw(moments),
        claim=claim,
        coach=UserId(draw(snowflakes)) if answered else None,
        excluded=frozenset(draw(st.lists(snowflakes.map(UserId), max_size=3))),
        answered_at=draw(moments) if answered else None,
        closed_at=draw(moments) if stage in {Stage.CLOSED, Stage.WITHDRAWN} else None,
        close_reason=draw(texts),
        helpfulness=draw(st.none() | st.sampled_from(Helpfulness)) if answered else None,
        thread=draw(st.none() | snowflakes.map(ChannelId)),
        coaches_pinged=draw(st.booleans()),
        leads_pinged=draw(st.booleans()),
        told_late=draw(st.booleans()),
        counter=draw(st.integers(0, 1 << 30)),
        comments=tuple(draw(comments(number)) for number in range(1, draw(st.integers(0, 3)) + 1)),
        shown_pages=tuple(draw(shown_pages)),
    )


def test_any_review_comes_back_as_it_was_and_becomes_any_other(sqlite_url: str) -> None:
    async def turn_into(storage: Storage, review: Review, other: Review) -> None:
        async with storage.unit_of_work() as uow:
            added = await uow.reviews.add(review)
            assert await uow.reviews.get(added.id) == replace(review, id=added.id)
            await uow.reviews.save(replace(other, id=added.id))
            assert await uow.reviews.get(added.id) == replace(other, id=added.id, version=1)

    def body(storage: Storage, interview: InterviewId, run: Callable[[object], None]) -> None:
        @settings(max_examples=60, suppress_health_check=[HealthCheck.data_too_large])
        @given(reviews(interview), reviews(interview))
        def try_two(review: Review, other: Review) -> None:
            run(turn_into(storage, review, other))

        try_two()

    with_storage(sqlite_url, body)


coaches = st.sampled_from([COACH, UserId(2002)])
messages = st.integers(501, 506).map(MessageId)
sources = st.builds(Source, channel=st.just(ChannelId(900)), message=messages)
a_text = st.sampled_from(["", "Begin with the result.", "No.", "\u2800"])
some_files = st.sampled_from([(), (File(name="a.pdf", size=1),)])


def any_event(interview: InterviewId) -> st.SearchStrategy[events.ReviewEvent]:
    numbers = st.integers(1, 3)
    return st.one_of(
        st.builds(events.Sent, at=moments),
        st.builds(events.Withdrawn, at=moments),
        st.builds(
            events.AnswerChanged, attempt=st.just(1), message=messages, change=st.sampled_from(Change), at=moments
        ),
        st.builds(events.AttemptSent, interview=st.just(interview), question=numbers, at=moments),
        st.builds(
            events.ReplyWritten,
            candidate=st.just(CANDIDATE),
            answered=st.just(STATUS),
            text=a_text,
            files=some_files,
            source=sources,
            at=moments,
        ),
        st.builds(events.HelpfulnessTold, helpfulness=st.sampled_from(Helpfulness), at=moments),
        st.builds(events.Claimed, coach=coaches, at=moments),
        st.builds(events.TakenOver, coach=coaches, claimant=coaches, at=moments),
        st.builds(events.Released, coach=coaches, at=moments),
        st.builds(events.WorkedOn, coach=coaches, at=moments),
        st.builds(
            events.FeedbackWritten,
            coach=coaches,
            coach_name=texts,
            text=a_text,
            files=some_files,
            assessment=st.none() | assessments,
            source=st.none() | sources,
            reachable=st.booleans(),
            at=moments,
        ),
        st.builds(events.HeldSent, coach=coaches, comment=numbers, reachable=st.booleans(), at=moments),
        st.builds(events.CommentEdited, message=messages, text=a_text, files=some_files, at=moments),
        st.builds(events.CommentDeleted, message=messages, at=moments),
        st.builds(events.Closed, coach=coaches, reason=a_text, at=moments),
        st.builds(events.Reopened, coach=coaches, at=moments),
        st.builds(events.TimePassed, at=moments),
        st.builds(events.Expired, at=moments),
        st.builds(events.BotRemoved, at=moments),
        st.builds(events.CoachGone, coach=coaches, at=moments),
        st.builds(events.PagesGone, messages=st.frozensets(messages, max_size=2)),
        st.builds(events.ThreadOpened, thread=st.just(ChannelId(77))),
        st.just(events.ThreadGone()),
        st.builds(events.PageDeleted, message=messages, stood=st.sampled_from([timedelta(0), timedelta(hours=1)])),
        st.just(events.ShowAgainPressed()),
        st.builds(events.Moved, channel=st.sampled_from([ChannelId(78), ChannelId(79)])),
        st.just(events.ThreadForbidden()),
        st.builds(events.OldPostsLeft, channel=st.just(ChannelId(78))),
    )


# A page that is shown anew is on a message of its own; deliveries are told of comments that exist.
deliveries = st.tuples(
    st.sampled_from([events.PageShown, events.PostShown, events.PostStuck, events.PostRefused]),
    posts,
    st.sampled_from(["0", "1"]),
)


def test_every_step_of_a_review_comes_back_as_it_was(sqlite_url: str) -> None:
    def body(storage: Storage, interview: InterviewId, run: Callable[[object], None]) -> None:
        happened = st.lists(any_event(interview) | deliveries, min_size=5, max_size=25)

        @settings(max_examples=60, suppress_health_check=[HealthCheck.data_too_large])
        @given(happened)
        def try_history(history: list[object]) -> None:
            run(play(storage, interview, history))

        try_history()

    with_storage(sqlite_url, body)


async def play(storage: Storage, interview: InterviewId, history: list[object]) -> None:
    async with storage.unit_of_work() as uow:
        expected = await uow.reviews.add(a_review(interview=interview))
        for number, happened in enumerate(history):
            found = await uow.reviews.get(expected.id)
            assert found == expected
            event = delivered(*happened, found, number) if isinstance(happened, tuple) else happened
            if event is None:
                continue
            try:
                step = advance(found, event)  # type: ignore[arg-type]
            except ReviewError:
                continue
            await uow.reviews.save(step.review)
            await uow.outbox.put(review_parcels(step.review, step.effects, cause="test", due_at=NOON))
            expected = replace(step.review, version=found.version + 1)
        assert await uow.reviews.get(expected.id) == expected
        assert (await uow.reviews.count_open(SERVER, CANDIDATE) == 1) == (expected.stage is Stage.WAITING)


def delivered(kind: type, post: Post, page: str, review: Review, number: int) -> object | None:
    about_comment = post.kind in {PostKind.COMMENT, PostKind.RECEIPT, PostKind.COPY}
    if about_comment and post.number > len(review.comments):
        return None
    if kind is events.PageShown:
        there = review.message_of(post, page)
        message = there if there is not None and number % 2 else MessageId(10_000 + number)
        return events.PageShown(post=post, page=page, message=message, at=NOON)
    if kind is events.PostShown:
        return events.PostShown(post=post, at=NOON)
    return (
        events.PostStuck(post=post, why=Why.DISCORD_BUSY) if kind is events.PostStuck else events.PostRefused(post=post)
    )


def with_storage(url: str, body: Callable[[Storage, InterviewId, Callable[[object], None]], None]) -> None:
    storage = Storage(url, a_vault())
    with asyncio.Runner() as runner:
        runner.run(storage.open())
        try:
            body(storage, runner.run(prepared(storage)), runner.run)  # type: ignore[arg-type]
        finally:
            runner.run(storage.close())

"""Whatever is put, claimed, given back and delivered in whatever order, everything decided is shown.

The laws:

1. What was put and not yet taken in hand again waits, and nobody has claimed it: its sender will read what was decided.
2. No two parcels that show the same wait for a sender.
3. A parcel that goes by itself is there until it is delivered.
4. The newest interaction that waits for a parcel as its reply finds it, unless the process that knows it is gone.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.content import MessageId
from bot.outbound.outbox import Parcel, UnitOfWork, dm_of
from bot.reviewing.domain.effects import OpenThread, ReviewEffect, ShowPost
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.posts import CARD, FIRST_PAGE, STATUS
from bot.reviewing.usecases.outgoing import destination_of, review_parcels
from bot.storage.storage import Storage
from tests.builders import NOON, a_review, later
from tests.databases import a_vault
from tests.storage.reviewing import prepared, stored

MERGED: list[ReviewEffect] = [ShowPost(post=CARD, page=FIRST_PAGE, whole=False), ShowPost(post=STATUS)]
ALONE: list[ReviewEffect] = [OpenThread()]

puts = st.tuples(st.just("put"), st.sampled_from(MERGED + ALONE), st.sampled_from(["message", "interaction"]))
handlings = st.tuples(st.sampled_from(["claim", "postpone", "deliver"]), st.integers(0, 3), st.just(""))
restarts = st.tuples(st.just("restart"), st.just(0), st.just(""))


@dataclass(kw_only=True)
class Expected:
    """What the laws ask for."""

    unseen: set[ReviewEffect] = field(default_factory=set)
    """Shown with a decision that no sender has read."""
    alone: int = 0
    replies: dict[ReviewEffect, str] = field(default_factory=dict)


def test_the_laws_are_kept_in_every_order(sqlite_url: str) -> None:
    storage = Storage(sqlite_url, a_vault())
    with asyncio.Runner() as runner:
        runner.run(storage.open())
        review = runner.run(stored(storage, a_review(interview=runner.run(prepared(storage)))))

        @settings(max_examples=100)
        @given(st.lists(puts | handlings | handlings | restarts, min_size=15, max_size=30))
        def try_order(happened: list[tuple[str, ReviewEffect | int, str]]) -> None:
            runner.run(play(storage, review, happened))

        try:
            try_order()
        finally:
            runner.run(storage.close())


async def play(storage: Storage, review: Review, happened: list[tuple[str, ReviewEffect | int, str]]) -> None:
    expected = Expected()
    claimed: set[int] = set()
    async with storage.unit_of_work() as uow:
        for step, (what, which, cause) in enumerate(happened):
            waiting = await all_waiting(uow, review)
            if what == "put":
                assert not isinstance(which, int)
                named = f"{cause}:{step}"
                await uow.outbox.put(review_parcels(review, [which], cause=named, due_at=later(step)))
                note_put(expected, which, named)
            elif what == "restart":
                await uow.outbox.release_claims()
                claimed.clear()
                expected.replies.clear()
            elif waiting:
                assert isinstance(which, int)
                parcel = waiting[which % len(waiting)]
                await handle(uow, what, parcel, claimed, expected)
            agree(expected, await all_waiting(uow, review), claimed)


async def handle(uow: UnitOfWork, what: str, parcel: Parcel, claimed: set[int], expected: Expected) -> None:
    effect = parcel.effect
    assert isinstance(effect, ShowPost | OpenThread)
    match what:
        case "claim":
            if await uow.outbox.claim(parcel.id, by="one", now=NOON, until=later(60)) is not None:
                claimed.add(parcel.id)
                expected.unseen.discard(effect)
        case "postpone" if parcel.id in claimed:
            await uow.outbox.postpone(parcel.id, due_at=later(99))
            claimed.discard(parcel.id)
        case "deliver" if parcel.id in claimed:
            await uow.outbox.delivered(parcel.id, MessageId(900), at=NOON)
            claimed.discard(parcel.id)
            expected.alone -= effect in ALONE
            if expected.replies.get(effect) == parcel.cause:
                del expected.replies[effect]


def note_put(expected: Expected, effect: ReviewEffect, cause: str) -> None:
    if effect in ALONE:
        expected.alone += 1
        return
    expected.unseen.add(effect)
    if cause.startswith("interaction"):
        expected.replies[effect] = cause


def agree(expected: Expected, waiting: list[Parcel], claimed: set[int]) -> None:
    free = [parcel.effect for parcel in waiting if parcel.id not in claimed]
    shown = [effect for effect in free if effect in MERGED]
    assert expected.unseen <= set(shown)
    assert len(shown) == len(set(shown))
    assert sum(parcel.effect in ALONE for parcel in waiting) == expected.alone
    for effect, cause in expected.replies.items():
        assert cause in [parcel.cause for parcel in waiting if parcel.effect == effect]


async def all_waiting(uow: UnitOfWork, review: Review) -> list[Parcel]:
    return [
        *await uow.outbox.waiting_for(destination_of(review.id)),
        *await uow.outbox.waiting_for(dm_of(review.candidate)),
    ]

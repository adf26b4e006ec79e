"""Reviews for tests of use cases: a server that is set up, its coaches, and answers that wait for them."""

from __future__ import annotations

from typing import Any

from bot.core.content import ChannelId, ReviewId, UserId
from bot.core.incoming import Member
from bot.core.outcome import Outcome
from bot.outbound.handler import Delivery
from bot.reviewing.domain.model import Assessment, Review
from bot.reviewing.domain.posts import CARD, FIRST_PAGE
from bot.reviewing.usecases.coach import FilledIn
from bot.reviewing.usecases.outgoing import destination_of
from tests.builders import CANDIDATE, COACH, REVIEW_CHANNEL, SERVER, a_server
from tests.usecases.process import Process, a_cause

ADMIN = Member(user=UserId(1), server=SERVER, name="Ada", is_admin=True)


def a_coach(number: int = 0, **changes: Any) -> Member:
    """A coach of the server; of each number there is another one."""
    fields: dict[str, Any] = {
        "user": UserId(COACH + number),
        "server": SERVER,
        "name": f"Coach {number}",
        "roles": frozenset({a_server().coach_role}),
    }
    return Member(**fields | changes)


async def set_up(process: Process, **changes: Any) -> None:
    """What an admin does with `/setup`."""
    process.discord.open_channel(REVIEW_CHANNEL)
    async with process.unit_of_work() as uow:
        await uow.servers.save(a_server(**changes))
        await uow.commit()


async def answered(process: Process, candidate: UserId = CANDIDATE) -> None:
    """The candidate answers the first question of an interview."""
    await process.ask_first(candidate)
    await process.answer("I would use an idempotency key.", candidate)


async def send(
    process: Process,
    candidate: UserId = CANDIDATE,
    *,
    question: int = 1,
    form: str | None = None,
    focus: str = "Is it too long?",
) -> Outcome:
    """Send the answer to a question of the live interview to coaches, in a form of its own if none is named."""
    live = await process.lookups.live_interview(candidate)
    return await process.requests.send(
        candidate,
        cause=(cause := a_cause()),
        form=form or f"3001-{cause.partition(':')[2]}",
        server=SERVER,
        interview=live.id,
        question=question,
        focus=focus,
        name=None,
        locale="en-US",
    )


async def flagged(process: Process, candidate: UserId = CANDIDATE) -> ReviewId:
    """An answer that waits for a coach, with its card and thread."""
    review = await sent(process, candidate)
    await deliver_all(process, review)
    return review


async def sent(process: Process, candidate: UserId = CANDIDATE) -> ReviewId:
    """An answer that waits for a coach, of which nothing is shown yet."""
    await answered(process, candidate)
    assert await send(process, candidate) is Outcome.RECORDED
    live = await process.lookups.live_interview(candidate)
    async with process.unit_of_work() as uow:
        (review,) = await uow.reviews.of_answer(live.id, 1)
    return review.id


async def deliver_all(process: Process, review: ReviewId) -> None:
    """Send what is due to both sides of a review."""
    candidate = (await read(process, review)).candidate
    assert await process.relay.deliver(destination_of(review)) is Delivery.DELIVERED
    assert await process.deliver(candidate) is Delivery.DELIVERED
    assert await process.relay.deliver(destination_of(review)) is Delivery.DELIVERED


async def read(process: Process, review: ReviewId) -> Review:
    async with process.unit_of_work() as uow:
        found = await uow.reviews.get(review)
    assert found is not None
    return found


async def card_of(process: Process, review: ReviewId) -> int:
    message = (await read(process, review)).message_of(CARD, FIRST_PAGE)
    assert message is not None
    return message


def thread_of(card: int) -> ChannelId:
    """A thread has the id of the message that it was begun from."""
    return ChannelId(card)


def a_form(text: str = "Begin with the result.", *, form: str = "1") -> FilledIn:
    return FilledIn(form=form, text=text, assessment=Assessment())

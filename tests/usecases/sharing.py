"""Shared answers for tests of use cases: what candidates of a server wrote, and coaches approved."""

from __future__ import annotations

from datetime import datetime

from bot.core.content import ServerId, ShareId, UserId
from bot.interviewing.domain.model import Interview, Mode, Order
from bot.interviewing.domain.plan import Plan
from bot.sharing.domain.model import SharedAnswer, SharedQuestion, SharedVersion, VersionState
from bot.sharing.usecases.judging import OnPage
from bot.sharing.usecases.showing import question_in
from tests.builders import COACH, NOON, SERVER
from tests.usecases.process import Process, a_cause


async def asked_in(
    process: Process, candidate: UserId, server: ServerId | None = SERVER, *, mode: Mode = Mode.PRACTICE
) -> Interview:
    """The candidate is at the first question of an interview that they began in the server."""
    plan = Plan(banks=("stripe",), order=Order.IN_ORDER, mode=mode)
    started_by = process.discord.interaction()
    await process.interviews.start(candidate, plan, cause=a_cause(), server=server, started_by=started_by)
    await process.deliver(candidate)
    return await process.lookups.live_interview(candidate)


async def share_approved(
    process: Process,
    writer: UserId,
    text: str,
    *,
    question: SharedQuestion | None = None,
    server: ServerId = SERVER,
    at: datetime = NOON,
) -> ShareId:
    """An answer to the question on the writer's screen that a coach has approved at this time."""
    if question is None:
        question = question_in(await process.lookups.live_interview(writer), 1)
    version = SharedVersion(
        number=1, text=text, state=VersionState.APPROVED, written_at=at, decided_by=COACH, decided_at=at
    )
    new = SharedAnswer(
        id=ShareId(0), server=server, writer=writer, question=question, locale="en-US", versions=(version,), written=1
    )
    async with process.unit_of_work() as uow:
        stored = await uow.shares.add(new)
        await uow.commit()
    return stored.id


async def seen_by(process: Process, candidate: UserId) -> list[str]:
    """The texts that stand beside the examples of the first question."""
    live = await process.lookups.live_interview(candidate)
    found = await process.lookups.examples_of(candidate, live.id, 1)
    return [each.text for each in found.community.answers]


async def on_page(process: Process, candidate: UserId, share: ShareId, version: int = 1) -> OnPage:
    """What a button under the shared answer names, in the candidate's live interview."""
    live = await process.lookups.live_interview(candidate)
    return OnPage(interview=live.id, number=1, share=share, version=version)


async def shared(process: Process, share: ShareId) -> SharedAnswer:
    """The shared answer as it is stored."""
    async with process.unit_of_work() as uow:
        found = await uow.shares.get(share)
    assert found is not None
    return found

"""What coaches do about reported answers, on both databases: who may, once, and with whom it counts from then on."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.content import ServerId, ShareId, UserId
from bot.core.incoming import Member
from bot.core.outcome import Outcome
from bot.core.refusal import Refusal
from bot.outbound.outbox import dm_of
from bot.servers.domain.errors import NotCoach
from bot.sharing.domain.errors import (
    NoSuchShare,
    NotReported,
    OwnShare,
    ReasonInvisible,
    ShareChanged,
    SharingOff,
)
from bot.sharing.domain.model import VersionState
from tests.builders import CANDIDATE, a_server
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import a_coach, set_up
from tests.usecases.sharing import asked_in, on_page, seen_by, share_approved, shared

WRITER, OTHER, THIRD, FOURTH = UserId(1002), UserId(1003), UserId(1004), UserId(1005)
REPORTERS = (CANDIDATE, OTHER)
ELSEWHERE = ServerId(3999)


async def reported(bot: Process) -> ShareId:
    """An answer that two of the server's candidates have reported."""
    await set_up(bot, sharing=True)
    for each in (CANDIDATE, WRITER, OTHER, THIRD, FOURTH):
        await asked_in(bot, each)
    share = await share_approved(bot, WRITER, "Names somebody.")
    for each in REPORTERS:
        await report(bot, each, share)
    return share


async def report(bot: Process, candidate: UserId, share: ShareId) -> None:
    await bot.judgements.report(candidate, await on_page(bot, candidate, share))


async def test_it_takes_two_others_to_hide_again_what_a_coach_shows_again(bot: Process) -> None:
    share = await reported(bot)
    cause = a_cause()

    assert await bot.looking.show_again(a_coach(), share, 1, cause=cause) is Outcome.RECORDED
    assert await bot.looking.show_again(a_coach(), share, 1, cause=cause) is Outcome.DUPLICATE

    assert await seen_by(bot, THIRD) == ["Names somebody."]
    for each in (*REPORTERS, THIRD):
        await report(bot, each, share)
    assert await seen_by(bot, THIRD) == ["Names somebody."], "who reported it before does not count again"
    await report(bot, FOURTH, share)
    assert await seen_by(bot, THIRD) == []


async def test_what_is_declined_stays_away_and_its_writer_is_told(bot: Process) -> None:
    share = await reported(bot)

    assert await bot.looking.decline(a_coach(), share, 1, " It names somebody. ", cause=a_cause()) is Outcome.RECORDED

    (version,) = (await shared(bot, share)).versions
    assert (version.state, version.reason) == (VersionState.DECLINED, "It names somebody.")
    assert await seen_by(bot, CANDIDATE) == []
    async with bot.unit_of_work() as uow:
        assert [each.subject for each in await uow.outbox.waiting_for(dm_of(WRITER))] == [share]


async def test_who_may_not_decide_about_reports(bot: Process) -> None:
    share = await reported(bot)
    async with bot.unit_of_work() as uow:
        await uow.servers.save(a_server(id=ELSEWHERE, sharing=True))
        await uow.commit()
    no_coach = a_coach(roles=frozenset())
    tries: list[tuple[Member, ShareId, int, type[Refusal]]] = [
        (no_coach, share, 1, NotCoach),
        (a_coach(server=ELSEWHERE), share, 1, NoSuchShare),
        (a_coach(user=WRITER), share, 1, OwnShare),
        (a_coach(), share, 2, ShareChanged),
        (a_coach(), ShareId(2**63 - 1), 1, NoSuchShare),
    ]

    for member, which, number, refusal in tries:
        with pytest.raises(refusal):
            await bot.looking.require_reported(member, which, number)
        with pytest.raises(refusal):
            await bot.looking.show_again(member, which, number, cause=a_cause())
        with pytest.raises(refusal):
            await bot.looking.decline(member, which, number, "No.", cause=a_cause())
    with pytest.raises(ReasonInvisible):
        await bot.looking.decline(a_coach(), share, 1, "\u200b", cause=a_cause())
    await set_up(bot, sharing=False)
    with pytest.raises(SharingOff):
        await bot.looking.show_again(a_coach(), share, 1, cause=a_cause())
    assert (await shared(bot, share)).hidden_since is not None


@pytest.mark.postgres
async def test_of_two_coaches_at_two_processes_one_decides(two: tuple[Process, Process]) -> None:
    bot, other = two
    share = await reported(bot)

    outcomes = await asyncio.gather(
        bot.looking.show_again(a_coach(1), share, 1, cause=a_cause()),
        other.looking.decline(a_coach(2), share, 1, "No.", cause=a_cause()),
        return_exceptions=True,
    )

    (refusal,) = (each for each in outcomes if each is not Outcome.RECORDED)
    assert isinstance(refusal, NotReported)
    assert (await shared(bot, share)).hidden_since is None

"""A person is forgotten who is muted, who shared answers, or who decided about those of others."""

from __future__ import annotations

import pytest

from bot.core.content import FORMER_COACH, ShareId, UserId
from bot.core.outcome import Outcome
from bot.outbound.outbox import Destination
from bot.privacy.domain.forgetting import fingerprint_of
from bot.reviewing.domain.safety.muting import MuteFor
from bot.reviewing.domain.safety.reports import Decision
from bot.reviewing.usecases.outgoing import destination_of
from bot.reviewing.usecases.safety.muting import Pointed
from bot.reviewing.usecases.safety.refusals import Muted
from bot.servers.domain.audit import Act
from bot.sharing.usecases.outgoing import card_of
from tests.builders import CANDIDATE, REVIEW_CHANNEL, a_server
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import a_coach, answered, read, send, sent, set_up
from tests.usecases.sharing import asked_in, on_page, seen_by, share_approved, shared

OTHER, THIRD = UserId(1002), UserId(1003)
LEAD = a_coach(1, roles=frozenset({a_server().coach_role, a_server().lead_role}))
TEXT = "I would use an idempotency key."


async def forget(bot: Process, person: UserId, *on_its_way: Destination) -> None:
    """`on_its_way`: where something waits to be sent that comes to its end first."""
    async with bot.unit_of_work() as uow:
        confirmed = fingerprint_of(await uow.belongings.summary(person))
    await bot.forget_me.begin(person, typed="delete", confirmed=confirmed, locale="en-US", channel=None)
    for each in on_its_way:
        await bot.relay.deliver(each)
    for _ in range(40):
        await bot.forgetting.look()
        bot.clock.move(1)
    async with bot.unit_of_work() as uow:
        assert await uow.forgettings.of(person) is None


async def waiting_share(bot: Process, writer: UserId) -> ShareId:
    """An answer that coaches have to decide about, with its card."""
    live = await bot.lookups.live_interview(writer)
    await bot.writers.share(writer, live.id, 1, TEXT, cause=a_cause(), locale="en-US")
    [own] = await bot.writers.all_of(writer)
    await bot.relay.deliver(card_of(own.share.id))
    return own.share.id


async def test_who_is_muted_stays_so_when_they_are_forgotten_and_come_back(bot: Process) -> None:
    await set_up(bot)
    review = await sent(bot)
    alias = (await read(bot, review)).shown_name
    await bot.muting.mute(LEAD, Pointed(number=None, typed=alias), MuteFor.FOR_EVER)

    await forget(bot, CANDIDATE, destination_of(review))
    await answered(bot)

    with pytest.raises(Muted):
        await send(bot)
    [mute] = await bot.muting.all_muted(LEAD)
    assert (mute.shown_name, mute.review) == ("", None)
    page = await bot.audit_trail.page(LEAD, 0)
    assert [(each.act, each.subject, each.review) for each in page.entries] == [(Act.MUTED, "", None)]
    await bot.muting.unmute(LEAD, Pointed(number=mute.id, typed=""))
    assert await send(bot) is Outcome.RECORDED


async def test_a_shared_answer_goes_with_its_card_and_with_what_others_said_of_it(bot: Process) -> None:
    await set_up(bot, sharing=True)
    for each in (CANDIDATE, OTHER, THIRD):
        await asked_in(bot, each)
        await bot.answer(TEXT, each)
    await waiting_share(bot, CANDIDATE)
    theirs = await share_approved(bot, OTHER, "Theirs.")
    kept = await share_approved(bot, THIRD, "Kept.")
    await bot.judgements.vote(OTHER, await on_page(bot, OTHER, kept), helpful=True)
    await bot.judgements.vote(CANDIDATE, await on_page(bot, CANDIDATE, kept), helpful=True)
    await bot.judgements.vote(CANDIDATE, await on_page(bot, CANDIDATE, theirs), helpful=True)
    assert len(bot.discord.said_in(REVIEW_CHANNEL)) == 1

    for each in (CANDIDATE, OTHER):
        await forget(bot, each)

    assert bot.discord.said_in(REVIEW_CHANNEL) == []
    assert await seen_by(bot, THIRD) == ["Kept."]
    async with bot.unit_of_work() as uow:
        assert await uow.shares.votes([kept]) == {}
        assert await uow.shares.of(CANDIDATE) == await uow.shares.of(OTHER) == []


async def test_what_a_forgotten_coach_reported_is_read_until_it_is_decided(bot: Process) -> None:
    await set_up(bot)
    review, coach = await sent(bot), a_coach(3)
    await bot.reporting.report(coach, review, TEXT, form=a_cause())

    await forget(bot, coach.user, destination_of(review))
    undecided, _ = await bot.reporting.read(LEAD, 1)
    await bot.reporting.decide(LEAD, 1, Decision.NOTHING)
    decided, _ = await bot.reporting.read(LEAD, 1)

    assert (undecided.text, undecided.reporter) == (TEXT, FORMER_COACH)
    assert decided.text == ""


async def test_a_card_is_shown_anew_once_the_coach_who_decided_is_forgotten(bot: Process) -> None:
    await set_up(bot, sharing=True)
    await asked_in(bot, CANDIDATE)
    await bot.answer(TEXT)
    share = await waiting_share(bot, CANDIDATE)
    coach = a_coach(3)
    await bot.deciding.approve(coach, share, 1, cause=a_cause())
    await bot.relay.deliver(card_of(share))

    await forget(bot, coach.user)

    found = await shared(bot, share)
    assert [each.decided_by for each in found.versions] == [FORMER_COACH]
    async with bot.unit_of_work() as uow:
        [waits] = await uow.outbox.waiting_for(card_of(share))
    assert str(coach.user) not in waits.cause

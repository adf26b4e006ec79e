"""Mutes, reports, what a server asks of candidates, and the log of it all, on both databases."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.core.content import ChannelId, InterviewId, ReviewId, ServerId, UserId, first_id_at
from bot.core.incoming import Member
from bot.core.outcome import Outcome
from bot.interviewing.domain.plan import Plan
from bot.outbound.messenger import SendingFailed
from bot.reviewing.domain.errors import OwnReview, ReviewErased
from bot.reviewing.domain.posts import STATUS
from bot.reviewing.domain.safety.errors import (
    AccountTooNew,
    AlreadyReported,
    MembershipUnknown,
    MemberTooShortly,
    NoSuchReport,
    NothingToReport,
    ReportUndecided,
    TooManyInADay,
)
from bot.reviewing.domain.safety.muting import MuteFor
from bot.reviewing.domain.safety.reports import Decision
from bot.reviewing.usecases.safety.muting import Pointed
from bot.reviewing.usecases.safety.refusals import Muted, ReplyMuted
from bot.servers.domain.audit import ACTS_KEPT, Act, AuditEntry, Setting
from bot.servers.domain.errors import HowToAskUnclear, SettingOutOfBounds
from bot.servers.usecases.safety_settings import WantedSafeguards
from bot.servers.usecases.settings import Wanted
from tests.builders import CANDIDATE, NOON, SERVER, a_server
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import ADMIN, a_coach, answered, deliver_all, flagged, read, send, sent, set_up

LEAD = a_coach(1, roles=frozenset({a_server().coach_role, a_server().lead_role}))
OTHER = ServerId(5001)
DAY = timedelta(days=1)


async def log_of(bot: Process, member: Member = LEAD) -> list[AuditEntry]:
    return list((await bot.audit_trail.page(member, 0)).entries)


async def reported(bot: Process, review: ReviewId, by: Member | None = None) -> int:
    """The number of a new report."""
    await bot.reporting.report(by or a_coach(), review, "It is rude.", form=a_cause())
    async with bot.unit_of_work() as uow:
        for number in range(1, 1000):
            found = await uow.reports.get(number)
            if found is not None and found.review == review and found.decision is None:
                return number
    raise AssertionError


async def has_answered(bot: Process, candidate: UserId = CANDIDATE) -> None:
    """In an interview that was begun in the server."""
    plan = Plan(banks=("stripe",))
    begun_by = bot.discord.interaction()
    await bot.interviews.start(candidate, plan, cause=a_cause(), started_by=begun_by, server=SERVER)
    await bot.deliver(candidate)
    await bot.answer("I would use an idempotency key.", candidate)


async def invited(bot: Process, candidate: UserId = CANDIDATE) -> InterviewId:
    """What *Send to a coach* asks before the form opens."""
    live = await bot.lookups.live_interview(candidate)
    await bot.requests.invitation(candidate, live.id, 1)
    return live.id


async def test_a_mute_outlives_the_person_s_data_and_holds_under_the_next_alias(
    bot: Process,
) -> None:
    await set_up(bot)
    review = await sent(bot)
    alias = (await read(bot, review)).shown_name
    mute = await bot.muting.mute(LEAD, Pointed(number=None, typed=f" {alias.lower()} "), MuteFor.FOR_EVER)
    async with bot.unit_of_work() as uow:
        await uow.belongings.erase(CANDIDATE, at=bot.clock())
        await uow.commit()

    await answered(bot)

    assert mute.shown_name == alias
    with pytest.raises(Muted) as refused:
        await send(bot)
    assert refused.value.at is None
    (left,) = await bot.muting.all_muted(LEAD)
    assert left.shown_name == ""
    assert [(each.act, each.subject) for each in await log_of(bot)] == [(Act.MUTED, "")]
    await bot.muting.unmute(LEAD, Pointed(number=left.id, typed=""))
    assert await send(bot) is Outcome.RECORDED


async def test_a_muted_reply_that_is_read_from_the_history_is_answered_and_never_sent(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    status = (await read(bot, review)).message_of(STATUS)
    await bot.muting.mute_candidate(LEAD, review, MuteFor.DAY)
    written = bot.discord.write(CANDIDATE, "You know nothing.", replies_to=status)

    await bot.door.candidate_read(CANDIDATE)
    bot.clock.move(DAY.total_seconds())
    again = await bot.direct_messages.record(written)

    assert [(message.id, type(why)) for message, why in bot.unsent] == [(written.id, ReplyMuted)]
    assert again is Outcome.DUPLICATE
    assert (await read(bot, review)).comments == ()


async def test_the_mute_that_lasts_longest_counts_and_each_ends_by_itself(bot: Process) -> None:
    await set_up(bot)
    await has_answered(bot)
    await send(bot)
    (review,) = await reviews_of(bot, CANDIDATE)
    await bot.muting.mute_candidate(LEAD, review, MuteFor.FOR_EVER)
    await bot.muting.mute_candidate(LEAD, review, MuteFor.DAY)
    await bot.coaching.close(LEAD, review, reason="Please rephrase.", cause=a_cause())

    with pytest.raises(Muted) as refused:
        await invited(bot)

    assert refused.value.at == bot.clock() + DAY
    bot.clock.move(DAY.total_seconds())
    await invited(bot)
    async with bot.unit_of_work() as uow:
        assert await uow.mutes.remove_ended(before=bot.clock() + DAY, most=10) == 1
        await uow.commit()


async def test_two_leads_decide_at_once_and_the_first_decision_stays(bot: Process) -> None:
    await set_up(bot)
    report = await reported(bot, await sent(bot))

    first, second = await asyncio.gather(
        bot.reporting.decide(LEAD, report, Decision.WEEK), bot.reporting.decide(ADMIN, report, Decision.NOTHING)
    )

    decided, other = (first, second) if first.by_this else (second, first)
    assert decided.by_this
    assert not other.by_this
    assert other.report == decided.report
    assert other.mute is None
    assert len(await bot.muting.all_muted(LEAD)) == (decided.report.decision is Decision.WEEK)
    assert len(await log_of(bot)) == 2


async def test_a_report_that_cannot_be_is_refused_and_a_form_reports_once(bot: Process) -> None:
    await set_up(bot)
    review = await sent(bot)
    coach, colleague = a_coach(), a_coach(2)
    assert await bot.reporting.report(coach, review, "It is rude.", form="1") is Outcome.RECORDED
    assert await bot.reporting.report(coach, review, "It is rude.", form="1") is Outcome.DONE_BEFORE
    for by in (coach, colleague):
        with pytest.raises(AlreadyReported):
            await bot.reporting.report(by, review, "It is rude.", form=a_cause())
    with pytest.raises(ReportUndecided):
        await bot.coaching.close(colleague, review, reason="Enough.", cause=a_cause())
    with pytest.raises(NoSuchReport):
        await bot.reporting.decide(LEAD, 999_999, Decision.NOTHING)
    with pytest.raises(OwnReview):
        await bot.reporting.report(a_coach(user=CANDIDATE), review, "Mine.", form=a_cause())

    await bot.coaching.close(LEAD, review, reason="Enough.", cause=a_cause())

    with pytest.raises(NothingToReport):
        await bot.reporting.report(colleague, review, "It is rude.", form=a_cause())
    assert [each.act for each in await log_of(bot)] == [Act.CLOSED, Act.REPORTED]


async def test_what_a_report_says_goes_with_the_words_of_its_review(bot: Process) -> None:
    await set_up(bot)
    review = await sent(bot)
    report = await reported(bot, review)
    await bot.coaching.close(LEAD, review, reason="Enough.", cause=a_cause())
    bot.clock.move(91 * DAY.total_seconds())

    await bot.scheduler.look()

    assert (await read(bot, review)).erased
    async with bot.unit_of_work() as uow:
        found = await uow.reports.get(report)
    assert found is not None
    assert found.text == ""
    with pytest.raises(ReviewErased):
        await bot.reporting.read(LEAD, report)


async def test_the_leads_of_another_server_find_neither_report_nor_mute(bot: Process) -> None:
    await set_up(bot)
    await set_up(bot, id=OTHER)
    review = await sent(bot)
    report = await reported(bot, review)
    await bot.muting.mute_candidate(LEAD, review, MuteFor.WEEK)
    stranger = a_coach(3, server=OTHER, is_admin=True)

    for read_or_decide in (bot.reporting.read(stranger, report), bot.reporting.decide(stranger, report, Decision.WEEK)):
        with pytest.raises(NoSuchReport):
            await read_or_decide
    assert await bot.muting.all_muted(stranger) == []
    assert await bot.muting.known(stranger) == []
    assert await log_of(bot, stranger) == []


async def test_account_membership_and_day_are_asked_for_and_when_it_will_be_possible_is_said(bot: Process) -> None:
    await set_up(bot)
    candidate = UserId(first_id_at(NOON - 2 * DAY))
    await has_answered(bot, candidate)
    await bot.safety_settings.change(ADMIN, WantedSafeguards(account_age=7 * DAY))
    with pytest.raises(AccountTooNew) as too_new:
        await invited(bot, candidate)
    with pytest.raises(AccountTooNew):
        await send(bot, candidate)
    assert abs(too_new.value.at - (NOON + 5 * DAY)) < timedelta(milliseconds=2)  # type: ignore[operator]

    await bot.safety_settings.change(ADMIN, WantedSafeguards(account_age=timedelta(0), membership_age=3 * DAY))
    assert await when_member(bot, candidate, None) is None
    assert await when_member(bot, candidate, NOON - 1 * DAY) == NOON + 2 * DAY
    bot.discord.members[SERVER, candidate] = Member(user=candidate, server=SERVER, name="Ben", joined_at=NOON - 3 * DAY)
    await invited(bot, candidate)

    await bot.safety_settings.change(ADMIN, WantedSafeguards(membership_age=timedelta(0), reviews_per_day=1))
    sent_at = bot.clock()
    assert await send(bot, candidate) is Outcome.RECORDED
    bot.clock.move(3600)
    (review,) = await reviews_of(bot, candidate)
    await bot.reviews.withdraw(candidate, review, cause=a_cause())
    with pytest.raises(TooManyInADay) as too_many:
        await invited(bot, candidate)
    assert too_many.value.at == sent_at + DAY
    bot.clock.move(DAY.total_seconds() - 3600)
    await invited(bot, candidate)


async def when_member(bot: Process, candidate: UserId, joined_at: datetime | None) -> datetime | None:
    """When somebody who joined then may send; None: never, because they are no member."""
    bot.discord.members.pop((SERVER, candidate), None)
    if joined_at is not None:
        bot.discord.members[SERVER, candidate] = Member(user=candidate, server=SERVER, name="Ben", joined_at=joined_at)
    with pytest.raises(MemberTooShortly) as refused:
        await invited(bot, candidate)
    return refused.value.at


async def reviews_of(bot: Process, candidate: UserId) -> list[ReviewId]:
    async with bot.unit_of_work() as uow:
        return [each.id for each in await uow.reviews.in_conversation(candidate)]


async def test_what_discord_does_not_say_is_no_membership(bot: Process) -> None:
    await set_up(bot)
    await has_answered(bot)
    await bot.safety_settings.change(ADMIN, WantedSafeguards(membership_age=DAY))
    bot.discord.fail("member", SendingFailed("busy"))

    with pytest.raises(MembershipUnknown):
        await invited(bot)


async def test_every_change_of_a_setting_is_noted_with_both_values_and_nothing_twice(bot: Process) -> None:
    await set_up(bot)
    await sent(bot)
    await bot.administration.set_up(ADMIN, Wanted(goal=timedelta(hours=12), review_channel=ChannelId(77)))
    await bot.administration.set_up(ADMIN, Wanted(goal=timedelta(hours=12)))
    await bot.bulletins.choose(ADMIN, 9)
    await bot.safety_settings.change(ADMIN, WantedSafeguards(reviews_per_day=2, how_to_ask="A secret of the admin."))
    for wrong, why in (
        (WantedSafeguards(reviews_per_day=101), SettingOutOfBounds),
        (WantedSafeguards(how_to_ask="x", no_how_to_ask=True), HowToAskUnclear),
    ):
        with pytest.raises(why):
            await bot.safety_settings.change(ADMIN, wrong)

    noted = {(each.subject, each.before, each.after) for each in await log_of(bot)}

    assert noted == {
        (Setting.GOAL, "24", "12"),
        (Setting.REVIEW_CHANNEL, str(a_server().review_channel), "77"),
        ("1", str(a_server().review_channel), "77"),
        (Setting.BULLETIN_HOUR, "", "9"),
        (Setting.REVIEWS_PER_DAY, "", "2"),
        (Setting.HOW_TO_ASK, "", ""),
    }
    assert {each.actor for each in await log_of(bot)} == {ADMIN.user}


async def test_what_leads_do_to_reviews_of_others_is_noted_and_of_coaches_nothing(bot: Process) -> None:
    await set_up(bot)
    review = await sent(bot)
    await deliver_all(bot, review)
    coach = a_coach()
    await bot.coaching.claim(coach, review, cause=a_cause())
    await bot.coaching.take_over(a_coach(2), review, coach.user, cause=a_cause())

    await bot.coaching.take_over(LEAD, review, a_coach(2).user, cause=a_cause())
    await bot.coaching.close(LEAD, review, reason="Twice the same.", cause=a_cause())

    assert [(each.act, each.review, each.actor) for each in await log_of(bot)] == [(Act.TAKEN_OVER, review, LEAD.user)]


async def test_the_log_is_read_page_by_page_and_kept_for_a_year(bot: Process) -> None:
    await set_up(bot)
    for hour in range(12):
        await bot.bulletins.choose(ADMIN, hour)
        bot.clock.move(60)

    first, second = await bot.audit_trail.page(LEAD, 0), await bot.audit_trail.page(ADMIN, 99)

    assert [each.after for each in first.entries] == [str(hour) for hour in range(11, 1, -1)]
    assert ([each.after for each in second.entries], second.page, second.pages) == (["1", "0"], 1, 2)
    bot.clock.move(ACTS_KEPT.total_seconds() - 60)
    assert [each.after for each in (await bot.audit_trail.page(LEAD, 0)).entries] == ["11"]
    async with bot.unit_of_work() as uow:
        assert await uow.audit_log.remove(before=bot.clock() - ACTS_KEPT, most=100) == 11
        await uow.commit()

"""A review channel that others than coaches can read: one warning, whoever notices, and nothing posted meanwhile."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.content import ChannelId
from bot.outbound.messenger import DeliveryForbidden
from bot.reviewing.usecases.outgoing import destination_of
from bot.servers.domain.errors import ReadByOthers
from bot.servers.domain.model import Moving
from bot.servers.usecases.exposure import ReviewChannelGuard
from bot.servers.usecases.settings import Wanted
from bot.servers.views.exposure import ExposureMessages
from bot.text.texts import Texts
from tests.builders import REVIEW_CHANNEL, SERVER, a_server
from tests.usecases.process import Process
from tests.usecases.reviewing import ADMIN, flagged, sent, set_up

ELSEWHERE = ChannelId(777)


def guard(process: Process) -> ReviewChannelGuard:
    return ReviewChannelGuard(
        unit_of_work=process.unit_of_work,
        readers=process.readers,
        messenger=process.discord,
        composer=ExposureMessages(Texts.load()),
        clock=process.clock,
    )


async def test_a_post_waits_until_the_channel_is_private_again(bot: Process) -> None:
    await set_up(bot)
    review = await sent(bot)
    bot.readers.outside = ["@everyone"]
    await guard(bot).look(SERVER)

    await bot.relay.deliver(destination_of(review))
    assert len(bot.discord.said_in(REVIEW_CHANNEL)) == 1  # the warning

    bot.readers.outside = []
    await guard(bot).look(SERVER)
    await bot.relay.deliver(destination_of(review))
    assert "answer 1: I would use an idempotency key." in bot.discord.said_in(REVIEW_CHANNEL)


async def test_of_two_processes_that_notice_it_one_warns(two: tuple[Process, Process]) -> None:
    await set_up(two[0])
    for each in two:
        each.readers.outside = ["<@&5>"]

    await asyncio.gather(*(guard(each).look(SERVER) for each in two))

    assert two[0].discord.requests.count("send") == 1


async def test_a_warning_that_could_not_be_sent_is_sent_at_the_next_look(bot: Process) -> None:
    await set_up(bot)
    bot.readers.outside = ["<@&5>"]
    bot.discord.fail("send", DeliveryForbidden())
    await guard(bot).look(SERVER)
    assert bot.discord.said_in(REVIEW_CHANNEL) == []

    await guard(bot).look(SERVER)
    await guard(bot).look(SERVER)

    assert bot.discord.said_in(REVIEW_CHANNEL) == [f"<@&{a_server().lead_role}>"]


async def test_a_server_that_is_not_set_up_has_no_channel_to_look_at(bot: Process) -> None:
    bot.readers.outside = ["@everyone"]

    await guard(bot).look(SERVER)

    assert bot.discord.requests == []


async def test_the_numbers_are_those_of_running_reviews_elsewhere(bot: Process) -> None:
    await set_up(bot)
    await flagged(bot)

    planned = await bot.administration.preview(ADMIN, Wanted(review_channel=ELSEWHERE))

    assert planned.moving == Moving(reviews=1, threads=1)
    assert planned.moved_from == REVIEW_CHANNEL
    assert await bot.administration.settings(ADMIN) == a_server()


async def test_what_leaves_readers_and_channel_alone_is_taken_even_from_an_exposed_server(bot: Process) -> None:
    await set_up(bot)
    bot.readers.outside = ["@everyone"]

    await bot.administration.set_up(ADMIN, Wanted(claims_per_coach=2))
    with pytest.raises(ReadByOthers):
        await bot.administration.set_up(ADMIN, Wanted(review_channel=ELSEWHERE))

    assert await bot.administration.settings(ADMIN) == a_server(claims_per_coach=2)

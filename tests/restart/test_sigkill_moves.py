"""SIGKILL at every step while a review moves to another channel: it arrives whole, once, and leaves nothing behind."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from playground.world.model import Channel
from tests.restart.deaths import die_at_every_write
from tests.restart.nursery import ForkedBot
from tests.wire.journey import says, words
from tests.wire.moving import another_channel, conversation, gone
from tests.wire.practice import Practice, is_card


async def test_a_review_moves_through_deaths_with_a_reply_on_its_way(practice: Practice, forked: ForkedBot) -> None:
    candice, old = await conversation(practice)
    before, new = practice.reviews, another_channel(practice)
    question = await practice.sees_in_thread(old, "Second, which result?")

    async def begin() -> None:
        await forked.kill()
        choose(forked, new)
        await practice.coach("Carl").send(old["id"], "Fifth, meanwhile.", reply_to=question["id"])
        await forked.start()

    def everything_is_there() -> bool:
        cards = [each for each in practice.of_bot(new.id) if is_card(each)]
        return bool(cards) and gone(practice, old, before) and read(cards[0]["id"]).count("Delivered") == 4

    def read(thread: str) -> str:
        there = practice.playground.world.channels
        return "\n".join(words(each) for each in practice.of_bot(thread)) if thread in there else ""

    deaths = await die_at_every_write(forked, practice.playground, begin, everything_is_there, carried_out=True)

    assert deaths >= 8
    (card,) = [each for each in practice.of_bot(new.id) if is_card(each)]
    for text in ("First,", "Second,", "Third,", "Fourth,", "Fifth,"):
        assert read(card["id"]).count(text) == 1
    assert len(candice.of_bot(says("Fifth, meanwhile."))) == 1


def choose(forked: ForkedBot, channel: Channel) -> None:
    """As `/setup coaches` stores it."""
    with closing(sqlite3.connect(forked.database)) as database:
        database.execute("UPDATE servers SET review_channel = ?", (int(channel.id),))
        database.commit()

"""Gives the playground's bot the coaches of the demo server, and on request a week of reviews."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import SystemRandom

from bot.banks.format.catalogue import Catalogue
from bot.banks.format.model import Bank
from bot.config import Config
from bot.core.content import ChannelId, MessageId, Part, ReviewId, RoleId, ServerId, UserId
from bot.formatting.discord_limits import MESSAGE_CONTENT
from bot.interviewing.domain.model import Interview, Mode, Phase
from bot.interviewing.domain.opening import opened
from bot.interviewing.domain.selection import Chosen
from bot.reviewing.domain.alias import alias
from bot.reviewing.domain.coaches import Profile
from bot.reviewing.domain.events import Sent
from bot.reviewing.domain.model import Attempt, Comment, CommentState, Helpfulness, Review, Side, Stage
from bot.reviewing.usecases.apply import apply
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.servers.domain.model import Server
from bot.storage.storage import Storage
from playground.furnishing.past import Past
from playground.furnishing.seed import COACHES, GUILD, REVIEWS
from playground.server import Playground
from playground.world.model import Guild

_BIOS = {
    COACHES[0]: "Took card payments apart for twelve years, first in a shop, then in a bank.",
    COACHES[1]: "Hired some eighty people, and turned down as many who only needed one more try.",
}
_WAITS = (0.6, 1.5, 2.2, 3.1, 4.4, 5.0, 6.3, 7.9, 9.5, 12.0, 17.5, 26.0)
"""Hours until feedback in the reviews of the past week."""
_HISTORY = 12
_QUEUE = (
    ("Nadia Novice", 5.5, "Does it sound as if I had learned it by heart?"),
    ("Sam Sample", 2.0, "Is there a number missing?"),
)
"""The candidates who wait, for how many hours, and the focus of their review."""


async def set_up(config: Config, playground: Playground) -> None:
    """Set up coaches in the demo server, unless an admin has set it up already. The bot must be stopped."""
    guild = _demo(playground)
    if guild is None:
        return
    async with Storage.of(config) as storage, storage.unit_of_work() as uow:
        if await uow.servers.get(ServerId(int(guild.id))) is None:
            await uow.servers.save(_settings(playground, guild))
            for coach, name in _coaches(playground):
                profile = Profile(coach=coach, server=ServerId(int(guild.id)), name=name, bio=_BIOS[name])
                await uow.coaches.save_profile(profile)
            await uow.commit()


async def fill_in(config: Config, playground: Playground) -> None:
    """Store a week of reviews with feedback, and two that wait.

    The bot must be stopped; it sends the cards when it starts."""
    guild = _demo(playground)
    if guild is None:
        return
    banks = await banks_with_examples(config)
    if not banks:
        return
    async with Storage.of(config) as storage, storage.unit_of_work() as uow:
        server = await uow.servers.get(ServerId(int(guild.id))) or _settings(playground, guild)
        await uow.servers.save(server)
        people = _People(playground, guild)
        for number in range(_HISTORY):
            await _answered(uow, server, people, banks[number % len(banks)], number, _coaches(playground))
        for number, (name, hours, focus) in enumerate(_QUEUE):
            candidate = people.named(name)
            review = await _review(
                uow, server, people, banks[0], number, candidate=candidate, hours_ago=hours, focus=focus
            )
            await apply(uow, review, Sent(at=review.sent_at), cause="samples", now=people.now())
        await uow.commit()


class _People:
    """Candidates of the sample data, and the time of the place where they are."""

    def __init__(self, playground: Playground, guild: Guild) -> None:
        self._playground = playground
        self._guild = guild
        self.chance = SystemRandom()

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._playground.clock.now(), UTC)

    def gone(self) -> UserId:
        """A candidate who has left since."""
        return UserId(int(self._playground.world.ids.next()))

    def wrote(self, candidate: UserId, text: str, *, at: datetime) -> MessageId:
        """The id of what somebody wrote to the bot. Where one can be them, it is there: the bot would miss it."""
        if str(candidate) in self._playground.persons:
            dm = self._playground.world.dm_with(str(candidate))
            past = Past(self._playground.services)
            return MessageId(int(past.write(dm.id, str(candidate), text, at=at.timestamp())))
        return MessageId(int(self._playground.world.ids.at(at.timestamp(), ())))

    def named(self, name: str) -> UserId:
        """The candidate with this name, added if missing, whom visitors can play."""
        for person in self._playground.persons.values():
            if person.name == name:
                return UserId(int(person.id))
        person = self._playground.add_user(name)
        self._playground.add_member(self._guild, person)
        return UserId(int(person.id))


async def _answered(
    uow: ReviewingUnitOfWork,
    server: Server,
    people: _People,
    bank: Bank,
    number: int,
    coaches: Sequence[tuple[UserId, str]],
) -> None:
    days_ago = 1 + number * 6 / _HISTORY
    review = await _review(
        uow,
        server,
        people,
        bank,
        number,
        candidate=people.gone(),
        hours_ago=days_ago * 24 + 8,
        focus="How can I be clearer?",
    )
    coach, name = coaches[number % len(coaches)]
    at = review.sent_at + timedelta(hours=_WAITS[number % len(_WAITS)])
    comment = Comment(
        number=1,
        side=Side.COACH,
        author=coach,
        author_name=name,
        text="Say the result first, then how you got there. The number in the middle is what I will remember.",
        source=None,
        written_at=at,
        state=CommentState.DELIVERED,
    )
    await uow.reviews.save(
        replace(
            review,
            comments=(comment,),
            stage=Stage.CLOSED,
            coach=coach,
            answered_at=at,
            closed_at=min(at + timedelta(hours=20), people.now()),
            helpfulness=Helpfulness.PARTLY if number % 4 == 3 else Helpfulness.HELPED,
            told_late=at - review.sent_at > server.goal,
        )
    )


async def _review(  # noqa: PLR0913 - one argument a fact
    uow: ReviewingUnitOfWork,
    server: Server,
    people: _People,
    bank: Bank,
    number: int,
    *,
    candidate: UserId,
    hours_ago: float,
    focus: str,
) -> Review:
    sent_at = people.now() - timedelta(hours=hours_ago)
    interview = await _ended_interview(uow, server, people, candidate, bank, number % len(bank.questions), at=sent_at)
    name = alias(people.chance, 0)
    while not await uow.aliases.take(server.id, candidate, name):
        name = alias(people.chance, 0)
    return await uow.reviews.add(
        Review(
            id=ReviewId(0),
            server=server.id,
            channel=server.review_channel,
            candidate=candidate,
            shown_name=name,
            named=False,
            locale="en-US",
            focus=focus,
            goal=server.goal,
            attempts=(Attempt(number=1, interview=interview.id, question=1, sent_at=sent_at),),
            stage=Stage.WAITING,
            sent_at=sent_at,
        )
    )


async def _ended_interview(
    uow: ReviewingUnitOfWork,
    server: Server,
    people: _People,
    candidate: UserId,
    bank: Bank,
    question: int,
    *,
    at: datetime,
) -> Interview:
    begun = opened(
        [Chosen(bank=bank, number=question + 1)],
        mode=Mode.PRACTICE,
        candidate=candidate,
        server=server.id,
        locale="en-US",
        seen={},
        now=at - timedelta(minutes=5),
    )
    text = bank.questions[question].examples[0].text[:MESSAGE_CONTENT]
    written = people.wrote(candidate, text, at=at)
    answered = replace(begun.present, parts=(Part(message_id=written, text=text),))
    return await uow.interviews.add(replace(begun.with_turn(answered), phase=Phase.ENDED, ended_at=at))


async def banks_with_examples(config: Config) -> list[Bank]:
    """The banks with an example for each question, by title: what people of the demo say comes from there."""
    catalogue = await asyncio.to_thread(Catalogue, config.banks.folder)
    return [bank for bank in catalogue.all() if all(question.examples for question in bank.questions)]


def _demo(playground: Playground) -> Guild | None:
    return next((each for each in playground.world.guilds.values() if each.name == GUILD), None)


def _settings(playground: Playground, guild: Guild) -> Server:
    channel = next(each for each in playground.world.channels_of(guild) if each.name == REVIEWS)
    roles = {role.name: RoleId(int(role.id)) for role in guild.roles.values()}
    return Server(
        id=ServerId(int(guild.id)),
        review_channel=ChannelId(int(channel.id)),
        coach_role=roles["Coach"],
        lead_role=roles["Lead"],
    )


def _coaches(playground: Playground) -> list[tuple[UserId, str]]:
    persons = {person.name: person.id for person in playground.persons.values()}
    return [(UserId(int(persons[name])), name) for name in COACHES if name in persons]

"""A server whose coaches review answers, and what a test does there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playground.client.person import Person
from playground.interactions.invocation import Invocation
from playground.server import Playground
from playground.world.model import Channel, Guild, Json, Role
from playground.world.permissions import Permission
from tests.wire.journey import Journey, buttons, heard, says, words

FOCUS = "Is the ending too long?"


@dataclass(kw_only=True)
class Practice:
    """A server with a review channel, a coach role, a lead role and an admin."""

    playground: Playground
    guild: Guild
    general: Channel
    reviews: Channel
    coach_role: Role
    lead_role: Role
    admin: Person
    coaches: dict[str, Person] = field(default_factory=dict)

    @classmethod
    def furnish(cls, playground: Playground, name: str = "Practice") -> Practice:
        """A server as an admin makes it, before `/setup`."""
        admin = playground.add_user(f"{name} Admin")
        guild = playground.add_guild(name, owner=admin, with_bot=False)
        bot = playground.add_bot(guild)
        coach = playground.add_role(guild, "Coach", mentionable=True)
        lead = playground.add_role(guild, "Lead", mentionable=True)
        general = playground.add_channel(guild, "general")
        reviews = playground.add_channel(guild, "coach-reviews")
        playground.overwrite(reviews, guild.roles[guild.id], deny=Permission.VIEW_CHANNEL)
        for role in (coach, lead, bot):
            playground.overwrite(reviews, role, allow=Permission.VIEW_CHANNEL)
        return cls(
            playground=playground,
            guild=guild,
            general=general,
            reviews=reviews,
            coach_role=coach,
            lead_role=lead,
            admin=admin,
        )

    async def set_up(self, **options: Any) -> Invocation:
        """`/setup coaches`, by the admin."""
        chosen = {"channel": self.reviews, "coach_role": self.coach_role, "lead_role": self.lead_role} | options
        used = await self.admin.slash(self.general.id, "setup coaches", **chosen)
        return await used.settled()

    def coach(self, name: str = "Carl", *, lead: bool = False) -> Person:
        """A coach of this server, made if there is none of that name."""
        if name not in self.coaches:
            person = self.playground.add_user(name)
            roles = [self.coach_role, self.lead_role] if lead else [self.coach_role]
            self.playground.add_member(self.guild, person, roles=roles)
            self.coaches[name] = person
        return self.coaches[name]

    async def candidate(self, name: str = "Candice") -> Journey:
        """A member of this server who has not begun anything yet."""
        person = self.playground.add_user(name)
        self.playground.add_member(self.guild, person)
        return Journey(playground=self.playground, person=person, dm=await person.open_dm(), general=self.general)

    async def interviewed(self, name: str = "Candice", *, answer: str = "I would use an idempotency key.") -> Journey:
        """A candidate who began an interview in this server and has answered its first question."""
        journey = await self.candidate(name)
        used = await journey.person.slash(self.general.id, "mock", bank="stripe")
        await used.settled()
        await journey.answer(answer)
        return journey

    async def sent(self, journey: Journey, *, focus: str = FOCUS, **values: Any) -> Json:
        """The candidate sends the answer to the present question to a coach; the card."""
        before = self.newest_card()
        await send_to_coach(journey, focus=focus, **values)
        return await self.sees_card(after=before)

    async def sent_unseen(self, journey: Journey, *, focus: str = FOCUS) -> None:
        """The candidate sends the answer; whether coaches see a card is left open."""
        await send_to_coach(journey, focus=focus)

    def allowed_there(self) -> set[str]:
        """The ids of the roles that read the review channel."""
        bot = self.guild.members[self.playground.world.bot_id].roles[0]
        return {self.coach_role.id, self.lead_role.id, bot}

    async def tried_again(self) -> tuple[Journey, Json]:
        """A candidate who has sent a second attempt to the coach of the first, and the card."""
        candice = await self.interviewed(answer="First attempt.")
        card = await self.sent(candice)
        await self.coach("Carl").send(self.reviews.id, "Try once more.", reply_to=card["id"])
        feedback = await candice.sees(says("Try once more."))
        await candice.command("end")
        await candice.press(feedback, "Try again")
        panel = await candice.answer("Second attempt.")
        await (await candice.person.press(panel["id"], "Send to your coach")).answered()
        return candice, card

    async def closed(self) -> tuple[Journey, Json]:
        """A candidate who has feedback by Carl, and the card of the review, closed since."""
        candice = await self.interviewed()
        card = await self.sent(candice)
        carl = self.coach("Carl")
        await carl.send(self.reviews.id, "Begin with the result.", reply_to=card["id"])
        await candice.sees(says("Begin with the result."))
        await (await carl.press(card["id"], "Close")).answered()
        await self.sees_card_state(card, "Closed")
        return candice, card

    async def sees_card(self, condition: Callable[[Json], bool] = lambda _: True, *, after: str = "0") -> Json:
        """The newest card of the review channel that fits."""
        reader = self.coach()
        return await reader.wait_for(
            lambda message: is_card(message) and condition(message), channel_id=self.reviews.id, after=after
        )

    async def sees_card_state(self, card: Json, text: str) -> Json:
        """The card, once it says this."""
        return await self.coach().wait_for(
            lambda message: message["id"] == card["id"] and text in words(message), channel_id=self.reviews.id
        )

    async def claimed(self, card: Json, by: str = "Carl") -> Json:
        """A coach presses *Claim*; the card afterwards."""
        await (await self.coach(by).press(card["id"], "Claim")).answered()
        return await self.coach(by).wait_for(
            lambda message: message["id"] == card["id"] and "Release" in buttons(message), channel_id=self.reviews.id
        )

    def newest_card(self) -> str:
        """The id of the newest message in the review channel."""
        messages = self.coach().messages(self.reviews.id)
        return messages[-1]["id"] if messages else "0"

    async def thread_of(self, card: Json) -> str:
        """The id of a card's thread, once it is there."""
        await self.playground.until(lambda: card["id"] in self.playground.world.channels, what="the thread")
        return str(card["id"])

    async def sees_in_thread(self, card: Json, text: str, *, after: str = "0") -> Json:
        """The newest message in a card's thread that says this."""
        thread = await self.thread_of(card)
        return await self.coach().wait_for(says(text), channel_id=thread, after=after)

    def of_bot(self, channel_id: str) -> list[Json]:
        """What the bot has written in a channel of the coaches, oldest first."""
        bot = self.playground.world.bot_id
        return [each for each in self.coach().messages(channel_id) if each["author"]["id"] == bot]

    async def queue(self, show: str = "open") -> str:
        """What a coach reads in `/queue`."""
        return heard(await (await self.coach().slash(self.general.id, "queue", show=show)).settled())

    def thread_words(self, card: Json) -> str:
        """All that can be read in a card's thread."""
        return "\n".join(words(each) for each in self.coach().messages(card["id"]))


def is_card(message: Json) -> bool:
    """Whether it is the message of a review in the review channel."""
    ids = [item.get("custom_id", "") for row in message["components"] for item in row["components"]]
    return any(each.startswith(("mr1:answer:", "mr1:reopen:")) for each in ids)


async def send_to_coach(journey: Journey, *, focus: str = FOCUS, **values: Any) -> Invocation:
    """`/flag`, and the form filled in; what the candidate sees."""
    await (await journey.person.slash(journey.dm, "flag")).settled()
    return await submitted(journey.person, {"wish": focus} | values)


async def submitted(person: Person, values: dict[str, Any]) -> Invocation:
    """The open form, filled in and sent."""
    return await (await person.submit(values)).settled()


async def feedback_in_form(coach: Person, card: Json, feedback: str, **values: Any) -> Invocation:
    """*Answer* on the card, and the form filled in."""
    await (await coach.press(card["id"], "Answer")).settled()
    return await submitted(coach, {"feedback": feedback} | values)

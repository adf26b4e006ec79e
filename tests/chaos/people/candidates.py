"""What candidates do of an evening."""

from __future__ import annotations

from random import Random

from playground.client.person import Person
from playground.server import Playground
from playground.world.model import Message
from tests.chaos.people import sight
from tests.chaos.people.actor import Actor, Unable, newest, one_of, with_button
from tests.chaos.people.ledger import Kind, Ledger, Written
from tests.chaos.running.bank import BANK

REPLACES = "Finish it and start"
PARKS = "Do "
MAY_END = ("Next question", "Finish", "Skip", "End", REPLACES, PARKS, "Try again", "/end", "/next", "/skip", "/mock")
"""Presses and commands after which an interview may be over, or wait for another one."""


class Candidate(Actor):
    """A candidate in their direct messages."""

    def __init__(
        self, name: str, person: Person, playground: Playground, ledger: Ledger, *, dm: str, general: str
    ) -> None:
        """`general` is a channel of the server."""
        super().__init__(name, person, playground, ledger)
        self.dm = dm
        self.general = general
        self.closed_messages = False
        """True if there was a time at which only replies reached them: a summary may have come late."""
        self.lost: set[int] = set()
        """Interviews that a restored backup does not know: their buttons say that they are over."""
        self._acts = {
            "answers": self.answers,
            "talks": self.talks,
            "edits": self.edits,
            "deletes": self.deletes,
            "next": self.goes_on,
            "skips": self.skips,
            "takes a hint": self.takes_a_hint,
            "looks at examples": self.looks_at_examples,
            "ends": self.ends,
            "begins": self.begins,
            "sends": self.sends,
            "replies": self.replies,
            "takes back": self.takes_back,
            "tries again": self.tries_again,
            "rates": self.rates,
            "asks another": self.asks_another,
            "settles": self.settles,
            "closes messages": self.closes_messages,
            "opens messages": self.opens_messages,
            "begins there": self.begins_there,
            "shares": self.shares,
            "exports": self.exports,
            "plans": self.plans,
            "forgets": self.forgets,
        }

    def present(self) -> Message | None:
        """The message that asked the latest question, if no summary stands below it."""
        for each in reversed(self.of_bot(self.dm)):
            if sight.is_summary(each.embeds):
                return None
            question = sight.question_in(each.components)
            if question is not None:
                return None if question[0] in self.lost else each
        return None

    def panels(self) -> list[Message]:
        return [each for each in self.of_bot(self.dm) if sight.panel_in(each.components) is not None]

    async def answers(self, chance: Random) -> None:
        await self.write(self.dm, chance, Kind.ANSWER)

    async def talks(self, chance: Random) -> None:
        """Write several messages in a row."""
        for _ in range(chance.randint(2, 3)):
            await self.write(self.dm, chance, Kind.ANSWER)

    async def goes_on(self, chance: Random) -> None:  # noqa: ARG002
        message, label = newest(with_button(self.of_bot(self.dm), "Next question", "Finish"))
        await self.press(message, label)

    async def skips(self, chance: Random) -> None:
        if chance.random() < 0.5:
            await self.command(self.dm, "skip")
        else:
            await self.press(*newest(with_button(self.of_bot(self.dm), "Skip")))

    async def takes_a_hint(self, chance: Random) -> None:  # noqa: ARG002
        await self.press(*newest(with_button(self.of_bot(self.dm), "Hint")))

    async def looks_at_examples(self, chance: Random) -> None:  # noqa: ARG002
        await self.press(*newest(with_button(self.of_bot(self.dm), "Example answers")))

    async def ends(self, chance: Random) -> None:
        if chance.random() < 0.5:
            await self.command(self.dm, "end")
        else:
            await self.press(*newest(with_button(self.of_bot(self.dm), "End")))

    async def begins(self, chance: Random) -> None:
        """Begin an interview; where one is under way, sometimes finish it for the new one."""
        await self._begin(self.dm, chance)

    async def begins_there(self, chance: Random) -> None:
        """The same, on the server."""
        await self._begin(self.general, chance)

    async def _begin(self, where: str, chance: Random) -> None:
        used = await self.command(where, "mock", bank=BANK, questions="3")
        offer = used.original
        if offer is None or offer.only_for is None:
            return
        instead = [label for label in sight.labels(offer) if label.startswith(REPLACES)]
        first = [label for label in sight.labels(offer) if label.startswith(PARKS)]
        lot = chance.random()
        if instead and lot < 0.4:
            await self.press(offer, instead[0], what=REPLACES)
        elif first and lot < 0.7:
            await self.press(offer, first[0], what=PARKS)

    async def sends(self, chance: Random) -> None:
        """Send an answer to a coach, and say what to look at."""
        message, label = newest(with_button(self.of_bot(self.dm), "Send to a coach", "Send to your coach"))
        used = await self.press(message, label)
        if used.modal is None:
            raise Unable
        number, mark = self.ledger.marker(self.name)
        focus = self.new_text(chance, mark=mark)
        about = sight.panel_in(message.components)
        written = Written(
            who=self.name,
            number=number,
            kind=Kind.FOCUS,
            channel=self.dm,
            versions=[focus],
            answered=None if about is None else about[0] * 100 + about[1],
        )
        await self.submit(written, {"wish": focus})

    async def replies(self, chance: Random) -> None:
        """Reply to feedback, mostly to the latest."""
        found = [(each, review) for each in self.of_bot(self.dm) if (review := self._review_of(each)) is not None]
        message, review = found[-1] if found and chance.random() < 0.7 else one_of(found, chance)
        await self.write(self.dm, chance, Kind.REPLY, reply_to=message, review=review)

    def _review_of(self, message: Message) -> int | None:
        """The review of which a message shows feedback."""
        for who, number, _ in sight.markers_in(sight.text_of(message)):
            written = self.ledger.by_marker(who, number)
            if written is not None and written.kind in {Kind.FEEDBACK, Kind.FORM}:
                return written.review
        return None

    async def takes_back(self, chance: Random) -> None:
        await self.press(*one_of(with_button(self.of_bot(self.dm), "Withdraw"), chance))

    async def tries_again(self, chance: Random) -> None:
        used = await self.press(*one_of(with_button(self.of_bot(self.dm), "Try again"), chance))
        offer = used.original
        if offer is None or offer.only_for is None:
            return
        instead = [label for label in sight.labels(offer) if label.startswith("Finish")]
        if instead:
            await self.press(offer, instead[0], what=REPLACES)

    async def rates(self, chance: Random) -> None:
        await self.press(*one_of(with_button(self.of_bot(self.dm), "Helped", "Partly", "No"), chance))

    async def asks_another(self, chance: Random) -> None:
        used = await self.press(*one_of(with_button(self.of_bot(self.dm), "Another opinion"), chance))
        if used.modal is None:
            raise Unable
        number, mark = self.ledger.marker(self.name)
        focus = self.new_text(chance, mark=mark)
        written = Written(who=self.name, number=number, kind=Kind.FOCUS, channel=self.dm, versions=[focus])
        await self.submit(written, {"wish": focus})

    async def settles(self, chance: Random) -> None:  # noqa: ARG002
        """Say what a message is that the bot asks about."""
        await self.press(*newest(with_button(self.of_bot(self.dm), "It is my answer")))

    async def closes_messages(self, chance: Random) -> None:  # noqa: ARG002
        self.person.dms_closed = self.closed_messages = True

    async def opens_messages(self, chance: Random) -> None:  # noqa: ARG002
        self.person.dms_closed = False

    async def shares(self, chance: Random) -> None:
        """Offer the latest answer to other candidates, in words for them."""
        used = await self.command(self.dm, "share")
        if used.modal is None:
            raise Unable
        number, mark = self.ledger.marker(self.name)
        text = self.new_text(chance, mark=mark)
        written = Written(who=self.name, number=number, kind=Kind.SHARE, channel=self.dm, versions=[text])
        await self.submit(written, {"text": text})

    async def exports(self, chance: Random) -> None:  # noqa: ARG002
        await self.command(self.dm, "export")

    async def plans(self, chance: Random) -> None:
        """Plan for an interview, with a reminder at some hour."""
        days, hour = chance.randint(2, 20), chance.randint(1, 12)
        await self.command(self.dm, "plan", date=f"in {days} days", zone="UTC", reminder=f"{hour} pm")

    async def forgets(self, chance: Random) -> None:  # noqa: ARG002
        """Have everything deleted."""
        used = await self.command(self.dm, "forget-me")
        if used.original is None:
            raise Unable
        asked = await self.press(used.original, "Delete everything")
        if asked.modal is None:
            raise Unable
        await (await self.person.submit({"word": "DELETE"})).settled(timeout=self.patience)

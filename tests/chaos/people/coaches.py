"""What coaches and the admin do of an evening."""

from __future__ import annotations

from contextlib import suppress
from random import Random

from playground.client.person import Person
from playground.server import Playground
from playground.world.model import Message
from tests.chaos.people import sight
from tests.chaos.people.actor import PATIENCE, Actor, Unable, one_of, with_button
from tests.chaos.people.ledger import Kind, Ledger, Written
from tests.wire.moving import another_channel
from tests.wire.practice import Practice

SENDS_HELD = ("Send it", "Send it anyway", "Reopen and send", "Take over and send")


class ServerMember(Actor):
    """Somebody who sees the review channel."""

    def __init__(
        self, name: str, person: Person, playground: Playground, ledger: Ledger, *, practice: Practice
    ) -> None:
        super().__init__(name, person, playground, ledger)
        self.practice = practice

    @property
    def reviews(self) -> str:
        """The id of the review channel."""
        return self.practice.reviews.id

    def cards(self, *, button: str | None = None) -> list[Message]:
        """The cards that stand in the review channel, oldest first; only those with this button, if one is named."""
        cards = [each for each in self.of_bot(self.reviews) if sight.card_in(each.components) is not None]
        return [each for each in cards if button is None or button in sight.labels(each)]

    def in_threads(self) -> list[Message]:
        """What the bot has written in the threads of cards."""
        threads = [each.id for each in self.playground.world.channels.values() if each.thread is not None]
        return [message for thread in threads for message in self.of_bot(thread)]


class Coach(ServerMember):
    def __init__(
        self, name: str, person: Person, playground: Playground, ledger: Ledger, *, practice: Practice
    ) -> None:
        super().__init__(name, person, playground, ledger, practice=practice)
        self._acts = {
            "replies to card": self.replies_to_card,
            "fills in form": self.fills_in_form,
            "edits": self.edits,
            "deletes": self.deletes,
            "claims": self.claims,
            "releases": self.releases,
            "takes over": self.takes_over,
            "closes": self.closes,
            "reopens": self.reopens,
            "sends held": self.sends_held,
            "replies in thread": self.replies_in_thread,
            "decides": self.decides,
            "reports": self.reports,
            "rules": self.rules,
        }

    async def replies_to_card(self, chance: Random) -> None:
        """Reply to a card, mostly to one of the latest."""
        cards = self.cards(button="Answer") if chance.random() < 0.9 else self.cards()
        card = one_of(cards[-3:], chance)
        await self.reply_to(card, chance)

    async def reply_to(self, card: Message, chance: Random) -> Written:
        review = sight.card_in(card.components)
        return await self.write(card.channel_id, chance, Kind.FEEDBACK, reply_to=card, review=review)

    async def replies_in_thread(self, chance: Random) -> None:
        """Reply to what a candidate wrote."""
        found = [(each, review) for each in self.in_threads() if (review := self._review_of(each)) is not None]
        message, review = one_of(found[-3:], chance)
        await self.write(message.channel_id, chance, Kind.FEEDBACK, reply_to=message, review=review)

    def _review_of(self, message: Message) -> int | None:
        """The review of which a message shows a candidate's comment."""
        if "Reply to this message" not in message.content:
            return None
        for who, number, _ in sight.markers_in(sight.text_of(message)):
            written = self.ledger.by_marker(who, number)
            if written is not None and written.kind is Kind.REPLY:
                return written.review
        return None

    async def fills_in_form(self, chance: Random) -> None:
        card = one_of(self.cards(button="Answer")[-3:], chance)
        used = await self.press(card, "Answer")
        if used.modal is None:
            raise Unable
        number, mark = self.ledger.marker(self.name)
        feedback = self.new_text(chance, mark=mark)
        written = Written(
            who=self.name,
            number=number,
            kind=Kind.FORM,
            channel=self.reviews,
            versions=[feedback],
            review=sight.card_in(card.components),
        )
        await self.submit(written, {"feedback": feedback})

    async def claims(self, chance: Random) -> None:
        await self.press(*one_of(with_button(self.cards(), "Claim"), chance))

    async def releases(self, chance: Random) -> None:
        await self.press(*one_of(with_button(self.cards(), "Release"), chance))

    async def takes_over(self, chance: Random) -> None:
        """Ask for the form of a card that somebody has; take it over if that is offered."""
        card, _ = one_of(with_button(self.cards(), "Release"), chance)
        used = await self.press(card, "Answer")
        if used.original is None or "Take over" not in sight.labels(used.original):
            raise Unable
        await self.press(used.original, "Take over")

    async def closes(self, chance: Random) -> None:
        used = await self.press(*one_of(with_button(self.cards(), "Close"), chance))
        if used.modal is not None:
            number, mark = self.ledger.marker(self.name)
            await (await self.person.submit({"reason": f"{mark} Ask me in person."})).settled(timeout=4.0)
            del number

    async def reopens(self, chance: Random) -> None:
        await self.press(*one_of(with_button(self.cards(), "Reopen"), chance))

    async def sends_held(self, chance: Random) -> None:
        """Confirm a comment that is held."""
        everywhere = [*self.of_bot(self.reviews), *self.in_threads()]
        await self.press(*one_of(with_button(everywhere, *SENDS_HELD), chance))

    async def decides(self, chance: Random) -> None:
        """Decide about an answer that a candidate shares."""
        label = chance.choice(("Approve", "Approve", "Decline", "Ask for a change"))
        used = await self.press(*one_of(with_button(self.of_bot(self.reviews), label)[-2:], chance))
        if used.modal is not None:
            _, mark = self.ledger.marker(self.name)
            await self._submit({"reason": f"{mark} Say a number."})

    async def reports(self, chance: Random) -> None:
        """Tell the leads of a review."""
        card, label = one_of(with_button(self.cards(), "Why and key points")[-3:], chance)
        used = await self.press(card, label)
        if used.original is None or "Report" not in sight.labels(used.original):
            raise Unable
        if (await self.press(used.original, "Report")).modal is None:
            raise Unable
        await self._submit({"text": "Please look at this."})

    async def _submit(self, values: dict[str, object]) -> None:
        """Send the open form. What comes of it may be seen on the card alone."""
        used = await self.person.submit(values)
        with suppress(TimeoutError):
            await used.settled(timeout=PATIENCE)

    async def rules(self, chance: Random) -> None:
        """Decide about a report; only leads can."""
        await self.press(*one_of(with_button(self.of_bot(self.reviews), "Nothing to do"), chance))


class Admin(ServerMember):
    def __init__(
        self, name: str, person: Person, playground: Playground, ledger: Ledger, *, practice: Practice
    ) -> None:
        super().__init__(name, person, playground, ledger, practice=practice)
        self._acts = {
            "deletes card": self.deletes_card,
            "deletes thread": self.deletes_thread,
            "deletes post": self.deletes_post,
            "moves reviews": self.moves_reviews,
        }

    async def deletes_card(self, chance: Random) -> None:
        await self._remove(one_of(self.cards(), chance))

    async def deletes_post(self, chance: Random) -> None:
        """Delete something that the bot wrote in a thread."""
        await self._remove(one_of(self.in_threads(), chance))

    async def _remove(self, message: Message) -> None:
        self.ledger.removed.add(int(message.id))
        await self.person.delete(message.channel_id, message.id)

    async def deletes_thread(self, chance: Random) -> None:
        card = one_of([each for each in self.cards() if each.id in self.playground.world.channels], chance)
        self.ledger.removed.add(int(card.id))
        self.ledger.removed |= {int(each) for each in self.playground.world.messages.get(card.id, {})}
        await self.person.delete_thread(card.id)

    async def moves_reviews(self, chance: Random) -> None:
        """Choose another review channel."""
        made = another_channel(self.practice, f"reviews-{chance.randrange(1000)}")
        used = await self.command(self.practice.general.id, "setup coaches", channel=made)
        said = used.original
        if said is not None and f"<#{made.id}>" in sight.text_of(said):
            self.practice.reviews = made

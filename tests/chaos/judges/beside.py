"""Judges what people do beside interviews: exports, shared answers, reports, and who had themselves forgotten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from playground.world.model import Message
from tests.chaos.judges.gaps import Gaps
from tests.chaos.judges.stored import Database, Stored
from tests.chaos.judges.verdict import Fault, Finding
from tests.chaos.people import sight
from tests.chaos.people.candidates import Candidate
from tests.chaos.people.ledger import Kind, Ledger
from tests.chaos.people.scene import Scene

_COMPLETE = "Your export is complete"


class Beside:
    def __init__(self, scene: Scene, stored: Stored, gaps: Gaps) -> None:
        self._stored = stored
        self._gaps = gaps
        self._ledger: Ledger = scene.ledger
        self._candidates = scene.candidates
        bot, world = scene.playground.world.bot_id, scene.playground.world
        self._said: list[Message] = [
            each
            for channel in world.messages.values()
            for each in channel.values()
            if each.author_id == bot and each.only_for is None
        ]

    async def findings(self, database: Database) -> list[Finding]:
        """All that is wrong."""
        found = [finding for each in self._candidates for finding in self._exports(each)]
        found += [*self._shares(), *self._reports(), *self._gone()]
        written = {each.message for each in self._ledger.gone if each.message is not None}
        for each in await database.naming(written) if written else ():
            found.append(Finding(Fault.LOST, f"the end of somebody: a message of theirs is in {each}"))
        return found

    def _exports(self, candidate: Candidate) -> Iterator[Finding]:
        """Each export is told of once, and each of its parts comes once."""
        messages = [each for each in candidate.of_bot(candidate.dm) if not self._is_lost(each)]
        own = [each for each in self._stored.exports if each.candidate == int(candidate.person.id)]
        told = sum(_COMPLETE in sight.text_of(each) for each in messages)
        ended = sum(each.phase == "sent" for each in own)
        if told != ended:
            fault = Fault.DOUBLED if told > ended else Fault.LOST
            yield Finding(fault, f"{candidate.name} was told of {told} exports that are complete, and has {ended}")
        parts = sum(file.filename.endswith(".zip") for each in messages for file in each.attachments)
        sent = sum(each.sent for each in own)
        if parts != sent:
            fault = Fault.DOUBLED if parts > sent else Fault.LOST
            yield Finding(fault, f"{candidate.name} has {parts} parts of exports; sent are {sent}")

    def _shares(self) -> Iterator[Finding]:
        """What is shared is stored once, and stands on one card; once it is decided, a card need not say it."""
        cards = [text for each in self._said if sight.is_shared_card(text := _as_written(each))]
        for each in self._ledger.written:
            if each.kind is not Kind.SHARE:
                continue
            stored = sum(each.stands_in(text) for text in self._stored.shares)
            shown = sum(each.stands_in(text) for text in cards)
            if stored > 1:
                yield Finding(Fault.DOUBLED, f"{each} is stored {stored} times")
            if shown > 1:
                yield Finding(Fault.DOUBLED, f"{each} stands on {shown} cards")

        there = {int(each.id) for each in self._said}
        for card in self._stored.shared_cards - there - self._ledger.removed:
            yield Finding(Fault.LOST, f"the card {card} of a shared answer")

    def _reports(self) -> Iterator[Finding]:
        """The leads are told of each report once."""
        told = Counter(
            str(each.reference["message_id"])
            for each in self._said
            if each.reference is not None and sight.tells_of_report(sight.text_of(each)) and not self._is_lost(each)
        )
        reported = sum(self._stored.reports.values())
        if sum(told.values()) > reported:
            yield Finding(Fault.DOUBLED, f"the leads were told {sum(told.values())} times of {reported} reports")

    def _is_lost(self, message: Message) -> bool:
        """True if this was said between a backup and its restore, and the bot does not know it."""
        return int(message.id) not in self._stored.delivered and self._gaps.cover(int(message.id))

    def _gone(self) -> Iterator[Finding]:
        """Nothing is left of what somebody wrote who had themselves forgotten, and they are told so once."""
        stored = [*self._stored.texts, *(_as_written(each) for each in self._said)]
        for written in self._ledger.gone:
            left = sum(written.stands_in(text) for text in stored)
            if left:
                yield Finding(
                    Fault.LOST, f"the end of {written}, whose writer was forgotten: it stands in {left} places"
                )
        for candidate in self._candidates:
            last_words = sum(sight.is_last_word(each.content) for each in candidate.of_bot(candidate.dm))
            if last_words > 1:
                yield Finding(Fault.DOUBLED, f"{candidate.name} reads {last_words} last words")
            since = self._ledger.forgotten.get(candidate.dm, 0)
            for number, interview in self._stored.interviews.items():
                if interview.candidate == int(candidate.person.id) and interview.started_by < since:
                    yield Finding(Fault.LOST, f"the end of interview {number}: its candidate was forgotten")


def _as_written(message: Message) -> str:
    """Its text; what candidates show each other has backslashes, so that it is no markup."""
    return sight.text_of(message).replace("\\", "")

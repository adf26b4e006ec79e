"""Calm weather after the storm: what waits is sent, and everybody goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from random import Random

from playground.client.command_menu import ClientRefuses
from playground.world.model import Message
from tests.chaos.judges.gaps import Gaps
from tests.chaos.judges.stored import Database
from tests.chaos.judges.verdict import Fault, Finding
from tests.chaos.people import sight
from tests.chaos.people.actor import Unable, with_button
from tests.chaos.people.candidates import REPLACES, Candidate
from tests.chaos.people.coaches import Coach
from tests.chaos.people.ledger import Kind, Written
from tests.chaos.people.scene import Scene
from tests.chaos.running.bank import BANK
from tests.chaos.running.bots import Bot
from tests.chaos.running.haste import HastyClock
from tests.chaos.running.host import Host
from tests.chaos.running.sky import Sky

PATIENCE = 160.0
"""Seconds of the evening until somebody counts as stuck: forty of the machine, which may be busy."""
PAST_THE_LONGEST_PAUSE = 0.1
"""Hours: a parcel that failed often rests for five minutes."""
_LEADS_ON = ("Next question", "Finish", "Back to question")
_LOOK = 1.5
_CALM_LOOKS = 3
"""So many looks in which nothing has happened: a bot on a busy machine may be at work and say nothing."""
_ANSWERED_AT_MOST = 2
"""Reviews in which coach and candidate speak once more; it costs time, and more would show nothing new."""


class Calm:
    def __init__(self, scene: Scene, clock: HastyClock, database: Database, *, tell: Callable[[str], None]) -> None:
        self._scene = scene
        self._clock = clock
        self._database = database
        self._tell = tell
        self._findings: list[Finding] = []
        self._bots: Sequence[Bot] = ()

    async def come(self, sky: Sky, host: Host, gaps: Gaps) -> list[Finding]:
        """Everything that does not work although all is well."""
        playground = self._scene.playground
        playground.faults.clear()
        await host.all_alive()
        self._bots = host.bots
        playground.faults.clear()
        for each in self._scene.candidates:
            each.person.dms_closed = False
            each.patience = PATIENCE  # in the storm they turn to something else
        self._scene.ledger.calm = True
        self._tell("the weather clears")
        if not await self._connected():
            return self._findings
        if sky.lost_events:
            playground.gateway.invalidate_sessions()  # nothing else can tell a bot what it was never told
            await asyncio.sleep(_LOOK)
            await self._connected()
        await playground.until(self._nothing_under_way, timeout=PATIENCE, what="the end of all requests")
        self._clock.pass_hours(PAST_THE_LONGEST_PAUSE)
        await self._quiet()
        if gaps:  # a reply to what may still be found again waits for some minutes
            self._clock.pass_hours(PAST_THE_LONGEST_PAUSE)
            await self._quiet()
        channel = playground.world.channels.get(await self._database.review_channel() or "")
        if channel is not None:
            self._scene.practice.reviews = channel  # the admin may not have read that it has changed
        if gaps:
            await self._note_lost_interviews()
        await asyncio.gather(*(self._candidate_goes_on(each) for each in self._scene.candidates))
        await self._quiet()
        await self._coaches_go_on()
        await self._quiet()
        if len(host.bots) > 1:
            await self._each_alone(host.bots)
            await self._quiet()
        return self._findings

    async def _note_lost_interviews(self) -> None:
        """Whoever presses a button of an interview that was begun since the backup learns that it is over."""
        known = (await self._database.read()).interviews
        for each in self._scene.candidates:
            asked = self._scene.ledger.seen(each.dm).asked.values()
            each.lost = {question.interview for question in asked} - known.keys()

    async def _connected(self) -> bool:
        """Wait until all bots are."""
        try:
            await self._scene.playground.until(self._is_there, timeout=PATIENCE)
        except TimeoutError:
            self._stuck(f"no bot is connected after {PATIENCE:g} s of good weather")
            return False
        return True

    def _is_there(self) -> bool:
        """True if all bots are connected now: where there are two, one that stands by hears a command and answers none.

        One that was asked to connect anew may be away for some seconds.
        """
        sessions = self._scene.playground.gateway.sessions.values()
        return sum(each.socket is not None for each in sessions) >= max(1, sum(each.alive for each in self._bots))

    async def _each_alone(self, bots: Sequence[Bot]) -> None:
        """Whichever process is left answers, and none of them is only half there."""
        for left in bots:
            for each in bots:
                if each is not left:
                    await each.stop()
            self._tell(f"{left.place.log.stem} is left alone")
            if await self._connected():
                await self._candidate_goes_on(self._scene.candidates[0])
            for each in bots:
                await each.start()

    async def _quiet(self) -> None:
        """Wait until a bot is connected, nothing waits to be sent, and nothing is asked of Discord."""
        requests = self._scene.playground.requests
        calm, last = 0, len(requests)
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(_LOOK)
            still = len(requests) == last and self._nothing_under_way() and self._is_there()
            waits = [*await self._database.waiting(), *await self._database.unfinished()]
            calm = calm + 1 if still and not waits else 0
            last = len(requests)
            if calm >= _CALM_LOOKS:
                return
        self._tell(f"not quiet: {await self._database.waiting()}")

    def _nothing_under_way(self) -> bool:
        """True if no request waits for its answer."""
        return all(each.done for each in self._scene.playground.requests)

    async def _candidate_goes_on(self, candidate: Candidate) -> None:
        """Begin an interview where none is under way; answer, and go on to the next question."""
        chance = Random(candidate.name)
        try:
            question = candidate.present() or await self._begun(candidate)
            panel, written = await self._answered(candidate, question, chance)
            if panel is None:  # what ended the interview was pressed in the storm, and heard only now
                question = await self._begun(candidate)
                panel, written = await self._answered(candidate, question, chance)
            assert panel is not None, "a new interview ended by itself"
            of = sight.panel_in(panel.components)
            await self._until(lambda: _way_on(candidate, of), f"a way on from the answer to {of}")
            panel, label = next(iter(_way_on(candidate, of)))
            used = await candidate.person.press(panel.id, label)
            candidate.ledger.press(candidate.name, used.id, label)
            await self._until(lambda: self._went_on(candidate, written), f"what comes after {label}")
        except (ClientRefuses, Unable, TimeoutError) as error:
            self._stuck(f"{candidate.name} cannot go on: {str(error) or type(error).__name__}")

    async def _begun(self, candidate: Candidate) -> Message:
        used = await candidate.person.slash(candidate.dm, "mock", bank=BANK, questions="3")
        candidate.ledger.press(candidate.name, used.id, "/mock")
        await used.settled(timeout=PATIENCE)
        offer = used.original
        if offer is not None and offer.only_for is not None:
            instead = [label for label in sight.labels(offer) if label.startswith(REPLACES)]
            if instead and candidate.closed_messages:
                resumed = await candidate.person.press(offer.id, "Resume")
                candidate.ledger.press(candidate.name, resumed.id, "Resume")
                await resumed.settled(timeout=PATIENCE)
        # An earlier command may have begun the interview only now.
        await self._until(candidate.present, "the question of the interview")
        question = candidate.present()
        assert question is not None
        return question

    async def _answered(
        self, candidate: Candidate, question: Message, chance: Random
    ) -> tuple[Message | None, Written]:
        """Answer, and wait for the panel; None if the summary comes instead."""
        written = await candidate.write(candidate.dm, chance, Kind.ANSWER)
        of = sight.question_in(question.components)
        changes = candidate.ledger.changes

        def panel() -> Message | None:
            for each in reversed(candidate.panels()):
                if sight.panel_in(each.components) == of and changes.get(int(each.id), 0) >= (written.message or 0):
                    return each
            return None

        def asked() -> Message | None:
            """The question whether that is an answer: a coach has written last."""
            found = with_button(candidate.of_bot(candidate.dm), "It is my answer")
            return next((each for each, _ in found if int(each.id) > (written.message or 0)), None)

        await self._until(lambda: panel() or asked() or candidate.present() is None, f"the panel of {of}")
        if (question_about := asked()) is not None:
            await candidate.press(question_about, "It is my answer")
            await self._until(lambda: panel() or candidate.present() is None, f"the panel of {of}")
        return (None if candidate.present() is None else panel()), written

    def _went_on(self, candidate: Candidate, written: Written) -> bool:
        seen = candidate.ledger.seen(candidate.dm)
        return any(each > (written.message or 0) for each in (*seen.asked, *seen.summaries))

    async def _coaches_go_on(self) -> None:
        """Each open review is answered, the candidate replies, and both arrive."""
        coach = self._scene.coaches[0]
        stored = await self._database.read()
        open_cards = coach.cards(button="Answer")
        for card in open_cards[-_ANSWERED_AT_MOST:]:
            review = stored.reviews.get(sight.card_in(card.components) or 0)
            if review is not None:
                owner = next(each for each in self._scene.candidates if int(each.person.id) == review.candidate)
                await self._speak(coach, owner, card)

    async def _speak(self, coach: Coach, owner: Candidate, card: Message) -> None:
        chance = Random(card.id)
        review = sight.card_in(card.components)
        try:
            written = await coach.reply_to(card, chance)
            await self._until(
                lambda: _refusal(coach, written) or _showing(owner.of_bot(owner.dm), written),
                f"{written} of review {review} at {owner.name}",
            )
            if _refusal(coach, written):
                return  # another coach has it, or the candidate wants the opinion of another; this one was told so
            feedback = _showing(owner.of_bot(owner.dm), written)
            assert feedback is not None
            reply = await owner.write(owner.dm, chance, Kind.REPLY, reply_to=feedback, review=review)
            await self._until(lambda: _showing(coach.in_threads(), reply), f"{reply} in the thread of review {review}")
        except (ClientRefuses, TimeoutError) as error:
            self._stuck(f"review {review} cannot go on: {error}")

    async def _until(self, holds: Callable[[], object], what: str) -> None:
        await self._scene.playground.until(holds, timeout=PATIENCE, what=what)

    def _stuck(self, what: str) -> None:
        self._tell(f"stuck: {what}")
        self._findings.append(Finding(Fault.STUCK, what))


def _way_on(candidate: Candidate, of: tuple[int, int] | None) -> list[tuple[Message, str]]:
    """The panel under the answer to a question, and its button that leads on; for a past one, back to the present.

    There is none while the bot has heard of a deletion, but not of what came after; and the panel may come down.
    """
    panels = [each for each in candidate.panels() if sight.panel_in(each.components) == of]
    return [(each, label) for each in panels for label in sight.labels(each) if label.startswith(_LEADS_ON)]


def _refusal(coach: Coach, written: Written) -> Message | None:
    """What the bot said under a coach's message that it does not send on."""
    for each in coach.of_bot(written.channel):
        answers = each.reference is not None and each.reference["message_id"] == str(written.message)
        if answers and not each.content.startswith(("✅", "⏳")):
            return each
    return None


def _showing(messages: list[Message], written: Written) -> Message | None:
    return next((each for each in messages if written.stands_in(sight.text_of(each))), None)

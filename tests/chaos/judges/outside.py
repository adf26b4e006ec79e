"""Judges from outside: whether each person sees everything once, as it is now, and nothing of others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playground.world.model import Message, MessageType
from tests.chaos.judges.gaps import Gaps
from tests.chaos.judges.panels import panels_in, size_in, stored_panels
from tests.chaos.judges.stored import Stored, StoredInterview, StoredReview, repeated
from tests.chaos.judges.verdict import Fault, Finding
from tests.chaos.people import sight
from tests.chaos.people.candidates import Candidate
from tests.chaos.people.coaches import Coach
from tests.chaos.people.ledger import Kind, Ledger, Written


class Outside:
    """The judge, who also knows what is stored: each message of the bot is one that the bot knows of, or is lost.

    Lost is what was said between a backup and its restore and is not found again.
    """

    def __init__(self, ledger: Ledger, stored: Stored, gaps: Gaps) -> None:
        self._ledger = ledger
        self._gaps = gaps
        self._stored = stored
        self._known = stored.delivered | {page for review in stored.reviews.values() for page in review.pages}
        for interview in stored.interviews.values():
            for each in interview.rounds.values():
                self._known |= {found for found in (each.question_message, each.panel_message) if found is not None}

    def of_candidate(self, candidate: Candidate, account: int) -> Iterator[Finding]:
        """All that is wrong with what a candidate sees."""
        messages = candidate.of_bot(candidate.dm)
        interviews = {key: each for key, each in self._stored.interviews.items() if each.candidate == account}
        reviews = {key: each for key, each in self._stored.reviews.items() if each.candidate == account}
        yield from self._questions(candidate.name, messages, interviews)
        yield from self._panels(candidate.name, messages, interviews)
        yield from self._summaries(candidate.name, messages, interviews)
        yield from self._statuses(candidate.name, messages, reviews)
        yield from self._feedback(candidate.name, messages, reviews)
        yield from self._receipts(candidate.dm, messages, Kind.REPLY)
        yield from self._strangers(candidate.name, messages, reviews)
        yield from self._orphans(candidate.name, messages)

    def of_coaches(self, coach: Coach) -> Iterator[Finding]:
        """All that is wrong with what coaches see in the review channel and in threads."""
        in_channel, in_threads = coach.of_bot(coach.reviews), coach.in_threads()
        yield from self._cards(in_channel, channel=int(coach.reviews))
        yield from self._replies(in_threads)
        yield from self._receipts(coach.reviews, in_channel, Kind.FEEDBACK)
        yield from self._orphans("the review channel", [*in_channel, *in_threads])

    def _questions(
        self, name: str, messages: list[Message], interviews: dict[int, StoredInterview]
    ) -> Iterator[Finding]:
        """Each question is asked once for each press that leads to it; the present one is on screen.

        A question whose answer was deleted is open again, and may be asked again. If presses are lost, so is why it was
        asked then; but what somebody pressed before a restore leads to nothing new that it has led to already.
        """
        asked = [found for each in messages if (found := sight.question_in(each.components)) is not None]
        lost = [found for each in self._lost_of(messages) if (found := sight.question_in(each.components)) is not None]
        for each in repeated(asked):
            presses = self._stored.asked.get(each, {})
            times = len(presses) + lost.count(each)
            if each in lost and any(map(self._comes_late, presses, presses.values())):
                yield Finding(Fault.DOUBLED, f"{name} was asked {each} once more after a restore")
            if asked.count(each) > times:
                yield Finding(Fault.DOUBLED, f"{name} was asked {each} {asked.count(each)} times for {times} presses")
        for number, interview in interviews.items():
            if interview.phase in {"asked", "answered"} and (number, interview.position) not in asked:
                yield Finding(Fault.LOST, f"{name} does not see question {(number, interview.position)}")

    def _panels(self, name: str, messages: list[Message], interviews: dict[int, StoredInterview]) -> Iterator[Finding]:
        """Each answer has one panel for each time that its question was asked, with its size as it is now.

        That of the present question stands under all that was written, unless the question was asked again below it.
        In a parked interview it stays where it is: another one goes on below.
        """
        panels = panels_in(messages, known=stored_panels(interviews))
        lost = [sight.question_in(each.components) for each in self._lost_of(messages)]
        for of, shown in panels.items():
            if len(shown) > max(len(self._stored.asked.get(of, ())) + lost.count(of), 1):
                yield Finding(Fault.DOUBLED, f"{name} sees {len(shown)} panels of {of}")
        for number, interview in interviews.items():
            for position, stored in interview.rounds.items():
                shown = panels.get((number, position), [])
                present = interview.phase in {"asked", "answered"} and interview.position == position
                if not shown and stored.parts and present:
                    yield Finding(Fault.LOST, f"{name} sees no panel of {(number, position)}")
                under = max(int(shown[-1].id), stored.question_message or 0) if shown else 0
                if shown and present and not interview.parked and under < max(stored.parts, default=0):
                    yield Finding(Fault.LOST, f"{name}'s panel of {(number, position)} stands above what they wrote")
                size = sum(len(text) for text in stored.parts.values())
                if shown and size_in(shown[-1]) != size:
                    said = size_in(shown[-1])
                    yield Finding(Fault.LOST, f"{name}'s panel of {(number, position)} says {said}, stored are {size}")

    def _summaries(
        self, name: str, messages: list[Message], interviews: dict[int, StoredInterview]
    ) -> Iterator[Finding]:
        of_lost = [each for each in self._lost_of(messages) if sight.summed_up_in(each.components) not in interviews]
        summaries = sum(sight.is_summary(each.embeds) for each in messages if each not in of_lost)
        ended = sum(each.phase == "ended" for each in interviews.values())
        if summaries != ended:
            fault = Fault.DOUBLED if summaries > ended else Fault.LOST
            yield Finding(fault, f"{name} sees {summaries} summaries of {ended} interviews that are over")

    def _statuses(self, name: str, messages: list[Message], reviews: dict[int, StoredReview]) -> Iterator[Finding]:
        of_lost = [each for each in self._lost_of(messages) if sight.review_in(each.components) not in reviews]
        statuses = sum(
            embed.get("author", {}).get("name", "").startswith("Sent to a coach ·")
            for each in messages
            if each not in of_lost
            for embed in each.embeds
        )
        if statuses != len(reviews):
            fault = Fault.DOUBLED if statuses > len(reviews) else Fault.LOST
            yield Finding(fault, f"{name} sees the status of {statuses} reviews, and has {len(reviews)}")

    def _feedback(self, name: str, messages: list[Message], reviews: dict[int, StoredReview]) -> Iterator[Finding]:
        """Each comment of a coach that is sent is there once, as it is stored; no other is there."""
        delivered = [
            comment.text
            for review in reviews.values()
            for comment in review.comments
            if comment.side == "coach" and comment.state == "delivered"
        ]
        for written in self._ledger.written:
            if written.kind in {Kind.FEEDBACK, Kind.FORM}:
                shown = [each for each in messages if written.stands_in(sight.text_of(each))]
                yield from self._shown_once(f"{name} sees", written, shown, delivered)

    def _replies(self, messages: list[Message]) -> Iterator[Finding]:
        """Each comment of a candidate is in the thread once, as it is stored; no other is there."""
        delivered = [
            comment.text
            for review in self._stored.reviews.values()
            if review.stage != "withdrawn"
            for comment in review.comments
            if comment.side == "candidate" and comment.state == "delivered"
            if self._is_missed(review, "letter", comment.number)
        ]
        comments = [each for each in messages if "Reply to this message" in each.content]
        for written in self._ledger.written:
            if written.kind is Kind.REPLY:
                shown = [each for each in comments if written.stands_in(sight.text_of(each))]
                yield from self._shown_once("the coaches see", written, shown, delivered)

    def _receipts(self, channel: str, messages: list[Message], kind: Kind) -> Iterator[Finding]:
        """Under each comment that is a message stands one receipt, which says what is true, or a copy in the thread.

        The copy stands in where the card that the message replies to was deleted and shown anew.
        """
        copied = {
            comment.source
            for review in self._stored.reviews.values()
            for comment in review.comments
            if ("copy", comment.number) in {(post, number) for post, number, _ in review.pages.values()}
        }
        states = {
            comment.source: comment.state
            for review in self._stored.reviews.values()
            if kind is Kind.REPLY or str(review.channel) == channel  # a copy says it where the review has moved to
            for comment in review.comments
        }
        receipts: dict[str, list[Message]] = {}
        for message in messages:
            if message.reference is not None and message.content.startswith(sight.RECEIPT_SIGNS):
                receipts.setdefault(str(message.reference["message_id"]), []).append(message)
        for written in self._ledger.written:
            if written.kind is not kind or written.channel != channel or written.deleted:
                continue
            shown = receipts.get(str(written.message), [])
            state = states.get(written.message)
            if len(shown) > 1:
                yield Finding(Fault.DOUBLED, f"{written} has {len(shown)} receipts")
            elif not shown and state in {"delivered", "held", "failed"} and written.message not in copied:
                yield Finding(Fault.LOST, f"the receipt of {written}, which is {state}")
            elif shown and state == "delivered" and not shown[0].content.startswith("✅"):
                yield Finding(Fault.LOST, f"the receipt of {written} says {shown[0].content!r}; it is delivered")

    def _cards(self, messages: list[Message], *, channel: int) -> Iterator[Finding]:
        """Each review has one card; one that waits shows the answer as it is now.

        A card that somebody deleted in its first minute stays away, as `/setup check` says, and so does one of a review
        that is over, which also stays in the channel where it was when reviews move to another.
        """
        cards: dict[int, list[Message]] = {}
        for each in messages:
            review = sight.card_in(each.components)
            if review is not None:
                cards.setdefault(review, []).append(each)
        for number, shown in cards.items():
            if len(shown) > 1:
                yield Finding(Fault.DOUBLED, f"review {number} has {len(shown)} cards")
        for number, of in self._stored.reviews.items():
            shown = cards.get(number, [])
            stays_away = of.stage == "closed" and (self._ledger.removed or of.channel != channel)
            is_missed = self._is_missed(of, "answer", 1) and not stays_away
            if of.stage in {"waiting", "answered", "closed"} and not shown and is_missed:
                yield Finding(Fault.LOST, f"the card of review {number}, which is {of.stage}")
            if of.stage == "waiting" and not of.claimed and shown and not of.comments:
                text = sight.text_of(shown[0])
                for part in self._parts_of(of):
                    if part not in text:
                        yield Finding(Fault.LOST, f"the card of review {number} does not show {part!r}")

    def _is_missed(self, review: StoredReview, kind: str, number: int) -> bool:
        """Whether coaches ought to see a post. Some stay away, once somebody has deleted them."""
        return (kind, number, "0") in review.pages.values() or not self._ledger.removed

    def _parts_of(self, review: StoredReview) -> list[str]:
        found: list[str] = []
        for interview, question in review.attempts[:1]:
            stored = self._stored.interviews.get(interview)
            if stored is not None:
                found += stored.rounds[question].parts.values()
        return found

    def _strangers(self, name: str, messages: list[Message], reviews: dict[int, StoredReview]) -> Iterator[Finding]:
        """Nobody reads what another candidate wrote, or what coaches wrote to another."""
        lost = self._lost_of(messages)
        for message in messages:
            for who, number, _ in sight.markers_in(sight.text_of(message)):
                written = self._ledger.by_marker(who, number)
                mine = who == name or (who.startswith("k") and written is not None and written.review in reviews)
                if who.startswith("k") and written is None:
                    continue  # the reason for which a review was closed
                if not mine and message not in lost:
                    yield Finding(Fault.MISFILED, f"{name} reads [{who}.{number}]")

    def _orphans(self, where: str, messages: list[Message]) -> Iterator[Finding]:
        """A message that the bot does not know was posted twice, or is out of its reach; hints are not stored."""
        lost = self._lost_of(messages)
        for message in messages:
            if int(message.id) not in self._known and message not in lost and not _is_hint(message):
                said = sight.text_of(message)[:90]
                yield Finding(Fault.DOUBLED, f"in {where} the bot does not know its own {said!r}")

    def _lost_of(self, messages: list[Message]) -> list[Message]:
        """What was said between a backup and its restore and is not known to the bot."""
        return [each for each in messages if int(each.id) not in self._known and self._gaps.cover(int(each.id))]

    def _comes_late(self, cause: str, message: int) -> bool:
        """True for a question that was asked after a restore for something that happened before it."""
        restored = self._gaps.end_before(message)
        event = re.match(r"(?:interaction|message):(\d+)", cause)
        return restored is not None and event is not None and int(event[1]) <= restored

    def _shown_once(self, who: str, written: Written, shown: list[Message], delivered: list[str]) -> Iterator[Finding]:
        """`shown`: the messages in which any version of it can be read; `delivered`: the texts that should be there."""
        expected = [each for each in delivered if written.stands_in(each)]
        if len(shown) > 1:
            yield Finding(Fault.DOUBLED, f"{who} {written} {len(shown)} times")
        elif shown and not expected and not self._lost_of(shown):
            yield Finding(Fault.LOST, f"{who} {written}, which was taken back or is not theirs")
        elif not shown and expected:
            yield Finding(Fault.LOST, f"{who} nothing of {written}")
        elif shown and expected and expected[0] not in sight.text_of(shown[0]):
            yield Finding(Fault.LOST, f"{who} an old version of {written}")


def _is_hint(message: Message) -> bool:
    """Hints are not stored, nor are Discord's own messages in a thread and what a trial left that was cut off."""
    if sight.text_of(message).startswith("This is a trial of") or sight.tells_of_report(sight.text_of(message)):
        return True  # a report is counted by itself
    plain = not message.embeds and not message.components and not message.content.startswith(sight.RECEIPT_SIGNS)
    return plain or message.type in {MessageType.THREAD_CREATED, MessageType.THREAD_STARTER}

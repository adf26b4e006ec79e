"""Takes in what coach and candidate write to each other in messages of their own, with edits and deletions."""

from __future__ import annotations

from bot.core.content import ChannelId, MessageId, ReviewId, ServerId, UserId
from bot.core.incoming import IncomingMessage, Member
from bot.core.locks import KeyedLocks
from bot.core.outcome import Outcome
from bot.core.refusal import Refusal
from bot.core.retrying import in_turn, retried_on_conflict
from bot.core.transactions import Clock
from bot.outbound.in_flight import Arrivals
from bot.outbound.outbox import UnitOfWork, UnitOfWorkFactory, dm_of, place_of
from bot.outbound.reachability import note_presence
from bot.reviewing.domain.errors import NoReviewThere, NotYourMessage, ReviewError
from bot.reviewing.domain.events import FeedbackWritten, LetterDeleted, LetterEdited, ReplyWritten
from bot.reviewing.domain.model import Letter, LetterState, Review, Side, Source
from bot.reviewing.domain.posts import CARD, Paper, PaperKind
from bot.reviewing.usecases.apply import apply
from bot.reviewing.usecases.coach import is_reachable
from bot.reviewing.usecases.permission import review_for_coach
from bot.servers.usecases.permission import server_of_coach

_ANSWERED_BY_CANDIDATES = {PaperKind.LETTER, PaperKind.STATUS, PaperKind.NEWS, PaperKind.RECEIPT}
_ANSWERED_BY_COACHES = {PaperKind.ANSWER, PaperKind.LETTER, PaperKind.CHANGE}


class Correspondence:
    """Safe to call twice with the same message. Whatever has returned is stored."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory,
        candidate_locks: KeyedLocks[UserId],
        review_locks: KeyedLocks[ReviewId],
        arrivals: Arrivals,
        clock: Clock,
    ) -> None:
        self._uow = unit_of_work
        self._locks = candidate_locks
        self._review_locks = review_locks
        self._arrivals = arrivals
        self._clock = clock

    @in_turn
    async def record_reply(self, message: IncomingMessage) -> Outcome:
        """Store a candidate's Discord reply to a message about a review. `UNKNOWN` if it is no such reply.

        Raises:
            ReplyTooLate: nobody reads it any more.
        """
        if message.replies_to is None:
            return Outcome.UNKNOWN
        if await self.review_shown_in(message.replies_to) is None:
            await self._arrivals.settled(dm_of(message.author))
        if await self._was_refused(message):
            return Outcome.DUPLICATE
        try:
            return await self._record_reply(message, message.replies_to)
        except ReviewError:
            # Said once: opening the review again does not send what its writer was told to be lost.
            await self._note_refusal(message)
            raise

    @retried_on_conflict
    async def _record_reply(self, message: IncomingMessage, replied_to: MessageId) -> Outcome:
        async with self._uow() as uow:
            shown = await uow.reviews.shown_in(replied_to)
            if shown is None or shown[0].candidate != message.author:
                return Outcome.UNKNOWN
            review, paper = shown
            if paper.kind not in _ANSWERED_BY_CANDIDATES:
                return Outcome.UNKNOWN
            if not message.answers:
                return await self._hinted(uow, message, Outcome.NO_ANSWER)
            if not await uow.inbox.first_sight(f"message:{message.id}"):
                return Outcome.DUPLICATE
            await note_presence(uow, message.author, channel=message.channel)
            event = ReplyWritten(
                candidate=message.author,
                answered=paper,
                text=message.text,
                files=message.files,
                source=Source(channel=message.channel, message=message.id),
                at=self._clock(),
            )
            await apply(uow, review, event, cause=f"message:{message.id}", now=self._clock())
            await uow.commit()
        return Outcome.RECORDED

    @in_turn
    async def record_feedback(self, message: IncomingMessage, member: Member) -> Outcome:
        """Store a coach's Discord reply to a card or to what a candidate wrote; edited since or not.

        `UNKNOWN`: it is no such reply and stays among coaches. `WITHHELD`: Discord did not hand over what it says.

        Raises:
            NotSetUp, NotCoach, NoSuchReview, OwnReview, OpinionGiven: they may not.
        """
        if message.replies_to is None:
            return Outcome.UNKNOWN
        await self._await_arrival(message.replies_to, message.channel, member.server)
        review = await self._answered_review(message.replies_to)
        if review is None:
            return Outcome.UNKNOWN
        async with self._review_locks.hold(review):
            if await self._was_refused(message):
                return Outcome.DUPLICATE
            try:
                return await self._record_feedback(message, member, review, what="send a reply")
            except Refusal:
                # Said once: whoever becomes a coach later has not written to the candidate now.
                await self._note_refusal(message)
                raise

    @in_turn
    async def send_as_feedback(self, message: IncomingMessage, member: Member) -> Outcome:
        """Store a message that a coach wrote in a card's thread, or as a reply to the card, because they say so.

        Raises:
            NotSetUp, NotCoach, NoSuchReview, OwnReview, OpinionGiven: they may not.
            NotYourMessage: somebody else wrote it.
            NoReviewThere: it stands in no card's thread and answers no card.
        """
        await self._require_own(message, member)
        review = None
        if message.replies_to is not None:
            await self._await_arrival(message.replies_to, message.channel, member.server)
            review = await self.review_shown_in(message.replies_to)
        if review is None:
            async with self._uow() as uow:
                found = await uow.reviews.with_card(MessageId(message.channel))
            if found is None:
                raise NoReviewThere
            review = found.id
        if not message.answers:
            return Outcome.NO_ANSWER
        async with self._review_locks.hold(review):
            outcome = await self._record_feedback(message, member, review, what="send a message")
            if outcome is Outcome.DUPLICATE and await self._edit(message) is Outcome.RECORDED:
                return Outcome.RECORDED  # it was sent before; what it says now follows
            return outcome

    @in_turn
    async def edit(self, message: IncomingMessage) -> Outcome:
        """Follow an edit of a letter to where it was delivered.

        `UNKNOWN`: no letter was written in that message. `EDIT_WITHHELD`, once for each edit that may be withheld: it
        says nothing that we may read; what was written before stays.

        Raises:
            NotSetUp, NotCoach: its writer is no coach any more.
        """
        return await self._edit(message)

    @retried_on_conflict
    async def withdraw(self, message: MessageId) -> Outcome:
        """Take back a letter whose message was deleted. `UNKNOWN` if no letter was written in it."""
        async with self._uow() as uow:
            review = await uow.reviews.holding(message)
            if review is None:
                return Outcome.UNKNOWN
            await apply(
                uow,
                review,
                LetterDeleted(message=message, at=self._clock()),
                cause=f"message:{message}",
                now=self._clock(),
            )
            await uow.commit()
        return Outcome.RECORDED

    @retried_on_conflict
    async def withdraw_feedback(self, message: MessageId, channel: ChannelId, server: ServerId) -> Outcome:
        """`withdraw` for a message in a server. If the deletion overtakes the message, it is never stored."""
        outcome = await self.withdraw(message)
        if outcome is not Outcome.UNKNOWN:
            return outcome
        async with self._uow() as uow:
            settings = await uow.servers.get(server)
            if settings is None:
                return Outcome.UNKNOWN
            if channel != settings.review_channel and await uow.reviews.with_card(MessageId(channel)) is None:
                return Outcome.UNKNOWN
            if await uow.inbox.first_sight(f"message:{message}"):
                await uow.commit()
                return Outcome.UNKNOWN
        return await self.withdraw(message)  # it was stored while we were about to mark it

    async def review_shown_in(self, message: MessageId) -> ReviewId | None:
        async with self._uow() as uow:
            shown = await uow.reviews.shown_in(message)
        return None if shown is None else shown[0].id

    @retried_on_conflict
    async def _edit(self, message: IncomingMessage) -> Outcome:
        async with self._uow() as uow:
            review = await uow.reviews.holding(message.id)
            letter = None if review is None else review.letter_from(message.id)
            if review is None or letter is None or letter.author != message.author:
                return Outcome.UNKNOWN
            if message.member is not None and _differs(letter, message):
                await review_for_coach(uow, message.member, review.id, what="edit feedback")
            if not message.answers:
                if not message.may_be_withheld:
                    return Outcome.NO_ANSWER
                return await self._hinted(uow, message, Outcome.EDIT_WITHHELD)
            await uow.inbox.first_sight(_hint_of(message))
            event = LetterEdited(message=message.id, text=message.text, files=message.files, at=self._clock())
            await apply(uow, review, event, cause=f"message:{message.id}", now=self._clock())
            await uow.commit()
        return Outcome.RECORDED

    @retried_on_conflict
    async def _was_refused(self, message: IncomingMessage) -> bool:
        async with self._uow() as uow:  # without a commit it only looks
            return not await uow.inbox.first_sight(f"refused:{message.id}")

    @retried_on_conflict
    async def _note_refusal(self, message: IncomingMessage) -> None:
        async with self._uow() as uow:
            await uow.inbox.first_sight(f"refused:{message.id}")
            if message.server is None:
                await note_presence(uow, message.author, channel=message.channel)
            await uow.commit()

    @retried_on_conflict
    async def _record_feedback(
        self, message: IncomingMessage, member: Member, review: ReviewId, *, what: str
    ) -> Outcome:
        async with self._uow() as uow:
            _, found = await review_for_coach(uow, member, review, what=what)
            if not message.answers:
                silent = Outcome.WITHHELD if message.may_be_withheld else Outcome.NO_ANSWER
                return await self._hinted(uow, message, silent)
            if not await uow.inbox.first_sight(f"message:{message.id}"):
                return Outcome.DUPLICATE
            await uow.inbox.first_sight(_hint_of(message))
            event = FeedbackWritten(
                coach=member.user,
                coach_name=member.name,
                text=message.text,
                files=message.files,
                source=Source(channel=message.channel, message=message.id),
                reachable=await is_reachable(uow, found),
                at=self._clock(),
            )
            after = await apply(uow, found, event, cause=f"message:{message.id}", now=self._clock())
            await uow.commit()
        return Outcome.HELD if after.letters[-1].state is LetterState.HELD else Outcome.RECORDED

    async def _require_own(self, message: IncomingMessage, member: Member) -> None:
        async with self._uow() as uow:
            await server_of_coach(uow, member, what="send a message")
        if message.author != member.user:
            raise NotYourMessage

    async def _await_arrival(self, shown: MessageId, channel: ChannelId, server: ServerId) -> None:
        """Wait for a card on its way into a review channel, or what is on its way into a card's thread."""
        if await self.review_shown_in(shown) is not None:
            return
        async with self._uow() as uow:
            of_thread = await uow.reviews.with_card(MessageId(channel))
            settings = await uow.servers.get(server)
            expected = [] if of_thread is None else [of_thread]
            if settings is not None and settings.review_channel == channel:
                expected = [each for each in await uow.reviews.queue(server) if each.message_of(CARD) is None]
        await self._arrivals.settled(*(place_of(each.id) for each in expected))

    async def _answered_review(self, message: MessageId) -> ReviewId | None:
        """The review to which a coach's Discord reply to this message belongs."""
        async with self._uow() as uow:
            shown = await uow.reviews.shown_in(message)
        if shown is None:
            return None
        review, paper = shown
        return review.id if _is_answered_by_coaches(review, paper) else None

    async def _hinted(self, uow: UnitOfWork, message: IncomingMessage, outcome: Outcome) -> Outcome:
        """Said once a message, and once for each edit of it."""
        if not await uow.inbox.first_sight(_hint_of(message)):
            return Outcome.DUPLICATE
        await uow.commit()
        return outcome


def _differs(letter: Letter, message: IncomingMessage) -> bool:
    """Discord reports an edit, too, when it unfurls a link or somebody pins the message."""
    return (letter.text, letter.files) != (message.text, message.files)


def _hint_of(message: IncomingMessage) -> str:
    """What is noted of a version of a message for which no hint is called for any more."""
    edit = "" if message.edited_at is None else f":{int(message.edited_at.timestamp() * 1000)}"
    return f"hint:{message.id}{edit}"


def _is_answered_by_coaches(review: Review, paper: Paper) -> bool:
    if paper.kind is PaperKind.LETTER:
        return review.letter(paper.number).side is Side.CANDIDATE
    return paper.kind in _ANSWERED_BY_COACHES

"""Takes in comments that are written as Discord messages, with their edits and deletions."""

from __future__ import annotations

from bot.core.content import ChannelId, MessageId, ReviewId, ServerId, UserId
from bot.core.incoming import IncomingMessage, Member
from bot.core.locks import KeyedLocks
from bot.core.newest_edits import NewestEdits
from bot.core.outcome import Outcome
from bot.core.refusal import Refusal
from bot.core.retrying import in_turn, retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.reviewing.domain.errors import NoReviewThere, NotYourMessage, ReviewError
from bot.reviewing.domain.events import CommentDeleted, CommentEdited, FeedbackWritten
from bot.reviewing.domain.model import Comment, CommentState, Side, Source
from bot.reviewing.usecases.apply import apply
from bot.reviewing.usecases.coach import is_reachable
from bot.reviewing.usecases.comments.addressing import ANSWERED_BY_CANDIDATES, Addressing
from bot.reviewing.usecases.comments.marks import admitted_edit, hint_of, hinted, note_refusal, was_refused
from bot.reviewing.usecases.comments.replies import store_reply
from bot.reviewing.usecases.comments.undecided import UndecidedReplies
from bot.reviewing.usecases.permission import review_for_coach
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.reviewing.usecases.safety.admission import Admission
from bot.servers.usecases.permission import server_of_coach


class CommentService:
    """Safe to call twice with the same message. Whatever has returned is stored."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork],
        candidate_locks: KeyedLocks[UserId],
        review_locks: KeyedLocks[ReviewId],
        addressing: Addressing,
        undecided: UndecidedReplies,
        admission: Admission,
        clock: Clock,
    ) -> None:
        self._uow = unit_of_work
        self._locks = candidate_locks
        self._replies: KeyedLocks[UserId] = KeyedLocks()
        self._review_locks = review_locks
        self._addressing = addressing
        self._undecided = undecided
        self._admission = admission
        self._clock = clock
        self._edits = NewestEdits()

    async def record_reply(self, message: IncomingMessage) -> Outcome:
        """Store a candidate's Discord reply to a post of a review. `UNKNOWN`: it is no such reply.

        Replies of one candidate are stored in the order in which they came. `UNDECIDED`: it may be one, and nobody can
        know now.

        Raises:
            ReplyTooLate: the review is over.
            ReplyMuted: its writer is muted on that server.
        """
        if message.replies_to is None:
            return Outcome.UNKNOWN
        async with self._replies.lock(message.author):
            return await self._undecided.noted(message, self._reply(message, message.replies_to), server=None)

    async def _reply(self, message: IncomingMessage, replied_to: MessageId) -> Outcome:
        # Not yet in the candidate's turn: it is needed to store that a panel has arrived, and behind that panel may
        # be the post that is waited for.
        if not await self._addressing.settled_in_dm(replied_to, message.author, is_of_bot=message.answers_bot):
            return Outcome.UNDECIDED
        return await self._record_reply_in_turn(message, replied_to)

    @in_turn
    async def _record_reply_in_turn(self, message: IncomingMessage, replied_to: MessageId) -> Outcome:
        if await was_refused(self._uow, message):
            return Outcome.DUPLICATE
        try:
            return await self._record_reply(message, replied_to)
        except ReviewError:
            # Refused for good: its writer was told that it is lost, so reopening the review must not send it.
            await note_refusal(self._uow, message)
            raise

    @retried_on_conflict
    async def _record_reply(self, message: IncomingMessage, replied_to: MessageId) -> Outcome:
        async with self._uow() as uow:
            shown = await uow.reviews.shown_in(replied_to)
            if shown is None or shown[0].candidate != message.author:
                return Outcome.UNKNOWN
            review, post = shown
            if post.kind not in ANSWERED_BY_CANDIDATES:
                return Outcome.UNKNOWN
            if not message.answers:
                return await hinted(uow, message, Outcome.NO_ANSWER)
            if self._undecided.keep_back(message, server=None):
                return Outcome.UNDECIDED
            return await store_reply(uow, review, message, answered=post, admission=self._admission, now=self._clock())

    @in_turn
    async def record_feedback(self, message: IncomingMessage, member: Member, *, from_history: bool = False) -> Outcome:
        """Store a coach's Discord reply to a card or to what a candidate wrote, edited since or not.

        Replies of one coach are stored in the order in which they came. `UNKNOWN`: it is no such reply and stays among
        coaches. `ANSWERS_UNKNOWN`: so it is, but its writer may think otherwise; once for a message, and with
        `from_history` only if it was `UNDECIDED` before. `UNDECIDED`: it may be such a reply, or come after one, and
        nobody can know now. `WITHHELD`: Discord did not hand over its text.

        Raises:
            NotSetUp, NotCoach, NoSuchReview, OwnReview, OpinionGiven, ReviewErased: they may not.
        """
        if message.replies_to is None:
            return Outcome.UNKNOWN
        deciding = self._feedback(message, member, message.replies_to, from_history=from_history)
        return await self._undecided.noted(message, deciding, server=member.server)

    async def _feedback(
        self, message: IncomingMessage, member: Member, replied_to: MessageId, *, from_history: bool
    ) -> Outcome:
        if not await self._addressing.settled_for(message, member.server):
            return Outcome.UNDECIDED
        review = await self._addressing.answered_by_coach(replied_to)
        if review is None:
            was_undecided = self._undecided.is_noted(message.id)
            if from_history and not was_undecided:
                return Outcome.UNKNOWN  # its writer was told, if need be, when they wrote it
            if not await self._addressing.seems_addressed(message, member, was_undecided=was_undecided):
                return Outcome.UNKNOWN
            return Outcome.DUPLICATE if await was_refused(self._uow, message) else await self._belongs_nowhere(message)
        if self._undecided.keep_back(message, server=member.server):
            return Outcome.UNDECIDED
        async with self._review_locks.lock(review):
            if await was_refused(self._uow, message):
                return Outcome.DUPLICATE
            try:
                return await self._record_feedback(message, member, review, what="send a reply")
            except Refusal:
                # Refused for good: becoming a coach later does not make it a comment.
                await note_refusal(self._uow, message)
                raise

    @in_turn
    async def send_as_feedback(self, message: IncomingMessage, member: Member) -> Outcome:
        """Store a coach's own message in a card's thread, or their reply to a post of the review, as feedback.

        Raises:
            NotSetUp, NotCoach, NoSuchReview, OwnReview, OpinionGiven, ReviewErased: they may not.
            NotYourMessage: somebody else wrote it.
            NoReviewThere: it is in no card's thread and replies to no post of a review.
        """
        await self._require_own(message, member)
        review = None
        if message.replies_to is not None:
            await self._addressing.settled_in_server(message.replies_to, message.channel, member.server)
            review = await self._addressing.shown_in(message.replies_to)
        if review is None:
            async with self._uow() as uow:
                found = await uow.reviews.with_card(MessageId(message.channel))
            if found is None:
                raise NoReviewThere
            review = found.id
        if not message.answers:
            return Outcome.NO_ANSWER
        async with self._review_locks.lock(review):
            outcome = await self._record_feedback(message, member, review, what="send a message", is_shown=True)
            if outcome is Outcome.DUPLICATE and await self._edit(message) is Outcome.RECORDED:
                return Outcome.RECORDED  # it was sent before, and its edit follows now
            return outcome

    async def edit(self, message: IncomingMessage) -> Outcome:
        """Follow an edit of a comment to where it was delivered.

        `UNKNOWN`: the message contains no comment. `DUPLICATE`: a newer version of it was heard of. Once for each edit:
        `EDIT_WITHHELD` if Discord did not hand over the new text, `EDIT_SHOWS_NOTHING` if it shows nothing.

        Raises:
            NotSetUp, NotCoach: its writer is no coach any more.
            ReplyMuted: its writer is muted on that server; once for each edit, which is not sent later either.
        """
        if self._edits.overtaken(message):
            return Outcome.DUPLICATE
        async with self._replies.lock(message.author):  # the reply itself may still be waiting
            return await self._edit_in_turn(message)

    @in_turn
    async def _edit_in_turn(self, message: IncomingMessage) -> Outcome:
        return await self._edit(message)

    @retried_on_conflict
    async def withdraw(self, message: MessageId) -> Outcome:
        """Withdraw the comment in a deleted message. `UNKNOWN`: the message contained no comment."""
        self._edits.note_deletion(message)
        async with self._uow() as uow:
            review = await uow.reviews.with_comment_in(message)
            if review is None:
                return Outcome.UNKNOWN
            await apply(
                uow,
                review,
                CommentDeleted(message=message, at=self._clock()),
                cause=f"message:{message}",
                now=self._clock(),
            )
            await uow.commit()
        return Outcome.RECORDED

    @retried_on_conflict
    async def withdraw_feedback(self, message: MessageId, channel: ChannelId, server: ServerId) -> Outcome:
        """`withdraw` for a message in a server. If the deletion overtakes the message, the message is never stored."""
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
        return await self.withdraw(message)  # it was stored before it could be marked as seen

    @retried_on_conflict
    async def _edit(self, message: IncomingMessage) -> Outcome:
        async with self._uow() as uow:
            review = await uow.reviews.with_comment_in(message.id)
            comment = None if review is None else review.comment_from(message.id)
            if review is None or comment is None or comment.author != message.author:
                return Outcome.UNKNOWN
            if message.member is not None and _differs(comment, message):
                await review_for_coach(uow, message.member, review.id, what="edit feedback")
            if not message.answers:
                silent = Outcome.EDIT_WITHHELD if message.may_be_withheld else Outcome.EDIT_SHOWS_NOTHING
                return await hinted(uow, message, silent)
            is_reply = comment.side is Side.CANDIDATE and _differs(comment, message)
            if is_reply and not await admitted_edit(uow, review, message, self._admission):
                return Outcome.DUPLICATE
            await uow.inbox.first_sight(hint_of(message))
            event = CommentEdited(message=message.id, text=message.text, files=message.files, at=self._clock())
            await apply(uow, review, event, cause=f"message:{message.id}", now=self._clock())
            await uow.commit()
        return Outcome.RECORDED

    @retried_on_conflict
    async def _belongs_nowhere(self, message: IncomingMessage) -> Outcome:
        async with self._uow() as uow:
            if not await uow.inbox.first_sight(f"message:{message.id}"):
                return Outcome.DUPLICATE  # it was a comment of a review that is erased by now, or was told of before
            return await hinted(uow, message, Outcome.ANSWERS_UNKNOWN)

    @retried_on_conflict
    async def _record_feedback(
        self, message: IncomingMessage, member: Member, review: ReviewId, *, what: str, is_shown: bool = False
    ) -> Outcome:
        async with self._uow() as uow:
            _, found = await review_for_coach(uow, member, review, what=what)
            if not message.answers:
                silent = Outcome.WITHHELD if message.may_be_withheld else Outcome.NO_ANSWER
                return await hinted(uow, message, silent)
            if self._edits.is_deleted(message.id) or not await _is_new(uow, message.id, is_shown=is_shown):
                return Outcome.DUPLICATE
            await uow.inbox.first_sight(hint_of(message))
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
        return Outcome.HELD if after.comments[-1].state is CommentState.HELD else Outcome.RECORDED

    async def _require_own(self, message: IncomingMessage, member: Member) -> None:
        async with self._uow() as uow:
            await server_of_coach(uow, member, what="send a message")
        if message.author != member.user:
            raise NotYourMessage


def _differs(comment: Comment, message: IncomingMessage) -> bool:
    """True for a real edit: Discord reports one, too, when it unfurls a link or somebody pins the message."""
    return (comment.text, comment.files) != (message.text, message.files)


async def _is_new(uow: ReviewingUnitOfWork, message: MessageId, *, is_shown: bool) -> bool:
    """`is_shown`: its writer has the message before them. If it is too old to be remembered, comments tell."""
    cause = f"message:{message}"
    if await uow.inbox.first_sight(cause):
        return True
    return is_shown and await uow.inbox.is_forgotten(cause) and await uow.reviews.with_comment_in(message) is None

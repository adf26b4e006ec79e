"""The candidate's use cases: start an interview, answer, and move through it."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from random import Random
from typing import Generic, TypeVar

from bot.banks.usecases.shelf import BankShelf
from bot.core.content import ChannelId, InteractionId, InterviewId, MessageId, ServerId, UserId
from bot.core.incoming import IncomingMessage
from bot.core.locks import KeyedLocks
from bot.core.outcome import Outcome
from bot.core.retrying import in_turn, retried_on_conflict
from bot.core.transactions import Clock, ConcurrentUpdate, UnitOfWorkFactory
from bot.interviewing.domain.attribution import interview_of
from bot.interviewing.domain.effects import AskQuestion, AskRevealAnyway
from bot.interviewing.domain.errors import NoInterview, NotAnsweredYet, NotOpenYet
from bot.interviewing.domain.events import (
    AnswerEdited,
    AnswerWithdrawn,
    Control,
    EndPressed,
    ExamplesPressed,
    HistoryRead,
    NextPressed,
)
from bot.interviewing.domain.machine import advance
from bot.interviewing.domain.model import Interview, Phase
from bot.interviewing.domain.opening import opened
from bot.interviewing.domain.plan import ChosenQuestions, Plan
from bot.interviewing.domain.step import Step
from bot.interviewing.usecases.choosing import QuestionChoice
from bot.interviewing.usecases.intake import AnswerIntake
from bot.interviewing.usecases.outgoing import asks_question
from bot.interviewing.usecases.parking import decided, interview_meant, make_room
from bot.interviewing.usecases.ports import AlreadyLive, AnswerFollower, InterviewingUnitOfWork
from bot.interviewing.usecases.sending import InterviewSending
from bot.interviewing.usecases.storing import Storing
from bot.interviewing.usecases.understanding import Understanding
from bot.outbound.in_flight import InFlight
from bot.outbound.outbox import dm_of
from bot.outbound.reachability import note_presence

U = TypeVar("U", bound=InterviewingUnitOfWork)


class InterviewService(Generic[U]):
    """When a method returns, its change is stored."""

    def __init__(  # noqa: PLR0913 - one argument a collaborator
        self,
        *,
        unit_of_work: UnitOfWorkFactory[U],
        shelf: BankShelf,
        locks: KeyedLocks[UserId],
        in_flight: InFlight,
        follower: AnswerFollower[U],
        sending: InterviewSending[U],
        clock: Clock,
        chance: Random,
    ) -> None:
        self._uow = unit_of_work
        self._choice = QuestionChoice(shelf=shelf, chance=chance)
        self._locks = locks
        self._in_flight = in_flight
        self._follower = follower
        self._sending = sending
        self._clock = clock
        self._storing = Storing(follower=follower, sending=sending, clock=clock)
        self._intake = AnswerIntake(understanding=Understanding(follower=follower), storing=self._storing)

    @in_turn
    async def start(  # noqa: PLR0913 - one argument a fact
        self,
        candidate: UserId,
        plan: Plan | ChosenQuestions,
        *,
        cause: str,
        server: ServerId | None = None,
        locale: str = "en-US",
        reply_in: ChannelId | None = None,
        started_by: InteractionId | None = None,
        instead_of_live: bool = False,
        before_live: bool = False,
    ) -> Outcome:
        """Store a new interview and queue its first question. The interview is open once that question has arrived.

        Safe to call twice. `reply_in`: the direct message channel where `/mock` was used, if it was; then the question
        may be the reply. `started_by`: as in `Interview`. A live interview ends with `instead_of_live`, and with
        `before_live` it is parked.

        Raises:
            TooManyBanksChosen, NoSuchBank, BankUnreadable: there are no such banks to ask from.
            TopicNotInBank, NothingFits, StartNeedsOneBank, NoSuchStart, NothingFitsFrom, QuestionsGone: the plan cannot
                be followed.
            AlreadyInInterview: there is a live one, and it may be neither ended nor parked.
        """
        banks = await self._choice.banks(plan, candidate, server)
        async with self._uow() as uow:
            if not await uow.inbox.first_sight(cause):
                return Outcome.DUPLICATE
            now = self._clock()
            await note_presence(uow, candidate, channel=reply_in)
            seen = await uow.interviews.seen(candidate, [each.slug for each in banks])
            interview = opened(
                self._choice.questions(plan, banks, seen),
                mode=plan.mode,
                follow_ups=plan.follow_ups_wanted,
                candidate=candidate,
                server=server,
                locale=locale,
                seen=seen,
                now=now,
                started_by=started_by,
            )
            await make_room(uow, interview, self._follower, cause=cause, may_end=instead_of_live, may_park=before_live)
            try:
                interview = await uow.interviews.add(interview)
            except AlreadyLive as error:  # another process was faster
                raise ConcurrentUpdate from error
            for_reply, effects = reply_in is not None, [AskQuestion(number=1)]
            send = await self._sending.put(uow, interview, effects, cause=cause, now=now, for_reply=for_reply)
            await uow.commit()
        send()
        return Outcome.RECORDED

    @in_turn
    async def record_answer(self, message: IncomingMessage) -> Outcome:
        """Store a message as part of the answer to the question it was written under. Safe to call twice.

        It counts in the interview that was under way when it was written, even if that has ended since. `ASKED`: it may
        be no answer, so its writer is asked.

        Raises:
            InDebrief: the interview takes no more answers.
        """
        async with self._uow() as uow:
            return await self._intake.record(uow, message)

    @in_turn
    async def keep_as_answer(self, message: IncomingMessage, interview: InterviewId) -> Outcome:
        """Store a message about which its writer was asked in this interview: it is an answer. Safe to call twice.

        Raises:
            NoInterview: it is not an interview of theirs.
        """
        async with self._uow() as uow:
            asked_in = await uow.interviews.get(interview)
            if asked_in is None or asked_in.candidate != message.author:
                raise NoInterview
            if not message.answers:
                return Outcome.NO_ANSWER
            return await self._intake.add(uow, asked_in, message, confirmed=True)

    @in_turn
    async def edit_answer(self, message: IncomingMessage) -> Outcome:
        """Apply an edit to an answer, even in an ended interview. Safe to call twice.

        A message that the bot does not know (Discord may never have delivered it) counts as just written, if an
        interview was under way then.

        Raises:
            InDebrief: the message counts as just written, and the interview takes no more answers.
        """
        async with self._uow() as uow:
            interview = await uow.interviews.containing(message.id)
            if interview is not None and interview.candidate == message.author:
                step = advance(interview, AnswerEdited(message_id=message.id, text=message.text, files=message.files))
                if step.interview != interview:
                    await self._storing.store(uow, interview, step, cause=f"message:{message.id}")
                return Outcome.RECORDED
            found = await uow.interviews.taking_messages(message.author, written=message.id)
            if interview_of(found, message.id) is None:
                return Outcome.UNKNOWN
            return await self._intake.record(uow, message)

    async def is_part_of_answer(self, message: MessageId) -> bool:
        """True if the message is part of an answer."""
        async with self._uow() as uow:
            return await uow.interviews.containing(message) is not None

    async def withdraw_answer(self, message: MessageId) -> Outcome:
        """Take a deleted message out of its answer, even in an ended interview. Safe to call twice.

        Discord names the deleted message but not who deleted it (in a direct message only its author can), so a
        deletion cannot queue behind the message itself. If the deletion comes first, the message is never stored.
        """
        author = await self._author_of(message)
        return Outcome.UNKNOWN if author is None else await self._withdraw(author, message)

    @in_turn
    async def history_read(self, candidate: UserId, ended: Collection[InterviewId]) -> None:
        """Note that all messages from before the end of these interviews of the candidate are stored."""
        async with self._uow() as uow:
            for each in await uow.interviews.taking_messages(candidate):
                if each.id in ended:
                    await uow.interviews.save(advance(each, HistoryRead()).interview)
            await uow.commit()

    async def control(
        self,
        candidate: UserId,
        event: Control,
        *,
        cause: str,
        interview: InterviewId | None = None,
        reply_in: ChannelId | None = None,
        may_be_unheard: bool = False,
    ) -> Outcome:
        """Apply a button (which names its interview) or a command (which means the live one). Safe to call twice.

        `may_be_unheard`: whatever would tell the candidate that they have not answered raises NotAnsweredYet, because
        the caller will read the history and come again. Buttons for help go on working when their interview is over.

        Raises:
            NoInterview, OtherInterview, InterviewEnded: there is nothing to apply it to.
            AlreadyInInterview: the candidate would go on with one that is over, and has begun another since.
            InterviewError: the machine refuses the event.
        """
        apply = partial(
            self._control,
            candidate,
            event,
            cause=cause,
            interview=interview,
            reply_in=reply_in,
            may_be_unheard=may_be_unheard,
        )
        try:
            return await apply()
        except NotOpenYet:
            # The candidate may be reading the question while its arrival is being stored.
            await self._in_flight.settled(dm_of(candidate), wanted=asks_question)
            return await apply()

    @in_turn
    async def _control(
        self,
        candidate: UserId,
        event: Control,
        *,
        cause: str,
        interview: InterviewId | None,
        reply_in: ChannelId | None,
        may_be_unheard: bool,
    ) -> Outcome:
        async with self._uow() as uow:
            if not await uow.inbox.first_sight(cause):
                return Outcome.DUPLICATE
            unfinished = await uow.interviews.unfinished_of(candidate)
            found = await interview_meant(uow, candidate, event, pressed=interview, unfinished=unfinished)
            if isinstance(event, ExamplesPressed):
                event = await self._sending.with_others(uow, found, event)
            step = await decided(uow, found, event, unfinished, self._follower, cause=cause)
            if may_be_unheard and _says_unanswered(found, event, step):
                raise NotAnsweredYet
            await note_presence(uow, candidate, channel=reply_in)
            await self._storing.store(
                uow,
                found,
                step,
                cause=cause,
                waits_for_reply=reply_in is not None,
                finished=isinstance(event, NextPressed),
                unfinished=unfinished,
            )
        return Outcome.RECORDED

    @retried_on_conflict
    async def _author_of(self, message: MessageId) -> UserId | None:
        """The author of a stored part of an answer; None if the message is not stored, and then it never will be."""
        async with self._uow() as uow:
            container = await uow.interviews.containing(message)
            if container is None and await uow.inbox.first_sight(f"message:{message}"):
                await uow.commit()
                return None
            container = container or await uow.interviews.containing(message)  # stored while we were about to mark it
        return None if container is None else container.candidate

    @in_turn
    async def _withdraw(self, _author: UserId, message: MessageId) -> Outcome:
        async with self._uow() as uow:
            interview = await uow.interviews.containing(message)
            if interview is None:
                return Outcome.UNKNOWN
            step = advance(interview, AnswerWithdrawn(message_id=message))
            await self._storing.store(uow, interview, step, cause=f"message:{message}")
        return Outcome.RECORDED


def _says_unanswered(before: Interview, event: Control, step: Step) -> bool:
    """True if what follows from the event tells the candidate that the present question has no answer."""
    is_ending = isinstance(event, EndPressed) and before.phase is Phase.ASKED
    return is_ending or any(isinstance(each, AskRevealAnyway) for each in step.effects)

"""The candidate's use cases for sending an answer to coaches, or to another coach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from bot.core.content import ChannelId, InterviewId, ReviewId, ServerId, UserId, has_something_to_see
from bot.core.locks import KeyedLocks
from bot.core.outcome import Outcome
from bot.core.retrying import in_turn
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.interviewing.domain.model import Interview
from bot.outbound.messenger import Messenger
from bot.outbound.reachability import note_presence
from bot.reviewing.domain.errors import (
    FocusMissing,
    FormSentBefore,
    NoCoaches,
    NoFeedbackYet,
    ReviewErased,
)
from bot.reviewing.domain.model import Attempt, Review
from bot.reviewing.domain.promise import Promise
from bot.reviewing.usecases.new_review import (
    Along,
    Invitation,
    NewReviews,
    along_with,
    answer_to_send,
    require_room,
    too_many,
)
from bot.reviewing.usecases.permission import own_review
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.reviewing.usecases.safety.admission import Admission
from bot.reviewing.usecases.snapshots import promise_of
from bot.servers.domain.model import Server
from bot.servers.usecases.memberships import Memberships


class Submissions:
    """One method is one transaction. Whatever has returned is stored."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork],
        locks: KeyedLocks[UserId],
        clock: Clock,
        chance: Random,
        messenger: Messenger,
        admission: Admission,
        patience: float,
    ) -> None:
        """`patience`: the seconds that Discord has to say whether a candidate is in a server."""
        self._uow = unit_of_work
        self._memberships = Memberships(messenger=messenger, patience=patience)
        self._admission = admission
        self._locks = locks
        self._clock = clock
        self._new = NewReviews(chance)

    async def was_sent(
        self, candidate: UserId, *, form: str, interview: InterviewId, question: int, focus: str
    ) -> bool:
        """True if the form was sent before: when the bot's answer gets lost it stays open, and is sent again.

        Raises:
            FormSentBefore: it was, with another focus.
        """
        async with self._uow() as uow:
            if not await uow.inbox.has_seen(_sight_of(form)):
                return False
            await _require_same_focus(uow, candidate, interview, question, focus)
        return True

    async def invitation(self, candidate: UserId, interview: InterviewId, question: int) -> Invitation:
        """What the candidate is shown before sending the answer.

        Raises:
            NoAnswerToSend, AlreadySent, TooManyReviews, NoCoaches, NotSentNow: it cannot be sent.
        """
        async with self._uow() as uow:
            found = await answer_to_send(uow, candidate, interview, question)
            is_bound = await _is_bound(uow, found)
            servers = await _servers_of(uow, found, is_bound=is_bound)
            everywhere = [each for each in await uow.servers.all() if each.removed_at is None]
            asked = await uow.safeguards.of([each.id for each in (servers if is_bound else everywhere)])
        if not is_bound:
            servers = await self._memberships.of(candidate, known=servers, others=everywhere)
        if not servers:
            raise NoCoaches
        joined = await self._admission.joined(candidate, {id_: asked[id_] for id_ in _ids(servers) if id_ in asked})
        async with self._uow() as uow:
            refusals = await self._admission.refusals(uow, candidate, _ids(servers), joined=joined)
            servers = [each for each in servers if each.id not in refusals]
            counts = [await uow.reviews.count_open(each.id, candidate) for each in servers]
            free = [each for each, count in zip(servers, counts, strict=True) if count < each.open_per_candidate]
            if not servers:
                raise next(iter(refusals.values()))
            if not free:
                raise await too_many(uow, servers, candidate)
            offered = [(each, await promise_of(uow, each, now=self._clock())) for each in free]
        return Invitation(interview=interview, question=question, servers=offered, along=along_with(found, question))

    @in_turn
    async def send(  # noqa: PLR0913 - one argument a fact
        self,
        candidate: UserId,
        *,
        cause: str,
        form: str,
        server: ServerId,
        interview: InterviewId,
        question: int,
        focus: str,
        name: str | None,
        locale: str,
        reply_in: ChannelId | None = None,
    ) -> Outcome:
        """Store a new review, with its card in the outbox. `name` is None for a candidate who stays anonymous.

        The same `form` is sent once, even if its review has feedback by now: see `was_sent`.

        Raises:
            FocusMissing, NoAnswerToSend, AlreadySent, TooManyReviews, NoCoaches, NotSentNow: it cannot be sent. Only
                `invitation` asks Discord for how long they have been a member.
            FormSentBefore: the form was sent before, with another focus.
        """
        if not has_something_to_see(focus):
            raise FocusMissing
        async with self._uow() as uow:
            if not await uow.inbox.first_sight(cause):
                return Outcome.DUPLICATE
            if not await uow.inbox.first_sight(_sight_of(form)):
                await _require_same_focus(uow, candidate, interview, question, focus)
                return Outcome.DONE_BEFORE
            await uow.reviews.count_open(server, candidate)  # waits for anybody who is about to send the same answer
            found = await answer_to_send(uow, candidate, interview, question)
            settings = await uow.servers.get(server)
            if settings is None or settings.removed_at is not None:
                raise NoCoaches
            if found.server != server and await _is_bound(uow, found):
                raise NoCoaches
            await self._admission.require(uow, candidate, server)
            await note_presence(uow, candidate, channel=reply_in)
            await self._new.add(
                uow,
                settings,
                Attempt(number=1, interview=interview, question=question, sent_at=self._clock()),
                interview=found,
                candidate=candidate,
                focus=focus.strip(),
                name=name,
                locale=locale,
                cause=cause,
                waits_for_reply=reply_in is not None,
            )
            await uow.commit()
        return Outcome.RECORDED

    async def opinion(self, candidate: UserId, review: ReviewId) -> tuple[Review, Promise | None, Along]:
        """What to show before another coach is asked about the same answer: the review, the promise, what goes along.

        Raises:
            as `ask_another`.
        """
        async with self._uow() as uow:
            found, server, answered = await _another_opinion(uow, candidate, review)
            asked = await uow.safeguards.of([server.id])
        joined = await self._admission.joined(candidate, asked)
        async with self._uow() as uow:
            await self._admission.require(uow, candidate, server.id, joined=joined)
            await require_room(uow, server, candidate)
            along = along_with(answered, found.attempts[-1].question)
            return found, await promise_of(uow, server, now=self._clock()), along

    @in_turn
    async def ask_another(
        self,
        candidate: UserId,
        review: ReviewId,
        *,
        form: str,
        focus: str,
        cause: str,
        reply_in: ChannelId | None = None,
    ) -> Outcome:
        """Ask for the opinion of a coach who has given none on this answer. An empty `focus` repeats the earlier one.

        The same `form` asks for one, even if that has been given by now.

        Raises:
            NoSuchReview, ReviewErased, NoFeedbackYet, NoAnswerToSend: there is nothing to ask about.
            AlreadySent, TooManyReviews, NoCoaches, FormSentBefore, NotSentNow: it cannot be asked for. Only `opinion`
                asks Discord for how long they have been a member.
        """
        async with self._uow() as uow:
            if not await uow.inbox.first_sight(cause):
                return Outcome.DUPLICATE
            if not await uow.inbox.first_sight(_sight_of(form)):
                about = await own_review(uow, candidate, review, what="ask for another opinion")
                answer = about.attempts[-1]
                said = focus if has_something_to_see(focus) else about.focus
                await _require_same_focus(uow, candidate, answer.interview, answer.question, said)
                return Outcome.DONE_BEFORE
            first, settings, answered = await _another_opinion(uow, candidate, review)
            await self._admission.require(uow, candidate, settings.id)
            await note_presence(uow, candidate, channel=reply_in)
            await self._new.add(
                uow,
                settings,
                replace(first.attempts[-1], number=1, sent_at=self._clock()),
                interview=answered,
                candidate=candidate,
                focus=focus.strip() if has_something_to_see(focus) else first.focus,
                name=first.shown_name if first.named else None,
                locale=first.locale,
                cause=cause,
                waits_for_reply=reply_in is not None,
                opinion_of=first.id,
                excluded=first.excluded | await _given_by(uow, first),
            )
            await uow.commit()
        return Outcome.RECORDED


def _ids(servers: Sequence[Server]) -> Sequence[ServerId]:
    return [each.id for each in servers]


def _sight_of(form: str) -> str:
    """The key in the inbox of an opened form; `form` is unique among all of them."""
    return f"form:{form}"


async def _require_same_focus(
    uow: ReviewingUnitOfWork, candidate: UserId, interview: InterviewId, question: int, focus: str
) -> None:
    """Raises FormSentBefore if no review of the answer has this focus."""
    about = await uow.reviews.of_answer(interview, question)
    if all((each.candidate, each.focus) != (candidate, focus.strip()) for each in about):
        raise FormSentBefore


async def _another_opinion(
    uow: ReviewingUnitOfWork, candidate: UserId, review: ReviewId
) -> tuple[Review, Server, Interview]:
    """The review whose answer another coach would look at, its server, and the interview of the answer."""
    first = await own_review(uow, candidate, review, what="ask for another opinion")
    if first.erased:
        raise ReviewErased
    if first.coach is None:
        raise NoFeedbackYet
    server = await uow.servers.get(first.server)
    if server is None or server.removed_at is not None:
        raise NoCoaches
    await uow.reviews.count_open(server.id, candidate)  # waits for anybody who is about to send the same answer
    last = first.attempts[-1]
    return first, server, await answer_to_send(uow, candidate, last.interview, last.question)


async def _given_by(uow: ReviewingUnitOfWork, review: Review) -> set[UserId]:
    """The coaches of its server who have given feedback on the same answer under the same name or alias.

    The card names them: nobody must learn from it that an alias and a name are one person.
    """
    attempt = review.attempts[-1]
    about = [review, *await uow.reviews.of_answer(attempt.interview, attempt.question)]
    return {comment.author for each in about if _is_same_person(each, review) for comment in each.feedback}


def _is_same_person(one: Review, other: Review) -> bool:
    """True if coaches know the candidates of two reviews of one answer for the same."""
    return one.server == other.server and one.named is other.named


async def _is_bound(uow: ReviewingUnitOfWork, interview: Interview) -> bool:
    """True if only coaches of the server where `/mock` was typed may see its answers, and the bot is still there."""
    if interview.server is None:
        return False
    settings = await uow.servers.remembered(interview.server)
    return settings is None or settings.removed_at is None


async def _servers_of(uow: ReviewingUnitOfWork, interview: Interview, *, is_bound: bool) -> Sequence[Server]:
    """The server where `/mock` was typed; for an interview that is not bound to one, the candidate's known servers."""
    if interview.server is None or not is_bound:
        return await uow.servers.known_to(interview.candidate)
    settings = await uow.servers.get(interview.server)
    return [] if settings is None else [settings]

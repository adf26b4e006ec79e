"""Stores a new review, if the answer may be sent to coaches at all, and knows what goes along with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bot.core.content import InterviewId, ReviewId, ServerId, UserId
from bot.interviewing.domain.model import Interview
from bot.reviewing.domain.alias import alias
from bot.reviewing.domain.errors import AlreadySent, AnswerSentAgain, NoAnswerToSend, NotToBeReopened
from bot.reviewing.domain.events import Sent
from bot.reviewing.domain.model import Attempt, Review, Stage
from bot.reviewing.domain.promise import Promise
from bot.reviewing.usecases.apply import apply
from bot.reviewing.usecases.candidates.open_reviews import open_reviews
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.reviewing.usecases.refusals import TooManyReviews
from bot.servers.domain.model import Server


@dataclass(frozen=True, slots=True, kw_only=True)
class Along:
    """What goes to coaches with the text of an answer."""

    files: int
    """Without voice messages."""
    voices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a candidate is shown before sending an answer to coaches."""

    interview: InterviewId
    question: int
    servers: Sequence[tuple[Server, Promise | None]]
    """The servers whose coaches can be asked, each with its promise; never empty."""
    along: Along


class NewReviews:
    """Works in a unit of work that the caller commits."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance

    async def add(  # noqa: PLR0913 - one argument a fact
        self,
        uow: ReviewingUnitOfWork,
        server: Server,
        attempt: Attempt,
        *,
        interview: Interview,
        candidate: UserId,
        focus: str,
        name: str | None,
        locale: str,
        cause: str,
        waits_for_reply: bool,
        opinion_of: ReviewId | None = None,
        excluded: frozenset[UserId] = frozenset(),
    ) -> None:
        """Store a review, with its card in the outbox. `name` is None for a candidate who stays anonymous.

        `interview` is the one of the attempt: coaches who want to hear of its bank or topics are pinged.

        Raises:
            TooManyReviews: the candidate has as many waiting reviews as the server allows.
        """
        await require_room(uow, server, candidate)
        shown = name or await alias_of(uow, server.id, candidate, self._chance)
        review = await uow.reviews.add(
            Review(
                id=ReviewId(0),
                server=server.id,
                channel=server.review_channel,
                candidate=candidate,
                shown_name=shown,
                named=name is not None,
                locale=locale,
                focus=focus,
                goal=server.goal,
                attempts=(attempt,),
                stage=Stage.WAITING,
                sent_at=attempt.sent_at,
                opinion_of=opinion_of,
                excluded=excluded,
            )
        )
        asked = interview.round(attempt.question)
        called = await uow.interests.called(server.id, bank=asked.bank.slug, topics=asked.question.topics)
        others = tuple(each for each in called if each != candidate and each not in excluded)
        event = Sent(at=attempt.sent_at, called=others)
        await apply(uow, review, event, cause=cause, now=attempt.sent_at, waits_for_reply=waits_for_reply)


async def answer_to_send(
    uow: ReviewingUnitOfWork, candidate: UserId, interview: InterviewId, question: int
) -> Interview:
    """The interview of the candidate's answer, if no review of it waits for feedback.

    Raises:
        NoAnswerToSend, AlreadySent: it cannot be sent.
    """
    found = await uow.interviews.get(interview)
    if found is None or found.candidate != candidate or not 1 <= question <= len(found.rounds):
        raise NoAnswerToSend
    if not found.round(question).answered:
        raise NoAnswerToSend
    if any(each.stage is Stage.WAITING for each in await uow.reviews.of_answer(interview, question)):
        raise AlreadySent
    return found


def along_with(interview: Interview, question: int) -> Along:
    """What coaches get besides the text of an answer, and of what was said to follow-ups."""
    files = [file for part in interview.written_in(question) for file in part.files]
    voices = sum(each.voice_seconds is not None for each in files)
    return Along(files=len(files) - voices, voices=voices)


async def require_sent_once(uow: ReviewingUnitOfWork, review: Review) -> None:
    """Until the transaction ends, no other review of the same answer is added.

    Raises:
        AnswerSentAgain: another one waits.
        NotToBeReopened: the same, but under the alias instead of the name, or the other way round: coaches must not
            learn that these are one person.
    """
    await uow.reviews.count_open(review.server, review.candidate)
    for attempt in review.attempts:
        same = await uow.reviews.of_answer(attempt.interview, attempt.question)
        waiting = [each for each in same if each.id != review.id and each.stage is Stage.WAITING]
        if waiting:
            raise AnswerSentAgain if waiting[0].named is review.named else NotToBeReopened


async def require_room(uow: ReviewingUnitOfWork, server: Server, candidate: UserId) -> None:
    """Raises TooManyReviews. Until the transaction ends, no other review of the candidate is added."""
    if await uow.reviews.count_open(server.id, candidate) >= server.open_per_candidate:
        raise await too_many(uow, [server], candidate)


async def too_many(uow: ReviewingUnitOfWork, servers: Sequence[Server], candidate: UserId) -> TooManyReviews:
    """The refusal that names what the candidate has waiting in these servers."""
    ids = {each.id for each in servers}
    running = await open_reviews(uow, candidate)
    waiting = [each for each in running if each.review.stage is Stage.WAITING and each.review.server in ids]
    return TooManyReviews(most=max(each.open_per_candidate for each in servers), waiting=waiting)


async def alias_of(uow: ReviewingUnitOfWork, server: ServerId, candidate: UserId, chance: Random) -> str:
    """The alias by which coaches of the server know the candidate; no other candidate has it there.

    Each server has another one, so that coaches of two servers do not recognise the candidate.
    """
    known = await uow.aliases.of(server, candidate)
    elsewhere = await uow.aliases.all_of(candidate)
    tries = 0
    while known is None:
        proposed = alias(chance, tries)
        tries += 1
        if proposed not in elsewhere and await uow.aliases.take(server, candidate, proposed):
            known = proposed
    return known

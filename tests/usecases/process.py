"""One process of the bot, without Discord's client: the use cases put together as `bot.app.application` does."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

from bot.banks.format.catalogue import Catalogue
from bot.banks.usecases.shelf import BankShelf
from bot.core.commits import CommitHooks, Committed
from bot.core.content import ChannelId, InterviewId, ReviewId, UserId
from bot.core.incoming import IncomingMessage
from bot.core.leaving import Leaving
from bot.core.locks import KeyedLocks
from bot.core.outcome import Outcome
from bot.core.refusal import Refusal
from bot.core.waits import Waits
from bot.inbound.channel_history import ChannelHistory
from bot.inbound.direct_messages import DirectMessages
from bot.inbound.dm_history import DmHistory
from bot.inbound.door import Door
from bot.interviewing.domain.events import Control, EndPressed, NextPressed, ResumePressed, SkipPressed
from bot.interviewing.domain.model import Interview
from bot.interviewing.domain.plan import Plan
from bot.interviewing.usecases.interviews import InterviewService
from bot.interviewing.usecases.lookups import Lookups
from bot.interviewing.usecases.outgoing import INTERVIEW
from bot.interviewing.usecases.parcels import InterviewParcels
from bot.interviewing.usecases.sending import InterviewSending
from bot.interviewing.usecases.surroundings import AroundInterviews
from bot.outbound.candidates import Candidate
from bot.outbound.delivery_loop import DeliveryLoop
from bot.outbound.handler import Delivery
from bot.outbound.in_flight import InFlight
from bot.outbound.in_hand import InHand
from bot.outbound.messenger import Reply
from bot.outbound.outbox import Parcel, dm_of
from bot.outbound.relay import OutboxRelay
from bot.outbound.request_budget import RequestBudget
from bot.practising.usecases.due import DuePractice
from bot.practising.usecases.history import OwnHistory
from bot.practising.usecases.outgoing import REMINDER
from bot.practising.usecases.parcels import ReminderParcels
from bot.practising.usecases.plans import PlanService
from bot.practising.usecases.practised import PractisedQuestions
from bot.practising.usecases.progress import OwnProgress
from bot.practising.usecases.reminders import ReminderScheduler
from bot.practising.usecases.returning import QuestionReturns
from bot.practising.usecases.zone_names import zone_names
from bot.practising.views.reminders import ReminderMessages
from bot.privacy.domain.ages import Ages
from bot.privacy.usecases.absence import AbsenceNotices
from bot.privacy.usecases.every_unit_of_work import EveryUnitOfWork
from bot.privacy.usecases.exporting.contents import ExportContents
from bot.privacy.usecases.exporting.fetching import FileFetching
from bot.privacy.usecases.exporting.maker import ExportMaker
from bot.privacy.usecases.exporting.outgoing import EXPORT
from bot.privacy.usecases.exporting.own_exports import OwnExports
from bot.privacy.usecases.exporting.parcels import ExportParcels
from bot.privacy.usecases.forgetting.forget_me import ForgetMe
from bot.privacy.usecases.forgetting.work import ForgettingWork
from bot.privacy.views.documents.writing import MarkdownDocuments
from bot.privacy.views.export_messages import ExportMessages
from bot.privacy.views.forgetting_words import ForgettingMessages
from bot.privacy.views.ways_out import export_way
from bot.reviewing.usecases.answer_follower import ReviewsOfAnswers
from bot.reviewing.usecases.candidate import SentReviews
from bot.reviewing.usecases.coach import CoachService
from bot.reviewing.usecases.coach_profiles import CoachProfiles
from bot.reviewing.usecases.comments.addressing import Addressing
from bot.reviewing.usecases.comments.meant_for_coach import MeantForCoach
from bot.reviewing.usecases.comments.service import CommentService
from bot.reviewing.usecases.comments.undecided import UndecidedReplies
from bot.reviewing.usecases.deleted_posts import DeletedPosts
from bot.reviewing.usecases.missing_posts import MissingPosts
from bot.reviewing.usecases.notes import Notes
from bot.reviewing.usecases.outgoing import REVIEW
from bot.reviewing.usecases.parcels.handler import ReviewParcels
from bot.reviewing.usecases.queue import CoachQueue
from bot.reviewing.usecases.safety.admission import Admission
from bot.reviewing.usecases.safety.muting import Muting
from bot.reviewing.usecases.safety.reporting import Reporting
from bot.reviewing.usecases.scheduler import ReviewScheduler
from bot.reviewing.usecases.snippets import Snippets
from bot.reviewing.usecases.submissions import Submissions
from bot.reviewing.usecases.team.bulletins import DailyBulletins
from bot.servers.usecases.audit_trail import AuditTrail
from bot.servers.usecases.safety_settings import SafetySettings
from bot.servers.usecases.settings import ServerSettings
from bot.sharing.usecases.cards import SharedCards
from bot.sharing.usecases.coaches import SharedForCoaches
from bot.sharing.usecases.judging import Judgements
from bot.sharing.usecases.outgoing import SHARE
from bot.sharing.usecases.parcels import ShareParcels
from bot.sharing.usecases.reports import ReportedForCoaches
from bot.sharing.usecases.showing import BesideExamples
from bot.sharing.usecases.writers import SharedByWriter
from bot.text.texts import Texts
from playground.world.bell import PATIENCE
from tests.builders import CANDIDATE
from tests.usecases.fakes import Conversations, FakeReaders, FakeReply, MovableClock, PlainComposer, PlainReviewComposer
from tests.usecases.in_lane import InLane
from tests.usecases.originals import FakeOriginals
from tests.usecases.plain_sharing import PlainShareComposer

AGES = Ages(
    answers=timedelta(days=730),
    reviews=timedelta(days=730),
    files=timedelta(days=365),
    handled=timedelta(days=90),
    exports=timedelta(days=3),
    left_server=timedelta(days=30),
)
_causes = itertools.count(10_000)


def a_cause() -> str:
    """An interaction that nobody has seen before."""
    return f"interaction:{next(_causes)}"


@dataclass(kw_only=True)
class Process:
    """What one process does, and what a test asks it to do."""

    unit_of_work: Callable[..., EveryUnitOfWork]
    discord: Conversations
    clock: MovableClock
    catalogue: Catalogue
    name: str = "one"
    composer: PlainComposer = field(default_factory=PlainComposer)
    review_composer: PlainReviewComposer = field(default_factory=PlainReviewComposer)
    readers: FakeReaders = field(default_factory=FakeReaders)
    originals: FakeOriginals = field(default_factory=FakeOriginals)
    waits: Waits = field(default_factory=Waits)
    sends_at_once: bool = False
    """As the application does. Without it a parcel waits until the test, or another process, delivers it."""
    requests_per_second: float = 100_000
    ages: Ages = AGES
    committed: list[Committed] = field(default_factory=list)
    """What was stored, transaction by transaction."""

    def __post_init__(self) -> None:
        self.leaving = Leaving()
        hooks = CommitHooks()
        hooks.add(self._note_commit)
        self.unit_of_work = partial(self.unit_of_work, on_commit=hooks)
        locks: KeyedLocks[UserId] = KeyedLocks()
        reviews: KeyedLocks[ReviewId] = KeyedLocks()
        in_flight = InFlight(unit_of_work=self.unit_of_work, clock=self.clock, patience=self.waits.arrival)
        follower = ReviewsOfAnswers(clock=self.clock)
        in_hand: InHand[EveryUnitOfWork] = InHand(process=self.name, clock=self.clock)
        around = AroundInterviews(
            follower=follower, returns=QuestionReturns(clock=self.clock), community=BesideExamples()
        )
        parcels = InterviewParcels(composer=self.composer, locks=locks, follower=follower, around=around)
        addressing = Addressing(unit_of_work=self.unit_of_work, in_flight=in_flight)
        undecided = UndecidedReplies()
        self.admission = Admission(
            messenger=self.discord,
            patience=self.waits.membership,
            names=lambda server: f"Server {server}",
            clock=self.clock,
        )
        self.interviews = InterviewService(
            unit_of_work=self.unit_of_work,
            shelf=BankShelf(unit_of_work=self.unit_of_work, catalogue=self.catalogue),
            locks=locks,
            in_flight=in_flight,
            follower=follower,
            sending=InterviewSending(parcels=parcels, in_hand=in_hand if self.sends_at_once else None),
            clock=self.clock,
            chance=Random(7),
        )
        self.comments = CommentService(
            unit_of_work=self.unit_of_work,
            candidate_locks=locks,
            review_locks=reviews,
            addressing=addressing,
            undecided=undecided,
            admission=self.admission,
            clock=self.clock,
        )
        self.meant_for_coach = MeantForCoach(
            unit_of_work=self.unit_of_work, locks=locks, admission=self.admission, clock=self.clock
        )
        self.deleted_posts = DeletedPosts(
            unit_of_work=self.unit_of_work,
            locks=reviews,
            messenger=self.discord,
            addressing=addressing,
            clock=self.clock,
        )
        self.direct_messages = DirectMessages(interviews=self.interviews, comments=self.comments)
        self.unsent: list[tuple[IncomingMessage, Refusal | Outcome]] = []
        self.door = Door(
            unit_of_work=self.unit_of_work,
            direct=DmHistory(
                unit_of_work=self.unit_of_work,
                messenger=self.discord,
                messages=self.direct_messages,
                in_flight=in_flight,
                undecided=undecided,
                unsent=self._note_unsent,
                leaving=self.leaving,
                clock=self.clock,
            ),
            channels=ChannelHistory(
                unit_of_work=self.unit_of_work,
                messenger=self.discord,
                comments=self.comments,
                deleted_posts=self.deleted_posts,
                in_flight=in_flight,
                undecided=undecided,
                unsent=self._note_unsent,
            ),
            reading_again=self.waits.reading_again,
            budget=RequestBudget(per_second=self.requests_per_second),
            leaving=self.leaving,
            clock=self.clock,
        )
        self.relay = OutboxRelay(
            unit_of_work=self.unit_of_work,
            messenger=self.discord,
            handlers={
                INTERVIEW: parcels,
                REVIEW: ReviewParcels(
                    composer=self.review_composer,
                    locks=reviews,
                    caught_up=self.door.coaches_ready,
                    readers=self.readers,
                ),
                REMINDER: ReminderParcels(
                    composer=ReminderMessages(Texts.load(), export=export_way), locks=locks, follower=follower
                ),
                EXPORT: ExportParcels(
                    composer=ExportMessages(Texts.load(), patience=self.ages.exports), locks=locks, follower=follower
                ),
                SHARE: ShareParcels(composer=PlainShareComposer(), readers=self.readers, follower=follower),
            },
            clock=self.clock,
            process=self.name,
            in_hand=in_hand,
            leaving=self.leaving,
        )
        self.loop = DeliveryLoop(unit_of_work=self.unit_of_work, relay=self.relay, clock=self.clock, in_hand=in_hand)
        hooks.add(self.loop.on_commit)
        hooks.add(self.door.on_commit)
        self.lookups = Lookups(unit_of_work=self.unit_of_work, around=around)
        self.requests = Submissions(
            unit_of_work=self.unit_of_work,
            locks=locks,
            clock=self.clock,
            chance=Random(7),
            messenger=self.discord,
            admission=self.admission,
            patience=self.waits.membership,
        )
        self.reviews = SentReviews(
            unit_of_work=self.unit_of_work, locks=locks, admission=self.admission, clock=self.clock
        )
        self.reporting = Reporting(unit_of_work=self.unit_of_work, clock=self.clock)
        self.muting = Muting(unit_of_work=self.unit_of_work, clock=self.clock)
        self.audit_trail = AuditTrail(unit_of_work=self.unit_of_work, clock=self.clock)
        self.safety_settings = SafetySettings(unit_of_work=self.unit_of_work, clock=self.clock)
        self.coaching = CoachService(unit_of_work=self.unit_of_work, locks=reviews, clock=self.clock)
        self.missing_posts = MissingPosts(unit_of_work=self.unit_of_work, locks=reviews, clock=self.clock)
        self.queue = CoachQueue(unit_of_work=self.unit_of_work, clock=self.clock)
        self.profiles = CoachProfiles(unit_of_work=self.unit_of_work)
        self.snippets = Snippets(unit_of_work=self.unit_of_work)
        self.notes = Notes(unit_of_work=self.unit_of_work, clock=self.clock)
        self.administration = ServerSettings(unit_of_work=self.unit_of_work, readers=self.readers, clock=self.clock)
        self.bulletins = DailyBulletins(unit_of_work=self.unit_of_work, clock=self.clock)
        self.scheduler = ReviewScheduler(
            unit_of_work=self.unit_of_work, locks=reviews, bulletins=self.bulletins, clock=self.clock
        )
        hooks.add(self.scheduler.on_commit)
        self._build_practice(locks)
        self._build_privacy(locks)

    def _build_practice(self, locks: KeyedLocks[UserId]) -> None:
        self.plans = PlanService(unit_of_work=self.unit_of_work, locks=locks, zones=zone_names(), clock=self.clock)
        shelf = BankShelf(unit_of_work=self.unit_of_work, catalogue=self.catalogue)
        self.practised = PractisedQuestions(unit_of_work=self.unit_of_work, shelf=shelf, clock=self.clock)
        self.practice = DuePractice(practised=self.practised)
        self.progress = OwnProgress(unit_of_work=self.unit_of_work, practised=self.practised)
        self.history = OwnHistory(unit_of_work=self.unit_of_work)
        self.writers = SharedByWriter(unit_of_work=self.unit_of_work, admission=self.admission, clock=self.clock)
        self.deciding = SharedForCoaches(unit_of_work=self.unit_of_work, clock=self.clock)
        self.shared_cards = SharedCards(unit_of_work=self.unit_of_work, clock=self.clock)
        self.looking = ReportedForCoaches(unit_of_work=self.unit_of_work, clock=self.clock)
        self.judgements = Judgements(unit_of_work=self.unit_of_work, clock=self.clock)
        self.reminding = ReminderScheduler(unit_of_work=self.unit_of_work, practice=self.practice, clock=self.clock)

    def _build_privacy(self, locks: KeyedLocks[UserId]) -> None:
        self.forget_me = ForgetMe(unit_of_work=self.unit_of_work, locks=locks, leaving=self.leaving, clock=self.clock)
        self.forgetting = ForgettingWork(
            unit_of_work=self.unit_of_work,
            locks=locks,
            leaving=self.leaving,
            messenger=self.discord,
            budget=RequestBudget(per_second=self.requests_per_second),
            composer=ForgettingMessages(Texts.load()),
            process=self.name,
            alone=False,
            clock=self.clock,
        )
        self.absences = AbsenceNotices(unit_of_work=self.unit_of_work, ages=self.ages, clock=self.clock)
        self.exports = OwnExports(
            unit_of_work=self.unit_of_work, locks=locks, patience=self.ages.exports, clock=self.clock
        )
        self.exporting = ExportMaker(
            unit_of_work=self.unit_of_work,
            contents=ExportContents(
                unit_of_work=self.unit_of_work,
                documents=MarkdownDocuments(Texts.load()),
                server_name=lambda server: f"Server {server}",
            ),
            files=FileFetching(
                originals=self.originals, messenger=self.discord, budget=RequestBudget(per_second=100_000)
            ),
            process=self.name,
            patience=self.ages.exports,
            clock=self.clock,
        )

    async def _note_unsent(self, message: IncomingMessage, reason: Refusal | Outcome, messenger: InLane) -> None:
        assert isinstance(messenger, InLane), "a hint about what was read takes a turn like the reading"
        self.unsent.append((message, reason))

    def _note_commit(self, committed: Committed) -> None:
        self.committed.append(committed)

    async def deliver(self, candidate: UserId, *, cause: str | None = None, reply: Reply | None = None) -> Delivery:
        """Send what is due to the candidate."""
        return await self.relay.deliver(dm_of(candidate), cause=cause, reply=reply)

    async def settle(self) -> None:
        """Wait until all that was in hand is sent, and no delivery is under way."""
        async with asyncio.timeout(PATIENCE):
            while self.loop._under_way:
                await asyncio.gather(*self.loop._under_way.values())

    async def begin(self, candidate: UserId = CANDIDATE, **options: Any) -> Outcome:
        """`/mock` in a server: nothing is held back for a reply."""
        plan = Plan(**{"banks": ("stripe",), **options})
        return await self.interviews.start(candidate, plan, cause=a_cause(), started_by=self.discord.interaction())

    async def ask_first(self, candidate: UserId = CANDIDATE, **options: Any) -> Interview:
        """Begin an interview and bring its first question to the candidate."""
        assert await self.begin(candidate, **options) is Outcome.RECORDED
        assert await self.deliver(candidate) is Delivery.DELIVERED
        return await self.lookups.live_interview(candidate)

    async def say(self, text: str, candidate: UserId = CANDIDATE) -> IncomingMessage:
        """The candidate writes, and the bot hears of it."""
        message = self.discord.write(candidate, text)
        assert await self.interviews.record_answer(message) is Outcome.RECORDED
        return message

    async def answer(self, text: str, candidate: UserId = CANDIDATE) -> IncomingMessage:
        """Write an answer and have its panel shown. A second has passed, so that the panel may change again."""
        message = await self.say(text, candidate)
        assert await self.deliver(candidate) is Delivery.DELIVERED
        self.clock.move(1)
        return message

    async def edit(self, message: IncomingMessage, text: str) -> None:
        """The candidate edits what they wrote, and the bot hears of it."""
        assert await self.interviews.edit_answer(self.discord.edit_own(message, text)) is Outcome.RECORDED

    async def press(
        self, event: Control, candidate: UserId = CANDIDATE, *, interview: InterviewId | None = None
    ) -> Outcome:
        """A command or button whose effect goes out as a message of its own."""
        return await self.interviews.control(candidate, self._now(event), cause=a_cause(), interview=interview)

    async def press_in_conversation(
        self, event: Control, candidate: UserId = CANDIDATE, *, reply: Reply | None = None
    ) -> Delivery:
        """A button in the direct messages, answered as `cogs.interviewing.controls` does."""
        cause = a_cause()
        channel = self.discord.channel_of(candidate)
        await self.interviews.control(candidate, self._now(event), cause=cause, reply_in=channel)
        reply = FakeReply(self.discord, candidate) if reply is None else reply
        return await self.deliver(candidate, cause=cause, reply=reply)

    def _now(self, event: Control) -> Control:
        """The event as a press of this moment, where that matters."""
        if isinstance(event, NextPressed | SkipPressed | EndPressed | ResumePressed):
            return replace(event, interaction=event.interaction or self.discord.interaction())
        return event

    async def live(self, candidate: UserId = CANDIDATE) -> Interview | None:
        async with self.unit_of_work() as uow:
            return await uow.interviews.live_of(candidate)

    async def interview(self, interview: InterviewId) -> Interview:
        async with self.unit_of_work() as uow:
            found = await uow.interviews.get(interview)
        assert found is not None
        return found

    async def answers(self, candidate: UserId = CANDIDATE) -> list[list[str]]:
        """What is stored of the live interview: the messages of each answer, also of those to follow-ups."""
        live = await self.lookups.live_interview(candidate)
        return [[part.text for part in each.parts] for each in live.turns]

    async def waiting(self, candidate: UserId = CANDIDATE) -> list[Parcel]:
        async with self.unit_of_work() as uow:
            return [*await uow.outbox.waiting_for(dm_of(candidate))]

    async def known(self, candidate: UserId = CANDIDATE) -> Candidate:
        return await self.lookups.candidate(candidate)

    def channel(self, candidate: UserId = CANDIDATE) -> ChannelId:
        return self.discord.channel_of(candidate)

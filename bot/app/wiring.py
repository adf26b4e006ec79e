"""Builds the services of a client and connects them with each other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from random import SystemRandom

from bot.app.exporting import export_maker
from bot.app.wired import Wired
from bot.banks.format.catalogue import Catalogue
from bot.banks.usecases.administration import BankAdministration
from bot.banks.usecases.shelf import BankShelf
from bot.banks.usecases.uploads import BankUploads
from bot.client.client import MockInterviewBot
from bot.client.hints import Hints
from bot.client.messenger.messenger import DiscordMessenger
from bot.client.messenger.originals import DiscordOriginals
from bot.client.messenger.readers import ChannelReaders
from bot.client.registry import Registry
from bot.core.commits import CommitHooks, Committed
from bot.core.content import ReviewId, UserId
from bot.core.locks import KeyedLocks
from bot.core.transactions import Clock
from bot.core.waits import Waits
from bot.inbound.channel_history import ChannelHistory
from bot.inbound.direct_messages import DirectMessages
from bot.inbound.dm_history import DmHistory
from bot.inbound.door import Door
from bot.interviewing.usecases.interviews import InterviewService
from bot.interviewing.usecases.lookups import Lookups
from bot.interviewing.usecases.outgoing import INTERVIEW
from bot.interviewing.usecases.parcels import InterviewParcels
from bot.interviewing.usecases.sending import InterviewSending
from bot.interviewing.usecases.surroundings import AroundInterviews
from bot.interviewing.views.composer import InterviewMessages
from bot.interviewing.views.rehearsal_limits import unsendable
from bot.outbound.delivery_loop import DeliveryLoop
from bot.outbound.handled import Batch, Limits
from bot.outbound.in_flight import InFlight
from bot.outbound.in_hand import InHand
from bot.outbound.relay import OutboxRelay
from bot.outbound.request_budget import RequestBudget
from bot.outbound.upkeep.cleanup import HANDLED, MOST, Cleanup, CleanupPaces
from bot.outbound.upkeep.take_over import TakeOver
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
from bot.practising.views.pictures import Pictures
from bot.practising.views.reminders import ReminderMessages
from bot.privacy.usecases.exporting.fetching import FileFetching
from bot.privacy.usecases.exporting.outgoing import EXPORT
from bot.privacy.usecases.exporting.own_exports import OwnExports
from bot.privacy.usecases.exporting.parcels import ExportParcels
from bot.privacy.usecases.exporting.ports import ExportingUnitOfWork
from bot.privacy.views.export_messages import ExportMessages
from bot.reviewing.usecases.answer_follower import ReviewsOfAnswers
from bot.reviewing.usecases.behind_card import BehindCard
from bot.reviewing.usecases.candidate import SentReviews
from bot.reviewing.usecases.candidates.flagged_answers import FlaggedAnswers
from bot.reviewing.usecases.candidates.open_reviews import OpenReviews
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
from bot.reviewing.usecases.removals import Removals
from bot.reviewing.usecases.scheduler import ReviewScheduler
from bot.reviewing.usecases.snippets import Snippets
from bot.reviewing.usecases.submissions import Submissions
from bot.reviewing.usecases.team.bulletins import DailyBulletins
from bot.reviewing.usecases.team.interests import CoachInterests
from bot.reviewing.usecases.team.roll_call import RollCall
from bot.reviewing.usecases.team.server_figures import ServerFigures
from bot.reviewing.views.composer import ReviewMessages
from bot.servers.usecases.exposure import ReviewChannelGuard
from bot.servers.usecases.greetings import Greetings
from bot.servers.usecases.settings import ServerSettings
from bot.servers.views.exposure import ExposureMessages
from bot.storage.storage import Storage
from bot.text.texts import Texts


def now() -> datetime:
    return datetime.now(UTC)


def wired(
    bot: MockInterviewBot,
    storage: Storage,
    catalogue: Catalogue,
    *,
    requests_per_second: int,
    keep_handled: timedelta,
    clock: Clock = now,
    waits: Waits,
) -> Wired:
    """Build everything that buttons, commands and listeners call. The storage must be open."""
    hooks = CommitHooks()
    uow = partial(storage.unit_of_work, on_commit=hooks)
    texts = Texts.load()
    chance = SystemRandom()
    people: KeyedLocks[UserId] = KeyedLocks()
    reviews: KeyedLocks[ReviewId] = KeyedLocks()
    budget = RequestBudget(per_second=requests_per_second)
    exports = OwnExports(unit_of_work=uow, locks=people, clock=clock)
    messenger = DiscordMessenger(bot, budget.urgent_lane(), exports)
    readers = ChannelReaders(bot, budget.urgent_lane())
    hints = Hints(texts=texts)
    in_flight = InFlight(unit_of_work=uow, clock=clock, patience=waits.arrival)
    shelf = BankShelf(unit_of_work=uow, catalogue=catalogue)
    follower = ReviewsOfAnswers()
    in_hand: InHand[ExportingUnitOfWork] = InHand(process=storage.process, clock=clock)
    around = AroundInterviews(follower=follower, returns=QuestionReturns(clock=clock))
    parcels = InterviewParcels(composer=InterviewMessages(texts), locks=people, follower=follower, around=around)
    interviews = InterviewService(
        unit_of_work=uow,
        shelf=shelf,
        locks=people,
        in_flight=in_flight,
        follower=follower,
        sending=InterviewSending(parcels=parcels, in_hand=in_hand),
        clock=clock,
        chance=chance,
    )
    addressing = Addressing(unit_of_work=uow, in_flight=in_flight)
    undecided = UndecidedReplies()
    comments = CommentService(
        unit_of_work=uow,
        candidate_locks=people,
        review_locks=reviews,
        addressing=addressing,
        undecided=undecided,
        clock=clock,
    )
    coaching = CoachService(unit_of_work=uow, locks=reviews, clock=clock)
    deleted_posts = DeletedPosts(
        unit_of_work=uow, locks=reviews, messenger=messenger, addressing=addressing, clock=clock
    )
    messages = DirectMessages(interviews=interviews, comments=comments)
    door = Door(
        unit_of_work=uow,
        direct=DmHistory(
            unit_of_work=uow,
            messenger=messenger,
            messages=messages,
            in_flight=in_flight,
            undecided=undecided,
            unsent=hints.explain_later,
            clock=clock,
        ),
        channels=ChannelHistory(
            unit_of_work=uow,
            messenger=messenger,
            comments=comments,
            deleted_posts=deleted_posts,
            in_flight=in_flight,
            undecided=undecided,
            unsent=hints.explain_later,
        ),
        reading_again=waits.reading_again,
        budget=budget,
    )
    relay = OutboxRelay(
        unit_of_work=uow,
        messenger=messenger,
        handlers={
            INTERVIEW: parcels,
            REVIEW: ReviewParcels(
                composer=ReviewMessages(texts), locks=reviews, caught_up=door.coaches_ready, readers=readers
            ),
            REMINDER: ReminderParcels(composer=ReminderMessages(texts), locks=people, follower=follower),
            EXPORT: ExportParcels(composer=ExportMessages(texts), locks=people, follower=follower),
        },
        clock=clock,
        process=storage.process,
        in_hand=in_hand,
    )
    loop = DeliveryLoop(unit_of_work=uow, relay=relay, clock=clock, in_hand=in_hand)
    roll_call = RollCall(
        unit_of_work=uow,
        locks=reviews,
        messenger=messenger,
        budget=budget,
        is_there=lambda server: bot.get_guild(server) is not None,
        clock=clock,
    )
    practised = PractisedQuestions(unit_of_work=uow, shelf=shelf, clock=clock)
    practice = DuePractice(practised=practised)
    reminding = ReminderScheduler(unit_of_work=uow, practice=practice, clock=clock)
    exporting = export_maker(
        bot,
        FileFetching(originals=DiscordOriginals(bot), messenger=messenger, budget=budget),
        unit_of_work=uow,
        texts=texts,
        process=storage.process,
        clock=clock,
    )
    bulletins = DailyBulletins(unit_of_work=uow, clock=clock)
    scheduler = ReviewScheduler(unit_of_work=uow, locks=reviews, bulletins=bulletins, clock=clock)
    cleanup = Cleanup(
        unit_of_work=uow,
        kinds={**HANDLED, "unused texts": _unused_texts},
        keep=keep_handled,
        clock=clock,
        paces=CleanupPaces(),
    )
    hooks.add(loop.on_commit)
    hooks.add(door.on_commit)
    hooks.add(scheduler.on_commit)
    hooks.add(roll_call.on_commit)
    hooks.add(reminding.on_commit)
    hooks.add(exporting.on_commit)
    services = Registry(
        door,
        relay,
        hints,
        shelf,
        interviews,
        messages,
        comments,
        MeantForCoach(unit_of_work=uow, locks=people, clock=clock),
        addressing,
        Lookups(unit_of_work=uow, follower=follower, around=around),
        Submissions(
            unit_of_work=uow,
            locks=people,
            clock=clock,
            chance=chance,
            messenger=messenger,
            patience=waits.membership,
        ),
        SentReviews(unit_of_work=uow, locks=people, clock=clock),
        FlaggedAnswers(unit_of_work=uow),
        OpenReviews(unit_of_work=uow),
        OwnHistory(unit_of_work=uow),
        coaching,
        BehindCard(coaching),
        CoachQueue(unit_of_work=uow, clock=clock),
        ServerFigures(unit_of_work=uow, clock=clock),
        bulletins,
        CoachProfiles(unit_of_work=uow),
        CoachInterests(unit_of_work=uow),
        Snippets(unit_of_work=uow),
        Notes(unit_of_work=uow, clock=clock),
        deleted_posts,
        MissingPosts(unit_of_work=uow, locks=reviews, clock=clock),
        Removals(unit_of_work=uow, clock=clock),
        ServerSettings(unit_of_work=uow, readers=readers),
        readers,
        ReviewChannelGuard(
            unit_of_work=uow, readers=readers, messenger=messenger, composer=ExposureMessages(texts), clock=clock
        ),
        Greetings(unit_of_work=uow),
        exports,
        practice,
        OwnProgress(unit_of_work=uow, practised=practised),
        Pictures(),
        PlanService(unit_of_work=uow, locks=people, zones=zone_names(), clock=clock),
        BankAdministration(unit_of_work=uow, catalogue=catalogue),
        BankUploads(unit_of_work=uow, catalogue=catalogue, inspect=partial(unsendable, texts=texts), clock=clock),
        texts=texts,
        clock=clock,
    )
    return Wired(
        door=door,
        delivery_loop=loop,
        scheduler=scheduler,
        roll_call=roll_call,
        cleanup=cleanup,
        look_again=partial(hooks, Committed(parcels=True, settled=True, postponed=True, deadlines=True)),
        take_over=TakeOver(unit_of_work=uow, process=storage.process, show_life=storage.show_life, clock=clock),
        reminding=reminding,
        exporting=exporting,
        services=services,
    )


async def _unused_texts(uow: ExportingUnitOfWork, _limits: Limits, _reached: object) -> Batch:
    """What interviews froze and none refers to any more."""
    removed = await uow.interviews.remove_unused_texts(MOST)
    return Batch(removed=removed, is_last=removed < MOST)

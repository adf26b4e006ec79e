"""Builds the services of a client and connects them with each other."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from random import SystemRandom

from bot.app.exporting import export_maker
from bot.app.forgetting import forgetting
from bot.app.of_servers import of_banks, of_servers
from bot.app.safety import Safety
from bot.app.sharing_parts import sharing_parts
from bot.app.wired import Wired
from bot.banks.format.catalogue import Catalogue
from bot.banks.usecases.shelf import BankShelf
from bot.client.client import MockInterviewBot
from bot.client.hints import Hints
from bot.client.messenger.messenger import DiscordMessenger
from bot.client.messenger.originals import DiscordOriginals
from bot.client.messenger.readers import ChannelReaders
from bot.client.registry import Registry
from bot.core.commits import CommitHooks, Committed
from bot.core.content import ReviewId, UserId
from bot.core.leaving import Leaving
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
from bot.outbound.delivery_loop import DeliveryLoop
from bot.outbound.in_flight import InFlight
from bot.outbound.in_hand import InHand
from bot.outbound.relay import OutboxRelay
from bot.outbound.request_budget import RequestBudget
from bot.outbound.upkeep.cleanup import HANDLED, Cleanup, CleanupPaces
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
from bot.privacy.domain.ages import PrivacyFacts
from bot.privacy.usecases.absence import AbsenceNotices
from bot.privacy.usecases.every_unit_of_work import EveryUnitOfWork
from bot.privacy.usecases.exporting.fetching import FileFetching
from bot.privacy.usecases.exporting.outgoing import EXPORT
from bot.privacy.usecases.exporting.own_exports import OwnExports
from bot.privacy.usecases.exporting.parcels import ExportParcels
from bot.privacy.usecases.retention import removals
from bot.privacy.usecases.what_is_kept import WhatIsKept
from bot.privacy.views.export_messages import ExportMessages
from bot.privacy.views.ways_out import export_way
from bot.reviewing.usecases.answer_follower import ReviewsOfAnswers
from bot.reviewing.usecases.behind_card import BehindCard
from bot.reviewing.usecases.candidate import SentReviews
from bot.reviewing.usecases.candidates.flagged_answers import FlaggedAnswers
from bot.reviewing.usecases.candidates.open_reviews import OpenReviews
from bot.reviewing.usecases.coach import CoachService
from bot.reviewing.usecases.comments.addressing import Addressing
from bot.reviewing.usecases.comments.meant_for_coach import MeantForCoach
from bot.reviewing.usecases.comments.service import CommentService
from bot.reviewing.usecases.comments.undecided import UndecidedReplies
from bot.reviewing.usecases.deleted_posts import DeletedPosts
from bot.reviewing.usecases.outgoing import REVIEW
from bot.reviewing.usecases.parcels.handler import ReviewParcels
from bot.reviewing.usecases.scheduler import ReviewScheduler
from bot.reviewing.usecases.submissions import Submissions
from bot.reviewing.usecases.team.bulletins import DailyBulletins
from bot.reviewing.usecases.team.roll_call import RollCall
from bot.reviewing.views.composer import ReviewMessages
from bot.sharing.usecases.outgoing import SHARE
from bot.sharing.usecases.showing import BesideExamples
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
    facts: PrivacyFacts,
    clock: Clock = now,
    waits: Waits,
) -> Wired:
    """Build everything that buttons, commands and listeners call. The storage must be open."""
    hooks = CommitHooks(bot.observer.committed)
    uow = partial(storage.unit_of_work, on_commit=hooks)
    texts = Texts.load()
    chance = SystemRandom()
    people: KeyedLocks[UserId] = KeyedLocks()
    reviews: KeyedLocks[ReviewId] = KeyedLocks()
    budget = RequestBudget(per_second=requests_per_second)
    exports = OwnExports(unit_of_work=uow, locks=people, patience=facts.ages.exports, clock=clock)
    messenger = DiscordMessenger(bot, budget.urgent_lane(), exports)
    readers = ChannelReaders(bot, budget.urgent_lane())
    safety = Safety(bot, uow, messenger=messenger, patience=waits.membership, texts=texts, clock=clock)
    hints = Hints(texts=texts)
    leaving = Leaving()
    in_flight = InFlight(unit_of_work=uow, clock=clock, patience=waits.arrival, restored=storage.restored_at)
    shelf = BankShelf(unit_of_work=uow, catalogue=catalogue)
    follower = ReviewsOfAnswers(clock=clock)
    in_hand: InHand[EveryUnitOfWork] = InHand(process=storage.process, clock=clock)
    around = AroundInterviews(follower=follower, returns=QuestionReturns(clock=clock), community=BesideExamples())
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
        admission=safety.admission,
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
            leaving=leaving,
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
        leaving=leaving,
        clock=clock,
    )
    sharing = sharing_parts(
        uow, texts=texts, readers=readers, follower=follower, admission=safety.admission, clock=clock
    )
    relay = OutboxRelay(
        unit_of_work=uow,
        messenger=messenger,
        handlers={
            INTERVIEW: parcels,
            REVIEW: ReviewParcels(
                composer=ReviewMessages(texts), locks=reviews, caught_up=door.coaches_ready, readers=readers
            ),
            REMINDER: ReminderParcels(
                composer=ReminderMessages(texts, export=export_way), locks=people, follower=follower
            ),
            EXPORT: ExportParcels(
                composer=ExportMessages(texts, patience=facts.ages.exports), locks=people, follower=follower
            ),
            SHARE: sharing.parcels,
        },
        clock=clock,
        process=storage.process,
        in_hand=in_hand,
        leaving=leaving,
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
    files = FileFetching(originals=DiscordOriginals(bot), messenger=messenger, budget=budget)
    exporting = export_maker(
        bot, files, unit_of_work=uow, texts=texts, process=storage.process, patience=facts.ages.exports, clock=clock
    )
    bulletins = DailyBulletins(unit_of_work=uow, clock=clock)
    scheduler = ReviewScheduler(
        unit_of_work=uow, locks=reviews, bulletins=bulletins, clock=clock, longest=facts.ages.reviews
    )
    cleanup = Cleanup(
        unit_of_work=uow,
        kinds={**HANDLED, **removals(facts.ages, clock), **safety.removed},
        keep=facts.ages.handled,
        clock=clock,
        paces=CleanupPaces(),
    )
    forget_me, forgetting_work = forgetting(
        uow, storage, people=people, leaving=leaving, messenger=messenger, budget=budget, texts=texts, clock=clock
    )
    for each in (loop, door, scheduler, roll_call, reminding, exporting, sharing.cards, forgetting_work):
        hooks.add(each.on_commit)
    services = Registry(
        door,
        relay,
        hints,
        shelf,
        interviews,
        messages,
        comments,
        MeantForCoach(unit_of_work=uow, locks=people, admission=safety.admission, clock=clock),
        addressing,
        Lookups(unit_of_work=uow, around=around),
        Submissions(
            unit_of_work=uow,
            locks=people,
            clock=clock,
            chance=chance,
            messenger=messenger,
            admission=safety.admission,
            patience=waits.membership,
        ),
        SentReviews(unit_of_work=uow, locks=people, admission=safety.admission, clock=clock),
        FlaggedAnswers(unit_of_work=uow),
        OpenReviews(unit_of_work=uow),
        OwnHistory(unit_of_work=uow),
        forget_me,
        *sharing.services,
        coaching,
        BehindCard(coaching),
        bulletins,
        deleted_posts,
        readers,
        *of_servers(uow, reviews=reviews, readers=readers, messenger=messenger, texts=texts, clock=clock),
        exports,
        *safety.services,
        practice,
        WhatIsKept(unit_of_work=uow, facts=facts),
        OwnProgress(unit_of_work=uow, practised=practised),
        Pictures(),
        PlanService(unit_of_work=uow, locks=people, zones=zone_names(), clock=clock),
        *of_banks(uow, catalogue, texts=texts, clock=clock),
        texts=texts,
        clock=clock,
    )
    take_over = TakeOver(unit_of_work=uow, process=storage.process, show_life=storage.show_life, clock=clock)
    return Wired(
        door=door,
        delivery_loop=loop,
        forgetting=forgetting_work,
        clocks={
            "review clock": scheduler,
            "roll call": roll_call,
            "reminders": reminding,
            "absence notices": AbsenceNotices(unit_of_work=uow, ages=facts.ages, clock=clock),
            "shared cards": sharing.cards,
            "forgetting": forgetting_work,
        },
        upkeep={
            "cleanup": cleanup,
            "exports": exporting,
            "take-over": take_over,
        },
        look_again=partial(hooks, Committed(parcels=True, settled=True, postponed=True, deadlines=True, leaving=True)),
        services=services,
    )

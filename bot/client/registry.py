"""What buttons, commands and listeners find at the client."""

from __future__ import annotations

from dataclasses import dataclass

from bot.banks.usecases.administration import BankAdministration
from bot.banks.usecases.shelf import BankShelf
from bot.banks.usecases.uploads import BankUploads
from bot.client.hints import Hints
from bot.client.work import Work
from bot.core.transactions import Clock
from bot.inbound.catch_up import CatchUp
from bot.inbound.direct_messages import Intake
from bot.interviewing.usecases.interviews import InterviewService
from bot.interviewing.usecases.lookups import Lookups
from bot.outbound.delivery_loop import DeliveryLoop
from bot.outbound.relay import OutboxRelay
from bot.reviewing.usecases.candidate import ReviewService
from bot.reviewing.usecases.coach import CoachingService
from bot.reviewing.usecases.coach_desk import CoachDesk
from bot.reviewing.usecases.comments import Correspondence
from bot.reviewing.usecases.deleted_posts import Places
from bot.reviewing.usecases.scheduler import ReviewClock
from bot.reviewing.usecases.submissions import ReviewRequests
from bot.servers.usecases.settings import Administration
from bot.text.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    interviews: InterviewService
    intake: Intake
    requests: ReviewRequests
    reviews: ReviewService
    coaching: CoachingService
    correspondence: Correspondence
    places: Places
    desk: CoachDesk
    administration: Administration
    review_clock: ReviewClock
    lookups: Lookups
    relay: OutboxRelay
    delivery_loop: DeliveryLoop
    catch_up: CatchUp
    shelf: BankShelf
    banks: BankAdministration
    bank_uploads: BankUploads
    texts: Texts
    clock: Clock
    work: Work
    hints: Hints

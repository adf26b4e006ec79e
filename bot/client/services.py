"""What buttons, commands and listeners find at the client."""

from __future__ import annotations

from dataclasses import dataclass

from bot.client.hints import Hints
from bot.client.work import Work
from bot.services.administration import Administration
from bot.services.bank_shelf import BankShelf
from bot.services.bank_uploads import BankUploads
from bot.services.banks import BankAdministration
from bot.services.catch_up import CatchUp
from bot.services.coach_desk import CoachDesk
from bot.services.coaching import CoachingService
from bot.services.correspondence import Correspondence
from bot.services.delivery_loop import DeliveryLoop
from bot.services.intake import Intake
from bot.services.interviews import InterviewService
from bot.services.lookups import Lookups
from bot.services.places import Places
from bot.services.ports import Clock
from bot.services.relay import OutboxRelay
from bot.services.requests import ReviewRequests
from bot.services.review_clock import ReviewClock
from bot.services.reviews import ReviewService
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

"""The buttons of reports and mutes."""

from __future__ import annotations

from collections.abc import Sequence

from bot.client.client import BotInteraction
from bot.client.entrance import Entrance
from bot.client.persistent import PersistentButton, stored_number
from bot.core.content import ReviewId
from bot.reviewing.domain.errors import NoSuchReview
from bot.reviewing.domain.safety.errors import NoSuchReport
from bot.reviewing.domain.safety.muting import MuteFor
from bot.reviewing.domain.safety.reports import Decision
from bot.reviewing.views.custom_ids import ReviewAction, review_template
from cogs.reviewing.safety import presses


class ReportButton(PersistentButton, template=review_template(ReviewAction.REPORT)):
    entrance = Entrance.COACHES
    opens_form = True

    async def press(self, interaction: BotInteraction) -> None:
        await presses.offer_report(interaction, ReviewId(stored_number(self.match["subject"], NoSuchReview)))


class ReadReportButton(PersistentButton, template=review_template(ReviewAction.REPORTED)):
    entrance = Entrance.COACHES

    async def press(self, interaction: BotInteraction) -> None:
        await presses.read_report(interaction, stored_number(self.match["subject"], NoSuchReport))


class DecideButton(PersistentButton, template=review_template(ReviewAction.DECIDE)):
    entrance = Entrance.COACHES

    async def press(self, interaction: BotInteraction) -> None:
        number = stored_number(self.match["subject"], NoSuchReport)
        await presses.decide_report(interaction, number, Decision(self.match["detail"]))


class MuteButton(PersistentButton, template=review_template(ReviewAction.MUTE)):
    entrance = Entrance.COACHES

    async def press(self, interaction: BotInteraction) -> None:
        await presses.offer_mute(interaction, ReviewId(stored_number(self.match["subject"], NoSuchReview)))


class MuteForButton(PersistentButton, template=review_template(ReviewAction.MUTE_FOR)):
    entrance = Entrance.COACHES

    async def press(self, interaction: BotInteraction) -> None:
        review = ReviewId(stored_number(self.match["subject"], NoSuchReview))
        await presses.mute_for(interaction, review, MuteFor(self.match["detail"]))


SAFETY_BUTTONS: Sequence[type[PersistentButton]] = (
    ReportButton,
    ReadReportButton,
    DecideButton,
    MuteButton,
    MuteForButton,
)

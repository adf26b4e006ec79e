"""The buttons under a community answer: votes, and a report."""

from __future__ import annotations

from collections.abc import Sequence

from bot.client.client import BotInteraction
from bot.client.persistent import PersistentButton, stored_number
from bot.client.replies import show, show_instead
from bot.core.content import ShareId, UserId
from bot.interviewing.domain.errors import NotShown
from bot.interviewing.views.community import CommunityAction, community_id, community_template
from bot.interviewing.views.custom_ids import MessageKind
from bot.outbound.draft import Draft
from bot.sharing.usecases.judging import Judgements, OnPage
from bot.sharing.views.reporting import asked_whether_to_report
from cogs.interviewing.buttons import OnExamples


class CommunityButton(OnExamples, template=r"(?!)"):
    """Base of what stands under a community answer."""

    @property
    def on(self) -> OnPage:
        share = ShareId(stored_number(self.match["shared"], NotShown))
        return OnPage(interview=self.interview, number=self.number, share=share, version=int(self.match["version"]))

    async def vote(self, interaction: BotInteraction, *, helpful: bool) -> None:
        """Store the vote, and show it where it was given; or what stands there now instead of the answer."""
        judgements = interaction.client.services[Judgements]
        try:
            await judgements.vote(UserId(interaction.user.id), self.on, helpful=helpful)
        except NotShown:
            if await self.turn(interaction):
                raise  # the answer is there in other words; if it is gone, the page says so
        else:
            await self.turn(interaction)


class HelpfulButton(CommunityButton, template=community_template(CommunityAction.HELPFUL)):
    async def press(self, interaction: BotInteraction) -> None:
        await self.vote(interaction, helpful=True)


class NotForMeButton(CommunityButton, template=community_template(CommunityAction.NOT_FOR_ME)):
    async def press(self, interaction: BotInteraction) -> None:
        await self.vote(interaction, helpful=False)


class ReportAnswerButton(CommunityButton, template=community_template(CommunityAction.REPORT)):
    """Says what a report does, before there is one."""

    async def press(self, interaction: BotInteraction) -> None:
        services = interaction.client.services
        await services[Judgements].require_reportable(UserId(interaction.user.id), self.on)
        report = community_id(
            CommunityAction.REPORT_FOR_GOOD,
            self.interview,
            self.number,
            MessageKind(self.match["message"]),
            page=self.page,
            share=self.on.share,
            version=self.on.version,
        )
        await show(interaction, asked_whether_to_report(report, services.texts, locale=interaction.locale.value))


class ReportForGoodButton(CommunityButton, template=community_template(CommunityAction.REPORT_FOR_GOOD)):
    async def press(self, interaction: BotInteraction) -> None:
        services = interaction.client.services
        await services[Judgements].report(UserId(interaction.user.id), self.on)
        thanks = services.texts("community-reported", locale=interaction.locale.value)
        await show_instead(interaction, Draft(content=thanks))


COMMUNITY_BUTTONS: Sequence[type[PersistentButton]] = (
    HelpfulButton,
    NotForMeButton,
    ReportAnswerButton,
    ReportForGoodButton,
)

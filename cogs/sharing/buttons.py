"""The buttons of shared answers, for their writers and for coaches."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.client.client import BotInteraction
from bot.client.entrance import Entrance
from bot.client.persistent import LARGEST_ID, PersistentButton, chosen, stored_number, unknown_control
from bot.core.content import InterviewId, ShareId
from bot.interviewing.views.custom_ids import share_offer_template
from bot.sharing.domain.errors import NoSuchShare, NothingToShare
from bot.sharing.views.custom_ids import SHARE_MENU, ShareAction, ShareForm, share_action_template
from cogs.sharing import decisions, presses, reports


class ShareButton(PersistentButton, template=r"(?!)"):
    """Base of the buttons of a shared answer, for its writer unless `entrance` says otherwise."""

    entrance = Entrance.CANDIDATE

    @property
    def share(self) -> ShareId:
        return ShareId(stored_number(self.match["subject"], NoSuchShare))

    @property
    def detail(self) -> int:
        return int(self.match["detail"])


class OfferShareButton(PersistentButton, template=share_offer_template()):
    entrance = Entrance.CANDIDATE
    opens_form = True

    async def press(self, interaction: BotInteraction) -> None:
        interview = InterviewId(stored_number(self.match["interview"], NothingToShare))
        await presses.offer_share(interaction, interview, int(self.match["number"]))


class ChangeShareButton(ShareButton, template=share_action_template(ShareAction.CHANGE)):
    opens_form = True

    async def press(self, interaction: BotInteraction) -> None:
        await presses.offer_change(interaction, self.share)


class SeeShareButton(ShareButton, template=share_action_template(ShareAction.SEE)):
    async def press(self, interaction: BotInteraction) -> None:
        await presses.show_shared(interaction, self.share, here=False)


class TurnToShareButton(ShareButton, template=share_action_template(ShareAction.TURN)):
    async def press(self, interaction: BotInteraction) -> None:
        await presses.show_shared(interaction, self.share, here=True)


class SharedListButton(ShareButton, template=share_action_template(ShareAction.LIST)):
    async def press(self, interaction: BotInteraction) -> None:
        await presses.turn_list(interaction, self.detail)


class OpenSharedMenu(PersistentButton, template=SHARE_MENU):
    entrance = Entrance.CANDIDATE
    kind = discord.ComponentType.select

    async def press(self, interaction: BotInteraction) -> None:
        choice, *_ = chosen(interaction)
        if not (choice.isascii() and choice.isdecimal() and len(choice) <= len(str(LARGEST_ID))):
            raise unknown_control(interaction)
        await presses.show_shared(interaction, ShareId(stored_number(choice, NoSuchShare)), here=True)


class TakeBackButton(ShareButton, template=share_action_template(ShareAction.TAKE_BACK)):
    async def press(self, interaction: BotInteraction) -> None:
        await presses.ask_before_taking_back(interaction, self.share)


class TakeBackNowButton(ShareButton, template=share_action_template(ShareAction.TAKE_BACK_NOW)):
    async def press(self, interaction: BotInteraction) -> None:
        await presses.take_back_shared(interaction, self.share)


class ApproveShareButton(ShareButton, template=share_action_template(ShareAction.APPROVE)):
    entrance = Entrance.COACHES

    async def press(self, interaction: BotInteraction) -> None:
        await decisions.approve_shared(interaction, self.share, self.detail)


class AskChangeButton(ShareButton, template=share_action_template(ShareAction.ASK_CHANGE)):
    entrance = Entrance.COACHES
    opens_form = True

    async def press(self, interaction: BotInteraction) -> None:
        await decisions.offer_reason(interaction, ShareForm.ASK_CHANGE, self.share, self.detail)


class DeclineShareButton(ShareButton, template=share_action_template(ShareAction.DECLINE)):
    entrance = Entrance.COACHES
    opens_form = True

    async def press(self, interaction: BotInteraction) -> None:
        await decisions.offer_reason(interaction, ShareForm.DECLINE, self.share, self.detail)


class ShowReportedButton(ShareButton, template=share_action_template(ShareAction.SHOW_AGAIN)):
    entrance = Entrance.COACHES

    async def press(self, interaction: BotInteraction) -> None:
        await reports.show_reported_again(interaction, self.share, self.detail)


class DeclineReportedButton(ShareButton, template=share_action_template(ShareAction.DECLINE_REPORTED)):
    entrance = Entrance.COACHES
    opens_form = True

    async def press(self, interaction: BotInteraction) -> None:
        await reports.offer_declining(interaction, self.share, self.detail)


SHARE_BUTTONS: Sequence[type[PersistentButton]] = (
    OfferShareButton,
    ChangeShareButton,
    SeeShareButton,
    TurnToShareButton,
    SharedListButton,
    OpenSharedMenu,
    TakeBackButton,
    TakeBackNowButton,
    ApproveShareButton,
    AskChangeButton,
    DeclineShareButton,
    ShowReportedButton,
    DeclineReportedButton,
)

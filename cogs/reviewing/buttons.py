"""The buttons of reviews, for candidates and for coaches."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.client.client import BotInteraction
from bot.client.entrance import Entrance
from bot.client.persistent import PersistentButton, number_chosen, stored_number
from bot.core.content import ChannelId, InterviewId, ReviewId, UserId
from bot.interviewing.views.custom_ids import flag_menu_template, flag_template, for_coach_template
from bot.reviewing.domain.errors import NoSuchReview
from bot.reviewing.domain.model import Helpfulness
from bot.reviewing.domain.team.queue_filter import Filter
from bot.reviewing.usecases.coach import CoachService
from bot.reviewing.usecases.comments.meant_for_coach import MeantForCoach
from bot.reviewing.views.custom_ids import ReviewAction, review_template
from bot.reviewing.views.missing_posts import show_again_template
from bot.reviewing.views.tool_pages import queue_template
from cogs.interviewing.what_it_is import settle
from cogs.reviewing import candidate_presses, coach_presses, tool_presses
from cogs.servers.acting import acting_member


class ReviewButton(PersistentButton, template=r"(?!)"):
    """Base of the buttons of a review, for its candidate unless `entrance` says otherwise."""

    entrance = Entrance.CANDIDATE

    @property
    def review(self) -> ReviewId:
        return ReviewId(self.subject)

    @property
    def subject(self) -> int:
        return stored_number(self.match["subject"], NoSuchReview)


class CardButton(ReviewButton, template=r"(?!)"):
    """Base of the buttons for coaches. On a visible message, a button counts only where the review is shown now."""

    entrance = Entrance.COACHES

    async def press(self, interaction: BotInteraction) -> None:
        message, channel = interaction.message, interaction.channel_id
        if message is not None and channel is not None and not message.flags.ephemeral:
            coaching_service = interaction.client.services[CoachService]
            await coaching_service.require_here(acting_member(interaction), self.review, ChannelId(channel))
        await self.press_here(interaction)

    async def press_here(self, interaction: BotInteraction) -> None:
        """Do what the button says, once it is known to be on a present post."""
        raise NotImplementedError


class ClaimButton(CardButton, template=review_template(ReviewAction.CLAIM)):
    async def press_here(self, interaction: BotInteraction) -> None:
        await coach_presses.claim(interaction, self.review)


class QueueClaimButton(ReviewButton, template=review_template(ReviewAction.QUEUE_CLAIM)):
    entrance = Entrance.COACHES

    async def press(self, interaction: BotInteraction) -> None:
        await coach_presses.claim_from_queue(interaction, self.review)


class TakeOverButton(CardButton, template=review_template(ReviewAction.TAKEOVER)):
    async def press_here(self, interaction: BotInteraction) -> None:
        await coach_presses.take_over(interaction, self.review, UserId(int(self.match["detail"])))


class AnswerButton(CardButton, template=review_template(ReviewAction.ANSWER)):
    opens_form = True

    async def press_here(self, interaction: BotInteraction) -> None:
        await coach_presses.offer_answer(interaction, self.review)


class ReadButton(CardButton, template=review_template(ReviewAction.READ)):
    async def press_here(self, interaction: BotInteraction) -> None:
        await coach_presses.read(interaction, self.review)


class ReleaseButton(CardButton, template=review_template(ReviewAction.RELEASE)):
    async def press_here(self, interaction: BotInteraction) -> None:
        await coach_presses.release(interaction, self.review)


class CloseButton(CardButton, template=review_template(ReviewAction.CLOSE)):
    opens_form = True

    async def press_here(self, interaction: BotInteraction) -> None:
        await coach_presses.offer_close(interaction, self.review)


class ReopenButton(CardButton, template=review_template(ReviewAction.REOPEN)):
    async def press_here(self, interaction: BotInteraction) -> None:
        await coach_presses.reopen(interaction, self.review)


class SendHeldButton(CardButton, template=review_template(ReviewAction.SEND_HELD)):
    async def press_here(self, interaction: BotInteraction) -> None:
        await coach_presses.send_held(interaction, self.review, int(self.match["detail"]))


class WithdrawButton(ReviewButton, template=review_template(ReviewAction.WITHDRAW)):
    async def press(self, interaction: BotInteraction) -> None:
        await candidate_presses.withdraw(interaction, self.review)


class OpinionButton(ReviewButton, template=review_template(ReviewAction.OPINION)):
    opens_form = True

    async def press(self, interaction: BotInteraction) -> None:
        await candidate_presses.offer_opinion(interaction, self.review)


class RetryButton(ReviewButton, template=review_template(ReviewAction.RETRY)):
    async def press(self, interaction: BotInteraction) -> None:
        await candidate_presses.try_again(interaction, self.review)


class RateButton(ReviewButton, template=review_template(ReviewAction.RATE)):
    async def press(self, interaction: BotInteraction) -> None:
        await candidate_presses.rate_feedback(interaction, self.review, Helpfulness(self.match["detail"]))


class FormButton(ReviewButton, template=review_template(ReviewAction.FORM)):
    """Opens a refused form again."""

    entrance = Entrance.COACHES
    opens_form = True

    async def press(self, interaction: BotInteraction) -> None:
        await coach_presses.offer_form_again(interaction, self.review, self.match["detail"])


class FlagButton(PersistentButton, template=flag_template()):
    """Sends the answer above it to a coach."""

    entrance = Entrance.CANDIDATE
    opens_form = True

    async def press(self, interaction: BotInteraction) -> None:
        interview = InterviewId(stored_number(self.match["interview"], NoSuchReview))
        await candidate_presses.offer_sending(interaction, interview, int(self.match["number"]))


class FlagMenu(PersistentButton, template=flag_menu_template()):
    """Sends the chosen answer to a coach."""

    entrance = Entrance.CANDIDATE
    opens_form = True
    kind = discord.ComponentType.select

    async def press(self, interaction: BotInteraction) -> None:
        interview = InterviewId(stored_number(self.match["interview"], NoSuchReview))
        await candidate_presses.offer_sending(interaction, interview, number_chosen(interaction))


class ForCoachButton(ReviewButton, template=for_coach_template()):
    """*Send it to ...*, under a message that may be for the coach."""

    async def press(self, interaction: BotInteraction) -> None:
        about = stored_number(self.match["about"], NoSuchReview)
        record = interaction.client.services[MeantForCoach].record
        await settle(interaction, about, lambda message: record(message, self.review), stored="said-to-coach")


class NotesButton(ReviewButton, template=review_template(ReviewAction.NOTES)):
    """Turns the pages of the notes about a candidate."""

    entrance = Entrance.COACHES

    async def press(self, interaction: BotInteraction) -> None:
        await tool_presses.turn_notes(interaction, self.review, int(self.match["detail"]))


class QueueButton(PersistentButton, template=queue_template()):
    """Turns the pages of the queue."""

    entrance = Entrance.COACHES

    async def press(self, interaction: BotInteraction) -> None:
        await tool_presses.turn_queue(interaction, Filter(self.match["filter"]), int(self.match["page"]))


class ShowAgainButton(PersistentButton, template=show_again_template()):
    """Shows again what is missing in the review channel."""

    entrance = Entrance.COACHES

    async def press(self, interaction: BotInteraction) -> None:
        await tool_presses.show_missing_again(interaction)


REVIEW_BUTTONS: Sequence[type[PersistentButton]] = (
    ClaimButton,
    QueueClaimButton,
    TakeOverButton,
    AnswerButton,
    ReadButton,
    ReleaseButton,
    CloseButton,
    ReopenButton,
    SendHeldButton,
    WithdrawButton,
    OpinionButton,
    RetryButton,
    RateButton,
    FormButton,
    FlagButton,
    FlagMenu,
    ForCoachButton,
    NotesButton,
    QueueButton,
    ShowAgainButton,
)

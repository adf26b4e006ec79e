"""The buttons and menus of an interview. All their state is in their ids, so they work after any restart."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.client.client import BotInteraction
from bot.client.entrance import Entrance
from bot.client.interactions import id_of
from bot.client.persistent import PersistentButton, chosen, number_chosen, stored_number
from bot.client.replies import turn_page
from bot.core.content import InterviewId, UserId
from bot.interviewing.domain.errors import OtherInterview
from bot.interviewing.domain.events import (
    BackPressed,
    EndPressed,
    ExamplesPressed,
    FollowUpPressed,
    GoOnPressed,
    HintPressed,
    JumpPressed,
    NextPressed,
    ResumePressed,
    SkipPressed,
)
from bot.interviewing.usecases.interviews import InterviewService
from bot.interviewing.usecases.lookups import Lookups
from bot.interviewing.views.custom_ids import ControlAction, MessageKind, control_template, keep_template
from bot.interviewing.views.examples import debrief_page, examples_page
from bot.interviewing.views.overview import AGAIN
from bot.interviewing.views.plan_code import plan_of, plan_template
from bot.reviewing.views.open_reviews import open_reviews_template
from cogs.interviewing.controls import control
from cogs.interviewing.standing import show_status, turn_reviews
from cogs.interviewing.starting import ONCE_MORE, PARK, REPLACE, begin, try_once_more
from cogs.interviewing.welcome import PICK
from cogs.interviewing.what_it_is import settle


class InterviewButton(PersistentButton, template=r"(?!)"):
    """Base of the buttons and menus that candidates press in an interview."""

    entrance = Entrance.INTERVIEW

    @property
    def interview(self) -> InterviewId:
        return InterviewId(stored_number(self.match["interview"], OtherInterview))

    @property
    def number(self) -> int:
        """The number of the question or follow-up that the button belongs to."""
        return int(self.match["number"])


class NextButton(InterviewButton, template=control_template(ControlAction.NEXT)):
    async def press(self, interaction: BotInteraction) -> None:
        at, pressed = interaction.client.services.clock(), id_of(interaction)
        event = NextPressed(at=at, interaction=pressed, question_number=self.number)
        await control(interaction, event, interview=self.interview)


class SkipButton(InterviewButton, template=control_template(ControlAction.SKIP)):
    async def press(self, interaction: BotInteraction) -> None:
        at, pressed = interaction.client.services.clock(), id_of(interaction)
        event = SkipPressed(at=at, interaction=pressed, question_number=self.number)
        await control(interaction, event, interview=self.interview)


class BackButton(InterviewButton, template=control_template(ControlAction.BACK)):
    async def press(self, interaction: BotInteraction) -> None:
        event = BackPressed(at=interaction.client.services.clock(), question_number=self.number)
        await control(interaction, event, interview=self.interview)


class FollowUpButton(InterviewButton, template=control_template(ControlAction.FOLLOW_UP)):
    async def press(self, interaction: BotInteraction) -> None:
        event = FollowUpPressed(at=interaction.client.services.clock(), question_number=self.number)
        await control(interaction, event, interview=self.interview)


class EndButton(InterviewButton, template=control_template(ControlAction.END)):
    async def press(self, interaction: BotInteraction) -> None:
        at, pressed = interaction.client.services.clock(), id_of(interaction)
        event = EndPressed(at=at, interaction=pressed, question_number=self.number)
        await control(interaction, event, interview=self.interview)


class ResumeButton(InterviewButton, template=control_template(ControlAction.RESUME)):
    async def press(self, interaction: BotInteraction) -> None:
        at, pressed = interaction.client.services.clock(), id_of(interaction)
        await control(interaction, ResumePressed(at=at, interaction=pressed), interview=self.interview)


class GoOnButton(InterviewButton, template=control_template(ControlAction.GO_ON)):
    async def press(self, interaction: BotInteraction) -> None:
        at, pressed = interaction.client.services.clock(), id_of(interaction)
        await control(interaction, GoOnPressed(at=at, interaction=pressed), interview=self.interview)


class HintButton(InterviewButton, template=control_template(ControlAction.HINT)):
    async def press(self, interaction: BotInteraction) -> None:
        await control(interaction, HintPressed(question_number=self.number), interview=self.interview)


class ExamplesButton(InterviewButton, template=control_template(ControlAction.EXAMPLES)):
    async def press(self, interaction: BotInteraction) -> None:
        await control(interaction, ExamplesPressed(question_number=self.number), interview=self.interview)


class RevealButton(InterviewButton, template=control_template(ControlAction.REVEAL)):
    async def press(self, interaction: BotInteraction) -> None:
        event = ExamplesPressed(question_number=self.number, reveal_anyway=True)
        await control(interaction, event, interview=self.interview)


class StatusButton(InterviewButton, template=control_template(ControlAction.STATUS)):
    async def press(self, interaction: BotInteraction) -> None:
        await show_status(interaction, pressed=self.interview)


class JumpMenu(InterviewButton, template=control_template(ControlAction.JUMP)):
    kind = discord.ComponentType.select

    async def press(self, interaction: BotInteraction) -> None:
        event = JumpPressed(at=interaction.client.services.clock(), to=number_chosen(interaction))
        await control(interaction, event, interview=self.interview)


class PageButton(InterviewButton, template=control_template(ControlAction.PAGE)):
    """Turns the pages of examples in place; works as long as the message exists, even after the interview."""

    async def press(self, interaction: BotInteraction) -> None:
        services = interaction.client.services
        interview = await services[Lookups].examples_of(UserId(interaction.user.id), self.interview, self.number)
        compose = debrief_page if self.match["message"] == MessageKind.DEBRIEF else examples_page
        page = compose(interview, interview.round(self.number), int(self.match["detail"] or 0), services.texts)
        await turn_page(interaction, page)


class KeepButton(PersistentButton, template=keep_template()):
    """*It is my answer*, under a message that may be none."""

    entrance = Entrance.CANDIDATE

    async def press(self, interaction: BotInteraction) -> None:
        interview = InterviewId(stored_number(self.match["interview"], OtherInterview))
        about = stored_number(self.match["about"], OtherInterview)
        keep = interaction.client.services[InterviewService].keep_as_answer
        await settle(interaction, about, lambda message: keep(message, interview), stored="kept-as-answer")


class OpenReviewsButton(PersistentButton, template=open_reviews_template()):
    """Turns the pages of what the candidate has with coaches."""

    entrance = Entrance.CANDIDATE

    async def press(self, interaction: BotInteraction) -> None:
        await turn_reviews(interaction, int(self.match["page"]))


class PlanButton(PersistentButton, template=r"(?!)"):
    """Base of the buttons and menus that begin an interview."""

    entrance = Entrance.CANDIDATE


class AgainButton(PlanButton, template=plan_template(AGAIN)):
    async def press(self, interaction: BotInteraction) -> None:
        await begin(interaction, plan_of(self.match))


class ReplaceButton(PlanButton, template=plan_template(REPLACE)):
    async def press(self, interaction: BotInteraction) -> None:
        await begin(interaction, plan_of(self.match), instead_of_live=True)


class OnceMoreButton(PlanButton, template=plan_template(ONCE_MORE)):
    async def press(self, interaction: BotInteraction) -> None:
        await try_once_more(interaction, plan_of(self.match))


class ParkButton(PlanButton, template=plan_template(PARK)):
    async def press(self, interaction: BotInteraction) -> None:
        await begin(interaction, plan_of(self.match), before_live=True)


class BankMenu(PlanButton, template=plan_template(PICK)):
    kind = discord.ComponentType.select

    async def press(self, interaction: BotInteraction) -> None:
        await begin(interaction, plan_of(self.match, bank=chosen(interaction)))


BUTTONS: Sequence[type[PersistentButton]] = (
    NextButton,
    SkipButton,
    BackButton,
    FollowUpButton,
    EndButton,
    ResumeButton,
    GoOnButton,
    HintButton,
    ExamplesButton,
    RevealButton,
    StatusButton,
    JumpMenu,
    PageButton,
    KeepButton,
    OpenReviewsButton,
    AgainButton,
    ReplaceButton,
    OnceMoreButton,
    ParkButton,
    BankMenu,
)

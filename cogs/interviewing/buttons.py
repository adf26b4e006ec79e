"""The buttons and menus of an interview. All their state is in their ids, so they work after any restart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

import discord

from bot.client.client import BotInteraction
from bot.client.entrance import Entrance
from bot.client.interactions import id_of
from bot.client.persistent import PersistentButton, number_chosen, numbers_chosen, stored_number
from bot.client.replies import turn_page
from bot.core.content import InterviewId, MessageId, ShareId, UserId
from bot.interviewing.domain.errors import NoSuchKeyPoint, NothingToRate, NotShown, OtherInterview
from bot.interviewing.domain.events import (
    Appraisal,
    BackPressed,
    Compared,
    EndPressed,
    ExamplesPage,
    ExamplesPressed,
    FollowUpPressed,
    GoOnPressed,
    HintPressed,
    JumpPressed,
    NextPressed,
    Rated,
    ResumePressed,
    SkipPressed,
)
from bot.interviewing.domain.rating import Rating
from bot.interviewing.usecases.interviews import InterviewService
from bot.interviewing.usecases.lookups import Lookups
from bot.interviewing.views.community import CommunityPages
from bot.interviewing.views.custom_ids import ControlAction, MessageKind, control_template, keep_template
from bot.interviewing.views.examples import debrief_page, examples_page
from bot.reviewing.views.open_reviews import open_reviews_template
from cogs.interviewing.begin_buttons import BEGIN_BUTTONS
from cogs.interviewing.controls import control
from cogs.interviewing.going_on import go_on
from cogs.interviewing.standing import show_status, turn_reviews, turn_summary
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
        await go_on(interaction, GoOnPressed(at=at, interaction=pressed), self.interview)


class GoOnFirstButton(InterviewButton, template=control_template(ControlAction.GO_ON_FIRST)):
    async def press(self, interaction: BotInteraction) -> None:
        at, pressed = interaction.client.services.clock(), id_of(interaction)
        await go_on(interaction, GoOnPressed(at=at, interaction=pressed, before_live=True), self.interview)


class GoOnInsteadButton(InterviewButton, template=control_template(ControlAction.GO_ON_INSTEAD)):
    async def press(self, interaction: BotInteraction) -> None:
        at, pressed = interaction.client.services.clock(), id_of(interaction)
        await go_on(interaction, GoOnPressed(at=at, interaction=pressed, instead_of_live=True), self.interview)


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


class SummaryButton(InterviewButton, template=control_template(ControlAction.SUMMARY)):
    """Turns the pages of a summary."""

    async def press(self, interaction: BotInteraction) -> None:
        await turn_summary(interaction, self.interview, int(self.match["detail"] or 0))


class OnExamples(InterviewButton, template=r"(?!)"):
    """Base of what stands under a page of examples; the page is in its id."""

    @property
    def page(self) -> int:
        return int(self.match["detail"] or 0)

    @property
    def shared(self) -> ShareId | None:
        """The community answer on the page, or on the one to turn to."""
        digits = self.match["shared"]
        return None if digits is None else ShareId(stored_number(digits, NotShown))

    @property
    def in_debrief(self) -> bool:
        return bool(self.match["message"] == MessageKind.DEBRIEF)

    async def turn(self, interaction: BotInteraction) -> bool:
        """Show the page as it is now, in the message that was pressed. False if the community answer is gone."""
        services = interaction.client.services
        found = await services[Lookups].examples_of(UserId(interaction.user.id), self.interview, self.number)
        show = partial(examples_page, standing=found.view.standing)
        if self.in_debrief:
            show = partial(debrief_page)
        of, view = found.interview.round(self.number), found.community
        community = CommunityPages(answers=view.answers, wanted=self.shared, may_share=view.may_share)
        page = show(found.interview, of, self.page, services.texts, grade=found.view.grade, community=community)
        await turn_page(interaction, page)
        return self.shared is None or any(each.share == self.shared for each in view.answers)


class PageButton(OnExamples, template=control_template(ControlAction.PAGE)):
    """Turns the pages of examples in place; works as long as the message exists, even after the interview."""

    async def press(self, interaction: BotInteraction) -> None:
        await self.turn(interaction)


class AppraisalControl(OnExamples, template=r"(?!)"):
    """Base of what candidates compare and rate their answers with."""

    def shown(self, interaction: BotInteraction) -> ExamplesPage | None:
        """The page on which it was pressed."""
        if interaction.message is None:
            return None
        message = MessageId(interaction.message.id)
        return ExamplesPage(message=message, page=self.page, in_debrief=self.in_debrief, shared=self.shared)

    async def appraise(self, interaction: BotInteraction, event: Appraisal) -> None:
        """Store what the candidate says, and show it where they said it."""
        try:
            await control(interaction, event, interview=self.interview)
        except (NothingToRate, NoSuchKeyPoint):
            await self.turn(interaction)  # else a menu goes on showing what was chosen in it
            raise


class CompareMenu(AppraisalControl, template=control_template(ControlAction.COMPARE)):
    kind = discord.ComponentType.select

    async def press(self, interaction: BotInteraction) -> None:
        ticks, shown = numbers_chosen(interaction), self.shown(interaction)
        await self.appraise(interaction, Compared(question_number=self.number, ticks=ticks, shown=shown))


class RatingButton(AppraisalControl, template=r"(?!)"):
    """Base of the buttons that rate an answer."""

    rating: ClassVar[Rating]

    async def press(self, interaction: BotInteraction) -> None:
        shown = self.shown(interaction)
        await self.appraise(interaction, Rated(question_number=self.number, rating=self.rating, shown=shown))


class StuckButton(RatingButton, template=control_template(ControlAction.RATE_STUCK)):
    rating = Rating.STUCK


class ShakyButton(RatingButton, template=control_template(ControlAction.RATE_SHAKY)):
    rating = Rating.SHAKY


class SolidButton(RatingButton, template=control_template(ControlAction.RATE_SOLID)):
    rating = Rating.SOLID


class EasyButton(RatingButton, template=control_template(ControlAction.RATE_EASY)):
    rating = Rating.EASY


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


BUTTONS: Sequence[type[PersistentButton]] = (
    NextButton,
    SkipButton,
    BackButton,
    FollowUpButton,
    EndButton,
    ResumeButton,
    GoOnButton,
    GoOnFirstButton,
    GoOnInsteadButton,
    HintButton,
    ExamplesButton,
    RevealButton,
    StatusButton,
    JumpMenu,
    SummaryButton,
    PageButton,
    CompareMenu,
    StuckButton,
    ShakyButton,
    SolidButton,
    EasyButton,
    KeepButton,
    OpenReviewsButton,
    *BEGIN_BUTTONS,
)

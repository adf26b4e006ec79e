"""The buttons of plans and reminders. All their state is in their ids, so they work after any restart."""

from __future__ import annotations

from collections.abc import Sequence

from bot.client.client import BotInteraction
from bot.client.entrance import Entrance
from bot.client.persistent import PersistentButton, stored_number
from bot.interviewing.views.overview import AGAIN
from bot.practising.domain.errors import NoSuchReminder
from bot.practising.domain.reminding import ReminderId
from bot.practising.views.custom_ids import (
    PlanAction,
    Portion,
    ReminderAction,
    plan_action_id,
    portion_template,
    reminder_action_template,
)
from cogs.interviewing.starting import ONCE_MORE, PARK, REPLACE
from cogs.practising.filling_in import open_banks_form, open_plan_form
from cogs.practising.planning import ask_before_deleting, delete_plan, keep_plan
from cogs.practising.reminders import put_off, start_reminded, switch_off
from cogs.practising.starting import start_portion, start_portion_once_more


class ChangePlanButton(PersistentButton, template=plan_action_id(PlanAction.CHANGE)):
    entrance = Entrance.CANDIDATE
    opens_form = True

    async def press(self, interaction: BotInteraction) -> None:
        await open_plan_form(interaction)


class ChooseBanksButton(PersistentButton, template=plan_action_id(PlanAction.BANKS)):
    entrance = Entrance.CANDIDATE
    opens_form = True

    async def press(self, interaction: BotInteraction) -> None:
        await open_banks_form(interaction)


class DeletePlanButton(PersistentButton, template=plan_action_id(PlanAction.DELETE)):
    entrance = Entrance.CANDIDATE

    async def press(self, interaction: BotInteraction) -> None:
        await ask_before_deleting(interaction)


class DeletePlanNowButton(PersistentButton, template=plan_action_id(PlanAction.DELETE_NOW)):
    entrance = Entrance.CANDIDATE

    async def press(self, interaction: BotInteraction) -> None:
        await delete_plan(interaction)


class KeepPlanButton(PersistentButton, template=plan_action_id(PlanAction.KEEP)):
    entrance = Entrance.CANDIDATE

    async def press(self, interaction: BotInteraction) -> None:
        await keep_plan(interaction)


class PortionButton(PersistentButton, template=r"(?!)"):
    """Base of the buttons that begin an interview of what is due, or of new questions."""

    entrance = Entrance.CANDIDATE

    @property
    def portion(self) -> Portion:
        return Portion(self.match["portion"])


class StartPortionButton(PortionButton, template=portion_template(AGAIN)):
    async def press(self, interaction: BotInteraction) -> None:
        await start_portion(interaction, self.portion)


class PortionInsteadButton(PortionButton, template=portion_template(REPLACE)):
    async def press(self, interaction: BotInteraction) -> None:
        await start_portion(interaction, self.portion, instead_of_live=True)


class PortionFirstButton(PortionButton, template=portion_template(PARK)):
    async def press(self, interaction: BotInteraction) -> None:
        await start_portion(interaction, self.portion, before_live=True)


class PortionOnceMoreButton(PortionButton, template=portion_template(ONCE_MORE)):
    async def press(self, interaction: BotInteraction) -> None:
        await start_portion_once_more(interaction, self.portion)


class ReminderButton(PersistentButton, template=r"(?!)"):
    """Base of the buttons of a reminder."""

    entrance = Entrance.CANDIDATE

    @property
    def reminder(self) -> ReminderId:
        return ReminderId(stored_number(self.match["reminder"], NoSuchReminder))


class StartRemindedButton(ReminderButton, template=reminder_action_template(ReminderAction.START)):
    async def press(self, interaction: BotInteraction) -> None:
        await start_reminded(interaction, self.reminder)


class NotTodayButton(ReminderButton, template=reminder_action_template(ReminderAction.LATER)):
    async def press(self, interaction: BotInteraction) -> None:
        await put_off(interaction, self.reminder)


class SwitchOffButton(ReminderButton, template=reminder_action_template(ReminderAction.OFF)):
    async def press(self, interaction: BotInteraction) -> None:
        await switch_off(interaction, self.reminder)


class ChangeAfterReminderButton(ReminderButton, template=reminder_action_template(ReminderAction.CHANGE)):
    opens_form = True

    async def press(self, interaction: BotInteraction) -> None:
        await open_plan_form(interaction)


PLAN_BUTTONS: Sequence[type[PersistentButton]] = (
    ChangePlanButton,
    ChooseBanksButton,
    DeletePlanButton,
    DeletePlanNowButton,
    KeepPlanButton,
    StartPortionButton,
    PortionInsteadButton,
    PortionFirstButton,
    PortionOnceMoreButton,
    StartRemindedButton,
    NotTodayButton,
    SwitchOffButton,
    ChangeAfterReminderButton,
)

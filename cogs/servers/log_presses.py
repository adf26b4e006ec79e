"""Shows the audit log of a server, and turns its pages."""

from __future__ import annotations

from collections.abc import Sequence

from bot.client.client import BotInteraction
from bot.client.entrance import Entrance
from bot.client.persistent import PersistentButton
from bot.client.replies import show, turn_page
from bot.outbound.draft import Draft
from bot.servers.usecases.audit_trail import AuditTrail
from bot.servers.views.audit_page import audit_log_page, log_template
from cogs.servers.acting import acting_member


async def show_log(interaction: BotInteraction) -> None:
    """Show the newest page, for the asking person only. Raises Refusal."""
    await show(interaction, await _page(interaction, 0))


class LogButton(PersistentButton, template=log_template()):
    """Shows a page of the audit log in place of what its message showed."""

    entrance = Entrance.COACHES

    async def press(self, interaction: BotInteraction) -> None:
        await turn_page(interaction, await _page(interaction, int(self.match["page"])))


LOG_BUTTONS: Sequence[type[PersistentButton]] = (LogButton,)


async def _page(interaction: BotInteraction, page: int) -> Draft:
    services = interaction.client.services
    found = await services[AuditTrail].page(acting_member(interaction), page)
    return audit_log_page(found, services.texts, locale=interaction.locale.value)

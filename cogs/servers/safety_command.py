"""`/setup safety` and `/setup log`."""

from __future__ import annotations

from datetime import timedelta

from discord import app_commands

from bot.client.client import BotInteraction
from bot.client.registry import Registry
from bot.client.replies import show
from bot.core.content import storable
from bot.servers.domain.bounds import ACCOUNT_AGE, MEMBERSHIP_AGE, REVIEWS_PER_DAY
from bot.servers.domain.safeguards import LONGEST_HOW_TO_ASK
from bot.servers.usecases.safety_settings import SafetySettings, WantedSafeguards
from bot.servers.views.safeguards import safety_page
from cogs.servers.acting import acting_member
from cogs.servers.log_presses import show_log


def add_safety(group: app_commands.Group, services: Registry) -> None:
    """Add both subcommands to `/setup`."""
    texts = services.texts

    @group.command(name="safety", description=texts("command-setup-safety"))
    @app_commands.describe(
        account_age=texts("command-setup-account-age"),
        membership_age=texts("command-setup-membership-age"),
        reviews_per_day=texts("command-setup-reviews-per-day"),
        how_to_ask=texts("command-setup-how-to-ask"),
        no_how_to_ask=texts("command-setup-no-how-to-ask"),
    )
    async def safety(
        interaction: BotInteraction,
        account_age: app_commands.Range[int, 0, ACCOUNT_AGE.most] | None = None,
        membership_age: app_commands.Range[int, 0, MEMBERSHIP_AGE.most] | None = None,
        reviews_per_day: app_commands.Range[int, 0, REVIEWS_PER_DAY.most] | None = None,
        how_to_ask: app_commands.Range[str, 1, LONGEST_HOW_TO_ASK] | None = None,
        no_how_to_ask: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        wanted = WantedSafeguards(
            account_age=None if account_age is None else timedelta(days=account_age),
            membership_age=None if membership_age is None else timedelta(days=membership_age),
            reviews_per_day=reviews_per_day,
            how_to_ask=None if how_to_ask is None else storable(how_to_ask),
            no_how_to_ask=no_how_to_ask,
        )
        stored = await services[SafetySettings].change(acting_member(interaction), wanted)
        await show(interaction, safety_page(stored, texts, locale=interaction.locale.value))

    @group.command(name="log", description=texts("command-setup-log"))
    async def log(interaction: BotInteraction) -> None:
        await show_log(interaction)

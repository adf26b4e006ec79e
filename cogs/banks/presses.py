"""Carries out what admins ask for the banks of their server, and answers them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

import aiohttp
import discord

from bot.banks.format.listing import Listing, found
from bot.banks.usecases.administration import BankAdministration, BankEntry, entry_called
from bot.banks.usecases.ports import UploadId
from bot.banks.usecases.uploads import BankUploads
from bot.banks.views.pages import (
    UploadReport,
    confirmed_page,
    deletion_page,
    list_pages,
    reload_page,
    upload_report,
)
from bot.banks.views.uploaded_list import list_report
from bot.client.client import BotInteraction
from bot.client.replies import say, show, show_more, show_promised, turn_page
from bot.core.refusal import Refusal
from bot.formatting.words import escaped
from bot.outbound.draft import Draft, NewFile
from cogs.servers.acting import acting_member

REPORT_FILE = "report.txt"


class FileNotFetched(Refusal):
    """Discord did not hand over what was uploaded."""

    key = "error-bank-file-not-fetched"


async def show_all(interaction: BotInteraction) -> None:
    """Raises Refusal."""
    services = interaction.client.services
    entries = await services[BankAdministration].entries(acting_member(interaction))
    first, *more = list_pages(entries, services.texts, locale=interaction.locale.value)
    await show(interaction, first)
    for page in more:
        await show_more(interaction, page)


async def upload(interaction: BotInteraction, file: discord.Attachment) -> None:
    """Raises Refusal."""
    services = interaction.client.services
    member = acting_member(interaction)
    services[BankUploads].admit(member, size=file.size)
    inspected = await services[BankUploads].check(member, file.filename, await _read(file))
    report = upload_report if inspected.drafted is None and inspected.unfit is None else list_report
    # In a thread: it may have a sentence about each of 50,000 lines.
    made = await asyncio.to_thread(report, inspected, file.filename, services.texts, locale=interaction.locale.value)
    await _show_report(interaction, made)


async def confirm(interaction: BotInteraction, waiting: UploadId) -> None:
    """Raises Refusal."""
    services = interaction.client.services
    confirmed = await services[BankUploads].confirm(acting_member(interaction), waiting)
    await _replace(interaction, confirmed_page(confirmed, services.texts, locale=interaction.locale.value))


async def discard(interaction: BotInteraction, waiting: UploadId) -> None:
    """Raises Refusal."""
    services = interaction.client.services
    await services[BankUploads].discard(acting_member(interaction), waiting)
    text = services.texts("upload-discarded", locale=interaction.locale.value)
    await _replace(interaction, Draft(content=text))


async def download(interaction: BotInteraction, slug: str) -> None:
    """Raises Refusal."""
    file = await interaction.client.services[BankAdministration].file(acting_member(interaction), slug)
    await show_promised(interaction, file=NewFile(name=file.name, content=file.text.encode()))


async def switch(interaction: BotInteraction, slug: str, *, enabled: bool) -> None:
    """Raises Refusal."""
    services = interaction.client.services
    entry = await services[BankAdministration].switch(acting_member(interaction), slug, enabled=enabled)
    key = "bank-enabled" if enabled else "bank-disabled"
    await say(interaction, services.texts(key, locale=interaction.locale.value, bank=escaped(entry.listing.title)))


async def offer_deletion(interaction: BotInteraction, slug: str) -> None:
    """Say what would be deleted, with the button that does it. Raises Refusal."""
    services = interaction.client.services
    deletion = await services[BankAdministration].deletion(acting_member(interaction), slug)
    await show(interaction, deletion_page(deletion, services.texts, locale=interaction.locale.value))


async def delete_bank(interaction: BotInteraction, newest: UploadId) -> None:
    """Raises Refusal."""
    services = interaction.client.services
    entry = await services[BankAdministration].delete(acting_member(interaction), newest)
    text = services.texts("bank-deleted", locale=interaction.locale.value, bank=escaped(entry.listing.title))
    await _replace(interaction, Draft(content=text))


async def roll_back(interaction: BotInteraction, slug: str, version: int) -> None:
    """Raises Refusal."""
    services = interaction.client.services
    entry = await services[BankAdministration].roll_back(acting_member(interaction), slug, version)
    key = "bank-rolled-back" if entry.version else "bank-rolled-back-to-operators"
    bank, locale = escaped(entry.listing.title), interaction.locale.value
    await say(interaction, services.texts(key, locale=locale, bank=bank, version=entry.version))


async def reload(interaction: BotInteraction) -> None:
    """Raises Refusal."""
    services = interaction.client.services
    result = await services[BankAdministration].reload(acting_member(interaction))
    await _show_report(interaction, reload_page(result, services.texts, locale=interaction.locale.value))


async def entries_like(interaction: BotInteraction, typed: str, *, limit: int) -> Sequence[BankEntry]:
    """The server's banks that match what somebody typed. Raises Refusal."""
    entries = await interaction.client.services[BankAdministration].entries(acting_member(interaction))
    by_slug = {entry.slug: entry for entry in entries}
    listings: tuple[Listing, ...] = found((entry.listing for entry in entries), typed, limit=limit)
    return [by_slug[listing.slug] for listing in listings]


async def versions_of(interaction: BotInteraction, typed: str) -> Mapping[int, str]:
    """The versions of a bank with their names in a menu, newest first; 0 is the operator's. Raises Refusal.

    `typed`: what stands in the field of the bank: its slug, its title, or so much that no other is meant.
    """
    services = interaction.client.services
    member, locale = acting_member(interaction), interaction.locale.value
    entries = await services[BankAdministration].entries(member)
    entry = entry_called(entries, typed)
    if entry is None and typed.strip():
        alike = await entries_like(interaction, typed, limit=2)
        entry = alike[0] if len(alike) == 1 else None
    if entry is None:
        return {}
    named = {
        upload.version or 0: services.texts(
            "version-name",
            locale=locale,
            version=upload.version or 0,
            date=f"{upload.uploaded_at:%Y-%m-%d}",
            questions=upload.listing.questions,
        )
        for upload in await services[BankAdministration].versions(member, entry.slug)
    }
    if entry.of_operator:
        named[0] = services.texts("version-name-of-operator", locale=locale)
    return named


async def _read(file: discord.Attachment) -> bytes:
    """Raises FileNotFetched."""
    try:
        return await file.read()
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError) as error:
        raise FileNotFetched from error


async def _show_report(interaction: BotInteraction, shown: UploadReport) -> None:
    whole = None if shown.whole is None else NewFile(name=REPORT_FILE, content=shown.whole.encode())
    await show_promised(interaction, shown.draft, file=whole)


async def _replace(interaction: BotInteraction, page: Draft) -> None:
    """Answer a button by changing its message, whose offer has been used."""
    await turn_page(interaction, page)

"""Threads on the page: opened from their messages, listed, archived."""

from __future__ import annotations

import asyncio
import re

import pytest
from playwright.async_api import Page, Route, expect

from tests.page.conftest import Place

pytestmark = [pytest.mark.chromium, pytest.mark.asyncio(loop_scope="session")]


def messages(page: Page, text: str = ""):
    return page.get_by_role("log").get_by_role("listitem").filter(has_text=text)


async def write(page: Page, text: str) -> None:
    await page.keyboard.type(text)
    await page.keyboard.press("Enter")


async def test_a_thread_is_started_from_a_message_and_shows_it_first(place: Place) -> None:
    ada = await place.window(place.ada, channel=place.channel_id)
    cora = await place.window(place.cora, channel=place.channel_id)
    await write(ada, "What would you ask me?")

    await messages(cora, "What would you ask me?").click(button="right")
    await cora.get_by_role("menuitem", name="Start a thread").click()
    await expect(cora.get_by_role("textbox", name="Name")).to_be_focused()
    await write(cora, "Questions")
    await expect(cora.get_by_role("heading", name="Questions").first).to_be_visible()
    await expect(messages(cora, "What would you ask me?")).to_contain_text("Go to the message in #general")
    await expect(cora.get_by_role("textbox", name="Message “Questions”")).to_be_focused()
    await write(cora, "Why this company?")

    card = ada.locator(".thread-card")
    await expect(card).to_contain_text("1 message")
    await expect(card).to_contain_text("Why this company?")
    await card.click()
    await expect(messages(ada, "Why this company?")).to_be_visible()
    await ada.locator("#topbar").get_by_role("button", name="general").click()
    await expect(messages(ada, "What would you ask me?")).to_be_visible()


async def test_an_archived_thread_is_out_of_the_way_until_somebody_writes(place: Place) -> None:
    message = await place.ada.send(place.channel_id, "Let us talk")
    thread = await place.ada.start_thread(place.channel_id, message["id"], "Talk")
    page = await place.window(place.ada, channel=place.channel_id)
    channels = page.get_by_role("navigation", name="Channels")
    await expect(channels.get_by_role("button", name="Talk")).to_be_visible()

    await place.ada.archive_thread(thread)
    await expect(channels.get_by_role("button", name="Talk")).to_have_count(0)
    await expect(page.locator(".thread-card")).to_contain_text("Archived")
    await page.get_by_role("button", name="Threads, 1").click()
    await expect(page.get_by_role("dialog", name="Threads")).to_contain_text("Archived – 1")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("This thread is archived.")).to_be_visible()
    await write(page, "One more thing")

    await expect(messages(page, "One more thing")).to_be_visible()
    await expect(page.get_by_text("This thread is archived.")).to_have_count(0)
    await place.ada.archive_thread(thread)
    await page.get_by_role("button", name="Reopen").click()
    await expect(page.get_by_text("This thread is archived.")).to_have_count(0)


async def test_what_is_written_while_a_thread_is_read_counts_once(place: Place) -> None:
    message = await place.ada.send(place.channel_id, "Let us talk")
    thread = await place.ada.start_thread(place.channel_id, message["id"], "Talk")
    page = await place.window(place.ada, channel=place.channel_id)
    goes_on = asyncio.Event()

    async def wait(route: Route) -> None:
        await goes_on.wait()
        await route.continue_()

    await page.route(f"**/channels/{thread}/messages", wait)
    await page.locator(".thread-card").click()
    await place.cora.send(thread, f"Just now, <@{place.ada.id}>")
    await expect(page).to_have_title(re.compile(r"^\(1\)"))
    goes_on.set()
    await expect(messages(page, "Just now")).to_be_visible()

    await page.locator("#topbar").get_by_role("button", name="general").click()
    await expect(page.locator(".thread-card")).to_contain_text("1 message ›")


async def test_a_card_names_the_files_of_a_message_without_words(place: Place) -> None:
    message = await place.ada.send(place.channel_id, "Let us share")
    thread = await place.ada.start_thread(place.channel_id, message["id"], "Files")
    page = await place.window(place.ada, channel=place.channel_id)
    card = page.locator(".thread-card")
    await expect(card).to_contain_text("There are no messages in this thread yet.")
    await expect(card).not_to_contain_text("0 messages")

    await place.cora.send(thread, files=[("notes.txt", b"my notes")])

    await expect(card).to_contain_text("notes.txt")
    await expect(card).to_contain_text("1 message ›")
    await page.reload()
    await expect(card).to_contain_text("notes.txt")
    await expect(card).not_to_contain_text("no messages")


async def test_a_button_works_on_the_message_that_a_thread_begins_with(place: Place) -> None:
    await (await place.cora.slash(place.channel_id, "mock", bank="Bern")).settled()
    card = place.cora.messages(place.channel_id)[-1]
    thread = await place.cora.start_thread(place.channel_id, card["id"], "About Bern")
    page = await place.window(place.cora, channel=thread)

    await page.get_by_role("button", name="Next").click()

    await expect(messages(page, "The next step")).to_be_visible()
    assert place.cora.messages(place.channel_id)[-1]["content"] == "The next step"


async def test_a_card_says_what_a_thread_of_files_holds(place: Place) -> None:
    message = await place.ada.send(place.channel_id, "Let us talk")
    thread = await place.ada.start_thread(place.channel_id, message["id"], "Talk")
    page = await place.window(place.cora, channel=place.channel_id)
    card = page.locator(".thread-card")
    await expect(card).to_contain_text("There are no messages in this thread yet.")
    await expect(card).not_to_contain_text("0 messages")

    await place.ada.send(thread, files=[("cv.txt", b"my life")])

    for _ in range(2):  # as it happens, and as it is read anew
        await expect(card).to_contain_text("1 message ›")
        await expect(card).to_contain_text("cv.txt")
        await expect(card).not_to_contain_text("no messages")
        await page.reload()

"""What one has not read yet, and who is typing."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.page.conftest import Place

pytestmark = [pytest.mark.chromium, pytest.mark.asyncio(loop_scope="session")]


async def test_what_is_new_is_counted_marked_and_read_once_it_is_seen(place: Place) -> None:
    await place.cora.send(place.channel_id, "an old message")
    page = await place.window(place.ada, channel=place.channel_id)
    other = await place.window(place.ada)
    await expect(page.get_by_role("log")).to_contain_text("an old message")
    await expect(other.get_by_role("button", name="Practice hall", exact=True)).to_be_visible()

    await page.get_by_role("button", name="Direct messages").click()
    await place.cora.send(place.channel_id, "new to everyone")
    await place.cora.send(place.channel_id, f"<@{place.ada.id}> and this is for you")

    for window in (page, other):
        await expect(window.get_by_role("button", name="Practice hall, unread, 1 for you")).to_be_visible()
    await expect(page).to_have_title("(1) Ada – Playground")
    await page.get_by_role("button", name="Practice hall, unread").click()
    line = page.locator(".new-line + .message")
    await expect(line).to_contain_text("new to everyone")
    for window in (page, other):
        await expect(window.get_by_role("button", name="Practice hall", exact=True)).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("button", name="Practice hall", exact=True)).to_be_visible()


async def test_others_see_who_is_typing(place: Place) -> None:
    ada = await place.window(place.ada, channel=place.channel_id)
    cora = await place.window(place.cora, channel=place.channel_id)

    await ada.keyboard.type("Hm")
    await expect(cora.get_by_text("Ada is typing…")).to_be_visible()
    await ada.keyboard.press("Enter")

    await expect(cora.get_by_text("Ada is typing…")).to_have_count(0)


async def test_a_name_is_suggested_and_reaches_the_other_as_a_mention(place: Place) -> None:
    ada = await place.window(place.ada, channel=place.channel_id)
    cora = await place.window(place.cora, channel=place.channel_id)

    await ada.keyboard.type("hello @co")
    await expect(ada.get_by_role("option", name="@Cora")).to_be_visible()
    await ada.keyboard.press("Enter")
    await expect(ada.get_by_role("textbox", name="Message #general")).to_have_value("hello @Cora ")
    await ada.keyboard.press("Enter")

    await expect(cora.locator(".message.mentioned")).to_contain_text("hello @Cora")


async def test_a_reaction_is_shared_and_taken_back(place: Place) -> None:
    message = await place.cora.send(place.channel_id, "Well?")
    ada = await place.window(place.ada, channel=place.channel_id)
    cora = await place.window(place.cora, channel=place.channel_id)

    await ada.locator(".message").hover()
    await ada.get_by_role("toolbar").get_by_role("button", name="Add a reaction").click()
    await ada.get_by_role("menuitem", name="🎉").click()
    mine = ada.get_by_role("button", name="🎉, 1")
    await expect(mine).to_have_attribute("aria-pressed", "true")
    await expect(cora.get_by_role("button", name="🎉, 1")).to_have_attribute("aria-pressed", "false")

    await mine.click()
    await expect(cora.get_by_role("button", name="🎉, 1")).to_have_count(0)
    assert "reactions" not in next(each for each in place.ada.messages(place.channel_id) if each["id"] == message["id"])

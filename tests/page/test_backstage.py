"""The drawer for the curious: what goes over the wire, weather, the bot's switch, starting over."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, Page, expect

from playground.furnishing.seed import CANDIDATE
from tests.page.conftest import Place

pytestmark = [pytest.mark.chromium, pytest.mark.asyncio(loop_scope="session")]


def messages(page: Page, text: str = "") -> Locator:
    return page.get_by_role("log").get_by_role("listitem").filter(has_text=text)


async def open_drawer(page: Page) -> Locator:
    await page.get_by_role("button", name="Behind the scenes").click()
    return page.get_by_role("complementary", name="Behind the scenes")


async def write(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Message @").fill(text)
    await page.keyboard.press("Enter")


async def test_the_drawer_shows_events_and_requests_with_their_json(place: Place) -> None:
    page = await place.window()
    drawer = await open_drawer(page)
    await expect(drawer.get_by_text("READY")).to_be_visible()

    await write(page, "<img src=x onerror=window.hacked=1>")
    event = drawer.locator("details", has_text="MESSAGE_CREATE").first
    await event.locator("summary").click()
    await expect(event.locator("pre")).to_contain_text('"content": "<img src=x onerror=window.hacked=1>"')
    await expect(event.locator("img")).to_have_count(0)
    await expect(event.locator("pre .hljs-attr").first).to_be_visible()

    await drawer.get_by_text("REST", exact=True).click()
    await expect(drawer.locator("details", has_text="MESSAGE_CREATE")).to_have_count(0)
    request = drawer.locator("details", has_text="POST /channels/").last
    await request.locator("summary").click()
    await expect(request).to_contain_text('"content": "35 characters"')
    await expect(request).to_contain_text("200")


async def test_bad_weather_comes_and_goes(place: Place) -> None:
    page = await place.window()
    drawer = await open_drawer(page)

    await drawer.get_by_role("switch", name="Discord answers 500").click()
    await expect(drawer.get_by_role("switch", name="Discord answers 500")).to_have_attribute("aria-checked", "true")
    await write(page, "/mock Bern")
    await expect(drawer.locator(".wire-status", has_text="500").first).to_be_visible()
    await drawer.get_by_role("switch", name="Discord answers 500").click()
    await expect(messages(page, "bank=Bern").or_(messages(page, "did not respond"))).to_be_visible()
    await write(page, "/mock Bonn")
    await expect(messages(page, "bank=Bonn")).to_be_visible()

    connected = len(place.playground.gateway_sent)
    await drawer.get_by_role("button", name="Drop the connection").click()
    await expect(drawer.get_by_text("RESUMED")).to_be_visible()
    assert "RESUMED" in [event.name for event in place.playground.gateway_sent[connected:]]


async def test_the_bot_is_stopped_and_started(place: Place) -> None:
    page = await place.window()
    drawer = await open_drawer(page)

    await drawer.get_by_role("switch", name="The bot runs").click()
    await expect(page.locator("#topbar").get_by_text("Offline")).to_be_visible()
    await expect(drawer.get_by_role("status")).to_contain_text("The bot is stopped.")
    assert not place.switch.running
    await drawer.get_by_role("switch", name="The bot runs").click()

    await expect(drawer.get_by_role("status")).to_contain_text("The bot is connected.")
    await expect(page.locator("#topbar").get_by_text("Offline")).to_have_count(0)


async def test_starting_over_asks_first_and_then_wipes_both_sides(place: Place) -> None:
    place.playground.seed_demo()
    page = await place.window(channel=place.channel_id)
    await page.keyboard.type("soon forgotten")
    await page.keyboard.press("Enter")
    await expect(messages(page, "soon forgotten")).to_be_visible()
    drawer = await open_drawer(page)

    await drawer.get_by_role("button", name="Start over").click()
    await page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    await expect(messages(page, "soon forgotten")).to_be_visible()
    await drawer.get_by_role("button", name="Start over").click()
    await page.get_by_role("dialog").get_by_role("button", name="Start over").click()

    await expect(page.get_by_role("button", name=f"You are {CANDIDATE}")).to_be_visible()
    await expect(messages(page, "soon forgotten")).to_have_count(0)
    assert place.switch.wiped == 1
    assert "Ada" not in [person.name for person in place.playground.persons.values()]

"""The clock on the page: it is moved, and everything that tells the time goes with it."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.page.conftest import Place
from tests.page.test_backstage import messages, open_drawer

pytestmark = [pytest.mark.chromium, pytest.mark.asyncio(loop_scope="session")]

AN_HOUR, A_DAY = 3600, 86_400


async def write(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Message #").fill(text)
    await page.keyboard.press("Enter")


async def test_tomorrow_at_nine_is_the_visitors_and_everyones(place: Place) -> None:
    page = await place.window(channel=place.channel_id, timezone_id="Pacific/Auckland", locale="en-GB")
    other = await place.window(place.cora, channel=place.channel_id, timezone_id="Pacific/Auckland", locale="en-GB")
    await write(page, "before the night")
    await expect(messages(other, "before the night")).to_contain_text("Today at")
    drawer = await open_drawer(page)
    await expect(page.locator(".playground-time")).to_have_count(0)

    await drawer.get_by_role("button", name="Tomorrow at nine").click()

    await expect(drawer.get_by_role("group", name="Move the clock")).to_contain_text("In the playground it is")
    await expect(drawer.get_by_role("group", name="Move the clock")).to_contain_text("09:00")
    for window in (page, other):
        await expect(window.locator(".playground-time")).to_contain_text("09:00")
        await expect(messages(window, "before the night")).to_contain_text("Yesterday at")
    await write(page, "good morning")
    await expect(messages(other, "good morning")).to_contain_text("Today at 09:00")


async def test_relative_times_go_with_the_clock(place: Place) -> None:
    page = await place.window(locale="en-GB")
    await page.keyboard.type("/show stamp")
    await page.keyboard.press("Enter")
    await expect(messages(page, "It was")).to_contain_text("seconds ago")
    drawer = await open_drawer(page)

    await drawer.get_by_role("button", name="In an hour").click()
    await expect(messages(page, "It was")).to_contain_text("1 hour ago")
    await drawer.get_by_role("button", name="In a week").click()
    await expect(messages(page, "It was")).to_contain_text("7 days ago")

    moved = place.playground.clock.moved
    assert abs(moved - AN_HOUR - 7 * A_DAY) <= AN_HOUR + 60  # a week with a change of the clocks in it


async def test_a_week_of_practice_is_offered_once_and_told_the_visitors_zone(place: Place) -> None:
    page = await place.window(timezone_id="Pacific/Auckland")
    drawer = await open_drawer(page)

    await drawer.get_by_role("button", name="A week of practice").click()

    await expect(page.locator(".notice")).to_contain_text("A week has passed")
    await expect(drawer.get_by_role("button", name="A week of practice")).to_have_count(0)
    assert place.practised == ["Pacific/Auckland"]


async def test_a_window_that_comes_later_has_the_time_of_the_others(place: Place) -> None:
    place.playground.move_clock(place.playground.clock.now() + 3 * A_DAY)

    page = await place.window(viewport={"width": 390, "height": 844})

    await expect(page.locator(".playground-time")).to_be_in_viewport()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.locator(".playground-time").click()
    await expect(page.get_by_role("complementary", name="Behind the scenes")).to_be_visible()

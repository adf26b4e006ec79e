"""Several people at once: who is here, and two of them side by side."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from playground.world.permissions import Permission
from tests.page.conftest import Place

pytestmark = [pytest.mark.chromium, pytest.mark.asyncio(loop_scope="session")]


async def test_members_are_listed_by_role_as_far_as_they_see_the_channel(place: Place) -> None:
    world = place.playground.world
    guild = next(iter(world.guilds.values()))
    coach = place.playground.add_role(guild, "Coach")
    place.playground.give_role(guild, place.ada, coach)
    page = await place.window(place.ada, channel=place.channel_id)
    members = page.get_by_role("complementary", name="Members")

    await expect(members.get_by_role("heading")).to_have_text(["Coach – 1", "Members – 1", "Apps – 1"])
    await members.get_by_role("button", name="Cora").click()
    card = page.get_by_role("dialog", name="Cora")
    await card.get_by_role("button", name="Mention").click()
    await expect(page.get_by_role("textbox", name="Message #general")).to_have_value("@Cora ")

    place.playground.overwrite(world.channels[place.channel_id], place.cora, deny=Permission.VIEW_CHANNEL)
    place.playground.overwrite(world.channels[place.channel_id], guild.roles[guild.id], deny=Permission.VIEW_CHANNEL)
    place.playground.overwrite(world.channels[place.channel_id], coach, allow=Permission.VIEW_CHANNEL)
    await expect(members.get_by_role("button", name="Ada")).to_be_visible()
    await expect(members.get_by_role("heading", name="Members – 1")).to_be_visible()  # the owner sees everything

    place.playground.take_role(guild, place.ada, coach)
    await expect(page.get_by_role("textbox", name="Message @Mock Interviewer")).to_be_visible()


async def test_two_people_stand_side_by_side(place: Place) -> None:
    page = await place.window(place.ada, channel=place.channel_id)

    await page.get_by_role("button", name="You are Ada").click()
    await page.get_by_role("menuitem", name="Two people side by side").click()
    left = page.frame_locator("iframe[title='The playground as Ada']")
    right = page.frame_locator("iframe[title='The playground as Cora']")
    for half in (left, right):
        await expect(half.locator("body")).to_have_attribute("data-live", "yes")
    await right.get_by_role("button", name="Servers and channels").click()
    await right.get_by_role("button", name="Practice hall").click()
    await right.get_by_role("button", name="general", exact=True).click()
    box = left.get_by_role("textbox", name="Message #general")
    await box.fill("Can you read me?")
    await box.press("Enter")

    await expect(right.get_by_role("log")).to_contain_text("Can you read me?")
    await page.get_by_role("button", name="Close Ada's side").click()
    await expect(page.get_by_role("button", name="You are Cora")).to_be_visible()


async def test_the_theme_is_chosen_and_kept(place: Place) -> None:
    page = await place.window(color_scheme="dark")
    dark = await page.locator("body").evaluate("node => getComputedStyle(node).backgroundColor")

    await page.get_by_role("button", name="You are Ada").click()
    await page.get_by_role("menuitemradio", name="Light").click()
    await expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    await page.reload()

    await expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    assert dark != "rgb(255, 255, 255)"

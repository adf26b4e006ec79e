"""Buttons, selects, modals and layouts on the page."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.page.conftest import Place

pytestmark = [pytest.mark.chromium, pytest.mark.asyncio(loop_scope="session")]


def messages(page: Page, text: str = "") -> Locator:
    return page.get_by_role("log").get_by_role("listitem").filter(has_text=text)


async def command(page: Page, line: str) -> None:
    await page.keyboard.type(line)
    await page.keyboard.press("Enter")


async def test_a_button_changes_its_message(place: Place) -> None:
    page = await place.window()
    await command(page, "/mock Bern")

    await page.get_by_role("button", name="Next").click()

    await expect(messages(page, "The next step")).to_be_visible()
    await expect(messages(page, "bank=Bern")).to_have_count(0)
    await expect(page.get_by_role("button", name="Next")).to_be_focused()


async def test_links_and_disabled_buttons_are_what_they_say(place: Place) -> None:
    page = await place.window()
    await command(page, "/mock Bern")

    await expect(page.get_by_role("button", name="Later")).to_be_disabled()
    await expect(page.get_by_role("link", name="Docs")).to_have_attribute("rel", "noopener noreferrer")


async def test_an_ephemeral_answer_can_be_dismissed(place: Place) -> None:
    page = await place.window()
    await command(page, "/mock Bern")

    await page.get_by_role("button", name="Done").click()

    answer = messages(page, "Well done")
    await expect(answer).to_contain_text("Only you can see this")
    await answer.get_by_role("button", name="Dismiss message").click()
    await expect(answer).to_have_count(0)


async def test_the_answer_to_a_press_is_in_sight_wherever_the_button_is(place: Place) -> None:
    page = await place.window()
    await command(page, "/mock Bern")
    done = page.get_by_role("button", name="Done")
    await expect(done).to_be_in_viewport()
    for number in range(30):
        await place.ada.send(place.dm, f"filler {number}")
    await expect(messages(page, "9 characters").last).to_be_in_viewport()
    await done.scroll_into_view_if_needed()
    await expect(page.get_by_role("button", name="Jump to present")).to_be_visible()

    await done.click()

    await expect(messages(page, "Well done")).to_be_in_viewport()


async def test_a_button_that_gets_no_answer_failed(place: Place) -> None:
    page = await place.window()
    await command(page, "/mock Bern")

    await page.get_by_role("button", name="Silence").click()

    await expect(page.get_by_role("button", name="Silence")).to_have_attribute("aria-busy", "true")
    await expect(messages(page, "bank=Bern")).to_contain_text("This interaction failed")
    await page.get_by_role("button", name="Next").click()
    await expect(messages(page, "This interaction failed")).to_have_count(0)


async def test_a_message_that_deletes_itself_goes(place: Place) -> None:
    page = await place.window()
    await command(page, "/mock Bern")

    await page.get_by_role("button", name="Remove").click()

    await expect(messages(page, "bank=Bern")).to_have_count(0)


async def test_an_embed_shows_all_its_parts(place: Place) -> None:
    page = await place.window()
    await command(page, "/mock Bern")

    card = page.get_by_role("article")
    for text in ("The author", "A card", "With bold text", "First", "two", "Wide", "The footer"):
        await expect(card).to_contain_text(text)
    await expect(card.locator("strong")).to_have_text("bold")
    await expect(card.locator("time")).to_contain_text(re.compile("November 1[45], 2023"))


async def test_a_select_chooses_one(place: Place) -> None:
    page = await place.window()
    await command(page, "/show selects")

    await page.get_by_role("combobox", name="One city").click()
    await page.get_by_role("option", name="Berlin").click()

    await expect(messages(page, "One: Berlin")).to_be_visible()


async def test_a_multiple_select_chooses_by_keyboard(place: Place) -> None:
    page = await place.window()
    await command(page, "/show selects")

    await page.get_by_role("combobox", name="Some cities").press("Enter")
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Space")
    await page.keyboard.press("Escape")

    await expect(messages(page, "Some: Amsterdam, Antwerp")).to_be_visible()


async def test_discord_fills_in_selects_of_users_roles_and_channels(place: Place) -> None:
    guild = next(iter(place.playground.world.guilds.values()))
    place.playground.add_role(guild, "Coach")
    page = await place.window(place.ada, channel=place.channel_id)
    await command(page, "/show entities")

    for select, option, answer in (
        ("Which user", "Cora", "User: Cora"),
        ("Which role", "Coach", "Role: Coach"),
        ("Which channel", "#general", "Channel: general"),
    ):
        await page.get_by_role("combobox", name=select).click()
        await page.get_by_role("option", name=option).click()
        await expect(messages(page, answer)).to_be_visible()
    await page.get_by_role("combobox", name="Who", exact=True).click()
    await page.get_by_role("option", name="Ada").click()
    await page.get_by_role("option", name="Coach").click()
    await page.keyboard.press("Escape")
    await expect(messages(page, "Mentionables: Member, Role")).to_be_visible()

    await command(page, "/show whom")
    await page.get_by_role("combobox", name="Whom").click()
    await page.get_by_role("option", name="Cora").click()
    await page.get_by_role("button", name="Submit").click()
    await expect(messages(page, "Chosen: Cora in []")).to_be_visible()


async def test_an_embed_with_every_part_shows_its_pictures(place: Place) -> None:
    page = await place.window()
    await command(page, "/show full")

    card = page.get_by_role("article")
    for name, address in (("Full", "https://example.org/card"), ("Somebody", "https://example.org/somebody")):
        await expect(card.get_by_role("link", name=name)).to_have_attribute("href", address)
    for text in ("All of it", "Field 2", "At the bottom", "Today at"):
        await expect(card).to_contain_text(text)
    await expect(card.locator("img")).to_have_count(4)
    for picture in await card.locator("img").all():
        await expect(picture).to_have_js_property("naturalWidth", 1)


async def test_a_modal_is_checked_and_sent(place: Place) -> None:
    page = await place.window()
    await command(page, "/mock Bern")
    await page.get_by_role("button", name="Form").click()
    modal = page.get_by_role("dialog", name="Tell me more")
    await expect(modal).to_contain_text("All of this stays between us.")
    await expect(modal.get_by_role("textbox", name="Name")).to_be_focused()

    await modal.get_by_role("button", name="Submit").click()
    await expect(modal).to_contain_text("This field is required.")
    await expect(modal).to_contain_text("Choose one.")
    await modal.get_by_role("textbox", name="Name").fill("Ada")
    await modal.get_by_role("combobox", name="City").click()
    await modal.get_by_role("option", name="Bern").click()
    await modal.get_by_role("radio", name="Calm").check()
    await modal.get_by_role("checkbox", name="Queues").check()
    await modal.get_by_role("checkbox", name="APIs").check()
    await modal.get_by_role("button", name="Submit").click()

    await expect(messages(page, "Ada, Bern, Calm, ['APIs', 'Queues']")).to_be_visible()
    await expect(modal).to_have_count(0)


async def test_a_modal_takes_long_text_a_tick_and_a_file(place: Place) -> None:
    page = await place.window()
    await command(page, "/show papers")
    modal = page.get_by_role("dialog", name="Papers")

    await modal.get_by_role("textbox", name="Story").fill("abc")
    await modal.get_by_role("button", name="Submit").click()
    await expect(modal).to_contain_text("Write at least 5 characters.")
    await modal.get_by_role("textbox", name="Story").fill("two\nlines")
    await modal.get_by_role("checkbox", name="I am sure").check()
    await modal.get_by_label("Paper").set_input_files([{"name": "cv.txt", "mimeType": "text/plain", "buffer": b"me"}])
    await modal.get_by_role("button", name="Submit").click()

    answer = messages(page, r"'two\nlines', True, ['cv.txt']")
    await expect(answer).to_be_visible()
    await expect(answer).to_contain_text("used /show")


async def test_a_modal_can_be_left(place: Place) -> None:
    page = await place.window()
    await command(page, "/show papers")
    modal = page.get_by_role("dialog", name="Papers")
    await expect(modal).to_be_visible()

    await page.keyboard.press("Escape")

    await expect(modal).to_have_count(0)


async def test_a_layout_is_drawn(place: Place) -> None:
    page = await place.window()
    await command(page, "/show layout")

    box = page.locator(".container")
    await expect(box.get_by_role("heading", name="A layout")).to_be_visible()
    await expect(box.get_by_role("button", name="Beside")).to_be_enabled()

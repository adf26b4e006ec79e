"""Slash commands on the page, as a Discord user types them."""

from __future__ import annotations

import asyncio
import re

import pytest
from playwright.async_api import Page, Route, expect

from tests.page.conftest import Place

pytestmark = [pytest.mark.chromium, pytest.mark.asyncio(loop_scope="session")]


def messages(page: Page, text: str = ""):
    return page.get_by_role("log").get_by_role("listitem").filter(has_text=text)


async def test_a_newcomer_reads_what_to_do_and_starts_with_one_line(place: Place) -> None:
    page = await place.window()
    await expect(page.get_by_text("Type /mock stripe and press Enter")).to_be_visible()

    await page.keyboard.type("/mock stripe")
    await page.keyboard.press("Enter")

    await expect(messages(page, "bank=stripe questions=5 order=s")).to_contain_text("A card")
    await expect(page.get_by_text("Type /mock stripe and press Enter")).not_to_be_visible()


async def test_a_pasted_command_line_runs(place: Place) -> None:
    page = await place.window()

    await page.get_by_role("textbox", name="Message @").fill("/mock Bern order:In order questions:7")
    await page.keyboard.press("Enter")

    await expect(messages(page, "bank=Bern questions=7 order=o")).to_be_visible()


async def test_the_picker_offers_commands_and_choices_to_the_keyboard(place: Place) -> None:
    page = await place.window()
    await page.keyboard.type("/")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    await expect(options).to_have_count(3)
    await page.keyboard.type("mo")
    await expect(options).to_have_count(1)
    await expect(options).to_contain_text("Start a mock interview")

    await page.keyboard.press("Tab")
    await expect(options.first).to_contain_text("Amsterdam, the city")
    await page.keyboard.type("ber")
    await expect(options.filter(has_text="the city")).to_have_text(["Berlin, the city", "Bern, the city"])
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("combobox", name="bank")).to_have_value("Bern, the city")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.keyboard.type("3")
    await page.keyboard.press("Enter")

    await expect(messages(page, "bank=Bern questions=3 order=s")).to_be_visible()


async def test_a_value_out_of_range_is_said_before_it_is_sent(place: Place) -> None:
    page = await place.window()

    await page.keyboard.type("/mock Bern questions:99")
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("alert")).to_have_text("“questions” must be at most 50.")
    await page.get_by_role("combobox", name="questions, optional").fill("9")
    await page.keyboard.press("Enter")
    await expect(messages(page, "bank=Bern questions=9")).to_be_visible()


async def test_a_missing_option_is_asked_for(place: Place) -> None:
    page = await place.window()

    await page.keyboard.type("/show")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("combobox", name="what")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_have_text("“what” is needed.")
    await page.keyboard.press("Escape")

    await expect(page.get_by_role("textbox", name="Message @")).to_be_focused()


async def test_a_subcommand_answers_only_its_user(place: Place) -> None:
    page = await place.window(place.ada, channel=place.channel_id)
    other = await place.window(place.cora, channel=place.channel_id)

    await page.keyboard.type("/coach stats")
    await page.keyboard.press("Enter")

    answer = messages(page, "Your figures")
    await expect(answer).to_contain_text("Only you can see this")
    await page.reload()
    await expect(answer).to_be_visible()
    await answer.get_by_role("button", name="Dismiss message").click()
    await expect(answer).to_have_count(0)
    await page.keyboard.type("hello")
    await page.keyboard.press("Enter")
    await expect(messages(other, "hello")).to_be_visible()
    await expect(messages(other, "Your figures")).to_have_count(0)


async def test_commands_read_anew_while_one_is_typed_do_not_stop_it(place: Place) -> None:
    page = await place.window(place.ada, channel=place.channel_id)
    typed = asyncio.Event()

    async def wait(route: Route) -> None:
        await typed.wait()
        await route.continue_()

    await page.route(re.compile(r"/commands\b"), wait)
    async with page.expect_response(re.compile(r"/commands\b")) as read:
        await page.keyboard.type("/coach stats")
        await expect(page.get_by_role("option", name="/coach stats")).to_be_visible()
        typed.set()
    await (await read.value).finished()
    await page.keyboard.press("Enter")

    await expect(messages(page, "Your figures")).to_be_visible()


async def test_a_command_without_options_needs_only_enter(place: Place) -> None:
    page = await place.window()

    await page.keyboard.type("/coa")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("group", name="Command coach stats")).to_be_visible()
    await page.keyboard.press("Enter")

    await expect(messages(page, "Your figures")).to_contain_text("/coach stats")


async def test_a_command_that_gets_no_answer_is_said_to_have_none(place: Place) -> None:
    page = await place.window()

    await page.keyboard.type("/show nothing")
    await page.keyboard.press("Enter")

    await expect(messages(page, "The application did not respond")).to_be_visible()


async def test_a_deferred_answer_is_thinking_until_it_comes(place: Place) -> None:
    page = await place.window()

    await page.keyboard.type("/show thinking")
    await page.keyboard.press("Enter")
    await expect(messages(page, "is thinking…")).to_be_visible()
    await page.keyboard.type("go on")
    await page.keyboard.press("Enter")

    await expect(messages(page, "Thought it through")).to_be_visible()
    await expect(messages(page, "is thinking…")).to_have_count(0)
    await expect(messages(page, "(edited)")).to_have_count(0)


async def test_a_command_in_a_message_can_be_clicked(place: Place) -> None:
    page = await place.window()
    await page.keyboard.type("/show stamp")
    await page.keyboard.press("Enter")

    await page.get_by_role("button", name="/mock").click()

    await expect(page.get_by_role("combobox", name="bank")).to_be_focused()


async def test_a_file_goes_with_a_command(place: Place) -> None:
    page = await place.window()
    await page.keyboard.type("/show paper paper:")

    await page.get_by_label("paper, optional").set_input_files(
        [{"name": "cv.txt", "mimeType": "text/plain", "buffer": b"my life"}]
    )
    await page.keyboard.press("Enter")

    await expect(messages(page, "cv.txt: my life")).to_be_visible()


async def test_a_file_that_is_uploaded_fills_the_option_for_it(place: Place) -> None:
    page = await place.window()
    await page.keyboard.type("/show paper ")

    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("button", name="Upload files").click()
    await (await choosing.value).set_files([{"name": "cv.txt", "mimeType": "text/plain", "buffer": b"my life"}])
    await expect(page.get_by_label("paper, optional")).to_have_js_property("files.length", 1)
    await page.keyboard.press("Enter")

    await expect(messages(page, "cv.txt: my life")).to_be_visible()
    await expect(page.get_by_role("list", name="Files to send")).to_be_hidden()


async def test_an_answer_to_a_form_names_the_command_that_opened_it(place: Place) -> None:
    page = await place.window()
    await page.keyboard.type("/show papers")
    await page.keyboard.press("Enter")

    await page.get_by_role("dialog", name="Papers").get_by_role("button", name="Submit").click()

    await expect(messages(page, "False, []")).to_contain_text("Ada used /show")


async def test_another_address_leads_to_another_channel(place: Place) -> None:
    page = await place.window(place.ada, channel=place.dm)

    await page.evaluate("location.hash = '#general'")

    await expect(page.get_by_role("textbox", name="Message #general")).to_be_focused()


async def test_a_link_into_discord_leads_to_the_channel_here(place: Place) -> None:
    page = await place.window(place.ada, channel=place.channel_id)
    await page.keyboard.type("/show jump")
    await page.keyboard.press("Enter")

    await page.get_by_role("link", name="@Mock Interviewer").click()

    await expect(page.get_by_role("textbox", name="Message @Mock Interviewer")).to_be_focused()
    assert page.url.endswith(f"#{place.dm}")


async def test_a_message_menu_works_on_a_message(place: Place) -> None:
    page = await place.window()
    await page.keyboard.type("seven!!")
    await page.keyboard.press("Enter")

    await messages(page, "seven!!").first.click(button="right")
    await page.get_by_role("menuitem", name="Count letters").click()

    await expect(messages(page, "7 letters")).to_contain_text("Only you can see this")

"""The page on small screens, by keyboard alone, and while the playground is away."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import WebSocketRoute, expect

from tests.page.conftest import Place

pytestmark = [pytest.mark.chromium, pytest.mark.asyncio(loop_scope="session")]


async def test_a_phone_shows_the_channel_and_a_drawer(place: Place) -> None:
    page = await place.window(place.ada, viewport={"width": 375, "height": 700})

    await page.keyboard.type("/mock Bern")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Form")).to_be_in_viewport()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await expect(page.get_by_role("button", name="Practice hall")).to_have_count(0)
    await page.get_by_role("button", name="Servers and channels").click()
    await page.get_by_role("button", name="Practice hall").click()
    await page.get_by_role("button", name="general", exact=True).click()

    await expect(page.get_by_role("textbox", name="Message #general")).to_be_focused()
    await expect(page.get_by_role("button", name="Practice hall")).to_have_count(0)


async def test_an_interview_works_without_a_mouse(place: Place) -> None:
    page = await place.window()
    await page.keyboard.type("/mock Bern")
    await page.keyboard.press("Enter")
    form = page.get_by_role("button", name="Form")
    await expect(form).to_be_visible()

    for _ in range(30):
        await page.keyboard.press("Shift+Tab")
        if await form.evaluate("node => node === document.activeElement"):
            break
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("textbox", name="Name")).to_be_focused()
    await page.keyboard.type("Ada")
    await page.keyboard.press("Tab")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.type("b")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await page.keyboard.press("Enter")

    answer = page.get_by_role("log").get_by_role("listitem").filter(has_text="Ada, Berlin, Calm, []")
    await expect(answer).to_be_visible()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.keyboard.type("typing goes to the message box")
    await expect(page.get_by_role("textbox", name="Message @")).to_have_value("typing goes to the message box")


@pytest.mark.parametrize("opened_by", ["button", "command"])
async def test_what_is_typed_as_a_form_closes_goes_to_the_message_box(place: Place, opened_by: str) -> None:
    page = await place.window()
    box = page.get_by_role("textbox", name="Message @")
    form = page.get_by_role("dialog")
    if opened_by == "button":
        await page.keyboard.type("/mock Bern")
        await page.keyboard.press("Enter")

    for way in ("Cancel", "Escape", "Close"):
        if opened_by == "button":
            await page.get_by_role("button", name="Form").click()
        else:
            await page.keyboard.type("/show papers")
            await page.keyboard.press("Enter")
        await expect(form, f"before {way}").to_be_visible()
        # At the first moment without the form, before the browser draws its next picture: a busy computer is late.
        await page.evaluate(
            """() => {
                const observer = new MutationObserver(() => {
                    if (document.querySelector("[open]")) return;
                    observer.disconnect();
                    document.execCommand("insertText", false, "now");
                });
                observer.observe(document, { attributeFilter: ["open"], childList: true, subtree: true });
            }"""
        )

        if way == "Escape":
            await page.keyboard.press("Escape")
        else:
            await form.get_by_role("button", name=way).click()

        await expect(form, f"after {way}").to_have_count(0)
        await page.keyboard.type(", and then")
        await expect(box, f"after {way}").to_have_value("now, and then")
        await box.fill("")


async def test_what_happened_during_a_lost_connection_is_there_afterwards(place: Place) -> None:
    sockets: list[WebSocketRoute] = []
    may_return = asyncio.Event()
    may_return.set()

    async def connect(socket: WebSocketRoute) -> None:
        await may_return.wait()
        socket.connect_to_server()
        sockets.append(socket)

    page = await place.window(
        place.ada, channel=place.channel_id, prepare=lambda page: page.route_web_socket("**/events", connect)
    )
    may_return.clear()
    await sockets[0].close(code=1001)
    await expect(page.get_by_role("status")).to_contain_text(["The connection to the playground was lost", ""])
    await page.route("**/messages", lambda route: route.abort())
    await page.keyboard.type("Are you there?")
    await page.keyboard.press("Enter")
    not_sent = page.get_by_role("alert").filter(has_text="Not sent: The playground doesn't answer")
    await expect(not_sent).to_be_visible()
    await page.unroute("**/messages")
    await place.cora.send(place.channel_id, "while you were away")
    may_return.set()

    await expect(page.get_by_role("log")).to_contain_text("while you were away")
    await place.cora.send(place.channel_id, "and now")
    await expect(page.get_by_role("log")).to_contain_text("and now")
    await expect(page.locator(".notice")).to_have_count(0)
    await expect(not_sent).to_have_count(0)
    await expect(page.get_by_role("textbox", name="Message #general")).to_have_value("Are you there?")
    place.complaints.clear()  # the browser's own lines about what was aborted


async def test_a_notice_of_what_was_done_goes_by_itself_and_one_of_a_problem_stays(place: Place) -> None:
    page = await place.window(prepare=lambda page: page.clock.install())
    notice = page.locator(".notice")

    await page.get_by_role("button", name="You are Ada").click()
    await page.get_by_role("menuitem", name="Close my DMs").click()
    await expect(notice).to_contain_text("Your DMs are closed")
    await page.clock.run_for(10_000)
    await expect(notice).to_have_count(0)

    await page.route("**/settings", lambda route: route.abort())
    await page.get_by_role("button", name="You are Ada").click()
    await page.get_by_role("menuitem", name="Open my DMs").click()
    await expect(notice).to_contain_text("doesn't answer")
    await page.clock.run_for(10_000)
    await expect(notice).to_contain_text("doesn't answer")
    place.complaints.clear()  # as above

"""What axe finds on the page in its usual states: in dark and in light, wide and narrow."""

from __future__ import annotations

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.page.conftest import Place

pytestmark = [pytest.mark.chromium, pytest.mark.asyncio(loop_scope="session")]

GRAVE = {"serious", "critical"}


async def grave_findings(page: Page) -> list[str]:
    """Everything serious, each with the first place where it is."""
    results = await Axe().run(page)
    return [
        f"{rule['id']}: {rule['help']}: {rule['nodes'][0]['html']}: {rule['nodes'][0]['failureSummary']}"
        for rule in results.response["violations"]
        if rule["impact"] in GRAVE
    ]


@pytest.mark.parametrize("scheme", ["dark", "light"])
async def test_a_conversation_with_everything_a_bot_can_show_has_no_serious_finding(place: Place, scheme: str) -> None:
    page = await place.window(color_scheme=scheme)
    for what in ("/mock Bern", "/show markdown", "/show selects", "/show layout", "/show stamp", "/show full"):
        await page.keyboard.type(what)
        await page.keyboard.press("Enter")
    await place.ada.send(place.dm, files=[("notes.txt", b"notes")])
    await place.ada.send(place.dm, voice_seconds=2.5)
    await expect(page.get_by_role("group", name="Voice message")).to_be_visible()
    assert await grave_findings(page) == []

    await page.get_by_role("button", name="Form").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    assert await grave_findings(page) == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 375)])
async def test_a_server_with_threads_members_and_the_drawer_has_no_serious_finding(
    place: Place, scheme: str, width: int
) -> None:
    message = await place.cora.send(place.channel_id, f"<@{place.ada.id}> look: ||hidden|| `code`")
    thread = await place.cora.start_thread(place.channel_id, message["id"], "Talk")
    await place.cora.send(thread, "in here")
    await place.cora.react(place.channel_id, message["id"], "👍")
    page = await place.window(channel=place.channel_id, color_scheme=scheme, viewport={"width": width, "height": 800})
    await expect(page.locator(".thread-card")).to_contain_text("in here")
    assert await grave_findings(page) == []

    await page.get_by_role("button", name="Threads, 1").click()
    await expect(page.get_by_role("dialog", name="Threads")).to_be_visible()
    assert await grave_findings(page) == []
    await page.keyboard.press("Escape")

    await page.get_by_role("button", name="Behind the scenes").click()
    await page.locator(".wire summary").last.click()
    await expect(page.locator(".wire pre").first).to_be_visible()
    assert await grave_findings(page) == []


async def test_menus_and_suggestions_have_no_serious_finding(place: Place) -> None:
    page = await place.window()
    await page.get_by_role("button", name="You are Ada").click()
    await expect(page.get_by_role("menu")).to_be_visible()
    assert await grave_findings(page) == []
    await page.keyboard.press("Escape")

    await page.get_by_role("textbox", name="Message @").fill("")
    await page.keyboard.type("/mo")
    await expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("option").first).to_be_visible()
    assert await grave_findings(page) == []

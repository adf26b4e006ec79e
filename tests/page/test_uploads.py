"""Files by paste and drop, and voice messages from the microphone."""

from __future__ import annotations

import base64

import pytest
from playwright.async_api import Page, expect

from tests.page.conftest import Place

pytestmark = [pytest.mark.chromium, pytest.mark.asyncio(loop_scope="session")]

CARRY = """([kind, name]) => {
    const carried = new DataTransfer();
    carried.items.add(new File(["carried"], name, { type: "text/plain" }));
    const options = { bubbles: true, cancelable: true };
    if (kind === "paste") {
        document.activeElement.dispatchEvent(new ClipboardEvent(kind, { ...options, clipboardData: carried }));
    } else {
        document.getElementById("log").dispatchEvent(new DragEvent(kind, { ...options, dataTransfer: carried }));
    }
}"""


async def send(page: Page) -> None:
    await page.get_by_role("textbox", name="Message @").press("Enter")


async def test_files_are_pasted_and_dropped(place: Place) -> None:
    page = await place.window()

    await page.evaluate(CARRY, ["paste", "pasted.txt"])
    await page.evaluate(CARRY, ["dragover", "dropped.txt"])
    await expect(page.locator("#main.dropping")).to_be_visible()
    await page.evaluate(CARRY, ["drop", "dropped.txt"])
    await expect(page.get_by_role("list", name="Files to send").get_by_role("listitem")).to_have_count(2)
    await send(page)

    await expect(page.get_by_role("link", name="pasted.txt")).to_be_visible()
    await expect(page.get_by_role("link", name="dropped.txt")).to_be_visible()


async def test_a_voice_message_is_recorded_sent_and_played(place: Place) -> None:
    page = await place.window(permissions=["microphone"])

    await page.get_by_role("button", name="Record a voice message").click()
    await expect(page.get_by_role("timer")).to_have_text("0:01")
    await page.get_by_role("button", name="Send the voice message").click()

    voice = page.get_by_role("group", name="Voice message, 0:0")
    await expect(voice).to_be_visible()
    await expect(page.get_by_role("textbox", name="Message @")).to_be_focused()
    sent = next(message for message in place.ada.messages(place.dm) if message["flags"] & (1 << 13))
    (recording,) = sent["attachments"]
    assert recording["content_type"] in {"audio/ogg", "audio/webm"}
    assert 1 <= recording["duration_secs"] < 10
    assert max(base64.b64decode(recording["waveform"])) > 0
    assert recording["size"] > 200

    await voice.get_by_role("button", name="Play voice message").click()
    await expect(voice.get_by_role("button", name="Pause voice message")).to_be_visible()
    await expect(voice.get_by_role("slider")).not_to_have_value("0")


async def test_a_recording_can_be_thrown_away(place: Place) -> None:
    page = await place.window(permissions=["microphone"])

    await page.get_by_role("button", name="Record a voice message").click()
    await expect(page.get_by_role("timer")).to_be_visible()
    await page.keyboard.press("Escape")

    await expect(page.get_by_role("timer")).to_have_count(0)
    await expect(page.get_by_role("textbox", name="Message @")).to_be_focused()
    assert place.ada.messages(place.dm) == []

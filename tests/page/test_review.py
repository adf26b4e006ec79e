"""A review with the real bot: the candidate in one window, the coach in another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from bot.cli.local_discord import LocalBot
from bot.config import Config
from bot.config.model import BanksConfig, EncryptionConfig
from playground.furnishing.seed import CANDIDATE, COACHES, REVIEWS
from playground.server import Playground
from playground.web.chat_page import add_page
from tests.openapi import judge

pytestmark = [pytest.mark.chromium, pytest.mark.asyncio(loop_scope="session")]
ROOT = Path(__file__).parents[2]


class Windows:
    """The browser of each person who takes part."""

    def __init__(self, playground: Playground, browser: Browser) -> None:
        self._playground = playground
        self._browser = browser
        self.complaints: list[str] = []

    async def of(self, name: str) -> Page:
        context = await self._browser.new_context()
        page = await context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: line.type == "error" and self.complaints.append(line.text))
        await page.goto(f"{self._playground.url}?as={name.lower().replace(' ', '_')}")
        await expect(page.locator("body")).to_have_attribute("data-ready", "yes")
        await expect(page.locator("body")).to_have_attribute("data-live", "yes")
        return page


@pytest_asyncio.fixture(loop_scope="session")
async def windows(browser: Browser, tmp_path: Path) -> AsyncIterator[Windows]:
    playground = Playground()
    playground.seed_demo()
    config = Config(
        encryption=EncryptionConfig(key_file=tmp_path / "bot.key"), banks=BanksConfig(folder=ROOT / "question_banks")
    )
    folder = tmp_path / "playground"
    folder.mkdir()
    bot = LocalBot(playground, config, folder)
    add_page(playground, switch=bot)
    await playground.start()
    await bot.start()
    await playground.bot_ready()
    windows = Windows(playground, browser)
    yield windows
    await bot.stop()
    await playground.close()
    judge(playground.requests)
    assert windows.complaints == []


async def write(page: Page, text: str) -> None:
    await page.keyboard.type(text)
    await page.keyboard.press("Enter")


async def newest(page: Page, text: str) -> Locator:
    message = page.locator(".message", has_text=text).last
    await expect(message).to_be_in_viewport()
    return message


async def test_an_answer_goes_to_a_coach_and_comes_back_with_feedback(windows: Windows) -> None:
    candidate, coach = await windows.of(CANDIDATE), await windows.of(COACHES[0])
    await expect(coach.get_by_role("textbox", name=f"Message #{REVIEWS}")).to_be_focused()
    await write(candidate, "/mock stripe")
    await newest(candidate, "Question 1 of 5")
    await write(candidate, "I would send the same key again.")
    panel = await newest(candidate, "Your answer to question 1")

    await panel.get_by_role("button", name="Send to a coach").click()
    form = candidate.get_by_role("dialog", name="Send to a coach")
    await form.get_by_role("textbox", name="What should the coach look at?").fill("Is the reason clear?")
    await form.get_by_role("button", name="Submit").click()
    await newest(candidate, "A coach will pick it up")

    card = await newest(coach, "Is the reason clear?")
    await expect(card).to_contain_text("I would send the same key again.")
    await expect(card).not_to_contain_text(CANDIDATE)
    await card.get_by_role("button", name="Claim").click()
    await expect(card.get_by_role("button", name="Release")).to_be_visible()
    await card.hover()
    await card.get_by_role("toolbar").get_by_role("button", name="Reply").click()
    await write(coach, "Begin with the result, then say why.")
    await newest(coach, "Delivered")

    feedback = await newest(candidate, "Begin with the result, then say why.")
    await expect(feedback).to_contain_text(COACHES[0])
    await feedback.hover()
    await feedback.get_by_role("toolbar").get_by_role("button", name="Reply").click()
    await write(candidate, "Thank you, I will.")

    # By its thread: an answered card shrinks within a second, and what the coach should look at is no longer on it.
    await coach.locator(".thread-card").click()
    await newest(coach, "Thank you, I will.")

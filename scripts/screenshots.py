#!/usr/bin/env python3
"""Takes the README's screenshots: the real bot in the playground, in the system's Chromium (`make screenshots`)."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, FrameLocator, Locator, Page, async_playwright, expect

from bot.cli.local_discord import LocalBot
from bot.config import Config
from bot.config.model import BanksConfig, EncryptionConfig
from playground.furnishing.seed import CANDIDATE, COACHES
from playground.server import Playground
from playground.web.chat_page import add_page

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs" / "screenshots"
QUESTION = 6
"""How to charge a customer once although the connection drops: the answer must fit what is asked."""
ANSWER = (
    "I can't know whether the charge went through, so I would send an idempotency key with the request. If the answer "
    "gets lost, I send the same key again and get the first charge back instead of a second one."
)
WISH = "Is it clear why the key is there?"
FEEDBACK = (
    "Say first what would go wrong without it: a customer who pays twice. Then the key is the answer to something."
)
PAIR = {"width": 1400, "height": 820}
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 780}


class Photographer:
    """Opens windows on the playground, and keeps pictures of them."""

    def __init__(self, playground: Playground, browser: Browser) -> None:
        self._playground = playground
        self._browser = browser

    async def window(self, path: str, *, scheme: str = "dark", size: dict[str, int] | None = None) -> Page:
        context = await self._browser.new_context(
            color_scheme=scheme, viewport=size or WIDE, reduced_motion="reduce", locale="en-GB"
        )
        page = await context.new_page()
        await page.goto(self._playground.url + path)
        return page

    async def keep(self, page: Page, name: str) -> None:
        await page.mouse.move(0, 0)
        await expect(page.locator("[aria-current] .count-badge")).to_have_count(0)  # read by now
        await page.screenshot(path=OUT / f"{name}.png", animations="disabled", caret="hide")
        await page.context.close()


async def is_live(page: Page | FrameLocator) -> None:
    await expect(page.locator("body")).to_have_attribute("data-live", "yes")


async def write(page: Page | FrameLocator, text: str) -> None:
    box = page.locator("textarea.draft")
    await box.fill(text)
    await box.press("Enter")


def newest(page: Page | FrameLocator, text: str) -> Locator:
    return page.locator(".message", has_text=text).last


async def interview(photographer: Photographer) -> None:
    page = await photographer.window(f"?as={username(CANDIDATE)}")
    await is_live(page)
    await write(page, f"/mock bank:stripe start:{QUESTION}")
    await expect(newest(page, "Question 1 of 5")).to_be_visible()
    await write(page, ANSWER)
    await expect(newest(page, "Your answer to question 1")).to_be_in_viewport()
    await photographer.keep(page, "interview")


async def review(photographer: Photographer) -> None:
    """The answer goes to a coach, whose reply comes back: both sides in one picture."""
    sides = f"beside?left={username(CANDIDATE)}&right={username(COACHES[0])}"
    page = await photographer.window(sides, size=PAIR)
    candidate, coach = (page.frame_locator("iframe").nth(index) for index in (0, 1))
    await is_live(candidate)
    await is_live(coach)
    await newest(candidate, "Your answer to question 1").get_by_role("button", name="Send to a coach").click()
    await candidate.get_by_role("textbox", name="What should the coach look at?").fill(WISH)
    await candidate.get_by_role("button", name="Submit").click()
    card = newest(coach, WISH)
    await card.get_by_role("button", name="Claim").click()
    await expect(card.get_by_role("button", name="Release")).to_be_visible()
    await card.hover()
    await card.get_by_role("toolbar").get_by_role("button", name="Reply").click()
    await write(coach, FEEDBACK)
    await expect(newest(candidate, FEEDBACK)).to_be_in_viewport()
    await expect(newest(coach, "Delivered")).to_be_in_viewport()
    await photographer.keep(page, "review")


async def server(photographer: Photographer) -> None:
    page = await photographer.window(f"?as={username(COACHES[1])}#general", scheme="light")
    await is_live(page)
    await expect(page.locator(".thread-card")).to_be_visible()
    await photographer.keep(page, "server")


async def behind_the_scenes(photographer: Photographer) -> None:
    page = await photographer.window(f"?as={username(CANDIDATE)}")
    await is_live(page)
    await page.get_by_role("button", name="Behind the scenes").click()
    await page.locator(".wire details", has_text="POST /channels/").last.locator("summary").click()
    # By its being open: the list may still grow, and the last one be another one.
    await expect(page.locator(".wire details[open] pre").first).to_be_visible()
    await photographer.keep(page, "behind-the-scenes")


async def phone(photographer: Photographer) -> None:
    page = await photographer.window(f"?as={username(CANDIDATE)}", size=PHONE)
    await is_live(page)
    await expect(newest(page, FEEDBACK)).to_be_in_viewport()
    await photographer.keep(page, "phone")


def username(name: str) -> str:
    return name.lower().replace(" ", "_")


async def main() -> None:
    chromium = next(
        filter(None, map(shutil.which, ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome"))),
        None,
    )
    if chromium is None:
        sys.exit("Chromium is not installed: nobody can take the screenshots.")
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        playground = Playground()
        playground.seed_demo()
        config = Config(
            encryption=EncryptionConfig(key_file=folder / "bot.key"), banks=BanksConfig(folder=ROOT / "question_banks")
        )
        (folder / "playground").mkdir()
        bot = LocalBot(playground, config, folder / "playground")
        add_page(playground, switch=bot, practice=bot.practise)
        await playground.start()
        await bot.fill_in(playground)
        await bot.start()
        await playground.bot_ready()
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            photographer = Photographer(playground, browser)
            for scene in (interview, review, server, behind_the_scenes, phone):
                await scene(photographer)
            await browser.close()
        await bot.stop()
        await playground.close()


asyncio.run(main())

"""A browser for all tests of the page, and for each test a playground with a bot of its own."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable

import discord
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect
from yarl import URL

from playground.client.person import Person
from playground.server import Playground
from playground.web.chat_page import add_page
from playground.world.bell import PATIENCE
from tests.page.bot import PageBot

BROWSERS = (
    "chromium-headless-shell",  # the same without what a window needs: a quarter less work for the same page
    "chromium",
    "chromium-browser",
    "google-chrome",
)
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
FEATURES_OFF = (
    # The browser's own pages: without a head, each window would still load two for its address bar, at twice the work
    # that the playground's page takes.
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
    # A process that waits for the next site; each window here sees one.
    "SpareRendererForSitePerProcess",
    # Chromium heeds the last such list only: these are of Playwright's own list, as far as our page is touched by them.
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
)
FLAGS = [
    f"--disable-features={','.join(FEATURES_OFF)}",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A microphone that hums, and nobody who has to be asked for it.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
expect.set_options(timeout=PATIENCE * 1000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip by a marker rather than in the fixture: pytest then says it in one line a file."""
    if CHROMIUM is not None or os.environ.get("CI"):
        return
    for item in items:
        if item.get_closest_marker("chromium"):
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed: tests of the page need it"))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("Chromium is not installed, and in CI the page's tests are never skipped")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        await chromium.close()


class Place:
    """A playground with two people and the bot, and the browser windows that look at it."""

    def __init__(self, playground: Playground, switch: Switch, browser: Browser) -> None:
        self.playground = playground
        self.switch = switch
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.practised: list[str] = []
        """The time zones for which a week of practice was asked."""
        self.ada: Person = playground.add_user("Ada")
        self.cora: Person = playground.add_user("Cora")
        guild = playground.add_guild("Practice hall", owner=self.cora)
        playground.add_member(guild, self.ada)
        self.channel_id = playground.add_channel(guild, "general", topic="Talk about interviews").id
        self.dm = ""

    async def window(
        self,
        person: Person | None = None,
        *,
        channel: str = "",
        prepare: Callable[[Page], Awaitable[None]] | None = None,
        **options: object,
    ) -> Page:
        """A window of its own (no shared storage) in which everything is loaded and live."""
        context = await self._browser.new_context(**options)
        self._contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: line.type == "error" and self.complaints.append(line.text))
        page.on("request", lambda request: self._only_own(request.url))
        if prepare is not None:
            await prepare(page)
        await page.goto(f"{self.playground.url}?as={(person or self.ada).id}#{channel}")
        await expect(page.locator("body")).to_have_attribute("data-ready", "yes")
        await expect(page.locator("body")).to_have_attribute("data-live", "yes")
        return page

    def _only_own(self, url: str) -> None:
        if not url.startswith((self.playground.url, "data:", "blob:")):
            self.complaints.append(f"asked another host: {url}")

    async def close(self) -> None:
        for context in self._contexts:
            await context.close()


class Switch:
    """Stops and starts the bot, as whoever runs a playground with a page does."""

    def __init__(self, playground: Playground) -> None:
        self._playground = playground
        self._task: asyncio.Task[None] | None = None
        self.wiped = 0
        self.bot = PageBot()

    @property
    def running(self) -> bool:
        return self._task is not None

    async def start(self) -> None:
        if self._task is not None:
            return
        self.bot = PageBot()
        self._task = asyncio.create_task(self.bot.start(self._playground.token))
        ready = asyncio.create_task(self.bot.wait_until_ready())
        await asyncio.wait({self._task, ready}, return_when=asyncio.FIRST_COMPLETED, timeout=PATIENCE)
        if self._task.done():
            self._task.result()
        await ready

    async def stop(self) -> None:
        if self._task is None:
            return
        await self.bot.close()
        await asyncio.gather(self._task, return_exceptions=True)
        self._task = None

    async def wipe(self) -> None:
        self.wiped += 1


@pytest_asyncio.fixture(loop_scope="session")
async def place(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    playground = Playground()
    switch = Switch(playground)
    place = Place(playground, switch, browser)

    async def practice(_playground: Playground, zone: str) -> None:
        place.practised.append(zone)

    add_page(playground, switch=switch, practice=practice)
    place.dm = await place.ada.open_dm()
    await playground.start("127.0.0.1", 0)
    # How one points discord.py at another address: its own class attributes, nothing of it is replaced.
    monkeypatch.setattr(discord.http.Route, "BASE", playground.api_base)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", URL(playground.gateway_url))
    await switch.start()
    yield place
    await place.close()
    await switch.stop()
    await playground.close()
    assert place.complaints == []

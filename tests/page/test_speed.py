"""How a channel of 2,000 messages scrolls: measured, printed (pytest -s), and held to what a busy computer can do."""

from __future__ import annotations

import statistics

import pytest
from playwright.async_api import expect

from playground.past import Past
from tests.page.conftest import Place

pytestmark = [pytest.mark.chromium, pytest.mark.asyncio(loop_scope="session")]

MANY = 2000
TEXTS = (
    "A short line.",
    "**A longer one** with `code`, <t:1700000000:R>, and enough text to wrap where the window is narrow.\n> A quote",
    "- one\n- two\n- three",
    "```python\nprint('code')\n```",
)
# Scrolls to the very beginning, as fast as pages of messages come; notes how long each picture took, and how far a row
# moved that should have moved by as much as was scrolled.
SCROLL = """async (many) => {
    const log = document.getElementById("log");
    const next = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const gaps = [];
    let jumps = 0;
    while (document.querySelectorAll(".message").length < many || log.scrollTop > 0) {
        const rows = [...document.elementsFromPoint(innerWidth / 2, innerHeight / 2)];
        const row = rows.find((node) => node.matches(".message"));
        const top = row?.getBoundingClientRect().top;
        const step = Math.min(700, log.scrollTop);
        const began = performance.now();
        log.scrollTop -= step;
        await next();
        gaps.push(performance.now() - began);
        if (row && Math.abs(row.getBoundingClientRect().top - top - step) > 2) jumps += 1;
    }
    return { gaps, jumps };
}"""


async def test_a_channel_of_two_thousand_messages_scrolls_without_stutter(place: Place) -> None:
    past, now = Past(place.playground.services), place.playground.clock.now()
    for number in range(MANY):
        author = (place.ada, place.cora)[number // 3 % 2]
        past.write(place.channel_id, author.id, f"{number}: {TEXTS[number % 4]}", at=now - (MANY - number) * 90)
    page = await place.window(place.ada, channel=place.channel_id, viewport={"width": 1280, "height": 1200})
    await expect(page.locator(".message").last).to_contain_text("1999:")

    measured = await page.evaluate(SCROLL, MANY)

    gaps = sorted(measured["gaps"])
    median, most = statistics.median(gaps), gaps[int(len(gaps) * 0.95)]
    told = f"{len(gaps)} pictures, median {median:.0f} ms, 95 of 100 within {most:.0f} ms, longest {gaps[-1]:.0f} ms"
    print(f"\n{told}")  # noqa: T201 - a measurement is there to be read
    await expect(page.locator(".message").first).to_contain_text("0: A short line.")
    assert measured["jumps"] == 0
    assert median < 50

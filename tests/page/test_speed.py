"""How a channel of 2,000 messages scrolls: measured, printed (pytest -s), and held to what a busy computer can do."""

from __future__ import annotations

import statistics

import pytest
from playwright.async_api import expect

from playground.furnishing.past import Past
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
# moved that should have moved by as much as was scrolled. Where it is, an IntersectionObserver says: it looks when a
# picture is ready, and the browser holds the place of rows only then. A row is known by its message, as it is drawn
# anew when the one before it arrives; it stays in sight, as what is out of sight may be of any height.
SCROLL = """async (many) => {
    const log = document.getElementById("log");
    const pictured = (id) => new Promise((done) => {
        const observer = new IntersectionObserver(([entry]) => {
            observer.disconnect();
            done(entry.target.isConnected ? entry.boundingClientRect.top : pictured(id));
        });
        observer.observe(document.querySelector(`[data-id="${id}"]`));
    });
    const gaps = [];
    let jumps = 0;
    // Until the page knows that its reader has left the end, it may go back there.
    log.scrollTop -= 300;
    while (log.classList.contains("following")) await new Promise(requestAnimationFrame);
    while (document.querySelectorAll(".message").length < many || log.scrollTop > 0) {
        const rows = [...document.querySelectorAll(".message")];
        const row = rows.find((node) => node.getBoundingClientRect().top > innerHeight / 3);
        const { id } = row.dataset;
        const top = await pictured(id);
        const step = Math.min(1000, log.scrollTop);
        const began = performance.now();
        log.scrollTop -= step;
        const now = await pictured(id);
        gaps.push(performance.now() - began);
        if (Math.abs(now - top - step) > 2) jumps += 1;
    }
    return { gaps, jumps };
}"""


async def test_a_channel_of_two_thousand_messages_scrolls_without_stutter(place: Place) -> None:
    past, now = Past(place.playground.services), place.playground.clock.now()
    for number in range(MANY):
        author = (place.ada, place.cora)[number // 3 % 2]
        past.write(place.channel_id, author.id, f"{number}: {TEXTS[number % 4]}", at=now - (MANY - number) * 90)
    page = await place.window(place.ada, channel=place.channel_id, viewport={"width": 1280, "height": 2400})
    await expect(page.locator(".message").last).to_contain_text("1999:")

    measured = await page.evaluate(SCROLL, MANY)

    gaps = sorted(measured["gaps"])
    median, most = statistics.median(gaps), gaps[int(len(gaps) * 0.95)]
    told = f"{len(gaps)} pictures, median {median:.0f} ms, 95 of 100 within {most:.0f} ms, longest {gaps[-1]:.0f} ms"
    print(f"\n{told}")  # noqa: T201 - a measurement is there to be read
    await expect(page.locator(".message").first).to_contain_text("0: A short line.")
    assert measured["jumps"] == 0
    assert median < 50

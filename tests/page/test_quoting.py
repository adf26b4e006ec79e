"""What strangers write, as a reader sees it: no link under a text of their choice, and nothing outside its embed."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from bot.formatting.quoting import quoted
from playground.rules.drafts import Draft
from playground.world.model import Json
from tests.page.conftest import Place
from tests.reading import HOSTILE, hostile

pytestmark = [pytest.mark.chromium, pytest.mark.asyncio(loop_scope="session")]

OURS = "Delivered to the candidate."
"""The embed after a stranger's: it must stay as it is."""
ALONE = [line.format(user="1", role="2") for line in HOSTILE]
TEXTS = [*ALONE, *(f"{first}\n{second}" for first in ALONE for second in ALONE), *map(hostile, (4000, 6000))]


def embeds(*descriptions: str) -> list[Json]:
    return [{"type": "rich", "description": each} for each in (*descriptions, OURS)]


async def test_no_link_is_masked_and_nothing_leaves_its_embed(place: Place) -> None:
    page = await place.window()
    channel = place.playground.world.channels[place.dm]
    pieces = [piece for text in TEXTS for piece in quoted(text)]
    for piece in (*pieces, "[last](https://x.example)"):
        draft = Draft(content="", embeds=embeds(piece))
        place.playground.services.messages.create(channel, place.playground.world.bot_id, draft)

    shown = page.get_by_role("log").locator(".embed-description")
    await expect(shown).to_have_count(2 * (len(pieces) + 1))
    links = await shown.locator("a").evaluate_all("all => all.map(a => [a.textContent, a.getAttribute('href')])")
    # The last one was not prepared: it shows that a masked link would be seen.
    assert links.pop() == ["last", "https://x.example"]
    assert links
    assert [(text, address) for text, address in links if text != address] == []
    beside = await shown.evaluate_all("all => all.filter((_, at) => at % 2).map(each => each.innerHTML.trim())")
    assert set(beside) == {f"<p>{OURS}</p>"}

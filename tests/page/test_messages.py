"""Reading and writing messages on the page."""

from __future__ import annotations

import re
import time

import pytest
from playwright.async_api import Page, expect

from tests.page.bot import PNG
from tests.page.conftest import Place

pytestmark = [pytest.mark.chromium, pytest.mark.asyncio(loop_scope="session")]


def messages(page: Page, text: str | re.Pattern[str] = ""):
    return page.get_by_role("log").get_by_role("listitem").filter(has_text=text)


async def write(page: Page, text: str) -> None:
    await page.keyboard.type(text)
    await page.keyboard.press("Enter")


async def test_enter_sends_and_shift_enter_makes_a_line(place: Place) -> None:
    page = await place.window()

    await page.keyboard.type("one")
    await page.keyboard.press("Shift+Enter")
    await write(page, "two")

    await expect(messages(page, "one\ntwo").last).to_be_visible()
    await expect(messages(page, "7 characters")).to_be_visible()


async def test_messages_sent_fast_arrive_in_order(place: Place) -> None:
    page = await place.window()

    for number in range(8):
        await write(page, "x" * (number + 1))

    await expect(messages(page, "8 characters")).to_be_visible()
    own = [message["content"] for message in place.ada.messages(place.dm) if message["author"]["id"] == place.ada.id]
    assert own == ["x" * (number + 1) for number in range(8)]


async def test_arrow_up_edits_the_last_own_message(place: Place) -> None:
    page = await place.window()
    await write(page, "a first try")
    await expect(messages(page, "11 characters")).to_be_visible()

    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_role("textbox", name="Edit message")).to_be_focused()
    await page.keyboard.press("End")
    await write(page, ", mended")

    row = messages(page, "a first try, mended").first
    await expect(row).to_contain_text("(edited)")
    await expect(page.get_by_role("textbox", name="Message @")).to_be_focused()


async def test_an_own_message_can_be_deleted(place: Place) -> None:
    page = await place.window()
    other = await place.window()
    await write(page, "gone soon")
    row = page.locator(".message", has_text="gone soon").first
    await expect(messages(other, "gone soon")).not_to_have_count(0)

    await row.hover()
    await row.get_by_role("button", name="More").click()
    await page.get_by_role("menuitem", name="Delete message").click()

    await expect(page.locator(".markup", has_text="gone soon")).to_have_count(0)
    await expect(other.locator(".markup", has_text="gone soon")).to_have_count(0)


async def test_a_reply_names_what_it_answers_and_can_leave_the_ping_out(place: Place) -> None:
    page = await place.window()
    await write(page, "question")
    answer = messages(page, "8 characters")
    await expect(answer).to_be_visible()

    await answer.hover()
    await answer.get_by_role("button", name="Reply").click()
    await page.get_by_role("switch", name="Ping the author").click()
    await write(page, "thanks a lot")

    row = page.locator(".message", has=page.locator(".markup", has_text="thanks a lot")).first
    await expect(row.locator(".above")).to_contain_text("8 characters")
    sent = next(message for message in place.ada.messages(place.dm) if message["content"] == "thanks a lot")
    assert sent["mentions"] == []


async def test_files_are_sent_and_shown(place: Place) -> None:
    page = await place.window()

    await page.get_by_label("Files to upload").set_input_files(
        [
            {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"my notes"},
            {"name": "dot.png", "mimeType": "image/png", "buffer": PNG},
            {"name": "unwanted.txt", "mimeType": "text/plain", "buffer": b"-"},
        ]
    )
    await page.get_by_role("button", name="Remove unwanted.txt").click()
    await write(page, "with files")

    await expect(messages(page, "10 characters, 2 file(s)")).to_be_visible()
    picture = page.get_by_role("img", name="dot.png")
    await expect(picture).to_have_js_property("naturalWidth", 1)
    async with page.expect_download() as download:
        await page.get_by_role("link", name="notes.txt").click()
    assert (await (await download.value).path()).read_bytes() == b"my notes"


async def test_a_page_shaped_file_cannot_run_script(place: Place) -> None:
    page = await place.window()
    script = b"<script>document.title='hacked'</script>"
    await page.get_by_label("Files to upload").set_input_files(
        [{"name": "evil.html", "mimeType": "text/html", "buffer": script}]
    )
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("link", name="evil.html")).to_be_visible()
    path = await page.get_by_role("link", name="evil.html").get_attribute("href")

    policy = await page.evaluate("async (path) => (await fetch(path)).headers.get('content-security-policy')", path)

    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy


async def test_hostile_text_stays_text(place: Place) -> None:
    page = await place.window()

    await write(page, "/show hostile")

    row = messages(page, "<script>window.hacked=1</script>")
    await expect(row).to_be_visible()
    await expect(row.locator("script, .markup img, a[href^=javascript]")).to_have_count(0)
    assert await page.evaluate("window.hacked") is None


async def test_code_begins_and_ends_within_a_line_and_is_text_where_it_does_not_end(place: Place) -> None:
    await place.ada.send(place.channel_id, "Look ```py\nx = 1\n\ny = 2``` and on")
    await place.ada.send(place.channel_id, "> Quoted ```py\n> z = 3\n> ``` too")
    await place.ada.send(place.channel_id, "Never ```py\n**ended**")
    page = await place.window(place.cora, channel=place.channel_id)

    look = messages(page, "and on")
    await expect(look.locator("pre code.language-py")).to_have_text("x = 1\n\ny = 2")
    await expect(look.locator("pre")).not_to_contain_text("and on")
    await expect(messages(page, "too").locator("blockquote pre")).to_have_text("z = 3")
    never = messages(page, "Never ```py")
    await expect(never.locator("strong")).to_have_text("ended")
    await expect(never.locator("code")).to_have_count(0)


async def test_markdown_reads_as_in_discord(place: Place) -> None:
    page = await place.window()

    await write(page, "/show markdown")

    row = messages(page, "after the quote")
    await expect(row.get_by_role("heading", name="Heading")).to_be_visible()
    for selector, text in (
        ("strong", "bold"),
        ("em", "italic"),
        ("u", "underlined"),
        ("s", "gone"),
        ("blockquote", "a quote"),
        ("pre code.language-python", 'print("<hi>")'),
        ("small", "small print"),
    ):
        await expect(row.locator(".markup").locator(selector).first).to_have_text(text)
    link = row.get_by_role("link", name="a link")
    await expect(link).to_have_attribute("href", "https://example.org/path")
    await expect(row.locator("blockquote")).not_to_contain_text("after")
    await expect(row.locator("pre .hljs-string")).to_have_text('"<hi>"')
    await row.get_by_role("button", name="Spoiler, hidden").press("Enter")
    await expect(row.get_by_text("secret")).to_be_visible()


async def test_relative_times_tick(place: Place) -> None:
    page = await place.window()
    await write(page, "/show stamp")
    stamp = messages(page, "It was").locator("time.stamp")
    first = await stamp.text_content()
    assert first is not None

    await expect(stamp).not_to_have_text(first)

    await expect(stamp).to_have_text(re.compile(r"^\d+ seconds ago$"))


async def test_relative_times_are_rounded(place: Place) -> None:
    now = int(time.time())
    page = await place.window(place.ada, channel=place.channel_id, locale="en-GB")
    for sentence in (f"Soon: <t:{now + 170}:R>.", f"Tonight: <t:{now + 3600 * 8 - 60}:R>."):
        await place.cora.send(place.channel_id, sentence)

    await expect(messages(page, "Soon")).to_contain_text("Soon: in 3 minutes.")
    await expect(messages(page, "Tonight")).to_contain_text("Tonight: in 8 hours.")


async def test_two_people_see_each_other_at_once(place: Place) -> None:
    ada = await place.window(place.ada, channel=place.channel_id)
    cora = await place.window(place.cora, channel=place.channel_id)

    await write(ada, "hello from Ada")
    await expect(messages(cora, "hello from Ada")).to_be_visible()
    await write(cora, f"hello <@{place.ada.id}>")

    await expect(messages(ada, "hello @Ada")).to_have_class(re.compile("mentioned"))


async def test_a_message_elsewhere_marks_its_channel_unread(place: Place) -> None:
    ada = await place.window(place.ada)

    await place.cora.send(place.channel_id, "over here")

    await ada.get_by_role("button", name="Practice hall, unread").click()
    await expect(messages(ada, "over here")).to_be_visible()
    await expect(ada.get_by_role("button", name="Practice hall, unread")).to_have_count(0)


async def test_a_link_to_a_message_leads_to_it(place: Place) -> None:
    guild = next(iter(place.playground.world.guilds))
    wanted = await place.cora.send(place.channel_id, "the one that is meant")
    for number in range(60):
        await place.cora.send(place.channel_id, f"line {number}\n" * 3)
    await place.ada.send(place.dm, f"Look: https://discord.com/channels/{guild}/{place.channel_id}/{wanted['id']}")
    page = await place.window(place.ada)

    await page.get_by_role("link", name="#general › message").click()

    row = messages(page, "the one that is meant")
    await expect(row).to_be_in_viewport()
    await expect(row).to_be_focused()


async def test_a_reload_shows_the_same(place: Place) -> None:
    page = await place.window(place.ada, channel=place.channel_id)
    await write(page, "still here")
    await expect(messages(page, "still here")).to_be_visible()

    await page.reload()

    await expect(messages(page, "still here")).to_be_visible()
    await expect(page.get_by_role("textbox", name="Message #general")).to_be_focused()
    assert page.url.endswith(f"?as=ada#{place.channel_id}")


async def test_older_messages_come_when_one_scrolls_up(place: Place) -> None:
    for number in range(120):
        await place.cora.send(place.channel_id, f"line {number:03}")
    page = await place.window(place.ada, channel=place.channel_id)
    await expect(messages(page, "line 119")).to_be_in_viewport()
    await expect(messages(page, "line 000")).to_have_count(0)

    rows = page.locator(".message")
    await expect(rows).to_have_count(100)  # so many fill the window, and the next page above it
    await page.get_by_role("log").evaluate("node => { node.scrollTop = 0 }")
    await expect(rows).to_have_count(120)
    await expect(messages(page, "line 020")).to_be_in_viewport()
    await page.get_by_role("button", name="Jump to present").click()

    await expect(messages(page, "line 119")).to_be_in_viewport()


async def test_the_answer_to_a_long_message_is_in_sight(place: Place) -> None:
    page = await place.window(viewport={"width": 390, "height": 640})
    for number in range(10):
        await place.ada.send(place.dm, f"filler {number}\n" * 3)
    await expect(messages(page, "26 characters").last).to_be_in_viewport()

    await page.keyboard.type("a long answer, typed at leisure " * 12)
    await expect(page.get_by_role("button", name="Jump to present")).not_to_be_visible()
    await page.keyboard.press("Enter")

    await expect(messages(page, "383 characters")).to_be_in_viewport()


async def test_writing_leads_from_older_messages_to_the_newest(place: Place) -> None:
    for number in range(30):
        await place.cora.send(place.channel_id, f"line {number:03}")
    page = await place.window(place.ada, channel=place.channel_id)
    await expect(messages(page, "line 029")).to_be_in_viewport()
    await page.get_by_role("log").evaluate("node => { node.scrollTop = 0 }")
    await expect(page.get_by_role("button", name="Jump to present")).to_be_visible()

    await write(page, "my own words")

    await expect(messages(page, "my own words")).to_be_in_viewport()


async def test_closed_direct_messages_can_be_opened_again(place: Place) -> None:
    page = await place.window()

    await page.get_by_role("button", name="You are Ada").click()
    await page.get_by_role("menuitem", name="Close my DMs to the bot").click()
    await expect(page.get_by_text("DMs closed")).to_be_visible()
    await page.get_by_role("button", name="You are Ada").click()
    await page.get_by_role("menuitem", name="Open my DMs to the bot").click()

    await expect(page.get_by_text("DMs open")).to_be_visible()


async def test_one_window_can_become_another_person(place: Place) -> None:
    page = await place.window(place.ada)

    await page.get_by_role("button", name="You are Ada").click()
    await page.get_by_role("menuitemradio", name="Cora").click()

    await expect(page.get_by_role("button", name="You are Cora")).to_be_visible()
    assert "as=cora" in page.url

"""What tests of community answers do: turn to one beside the examples, vote about it, report it."""

from __future__ import annotations

from playground.world.model import Json
from tests.wire.journey import Journey, buttons, heard, words

NEXT_PAGE = "Next page ▶"
COMMUNITY = "Another candidate's answer, approved by a coach. Its writer isn't named."


async def examples(reader: Journey) -> Json:
    """`/example`; the message."""
    used = await reader.command("example")
    assert used.message is not None
    return used.message


async def next_page(reader: Journey, message: Json) -> Json:
    """The same message, a page on."""
    await reader.press(message, NEXT_PAGE)
    return as_it_is(reader, message)


def as_it_is(reader: Journey, message: Json) -> Json:
    """The message as it stands in the direct messages by now."""
    return next(each for each in reader.person.messages(reader.dm) if each["id"] == message["id"])


def is_last(message: Json) -> bool:
    """True if no page follows."""
    items = [item for row in message["components"] for item in row["components"]]
    return all(item.get("disabled", False) for item in items if item.get("label") == NEXT_PAGE)


async def community(reader: Journey) -> list[Json]:
    """All pages with a community answer of the server, in their order; the message shows the last page afterwards."""
    page = await examples(reader)
    pages = [page]
    while not is_last(page):
        page = await next_page(reader, page)
        pages.append(page)
    return [each for each in pages if "Helpful" in str(buttons(each)) or "Your own answer." in words(each)]


async def turned_to(reader: Journey, text: str) -> Json:
    """The page with this community answer."""
    page = await examples(reader)
    while text not in words(page):
        assert not is_last(page), "it is on no page"
        page = await next_page(reader, page)
    return page


async def report(reader: Journey, text: str) -> str:
    """*Report* under this answer, and *Report it*; what the candidate reads before and after that."""
    page = await turned_to(reader, text)
    asked = await reader.press(page, "Report")
    assert asked.message is not None
    before = heard(asked)
    used = await (await reader.person.press(asked.message["id"], "Report it")).settled()
    return f"{before}\n{heard(used)}"

"""Files are sent under names that cannot break the request."""

from __future__ import annotations

import aiohttp
import pytest

from bot.client.messenger.uploads import Fetched
from bot.core.content import ChannelId, MessageId
from bot.outbound.draft import Upload


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("cv.txt", "cv.txt"),
        ("Lebenslauf für Zoë.pdf", "Lebenslauf für Zoë.pdf"),
        ("notes\nmore.txt", "notes_more.txt"),
        ("notes\r\nContent-Type: text.txt", "notes__Content-Type: text.txt"),
        ("\x00\u2028.txt", "__.txt"),
        ("\udcff.txt", "_.txt"),
        ("", "file"),
    ],
)
async def test_a_name_keeps_what_can_be_sent(name: str, sent: str) -> None:
    upload = Upload(channel=ChannelId(1), message=MessageId(2), name=name, size=1, missing="gone")

    file = Fetched(upload=upload, content=b"x").file()

    assert file.filename == sent
    form = aiohttp.FormData()
    form.add_field("files[0]", file.fp, filename=file.filename)
    assert form().size is None or form().size >= 1

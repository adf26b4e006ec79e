"""What tests of exports read: the ZIP files that somebody has received."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from playground.world.model import Json
from tests.wire.journey import Journey, says

COMPLETE = says("Your export is complete")


class Received:
    """An export as it was unpacked: all its parts into one folder."""

    def __init__(self, journey: Journey, messages: list[Json]) -> None:
        self.messages = messages
        self.names = [each["filename"] for message in messages for each in message["attachments"]]
        self.files: dict[str, bytes] = {}
        for message in messages:
            for each in message["attachments"]:
                with ZipFile(BytesIO(journey.playground.world.files[each["id"]])) as part:
                    assert part.testzip() is None
                    unpacked = {name: part.read(name) for name in part.namelist()}
                assert not self.files.keys() & unpacked.keys()
                self.files |= unpacked

    def text(self, path: str) -> str:
        return self.files[path].decode()

    @property
    def everything(self) -> bytes:
        """All that is in it, names included."""
        return b"\n".join(name.encode() + b"\n" + content for name, content in self.files.items())

    @property
    def data(self) -> dict[str, Any]:
        """All of the data, of however many files."""
        whole: dict[str, Any] = {"interviews": [], "reviews": [], "coached": []}
        for name, content in sorted(self.files.items()):
            if name.startswith("data") and not name.endswith("schema.json"):
                data = json.loads(content)
                for key in ("interviews", "reviews", "coached"):
                    whole[key] += data[key]
                whole["person"] = whole.get("person") or data["person"]
        return whole


def is_part(message: Json) -> bool:
    return any(each["filename"].endswith(".zip") for each in message["attachments"])


def parts_in(journey: Journey) -> list[Json]:
    return journey.of_bot(is_part)


async def exported(journey: Journey) -> Received:
    """The person's export, asked for and received."""
    used = await journey.command("export")
    assert not used.failed
    return await received(journey)


async def received(journey: Journey) -> Received:
    """All parts that have come, once the export is complete."""
    await complete(journey, exports=1)
    return Received(journey, parts_in(journey))


async def complete(journey: Journey, *, exports: int) -> None:
    """Wait until so many exports have come."""
    await journey.playground.until(lambda: len(journey.of_bot(COMPLETE)) == exports, what="the export")

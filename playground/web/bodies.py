"""Reads what the page sends: JSON, alone or as `payload_json` beside files, within limits."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from playground.world.model import Json, Upload

JSON_BYTES = 256 * 1024
FILE_BYTES = 10 * 1024 * 1024
FILES = 10


class BadForm(Exception):
    """What the page sent cannot be read, in words for its user."""

    def __init__(self, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


@dataclass(frozen=True, slots=True)
class Body:
    """The JSON object of a request with the files sent beside it."""

    values: Json
    files: list[Upload] = field(default_factory=list)

    def text(self, key: str) -> str:
        """A value that has to be text."""
        value = self.values.get(key)
        if not isinstance(value, str):
            raise BadForm(f"“{key}” has to be text.")
        return value

    def mapping(self, key: str) -> Json:
        """A value that has to be an object, with file numbers in it replaced by the files."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise BadForm(f"“{key}” has to be an object.")
        return {str(name): self._with_files(each) for name, each in value.items()}

    def texts(self, key: str) -> list[str]:
        """A value that has to be a list of texts."""
        value = self.values.get(key)
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise BadForm(f"“{key}” has to be a list of texts.")
        return value

    def _with_files(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._with_files(each) for each in value]
        if isinstance(value, dict):
            number = value.get("file")
            if not isinstance(number, int) or not 0 <= number < len(self.files):
                raise BadForm("A file that was named did not come along.")
            return self.files[number]
        return value


async def read_body(request: web.Request) -> Body:
    """Read a request's body.

    Raises:
        BadForm: not JSON, not an object, or larger than Discord would take.
    """
    if request.content_type == "application/json":
        return Body(_parse(await _read(request.content.iter_chunked(65536), JSON_BYTES, "The request")))
    if request.content_type == "multipart/form-data":
        return await _read_parts(request)
    raise BadForm("The body has to be JSON or multipart.", status=415)


async def _read_parts(request: web.Request) -> Body:
    values: Json | None = None
    files: list[Upload] = []
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader):
            raise BadForm("A multipart body inside another is not read here.")
        if part.name == "payload_json":
            values = _parse(await _read(_chunks(part), JSON_BYTES, "The request"))
        elif part.filename is not None:
            if len(files) == FILES:
                raise BadForm(f"At most {FILES} files can be sent at once.", status=413)
            data = await _read(_chunks(part), FILE_BYTES, f"“{part.filename}”")
            kind = part.headers.get("Content-Type")
            files.append(Upload(filename=part.filename, data=data, content_type=kind))
    if values is None:
        raise BadForm("The part “payload_json” is missing.")
    return Body(values, files)


async def _chunks(part: BodyPartReader) -> Any:
    while chunk := await part.read_chunk(65536):
        yield chunk


async def _read(chunks: Any, limit: int, what: str) -> bytes:
    data = bytearray()
    async for chunk in chunks:
        data += chunk
        if len(data) > limit:
            raise BadForm(f"{what} is too large: the limit is {limit // 1024} KB.", status=413)
    return bytes(data)


def _parse(data: bytes) -> Json:
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        raise BadForm("The request is not valid JSON.") from None
    if not isinstance(values, dict):
        raise BadForm("The request has to be a JSON object.")
    return values

"""The bodies of requests and of their answers."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from benchmarks.stand_in.payloads import Json


def json_response(content: Any, *, status: int = 200) -> web.Response:
    # With a charset in it, as `web.json_response` has one, discord.py would take the content for text.
    headers = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(content).encode(), status=status, headers=headers)


async def body_of(request: web.Request) -> Json:
    """What was sent, without its files."""
    if request.content_type.startswith("multipart"):
        fields = await request.post()
        sent: Json = json.loads(str(fields["payload_json"]))
    else:
        sent = await request.json()
    return sent

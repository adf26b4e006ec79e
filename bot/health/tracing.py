"""Has every request to Discord observed: by its route, without the ids and tokens in its address."""

from __future__ import annotations

import re
from typing import Any

import aiohttp
import yarl

from bot.core.observing import Observer

_WORD = re.compile(
    r"@me|@original|applications|bot|callback|channels|commands|gateway|guilds|interactions|members|messages|oauth2|pins"
    r"|reactions|roles|thread-members|threads|typing|users|webhooks"
)
"""All that Discord's addresses have beside ids, tokens and emoji, as far as discord.py and we ask for them."""
_WITH_TOKEN = ("interactions", "webhooks")
_OTHER = "other"
_FILES = "files"
_GATEWAY = "gateway"


def observed_by(observer: Observer, *, api_base: str) -> aiohttp.TraceConfig:
    """Tell the observer of each request that is answered or fails, whoever makes it, and however often it is made."""
    base = yarl.URL(api_base.rstrip("/"))

    async def answered(_session: aiohttp.ClientSession, _context: Any, request: aiohttp.TraceRequestEndParams) -> None:
        observer.request_answered(
            route=route_of(request.url, base), method=request.method, status=request.response.status
        )

    async def failed(
        _session: aiohttp.ClientSession, _context: Any, request: aiohttp.TraceRequestExceptionParams
    ) -> None:
        observer.request_answered(route=route_of(request.url, base), method=request.method, status=None)

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(answered)
    trace.on_request_exception.append(failed)
    return trace


def route_of(url: yarl.URL, api: yarl.URL) -> str:
    """The address as Discord documents it, such as `/channels/{id}/messages`: one of few, whatever is in it."""
    if url.scheme in {"ws", "wss"}:
        return _GATEWAY
    if url.host != api.host or url.port != api.port or not url.raw_path.startswith(f"{api.raw_path.rstrip('/')}/"):
        return _FILES
    parts = url.raw_path.removeprefix(api.raw_path.rstrip("/")).strip("/").split("/")
    route: list[str] = []
    for number, part in enumerate(parts):
        if number == 2 and parts[0] in _WITH_TOKEN:
            route.append("{token}")
        elif route[-1:] == ["reactions"]:
            route.append("{emoji}")
        elif part.isdecimal():
            route.append("{id}")
        elif _WORD.fullmatch(word := part.replace("%40", "@")):
            route.append(word)
        else:
            return _OTHER
    return "/" + "/".join(route)

"""Puts the chat page on a playground: its files, its protocol, and the guard around both."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from aiohttp import web

from playground.demo.backstage import Backstage, Practice, Samples
from playground.demo.bot_switch import BotSwitch
from playground.demo.guide import Step
from playground.server import Playground
from playground.web.api import PageApi
from playground.web.guard import add_guard, page_policy

PAGE = Path(__file__).parents[1] / "page"
FIRST_STEP = "Type /mock stripe and press Enter"
_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}


def add_page(
    playground: Playground,
    *,
    first_step: str = FIRST_STEP,
    guide: Sequence[Step] = (),
    switch: BotSwitch | None = None,
    samples: Samples | None = None,
    practice: Practice | None = None,
    hosts: Collection[str] = (),
) -> Backstage:
    """Serve the page at the playground's address; call it before the playground starts.

    `first_step` is the line a newcomer reads, `guide` the steps of their first visit; `switch` lets the page stop and
    start the bot, `samples` fills both sides with sample data on request (the bot is stopped meanwhile), and
    `practice` plays a week of practice with the bot that runs; `hosts` are
    names (besides its addresses) it may be opened by.
    """
    app = playground.app
    files = {path.relative_to(PAGE).as_posix(): path for path in PAGE.rglob("*") if path.suffix in _TYPES}

    async def index(request: web.Request) -> web.StreamResponse:
        return _file(request, files["index.html"])

    async def beside(request: web.Request) -> web.StreamResponse:
        return _file(request, files["beside.html"])

    async def file(request: web.Request) -> web.StreamResponse:
        # A table of what exists, so that no path can lead out of the folder.
        path = files.get(request.match_info["name"])
        if path is None:
            raise web.HTTPNotFound(text="There is no such file.")
        return _file(request, path)

    app.router.add_get("/", index)
    app.router.add_get("/beside", beside)
    app.router.add_get("/page/{name:.+}", file)
    backstage = Backstage(playground, switch=switch, samples=samples, practice=practice)
    PageApi(playground, backstage, first_step=first_step, guide=guide).add_routes(app)
    add_guard(app, hosts=hosts)
    return backstage


def _file(request: web.Request, path: Path) -> web.FileResponse:
    headers = {
        "Content-Type": f"{_TYPES[path.suffix]}; charset=utf-8",
        "Content-Security-Policy": page_policy(request),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }
    return web.FileResponse(path, headers=headers)

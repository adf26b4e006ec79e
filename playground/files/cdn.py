"""Serves uploaded files under links that expire."""

from __future__ import annotations

import mimetypes

from aiohttp import web

from playground.files.links import Links
from playground.world.world import World

# Shown as they are; anything else is only offered for download, so that no upload becomes a page here.
_SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp", "audio/", "video/", "text/plain")


class Cdn:
    """Serves `/attachments/...` and `/ephemeral-attachments/...`."""

    def __init__(self, world: World, links: Links) -> None:
        self._world = world
        self._links = links

    def add_to(self, app: web.Application) -> None:
        for root in ("attachments", "ephemeral-attachments"):
            app.router.add_get(f"/{root}/{{channel_id}}/{{attachment_id}}/{{filename}}", self._download)

    async def _download(self, request: web.Request) -> web.Response:
        data = self._world.files.get(request.match_info["attachment_id"])
        if data is None or not self._links.holds(request.url.raw_path, request.query):
            return web.Response(status=404, text="This content is no longer available.")
        content_type = _type_of(request.match_info["filename"])
        shown = content_type.startswith(_SHOWN)
        return web.Response(
            body=data,
            content_type=content_type,
            headers={
                "Content-Disposition": "inline" if shown else "attachment",
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "private, max-age=3600",
            },
        )


def _type_of(filename: str) -> str:
    return mimetypes.guess_type(filename)[0] or "application/octet-stream"

"""Refuses requests of foreign hosts and origins, and sets the page's safety headers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from urllib.parse import urlsplit

from aiohttp import web

API_ROOT = "/play/"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}
# Uploaded files come from the same origin as the page; opened by themselves they may run and load nothing.
_NOT_A_PAGE = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def page_policy(request: web.Request) -> str:
    """The page's Content-Security-Policy: its own files only, no inline script or style, no other host.

    It may stand in a frame of its own origin: so two people are shown side by side.
    """
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
        f"connect-src 'self' ws://{request.host} wss://{request.host}; form-action 'none'; base-uri 'none'; "
        "frame-src 'self'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types dompurify"
    )


def add_guard(app: web.Application, *, hosts: Collection[str] = ()) -> None:
    """Guard every route of the application; `hosts` are names it is reached by besides its addresses."""
    known = _LOOPBACK | {host.lower() for host in hosts}

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        refused = _why_refused(request, known)
        if refused is not None:
            return web.json_response({"message": refused}, status=403)
        return await handler(request)

    async def headers(request: web.Request, response: web.StreamResponse) -> None:
        for name, value in _EVERYWHERE.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith("/api/"):
            response.headers.setdefault("Content-Security-Policy", _NOT_A_PAGE)

    # First in the chain: nothing of a foreign request is looked at, not even by other middlewares.
    app.middlewares.insert(0, guard)
    app.on_response_prepare.append(headers)


def _why_refused(request: web.Request, known: frozenset[str]) -> str | None:
    """A page of another site can reach a loopback server in two ways: under its own name, or across origins."""
    host = _hostname(request.host)
    if host is None or (host not in known and host != _own_address(request)):
        return "This playground is not known by that name. Open it by its address."
    origin = request.headers.get("Origin")
    if origin is None:
        upgrades = request.headers.get("Upgrade", "").lower() == "websocket"
        if request.path.startswith(API_ROOT) and (request.method not in _SAFE_METHODS or upgrades):
            return "A request that changes something has to come from the playground's page."
        return None
    if origin.lower() not in {f"{scheme}://{request.host.lower()}" for scheme in ("http", "https")}:
        return "Only the playground's own page may ask for this."
    return None


def _hostname(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _own_address(request: web.Request) -> str | None:
    """The address this connection came in on: a literal address cannot be another site's name."""
    address = request.transport.get_extra_info("sockname") if request.transport else None
    return str(address[0]) if isinstance(address, tuple) else None

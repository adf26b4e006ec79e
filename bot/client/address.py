"""The address of Discord: its own, a proxy's or a stand-in's."""

from __future__ import annotations

import discord
import yarl


def point_at(*, api_base: str | None, gateway_url: str | None) -> None:
    """Send the REST requests and the gateway connections of this process to other addresses.

    discord.py keeps both addresses on its classes, so they apply to all clients of the process. None changes nothing.
    """
    if api_base is not None:
        discord.http.Route.BASE = api_base.rstrip("/")
    if gateway_url is not None:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)

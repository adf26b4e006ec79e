"""Where Discord is: its own address, a proxy, or a stand-in."""

from __future__ import annotations

import discord
import yarl


def point_at(*, api_base: str | None, gateway_url: str | None) -> None:
    """Send every REST request and the gateway connection of this process elsewhere.

    discord.py keeps both addresses on its classes, so they hold for all clients of the process. None leaves Discord's.
    """
    if api_base is not None:
        discord.http.Route.BASE = api_base.rstrip("/")
    if gateway_url is not None:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)

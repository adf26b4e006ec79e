"""Of an address of Discord's nothing is counted but its route: neither ids nor tokens, and never more than a few."""

from __future__ import annotations

import pytest
import yarl

from bot.health.tracing import route_of

API = yarl.URL("https://discord.com/api/v10")


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/users/@me", "/users/@me"),
        ("/users/%40me/channels", "/users/@me/channels"),
        ("/channels/123/messages?limit=100", "/channels/{id}/messages"),
        ("/channels/1/messages/2/reactions/%F0%9F%91%8D/@me", "/channels/{id}/messages/{id}/reactions/{emoji}/@me"),
        ("/interactions/1/aW50ZXJhY3Rpb24/callback", "/interactions/{id}/{token}/callback"),
        ("/interactions/1/123/callback", "/interactions/{id}/{token}/callback"),
        ("/webhooks/1/messages/messages/@original", "/webhooks/{id}/{token}/messages/@original"),
        ("/what/people/write", "other"),
        ("/channels/1/secret", "other"),
        ("", "files"),
    ],
)
def test_a_route_has_no_ids_and_no_tokens(path: str, route: str) -> None:
    assert route_of(yarl.URL(f"{API}{path}", encoded=True), API) == route


@pytest.mark.parametrize(
    ("address", "route"),
    [
        ("https://cdn.discordapp.com/attachments/1/2/cv-of-candice.pdf?ex=1", "files"),
        ("https://discord.com:8443/api/v10/users/@me", "files"),
        ("https://discord.com/api/v100/users/@me", "files"),
        ("wss://gateway.discord.gg/?v=10", "gateway"),
    ],
)
def test_what_is_no_request_to_the_api_has_one_name(address: str, route: str) -> None:
    assert route_of(yarl.URL(address), API) == route

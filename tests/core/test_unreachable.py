"""The log says in a few words why a host cannot be reached."""

from __future__ import annotations

import errno
import socket

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey

from bot.core.unreachable import why_unreachable

DISCORD = ConnectionKey(
    host="discord.com", port=443, is_ssl=True, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None
)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            aiohttp.ClientConnectorDNSError(DISCORD, socket.gaierror(socket.EAI_NONAME, "Name or service not known")),
            "discord.com: name not known",
        ),
        (
            aiohttp.ClientConnectorError(DISCORD, OSError(errno.ECONNREFUSED, "Connect call failed ('1.2.3.4', 443)")),
            "discord.com:443: connection refused",
        ),
        (
            aiohttp.ClientConnectorError(DISCORD, OSError(errno.ENETUNREACH, "Network is unreachable")),
            "discord.com:443: network is unreachable",
        ),
        (
            aiohttp.ClientConnectorCertificateError(DISCORD, ValueError("self-signed")),
            "discord.com: certificate refused",
        ),
        (aiohttp.WSServerHandshakeError(None, (), status=503), "HTTP 503"),
        (TimeoutError(), "no answer in time"),
        (ConnectionResetError(), "ConnectionResetError"),
    ],
)
def test_every_reason_has_its_words(error: Exception, said: str) -> None:
    assert why_unreachable(error) == said

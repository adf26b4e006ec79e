"""Checks the addresses in a configuration: of Discord, of a proxy, of a database."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from bot.yamlfile.text_rules import refusal

SQLITE = "sqlite:///"
POSTGRESQL = "postgresql://"

_EXAMPLES = {"http": "http://127.0.0.1:8080/api/v10", "ws": "ws://127.0.0.1:8081"}
_POSTGRESQL = ("postgresql://", "postgres://", "postgresql+asyncpg://")
_ALMOST = {
    "postgresql+psycopg": POSTGRESQL,
    "postgresql+psycopg2": POSTGRESQL,
    "sqlite": SQLITE,
    "sqlite3": SQLITE,
    "sqlite+aiosqlite": SQLITE,
}
"""The beginnings of addresses that other programs take, each with the one that we take."""


def web_address(text: str) -> str:
    """An http or https address without the slash at its end."""
    return _address(text, "http")


def socket_address(text: str) -> str:
    """A ws or wss address without the slash at its end."""
    return _address(text, "ws")


def database_address(text: str, folder: Path) -> str:
    """The address of a database; a SQLite file is looked for in `folder`.

    A refused address is never repeated: there may be a password in it.
    """
    parts = _split(text)
    if parts is None:
        raise refusal("is not the address of a database", f"write {SQLITE}path or {POSTGRESQL}user:password@host/name")
    if text.startswith(_POSTGRESQL):
        return text
    if text.startswith(SQLITE) and text != SQLITE:
        return SQLITE + _absolute(text.removeprefix(SQLITE), folder)
    if parts.scheme in _ALMOST and text != SQLITE:
        raise refusal(f"begins with {parts.scheme}:", f"did you mean {_ALMOST[parts.scheme]}…?")
    raise refusal("is not the address of a database", f"write {SQLITE}path or {POSTGRESQL}user:password@host/name")


def sqlite_address(file: Path) -> str:
    """The address of a SQLite database, whatever characters its path has."""
    return SQLITE + _encoded(file)


def sqlite_path(address: str) -> Path | None:
    """The file of a SQLite database; None for another one."""
    return Path(unquote(address.removeprefix(SQLITE))) if address.startswith(SQLITE) else None


def without_password(address: str) -> str:
    """A database's address, fit to be shown."""
    if address.startswith(SQLITE):
        return SQLITE + unquote(address.removeprefix(SQLITE))
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    user = f"{parts.username}@" if parts.username else ""
    return urlunsplit((parts.scheme, user + host, parts.path, "", ""))


def _address(text: str, scheme: str) -> str:
    parts = _split(text)
    if parts is None or " " in text or parts.scheme not in {scheme, scheme + "s"} or not parts.hostname:
        raise refusal(
            f"is not an address that begins with {scheme}:// or {scheme}s://", f"write one such as {_EXAMPLES[scheme]}"
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise refusal("has more in it than a host, a port and a path", f"write one such as {_EXAMPLES[scheme]}")
    return text.rstrip("/")


def _split(text: str) -> SplitResult | None:
    if not text.isprintable():
        return None
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises where it is no number, or too large
    except ValueError:
        return None
    return parts


def _absolute(path: str, folder: Path) -> str:
    if path == ":memory:":
        raise refusal("would be forgotten when the bot stops", "name a file")
    return str(Path(_encoded(folder)) / path)


def _encoded(path: Path) -> str:
    # In an address, the one begins an encoded character, and the other what is no path any more.
    return str(path).replace("%", "%25").replace("?", "%3F")

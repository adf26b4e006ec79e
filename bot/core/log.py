"""Logs to one stream, as readable lines or as JSON, without secrets and without what people write."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

from bot.core.redaction import redact
from bot.core.transactions import DatabaseAway

OURS = ("bot", "cogs", "playground")

_TOO_TALKATIVE = ("sqlalchemy", "aiosqlite", "alembic", "discord")
"""Libraries that log statements with their parameters, or every step: their warnings are enough. Of each connection
we speak ourselves."""
_GONE_ANYWAY = ("Exception closing connection", "Exception terminating connection")

_ORDINARY = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


def set_up_logging(*, level: str, style: str, stream: TextIO | None = None) -> None:
    """Send all logs to `stream` (default: standard error). Safe to call again: the last call counts.

    `level` is for the project's own code. Libraries never log below `info`: at `debug`, discord.py logs whole payloads,
    and with them what candidates wrote.
    """
    wanted = logging.getLevelNamesMapping()[level.upper()]
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter() if style == "json" else TextFormatter())
    handler.addFilter(_is_news)
    root = logging.getLogger()
    for old in root.handlers[:]:
        if isinstance(old.formatter, JsonFormatter | TextFormatter):
            root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(max(wanted, logging.INFO))
    for name in _TOO_TALKATIVE:
        logging.getLogger(name).setLevel(max(wanted, logging.WARNING))
    for name in OURS:
        logging.getLogger(name).setLevel(wanted)
    # `Client.run` of discord.py adds a handler of its own; only this module decides how logs look.
    discord = logging.getLogger("discord")
    discord.handlers.clear()
    discord.propagate = True
    logging.captureWarnings(capture=True)


def _is_news(record: logging.LogRecord) -> bool:
    """False for what failed only because the database is away: that has been logged, once.

    So it is for a connection that is gone before it is closed.
    """
    if record.name.startswith("sqlalchemy.pool") and record.getMessage().startswith(_GONE_ANYWAY):
        return False
    return not (record.exc_info and isinstance(record.exc_info[1], DatabaseAway))


class TextFormatter(logging.Formatter):
    """`time LEVEL logger: message key=value`, one line; a traceback follows in lines of its own."""

    def format(self, record: logging.LogRecord) -> str:
        extras = "".join(f" {key}={_plain(value)}" for key, value in _extras(record).items())
        line = f"{_time(record)} {record.levelname:<7} {record.name}: {_one_line(_message(record))}{_one_line(extras)}"
        details = _details(record)
        return f"{line}\n{details}" if details else line


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, the `extra` fields, and the traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            **{key: _json_safe(value) for key, value in _extras(record).items()},
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        details = _details(record)
        if details:
            entry["traceback"] = details
        return json.dumps(entry)


def _message(record: logging.LogRecord) -> str:
    try:
        return redact(record.getMessage())
    except (TypeError, ValueError, KeyError):  # arguments that do not fit must not lose the record
        return redact(str(record.msg))


def _details(record: logging.LogRecord) -> str:
    parts = []
    if record.exc_info:
        parts.append(logging.Formatter().formatException(record.exc_info))
    elif record.exc_text:
        parts.append(record.exc_text)
    if record.stack_info:
        parts.append(record.stack_info)
    return "\n".join(_one_line(line) for line in redact("\n".join(parts)).split("\n")) if parts else ""


def _extras(record: logging.LogRecord) -> dict[str, object]:
    return {key: value for key, value in vars(record).items() if key not in _ORDINARY}


def _plain(value: object) -> str:
    text = redact(str(value))
    return json.dumps(text, ensure_ascii=False) if " " in text or not text else text


def _json_safe(value: object) -> object:
    return value if isinstance(value, bool | int | float) or value is None else redact(str(value))


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _one_line(text: str) -> str:
    """One printable line: a hostile name cannot forge a line of the log or send commands to the terminal."""
    return "".join(character if character.isprintable() else _escaped(character) for character in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")

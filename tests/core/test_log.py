"""Logs: one line a record, level for our own code only, and never a secret."""

from __future__ import annotations

import io
import json
import logging
import sys
import warnings

import pytest

from bot.core.log import JsonFormatter, TextFormatter, set_up_logging
from bot.core.redaction import redact
from bot.core.transactions import DatabaseAway

TOKEN = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"
LONG_TOKEN = "MTE5ODYyMjQ4MzQ3MTkyNTI0OA.G1x_-Y.abcdefghijklmnopqrstuvwxyz0123456789-_"
INTERACTION_TOKEN = "aW50ZXJhY3Rpb246MTE5ODYyMjQ4MzQ3MTkyNTI0ODpBYmNkRWZnaA"
WEBHOOK_TOKEN = "aB3-_" * 13 + "xyz"
KEY = "q0Yt3l0o5G3m9v8bqk7cJ2w1r4z6x8n0p2s4u6w8y0A="


pytestmark = pytest.mark.usefixtures("logging_as_before")


def a_log(*, level: str = "info", style: str = "text") -> io.StringIO:
    stream = io.StringIO()
    set_up_logging(level=level, style=style, stream=stream)
    return stream


def test_a_line_has_time_level_logger_message_and_extra_fields() -> None:
    log = a_log()

    logging.getLogger("bot.relay").warning("parcel %s", "postponed", extra={"parcel": 7, "reason": "too busy"})

    (line,) = log.getvalue().splitlines()
    time, _, rest = line.partition(" ")
    assert len(time) == len("2026-01-01T00:00:00.000Z")
    assert rest == 'WARNING bot.relay: parcel postponed parcel=7 reason="too busy"'


def test_json_lines_carry_the_extra_fields_as_fields() -> None:
    log = a_log(style="json")

    logging.getLogger("bot.relay").info("parcel sent", extra={"parcel": 7, "to": ("a", "b"), "late": False})

    entry = json.loads(log.getvalue())
    assert entry.pop("time").endswith("Z")
    assert entry == {
        "level": "info",
        "logger": "bot.relay",
        "message": "parcel sent",
        "parcel": 7,
        "to": "('a', 'b')",
        "late": False,
    }


@pytest.mark.parametrize("style", ["text", "json"])
def test_what_a_stranger_is_called_cannot_forge_a_line(style: str) -> None:
    log = a_log(style=style)

    logging.getLogger("bot").info("hello %s", "x\n2026 ERROR bot: on fire\x1b[2J", extra={"name_": "a\r\nb\ud800"})

    assert len(log.getvalue().splitlines()) == 1
    assert "\x1b" not in log.getvalue()


@pytest.mark.parametrize("style", ["text", "json"])
def test_a_traceback_is_logged_without_secrets(style: str) -> None:
    log = a_log(style=style)

    try:
        int(f"cannot log in with {TOKEN}")
    except ValueError:
        logging.getLogger("bot").exception("it broke", extra={"reference": "ab12"})

    assert "Traceback" in log.getvalue()
    assert "test_a_traceback_is_logged_without_secrets" in log.getvalue()
    assert "cannot log in with [redacted]'" in log.getvalue()
    assert TOKEN not in log.getvalue()


@pytest.mark.parametrize("style", ["text", "json"])
@pytest.mark.parametrize("secret", [TOKEN, LONG_TOKEN, INTERACTION_TOKEN, WEBHOOK_TOKEN, KEY])
def test_secrets_are_hidden_in_message_arguments_and_extra_fields(style: str, secret: str) -> None:
    log = a_log(style=style)

    logging.getLogger("bot").info("%s", f"a {secret}")
    logging.getLogger("bot").info("a %s %r", secret, {"token": secret}, extra={"where": [secret]})

    assert log.getvalue().count("[redacted]") == 4
    assert secret not in log.getvalue()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "POST https://discord.com/api/v10/webhooks/1198/shortToken_1?wait=true",
            "POST https://discord.com/api/v10/webhooks/1198/[redacted]?wait=true",
        ),
        ("/webhooks/1198/abc/messages/@original", "/webhooks/1198/[redacted]/messages/@original"),
        ("/interactions/1198/abc/callback", "/interactions/1198/[redacted]/callback"),
        ("{'Authorization': 'Bot secret-thing'}", "{'Authorization': 'Bot [redacted]'}"),
        ("authorization: Bearer x.y", "authorization: Bearer [redacted]"),
        ("postgresql://me:hush@db/x", "postgresql://me:[redacted]@db/x"),
        ("cannot connect to redis://:hush@db", "cannot connect to redis://:[redacted]@db"),
        (
            "https://cdn.discordapp.com/a/b.ogg?ex=1&is=2&hm=beef01",
            "https://cdn.discordapp.com/a/b.ogg?ex=1&is=2&hm=[redacted]",
        ),
    ],
)
def test_secrets_in_addresses_and_headers_are_hidden(text: str, shown: str) -> None:
    assert redact(text) == shown
    assert redact(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "interview 1198622483471925248 of candidate 80351110224678912",
        "bot.outbound.relay.OutboxRelay.deliver",
        "discord.app_commands.errors.CommandInvokeError",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "see https://discord.com/channels/@me/1198622483471925248 at 12:30",
        "question_banks/stripe.yaml:12: questions[3].difficulty",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redact(text) == text


def test_our_own_code_logs_at_the_level_that_was_asked_for() -> None:
    log = a_log(level="debug")

    for name in ("bot.x", "cogs.x", "playground.x"):
        logging.getLogger(name).debug("fine detail")

    assert len(log.getvalue().splitlines()) == 3


@pytest.mark.parametrize(
    "library", ["discord", "discord.gateway", "discord.http", "discord.client", "aiohttp", "aiosqlite"]
)
def test_libraries_never_log_what_people_write(library: str) -> None:
    log = a_log(level="debug")

    logging.getLogger(library).debug("payload with an answer")

    assert log.getvalue() == ""


def test_statements_and_their_parameters_are_never_logged() -> None:
    log = a_log(level="debug")

    logging.getLogger("sqlalchemy.engine.Engine").info("INSERT ...")

    assert log.getvalue() == ""


def test_what_discord_py_says_of_each_connection_is_left_to_us() -> None:
    log = a_log(level="info")

    logging.getLogger("discord.gateway").info("Shard ID None has connected to Gateway")
    logging.getLogger("discord.gateway").warning("slow")

    assert [line.split(" ", 1)[1] for line in log.getvalue().splitlines()] == ["WARNING discord.gateway: slow"]


def test_libraries_follow_a_higher_level() -> None:
    log = a_log(level="error")

    logging.getLogger("discord.gateway").warning("slow")
    logging.getLogger("discord.gateway").error("gone")

    assert [line.split(" ", 1)[1] for line in log.getvalue().splitlines()] == ["ERROR   discord.gateway: gone"]


def test_discords_records_go_through_our_handler_once() -> None:
    logging.getLogger("discord").addHandler(logging.StreamHandler(sys.stdout))
    log = a_log()
    a_log()
    log = a_log()

    logging.getLogger("discord.http").warning("hello %s", TOKEN)

    assert len(log.getvalue().splitlines()) == 1
    assert logging.getLogger("discord").handlers == []
    ours = [h for h in logging.getLogger().handlers if isinstance(h.formatter, TextFormatter | JsonFormatter)]
    assert len(ours) == 1


def test_warnings_are_logged() -> None:
    log = a_log()

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("old way", DeprecationWarning, stacklevel=1)

    assert "py.warnings: " in log.getvalue()
    assert len(log.getvalue().splitlines()) == 1


def test_arguments_that_do_not_fit_do_not_cost_the_record() -> None:
    record = logging.makeLogRecord({"name": "bot", "msg": "%d apples", "args": ("many",)})

    assert TextFormatter().format(record).endswith("bot: %d apples")


def test_a_database_that_is_away_is_told_of_once_and_nowhere_else() -> None:
    log = a_log()

    for failure in (DatabaseAway(), BrokenPipeError()):
        logging.getLogger("bot.outbox").error("outbox not readable", exc_info=failure)
        pool = logging.getLogger("sqlalchemy.pool.impl.QueuePool")
        pool.error("Exception closing connection %r", object(), exc_info=failure)

    assert log.getvalue().count("outbox not readable") == 1
    assert "closing connection" not in log.getvalue()

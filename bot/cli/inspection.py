"""Looks at everything that the bot needs to start, and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from pathlib import Path

from bot.banks.format.catalogue import Catalogue
from bot.cli.database import describe_version
from bot.cli.disk import look_at_disk
from bot.cli.report import PlainProblem, Report, ReportPart, State, left_out, looked_at
from bot.config import Config, Reading, read_config
from bot.formatting.words import how_many

_DATABASE_SECTIONS = frozenset({"database", "encryption"})


class Reach(Enum):
    """How far an inspection goes."""

    OFFLINE = auto()
    """Neither the database nor Discord."""
    DATABASE = auto()
    DISCORD = auto()
    """All: the database, the disk and Discord."""


async def inspect(file: Path | None, environ: Mapping[str, str], *, reach: Reach = Reach.DATABASE) -> Report:
    """Look at all parts, and report all problems at once. A part whose configuration is doubtful is left out."""
    reading = read_config(file, environ)
    parts = [_configuration(file, reading), _banks(reading)]
    if reach is Reach.OFFLINE:
        parts.append(left_out("database", "--offline"))
    elif reading.doubtful & _DATABASE_SECTIONS:
        parts.append(left_out("database", "fix its configuration first"))
    else:
        parts.extend(await _database(reading.config))
    if reach is Reach.DISCORD:
        from bot.cli.online import look_at_discord  # noqa: PLC0415 - the rest answers without loading discord.py

        parts.append(look_at_disk(reading.config))
        has_servers = parts[2].state is State.OK
        parts.extend(await look_at_discord(reading, has_servers=has_servers))
    return Report(tuple(parts))


def _configuration(file: Path | None, reading: Reading) -> ReportPart:
    about = "no file, all defaults" if file is None else str(file)
    if reading.config.discord.token is None and "discord" not in reading.doubtful:
        about += "; no Discord token: `run` starts the playground"
    if reading.config.privacy.contact is None and "privacy" not in reading.doubtful:
        about += "; no privacy.contact: `/privacy` sends people with questions to the admins of their server"
    return looked_at("configuration", about, reading.problems)


def _banks(reading: Reading) -> ReportPart:
    if "banks" in reading.doubtful:
        return left_out("banks", "fix their configuration first")
    folder = reading.config.banks.folder
    catalogue = Catalogue(folder)
    problems: list[PlainProblem] = []
    if not catalogue.all() and not catalogue.problems:
        problems.append(PlainProblem(what=f"{folder}: no banks here; add one, or name another folder"))
    banks = catalogue.all()
    questions = sum(len(bank.questions) for bank in banks)
    return looked_at(
        "banks",
        f"{folder}: {how_many(len(banks), 'bank')}, {how_many(questions, 'question')}",
        (*catalogue.problems, *problems),
    )


async def _database(config: Config) -> tuple[ReportPart, ...]:
    from bot.storage.database.errors import KeyProblem, StorageError  # noqa: PLC0415 - not needed with --offline
    from bot.storage.examining import examine, vault_of  # noqa: PLC0415 - as above

    problems: list[PlainProblem] = []
    try:
        await examine(config.database.url.get_secret_value(), vault_of(config))
    except KeyProblem as error:
        problems.append(PlainProblem(what=str(error)))
    except StorageError as error:
        unusable = looked_at("database", config.database.address, [PlainProblem(what=str(error))])
        return unusable, left_out("key", "the database says which one it needs")
    return looked_at("database", await describe_version(config), []), looked_at("key", _key(config), problems)


def _key(config: Config) -> str:
    """Where the key comes from. It is never shown itself."""
    if config.encryption.keys is not None:
        return "given by MOCK_KEY or MOCK_KEY_FILE"
    file = config.encryption.key_file
    return str(file) if file.exists() else f"{file}: none yet; the bot makes it when it starts"

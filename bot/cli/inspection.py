"""Looks at everything that the bot needs to start, and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.banks.format.catalogue import Catalogue
from bot.cli.database import describe_version
from bot.cli.report import PlainProblem, Report, ReportPart, State, looked_at
from bot.config import Config, Reading, read_config
from bot.formatting.words import how_many

_DATABASE_SECTIONS = frozenset({"database", "encryption"})


async def inspect(file: Path | None, environ: Mapping[str, str], *, offline: bool) -> Report:
    """Look at all parts, and report all problems at once. A part whose configuration is doubtful is left out."""
    reading = read_config(file, environ)
    parts = [_configuration(file, reading), _banks(reading)]
    if offline:
        parts.append(_skipped("database", "not checked: --offline"))
    elif reading.doubtful & _DATABASE_SECTIONS:
        parts.append(_skipped("database", "not checked: fix its configuration first"))
    else:
        parts.append(await _database(reading.config))
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
        return _skipped("banks", "not checked: fix their configuration first")
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


async def _database(config: Config) -> ReportPart:
    from bot.storage.database.errors import StorageError  # noqa: PLC0415 - `check --offline` answers without SQLAlchemy
    from bot.storage.storage import examine, vault_of  # noqa: PLC0415 - as above

    try:
        await examine(config.database.url.get_secret_value(), vault_of(config))
        about = await describe_version(config)
    except StorageError as error:
        return looked_at("database", config.database.address, [PlainProblem(what=str(error))])
    return looked_at("database", about, [])


def _skipped(name: str, why: str) -> ReportPart:
    return ReportPart(name=name, state=State.SKIPPED, about=why)

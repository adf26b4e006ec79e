"""The command line explains itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import typer

from bot.cli.commands import app
from tests.cli.operator import ROOT, Operator

COMMANDS = {
    *("run", "playground", "check", "privacy", "retention"),
    *("db", "db upgrade", "db current", "db reapply-deletions", "db rotate-key"),
    *("db backup", "db restore", "db verify"),
    *("banks", "banks check", "banks new", "banks show", "banks stats", "banks schema", "banks import", "banks export"),
}
WITHOUT_CONFIGURATION = {"db", "banks", "banks schema"}


def commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """All commands with their full names, the root's being empty."""
    yield name, command
    for child in getattr(command, "commands", {}).values():
        yield from commands(child, f"{name} {child.name}".strip())


def test_without_a_command_there_is_help(operator: Operator) -> None:
    ended = operator.types()

    assert ended.exit_code == 0
    for word in ("Usage:", "run", "playground", "check", "db", "--version"):
        assert word in ended.out


def test_db_without_a_command_is_help_too(operator: Operator) -> None:
    ended = operator.types("db")

    assert ended.exit_code == 0
    for word in ("upgrade", "current", "rotate-key"):
        assert word in ended.out


def test_each_command_and_each_option_is_explained() -> None:
    found = dict(commands(typer.main.get_command(app)))

    assert found.keys() - {""} == COMMANDS
    for name, command in found.items():
        assert command.help, name
        assert command.help.endswith("."), name
        for parameter in command.params:
            assert parameter.help, f"{name} {parameter.name}"
            assert parameter.help.endswith("."), f"{name} {parameter.name}"


def test_help_shows_what_a_command_does_and_takes(operator: Operator) -> None:
    for command in sorted(COMMANDS):
        ended = operator.types(*command.split(), "--help")

        assert ended.exit_code == 0
        if command not in WITHOUT_CONFIGURATION:
            assert "--config" in ended.out


def test_help_shows_a_value_only_where_one_is_taken(operator: Operator) -> None:
    for command in ["", *sorted(COMMANDS)]:
        shown = operator.types(*command.split(), "--help").out

        flags = [line for line in shown.splitlines() if line.lstrip().startswith("-")]
        assert [line for line in flags if re.search(r"<\w", line)] == [], command
        assert "..." not in shown.replace("[ARGS]...", "").replace("[PATH]...", ""), f"{command}: a summary is cut"
    assert "--port PORT" in operator.types("playground", "--help").out


def test_an_argument_has_a_name_and_no_type(operator: Operator) -> None:
    for command in sorted(COMMANDS):
        assert " <" not in operator.types(*command.split(), "--help").out, command


def test_import_offers_only_what_can_be_read(operator: Operator) -> None:
    assert "anki" in operator.types("banks", "export", "--help").out
    assert "gift" in operator.types("banks", "import", "--help").out


def test_readme_names_only_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    typed = [
        line.split("mock-interviewer ", 1)[1].split("#")[0].strip()
        for line in readme.splitlines()
        if "bin/mock-interviewer " in line
    ]

    for command in typed:
        assert any(command == known or command.startswith(f"{known} ") for known in COMMANDS), command


def test_the_version_is_shown(operator: Operator) -> None:
    ended = operator.types("--version")

    assert (ended.exit_code, ended.out) == (0, f"mock-interviewer {version('mock-interviewer')}\n")


def test_an_unknown_option_is_refused(operator: Operator) -> None:
    assert operator.types("check", "--ofline").exit_code == 2

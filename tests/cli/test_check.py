"""`check` shows everything that is wrong at once, and changes nothing."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.cli.operator import ROOT, Operator

NOWHERE = "postgresql://me:hush@127.0.0.1:1/mock"
COPY_IT = "copy it from your application's Bot page at discord.com/developers"


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_a_fresh_folder_is_fine_and_stays_as_it_is(operator: Operator) -> None:
    before = files_in(operator.folder)

    ended = operator.types("check")

    assert (ended.exit_code, ended.err) == (0, "")
    assert [line.split()[:2] for line in ended.out.splitlines()] == [
        ["ok", "configuration"],
        ["ok", "banks"],
        ["ok", "database"],
        ["ok", "key"],
    ]
    assert "no Discord token: `run` starts the playground" in ended.out
    assert "question_banks: 1 bank, " in ended.out
    assert "no tables yet" in ended.out
    assert "the playground has its own database" in ended.out
    assert files_in(operator.folder) == before


def test_with_a_token_nothing_is_said_of_the_playground(operator: Operator) -> None:
    ended = operator.types("check", MOCK_TOKEN="a.token.of-mine")

    assert ended.exit_code == 0
    assert "no tables yet" in ended.out
    assert "playground" not in ended.out


def test_everything_that_is_wrong_is_shown_at_once(operator: Operator) -> None:
    operator.types("db", "upgrade")
    (operator.folder / "data" / "mock-interviewer.key").unlink()
    (operator.folder / "question_banks" / "broken.yaml").write_text("format: 2\ntitle: 3\n")
    operator.writes_config("playground:\n  prt: 1\nlogging:\n  level: loud\n")

    ended = operator.types("check")

    assert ended.exit_code == 78
    assert "config.yaml:2: playground.prt: unknown key; did you mean port?" in ended.out
    assert 'config.yaml:4: logging.level: "loud" cannot be used; write debug, info, warning or error' in ended.out
    assert "broken.yaml:1: format: this format is not known; write 1" in ended.out
    assert "mock-interviewer.key is missing, but the database has answers" in ended.out
    assert [line.split()[1] for line in ended.out.splitlines() if line.startswith("wrong")] == [
        "configuration",
        "banks",
        "key",
    ]
    count = sum(line.startswith("  ") for line in ended.out.splitlines())
    assert ended.out.splitlines()[-1] == f"{count} problems"


def test_offline_leaves_the_database_alone(operator: Operator) -> None:
    ended = operator.types("check", "--offline", MOCK_DATABASE_URL=NOWHERE)

    assert ended.exit_code == 0
    assert "skipped  database       not checked: --offline" in ended.out


def test_a_database_that_cannot_be_reached_is_a_problem_without_its_password(operator: Operator) -> None:
    ended = operator.types("check", MOCK_DATABASE_URL=NOWHERE)

    assert ended.exit_code == 78
    assert "wrong    database       postgresql://me@127.0.0.1:1/mock" in ended.out
    assert "1 problem" in ended.out.splitlines()
    assert "hush" not in ended.out + ended.err


def test_a_wrong_key_is_a_problem(operator: Operator) -> None:
    operator.types("db", "upgrade")

    ended = operator.types("check", MOCK_KEY=Fernet.generate_key().decode())

    assert ended.exit_code == 78
    assert "The key in MOCK_KEY does not fit the database" in ended.out


def test_a_database_of_a_newer_bot_is_a_problem(operator: Operator) -> None:
    operator.types("db", "upgrade")
    with sqlite3.connect(operator.folder / "data" / "mock-interviewer.sqlite3") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()

    ended = operator.types("check")

    assert ended.exit_code == 78
    assert "migrated by a newer version of the bot" in ended.out


@pytest.mark.postgres
def test_a_postgresql_database_is_looked_at_too(operator: Operator, postgres_url: str) -> None:
    ended = operator.types("check", MOCK_DATABASE_URL=postgres_url)

    assert ended.exit_code == 0
    assert "up to date" in ended.out


def test_what_is_doubtful_is_not_looked_at(operator: Operator) -> None:
    operator.writes_config("database:\n  ulr: x\nbanks:\n  foldr: y\n")

    ended = operator.types("check")

    assert ended.exit_code == 78
    assert "skipped  banks          not checked: fix their configuration first" in ended.out
    assert "skipped  database       not checked: fix its configuration first" in ended.out


def test_a_folder_without_banks_is_a_problem(operator: Operator) -> None:
    (operator.folder / "question_banks" / "stripe.yaml").unlink()

    ended = operator.types("check", "--offline")

    assert ended.exit_code == 78
    assert "no banks here; add one, or name another folder" in ended.out


def test_a_configuration_that_was_named_must_be_there(operator: Operator) -> None:
    ended = operator.types("check", "--config", "mine.yaml")

    assert ended.exit_code == 78
    assert "mine.yaml: file: cannot be read (No such file or directory)" in ended.out


def test_the_report_as_json_has_file_line_and_what_to_write(operator: Operator) -> None:
    operator.writes_config("playground:\n  prt: 1\n")

    ended = operator.types("check", "--offline", "--json", MOCK_TOKEN="two words")

    report = json.loads(ended.out)
    assert ended.exit_code == 78
    assert report["ok"] is False
    assert [(part["name"], part["state"]) for part in report["parts"]] == [
        ("configuration", "wrong"),
        ("banks", "ok"),
        ("database", "skipped"),
    ]
    assert report["parts"][0]["problems"] == [
        {
            "text": "config.yaml:2: playground.prt: unknown key; did you mean port?",
            "file": "config.yaml",
            "line": 2,
            "where": "playground.prt",
            "what": "unknown key",
            "instead": "did you mean port?",
        },
        {
            "text": f"environment variable MOCK_TOKEN: is not a token; {COPY_IT}",
            "variable": "MOCK_TOKEN",
            "what": "is not a token",
            "instead": COPY_IT,
        },
    ]


def test_the_banks_and_the_example_that_we_ship_are_fine(operator: Operator) -> None:
    example = (ROOT / "config.example.yaml").read_text(encoding="utf-8")
    operator.writes_config(example.replace("  # folder: question_banks", f"  folder: {ROOT / 'question_banks'}"))

    ended = operator.types("check", "--offline")

    assert ended.exit_code == 0, ended.out

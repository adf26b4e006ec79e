"""What a benchmark counts of what a database says it has done."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.subjects.statements import Counted, FileJournal

ROOT = Path(__file__).parents[2]
WRITING = Counted(statements=3, transactions=1, commits=1)
WRITER = """
import sqlite3, sys
from pathlib import Path
from benchmarks.launch import keep_journal
keep_journal(Path(sys.argv[1]))
connection = sqlite3.connect(sys.argv[2], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
connection.execute("SELECT * FROM answers")
connection.execute("INSERT INTO answers VALUES (?)", ("secret",))
connection.execute("COMMIT")
"""


def of_sqlite(tmp_path: Path, lines: str) -> Counted:
    path = tmp_path / "journal"
    path.write_text(lines, encoding="utf-8")
    return FileJournal.of_sqlite(path).since()


@pytest.mark.parametrize(
    ("lines", "counted"),
    [
        ("1 BEGIN IMMEDIATE\n1 SELECT id\n1 INSERT INTO\n1 COMMIT\n", WRITING),
        ("1 BEGIN IMMEDIATE\n1 SELECT id\n1 ROLLBACK\n", Counted(statements=2, transactions=1)),
        ("1 begin\n1 ROLLBACK\n", Counted(pings=1)),
        ("1 SELECT id\n1 select id\n", Counted(statements=2, transactions=2)),
        ("1 INSERT INTO\n", Counted(statements=1, transactions=1, commits=1)),
        ("1 BEGIN\n2 SELECT id\n1 UPDATE x\n1 COMMIT\n", Counted(statements=3, transactions=2, commits=1)),
        (
            "1 BEGIN\n1 SAVEPOINT a\n1 ROLLBACK TO\n1 SELECT b\n1 COMMIT\n",
            Counted(statements=4, transactions=1, commits=1),
        ),
        ("1 -- of\n1 BEGIN IMMEDIATE\n", Counted()),
    ],
)
def test_statements_transactions_and_commits_are_told_apart(tmp_path: Path, lines: str, counted: Counted) -> None:
    assert of_sqlite(tmp_path, lines) == counted


def test_a_transaction_may_begin_in_one_look_and_end_in_the_next(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    path.write_text("1 BEGIN\n1 SELECT a\n1 INS", encoding="utf-8")
    journal = FileJournal.of_sqlite(path)

    first = journal.since()
    with path.open("a", encoding="utf-8") as file:
        file.write("ERT INTO\n1 COMMIT\n")

    assert first == Counted(statements=2, transactions=1)
    assert journal.since() == Counted(statements=1, commits=1)


def test_the_log_of_postgres_is_read(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text(
        "12 LOG:  statement: BEGIN;\n"
        "13 LOG:  checkpoint complete: wrote 3 buffers\n"
        "12 LOG:  execute __asyncpg_stmt_1__: SELECT a\n\tFROM b\n"
        "12 DETAIL:  Parameters: $1 = '...'\n"
        "12 LOG:  execute <unnamed>: INSERT INTO b\n"
        "12 LOG:  statement: COMMIT;\n",
        encoding="utf-8",
    )

    assert FileJournal.of_postgres(path).since() == WRITING


def test_sqlite_tells_what_is_done_through_any_library(tmp_path: Path) -> None:
    """But nothing of the values."""
    journal, database = tmp_path / "journal", tmp_path / "x.sqlite3"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE answers (sealed TEXT)")

    subprocess.run([sys.executable, "-c", WRITER, journal, database], check=True, cwd=ROOT)

    assert FileJournal.of_sqlite(journal).since() == WRITING
    assert "secret" not in journal.read_text(encoding="utf-8")

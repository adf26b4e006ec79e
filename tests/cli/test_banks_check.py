"""`banks check` finds everything at once, says where it is, and changes nothing."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.banks.exchange.yaml_text import to_yaml
from bot.cli.banks.check import check_banks
from bot.cli.banks.commands import MANY_FILES
from playground.world.bell import PATIENCE
from tests.banks.builders import GOOD, a_bank, a_question
from tests.cli.operator import ROOT, Operator, clean_environment
from tests.cli.repository import Repository, needs_git
from tests.effort import little_effort

SPOKEN = "I would ask the customer first and then count what it costs us. " * 12


@pytest.fixture
def banks(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one bank that has no problems, in no repository."""
    needs_git()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(operator.folder.parent))
    folder = operator.folder / "question_banks"
    write(folder, "stripe")
    return folder


def write(folder: Path, slug: str, **changes: object) -> Path:
    question = a_question(id=f"{slug}-question", text=f"What is {slug}, and what does it stand for?")
    example = {"text": SPOKEN, "note": "A dev"}
    questions = changes.pop("questions", [question.model_copy(update={"examples": (example,)})])
    path = folder / f"{slug}.yaml"
    bank = a_bank(slug=slug, questions=[dict(each) for each in questions], **changes)  # type: ignore[attr-defined] # a list
    path.write_text(to_yaml(bank), encoding="utf-8")
    return path


def test_banks_with_nothing_to_complain_of(operator: Operator, banks: Path) -> None:
    before = (banks / "stripe.yaml").read_bytes()

    ended = operator.types("banks", "check")

    assert (ended.exit_code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "question_banks: not compared with the last commit: the folder is not in a git repository",
        "1 bank, 1 question: no problems",
    ]
    assert [(path.name, path.read_bytes()) for path in banks.iterdir()] == [("stripe.yaml", before)]


def test_texts_that_yaml_or_discord_would_change_are_told_with_their_lines(operator: Operator, banks: Path) -> None:
    stripe = (banks / "stripe.yaml").read_text()
    stripe = stripe.replace("question: What is stripe,", "question: What is #1 of stripe,")
    (banks / "stripe.yaml").write_text(stripe.replace("why: To hear you explain.", "why: Fill in ____."))

    ended = operator.types("banks", "check")

    assert ended.exit_code == 1
    told = [line for line in ended.out.splitlines() if line.startswith("question_banks/")]
    assert "error: questions[1].question: ends before “#1 of stripe" in told[0]
    assert "warning: questions[1].why: has blanks of underscores (`____`)" in told[1]


def test_errors_and_warnings_of_all_files_come_at_once_in_the_order_of_their_lines(
    operator: Operator, banks: Path
) -> None:
    (banks / "broken.yaml").write_text(
        GOOD.replace("esay", "").replace("easy", "esay").replace("minutes: 2", "minutes: x")
    )
    (banks / "short.yaml").write_text(GOOD)
    (banks / "other.yml").write_text(GOOD)

    ended = operator.types("banks", "check")

    assert ended.exit_code == 1
    findings = [line for line in ended.out.splitlines() if re.match(r"question_banks/\S+:\d+: (error|warning): ", line)]
    positions = [tuple(line.split(": ")[0].split(":")) for line in findings]
    assert positions == [
        ("question_banks/broken.yaml", "21"),
        ("question_banks/broken.yaml", "22"),
        ("question_banks/other.yml", "1"),
        ("question_banks/short.yaml", "31"),
        ("question_banks/short.yaml", "44"),
    ]
    assert (
        'error: questions[1].difficulty: "esay" is not a difficulty; write easy, medium or hard [format]' in findings[0]
    )
    assert ended.out.splitlines()[-1] == "4 banks, 3 questions: 3 errors, 2 warnings"


def test_warnings_alone_are_no_failure_unless_strict(operator: Operator, banks: Path) -> None:
    (banks / "stripe.yaml").write_text(GOOD)

    assert operator.types("banks", "check").exit_code == 0
    assert operator.types("banks", "check", "--strict").exit_code == 1


def test_strict_does_not_mind_a_clean_bank(operator: Operator, banks: Path) -> None:
    assert operator.types("banks", "check", "--strict", str(banks)).exit_code == 0


def test_files_and_folders_can_be_named_without_a_configuration(operator: Operator, banks: Path) -> None:
    other = operator.folder / "other"
    other.mkdir()
    write(other, "acme")
    operator.writes_config("nonsense: true\n")

    ended = operator.types("banks", "check", "question_banks/stripe.yaml", "other", "question_banks/stripe.yaml")

    assert ended.exit_code == 0
    assert ended.out.splitlines()[-1] == "2 banks, 2 questions: no problems"
    assert banks.exists()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("gone.yaml", "gone.yaml: error: file: cannot be read (No such file or directory)"),
        ("/gone", "/gone: error: file: cannot be read (No such file or directory)"),
        ("question_banks/README.md", "question_banks/README.md:1: error: file name: does not end in .yaml"),
        ("a\x1b[31mb.yaml", "a\N{REPLACEMENT CHARACTER}[31mb.yaml: error: file: cannot be read"),
    ],
)
def test_a_file_that_is_no_bank_is_an_error(operator: Operator, banks: Path, path: str, says: str) -> None:
    (banks / "README.md").touch()
    ended = operator.types("banks", "check", path)

    assert ended.exit_code == 1
    assert ended.out.startswith(says)


def test_a_folder_without_banks_is_a_failure_in_one_line(operator: Operator, banks: Path) -> None:
    (banks / "stripe.yaml").unlink()

    ended = operator.types("banks", "check")

    assert (ended.exit_code, ended.out) == (1, "")
    assert ended.error_lines == ["question_banks: folder: no banks here; add one, or name another folder"]


def test_questions_are_compared_across_banks(operator: Operator, banks: Path) -> None:
    question = a_question(id="again", text="What is stripe, and what does it stand for?")
    write(banks, "zebra", questions=[question.model_copy(update={"examples": ({"text": SPOKEN, "note": "A dev"},)})])

    ended = operator.types("banks", "check")

    assert (
        "zebra.yaml:15: warning: questions[1].question: asks the same as `stripe-question` (question_banks/"
        in ended.out
    )


def test_the_report_as_json(operator: Operator, banks: Path) -> None:
    (banks / "broken.yaml").write_text("format: 2\n")
    (banks / "stripe.yaml").write_text(GOOD)

    ended = operator.types("banks", "check", "--json")

    report = json.loads(ended.out)
    assert ended.exit_code == 1
    assert {key: report[key] for key in ("ok", "files", "questions", "warnings")} == {
        "ok": False,
        "files": 2,
        "questions": 2,
        "warnings": 2,
    }
    assert report["notes"] == [
        "question_banks: not compared with the last commit: the folder is not in a git repository"
    ]
    assert report["errors"] == sum(finding["severity"] == "error" for finding in report["findings"])
    assert report["findings"][-1] == {
        "rule": "example-length",
        "severity": "warning",
        "text": (
            "question_banks/stripe.yaml:44: warning: questions[2].examples[1].text: has 5 words, too few for an "
            "answer of 3 minutes said aloud; write 180 to 337, or change the minutes [example-length]"
        ),
        "file": "question_banks/stripe.yaml",
        "line": 44,
        "where": "questions[2].examples[1].text",
        "what": "has 5 words, too few for an answer of 3 minutes said aloud",
        "instead": "write 180 to 337, or change the minutes",
    }


# Since the last commit


def test_ids_that_vanished_since_the_last_commit_are_told(operator: Operator, banks: Path) -> None:
    write(banks, "gone")
    repository = Repository(operator.folder)
    repository.commits()
    (banks / "gone.yaml").unlink()
    path = banks / "stripe.yaml"
    path.write_text(path.read_text().replace("id: stripe-question", "id: renamed"))

    ended = operator.types("banks", "check")

    assert ended.exit_code == 0
    assert ended.out.splitlines() == [
        (
            "question_banks/stripe.yaml:14: warning: questions[1].id: the question had the id `stripe-question` "
            "before; keep that id: attempts and reviews point to it [id-vanished]"
        ),
        (
            "question_banks/gone.yaml:1: warning: file: this bank is gone, and its questions with it; "
            "keep it, under this name; if it must go, never use the name again [id-vanished]"
        ),
        "1 bank, 1 question: 0 errors, 2 warnings",
    ]


def test_an_id_that_changed_its_meaning_since_another_commit_is_told(operator: Operator, banks: Path) -> None:
    repository = Repository(operator.folder)
    repository.commits()
    path = banks / "stripe.yaml"
    path.write_text(
        path.read_text().replace("What is stripe, and what does it stand for?", "Which team would you join?")
    )
    repository.commits()

    assert "no problems" in operator.types("banks", "check").out
    assert "[id-changed-meaning]" in operator.types("banks", "check", "--since", "HEAD~1").out


def test_a_commit_that_was_named_must_be_there(operator: Operator, banks: Path) -> None:
    Repository(operator.folder).commits()

    ended = operator.types("banks", "check", "--since", "mian")

    assert ended.exit_code == 1
    assert ended.out.splitlines()[0] == "question_banks: not compared with mian: git has no such commit"
    assert banks.exists()


def test_without_changes_since_the_last_commit_nothing_is_said_of_it(operator: Operator, banks: Path) -> None:
    Repository(operator.folder).commits()

    assert operator.types("banks", "check").out == "1 bank, 1 question: no problems\n"
    assert banks.exists()


def test_a_bank_that_was_broken_in_the_last_commit_is_not_compared(operator: Operator, banks: Path) -> None:
    good = (banks / "stripe.yaml").read_text()
    (banks / "stripe.yaml").write_text("format: 1\n")
    Repository(operator.folder).commits()
    (banks / "stripe.yaml").write_text(good)

    assert operator.types("banks", "check").out == "1 bank, 1 question: no problems\n"


# On a terminal


def on_a_terminal(folder: Path, *arguments: str) -> str:
    """What a command writes to a terminal."""
    ours, theirs = pty.openpty()
    environment = clean_environment(TERM="xterm", COLUMNS="200")
    del environment["NO_COLOR"]
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment,
        stdout=theirs,
        stderr=theirs,
        stdin=theirs,
    )
    os.close(theirs)
    written = b""
    try:
        while chunk := os.read(ours, 65536):
            written += chunk
    except OSError:
        pass  # the terminal hangs up when the process has ended
    finally:
        os.close(ours)
        process.wait(timeout=PATIENCE)
    return written.decode()


def test_many_files_show_a_progress_bar_and_findings_in_colour_on_a_terminal(operator: Operator, banks: Path) -> None:
    for number in range(MANY_FILES):
        write(banks, f"bank-{number}")
    (banks / "stripe.yaml").write_text(GOOD)

    written = on_a_terminal(operator.folder, "banks", "check")

    assert "Checking banks" in written
    assert "\x1b[33m warning:\x1b[0m" in written


def test_few_files_and_other_outputs_show_no_progress_bar(operator: Operator, banks: Path) -> None:
    assert "Checking banks" not in on_a_terminal(operator.folder, "banks", "check")
    for number in range(MANY_FILES):
        write(banks, f"bank-{number}")

    ended = operator.types("banks", "check")

    assert "Checking banks" not in ended.out + ended.err
    assert "\x1b" not in ended.out


# Hostile banks


@pytest.mark.parametrize(
    "piece",
    ["` ", "`` ", "** ", "| ", "||a ", "@here ", "<@1 ", "\\", "[a](", "a ", "a-", "a'", "b\u200d", "_a ", "{{"],
)
def test_a_bank_full_of_marks_is_checked_soon(tmp_path: Path, piece: str) -> None:
    def text(length: int, number: int) -> str:
        return f"{number} {piece * length}"[:length].strip()

    questions = [
        a_question(
            id=f"q{number}",
            text=text(580, number),
            why=text(1400, number),
            how=text(1700, number),
            key_points=[text(140, number + each) for each in range(6)],
            topics=[f"t{number}x{each}" for each in range(5)],
        )
        for number in range(70 if piece.isascii() else 40)
    ]
    file = tmp_path / "stripe.yaml"
    file.write_text(to_yaml(a_bank(questions=questions)), encoding="utf-8")

    with little_effort():
        checked = check_banks([file], folders=[])

    assert (checked.errors, checked.questions) == (0, len(questions))


# The banks that we ship


def test_the_banks_that_we_ship_have_nothing_to_complain_of() -> None:
    files = sorted((ROOT / "question_banks").glob("*.yaml"))

    checked = check_banks(files, folders=[])

    assert [str(finding) for finding in checked.findings if not finding.rule.startswith("id-")] == []


DRAFT = """\
format: 1
title: Asked me
questions:
  - id: why-us
    question: Why us?
  - id: explain-an-api
    question: What is an API?
    kind: technical
    topics: [apis]
    difficulty: easy
    minutes: 2
    why: To hear you explain.
    how: Begin with an example.
    key_points: [Says who calls whom, Compares a library with a remote procedure and its network]
    follow_ups: [And a webhook?]
"""


def test_a_question_that_has_a_little_is_not_told_that_it_has_nothing(operator: Operator, banks: Path) -> None:
    (banks / "stripe.yaml").write_text(
        "format: 1\ntitle: T\nquestions:\n  - {id: a, question: 'Why us, of all places?', key_points: [Knows us.]}\n"
        "  - {id: b, question: 'How do you plan a week?', examples: [{text: On Sundays.}]}\n"
    )

    ended = operator.types("banks", "check")

    assert "a has no example, too few key points, no follow-up, no `why`" in ended.out
    assert "b has no note on an example, no key points, no follow-up, no `why`" in ended.out


def test_the_gaps_of_a_draft_are_one_warning_a_question_and_errors_where_it_must_be_complete(
    operator: Operator, banks: Path
) -> None:
    (banks / "stripe.yaml").write_text(DRAFT)

    ended = operator.types("banks", "check")

    assert ended.exit_code == 0
    where, then = "question_banks/stripe.yaml", "yet; write what you can, and practise meanwhile [gap]"
    assert ended.out.splitlines()[:4] == [
        f"{where}:1: warning: file: the bank has no summary, no introduction and no author {then}",
        f"{where}:4: warning: questions[1]: why-us has nothing but its words {then}",
        f"{where}:6: warning: questions[2]: explain-an-api has no example and too few key points {then}",
        "2 of 2 questions have gaps. That is fine for a draft; with `--complete` each is an error.",
    ]
    assert ended.out.splitlines()[-1] == "1 bank, 2 questions: 0 errors, 3 warnings"

    insisted = operator.types("banks", "check", "--complete")

    assert insisted.exit_code == 1
    assert insisted.out.splitlines()[-1] == "1 bank, 2 questions: 3 errors, 0 warnings"


def test_a_draft_can_be_looked_at_and_counted(operator: Operator, banks: Path) -> None:
    (banks / "stripe.yaml").write_text(DRAFT)

    assert "No example yet" in operator.types("banks", "show", "stripe", "why-us").out
    assert operator.types("banks", "show", "stripe").exit_code == 0
    assert re.search(r"stripe +2 +1 +0 +0 +0 +-", operator.types("banks", "stats").out)


def test_stale_sources_are_named_when_asked_for(operator: Operator, banks: Path) -> None:
    source = {"claim": "A key lives for a day", "where": "docs.example.org/keys", "checked": "2020-01"}
    examples = [{"text": SPOKEN, "note": "A dev"}]
    write(banks, "stripe", questions=[a_question(text="What is a key?", examples=examples, sources=[source])])

    unasked = operator.types("banks", "check")
    asked = operator.types("banks", "check", "--stale", "12")

    assert "no problems" in unasked.out
    (told,) = [line for line in asked.out.splitlines() if line.startswith("question_banks/")]
    assert told.endswith(
        "warning: questions[1].sources[1].checked: “A key lives for a day” was last looked up in 2020-01; "
        "look it up again: docs.example.org/keys [source-stale]"
    )
    assert asked.exit_code == 0
    assert operator.types("banks", "check", "--stale", "12", "--strict").exit_code == 1

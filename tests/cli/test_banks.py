"""`banks`: begin one, look at it, count, bring in and take out."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.banks.exchange.yaml_text import MODELINE, SCHEMA_FILE
from bot.banks.format.loader import load_bank
from bot.banks.format.schema import schema_text
from playground.world.bell import PATIENCE
from tests.banks.builders import GOOD, filled_in
from tests.banks.exchange.notes import notes_in
from tests.cli.operator import ROOT, Operator, clean_environment

FORMS = {"csv": "csv", "json": "json", "md": "markdown"}


@pytest.fixture
def folder(operator: Operator) -> Path:
    """The operator's folder of banks, with one good bank called acme and the one called stripe."""
    folder = operator.folder / "question_banks"
    (folder / "acme.yaml").write_text(GOOD, encoding="utf-8")
    return folder


def test_without_a_command_there_is_help(operator: Operator) -> None:
    ended = operator.types("banks")

    assert ended.exit_code == 0
    for word in ("check", "new", "show", "stats", "schema", "import", "export"):
        assert f"\n  {word} " in ended.out


# new


def test_a_new_bank_is_begun_checked_and_filled_in(operator: Operator, folder: Path) -> None:
    ended = operator.types("banks", "new", "python-backend")

    file = folder / "python-backend.yaml"
    assert (ended.exit_code, ended.err) == (0, "")
    assert ended.out == (
        "question_banks/python-backend.yaml is ready. "
        "Fill it in, then run `mock-interviewer banks check question_banks/python-backend.yaml`.\n"
    )
    checked = operator.types("banks", "check", "question_banks/python-backend.yaml")
    assert checked.exit_code == 1
    assert checked.out.count(": is empty; write ") == 2
    file.write_text(filled_in(file.read_text(encoding="utf-8")), encoding="utf-8")
    assert operator.types("banks", "check", "question_banks/python-backend.yaml").exit_code == 0


def test_a_new_bank_points_to_the_schema_if_it_is_there(operator: Operator, folder: Path) -> None:
    (folder / SCHEMA_FILE).write_text(schema_text(), encoding="utf-8")

    operator.types("banks", "new", "other")

    assert (folder / "other.yaml").read_text(encoding="utf-8").startswith(MODELINE)


def test_a_bank_that_is_there_is_never_begun_anew(operator: Operator, folder: Path) -> None:
    ended = operator.types("banks", "new", "acme")

    assert (ended.exit_code, ended.out) == (1, "")
    assert ended.error_lines == ["question_banks/acme.yaml already exists; open it, or choose another name"]
    assert (folder / "acme.yaml").read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize("name", ["Python Backend", "../evil", "a.yaml", "", "x" * 41, "ü", "a\x1b[31m", "-a"])
def test_a_name_that_cannot_be_one_is_refused(operator: Operator, folder: Path, name: str) -> None:
    before = sorted(operator.folder.rglob("*"))

    ended = operator.types("banks", "new", "--", name)

    assert ended.exit_code == 1
    assert "cannot be the name of a bank; write small letters, digits" in ended.err
    advised = ended.err.split()[-1]
    assert operator.types("banks", "new", advised).exit_code == 0
    (folder / f"{advised}.yaml").unlink()
    assert ended.err.strip().isprintable()
    assert sorted(operator.folder.rglob("*")) == before
    assert folder.exists()


def test_a_folder_that_is_not_there_is_said(operator: Operator, folder: Path) -> None:
    operator.writes_config("banks: {folder: nowhere}\n")

    ended = operator.types("banks", "new", "acme")

    assert ended.exit_code == 1
    assert ended.error_lines == ["nowhere/acme.yaml cannot be written: No such file or directory"]
    assert folder.exists()


# show


@pytest.mark.usefixtures("folder")
def test_a_bank_is_shown_with_its_introduction_and_a_list_of_its_questions(operator: Operator) -> None:
    ended = operator.types("banks", "show", "acme")

    assert ended.exit_code == 0
    assert "Stripe: before you start" in ended.out
    assert "Read the API reference." in ended.out
    assert "  1  explain-an-api  technical  easy" in ended.out
    assert "`mock-interviewer banks show acme explain-an-api`" in ended.out


@pytest.mark.usefixtures("folder")
def test_a_bank_is_shown_on_a_terminal_that_lacks_its_characters(operator: Operator) -> None:
    command = [sys.executable, "-m", "bot", "banks", "show", "acme"]
    environment = clean_environment() | {"PYTHONIOENCODING": "ascii"}

    ended = subprocess.run(
        command, check=False, cwd=operator.folder, env=environment, capture_output=True, timeout=PATIENCE
    )

    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"Stripe: before you start" in ended.stdout


def test_sources_are_listed_and_nothing_else_shows_them(operator: Operator, folder: Path) -> None:
    source = "    sources: [{claim: A key lives for a day, where: docs.example.org/keys, checked: 2026-11}]\n"
    (folder / "acme.yaml").write_text(GOOD.replace("  - id: why-us\n", f"{source}  - id: why-us\n"), encoding="utf-8")

    (_, listed, *others) = operator.types("banks", "show", "acme", "--sources").out.splitlines()

    assert " ".join(listed.split()) == "explain-an-api A key lives for a day docs.example.org/keys 2026-11"
    assert not others
    assert operator.types("banks", "show", "acme", "why-us", "--sources").out == "No sources are named.\n"
    assert "A key lives for a day" not in operator.types("banks", "show", "acme", "explain-an-api").out


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["explain-an-api", "1"])
@pytest.mark.parametrize("bank", ["acme", "question_banks/acme.yaml"])
def test_a_question_is_shown_as_all_its_messages(operator: Operator, bank: str, name: str) -> None:
    ended = operator.types("banks", "show", bank, name)

    assert ended.exit_code == 0
    messages = [line.split(" ─")[0].strip() for line in ended.out.splitlines() if "question_banks/acme.yaml:" in line]
    assert messages == [
        "question · question_banks/acme.yaml:18",
        "hint 1 · question_banks/acme.yaml:24",
        "hint 2 · question_banks/acme.yaml:25",
        "hint 3 · question_banks/acme.yaml:26",
        "example answers, page 1 of 1 · question_banks/acme.yaml:31",
    ]
    for text in (
        "Question 1 of 2 · Stripe no. 1 of 2",
        "What is an API?",
        "by Tom",
        "To hear you explain.",
        "• Names a contract",
        "A waiter takes my order.",
        "A marketer · Tom",
        "• And a webhook?",
        " Example answers ",
    ):
        assert text in ended.out


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("acne",), "question_banks/acne.yaml does not exist; did you mean acme?"),
        (("zzzzzzz",), "question_banks/zzzzzzz.yaml does not exist; there are acme, stripe"),
        (("gone.yaml",), "gone.yaml does not exist"),
        (("acme", "explain-api"), "acme has no question explain-api; did you mean explain-an-api?"),
        (("acme", "3"), "acme has no question 3; write a number from 1 to 2, or an id: `banks show acme` lists"),
        (("acme", "0"), "acme has no question 0; write a number from 1 to 2, or an id: `banks show acme` lists"),
        (("acme", "9" * 5000), "acme has no question 9999"),
        (("acme", "²"), "acme has no question ²"),
        (("acme", "\x1b[31m"), "acme has no question \N{REPLACEMENT CHARACTER}[31m"),
        (("../secret",), '"../secret" cannot be the name of a bank'),
    ],
)
def test_what_is_not_there_is_said_with_what_may_be_meant(
    operator: Operator, typed: tuple[str, ...], says: str
) -> None:
    ended = operator.types("banks", "show", *typed)

    assert (ended.exit_code, ended.out) == (1, "")
    (line,) = ended.error_lines
    assert line.startswith(says)


def test_a_file_whose_name_is_no_slug_is_never_meant(operator: Operator, folder: Path) -> None:
    for file in folder.glob("*.yaml"):
        file.rename(file.with_name(file.name.upper()))
        file.with_suffix(".yml").write_text(GOOD, encoding="utf-8")

    ended = operator.types("banks", "show", "acne")

    assert ended.error_lines == [
        "question_banks/acne.yaml does not exist; `banks check` says what is wrong with those that do"
    ]


def test_a_broken_bank_is_not_shown_but_its_mistakes_are(operator: Operator, folder: Path) -> None:
    (folder / "acme.yaml").write_text("format: 2\n")

    ended = operator.types("banks", "show", "acme")

    assert (ended.exit_code, ended.out) == (1, "")
    assert ended.error_lines[0] == "question_banks/acme.yaml:1: format: this format is not known; write 1"


# stats


@pytest.mark.usefixtures("folder")
def test_stats_count_each_bank_and_all(operator: Operator) -> None:
    ended = operator.types("banks", "stats")

    assert ended.exit_code == 0
    lines = {line.split("  ")[0]: line.split() for line in ended.out.splitlines()}
    assert lines["acme"][1:] == ["2", "1", "1", "0", "2", "5-5"]
    assert int(lines["in all"][2]) == 2 + int(lines["stripe"][1])


@pytest.mark.usefixtures("folder")
def test_stats_of_one_bank_tell_what_its_questions_are_about(operator: Operator) -> None:
    ended = operator.types("banks", "stats", "acme")

    assert ended.exit_code == 0
    assert {"technical", "company", "apis", "basics", "motivation"} <= set(ended.out.split())
    assert "in all" not in ended.out


@pytest.mark.usefixtures("folder")
def test_stats_as_json(operator: Operator) -> None:
    report = json.loads(operator.types("banks", "stats", "acme", "--json").out)

    assert report["banks"] == [
        {
            "bank": "acme",
            "questions": 2,
            "minutes": 5,
            "kinds": {"technical": 1, "company": 1},
            "difficulties": {"easy": 1, "medium": 1},
            "topics": {"apis": 1, "basics": 1, "motivation": 1},
            "examples": 2,
            "words": [5, 5, 5],
        }
    ]


def test_stats_of_the_banks_that_we_ship(operator: Operator) -> None:
    operator.writes_config(f"banks:\n  folder: {ROOT / 'question_banks'}\n")

    report = json.loads(operator.types("banks", "stats", "--json").out)

    assert {each["bank"]: each["questions"] for each in report["banks"]} == {
        "stripe": 32,
        "stripe-integration-engineer": 45,
        "behavioral": 40,
        "system-design": 25,
        "python-backend": 30,
        "stripe-rounds": 30,
        "ai-engineering": 30,
        "frontend-javascript": 30,
        "data-and-sql": 25,
        "engineering-management": 25,
    }


def test_stats_fit_a_narrow_terminal(operator: Operator) -> None:
    operator.writes_config(f"banks:\n  folder: {ROOT / 'question_banks'}\n")

    ended = operator.types("banks", "stats", COLUMNS="80")

    assert max(len(line) for line in ended.out.splitlines()) <= 80
    assert "…" not in ended.out


# schema


def test_schema_prints_the_schema_and_nothing_else(operator: Operator) -> None:
    ended = operator.types("banks", "schema")

    assert (ended.exit_code, ended.out, ended.err) == (0, schema_text(), "")


# export and import


@pytest.mark.parametrize("suffix", FORMS)
def test_what_is_exported_can_be_imported(operator: Operator, folder: Path, suffix: str) -> None:
    out = operator.types("banks", "export", "acme", f"out.{suffix}")
    back = operator.types("banks", "import", f"out.{suffix}", "copy")

    assert out.out == f"out.{suffix}: 2 questions.\n"
    assert (out.exit_code, back.exit_code, back.err) == (0, 0, "")
    assert back.out.splitlines() == [
        "question_banks/copy.yaml: 2 added.",
        "  added    explain-an-api",
        "  added    why-us",
        "Run `mock-interviewer banks check question_banks/copy.yaml`.",
    ]
    copy = load_bank(folder / "copy.yaml")
    assert copy == load_bank(folder / "acme.yaml").model_copy(update={"slug": "copy"})


@pytest.mark.parametrize("form", FORMS.values())
@pytest.mark.usefixtures("folder")
async def test_an_export_can_be_printed(operator: Operator, form: str) -> None:
    ended = await operator.waits_for("banks", "export", "acme", "-", "--format", form)

    assert (ended.exit_code, ended.err) == (0, "")
    assert "What is an API?" in ended.out


@pytest.mark.usefixtures("folder")
def test_an_export_for_anki_is_a_deck(operator: Operator) -> None:
    ended = operator.types("banks", "export", "acme", "deck.apkg")

    assert ended.exit_code == 0
    assert len(notes_in((operator.folder / "deck.apkg").read_bytes())) == 2


@pytest.mark.usefixtures("folder")
def test_an_export_over_an_earlier_deck_keeps_the_times_of_what_is_the_same(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator.types("banks", "export", "acme", "deck.apkg")
    before = [note["modified"] for note in notes_in((operator.folder / "deck.apkg").read_bytes())]
    monkeypatch.setattr("time.time", lambda: 1_900_000_000.0)

    assert operator.types("banks", "export", "acme", "deck.apkg", "--replace").exit_code == 0
    operator.types("banks", "export", "acme", "new.apkg")

    assert [note["modified"] for note in notes_in((operator.folder / "deck.apkg").read_bytes())] == before
    assert {note["modified"] for note in notes_in((operator.folder / "new.apkg").read_bytes())} == {1_900_000_000}


@pytest.mark.usefixtures("folder")
def test_a_file_that_is_there_is_written_over_only_when_told(operator: Operator) -> None:
    kept = operator.folder / "out.csv"
    kept.write_text("mine")

    refused = operator.types("banks", "export", "acme", "out.csv")
    assert refused.exit_code == 1
    assert refused.error_lines == ["out.csv already exists; choose another name, or add --replace"]
    assert kept.read_text() == "mine"

    assert operator.types("banks", "export", "acme", "out.csv", "--replace").exit_code == 0
    assert kept.read_text(encoding="utf-8-sig").startswith('"record",')


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("export", "acme", "out.xlsx"), "out.xlsx has no known ending; end its name in .csv"),
        (("export", "acme", "-"), "- has no known ending"),
        (("export", "acme", "none/out.csv"), "none/out.csv cannot be written: No such file or directory"),
        (("import", "gone.csv"), "There is no file gone.csv; see how it is spelt and where it is"),
        (
            ("import", "question_banks", "--format", "csv", "other"),
            "question_banks is a folder; name one file in it",
        ),
        (("import", "-"), "Standard input has no name; say what to call the bank: `banks import - NAME`"),
        (("import", "question_banks/acme.yaml", "Big Bank"), '"Big Bank" cannot be the name of a bank; write small'),
        (("import", "question_banks/acme.yaml", "--encoding", "x"), '"x" is no encoding; write one such as utf-8'),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(operator: Operator, typed: tuple[str, ...], says: str) -> None:
    ended = operator.types("banks", *typed)

    assert (ended.exit_code, ended.out) == (1, "")
    (line,) = ended.error_lines
    assert line.startswith(says)


@pytest.mark.usefixtures("folder")
def test_a_format_that_is_none_is_refused(operator: Operator) -> None:
    ended = operator.types("banks", "export", "acme", "-", "--format", "xlsx")

    assert (ended.exit_code, ended.out) == (1, "")
    assert ended.error_lines == ['I write no format "xlsx"; write one of csv, json, markdown, anki']


def test_an_import_with_mistakes_shows_all_of_them_and_changes_nothing(operator: Operator, folder: Path) -> None:
    operator.types("banks", "export", "acme", "out.csv")
    table = operator.folder / "out.csv"
    table.write_bytes(table.read_bytes().replace(b'"easy"', b'"esay"').replace(b'"medium"', b'"midium"'))

    ended = operator.types("banks", "import", "out.csv", "copy")

    assert ended.exit_code == 1
    assert [line.split(": ")[1] for line in ended.error_lines] == ["questions[1].difficulty", "questions[2].difficulty"]
    assert all(line.startswith("out.csv:") for line in ended.error_lines)
    assert not (folder / "copy.yaml").exists()


def a_table(folder: Path, *, question: str = "What is an API, really?") -> Path:
    """A table of two questions without a row about the bank: one that acme has, and a new one."""
    out = folder / "more.csv"
    bank = load_bank(folder / "question_banks" / "acme.yaml")
    text = io.StringIO(newline="")
    table = csv.writer(text)
    columns = ["id", "question", "kind", "topics", "difficulty", "minutes", "why", "how"]
    table.writerow(
        [*columns, "key point 1", "key point 2", "key point 3", "example 1", "example 1 note", "follow-up 1"]
    )
    for name in ("explain-an-api", "brand-new"):
        table.writerow([name, question, "technical", "apis", "easy", 2, "W", "H", "A", "B", "C", "E", "N", "F"])
    out.write_text(text.getvalue(), encoding="utf-8")
    assert bank.questions
    return out


def test_an_id_that_a_spreadsheet_has_changed_is_named(operator: Operator, folder: Path) -> None:
    bank = folder / "acme.yaml"
    bank.write_text(bank.read_text().replace("id: why-us", "id: may-5"))
    before = bank.read_text()
    assert "id: may-5" in before
    (operator.folder / "saved.csv").write_text("id,question,key point 1\n5-May,What?,One\n")

    refused = operator.types("banks", "import", "saved.csv", "acme", "--merge")

    assert refused.exit_code == 1
    assert 'questions[1].id: "5-May" looks like "may-5" after a spreadsheet has changed it' in refused.err
    assert bank.read_text() == before


def test_questions_are_merged_into_a_bank_that_is_there(operator: Operator, folder: Path) -> None:
    a_table(operator.folder)

    ended = operator.types("banks", "import", "more.csv", "acme", "--merge")

    assert ended.exit_code == 0, ended.err
    assert ended.out.splitlines()[:3] == [
        "question_banks/acme.yaml: 1 added, 1 changed.",
        "  added    brand-new",
        "  changed  explain-an-api",
    ]
    bank = load_bank(folder / "acme.yaml")
    assert [question.id for question in bank.questions] == ["explain-an-api", "why-us", "brand-new"]
    assert bank.questions[0].text == "What is an API, really?"
    assert [author.id for author in bank.authors] == ["mara", "tom"]


@pytest.mark.parametrize("suffix", FORMS)
def test_drafts_without_authors_are_merged(operator: Operator, folder: Path, suffix: str) -> None:
    draft = "format: 1\ntitle: {title}\nquestions:\n  - id: {id}\n    question: What is that?\n"
    (folder / "small.yaml").write_text(draft.format(title="Small", id="first"), encoding="utf-8")
    (folder / "other.yaml").write_text(draft.format(title="Other", id="second"), encoding="utf-8")
    operator.types("banks", "export", "other", f"other.{suffix}")

    ended = operator.types("banks", "import", f"other.{suffix}", "small", "--merge")

    assert (ended.exit_code, ended.err) == (0, "")
    assert [each.id for each in load_bank(folder / "small.yaml").questions] == ["first", "second"]


def test_a_bank_that_is_there_is_replaced_only_when_told(operator: Operator, folder: Path) -> None:
    a_table(operator.folder)

    refused = operator.types("banks", "import", "more.csv", "acme")
    assert refused.exit_code == 1
    assert refused.error_lines[0].startswith("question_banks/acme.yaml already exists; --merge puts the questions")
    assert (folder / "acme.yaml").read_text(encoding="utf-8") == GOOD

    ended = operator.types("banks", "import", "more.csv", "acme", "--replace")
    assert ended.out.splitlines()[0] == "question_banks/acme.yaml: 1 added, 1 changed, 1 removed."
    assert load_bank(folder / "acme.yaml").title == "Stripe"
    assert len(load_bank(folder / "acme.yaml").questions) == 2


def test_a_broken_bank_can_be_replaced_by_a_whole_one_but_takes_no_questions(operator: Operator, folder: Path) -> None:
    operator.types("banks", "export", "acme", "whole.json")
    a_table(operator.folder)
    (folder / "acme.yaml").write_text("format: 2\n")

    for typed in (
        ("more.csv", "acme", "--replace"),
        ("more.csv", "acme", "--merge"),
        ("whole.json", "acme", "--merge"),
    ):
        refused = operator.types("banks", "import", *typed)
        assert refused.exit_code == 1
        assert refused.error_lines[0].startswith("question_banks/acme.yaml:1: format: this format is not known")
    assert operator.types("banks", "import", "whole.json", "acme", "--replace").exit_code == 0

    assert len(load_bank(folder / "acme.yaml").questions) == 2


@pytest.mark.parametrize("option", [(), ("--merge",), ("--replace",)])
def test_a_dry_run_tells_what_would_change_and_writes_nothing(
    operator: Operator, folder: Path, option: tuple[str, ...]
) -> None:
    a_table(operator.folder)

    ended = operator.types("banks", "import", "more.csv", "acme", "--dry-run", *option)

    assert ended.exit_code == 0
    assert "1 would be added, 1 would be changed" in ended.out
    assert ("1 would be removed" in ended.out) is (option != ("--merge",))
    assert (folder / "acme.yaml").read_text(encoding="utf-8") == GOOD


def test_a_table_of_questions_alone_becomes_a_bank_that_is_called_like_the_file(
    operator: Operator, folder: Path
) -> None:
    a_table(operator.folder).rename(operator.folder / "More Questions.csv")

    ended = operator.types("banks", "import", "More Questions.csv")

    assert ended.exit_code == 0, ended.err
    assert load_bank(folder / "more-questions.yaml").title == "More questions"


def test_the_same_import_twice_changes_nothing_the_second_time(operator: Operator, folder: Path) -> None:
    a_table(operator.folder)
    operator.types("banks", "import", "more.csv", "acme", "--merge")
    before = (folder / "acme.yaml").read_bytes()

    ended = operator.types("banks", "import", "more.csv", "acme", "--merge")

    assert ended.out.splitlines()[0] == "question_banks/acme.yaml: the questions are the same."
    assert (folder / "acme.yaml").read_bytes() == before


def test_an_import_keeps_the_rights_of_the_file_and_follows_links(operator: Operator, folder: Path) -> None:
    a_table(operator.folder)
    real = operator.folder / "real.yaml"
    (folder / "acme.yaml").rename(real)
    real.chmod(0o640)
    (folder / "acme.yaml").symlink_to(real)

    assert operator.types("banks", "import", "more.csv", "acme", "--merge").exit_code == 0

    assert (folder / "acme.yaml").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in folder.iterdir()) == ["acme.yaml", "stripe.yaml"]
    assert len(load_bank(folder / "acme.yaml").questions) == 3


def test_a_bank_that_could_not_be_read_again_is_not_written(operator: Operator, folder: Path) -> None:
    operator.types("banks", "export", "acme", "big.json")
    content = json.loads((operator.folder / "big.json").read_text())
    # Few characters in the file, but each line of code gets the indentation of YAML.
    code = "```\n" + "a\n" * 840 + "  b\n```"
    content["questions"] = [
        content["questions"][0] | {"id": f"q{number}", "how": code, "examples": [{"text": code, "note": "N"}]}
        for number in range(250)
    ]
    (operator.folder / "big.json").write_text(json.dumps(content, separators=(",", ":")))

    ended = operator.types("banks", "import", "big.json")

    assert ended.exit_code == 1
    assert ended.error_lines == ["As a file, big is larger than 2 MB; split it into several banks"]
    assert not (folder / "big.yaml").exists()

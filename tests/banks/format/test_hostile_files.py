"""Files that were made to do harm are refused with a clear sentence, at once and with little memory."""

from __future__ import annotations

import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.banks.format.loader import load_bank
from bot.yamlfile.problem import BankRefused, Complaints
from bot.yamlfile.source import MAX_BYTES, read_yaml
from bot.yamlfile.tree import MAX_NODES
from tests.banks.builders import GOOD, good_with, refused, words
from tests.effort import little_effort

K = MAX_BYTES // 16  # what explodes does so here already
PARSERS = [yaml.SafeLoader, yaml.CSafeLoader]

HOSTILE = {
    "a million keys": "".join(f"k{number}: 1\n" for number in range(300_000)),
    "many keys": "".join(f"k{number}: 1\n" for number in range(15_000)),
    "keys in one line": "{" + ",".join(f"k{number}" for number in range(15_000)) + "}",
    "many entries": "- a\n" * (K // 4),
    "exploding aliases": "a: &a [x, x]\n"
    + "".join(
        f"{name}: &{name} [*{before}, *{before}, *{before}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ),
    "a cycle": "a: &a\n  b: *a\n",
    "a cycle at the top": "&a\n- *a\n",
    "an alias as key": "a: &a b\n*a : c\n",
    "a merge key": "a: &a {b: c}\nd:\n  <<: *a\n",
    "python tag": "a: !!python/object/apply:os.system [true]\n",
    "a tag of its own": "a: !secret b\n",
    "a long tag": "a: !<" + "x" * (K - 10) + "> b",
    "deep brackets": "[" * K,
    "deep braces": "{" * K,
    "deep closed brackets": "[" * (K // 2) + "]" * (K // 2),
    "deep mappings in brackets": "[a," * (K // 3),
    "deep block lists": "- " * (K // 2),
    "deep block mappings": "".join(" " * depth + "a:\n" for depth in range(900)),
    "deep questions": "? " * (K // 2),
    "complex keys": "? [a, b]\n: c\n",
    "a mapping as key": "{{a: b}: c}",
    "comments": "#\n" * (K // 2),
    "one long line": "a: " + "b " * (K // 2 - 10),
    "one long word": "a: " + "b" * (K - 10),
    "a long key": "k" * 1000 + ": v\n",
    "many long unknown keys": "".join(f"{'titel' * 40}{number}: 1\n" for number in range(2_000)),
    "many escapes": 'a: "' + r"\n" * (K // 2 - 10) + '"',
    "blank lines": "\n" * K,
    "blank": " " * K,
    "tabs": "a:\n\tb: c\n" * 5_000,
    "control characters": "\x07" * K,
    "null bytes": "\x00" * K,
    "lone surrogate": "a: \ud800",
    "escaped surrogate": r'a: "\ud800"',
    "escaped surrogate as key": r'"\ud800": a',
    "an escape beyond Unicode": r'a: "\UFFFFFFFF"',
    "an absurd version": "%YAML 1." + "1" * 5000 + "\n---\na: b\n",
    "tag directives": "".join(f"%TAG !a{number}! b\n" for number in range(5_000)) + "---\na: b\n",
    "tag directives at the end": "---\na: b\n...\n" + "".join(f"%TAG !a{number}! b\n" for number in range(5_000)),
    "an anchor": "a: &" + "x" * 10_000 + " b\n",
    "many documents": "---\na: b\n" * 10_000,
    "deep second document": "a: b\n---\n" + "[a," * 25_000,
    "many repeated keys": "a: b\n" * 4_000,
    "NaN dates": "a: .nan\nb: 2024-99-99\nc: -.inf\nd: 0o99\n",
    "a number too long": "minutes: " + "9" * (K - 20),
    "open quote": "a: 'b\n" + "c\n" * (K // 2 - 10),
    "many questions": "format: 1\nquestions:\n" + "- {id: a, author: b, topics: [c, c]}\n" * 1_500,
    "many wrong entries": "questions:\n- examples:\n" + "  - [a]\n" * 4_000,
    "many misspelt keys": "questions:\n" + ("- " + "".join(f"dificult{n}: 1\n  " for n in range(40)) + "\n") * 200,
    "many topics": "questions:\n- topics: [" + "a, " * 9_000 + "b]\n",
}


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_either_parser_ends_soon_and_never_raises(source: str, parser: Any) -> None:
    complaints = Complaints("hostile.yaml")

    with little_effort():
        document = read_yaml(source, complaints, parser=parser)

    assert document is not None or complaints.problems


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_refused_soon_and_in_few_words(source: str) -> None:
    with little_effort():
        problems = refused(source)

    for problem in problems:
        assert len(str(problem)) < 500
        assert str(problem).isprintable()
        assert 1 <= problem.line <= source.count("\n") + 1


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_take_little_memory(source: str) -> None:
    tracemalloc.start()
    try:
        refused(source)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 15_000_000


def test_of_a_large_file_no_more_than_the_limit_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    with file.open("wb") as large:
        large.truncate(10_000_000_000)  # a hole: takes no room on the disk

    with pytest.raises(BankRefused, match="is larger than 2 MB"):
        load_bank(file)


@pytest.mark.parametrize(
    ("source", "line", "what", "instead"),
    [
        (GOOD.encode() + b"\n# caf\xe9\n", 47, "file: is not UTF-8 text", "save it with the encoding UTF-8"),
        (GOOD.encode("utf-16"), 1, "file: is not UTF-8 text", "save it with the encoding UTF-8"),
        (b"#" * (MAX_BYTES + 1), 1, "file: is larger than 2 MB", "split it into several banks"),
        (good_with("title: Stripe", "title:\tStripe"), 2, "column 7: here is a tab", "write spaces"),
        (
            good_with("title: Stripe", "title: Str\x07ipe"),
            2,
            "column 11: here is the invisible character U+0007",
            "remove it",
        ),
        (
            good_with("title: Stripe", "title: &t Stripe"),
            2,
            "title: `&t` names a place in the file",
            "put text that begins with & in quotes, or remove the name",
        ),
        (
            good_with("why: To hear you explain.", "why: *Important"),
            24,
            "questions[1].why: `*Important` refers to another place in the file",
            "put text that begins with * in quotes, or write the value out",
        ),
        (
            good_with("why: To hear you explain.", "why: !important b"),
            24,
            "questions[1].why: `!important` gives the value a type",
            "put text that begins with ! in quotes, or remove the type",
        ),
        (
            good_with("why: To hear you explain.", "why: !!str b"),
            24,
            "questions[1].why: `tag:yaml.org,2002:str` gives the value a type",
            "put text that begins with ! in quotes, or remove the type",
        ),
        (
            good_with("why: To hear you explain.", "why: **Bold** words"),
            24,
            "file: a text cannot begin with *",
            "put the text in quotes, or on its own lines after `|`",
        ),
        (
            good_with("why: To hear you explain.", "why: `code` words"),
            24,
            "file: a text cannot begin with this character",
            "put the text in quotes, or on its own lines after `|`",
        ),
        (
            good_with("why: To hear you explain.", "why: 'It is\n    never closed"),
            24,
            "file: a quotation mark is never closed",
            "close it",
        ),
        (
            good_with("why: To hear you explain.", r'why: "a \q b"'),
            24,
            "file: in double quotes, a backslash begins an escape, and there is none like this",
            "write two backslashes, or use single quotes",
        ),
        (
            good_with("why: To hear you explain.", "why: - a"),
            24,
            "file: a list cannot begin here",
            "begin it in the line after its key",
        ),
        (
            good_with("why: To hear you explain.", "why: |words"),
            24,
            "file: | or > does not end its line",
            "begin the text in the next line; if it begins with | or > itself, put it in quotes",
        ),
        (
            good_with("topics: [apis, basics]", "topics: [apis, basics"),
            20,
            "file: what begins with [ or { here is not closed, or cannot be read",
            "close it; if it belongs to a text, put the text in quotes, or on its own lines after `|`",
        ),
        (
            good_with("    why: To hear you explain.", "    why To hear you explain."),
            24,
            "file: a colon is missing after a key",
            "write `key: value`",
        ),
        (
            good_with("    how: Begin with an example.", "   how: Begin with an example."),
            25,
            "file: this line does not fit those before it",
            (
                "begin it in the same column as the lines it belongs with; a text with quotes or a colon "
                "in it needs quotes around it"
            ),
        ),
        (GOOD + "---\n" + GOOD, 46, "file: a second document begins (`---`)", "move it to its own file"),
        (GOOD + "? [a]\n: b\n", 46, "file: a key is not text", "write `key: value`"),
        (
            GOOD + "1: b\n",
            46,
            "file: unknown key `1`",
            (
                "write one of `format`, `title`, `company`, `role`, `summary`, `introduction`, "
                "`language`, `authors`, `questions`"
            ),
        ),
        ("a: " + "[" * 25, 1, "file: is nested more than 20 deep", "nest it less"),
        (
            "".join(f"k{number}: b\n" for number in range(MAX_NODES)),
            MAX_NODES // 2,
            f"file: has more than {MAX_NODES} values",
            "split it into several banks",
        ),
    ],
)
def test_each_trick_is_named_with_its_line(source: bytes | str, line: int, what: str, instead: str) -> None:
    assert f"stripe.yaml:{line}: {what}; {instead}" in words(source)


def test_what_follows_a_second_document_is_not_read() -> None:
    assert len(words(GOOD + "---\n[[[")) == 1


def test_an_alias_is_one_problem() -> None:
    assert len(words(good_with("topics: [apis, basics]", "topics: *topics"))) == 1


@pytest.mark.parametrize("parser", PARSERS)
def test_both_parsers_explain_broken_syntax_in_the_same_words(parser: Any) -> None:
    broken = [
        "a: b: c",
        "a: @b",
        "a: *",
        "a: 'b",
        "a: - b",
        "a: [b\nc: d",
        "a:\n  b: 1\n c: 2",
        "- a\nb: c",
        "a: |b",
        "b\nc\nd: e",
    ]
    told = []
    for source in broken:
        complaints = Complaints("a.yaml")
        assert read_yaml(source, complaints, parser=parser) is None
        told += [problem.what for problem in complaints.problems]

    assert told == [
        "there is a colon where none can be",
        "a text cannot begin with this character",
        "a text cannot begin with *",
        "a quotation mark is never closed",
        "a list cannot begin here",
        "what begins with [ or { here is not closed, or cannot be read",
        "this line does not fit those before it",
        "this line does not fit those before it",
        "| or > does not end its line",
        "there is a colon where none can be",
    ]


def test_reading_does_not_depend_on_the_depth_of_the_stack() -> None:
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(200)
        assert words("[" * 10_000)
    finally:
        sys.setrecursionlimit(limit)

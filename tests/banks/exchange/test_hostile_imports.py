"""Files to import, made to do harm or by accident: a bank or clear problems, at once and with little memory."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.banks.exchange.formats import READERS, WRITERS, FileFormat
from bot.banks.format.loader import checked, parse_bank
from bot.yamlfile.problem import BankRefused, Complaints, Problem
from bot.yamlfile.source import MAX_BYTES
from bot.yamlfile.text_rules import UNWANTED
from tests.banks.builders import GOOD
from tests.effort import little_effort
from tests.properties import some

K = MAX_BYTES // 16  # what explodes does so here already
BANK = parse_bank(GOOD, "stripe", filename="stripe.yaml")
GOOD_TEXTS = {form: write(BANK) for form, write in WRITERS.items()}
SOME = some(60)

ANYWHERE = {
    "nothing": b"",
    "10 MB": b"a," * 5_000_000,
    "not UTF-8": b"record,id\n\xff\xfe",
    "UTF-16": GOOD.encode("utf-16"),
    "null bytes": b"\0" * K,
    "control characters": b"\x07\n" * (K // 2),
    "turned direction": "\u202e".encode() * (K // 3),
    "tabs": b"\t\n" * (K // 2),
    "old line ends": b"a\r" * (K // 2),
    "blank": b" " * K,
    "line feeds": b"\n" * K,
    "quotes": b'"' * K,
    "escaped quotes": b'"' + b'\\"' * (K // 2 - 1),
    "backslashes": b"\\" * K,
    "one long line": b"a " * (K // 2),
    "a zip file": b"PK\x03\x04" + b"\0" * 1000,
}
HOSTILE = {
    FileFormat.CSV: {
        "columns": b"," * K,
        "named columns": b"id," * (K // 4),
        "different columns": ",".join(f"k{number}" for number in range(15_000)).encode(),
        "rows": b"id\n" + b"a\n" * (K // 2 - 2),
        "empty rows": b"id\n" + b",\n" * (K // 2 - 2),
        "rows about the bank": b"record\n" + b"bank\n" * (K // 6),
        "rows about nothing": b"record\n" + b"x\n" * (K // 2 - 4),
        "cells": b"id,question\n" + b"a," * (K // 2 - 10),
        "topics": b"id,topics\na," + b"b;" * (K // 2 - 10),
        "topics in each row": b"id,topics\n" + (b"a," + b"b;" * 250 + b"\n") * 250,
        "a huge cell": b'id,question\na,"' + b"b" * (K - 20) + b'"',
        "an open cell": b'id,question\na,"' + b"b\n" * (K // 2 - 10),
        "a huge number": b"id,minutes\na," + b"9" * (K - 20),
        "apostrophes": b"id,question\na," + b"'" * (K - 20) + b"=",
    },
    FileFormat.JSON: {
        "deep lists": b"[" * K,
        "deep objects": b'{"a":' * (K // 5),
        "a million keys": b"{" + b",".join(b'"k%d":1' % number for number in range(12_000)) + b"}",
        "one key a million times": b"{" + b'"format":1,' * (K // 12) + b"}",
        "a huge number": b'{"format":' + b"9" * (K - 20) + b"}",
        "not a number": b'{"format": NaN, "title": Infinity, "summary": -Infinity}',
        "open string": b'{"title": "' + b"a" * (K - 20),
        "open string with escapes": b'{"title": "' + b"\\ud83d" * (K // 7),
        "half characters": b'{"title": "\\ud83d\\u0041"}',
        "a control character in disguise": b'{"title": "\\u0000"}',
        "no object": b"[1, 2, 3]",
        "a word": b"null",
        "yaml": b"a: &a [*a, *a]\nb: !!python/name:os.system x",
    },
    FileFormat.MARKDOWN: {
        "titles": b"# a\n" * (K // 4),
        "headings": b"### Key points\n" * (K // 15),
        "questions": b"## Question: a\n" * (K // 15),
        "authors": b"## Author: a\n" * (K // 13),
        "key points": b"# a\n## Question: a\n### Key points\n" + b"- a\n" * (K // 4 - 20),
        "long key points": b"# a\n## Question: a\n### Key points\n- a\n" + b"  b\n" * (K // 4 - 20),
        "facts": b"# a\n" + b"- a: b\n" * (K // 7 - 1),
        "topics": b"# a\n## Question: a\n- topics: " + b"a " * (K // 2 - 30),
        "an open block": b"# a\n```\n" + b"# b\n" * (K // 4 - 4),
        "blocks": b"# a\n" + b"```\n" * (K // 4 - 1),
        "escapes": b"# a\n" + b"\\" * (K - 10) + b"#",
        "spaces before a heading": b"# a\n" + b" " * (K - 10) + b"#",
        "unknown headings": b"# a\n" + b"## xxxxxxxxxxxxxxxxxxxx\n" * (K // 24),
        "a long heading": b"#" * K,
        "a heading of spaces": b"#" + b" " * (K - 2) + b"\n",
    },
}
IMPORTS = [
    pytest.param(form, source, id=f"{form}-{name}")
    for form in sorted(READERS)
    for name, source in (ANYWHERE | HOSTILE[form]).items()
]


def problems_of(form: FileFormat, source: bytes) -> tuple[Problem, ...]:
    """What is complained of; nothing, if there is a bank."""
    complaints = Complaints("file")
    with little_effort():
        try:
            checked(READERS[form](source, complaints), "stripe", complaints)
        except BankRefused as refused:
            return refused.problems
    return ()


@pytest.mark.parametrize(("form", "source"), IMPORTS)
def test_hostile_files_are_refused_soon_and_in_few_words(form: FileFormat, source: bytes) -> None:
    problems = problems_of(form, source)

    assert 1 <= len(problems) <= 101
    last = 1 + source.count(b"\n") + source.count(b"\r")
    for problem in problems:
        assert len(str(problem)) < 600
        assert str(problem).isprintable()
        assert 1 <= problem.line <= last


@pytest.mark.parametrize(("form", "source"), IMPORTS)
def test_hostile_files_take_little_memory(form: FileFormat, source: bytes) -> None:
    tracemalloc.start()
    try:
        complaints = Complaints("file")
        with pytest.raises(BankRefused):
            checked(READERS[form](source, complaints), "stripe", complaints)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 50_000_000


FRAGMENTS = st.sampled_from(
    [
        *(
            "a",
            ",",
            ";",
            '"',
            '""',
            "\n",
            "\n\n",
            "'",
            "=",
            "# ",
            "## ",
            "### ",
            "- ",
            "- note: ",
            "```",
            "\\",
            "\r\n",
            " ",
        ),
        *(
            "record",
            "bank",
            "author",
            "question",
            "id",
            "key point 1",
            "example 1",
            "example 1 note",
            "topics",
            "minutes",
        ),
        *(
            "Question: a",
            "Author: a",
            "Introduction",
            "Key points",
            "Example answer",
            "How to answer",
            "{",
            "}",
            "[",
            "]",
        ),
        *(":", '"id":', "null", "1", "NaN", "\\u0000", "\\ud83d", "\t", "\x00", "\ufeff", "\u2028", "é"),
    ]
)


def judge(form: FileFormat, text: str) -> None:
    for problem in problems_of(form, text.encode("utf-8", "surrogatepass")):
        assert "\n" not in str(problem)
        assert not UNWANTED.search(str(problem))


@pytest.mark.parametrize("form", sorted(READERS))
@SOME
@given(source=st.text() | st.lists(FRAGMENTS, max_size=40).map("".join))
def test_any_text(form: FileFormat, source: str) -> None:
    judge(form, source)


@pytest.mark.parametrize("form", sorted(READERS))
@SOME
@given(source=st.binary())
def test_any_bytes(form: FileFormat, source: bytes) -> None:
    problems_of(form, source)


@pytest.mark.parametrize("form", sorted(READERS))
@SOME
@given(start=st.integers(0, 3000), length=st.integers(0, 60), fragments=st.lists(FRAGMENTS, max_size=4))
def test_a_good_file_damaged_anywhere(form: FileFormat, start: int, length: int, fragments: list[str]) -> None:
    good = GOOD_TEXTS[form]

    judge(form, good[:start] + "".join(fragments) + good[start + length :])

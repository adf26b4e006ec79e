"""A file that is no YAML is told what its writer did, where, and what to write instead, by either parser."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.yamlfile.nearby import Spot, bracket_expected, colon_expected, colon_unexpected, end_expected
from bot.yamlfile.problem import Complaints
from bot.yamlfile.source import read_yaml
from tests.effort import little_effort

PARSERS = [yaml.SafeLoader, yaml.CSafeLoader]
FILE = "format: 1\nquestions:\n  - id: a\n    question: Why?\n    {}\n    how: Be kind.\n"
QUOTES = "put the text in quotes"


def told(source: str, parser: Any = yaml.CSafeLoader) -> list[str]:
    complaints = Complaints("a.yaml")
    assert read_yaml(source, complaints, parser=parser) is None
    return [f"{each.line}: {each.what}; {each.instead}" for each in complaints.problems]


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize(
    ("written", "line", "what", "instead"),
    [
        ("why: @you", 5, "a text cannot begin with this character", QUOTES),
        ("why: `x` does", 5, "a text cannot begin with this character", QUOTES),
        ("why: %s is", 5, "a text cannot begin with this character", QUOTES),
        ("why: ,so", 5, "a text cannot begin with this character", QUOTES),
        ("why: ]so", 5, "a text cannot begin with this character", QUOTES),
        ("why: }so", 5, "a text cannot begin with this character", QUOTES),
        ("why: ? so", 5, "a text cannot begin with ?", QUOTES),
        ("why: **so**", 5, "a text cannot begin with *", QUOTES),
        ("why: *so it is", 5, "a text cannot begin with *", QUOTES),
        ("why: & so", 5, "a text cannot begin with &", QUOTES),
        ("why: !<so it is", 5, "a text cannot begin with !", QUOTES),
        ("why: [so] it is", 5, "[ begins a list or keys, and a text goes on", QUOTES),
        ("why: {so} it is", 5, "{ begins a list or keys, and a text goes on", QUOTES),
        ("why: [so it is", 5, "[ or { here is not closed", "close it"),
        ("why: [c #, b]", 5, "` #` begins a comment", "put what has # in quotes"),
        ("why: Tom's aim: so", 5, "a colon where none can be", QUOTES),
        ("why: 'Tom's aim'", 5, "an apostrophe ends a text", "write it twice ('')"),
        ('why: "So" it is', 5, "goes on after its second quotation mark", "in single quotes"),
        ("why: 'So' it is", 5, "goes on after its second quotation mark", "in double quotes"),
        ("why: 'So it is", 5, "a quotation mark is never closed", "close it"),
        ("why: 'So\n    note: 'is it'", 6, "a quotation mark above this line is not closed", "close it"),
        ('why: "C:\\dir"', 5, "a backslash begins an escape", "write two backslashes"),
        ("why: - so", 5, "a list cannot begin here", "in the line after its key"),
        ("why: >3 of them", 5, "| or > does not end its line", "if it begins with | or > itself, put it in quotes"),
        ("why:So it is", 5, "no blank follows the colon of `why`", "write `why: `"),
        ("why = so", 5, "here is = where a colon belongs", "write `key: value`"),
        ("why", 5, "a colon is missing after a key", "write `key: value`"),
        ("topics:\n    -one\n    -two", 6, "no blank follows the hyphen", "write `- `"),
        ("why: To be #1 there\n      or so", 5, "` #` begins a comment", QUOTES),
        ("why: >-\n    So it is", 6, "`why: >-` begins a text, and this line is not indented", "two columns further"),
        ("why: |\n  So it is", 6, "`why: |` begins a text, and this line is not indented", "two columns further"),
        ("why: >-\nSo: it: is", 6, "`why: >-` begins a text, and this line is not indented", "two columns further"),
        ("topics:\n    - |\n    So\n    - b", 7, "`- |` begins a text, and this line is not indented", "two columns"),
        ("why:\n    So it is", 6, "`why:` has its value in the next line, and this line", "write it behind `why: `"),
        ("why: So\n   how: it is", 6, "this line does not fit", "begin it in the same column"),
        ("  why: So", 5, "a colon where none can be", "begin it in the same column"),
        ("\twhy: So", 5, "here is a tab", "write spaces"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_its_remedy(
    parser: Any, written: str, line: int, what: str, instead: str
) -> None:
    said = told(FILE.format(written), parser)[-1]

    assert said.startswith(f"{line}: ")
    assert what in said
    assert instead in said


LINES = st.lists(
    st.text(st.sampled_from("ab -:'\"[]{}#|>*=&\\"), max_size=12)
    | st.sampled_from(["why: >-", "why:", "  - |", "- 'a'b", "x #1"]),
    max_size=6,
)


@given(LINES, st.integers(0, 7), st.integers(0, 7), st.integers(0, 15))
def test_no_lines_are_beyond_explanation(lines: list[str], begun: int, line: int, column: int) -> None:
    spot = Spot(begun=begun, line=line, column=column)
    for explain in (colon_expected, colon_unexpected, end_expected, bracket_expected):
        explain(lines, spot)


@pytest.mark.parametrize("piece", ["- ", "a ", "'", "'a' ", "a: ", " ", "#", " #", "a-", "\\", '"'])
def test_long_lines_are_explained_in_little_time(piece: str) -> None:
    lines = [piece * 100_000, piece * 100_000]
    with little_effort():
        for explain in (colon_expected, colon_unexpected, end_expected, bracket_expected):
            explain(lines, Spot(begun=1, line=1, column=150_000))

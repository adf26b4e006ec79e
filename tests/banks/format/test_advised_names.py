"""Every name that a complaint advises is one that the next check takes, whatever the writer's own name was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.banks.format.loader import SUFFIX, load_bank, parse_file
from bot.yamlfile.problem import BankRefused, Problem
from tests.banks.builders import GOOD, good_with

ADVISED_FILE = re.compile(r"name it (?:.*such as )?(\S+\.yaml)$")
ADVISED_NAME = re.compile(r"such as (\S+)$")

STEMS = st.one_of(
    st.text(max_size=60).filter(lambda text: "/" not in text),
    st.text("AbcÉ面㏒ ._-0", min_size=1, max_size=60),
)
ENDINGS = st.sampled_from(["", ".", ".yml", ".YAML", ".Yaml", ".txt", ".yaml.txt", ".yaml", "yaml"])


def complaint_about(name: str) -> Problem | None:
    """What is said about a good bank in a file of this name; None if it is taken."""
    try:
        parse_file(GOOD.encode(), name)
    except BankRefused as refusal:
        (problem,) = refusal.problems
        assert problem.where == "file name"
        return problem
    return None


@given(stem=STEMS, ending=ENDINGS)
@example(stem="ACME", ending=".YAML")
@example(stem="Acme Bank", ending=".yml")
@example(stem="acme.v2", ending=".yml")
@example(stem="面试", ending=".yml")
@example(stem="", ending=".yaml")
@example(stem="", ending="")
@example(stem="a" * 39 + " b", ending=".yml")
def test_a_file_that_is_named_as_advised_is_taken(stem: str, ending: str) -> None:
    problem = complaint_about(stem + ending)
    if problem is None:
        return
    advised = ADVISED_FILE.search(problem.instead)
    assert advised is not None

    assert complaint_about(advised[1]) is None


@pytest.mark.parametrize("name", ["ACME.YAML", "acme.yml", "Acme Bank.txt", "README.md", ".yaml", "面试.yml"])
def test_a_file_of_another_ending_is_told_one_name_that_is_right_at_once(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(BankRefused) as refusal:
        load_bank(tmp_path / name)
    advised = ADVISED_FILE.search(str(refusal.value))
    assert advised is not None

    assert load_bank((tmp_path / name).rename(tmp_path / advised[1])).slug == advised[1].removesuffix(SUFFIX)


@given(st.text(" AbcÉ面㏒._0", min_size=1, max_size=70))
@example("A topic that nobody would call a topic")
@example("面试")
@example("㏒" * 24)
def test_a_topic_an_id_or_an_author_that_is_written_as_advised_is_taken(text: str) -> None:
    written = f"'{text}'"
    for old, new in (
        ("topics: [motivation]", "topics: [{}]"),
        ("id: why-us", "id: {}"),
    ):
        complaints = [each for each in problems_of(good_with(old, new.format(written))) if "kebab" in each.what]
        for each in complaints:
            advised = ADVISED_NAME.search(each.instead)
            assert advised is not None
            assert problems_of(good_with(old, new.format(f"'{advised[1]}'"))) == ()


def problems_of(text: str) -> tuple[Problem, ...]:
    try:
        parse_file(text.encode(), "stripe.yaml")
    except BankRefused as refusal:
        return refusal.problems
    return ()


def test_a_name_with_a_byte_that_is_no_text_is_told_so() -> None:
    problem = complaint_about("st\udcffripe.yaml")  # as Python names a file whose name is not UTF-8

    assert problem is not None
    assert (problem.what, problem.instead) == ("has an invalid character in it", "name it stripe.yaml")

"""What YAML makes of a slip of the pen is told as that slip, not as what the bank lacks because of it."""

from __future__ import annotations

import pytest

from tests.banks.builders import good_with, words


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "why: To hear you explain.",
            "why: >-\n    So: it is",
            (
                "25: questions[1]: unknown key `So`; if it belongs to the text after `why: >-`, "
                "begin it two columns further to the right"
            ),
        ),
        ("{id: tom,", "{id:tom,", "15: authors[2]: unknown key `id:tom`; put a blank behind the colon"),
        (
            "      - Says who calls whom",
            "      - - Says who",
            "27: questions[1].key_points[1]: is a list; write one hyphen before each entry",
        ),
        (
            "      - text: A waiter takes my order.\n        note: A marketer",
            "      - text:A waiter",
            (
                '31: questions[1].examples[1]: "text:A waiter" is only text; '
                "write the keys `text`, with a blank behind each colon"
            ),
        ),
        (
            "question: Why us?",
            "question: #1 for you?",
            (
                "36: questions[2].question: ends before “#1 for you?”: a blank and # begin a comment; "
                "put the text in quotes; if it is a comment, put a blank behind #"
            ),
        ),
        ("question: Why us?", "question:", "36: questions[2].question: is empty; write the question as it is asked"),
        (
            "why: To hear you explain.",
            "why:\n    To hear you explain.",
            (
                "25: file: `why:` has its value in the next line, and this line is not indented below it; "
                "write it behind `why: `, or two columns further to the right than the key"
            ),
        ),
    ],
)
def test_a_slip_is_told_as_what_it_is(old: str, new: str, said: str) -> None:
    assert f"stripe.yaml:{said}" in words(good_with(old, new))


def test_a_file_without_a_blank_behind_its_colons_is_told_so() -> None:
    (said,) = words("format:1\ntitle:Stripe\n")

    assert said == (
        "stripe.yaml:1: file: is not a set of keys; "
        "put a blank behind each colon, and begin it with `format: 1` and `title: …`"
    )


def test_a_misspelt_key_below_an_empty_text_is_still_that() -> None:
    text = good_with("how: Begin with an example.\n    key_points:", "how: >-\n\n    key_pionts:")

    assert [each.split("; ")[1] for each in words(text)] == ["did you mean `key_points`?"]

"""What people write is shown whole, and can neither mask a link nor turn what stands beside it."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.formatting.quoting import PIECE, plain_name, quoted, shown_name
from bot.formatting.split import length
from tests.effort import little_effort
from tests.reading import OPENING, open_at_the_end

LINK = re.compile(r"\]\(")


def as_written(pieces: list[str]) -> str:
    """Without what was added: the backslash in links."""
    return "".join(pieces).replace(r"]\(", "](")


@pytest.mark.parametrize("size", [1, 1999, 2000, 2001, 4000, 4001, 6000, 20_000])
def test_a_text_of_any_length_is_whole(size: int) -> None:
    text = ("One thing. Another thing!\n" * 1000)[: size - 1] + "x"

    pieces = quoted(text)

    assert "".join(pieces) == text
    assert all(length(piece) <= PIECE for piece in pieces)


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", " " * 20_000])
def test_nothing_but_white_space_is_nothing(text: str) -> None:
    assert quoted(text) == []


def test_a_masked_link_shows_what_it_hides() -> None:
    assert quoted("Read [our rules](https://evil.example) now") == [r"Read [our rules]\(https://evil.example) now"]


@pytest.mark.parametrize(
    "text",
    [
        "Call `handlers[0](https://shop.example)` first",
        "```python\nhandlers[0](order)\nlinks = '[a](https://b.example)'\n```",
        "Text first.\n```\n[a](https://b.example)\n```\nThen `x[0](1)`.",
        "It's `a[0](1)` and ``b[`1`](2)``",
    ],
)
def test_code_stays_as_it_was_written(text: str) -> None:
    assert quoted(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "**x `** [a](https://evil.example) `",
        "__x `__ [a](https://evil.example) `",
        "||x `|| [a](https://evil.example) `",
        "~~x ```~~\n[a](https://evil.example)\n```",
        "[x `](https://evil.example) `",
        "<x `> [a](https://evil.example) `",
        r"\`[a](https://evil.example)`",
        r"\\`[a](https://evil.example)`",
        "https://x.example/` [a](https://evil.example) `",
        "# a `b\n[a](https://evil.example) `",
        "> a `b\n[a](https://evil.example) `",
        "-# a `b\n[a](https://evil.example) `",
        "1. a\n```\n\n\n[a](https://evil.example)\n```",
        "- a\n```\n\n\n[a](https://evil.example)\n```",
        "`` a ` [a](https://evil.example) `",
        "````\n[a](https://evil.example)\n````",
        "```\n\n```[a](https://evil.example)`",
        "`x` **y `** `[a](https://evil.example)`",
        "` [a](https://evil.example)",
        "``` [a](https://evil.example)",
        "[a](https://evil.example",
        "[a]( https://evil.example)",
        "` [a](<https://evil.example>)",
        "` [a](HTTPS://evil.example)",
        "` [a](\\https\\://evil.example)",
        "` [a](//evil.example)",
        "` [a](www.evil.example)",
    ],
)
def test_what_only_looks_like_code_hides_no_link(text: str) -> None:
    (piece,) = quoted(text)

    assert not LINK.search(piece)
    assert as_written([piece]) == text


def test_a_link_that_is_cut_in_two_is_no_link() -> None:
    text = "x" * 60 + "[a](https://evil.example)" + "y" * 300

    for limit in range(60, 100):
        assert not any(LINK.search(piece) for piece in quoted(text, limit=limit))


@pytest.mark.parametrize("mark", sorted(OPENING))
def test_a_turned_direction_ends_with_its_piece(mark: str) -> None:
    text = "abc " + mark + "def " * 3000

    pieces = quoted(text)

    assert len(pieces) > 1
    assert all(open_at_the_end(piece) == [] for piece in pieces)
    assert "".join(pieces).replace(OPENING[mark], "") == text


def test_a_direction_that_was_closed_gets_nothing_added() -> None:
    text = "\u2067שלום\u2069 and \u202eabc\u202c"

    assert quoted(text) == [text]


@pytest.mark.parametrize(
    "text",
    ["ما هو [هنا](https://evil.example)", "👩\u200d👩\u200d👧\u200d👦" * 700, "@everyone <@&1> <@1>", "> a\n-# b\n# c"],
)
def test_everything_else_is_kept_as_it_is(text: str) -> None:
    pieces = quoted(text)

    assert as_written(pieces) == text
    assert all(length(piece) <= PIECE for piece in pieces)


def test_no_emoji_is_torn() -> None:
    family = "👩\u200d👩\u200d👧\u200d👦"

    assert all(piece.count("👩") == 2 * piece.count("👧") for piece in quoted(family * 2000))


HOSTILE = st.text(
    alphabet=st.sampled_from([*"ab \n`*_~|<>[]()\\#-:/", "😀", "\u202e", "\u202c", "\u2067", "\u2069"]), max_size=400
)


@given(HOSTILE | st.text(max_size=400), st.integers(60, 300))
@example("](" * 200, 60)
@example("\u202e" * 200, 60)
def test_whatever_is_written_fits_and_ends_what_it_begins(text: str, limit: int) -> None:
    for piece in quoted(text, limit=limit):
        assert length(piece) <= limit
        assert piece.strip()
        assert open_at_the_end(piece) == []


@given(
    st.lists(
        st.sampled_from(["[a](https://e.example)", " ", "\n", "`", "``", "```", "**", "_", "x", "> ", "\\"]),
        max_size=12,
    )
)
def test_a_link_is_left_alone_only_between_backticks(parts: list[str]) -> None:
    for piece in quoted("".join(parts)):
        for link in LINK.finditer(piece):
            assert "`" in piece[: link.start()]
            assert "`" in piece[link.end() :]


@pytest.mark.parametrize(
    "text",
    [
        "`" * 20_000,
        "`a" * 10_000,
        "a `b` " * 4000,
        "://" * 7000,
        "://" * 600 + " `a`" * 4000,
        "](" * 10_000,
        "[" * 20_000,
        "\u202e" * 20_000,
        "\u2067\u202e" * 10_000 + "\u2069" * 10_000,
        "**`" * 7000,
        "- a\n" * 5000 + "`a\n`" * 5000,
    ],
)
def test_a_hostile_text_takes_no_time(text: str) -> None:
    with little_effort():
        quoted(text)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Ada", "Ada"),
        ("  Ada\n\nLovelace ", "Ada Lovelace"),
        ("\u202eadA", "adA"),
        ("\u202e", "?"),
        ("x" * 500, "x" * 99 + "…"),
        ("😀" * 80, "😀" * 49 + "…"),
    ],
)
def test_a_name_is_one_line_that_turns_nothing(name: str, plain: str) -> None:
    assert plain_name(name) == plain
    assert length(plain_name(name)) <= 100


def test_a_name_in_a_sentence_shows_no_markdown() -> None:
    assert shown_name("**[x](https://e.example)** <@1>") == r"\*\*\[x\]\(https\://e.example\)\*\* \<@1\>"

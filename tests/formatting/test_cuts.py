"""A text that is cut looks in its pieces as it does in the whole."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.formatting.quoting import quoted
from bot.formatting.split import length, split
from tests.effort import little_effort
from tests.markdown import seen

WORDS = ("an", "answer", "that", "goes", "on,", "and", "ends.", "5 < 3", "👩🏽‍💻", "<@1>", "<t:1700000000:R>")
CODE = ("x = 1", "    if a ** b:", "- no * list", "> no quote", "||", "done")
MARKS = frozenset(["**", "*", "__", "~~", "||", "[", "`"])


class Writer:
    """Writes texts with much markup; the same text for the same chance."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance

    def text(self) -> str:
        blocks = [self._block() for _ in range(self._chance.randint(1, 4))]
        if self._chance.random() < 0.3:
            blocks.append(">>> " + "\n\n".join(self._quotable() for _ in range(self._chance.randint(1, 3))))
        return self._chance.choice(["\n\n", "\n"]).join(blocks)

    def _block(self) -> str:
        match self._chance.randrange(5):
            case 0:
                return "> " + self._quotable().replace("\n", "\n> ")
            case 1:
                return self._chance.choice(["# ", "### ", "-# "]) + self._line()
            case 2:
                return f"{self._words()} {self._code_block()} {self._words()}"
            case _:
                return self._quotable()

    def _quotable(self) -> str:
        match self._chance.randrange(4):
            case 0:
                return self._code_block()
            case 1:
                return self._points()
            case _:
                return "\n".join(self._line() for _ in range(self._chance.randint(1, 3)))

    def _points(self, depth: int = 0) -> str:
        mark = self._chance.choice(["-", "*", "1."])
        made = []
        for _ in range(self._chance.randint(1, 4)):
            point = self._line()
            if self._chance.random() < 0.2:
                point += "\nand on " + self._words()
            if self._chance.random() < 0.2:
                point += "\n" + self._code_block()
            if depth < 2 and self._chance.random() < 0.4:
                point += "\n" + self._points(depth + 1)
            made.append(f"{mark} " + point.replace("\n", "\n" + " " * (len(mark) + 1)))
        return "\n".join(made)

    def _code_block(self) -> str:
        lines = self._chance.choices(CODE, k=self._chance.randint(1, 20))
        return "\n".join([f"```{self._chance.choice(['', 'py', 'c++'])}", "first", *lines, "last", "```"])

    def _line(self, marks: frozenset[str] = MARKS) -> str:
        """Words of which some have marks around them, never the same marks twice, and at most three deep."""
        parts = []
        for _ in range(self._chance.randint(1, 2)):
            mark = self._chance.choice(["", *sorted(marks)]) if len(MARKS - marks) < 3 else ""
            others = marks - {mark} - ({"[", "`"} if mark == "[" else set())
            match mark:
                case "" | "`":
                    parts.append(f"{mark}{self._words()}{mark}")
                case "[":
                    parts.append(f"[{self._line(others)}](https://x.example/a)")
                case _:
                    parts.append(f"{mark}{self._line(others)}{mark}")
            parts.append(self._words())
        return " ".join(parts)

    def _words(self) -> str:
        return "so " + " ".join(self._chance.choices(WORDS, k=self._chance.randint(1, 12))) + " it"


marked_texts = st.integers(0, 2**32).map(lambda seed: Writer(Random(seed)).text())


@given(marked_texts, st.integers(200, 400))
def test_every_piece_looks_as_the_whole(text: str, limit: int) -> None:
    pieces = split(text, limit)

    assert all(length(piece) <= limit for piece in pieces)
    assert seen(pieces) == seen([text])


@given(marked_texts, st.integers(400, 600))
def test_every_piece_of_a_quoted_text_looks_as_the_whole(text: str, limit: int) -> None:
    (whole,) = quoted(text, limit=100_000)

    assert seen(quoted(text, limit=limit)) == seen([whole])


LONG = "word " * 50
QUOTE_AND_LISTS = f"> 1. {'word ' * 50}\n> 2. {'word ' * 50}\n\n1. {'word ' * 50}\n2. {'word ' * 50}"


def test_no_list_counts_on_from_a_quote() -> None:
    pieces = split(QUOTE_AND_LISTS, 300)

    assert [piece.split()[0:2] for piece in pieces] == [[">", "1."], [">", "2."], ["1.", "word"], ["2.", "word"]]


CODE_LINES = "x = 1\n" * 40


@pytest.mark.parametrize("mark", ["**", "*", "__", "_", "~~", "||", "`", "``"])
def test_what_a_mark_does_goes_on_behind_a_cut(mark: str) -> None:
    first, second = split(f"a {mark}{LONG.strip()}{mark} b", 200)

    assert first.rstrip().endswith(f"word{mark}")
    assert second.startswith(f"{mark}word")


@pytest.mark.parametrize("mark", ["**", "||", "~~"])
def test_marks_reach_over_paragraphs(mark: str) -> None:
    pieces = split(f"{mark}{LONG}\n\n- {LONG}\n\n{LONG.strip()}{mark}", 200)

    assert len(pieces) > 3
    assert all(piece.count(mark) == 2 for piece in pieces)


@pytest.mark.parametrize("start", ["Look ```py\n", "Look: ```\n", "```py\n", "**Look** ```c++\n"])
def test_code_that_begins_and_ends_within_a_line_is_closed_and_opened_again(start: str) -> None:
    pieces = split(f"{start}{CODE_LINES}``` done. {LONG}", 200)

    assert all(piece.count("```") % 2 == 0 for piece in pieces)
    assert pieces[1].startswith(start[start.index("```") :])
    assert "``` done." in "".join(pieces)


def test_code_that_nothing_ends_is_plain_text_in_every_piece() -> None:
    text = f"Look ```py\n{CODE_LINES}"

    assert "".join(split(text, 200)) == text


@pytest.mark.parametrize(("text", "again"), [(f"> {LONG}", "> word"), (f">>> {LONG}\n\n{LONG}", ">>> word")])
def test_a_quote_goes_on_behind_a_cut(text: str, again: str) -> None:
    assert all(piece.startswith(again) for piece in split(text, 200))


def test_a_line_after_a_quote_is_no_quote() -> None:
    *_, last = split(f"> {LONG}\nMy answer: {LONG}", 200)

    assert not last.startswith(">")


def test_points_keep_their_numbers() -> None:
    pieces = split("\n".join(f"1. point {number} {'x' * 40}" for number in range(1, 20)), 200)

    assert [piece.split(".")[0] for piece in pieces] == ["1", "4", "7", "10", "13", "16", "19"]


def test_points_in_points_stay_where_they_are_to_each_other() -> None:
    points = "\n".join(f"  - {'x' * 40}\n    - {'y' * 20}" for _ in range(6))

    _, second, *_ = split(f"- a\n{points}\n- b", 200)

    assert second.startswith("- x")
    assert "\n  - y" in second


@pytest.mark.parametrize("whole", ["<t:1700000000:R>", "<@123456789012345678>", "https://example.com/a_b", r"\*"])
def test_what_means_something_only_as_a_whole_stays_whole(whole: str) -> None:
    for before in range(180, 200):
        assert any(whole in piece for piece in split(f"{'x' * before}{whole} {LONG}", 200))


def test_a_masked_link_stays_whole_where_it_can() -> None:
    link = "[our rules for all](https://example.com/a)"

    assert all(piece.count("[") == piece.count(link) for piece in split(f"{link} " * 50, 200))


def test_a_masked_link_that_is_cut_leads_to_the_same_place_in_each_piece() -> None:
    assert all(
        piece.rstrip().endswith("](https://example.com/a)")
        for piece in split(f"[{LONG.strip()}](https://example.com/a)", 200)
    )


def test_a_mark_alone_stays_a_mark_alone() -> None:
    text = f"5 * 3 is not 4 ** 2 {LONG} _ and || {LONG} a_b_c"

    assert "".join(split(text, 200)) == text


@pytest.mark.parametrize(
    "text",
    [
        *(mark * 20_000 for mark in ("*", "_", "|", "~", "`", "[", "\\", "<", "> ", "- ", "1. ", "# ", ">>> ")),
        *(f"{mark}a " * 7000 for mark in ("**", "*", "__", "_", "||", "~~", "`", "```", "``", "[", "[a](", "\\")),
        "*a" + " " * 20_000,
        "\n".join(" " * (number % 40) + "- a" for number in range(2000)),
        "[" + "a](https://x.example/" * 1000,
        "> - 1. **a\n" * 2000,
        "".join("`" * number + " " for number in range(1, 200)),
    ],
)
def test_a_hostile_text_takes_no_time(text: str) -> None:
    with little_effort():
        pieces = split(text, 2000)

    assert all(length(piece) <= 2000 for piece in pieces)

"""Text on a terminal as Discord shows it."""

from __future__ import annotations

import pytest

from bot.cli.banks.discord_text import as_discord_shows
from tests.effort import little_effort


def styles(markdown: str) -> list[tuple[str, str]]:
    """The styled parts and their styles."""
    shown = as_discord_shows(markdown)
    return [(shown.plain[span.start : span.end], str(span.style)) for span in shown.spans]


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("plain", "plain"),
        ("a\nb\n\nc", "a\nb\n\nc"),
        ("- a\n* b\n  - c", "• a\n• b\n  • c"),
        ("# Title\n### Third\n#no", "Title\nThird\n#no"),
        ("-# small", "small"),
        ("> said", "▎ said"),
        ("a `x_y_z` b", "a x_y_z b"),
        ("```py\nx = 1\n```", "x = 1"),
        ("a ```b``` c", "a b c"),
        ("**bold** __u__ ~~s~~ ||h|| *i* _j_", "bold u s h i j"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        (r"\*no\* \# \`", "*no* # `"),
        ("[label](https://example.org) [no](javascript:x)", "label [no](javascript:x)"),
        ("asked <t:1700000000:R>.", "asked just now."),
        ("**never closed", "**never closed"),
        ("[bold]no rich markup[/bold]", "[bold]no rich markup[/bold]"),
    ],
)
def test_what_one_reads(markdown: str, shown: str) -> None:
    assert as_discord_shows(markdown).plain == shown


def test_what_is_emphasised() -> None:
    assert ("bold", "bold") in styles("a **bold** b")
    assert ("both", "italic") in styles("**x *both* y**")
    assert ("x_y", "on grey15") in styles("`x_y`")


@pytest.mark.parametrize("piece", ["*", "**", "_", "[", "`", "||", "~~", "<t:", "\\", "[a](", "**a *b ", "__a_ "])
def test_a_text_full_of_marks_is_shown_soon(piece: str) -> None:
    with little_effort():
        as_discord_shows((piece * 1800)[:1800])

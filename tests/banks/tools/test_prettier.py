"""Markdown that Prettier has wrapped, or unwrapped, is the same bank as before."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from bot.banks.exchange.markdown_prose import survives_formatters
from bot.banks.exchange.markdown_reading import read_markdown
from bot.banks.exchange.markdown_text import to_markdown
from bot.banks.format.loader import checked
from bot.banks.format.model import Bank
from bot.yamlfile.problem import Complaints
from tests.banks.builders import a_bank, a_question
from tests.banks.shipped import SHIPPED_BANKS
from tests.banks.strategies import LIKED_TEXTS

pytestmark = pytest.mark.npm

ODD_WORDS = re.findall(
    r"\S+",
    r"""
    in 2019. Then 1. one 2) two - a + b * c # d C# C++ node.js snake_case __init__ _x_ *x* **bold**
    `a b` (so) don't $5 $x$ R&D &amp; -> => a<b [x] [x](y) https://example.org/a_b_c?x=1&y=2#z ~5
    ~x~ | a|b {x} {{x}} \ ^ :: === --- … 你好，世界 @x 한국어 ![x] C:\x > #1 --flag /path/to a*b 2*3 == ;;
    "a b" http://x $6 >x 🙂
    """,
)
LONG = "Every word of this sentence counts, and so does the next one which is about the same."


def odd_bank() -> Bank:
    """A bank with everything that means something in Markdown, alone and at every place of a long line."""
    odd = [each for each in LIKED_TEXTS if each.count("```") % 2 == 0 and re.search(r"\w", each)]
    odd += [f"{LONG} {LONG} {word} {LONG} {word}" for word in ODD_WORDS]
    odd += [
        f"{LONG}\n{LONG}",
        f"{LONG}\n\n{LONG} {LONG}",
        "A) one\nB) two",
        f"Do:\n- {LONG}\n- b",
        "```py\nx =   1\n```",
    ]
    questions = []
    for number, raw in enumerate(odd):
        text = raw.strip()
        line = " ".join(text.split())[:140].strip()
        short = line if line.count("```") % 2 == 0 else "x"
        questions.append(
            a_question(
                id=f"q{number}", text=text[:600], why=text, how=text, key_points=(short, short), follow_ups=(short,)
            )
        )
    return a_bank(slug="odd", title="2 * 3 _or_ C#", summary="*", introduction="# No heading", questions=questions)


@pytest.fixture(scope="module")
def written() -> dict[str, Bank]:
    return {bank.slug: bank for bank in (*SHIPPED_BANKS.all(), odd_bank())}


@pytest.mark.parametrize("wrap", ["always", "never"])
def test_a_page_survives_prettier(npm_tools: Path, written: dict[str, Bank], tmp_path: Path, wrap: str) -> None:
    given = written if wrap == "always" else {slug: written[slug] for slug in ("odd", "stripe")}
    for slug, bank in given.items():
        (tmp_path / f"{slug}.md").write_text(to_markdown(bank), encoding="utf-8")

    subprocess.run([npm_tools / "prettier", "--prose-wrap", wrap, "--write", tmp_path], check=True, capture_output=True)

    for slug, bank in given.items():
        complaints = Complaints(f"{slug}.md")
        document = read_markdown((tmp_path / f"{slug}.md").read_bytes(), complaints)
        assert checked(document, slug, complaints).bank == bank


def test_the_shipped_banks_hardly_need_blocks_of_code() -> None:
    """Their pages are for reading."""
    texts = [
        text for bank in SHIPPED_BANKS.all() for each in bank.questions for text in (each.text, each.why, each.how)
    ]

    prose = [text for text in texts if "```" not in text]

    assert len(prose) > 0.9 * len(texts)
    assert sum(map(survives_formatters, prose)) > 0.98 * len(prose)

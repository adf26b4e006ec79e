"""Banks as hypothesis makes them up: all that the model allows, with a liking for what has a meaning elsewhere."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from hypothesis import strategies as st

from bot.banks.format.model import Bank, Difficulty, Kind
from bot.yamlfile.text_rules import UNWANTED, TextRule

KEBAB = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True)
LIKED_TEXTS = (
    *[
        *(
            "=1+1",
            "+",
            "-",
            "@x",
            "'",
            "'=",
            "''@",
            "\uff1d1",
            '"',
            '""',
            ",",
            ";",
            "|",
            "a,b;c",
            "null",
            "true",
            "1",
            "~",
        ),
        *(
            "# x",
            "## Question: a",
            "### Key points",
            "#",
            "\\#",
            "\\\\## x",
            "- note: a",
            "- a",
            "* b",
            "1. c",
            "---",
            "%",
        ),
        *(
            "```\n# x\n- y\n```",
            "```py\n  a\n\n\nb\n```",
            "a ``` b ``` c",
            "\\```",
            "> q",
            "<b>",
            "&amp;",
            "{{c1::a}}",
            "[x](y)",
        ),
        *(
            " ",
            "  ",
            "\n",
            "\n\n",
            "\n\n\n",
            "\n ",
            "\n  ",
            ": ",
            " #",
            "\\",
            "\\n",
            "&a",
            "*a",
            "!b",
            "`c`",
            "\U0001f600",
            "é",
            "你",
        ),
        *(
            "and so on",
            "a" * 90,
            "word " * 30,
            "<!-- x -->",
            "\xa0",
            "\u200d",
            "</td>",
            "[sound:a.mp3]",
            "\\(x\\)",
            "{",
            "}",
            "::",
        ),
    ],
)
LIKED = st.sampled_from(LIKED_TEXTS)


def texts(limit: int, *, lines: bool = False) -> st.SearchStrategy[str]:
    """Any text that the model takes as it is."""
    rule = TextRule(limit, lines=lines)

    def mended(pieces: list[str]) -> str:
        text = re.sub(">{3,}", ">>", UNWANTED.sub("", "".join(pieces)))[: limit // 2].strip()
        if not lines:
            text = re.sub(r"\s*\n\s*", " ", text)
        if text.count("```") % 2:
            text = re.sub("`{3,}", "``", text)
        if not any(unicodedata.category(character)[0] in "LNPS" for character in text):
            text = "x"
        return rule.check(text)

    return st.lists(LIKED | st.text(max_size=8), min_size=1, max_size=6).map(mended)


AUTHORS = st.fixed_dictionaries(
    {"id": KEBAB, "name": texts(80), "bio": texts(300, lines=True)},
    optional={"url": st.just("https://example.org/a?b=c,d#e")},
)
EXAMPLES = st.fixed_dictionaries({"text": texts(3000, lines=True)}, optional={"note": texts(200)})
COMMUNITY_ANSWERS = st.fixed_dictionaries({"text": texts(1800, lines=True), "note": texts(200), "by": texts(80)})
SOURCES = st.fixed_dictionaries(
    {"claim": texts(200), "where": texts(200), "checked": st.from_regex(r"[0-9]{4}-(0[1-9]|1[0-2])", fullmatch=True)}
)


def questions(authors: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "id": KEBAB,
            "question": texts(600, lines=True),
        },
        optional={
            "kind": st.sampled_from(Kind),
            "topics": st.lists(KEBAB, max_size=3, unique=True),
            "difficulty": st.sampled_from(Difficulty),
            "minutes": st.integers(1, 30),
            "author": st.sampled_from(authors or [None]),
            "why": texts(1500, lines=True),
            "how": texts(1800, lines=True),
            "also_asked_as": st.lists(texts(200), max_size=2),
            "short": texts(1500, lines=True),
            "key_points": st.lists(texts(150), max_size=4),
            "examples": st.lists(EXAMPLES, max_size=2),
            "follow_ups": st.lists(texts(200), max_size=2),
            "community_answers": st.lists(COMMUNITY_ANSWERS, max_size=1),
            "sources": st.lists(SOURCES, max_size=2),
        },
    )


@st.composite
def banks(draw: Any) -> Bank:
    authors = draw(st.lists(AUTHORS, max_size=2, unique_by=lambda author: author["id"]))
    asked = questions([author["id"] for author in authors])
    return Bank.model_validate(
        {
            "slug": draw(KEBAB),
            "title": draw(texts(80)),
            "company": draw(st.none() | texts(50)),
            "role": draw(st.none() | texts(50)),
            "summary": draw(st.just("") | texts(100)),
            "introduction": draw(st.just("") | texts(1500, lines=True)),
            "language": draw(st.sampled_from(["en", "pt-BR", "zh-Hant-TW"])),
            "authors": authors,
            "questions": draw(st.lists(asked, min_size=1, max_size=2, unique_by=lambda question: question["id"])),
        }
    )

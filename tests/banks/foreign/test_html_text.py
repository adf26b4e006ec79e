"""HTML becomes text with Discord's Markdown, and what only looks like HTML stays."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.banks.foreign.html_text import text_of_html


@pytest.mark.parametrize(
    "text",
    [
        "if a < b and c > d",
        "List<String> is no element, and neither is Map<K, V>",
        "What is the difference between <div> and <span>?",
        "What is the <br> tag for?",
        "<img>",
        "Which shows a picture: <img>, <input> or <link>?",
        "AT&T, and R&D;",
        "Write `<b>bold</b>` or `&amp;`",
        "```html\n<p>as it is</p>\n```",
        "x <!-- no end",
        "def f(a):\n    return a < 1",
        "<b>never closed",
    ],
)
def test_what_only_looks_like_html_stays(text: str) -> None:
    assert text_of_html(text) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Say <b>why </b>first.</p><p>Then<br>how</p>", "Say **why** first.\n\nThen\nhow"),
        ("<div>One\n line</div><div>two</div>", "One line\ntwo"),
        ("first<br />second<BR>third\nfourth", "first\nsecond\nthird\nfourth"),
        ("<em>a</em> <u>b</u> <s>c</s> <code>d</code><strong></strong>", "*a* __b__ ~~c~~ `d`"),
        ("<ul><li>one<li>two<ol><li>x</li><li>y</li></ol></li></ul>", "- one\n- two\n  1. x\n  2. y"),
        (
            'Try:<pre><code class="language-py">if a &lt; b:\n    <span>c</span></code></pre>done',
            "Try:\n```py\nif a < b:\n    c\n```\ndone",
        ),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>", "A | B\n1 | 2"),
        ("<blockquote>a<br>b</blockquote>c", "> a\n> b\n\nc"),
        ("<h2>Title</h2>text", "**Title**\n\ntext"),
        ("<a href='https://example.org/x'>here</a>, <a href='#below'>there</a>", "here (https://example.org/x), there"),
        ("<a href='https://example.org'>https://example.org</a>", "https://example.org"),
        ('<img src="x.png" alt="Two boxes"><img src="y.png">', "Two boxes"),
        ("a<script>alert('<b>')</script><style>b{}</style><!-- c -->d", "ad"),
        ("5 &times; 3&nbsp;&#39;x&#39; &lt;T&gt; &unknown;", "5 × 3 'x' <T> &unknown;"),
        ("O(n<sup>2</sup>), H<sub>2</sub>O, 2<sup>nd</sup>, 2<sup>k</sup>", "O(n²), H₂O, 2nd, 2^k"),
        ('<p title="a > b">text</p>', "text"),
    ],
)
def test_html_becomes_text(html: str, text: str) -> None:
    assert text_of_html(html) == text


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b>",
                "</b>",
                "<li>",
                "<ul>",
                "</ul>",
                "<pre>",
                "</pre>",
                "<a href='",
                "http://x'>",
                "</a>",
                "<sup>",
                "</sup>",
                "<!--",
                "-->",
                "`",
                "```",
                "&lt;",
                "\n",
                " ",
                "x",
                "<td>",
                "<script>",
                '"',
            ]
        ),
        max_size=40,
    )
)
def test_any_html_becomes_text(pieces: list[str]) -> None:
    text_of_html("".join(pieces))


@pytest.mark.parametrize("piece", ["<!--", "<a \"'", "<ul><li>", "<a href='https://x'>y", "<sup>1", "``x"])
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    began = time.process_time()
    text_of_html(piece * (50_000 // len(piece)))
    assert time.process_time() - began < 2, "a quadratic reading takes much longer"

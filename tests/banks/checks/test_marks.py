"""Marks that spoil how Discord shows a text are named with what to write instead; all others are left in peace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.banks.checks.eaten_marks import eaten
from bot.banks.checks.finding import Severity
from bot.banks.checks.marks import MOST_MARKS, spoilt
from bot.banks.checks.plain_places import marked
from bot.banks.checks.seen_text import see_text
from bot.banks.checks.unknown_marks import not_known
from tests.banks.builders import a_bank, a_question, loaded
from tests.effort import little_effort


@pytest.mark.parametrize(
    ("text", "what", "instead"),
    [
        # What Discord takes for marks
        ("Fill in: ____", "has blanks of underscores (`____`)", "a backslash before each underscore, or write …"),
        ("The ____ calls the ____ back.", "has blanks of underscores (`____ calls the ____`)", "for a blank"),
        ("Either ___ or ___.", "has blanks of underscores (`___ or ___`)", "for a blank"),
        ("Python calls __init__ first.", "`__init__` is shown underlined", "put it in backticks"),
        ("It knows __FILE__ and __LINE__.", "`__FILE__` is shown underlined", "put it in backticks"),
        ("Pass **kwargs on.", "has `**` without", "put it in backticks"),
        ("From f(*args) to g(*args).", "`*args) to g(*` loses its *: ", "put it in backticks"),
        ("Both **kwargs and **kwargs.", "`**kwargs and **` loses its **: ", "put it in backticks"),
        ("That makes 2*3*4 seats.", "`*3*` loses its *: ", "put it in backticks"),
        ("As a/**/b and c/**/d do.", "`**/b and c/**` loses its **: ", "put it in backticks"),
        ("This is **important.", "has `**` without", "close what is bold"),
        ("This is ~~wrong.", "has `~~` without", "close what is struck out"),
        ("This is ||secret.", "has `||` without", "close what is hidden"),
        ("Use `code and go on.", "has a backtick without", "close the code"),
        ("The answer is ||hidden||.", "must click to read", "put it in backticks"),
        ("Plan:\n# First step", "shows as a heading", "a backslash before #"),
        ("> Said:\n> ## Loudly", "shows as a heading", "a backslash before #"),
        ("Ask @everyone.", "as a mention", "put it in backticks"),
        ("Ask <@123456>.", "as a mention", "put it in backticks"),
        ("Look into <#1>.", "as a mention", "put it in backticks"),
        ("Then smile <:name:1>.", "or an emoji", "put it in backticks"),
        ("Call </mock:1>.", "as a mention", "put it in backticks"),
        ("At <t:1700000000:R>.", "as a date", "write the date out"),
        ("1. Ask\n2. Listen\n4. Answer", "numbers a point 4 that Discord shows as 3", "count on, too"),
        ("1. Ask\n2. Listen\n\n1. Go", "numbers a point 1 that Discord shows as 3", "a line of text between"),
        # What Discord does not know
        ("What is a <div>?", "has the HTML tag `<div>`", "put it in backticks"),
        ('See <a href="https://a.b/">here</a>.', "has the HTML tag", "put it in backticks"),
        ("One<br/>two.", "has the HTML tag `<br/>`", "leave it out"),
        ("One <!-- more later -->", "has an HTML comment", "leave it out"),
        ("Less&nbsp;is more.", "has `&nbsp;`", "write the character itself"),
        ("It&#39;s so.", "has `&#39;`", "write the character itself"),
        ("#### First", "has a heading with more than three #", "in bold"),
        ("| a | b |\n| - | - |", "has a table", "write a list or sentences"),
        ("a | b\n--- | ---\n1 | 2", "has a table", "write a list or sentences"),
        ("![A queue](https://a.b/c.png)", "has a picture", "describe it in words"),
        ("As shown.[^1]", "has a footnote", "write it into the sentence"),
        ("- [x] Ask\n- [ ] Answer", "has a point with a box", "leave out the brackets"),
        ("Title\n=====\nText", "has a line of nothing but marks", "leave the line out"),
        ("One.\n\n---\n\nTwo.", "has a line of nothing but marks", "leave the line out"),
        ("One.\n***\nTwo.", "has a line of nothing but marks", "leave the line out"),
        ("So:\n\n    x = 1\n", "are indented by four spaces", "a line with ``` before and after"),
        ("One.\\\nTwo.", "ends a line with a backslash", "leave it out"),
        ("Read [https://a.b](https://c.d).", "a link whose text is an address", "other words"),
        ("Read [the docs](docs/x.md).", "has a link to `docs/x.md`", "begins with https://"),
        ("Read [the docs][1].\n\n[1]: https://a.b", "on a line of its own", "in its place"),
    ],
)
def test_what_discord_would_show_differently_is_named_with_its_remedy(text: str, what: str, instead: str) -> None:
    (finding,) = spoilt(loaded(a_bank(questions=[a_question(how=text)])))

    assert finding.problem.where == "questions[1].how"
    assert what in finding.problem.what
    assert instead in finding.problem.instead
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    [
        "Send `requires_action`, **then** wait.",
        "Write `| a |`, `||x||`, `**`, `____`, `<div>`, `&nbsp;`, `__init__` and `@everyone` in backticks.",
        "```\n# a comment\n| x |\n**\n---\n    <div> &nbsp;\n```",
        "Issue #1 and C# are fine, 2 * 3 * 4 too.",
        r"A backslash saves \# and \*\* and \` and \_\_\_\_ and \_\_init\_\_.",
        "- a\n- list\n> and a quotation",
        "With n = 2**17 it takes 128 MiB.",
        "``a ` b``",
        "Names in snake_case, such as my_own_name, and a || b.",
        "A List<String>, a Map<K, V>, and AT&T; a < b.",
        "*One*, **two**, ***three***, _four_, (*five*) and **Six:** too, **API**s, *either*/or.",
        "これは**重要**です。**「重要」**です。",
        "__Underlined words__ stay.",
        "Read [the docs](https://a.b/c_d_e) or https://a.b/x__y__z.",
        "1. Ask\n2. Listen\n\nThen:\n\n1. Go",
        "1. Ask\n1. Listen\n1. Go",
        "- One\n\n    more of it\n- Two",
        "Take a[i][j] and handlers[i](event.data), and [^a-z] or [1].",
        r"On Windows: C:\temp\new",
        "A pause -- or --- more.",
    ],
)
def test_what_discord_shows_as_it_was_meant_is_left_in_peace(text: str) -> None:
    assert list(spoilt(loaded(a_bank(questions=[a_question(how=text)])))) == []


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"title": "**Stripe**"}, "title"),
        ({"summary": "Questions about `APIs`"}, "summary"),
        ({"company": "_Stripe_"}, "company"),
        ({"role": r"C\# engineer"}, "role"),
        (
            {"questions": [a_question(examples=[{"text": "x", "note": "For *seniors*"}])]},
            "questions[1].examples[1].note",
        ),
    ],
)
def test_names_and_notes_have_no_marks_because_discord_shows_none_there(changes: dict[str, object], where: str) -> None:
    (finding,) = spoilt(loaded(a_bank(**changes)))

    assert finding.problem.where == where
    assert "where Discord shows marks as they are written" in finding.problem.what
    assert finding.problem.instead == "leave the marks out"


@pytest.mark.parametrize("text", ["1. What is an API?", "- What is an API?", "* What is an API?", "> What is an API?"])
def test_a_question_that_begins_as_a_point_of_a_list_is_noticed(text: str) -> None:
    (finding,) = spoilt(loaded(a_bank(questions=[a_question(text=text)])))

    assert f"begins with `{text[:2].strip()}" in finding.problem.what
    assert finding.problem.instead == "leave that out"


@pytest.mark.parametrize(
    "text", ["-1 or 0?", "1.5 seconds are long. Why?", "3 servers, 1 client", "- One\n- Two\nWhich?"]
)
def test_a_question_that_begins_with_a_number_is_left_in_peace(text: str) -> None:
    assert list(spoilt(loaded(a_bank(questions=[a_question(text=text)])))) == []


def test_other_words_and_short_answers_are_looked_at_too() -> None:
    question = a_question(also_asked_as=["Fill in: ____"], short="Use <b>care</b>.")

    found = spoilt(loaded(a_bank(questions=[question])))

    assert [each.problem.where for each in found] == ["questions[1].also_asked_as[1]", "questions[1].short"]


def test_a_bank_full_of_marks_is_not_listed_without_end() -> None:
    questions = [
        a_question(id=f"q{number}", follow_ups=["Fill in: ____"] * 5, key_points=["<br>", "&lt;", "@here"])
        for number in range(50)
    ]
    findings = list(spoilt(loaded(a_bank(questions=questions))))

    assert len(findings) == MOST_MARKS + 1
    assert findings[-1].problem.instead == "correct the others first"


MARKS = ["*", "**", "_", "__", "~~", "||", "`", "```", "[", "](https://a.b)", "<", ">", "&lt;", "- ", "1. ", "> ", "# "]


@given(st.lists(st.sampled_from([*MARKS, "\n", "\n\n    ", " ", "a", "\\", "é", "7"]), max_size=60).map("".join))
def test_any_mixture_of_marks_can_be_looked_through(text: str) -> None:
    seen = see_text(text)

    assert len(seen.bare) == len(seen.left) == len(text)
    for what, instead in (*eaten(seen), *not_known(seen), *marked(seen)):
        assert "\n" not in what + instead


@pytest.mark.parametrize(
    "mark", [*MARKS, "* * * \n", "a,*b", "[a](", "![", "[a]: x\n", "<a ", "&a;", "    a\n\n", "\\\n"]
)
def test_long_rows_of_a_mark_take_little_time(mark: str) -> None:
    with little_effort():
        for text in ((mark * 50_000)[:50_000], ("a" + mark) * 10_000):
            list(not_known(see_text(text)))

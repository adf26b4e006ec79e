"""Whatever people write, however long: all of it is shown, in order, within Discord's limits, and not as ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.content import MessageId
from bot.formatting.quoting import quoted
from bot.outbound.draft import Page
from bot.reviewing.domain.effects import Audience, NewsKind, NoticeKind, Remind
from bot.reviewing.domain.model import Assessment, Claim, CommentState, Grade, Helpfulness, Review, Side, Stage, Why
from bot.reviewing.domain.posts import PostKind
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.views.behind_card import behind_card
from bot.reviewing.views.composer import ReviewMessages
from tests.builders import COACH, NOON, a_part, later
from tests.interviewing.views.largest import the_largest_interview
from tests.reviewing.views.builders import (
    OTHER_COACH,
    TEXTS,
    a_comment,
    a_profile,
    a_review,
    a_snapshot,
    all_words,
    an_answer,
    an_attempt,
    descriptions,
    discord_takes,
    pages_of,
)

SIZES = [0, 1, 1999, 2000, 2001, 4000, 6000, 20_000]
FAMILY = "👩\u200d👩\u200d👧\u200d👦"


def numbered(size: int, pattern: str) -> str:
    text = ""
    number = 0
    while len(text) < size:
        text += pattern.replace("{}", f"n{number}")
        number += 1
    return text[:size]


def fenced(size: int) -> str:
    return "```python\n" + numbered(size, "call({})\n")[: max(0, size - 14)] + "\n```" if size > 20 else "x" * size


STYLES: dict[str, Callable[[int], str]] = {
    "plain": lambda size: numbered(size, "{} word and another. "),
    "lines": lambda size: numbered(size, "{} a line\n"),
    "one long word": lambda size: "x" * size,
    "code": fenced,
    "emoji": lambda size: numbered(size, "{} " + FAMILY + " 👍🏽 "),
    "right to left": lambda size: numbered(size, "{} \u2067שלום עולם "),
    "overrides": lambda size: numbered(size, "{} \u202eolleh "),
    "pings": lambda size: numbered(size, "{} @everyone @here <@1> <@&2> "),
    "masked links": lambda size: numbered(size, "{} [our rules](https://evil.example/{}) "),
    "breakouts": lambda size: numbered(size, "{} > # ** __ || ~~ ` -# \n>>> "),
}


def says_all_of(shown: Sequence[str], text: str) -> bool:
    """Whether the text stands in embeds, in its order; beside it only the marks that `bot.formatting.quoting` adds."""
    pieces = quoted(text)
    there = [each for each in shown if each in set(pieces)]
    assert re.sub(r"\s+", "", unmarked("".join(pieces))) == re.sub(r"\s+", "", unmarked(text))
    return there == pieces


def unmarked(text: str) -> str:
    return re.sub("```(?:python)?|[\u202c\u2069*_~|`>#-]", "", text.replace(r"]\(", "]("))


def messages_of(text: str) -> list[str]:
    """As a candidate would have to send it: Discord lets people write 2000 or, with Nitro, 4000 characters."""
    return [text[at : at + 4000] for at in range(0, len(text), 4000)] or [""]


texts = pytest.mark.parametrize("style", STYLES)
sizes = pytest.mark.parametrize("size", SIZES)


@texts
@sizes
def test_an_answer_is_whole_on_the_card(style: str, size: int) -> None:
    text = STYLES[style](size)
    parts = [a_part(500 + number, piece) for number, piece in enumerate(messages_of(text))]

    pages = pages_of(PostKind.ANSWER, a_snapshot(a_review(), an_answer(*parts)))

    assert says_all_of(descriptions(pages), "\n".join(part.text for part in parts))


@texts
@pytest.mark.parametrize("size", [1, 999, 1000])
def test_a_focus_is_whole_on_the_card(style: str, size: int) -> None:
    focus = STYLES[style](size)

    assert says_all_of(descriptions(pages_of(PostKind.ANSWER, a_snapshot(a_review(focus=focus)))), focus)


@texts
@sizes
def test_both_attempts_are_whole(style: str, size: int) -> None:
    first, second = STYLES[style](size), "Again: " + STYLES[style](size)
    review = a_review(attempts=(an_attempt(), an_attempt(2, 8)))
    snapshot = a_snapshot(review, an_answer(a_part(text=first)), an_answer(a_part(502, second), number=8, attempt=2))

    embeds = [embed for page in pages_of(PostKind.ANSWER, snapshot, 2) for embed in page.draft.embeds]

    for text, title in ((first, "Attempt no. 1, before"), (second, "Attempt no. 2, now")):
        assert says_all_of([each.description or "" for each in embeds if (each.title or "").startswith(title)], text)


@texts
@sizes
def test_feedback_is_whole_in_the_direct_messages(style: str, size: int) -> None:
    text = STYLES[style](size)
    assessment = Assessment(grade=Grade.MIXED, covered=(1,), next_step=STYLES[style](300))
    comment = a_comment(text=text, assessment=assessment)
    snapshot = a_snapshot(
        a_review(stage=Stage.ANSWERED, coach=COACH, comments=(comment,)), profiles={COACH: a_profile()}
    )

    pages = pages_of(PostKind.COMMENT, snapshot)

    assert says_all_of(descriptions(pages), text)
    assert says_all_of(descriptions(pages), assessment.next_step)


@texts
@sizes
def test_a_later_comment_is_whole(style: str, size: int) -> None:
    text = STYLES[style](size)
    review = a_review(stage=Stage.ANSWERED, coach=COACH, comments=(a_comment(), a_comment(2, text=text)))

    assert says_all_of(descriptions(pages_of(PostKind.COMMENT, a_snapshot(review), 2)), text)


@texts
@sizes
def test_a_candidates_reply_is_whole_in_the_thread(style: str, size: int) -> None:
    text = STYLES[style](size)
    review = a_review(stage=Stage.ANSWERED, coach=COACH, comments=(a_comment(), a_comment(2, Side.CANDIDATE, text)))

    assert says_all_of(descriptions(pages_of(PostKind.COMMENT, a_snapshot(review), 2)), text)


@texts
@sizes
def test_feedback_from_a_form_is_whole_in_the_thread(style: str, size: int) -> None:
    text = STYLES[style](size)
    comment = a_comment(text=text, source=None, state=CommentState.HELD, why=Why.TAKEN_OVER)

    assert says_all_of(descriptions(pages_of(PostKind.COPY, a_snapshot(a_review(comments=(comment,))))), text)


@texts
@sizes
def test_a_change_is_whole_in_the_thread(style: str, size: int) -> None:
    text = STYLES[style](size)
    snapshot = a_snapshot(a_review(), an_answer(a_part(501, text)))

    pages = pages_of(PostKind.CHANGE, snapshot, about=MessageId(501))

    assert says_all_of(descriptions(pages), text)


@texts
@pytest.mark.parametrize("size", [1, 999, 1000])
def test_the_reason_for_closing_is_whole_for_both_sides(style: str, size: int) -> None:
    reason = STYLES[style](size)
    snapshot = a_snapshot(a_review(stage=Stage.CLOSED, closed_at=NOON, close_reason=reason))

    behind = [Page(name=str(at), draft=each) for at, each in enumerate(behind_card(snapshot, TEXTS, locale="en-GB"))]
    assert says_all_of(descriptions(behind), reason)
    assert says_all_of(descriptions(pages_of(PostKind.NEWS, snapshot, kind_of=NewsKind.CLOSED)), reason)


HOSTILE_NAMES = [
    "**[Moderator](https://evil.example)**",
    "@everyone",
    "<@1>",
    "\u202eadA",
    "`",
    "> # a",
    "\\",
    "x" * 300,
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_says_nothing_but_itself(name: str) -> None:
    comments = (a_comment(), a_comment(2, Side.CANDIDATE, state=CommentState.DELIVERED))
    review = a_review(shown_name=name, named=True, stage=Stage.ANSWERED, coach=COACH, comments=comments)
    snapshot = a_snapshot(review, profiles={COACH: a_profile(name=name, bio="")})

    for kind, number in [
        (PostKind.ANSWER, 1),
        (PostKind.COMMENT, 1),
        (PostKind.COMMENT, 2),
        (PostKind.RECEIPT, 2),
        (PostKind.STATUS, 1),
    ]:
        words = all_words(pages_of(kind, snapshot, number))
        assert "](https" not in words
        assert "\u202e" not in words
        assert not re.search(r"(?<!\\)<@1>", words)


def test_nobody_is_pinged_but_whom_it_concerns() -> None:
    text = "@everyone <@&5001> <@1>"
    comments = (a_comment(text=text), a_comment(2, Side.CANDIDATE, text))
    snapshot = a_snapshot(
        a_review(stage=Stage.ANSWERED, coach=COACH, comments=comments, focus=text), an_answer(a_part(501, text))
    )
    silent = [
        *pages_of(PostKind.ANSWER, snapshot),
        *pages_of(PostKind.COMMENT, snapshot, 1),
        *pages_of(PostKind.COPY, snapshot, 1),
        *pages_of(PostKind.RECEIPT, snapshot, 1),
        *pages_of(PostKind.CHANGE, snapshot, 5, about=MessageId(501)),
        *pages_of(PostKind.STATUS, snapshot),
    ]

    assert all(page.draft.pings.users == page.draft.pings.roles == () for page in silent)
    (reply, *_) = pages_of(PostKind.COMMENT, snapshot, 2)
    assert (reply.draft.pings.users, reply.draft.pings.roles) == ((COACH,), ())


def every_state(review: Review) -> list[Review]:
    claim = Claim(coach=COACH, since=NOON, until=later(1800))
    return [
        review,
        replace(review, claim=claim),
        replace(review, claim=claim, opinion_of=review.id, excluded=frozenset({OTHER_COACH})),
        replace(review, stage=Stage.ANSWERED, coach=COACH, answered_at=NOON),
        replace(review, stage=Stage.ANSWERED, coach=COACH, answered_at=NOON, helpfulness=Helpfulness.NO),
        replace(review, stage=Stage.CLOSED, closed_at=NOON, close_reason="W" * 1000),
        replace(review, stage=Stage.WITHDRAWN, closed_at=NOON),
        replace(review, shown_name="", focus="", stage=Stage.CLOSED),
    ]


LARGEST = a_review(
    shown_name="W" * 300,
    focus="W" * 1000,
    excluded=frozenset(range(2**63 - 100, 2**63 - 1)),
    attempts=(an_attempt(), an_attempt(2, 8)),
    comments=tuple(
        a_comment(
            number,
            side,
            "W" * 4000,
            source=None if number == 3 else a_comment(number).source,
            assessment=Assessment(grade=Grade.STRONG, covered=(0, 1, 2, 3, 4, 5), next_step="W" * 300),
            state=state,
            why=why,
            edited=True,
        )
        for number, (side, state, why) in enumerate(
            [
                (side, state, why)
                for side in Side
                for state, why in [
                    (CommentState.WAITING, None),
                    (CommentState.WAITING, Why.CLOSED_DMS),
                    (CommentState.WAITING, Why.DISCORD_BUSY),
                    (CommentState.DELIVERED, None),
                    (CommentState.HELD, Why.TAKEN_OVER),
                    (CommentState.HELD, Why.REVIEW_CLOSED),
                    (CommentState.HELD, Why.REVIEW_WITHDRAWN),
                    (CommentState.FAILED, Why.REFUSED),
                    (CommentState.WITHDRAWN, None),
                ]
            ],
            start=1,
        )
    ),
)


def the_largest_snapshot(review: Review) -> Snapshot:
    interview = the_largest_interview(1)
    again = replace(interview, id=an_attempt(2, 8).interview)
    first = replace(interview, id=an_attempt().interview)
    return a_snapshot(review, first, again, profiles={COACH: a_profile("W" * 300, "W" * 300)}, notes=10**6)


@pytest.mark.parametrize("review", every_state(LARGEST), ids=lambda each: f"{each.stage}{'+' * bool(each.claim)}")
def test_everything_fits_in_every_state(review: Review) -> None:
    snapshot = the_largest_snapshot(review)
    for comment in review.comments:
        for kind in (PostKind.COMMENT, PostKind.COPY, PostKind.RECEIPT):
            pages_of(kind, snapshot, comment.number)
    for attempt in review.attempts:
        pages_of(PostKind.ANSWER, snapshot, attempt.number)
    pages_of(PostKind.STATUS, snapshot)
    for about in (MessageId(501), MessageId(1)):
        pages_of(PostKind.CHANGE, snapshot, 99, about=about)
    for notice in NoticeKind:
        for person in (None, COACH):
            pages_of(PostKind.NOTICE, snapshot, 99, kind_of=notice, person=person)
    for news in NewsKind:
        pages_of(PostKind.NEWS, snapshot, 99, kind_of=news)
    for audience in Audience:
        for page in ReviewMessages(TEXTS).pages(Remind(audience=audience), snapshot):
            discord_takes(page)
    assert 1 <= len(ReviewMessages(TEXTS).thread_name(snapshot)) <= 100


@given(st.text(max_size=5000), st.text(max_size=1000), st.text(min_size=1, max_size=50))
def test_anything_can_be_written(answer: str, focus: str, name: str) -> None:
    comments = (a_comment(text=answer), a_comment(2, Side.CANDIDATE, answer, edited=True))
    review = a_review(focus=focus, shown_name=name, stage=Stage.ANSWERED, coach=COACH, comments=comments)
    snapshot = a_snapshot(review, an_answer(a_part(501, answer)), profiles={COACH: a_profile(name, focus)})

    for kind in (PostKind.ANSWER, PostKind.COMMENT, PostKind.COPY, PostKind.RECEIPT, PostKind.STATUS):
        pages_of(kind, snapshot)
    pages_of(PostKind.COMMENT, snapshot, 2)
    pages_of(PostKind.CHANGE, snapshot, 3, about=MessageId(501))
    assert 1 <= len(ReviewMessages(TEXTS).thread_name(snapshot)) <= 100


def names(pages: Sequence[Page]) -> list[str]:
    return [page.name for page in pages]


def test_pages_keep_their_names_when_the_text_grows() -> None:
    short = pages_of(PostKind.ANSWER, a_snapshot(a_review(), an_answer(a_part(501, "short"))))
    long = pages_of(PostKind.ANSWER, a_snapshot(a_review(), an_answer(a_part(501, "x" * 9000))))

    assert names(short) == ["0"]
    assert names(long) == [str(number) for number in range(len(long))]
    assert len(long) > 1

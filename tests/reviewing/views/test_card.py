"""The card tells a coach everything, and offers what can be done with it now."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.content import File
from bot.interviewing.domain.model import Mode
from bot.interviewing.domain.rating import Rating
from bot.outbound.draft import Button, ButtonStyle, Page
from bot.reviewing.domain.model import Claim, Helpfulness, Review, ReviewId, Stage
from bot.reviewing.domain.posts import PostKind
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.views.attachments import LARGEST_FILE
from bot.reviewing.views.behind_card import behind_card
from bot.reviewing.views.composer import ReviewMessages
from tests.builders import (
    COACH,
    GITHUB,
    NOON,
    STRIPE,
    a_follow_up,
    a_part,
    a_question,
    a_voice_message,
    an_interview,
    later,
)
from tests.reviewing.views.builders import (
    OTHER_COACH,
    TEXTS,
    a_review,
    a_snapshot,
    all_words,
    an_answer,
    an_attempt,
    button_labels,
    discord_takes,
    pages_of,
)

CLAIM = Claim(coach=COACH, since=NOON, until=later(1800))
ABOUT, READ = "Why and key points", "Show the answer"
ANSWERED = {"stage": Stage.ANSWERED, "coach": COACH, "answered_at": NOON}


def shown_behind(snapshot: Snapshot) -> list[Page]:
    """What the last button of the card shows, after Discord would have taken it."""
    pages = [Page(name=str(at), draft=each) for at, each in enumerate(behind_card(snapshot, TEXTS, locale="en-GB"))]
    for page in pages:
        discord_takes(page)
    return pages


def card_of(review: Review, **around: object) -> Page:
    return pages_of(PostKind.ANSWER, a_snapshot(review, **around))[0]


@pytest.mark.parametrize(
    ("review", "buttons"),
    [
        (a_review(), ["Claim", "Answer", "Close", ABOUT]),
        (a_review(claim=CLAIM), ["Answer", "Release", "Close", ABOUT]),
        (a_review(claim=replace(CLAIM, until=later(-1))), ["Claim", "Answer", "Close", ABOUT]),
        (a_review(**ANSWERED), ["Answer", "Close", READ]),
        (a_review(**ANSWERED, claim=CLAIM), ["Answer", "Release", "Close", READ]),
        (a_review(**ANSWERED, claim=replace(CLAIM, until=later(-1))), ["Answer", "Close", READ]),
        (a_review(stage=Stage.CLOSED, closed_at=NOON), ["Reopen", READ]),
        (a_review(stage=Stage.WITHDRAWN, closed_at=NOON), []),
        (a_review(shown_name="", focus=""), []),
    ],
)
def test_the_buttons_follow_the_state(review: Review, buttons: list[str]) -> None:
    assert button_labels([card_of(review)]) == buttons


def test_the_card_has_what_a_coach_needs() -> None:
    question = a_question(text="Why idempotency?", why="Because of retries.", key_points=("One", "Two", "Three"))
    interview = an_answer(a_part(text="My answer"), question=question, attempt=3, hints=2, assisted=True)
    snapshot = a_snapshot(a_review(focus="My wish"), replace(interview, mode=Mode.LIVE), notes=2)

    words = all_words(pages_of(PostKind.ANSWER, snapshot))

    for expected in (
        "Stripe no. 1",
        "Why idempotency?",
        "My wish",
        "My answer",
        "Amber Fox",
        "stays anonymous",
        "Attempt no. 3",
        "live interview",
        "Hints used: 2 of 3.",
        "Looked at the examples before answering.",
        "2 notes about this candidate",
        f"<t:{int(later(-3600).timestamp())}:R>",
        f"<t:{int(later(-3600 + 24 * 3600).timestamp())}:f>",
        "reply to this message (with the ping on)",
        "Everything else in the thread stays among coaches.",
    ):
        assert expected in words


def test_focus_and_answer_come_first_and_the_rest_of_the_question_is_behind_a_button() -> None:
    question = a_question(text="Why idempotency?", why="Because of retries.", key_points=("One", "Two", "Three"))
    snapshot = a_snapshot(a_review(focus="My wish"), an_answer(a_part(text="My answer"), question=question))

    card = all_words([card_of(snapshot.review, interviews=snapshot.interviews)])
    behind = all_words(shown_behind(snapshot))

    assert card.index("Why idempotency?") < card.index("My wish") < card.index("My answer") < card.index("Attempt no.")
    for rest in ("Because of retries.", "- One\n- Two\n- Three"):
        assert rest not in card
        assert rest in behind
    assert "My answer" not in behind, "the card shows it"


def test_behind_the_button_stands_that_the_bank_has_nothing_to_show_there() -> None:
    snapshot = a_snapshot(a_review(), an_answer(question=a_question(why="", key_points=())))

    behind = all_words(shown_behind(snapshot))

    assert "The bank doesn't say why this question is asked." in behind
    assert "The bank has no key points for this question." in behind


@pytest.mark.parametrize("over", [ANSWERED, {"stage": Stage.CLOSED, "closed_at": NOON, "close_reason": "Too short."}])
def test_a_card_that_nobody_waits_for_has_three_lines_and_the_answer_behind_a_button(over: dict[str, Any]) -> None:
    question = a_question(text="Why idempotency?", why="Because of retries.")
    snapshot = a_snapshot(a_review(focus="My wish", **over), an_answer(a_part(text="My answer"), question=question))

    (page,) = pages_of(PostKind.ANSWER, snapshot)
    behind = all_words(shown_behind(snapshot))

    (embed,) = page.draft.embeds
    assert len([embed.title, *(embed.description or "").splitlines()]) == 3
    assert "Why idempotency?" in all_words([page])
    for rest in ("My wish", "My answer", "Because of retries.", over.get("close_reason", "")):
        assert rest in behind
    assert "My answer" not in all_words([page])


def test_only_a_card_that_waits_has_a_green_button() -> None:
    def green(review: Review) -> list[str]:
        items = [item for row in card_of(review).draft.rows for item in row]
        return [each.label for each in items if isinstance(each, Button) and each.style is ButtonStyle.SUCCESS]

    assert green(a_review()) == ["Answer"]
    assert green(a_review(**ANSWERED)) == []


def test_the_card_shows_follow_ups_with_what_was_said_to_them() -> None:
    interview = an_answer(a_part(text="My answer"))
    interview = interview.with_turn(a_follow_up(2, parts=(a_part(600, "It is retried."),)))
    interview = interview.with_turn(a_follow_up(3, item=1, skipped=True))
    for over in ({}, ANSWERED):
        snapshot = a_snapshot(a_review(**over), interview)
        words = all_words(pages_of(PostKind.ANSWER, snapshot)) + all_words(shown_behind(snapshot))

        assert words.index("My answer") < words.index("And if that fails?") < words.index("It is retried.")
        assert "How would you know?" not in words, "there is nothing to say about what was skipped"


def test_files_and_long_words_said_to_a_follow_up_are_all_there() -> None:
    parts = (*(a_part(600 + each, "é" * 4000) for each in range(3)), a_part(610, "", files=(a_voice_message(),)))
    interview = an_answer(a_part(text="My answer")).with_turn(a_follow_up(2, parts=parts))
    pages = pages_of(PostKind.ANSWER, a_snapshot(a_review(), interview))

    assert all_words(pages).count("é") == 12_000
    assert [upload.message for page in pages for upload in page.draft.uploads] == [610]
    assert "one file of this answer" in all_words(pages)


def test_a_closed_review_shows_the_follow_ups_as_they_were_then() -> None:
    interview = an_answer(a_part(text="New answer")).with_turn(a_follow_up(2, parts=(a_part(600, "New words"),)))
    frozen = (a_part(text="My answer"), replace(a_part(600, "Old words"), follow_up=2))
    attempts = (replace(an_attempt(), frozen=frozen),)
    snapshot = a_snapshot(a_review(stage=Stage.CLOSED, closed_at=NOON, attempts=attempts), interview)
    words = all_words(shown_behind(snapshot))

    assert "My answer" in words
    assert "Old words" in words
    assert "New" not in words


@pytest.mark.parametrize("size", [4000, 20_000])
def test_a_long_answer_behind_a_button_fits_discord(size: int) -> None:
    parts = [a_part(500 + number, "é" * 4000) for number in range(size // 4000)]
    snapshot = a_snapshot(a_review(**ANSWERED, focus="_" * 1000), an_answer(*parts))

    assert all_words(shown_behind(snapshot)).count("é") == size


def test_the_thread_keeps_what_did_not_fit_on_the_card() -> None:
    answer = an_answer(a_part(text="x" * 9000))

    waiting, answered = (
        pages_of(PostKind.ANSWER, a_snapshot(review, answer)) for review in (a_review(), a_review(**ANSWERED))
    )

    assert answered[1:] == waiting[1:]


def test_who_shows_their_name_is_not_called_anonymous() -> None:
    words = all_words([card_of(a_review(shown_name="Ben", named=True))])

    assert "**Ben**" in words
    assert "anonymous" not in words


def test_a_claimed_card_says_by_whom_and_until_when() -> None:
    words = all_words([card_of(a_review(claim=CLAIM))])

    assert f"<@{COACH}>" in words
    assert f"<t:{int(CLAIM.until.timestamp())}:R>" in words


def test_an_answered_card_says_who_answered_and_whether_it_helped() -> None:
    words = all_words([card_of(a_review(**ANSWERED, helpfulness=Helpfulness.PARTLY))])

    assert f"Answered by <@{COACH}>" in words
    assert "helped in part" in words


def test_an_answered_card_says_who_has_claimed_it_and_until_when() -> None:
    claim = replace(CLAIM, coach=OTHER_COACH)

    words = all_words([card_of(a_review(**ANSWERED, claim=claim))])

    assert f"Answered by <@{COACH}>" in words
    assert f"Claimed by <@{OTHER_COACH}> until <t:{int(claim.until.timestamp())}:t>" in words


def test_another_opinion_names_those_who_gave_theirs() -> None:
    review = a_review(opinion_of=ReviewId(3), excluded=frozenset({OTHER_COACH}))

    assert f"another opinion, besides that of <@{OTHER_COACH}>" in all_words([card_of(review)])


def test_a_later_attempt_is_mentioned_on_the_card() -> None:
    snapshot = a_snapshot(a_review(attempts=(an_attempt(), an_attempt(2, 8))), an_answer(), an_answer(number=8))

    assert "tried again" in all_words(pages_of(PostKind.ANSWER, snapshot))


def test_what_does_not_fit_follows_in_the_thread_and_the_card_says_so() -> None:
    short, long = (
        pages_of(PostKind.ANSWER, a_snapshot(a_review(), an_answer(a_part(text=text)))) for text in ("x", "x" * 9000)
    )

    assert "goes on in the thread" not in all_words(short)
    assert "goes on in the thread" in all_words(long[:1])
    assert button_labels(long[:1]) == ["Claim", "Answer", "Close", ABOUT]
    assert button_labels(long[1:]) == []


def test_a_withdrawn_card_shows_neither_answer_nor_focus() -> None:
    snapshot = a_snapshot(
        a_review(stage=Stage.WITHDRAWN, closed_at=NOON, focus="My wish"), an_answer(a_part(text="My answer"))
    )

    pages = pages_of(PostKind.ANSWER, snapshot)

    assert [page.name for page in pages] == ["0"]
    assert "My answer" not in all_words(pages)
    assert "My wish" not in all_words(pages)


@pytest.mark.parametrize("kind", [PostKind.ANSWER, PostKind.STATUS, PostKind.CHANGE])
def test_an_erased_review_is_a_stub(kind: PostKind) -> None:
    snapshot = a_snapshot(a_review(shown_name="", focus=""), an_answer(a_part(text="My answer")))

    pages = pages_of(kind, snapshot)

    assert len(pages) == 1
    assert "My answer" not in all_words(pages)
    assert "My answer" not in ReviewMessages(TEXTS).thread_name(snapshot)


def test_an_answer_of_files_alone_says_so() -> None:
    file = File(name="plan.pdf", size=1000)

    pages = pages_of(PostKind.ANSWER, a_snapshot(a_review(), an_answer(a_part(text="", files=(file,)))))

    assert "No text, only files." in all_words(pages)
    assert "The thread has one file of this answer." in all_words(pages)


@pytest.mark.parametrize(
    ("sizes", "sentence"),
    [((LARGEST_FILE + 1,), ""), ((LARGEST_FILE + 1, 1000), "The thread has one file of this answer.")],
)
def test_a_file_that_is_too_large_is_not_said_to_be_in_the_thread(sizes: tuple[int, ...], sentence: str) -> None:
    files = tuple(File(name=f"{size}.mp4", size=size) for size in sizes)
    review = a_review(attempts=(an_attempt(), an_attempt(2, 8)))
    first, second = an_answer(a_part(files=files)), an_answer(a_part(502, files=files), number=8, attempt=2)

    for attempt in (1, 2):
        said = all_words(pages_of(PostKind.ANSWER, a_snapshot(review, first, second), attempt))
        assert "is larger than Discord lets me send." in said
        assert sentence in said
        assert ("The thread has" in said) is bool(sentence)


def test_the_files_follow_the_text_in_the_order_of_the_messages() -> None:
    parts = (
        a_part(501, "x" * 9000, files=(File(name="a.txt", size=1), a_voice_message(), File(name="b.txt", size=1))),
        a_part(502, "y", files=(File(name="c.txt", size=1),)),
    )

    pages = pages_of(PostKind.ANSWER, a_snapshot(a_review(), an_answer(*parts)))
    files = [page for page in pages if page.fixed]

    assert pages[-len(files) :] == files
    assert [[upload.name for upload in page.draft.uploads] for page in files] == [
        ["a.txt"],
        ["voice-message.ogg"],
        ["b.txt"],
        ["c.txt"],
    ]
    assert [page.name for page in files] == ["f501.0.1", "f501.1.1", "f501.2.1", "f502.0.1"]


def test_two_attempts_stand_side_by_side_where_one_message_takes_them() -> None:
    review = a_review(attempts=(an_attempt(), an_attempt(2, 8)))
    first, second = an_answer(a_part(text="Before.")), an_answer(a_part(502, "After."), number=8, attempt=2)

    (page,) = pages_of(PostKind.ANSWER, a_snapshot(review, first, second), 2)

    assert [embed.description for embed in page.draft.embeds[1:]] == ["Before.", "After."]
    assert button_labels([page]) == []


def test_two_long_attempts_follow_one_another() -> None:
    review = a_review(attempts=(an_attempt(), an_attempt(2, 8)))
    first, second = an_answer(a_part(text="B" * 4000)), an_answer(a_part(502, "A" * 4000), number=8, attempt=2)

    pages = pages_of(PostKind.ANSWER, a_snapshot(review, first, second), 2)

    assert [page.draft.embeds[-1].description for page in pages] == ["B" * 4000, "A" * 4000]


def test_the_thread_says_who_asks_about_what() -> None:
    assert ReviewMessages(TEXTS).thread_name(a_snapshot()) == "Amber Fox · Stripe · What would you do about number 1?"


def test_the_card_names_the_bank_that_its_question_is_from() -> None:
    """Also in an interview of several banks."""
    interview = an_interview(questions=2, answered=(2,), banks=(STRIPE, GITHUB))
    attempt = replace(an_attempt(), question=2)

    page = pages_of(PostKind.ANSWER, a_snapshot(a_review(attempts=(attempt,)), interview))[0]

    assert page.draft.embeds[0].author == "GitHub no. 2 · review 11"


@pytest.mark.parametrize(
    ("ticks", "rating", "thinks"),
    [
        (None, Rating.STUCK, "The candidate thinks they got stuck."),
        (None, Rating.SHAKY, "The candidate thinks it was shaky."),
        (frozenset({1, 2}), None, "The candidate found 2 of 3 key points in it."),
        (frozenset({1}), Rating.SOLID, "The candidate thinks it was solid and found 1 of 3 key points in it."),
        (frozenset(), Rating.EASY, "The candidate thinks it was easy and found none of the 3 key points in it."),
    ],
)
@pytest.mark.parametrize(
    "review", [a_review(), a_review(claim=CLAIM), a_review(**ANSWERED)], ids=["waiting", "claimed", "answered"]
)
def test_the_card_says_what_the_candidate_thinks(
    review: Review, ticks: frozenset[int] | None, rating: Rating | None, thinks: str
) -> None:
    interview = an_answer(a_part(text="My answer"), ticks=ticks, rating=rating)

    assert thinks in all_words(pages_of(PostKind.ANSWER, a_snapshot(review, interview))[:1])


def test_a_card_says_nothing_of_what_was_never_rated() -> None:
    assert "The candidate " not in all_words([card_of(a_review())])


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.WITHDRAWN])
def test_a_review_that_is_over_shows_nothing_that_may_have_been_rated_since(stage: Stage) -> None:
    interview = an_answer(a_part(text="My answer"), ticks=frozenset({1}), rating=Rating.EASY)
    snapshot = a_snapshot(a_review(stage=stage, closed_at=NOON), interview)

    assert "easy" not in all_words([*pages_of(PostKind.ANSWER, snapshot), *shown_behind(snapshot)])


def test_a_later_attempt_says_what_the_candidate_thinks_of_it() -> None:
    review = a_review(attempts=(an_attempt(), an_attempt(2, 8)))
    first, second = an_answer(), an_answer(a_part(502), number=8, attempt=2, rating=Rating.SOLID)

    pages = pages_of(PostKind.ANSWER, a_snapshot(review, first, second), 2)

    assert "The candidate thinks it was solid." in all_words(pages)

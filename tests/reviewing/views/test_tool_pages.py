"""What coaches read of the queue, figures, snippets and notes fits Discord, whatever the names and however many."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.content import ReviewId, ServerId, UserId
from bot.outbound.draft import Button
from bot.reviewing.domain.coaches import Note, Profile, Snippet
from bot.reviewing.domain.model import Claim, Helpfulness, Stage
from bot.reviewing.domain.posts import CARD, FIRST_PAGE
from bot.reviewing.domain.promise import Past, Promise
from bot.reviewing.domain.queue_filter import Filter
from bot.reviewing.domain.team.workload import Workload
from bot.reviewing.usecases.queue import Entry, Queue, Stats
from bot.reviewing.usecases.team.server_figures import Figures
from bot.reviewing.views.server_figures import server_figures_page
from bot.reviewing.views.tool_pages import (
    PAGE,
    notes_page,
    profile_page,
    queue_page,
    queue_template,
    snippets_page,
    stats_page,
)
from cogs.reviewing.forms import LONGEST_BIO, LONGEST_FEEDBACK, LONGEST_NOTE, LONGEST_PROFILE_NAME, LONGEST_SNIPPET_NAME
from tests.builders import COACH, NOON
from tests.fitting import fits_discord
from tests.reviewing.views.builders import SERVER, TEXTS, a_review
from tests.storage.reviewing import a_shown_page

LARGEST = 2**63 - 1
MARKS = "](*_~|"
"""Each of them becomes two characters where it is shown as it is."""
LOCALE = "en-GB"


def marks(length: int) -> str:
    return (MARKS * length)[:length]


def an_entry(number: int = 1, **changes: object) -> Entry:
    card = a_shown_page(LARGEST, CARD.kind, page=FIRST_PAGE)
    review = a_review(id=ReviewId(number), server=ServerId(LARGEST), channel=LARGEST, shown_pages=(card,), **changes)
    return Entry(review=review, bank=marks(80), question=marks(600))


def a_queue(total: int, page: int = 0, *, wanted: Filter = Filter.OPEN, entries: list[Entry] | None = None) -> Queue:
    pages = max(1, -(-total // PAGE))
    here = max(0, min(PAGE, total - page * PAGE))
    figures = Promise(goal=timedelta(hours=24), within=99_999, total=99_999, median=timedelta(hours=23))
    shown = [an_entry(number) for number in range(here)] if entries is None else entries
    return Queue(
        server=SERVER, coach=COACH, filter=wanted, entries=shown, page=page, pages=pages, total=total, promise=figures
    )


def shown(queue: Queue) -> str:
    draft = queue_page(queue, TEXTS, locale=LOCALE, now=NOON)
    fits_discord(draft)
    return "\n".join(text for each in draft.embeds for text in (each.title, each.description, each.footer) if text)


@pytest.mark.parametrize("stage", [Stage.WAITING, Stage.ANSWERED])
def test_a_page_with_the_longest_names_fits_discord(stage: Stage) -> None:
    claim = Claim(coach=UserId(LARGEST), since=NOON, until=NOON + timedelta(hours=1))
    entry = an_entry(
        shown_name=marks(100), focus=marks(1000), stage=stage, claim=claim, coach=UserId(LARGEST), answered_at=NOON
    )

    text = shown(a_queue(10_000, 5, entries=[entry] * PAGE))

    assert text.count(f"<@{LARGEST}>") == PAGE
    assert text.count(f"https://discord.com/channels/{LARGEST}/{LARGEST}/{LARGEST}") == PAGE
    assert not re.search(r"(?<!\\)\]\((?!https://discord\.com)", text), "no name makes a link"


def test_an_entry_says_how_much_longer_a_claim_lasts_and_shows_code() -> None:
    claim = Claim(coach=COACH, since=NOON - timedelta(minutes=2), until=NOON + timedelta(minutes=58))
    entry = replace(an_entry(claim=claim, shown_name="`A`"), question="What does `ticket_sent` mean?")

    text = shown(a_queue(1, entries=[entry]))

    assert f"with <@{COACH}> for another 58 minutes" in text
    assert "What does `ticket_sent` mean?" in text
    assert r"\`A\`" in text, "a name is shown as it is"


@pytest.mark.parametrize(
    ("total", "page", "buttons"),
    [
        (0, 0, None),
        (1, 0, None),
        (5, 0, None),
        (6, 0, [False, True]),
        (6, 1, [True, False]),
        (8, 1, [True, False]),
        (16, 1, [True, True]),
        (16, 3, [True, False]),
    ],
)
def test_pages_are_turned_where_there_are_some(total: int, page: int, buttons: list[bool] | None) -> None:
    draft = queue_page(a_queue(total, page), TEXTS, locale=LOCALE, now=NOON)

    fits_discord(draft)
    items = [each for row in draft.rows for each in row if isinstance(each, Button)]
    turning = [each for each in items if "page" in each.label]
    assert [not each.disabled for each in turning] == (buttons or [])
    claiming = [each for each in items if each.label.startswith("Claim")]
    assert len(claiming) == min(PAGE, total - page * PAGE)
    for each in items:
        assert each in claiming or re.fullmatch(queue_template(), each.custom_id)


@pytest.mark.parametrize(
    "changes",
    [
        {"claim": Claim(coach=UserId(5), since=NOON, until=NOON + timedelta(hours=1))},
        {"stage": Stage.ANSWERED, "coach": COACH, "answered_at": NOON},
        {"candidate": COACH},
        {"excluded": frozenset({COACH})},
    ],
)
def test_what_the_coach_may_not_claim_has_no_button(changes: dict[str, object]) -> None:
    draft = queue_page(a_queue(1, entries=[an_entry(**changes)]), TEXTS, locale=LOCALE, now=NOON)

    assert not any(item.label.startswith("Claim") for row in draft.rows for item in row if isinstance(item, Button))


def test_an_entry_says_when_it_is_due_and_what_the_candidate_wants() -> None:
    review = a_review(focus="Is the _ending_\ntoo long?", goal=timedelta(hours=24))
    entry = an_entry(focus=review.focus, goal=review.goal)
    due = int((review.sent_at + review.goal).timestamp())

    for now, word in ((NOON, "due"), (NOON + timedelta(days=2), "**late**, was due")):
        draft = queue_page(a_queue(1, entries=[entry]), TEXTS, locale=LOCALE, now=now)
        text = draft.embeds[0].description or ""
        assert f"{word} <t:{due}:R>" in text
        assert "\n> Is the \\_ending\\_ too long?" in text


@pytest.mark.parametrize("wanted", Filter)
def test_an_empty_queue_says_what_to_do(wanted: Filter) -> None:
    assert len(shown(a_queue(0, wanted=wanted))) > 60


@pytest.mark.parametrize("count", [0, 1, 15, 16, 500])
def test_any_number_of_snippets_fits_discord(count: int) -> None:
    snippet = Snippet(
        id=1, server=SERVER.id, name=marks(LONGEST_SNIPPET_NAME), text=marks(LONGEST_FEEDBACK), author=COACH
    )

    fits_discord(snippets_page([snippet] * count, TEXTS, locale=LOCALE))


@pytest.mark.parametrize(("count", "page"), [(0, 0), (1, 0), (4, 0), (5, 1), (500, 7), (500, 99_999)])
def test_any_number_of_notes_fits_discord(count: int, page: int) -> None:
    note = Note(
        id=LARGEST,
        server=SERVER.id,
        candidate=UserId(1),
        author=UserId(LARGEST),
        text=marks(LONGEST_NOTE),
        written_at=NOON,
        named=False,
    )

    fits_discord(notes_page(a_review(shown_name=marks(100)), [note] * count, TEXTS, locale=LOCALE, page=page))


@pytest.mark.parametrize(
    ("answered", "recent", "sentence"),
    [
        (0, 0, "No reviews answered yet."),
        (1, 0, "One review answered."),
        (1, 1, "One review answered, in the last 30 days."),
        (2, 0, "2 reviews answered, none in the last 30 days."),
        (2, 1, "2 reviews answered, 1 in the last 30 days."),
    ],
)
def test_how_many_reviews_one_has_answered_is_one_sentence(answered: int, recent: int, sentence: str) -> None:
    stats = Stats(answered=answered, recent=recent, comments=answered, median=None, helpfulness={}, claims=0, replies=0)

    (embed,) = stats_page(stats, TEXTS, locale=LOCALE).embeds

    assert (embed.description or "").splitlines()[0] == sentence


@pytest.mark.parametrize("coaches", [0, 1, 25, 26, 500])
def test_the_figures_of_a_server_fit_discord(coaches: int) -> None:
    load = {UserId(LARGEST - number): 99_999 for number in range(coaches)}
    workload = Workload(
        waiting=99_999, late=99_999, helpfulness=dict.fromkeys(Helpfulness, 99_999), claims=load, answered=load
    )
    past = Past(answered=99_999, within=99_999, missed=99_999, median=timedelta(days=99))
    figures = Figures(server=SERVER, workload=workload, past=past, replies=99_999)

    fits_discord(server_figures_page(figures, TEXTS, locale=LOCALE))


def test_a_server_in_which_nothing_has_happened_has_words_for_that() -> None:
    workload = Workload(waiting=0, late=0, helpfulness={}, claims={}, answered={})
    past = Past(answered=0, within=0, missed=0, median=None)

    page = server_figures_page(Figures(server=SERVER, workload=workload, past=past, replies=0), TEXTS, locale=LOCALE)

    text = page.embeds[0].description or ""
    assert "Nothing is waiting for feedback." in text
    assert "No answer has had feedback yet" in text
    assert "Coaches" not in text


def test_a_profile_and_figures_fit_discord() -> None:
    profile = Profile(coach=COACH, server=SERVER.id, name=marks(LONGEST_PROFILE_NAME), bio=marks(LONGEST_BIO))
    stats = Stats(
        answered=99_999,
        recent=99_999,
        comments=99_999,
        median=timedelta(days=99),
        helpfulness=dict.fromkeys(Helpfulness, 99_999),
        claims=99,
        replies=99_999,
    )

    fits_discord(profile_page(profile, TEXTS, locale=LOCALE))
    fits_discord(profile_page(replace(profile, bio=""), TEXTS, locale=LOCALE))
    fits_discord(stats_page(stats, TEXTS, locale=LOCALE))

"""Pages of a history fit Discord however long everything is, and each control finds its way back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app.controls import ALL_BUTTONS
from bot.core.content import ChannelId, InterviewId, MessageId, first_id_at
from bot.interviewing.domain.model import BankReference, Mode, Phase
from bot.interviewing.domain.rating import Rating
from bot.interviewing.domain.standing import CoachsGrade, CoachsView
from bot.outbound.draft import Draft
from bot.practising.domain.history.answers import (
    AnsweredAttempt,
    AnswerId,
    AttemptsPage,
    HistoryFilter,
    HistoryPage,
    PageEdge,
    PastAnswer,
    Scope,
)
from bot.practising.usecases.history import ANSWERS_ON_A_PAGE, ATTEMPTS_ON_A_PAGE, Feedback, OpenedAnswer
from bot.practising.views.history.attempts import attempts_page
from bot.practising.views.history.ids import (
    HistoryAction,
    HistoryView,
    answer_code,
    answer_id,
    answer_named,
    answer_template,
    list_id,
    practise_id,
    view_of,
    view_template,
)
from bot.practising.views.history.opened import opened_page
from bot.practising.views.history.page import history_page
from bot.reviewing.domain.model import Assessment, Grade
from bot.text.texts import Texts
from cogs.interviewing.starting import ONCE_MORE, PARK, REPLACE
from tests.builders import NOON, a_comment, a_follow_up, a_part, a_round, an_interview
from tests.fitting import fits_discord
from tests.interviewing.views.largest import WIDE, the_largest_interview
from tests.practising.domain.test_history import a_past_answer

TEXTS = Texts.load()
LARGEST = 2**63 - 1
FAR = AnswerId(InterviewId(LARGEST), 9999)
LARGEST_VIEW = HistoryView(
    shown=HistoryFilter(scope=Scope.QUESTION, about=FAR, grade=Grade.NOT_YET, with_feedback=True),
    cursor=PageEdge(message=MessageId(LARGEST), newer=True),
)
VIEWS = [
    HistoryView(),
    LARGEST_VIEW,
    HistoryView(shown=HistoryFilter(scope=Scope.BANK, about=AnswerId(InterviewId(3), 2))),
    HistoryView(shown=HistoryFilter(grade=Grade.STRONG), cursor=PageEdge(message=MessageId(5))),
]


def known(draft: Draft) -> None:
    """Each control is one of this version, and of one kind only."""
    for custom_id in draft.custom_ids():
        found = [each for each in ALL_BUTTONS if each.__discord_ui_compiled_template__.fullmatch(custom_id)]
        assert len(found) == 1, custom_id


def the_largest_past_answer(number: int = 1, **changes: object) -> PastAnswer:
    question = the_largest_interview(1).rounds[0].question
    fields: dict[str, object] = {
        "id": AnswerId(InterviewId(LARGEST), number),
        "bank": BankReference(slug="b" * 40, title="*" * 80, size=100),
        "bank_number": 100,
        "question": question.model_copy(update={"text": "*" * 600}),
        "attempt": 100,
        "hints": 3,
        "ticks": frozenset(range(1, 7)) if number % 2 else frozenset(),
        "rating": Rating.SHAKY if number % 2 else Rating.STUCK,
        "grade": Grade.NOT_YET if number % 2 else Grade.MIXED,
        "feedback": 9,
    }
    return a_past_answer(**fields | changes)


@pytest.mark.parametrize("view", VIEWS)
def test_an_id_says_again_what_it_was_made_of(view: HistoryView) -> None:
    listed = re.fullmatch(view_template(HistoryAction.LIST), list_id(view))
    under = re.fullmatch(
        answer_template(HistoryAction.ANSWER), custom_id := answer_id(HistoryAction.ANSWER, view, FAR, 9999)
    )

    assert listed is not None
    assert view_of(listed) == view
    assert under is not None
    assert view_of(under) == view
    assert len(custom_id) <= 100
    assert answer_named(answer_code(FAR)) == FAR


@pytest.mark.parametrize("code", ["", "1", "1.", "1.2.3", "-1.2", "1.2 ", "١.٢", f"{2**63}.1", "1.12345", "1.2\n"])
def test_what_is_no_answer_names_none(code: str) -> None:
    assert answer_named(code) is None


def test_a_number_that_no_database_stores_is_no_view() -> None:
    for made_up in (f"mh1:list:b{2**63}.1-00--", f"mh1:list:a-00-o{2**63}"):
        match = re.fullmatch(view_template(HistoryAction.LIST), made_up)
        assert match is not None
        assert view_of(match) is None


def test_each_way_to_practise_again_is_known() -> None:
    for action in ("again", REPLACE, PARK, ONCE_MORE):
        custom_id = practise_id(FAR, action)
        assert len([each for each in ALL_BUTTONS if each.__discord_ui_compiled_template__.fullmatch(custom_id)]) == 1


def test_the_largest_page_fits() -> None:
    answers = tuple(the_largest_past_answer(number) for number in range(1, ANSWERS_ON_A_PAGE + 1))
    page = HistoryPage(answers=answers, shown=LARGEST_VIEW.shown, has_newer=True, has_older=True)

    draft = history_page(page, LARGEST_VIEW, TEXTS, locale="en-US")

    fits_discord(draft)
    known(draft)


def test_a_line_says_what_matters() -> None:
    answer = a_past_answer(attempt=2, rating=Rating.SOLID, grade=Grade.GOOD, feedback=1)
    page = HistoryPage(answers=(answer,), shown=HistoryFilter(), has_newer=False, has_older=False)

    draft = history_page(page, HistoryView(), TEXTS, locale="en-US")

    assert draft.embeds[0].description == (
        "**1.** What would you do about number 1?\n"
        f"-# <t:{int(answer.at.timestamp())}:d> · Stripe no. 1 · attempt 2 · Solid · coach: Good · ✉ feedback"
    )
    assert len(draft.rows) == 1, "there is nothing to turn to"


def an_opened_answer(**changes: object) -> OpenedAnswer:
    interview = an_interview(answered=(1,), phase=Phase.ENDED, ended_at=NOON)
    fields: dict[str, object] = {
        "interview": interview,
        "of": interview.rounds[0],
        "view": CoachsView(),
        "feedback": (),
        "channel": ChannelId(1002),
        "has_other_attempts": True,
    }
    return OpenedAnswer(**fields | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", Mode)
def test_the_largest_answer_is_whole_on_pages_that_fit(mode: Mode) -> None:
    interview = replace(the_largest_interview(3, mode=mode), phase=Phase.ENDED)
    said = Assessment(grade=Grade.NOT_YET, covered=(0, 2), next_step="n" * 4000)
    comments = [
        Feedback(
            comment=a_comment(number, text="f" * 4000, assessment=said), coach="*" * 100, message=MessageId(LARGEST)
        )
        for number in (1, 2)
    ]
    opened = an_opened_answer(
        interview=interview,
        of=replace(interview.rounds[0], question_message=MessageId(LARGEST), ticks=frozenset({1}), attempt=100),
        view=CoachsView(grade=CoachsGrade(grade=Grade.NOT_YET, covered=2)),
        feedback=tuple(comments),
        channel=ChannelId(LARGEST),
    )

    pages = [opened_page(opened, number, LARGEST_VIEW, TEXTS) for number in range(20)]

    for page in pages:
        fits_discord(page)
        known(page)
    different = list(dict.fromkeys(page.embeds for page in pages))
    written = "".join(embed.description or "" for embeds in different for embed in embeds)
    assert written.count(WIDE) >= 20_000
    assert written.count("f" * 4000) == 2


def test_files_are_named_and_lead_to_their_message() -> None:
    files = the_largest_interview(1).rounds[0].parts[0].files
    interview = an_interview(phase=Phase.ENDED, ended_at=NOON)
    of = a_round(parts=tuple(a_part(number, "", files=files) for number in range(501, 504)))

    draft = opened_page(an_opened_answer(interview=interview, of=of), 0, HistoryView(), TEXTS)

    fits_discord(draft)
    written = "\n".join(embed.description or "" for embed in draft.embeds)
    assert written.count("https://discord.com/channels/@me/1002/501") == 10
    assert "There's no text in it, only files." in written


def test_what_was_said_to_a_follow_up_is_part_of_the_answer() -> None:
    asked = a_follow_up(4, parts=(a_part(600, "Then I would ask again."),))
    interview = replace(an_interview(answered=(1,), phase=Phase.ENDED, ended_at=NOON), follow_ups=(asked,))

    draft = opened_page(an_opened_answer(interview=interview), 0, HistoryView(), TEXTS)

    assert ("And if that fails?", "Then I would ask again.") in [
        (each.title, each.description) for each in draft.embeds
    ]


def test_key_points_of_a_live_interview_wait_for_its_debrief() -> None:
    live = an_interview(answered=(1,), mode=Mode.LIVE)
    opened = an_opened_answer(interview=live, of=live.rounds[0])

    draft = opened_page(opened, 0, HistoryView(), TEXTS)

    assert "Names the goal" not in repr(draft)
    assert not any(":compare:" in each or ":rate" in each or ":hint:" in each for each in draft.custom_ids())


def paged(attempts: Sequence[AnsweredAttempt], page: int) -> AttemptsPage:
    """As the use case does it."""
    begin = page * ATTEMPTS_ON_A_PAGE
    return AttemptsPage(
        attempts=tuple(attempts[begin : begin + ATTEMPTS_ON_A_PAGE]),
        before=attempts[begin - 1] if begin else None,
        first=begin + 1,
        total=len(attempts),
        page=page,
        pages=-(-len(attempts) // ATTEMPTS_ON_A_PAGE),
    )


def attempts(count: int) -> list[AnsweredAttempt]:
    return [
        AnsweredAttempt(past=the_largest_past_answer(number), parts=(a_part(text="word " * 400 * number),))
        for number in range(1, count + 1)
    ]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 100])
def test_the_largest_attempts_fit(count: int) -> None:
    for page in {0, (count - 1) // ATTEMPTS_ON_A_PAGE}:
        draft = attempts_page(paged(attempts(count), page), LARGEST_VIEW, TEXTS, locale="en-US")
        fits_discord(draft)
        known(draft)
        assert len(draft.embeds[0].fields) <= ATTEMPTS_ON_A_PAGE


def test_attempts_fit_whose_key_points_are_all_markdown() -> None:
    points = tuple(f"{number}{'*' * 149}" for number in range(6))
    had, has = frozenset({1, 2, 3}), frozenset({4, 5, 6})
    both = [
        replace(
            each,
            past=replace(
                each.past,
                question=each.past.question.model_copy(update={"key_points": points}),
                ticks=ticks,
                rating=rating,
                grade=grade,
                assisted=assisted,
            ),
        )
        for each, ticks, rating, grade, assisted in zip(
            attempts(2),
            (had, has),
            (Rating.STUCK, Rating.SHAKY),
            (Grade.NOT_YET, Grade.STRONG),
            (True, False),
            strict=True,
        )
    ]

    fits_discord(attempts_page(paged(both, 0), LARGEST_VIEW, TEXTS, locale="en-US"))


def test_attempts_stand_side_by_side_with_what_changed() -> None:
    first = AnsweredAttempt(
        past=a_past_answer(hints=1, ticks=frozenset({1}), rating=Rating.SHAKY, grade=Grade.MIXED),
        parts=(a_part(text="word " * 150),),
    )
    second = AnsweredAttempt(
        past=a_past_answer(
            first_message=MessageId(first_id_at(NOON + timedelta(seconds=30))),
            ticks=frozenset({2}),
            rating=Rating.SOLID,
            grade=Grade.GOOD,
        ),
        parts=(a_part(text="word " * 300),),
    )

    heading, changed = attempts_page(paged([first, second], 0), HistoryView(), TEXTS, locale="en-US").embeds

    assert heading.author == "Stripe no. 1 · 2 attempts"
    assert [each.name for each in heading.fields] == ["Attempt 1", "Attempt 2"]
    assert all(each.inline for each in heading.fields)
    assert heading.fields[0].value.splitlines()[1:] == [
        "150 words",
        "about 1:00 min aloud",
        "begun after 1:30 min",
        "one hint",
        "1 of 3 key points",
        "Shaky",
        "coach: Mixed",
    ]
    assert [each.name for each in changed.fields] == ["From attempt 1 to 2"]
    assert changed.fields[0].value.splitlines() == [
        "- 1:00 min longer",
        "- begun 1:00 min sooner",
        "- one hint before, no hints now",
        "- gained: Names the risk",
        "- lost: Names the goal",
        "- your rating: Shaky, now Solid",
        "- your coach's grade: Mixed, now Good",
    ]


def test_the_step_onto_a_page_is_said_on_it() -> None:
    _, changed = attempts_page(paged(attempts(4), 1), HistoryView(), TEXTS, locale="en-US").embeds

    assert [each.name for each in changed.fields] == ["From attempt 3 to 4"]


def test_a_lone_attempt_says_how_to_make_another() -> None:
    _, changed = attempts_page(paged(attempts(1), 0), HistoryView(), TEXTS, locale="en-US").embeds

    assert "your only attempt so far" in (changed.description or "")

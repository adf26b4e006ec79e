"""What a summary says of each question, of what is best done next, and how much of it there can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest

from bot.core.content import ChannelId, File, MessageId, ReviewId, first_id_at
from bot.interviewing.domain.afterwards.next_thing import NextThing, ToDo, next_thing
from bot.interviewing.domain.afterwards.retrospect import Retrospect
from bot.interviewing.domain.afterwards.timing import time_taken
from bot.interviewing.domain.model import Interview, Mode, Phase, Round
from bot.interviewing.domain.rating import Rating
from bot.interviewing.domain.standing import CoachsGrade, CoachsView, Standing
from bot.interviewing.views.summary import summary
from bot.outbound.draft import Button, Draft, Select
from bot.text.texts import Texts
from tests.builders import GITHUB, NOON, STRIPE, a_follow_up, a_part, a_question, a_round, an_interview, later
from tests.fitting import fits_discord
from tests.interviewing.views.largest import the_largest_interview

TEXTS = Texts.load()
IN_A_WEEK = NOON + timedelta(days=7)
SENT = CoachsView(standing=Standing(since=NOON))
GRADED = CoachsView(standing=Standing(since=NOON), grade=CoachsGrade(grade="not_yet", covered=2))
DM = ChannelId(1002)


def written(seconds: float, text: str = "My answer.") -> Any:
    return a_part(first_id_at(later(seconds)), text)


def over(*rounds: Round, **changes: Any) -> Interview:
    return an_interview(**{"rounds": rounds, "phase": Phase.ENDED, "ended_at": later(900), **changes})


def answered(number: int = 1, **changes: Any) -> Round:
    return a_round(number, **{"parts": (written(90),), "rating": Rating.SOLID, **changes})


def lines(interview: Interview, page: int = 0, **known: Any) -> list[str]:
    draft = summary(interview, page, TEXTS, retrospect=Retrospect(**known))
    return (draft.embeds[1].description or "").split("\n")


def test_code_in_a_question_is_shown_as_code() -> None:
    assert lines(over(answered(question=a_question(text="What does `==` do?"))))[0] == "**1.** What does `==` do?"


def below(interview: Interview, **known: Any) -> str:
    """What stands below the first question."""
    return lines(interview, **known)[1].removeprefix("-# ")


def first_part(interview: Interview, **known: Any) -> str:
    return summary(interview, 0, TEXTS, retrospect=Retrospect(**known)).embeds[0].description or ""


def labels(draft: Draft) -> list[str]:
    return [item.label for row in draft.rows for item in row if isinstance(item, Button)]


def menus(draft: Draft) -> list[Select]:
    return [item for row in draft.rows for item in row if isinstance(item, Select)]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (100, "1:40 taken, 2 min suggested"),
        (120, "2:00 taken, 2 min suggested"),
        (250, "**4:10 taken**, 2 min suggested"),
        (3599, "**59:59 taken**, 2 min suggested"),
        (3601, "Over an hour taken, 2 min suggested"),
    ],
)
@pytest.mark.parametrize("mode", Mode)
def test_the_time_taken_stands_beside_the_suggested_one(seconds: int, said: str, mode: Mode) -> None:
    shown = lines(over(answered(parts=(written(seconds),)), mode=mode))

    assert shown[1].startswith(f"-# {said} · ")
    assert shown[-1] == "-# The time taken runs from the question to the last message of your answer."


@pytest.mark.parametrize(
    ("asked", "parts", "next_asked", "taken"),
    [
        (0, (60,), None, 60),
        (0, (60, 95), None, 95),
        (0, (60, 400), 100, 60),
        (0, (400, 500), 100, 400),
        (10, (5,), None, 0),
        (0, (), 100, None),
        (None, (60,), None, None),
    ],
    ids=["one message", "the last", "added later", "only later", "another clock", "none", "never asked"],
)
def test_the_time_ends_with_the_last_message_before_another_question(
    asked: int | None, parts: tuple[int, ...], next_asked: int | None, taken: int | None
) -> None:
    def at(seconds: int | None) -> datetime | None:
        return None if seconds is None else later(seconds)

    first = a_round(1, asked_at=at(asked), parts=tuple(written(each) for each in parts))
    interview = over(first, a_round(2, asked_at=at(next_asked)))

    assert time_taken(interview, first) == (None if taken is None else timedelta(seconds=taken))


def test_the_time_ends_where_a_follow_up_is_asked() -> None:
    first = a_round(1, parts=(written(60), written(400)))
    interview = over(first, follow_ups=(a_follow_up(2, asked_at=later(70)),))

    assert time_taken(interview, first) == timedelta(seconds=60)


def test_a_line_says_all_that_is_known_of_an_answer() -> None:
    interview = over(answered(ticks=frozenset({1, 3}), bank=GITHUB), a_round(2, bank=STRIPE))
    known: dict[str, Any] = {"views": {1: GRADED}, "returns": {1: IN_A_WEEK}, "dm_channel": DM}

    shown = lines(interview, **known)

    assert shown[0] == "**1.** What would you do about number 1?"
    link = f"https://discord.com/channels/@me/{DM}/{first_id_at(later(90))}"
    assert shown[1] == (
        "-# 1:30 taken, 2 min suggested · 2 of 3 key points · Solid · coach: **Not there yet**, 2 of 3 key points"
        f" · due again around <t:{int(IN_A_WEEK.timestamp())}:d> · GitHub · [your answer]({link})"
    )


def test_an_answer_that_is_with_a_coach_says_so_and_one_without_a_time_that_it_is_there() -> None:
    assert below(over(answered(asked_at=None)), views={1: SENT}) == "Answered · Solid · with a coach"


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (a_round(1, skipped=True), "Skipped"),
        (a_round(1), "Not answered"),
        (a_round(1, asked_at=None), "Not seen"),
    ],
)
def test_a_question_without_an_answer_says_why(of: Round, said: str) -> None:
    assert lines(over(of)) == ["**1.** What would you do about number 1?", f"-# {said}"]


def test_what_was_not_asked_in_a_live_interview_stays_unknown() -> None:
    shown = lines(over(answered(), a_round(2, asked_at=None), mode=Mode.LIVE))

    assert shown[2:4] == ["**2.** Question 2", "-# Not seen"]


def test_the_first_words_of_a_question_cannot_mark_up_the_list() -> None:
    shown = lines(over(answered(question=a_question(text="[Click](https://evil.example) **now**\n# and here"))))

    assert shown[0].startswith("**1.** \\[Click\\]\\(https\\:")
    assert len(shown) == 3


@pytest.mark.parametrize(
    ("rounds", "known", "expected"),
    [
        ((answered(rating=Rating.EASY), answered(2, rating=Rating.SHAKY), a_round(3)), {}, (ToDo.SEND, 2)),
        ((answered(rating=Rating.SHAKY), a_round(2)), {"views": {1: SENT}}, (ToDo.GO_ON, None)),
        ((answered(rating=Rating.SHAKY), answered(2)), {"views": {1: GRADED}, "returns": {2: NOON}}, (ToDo.COME_BACK,)),
        ((answered(), a_round(2, asked_at=None)), {}, (ToDo.GO_ON, None)),
        ((answered(rating=None), answered(2)), {}, (ToDo.COMPARE, 1)),
        ((answered(rating=None), answered(2)), {"views": {1: GRADED}}, (ToDo.DO_MORE, None)),
        ((answered(), answered(2, rating=Rating.STUCK)), {"returns": {1: NOON}}, (ToDo.TRY_AGAIN, 2)),
        ((answered(), answered(2)), {"returns": {1: IN_A_WEEK, 2: NOON}}, (ToDo.COME_BACK, None)),
        ((answered(), a_round(2, skipped=True)), {}, (ToDo.DO_MORE, None)),
        ((a_round(1, skipped=True),), {}, (ToDo.DO_MORE, None)),
    ],
)
def test_one_thing_is_best_done_next(
    rounds: tuple[Round, ...], known: dict[str, Any], expected: tuple[ToDo, int | None]
) -> None:
    found = next_thing(over(*rounds), Retrospect(**known))

    assert (found.to_do, found.number)[: len(expected)] == expected
    assert found.at == (min(known["returns"].values()) if found.to_do is ToDo.COME_BACK else None)


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (CoachsView(), NextThing(to_do=ToDo.SEND, number=1)),
        (SENT, NextThing(to_do=ToDo.WAIT)),
        (GRADED, NextThing(to_do=ToDo.DO_MORE)),
    ],
)
def test_a_second_attempt_goes_to_its_coach_first(view: CoachsView, expected: NextThing) -> None:
    assert next_thing(over(answered(), review=ReviewId(11)), Retrospect(views={1: view})) == expected


@pytest.mark.parametrize(
    ("interview", "sentence", "ways"),
    [
        (
            over(answered(rating=Rating.SHAKY)),
            "**Next:** send your answer to question 1 to a coach.",
            ["Send question 1 to a coach", "Practise more of Stripe", "Go on with it"],
        ),
        (
            over(answered(), a_round(2)),
            "**Next:** answer the question that is left. You can go on with this interview until <t:",
            ["Practise more of Stripe", "Go on with it"],
        ),
        (
            over(answered(rating=None)),
            "**Next:** compare your answer to question 1 with the examples",
            ["Compare question 1", "Practise more of Stripe", "Go on with it"],
        ),
        (
            over(answered(rating=Rating.STUCK)),
            "**Next:** try question 1 again.",
            ["Try question 1 again", "Practise more of Stripe", "Go on with it"],
        ),
        (over(answered()), "**Next:** practise more.", ["Practise more of Stripe", "Go on with it"]),
        (
            over(answered(), review=ReviewId(11)),
            "Your coach doesn't have this attempt.",
            ["Send to your coach", "Practise more of Stripe", "Go on with it"],
        ),
    ],
    ids=["send", "go on", "compare", "try again", "more", "second attempt"],
)
def test_it_is_one_sentence_and_one_button_at_most(interview: Interview, sentence: str, ways: list[str]) -> None:
    draft = summary(interview, 0, TEXTS)

    assert first_part(interview).split("\n")[-1].startswith(sentence)
    assert labels(draft) == ways


def test_until_when_the_rest_can_be_answered_is_said_whatever_comes_first() -> None:
    said = first_part(over(answered(rating=Rating.SHAKY), a_round(2), a_round(3)))

    assert "**Next:** send your answer to question 1" in said
    assert said.split("\n")[-1].startswith("2 questions are left: you can go on with this interview until <t:")


def test_the_day_to_come_back_on_is_named() -> None:
    said = first_part(over(answered()), returns={1: IN_A_WEEK})

    assert f"**Next:** come back on <t:{int(IN_A_WEEK.timestamp())}:D>" in said


def test_a_second_attempt_that_was_sent_says_so_and_has_no_menu() -> None:
    interview = over(answered(), review=ReviewId(11))

    assert first_part(interview, views={1: SENT}).endswith("Sent to your coach. Their feedback comes here.")
    assert menus(summary(interview, 0, TEXTS)) == []


def test_the_menu_has_the_answers_that_no_coach_has() -> None:
    interview = over(answered(), answered(2, ticks=frozenset({1})), a_round(3, skipped=True))

    (menu,) = menus(summary(interview, 0, TEXTS, retrospect=Retrospect(views={1: SENT})))

    assert menu.placeholder == "Send an answer to a coach"
    assert [(each.value, each.label, each.description) for each in menu.options] == [
        ("2", "2. What would you do about number 2?", "1 of 3 key points · Solid")
    ]
    assert menus(summary(interview, 0, TEXTS, retrospect=Retrospect(views={1: SENT, 2: SENT}))) == []


def test_a_hundred_questions_are_turned_page_by_page() -> None:
    interview = over(*(answered(number) for number in range(1, 101)))
    seen = []
    for page in range(13):
        draft = summary(interview, page, TEXTS)
        seen += [each.split("**")[1] for each in lines(interview, page) if each.startswith("**")]
        assert draft.embeds[1].footer == f"Page {page + 1} of 13"

    assert seen == [f"{number}." for number in range(1, 101)]
    assert summary(interview, 99, TEXTS) == summary(interview, 12, TEXTS)
    assert "You answered all 100 questions." in first_part(interview)


@pytest.mark.parametrize(("mode", "rating", "banks"), [*product(Mode, (None, *Rating), (1, 2, 50))])
def test_the_largest_one_fits_discord(mode: Mode, rating: Rating | None, banks: int) -> None:
    largest = the_largest_interview(mode=mode, banks=banks, answer=3)
    longest = a_question(text="[" * 600, minutes=30, key_points=("k",) * 6)
    voice = File(name="voice.ogg", size=1, voice_seconds=35_999)
    rounds = tuple(
        replace(
            each,
            question=longest,
            bank=replace(each.bank, title="[" * 80),
            parts=(a_part(2**63 - 1, "W", files=(voice,)),) if rating or each.number % 2 else (),
            asked_at=NOON,
            rating=rating,
            ticks=frozenset(range(1, 7)) if rating else None,
            assisted=True,
        )
        for each in largest.rounds
    )
    interview = replace(largest, rounds=rounds, phase=Phase.ENDED, ended_at=NOON)
    numbers = range(1, 101)
    grade = CoachsGrade(grade="not_yet", covered=6)
    for views in ({}, {each: CoachsView(grade=grade) for each in numbers}):
        known = Retrospect(
            views=views, returns=dict.fromkeys(numbers, IN_A_WEEK), dm_channel=ChannelId(MessageId(2**63 - 1))
        )
        for page in range(13):
            fits_discord(summary(interview, page, TEXTS, retrospect=known))
            fits_discord(summary(replace(interview, review=ReviewId(1)), page, TEXTS, retrospect=known))

"""Everything that is composed from the largest bank and the longest answers fits Discord's limits.

https://docs.discord.com/developers/resources/message#embed-limits
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from bot.banks.format.model import Author, CommunityAnswer, Example
from bot.core.content import File, InterviewId
from bot.formatting.split import length
from bot.interviewing.domain.effects import (
    AskQuestion,
    AskRevealAnyway,
    Effect,
    ShowDebrief,
    ShowExamples,
    ShowHint,
    ShowPanel,
    ShowSummary,
)
from bot.interviewing.domain.model import Interview, Mode, Phase, Rung
from bot.interviewing.views.composer import InterviewMessages
from bot.interviewing.views.examples import debrief_page, examples_page
from bot.interviewing.views.overview import status
from bot.outbound.draft import Button, Draft, LinkButton, Select
from bot.text.texts import Texts
from tests.builders import a_part, a_question, a_round, an_interview

TEXTS = Texts.load()
WIDE = "W"


def the_largest_interview(questions: int = 100, *, answer: int = 20_000, mode: Mode = Mode.PRACTICE) -> Interview:
    """Every text as long as `bot.banks.format.model` allows."""
    author = Author(id="a" * 40, name=WIDE * 80, bio=WIDE * 300)
    question = a_question(
        text=WIDE * 600,
        topics=tuple(f"{number}{'t' * 23}" for number in range(5)),
        minutes=30,
        why=WIDE * 1500,
        how=WIDE * 1800,
        key_points=tuple(f"{number}{WIDE * 149}" for number in range(6)),
        examples=tuple(Example(text=WIDE * 1800, note=WIDE * 200) for _ in range(10)),
        community_answers=tuple(CommunityAnswer(text=WIDE * 1800, note=WIDE * 200, by=WIDE * 80) for _ in range(10)),
        follow_ups=tuple(f"{number}{WIDE * 199}" for number in range(5)),
    )
    files = tuple(File(name=f"{number}{'f' * 250}.txt", size=1) for number in range(10))
    parts = (a_part(text=WIDE * answer, files=files),) if answer else ()
    interview = an_interview(questions=questions, mode=mode)
    rounds = tuple(
        a_round(number, question=question, author=author, parts=parts if number % 2 else (), skipped=True, hints=3)
        for number in range(1, questions + 1)
    )
    return replace(
        interview,
        id=InterviewId(2**63 - 1),
        bank_slug="b" * 40,
        bank_title=WIDE * 80,
        bank_size=100,
        introduction=WIDE * 1500,
        rounds=rounds,
    )


EFFECTS: list[Effect] = [
    AskQuestion(number=1),
    ShowPanel(number=1),
    *(ShowHint(number=1, rung=rung) for rung in (*Rung, None)),
    AskRevealAnyway(number=1),
    ShowExamples(number=1),
    ShowDebrief(number=99),
    ShowSummary(),
]


@pytest.mark.parametrize("effect", EFFECTS, ids=repr)
@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("mode", Mode)
def test_every_effect_fits(effect: Effect, phase: Phase, mode: Mode) -> None:
    interview = replace(the_largest_interview(mode=mode), phase=phase)

    fits_discord(InterviewMessages(TEXTS).compose(effect, interview))


@pytest.mark.parametrize("answer", [0, 1, 1990, 2000, 2001, 4000, 6000, 20_000])
def test_every_page_of_examples_fits_and_the_own_answer_is_whole(answer: int) -> None:
    interview = the_largest_interview(1, answer=answer)
    interview = replace(
        interview, rounds=(replace(interview.round(1), parts=(a_part(text="y" * answer),) if answer else ()),)
    )
    pages = {}
    for page, compose in product(range(60), (examples_page, debrief_page)):
        draft = compose(interview, interview.round(1), page, TEXTS)
        fits_discord(draft)
        pages[draft.embeds] = draft
    embeds = dict.fromkeys(embed for draft in pages.values() for embed in draft.embeds)

    assert sum((embed.description or "").count("y") for embed in embeds) >= answer


@pytest.mark.parametrize("questions", [1, 25, 26, 100])
def test_the_status_fits(questions: int) -> None:
    fits_discord(status(the_largest_interview(questions), TEXTS))


def test_the_pages_turn_from_first_to_last() -> None:
    interview = an_interview(answered=(1,))
    first = examples_page(interview, interview.round(1), 0, TEXTS)
    last = examples_page(interview, interview.round(1), 99, TEXTS)

    assert [button.disabled for button in buttons(first)] == [True, False]
    assert [button.disabled for button in buttons(last)] == [False, True]


def buttons(draft: Draft) -> list[Button]:
    return [item for row in draft.rows for item in row if isinstance(item, Button)]


def fits_discord(draft: Draft) -> None:
    assert draft.content or draft.embeds
    assert length(draft.content or "") <= 2000
    assert len(draft.embeds) <= 10
    total = 0
    for embed in draft.embeds:
        texts = {
            "title": (embed.title, 256),
            "description": (embed.description, 4096),
            "footer": (embed.footer, 2048),
            "author": (embed.author, 256),
        }
        for name, (text, limit) in texts.items():
            assert length(text or "") <= limit, name
            total += length(text or "")
        assert len(embed.fields) <= 25
        for field in embed.fields:
            assert 1 <= length(field.name) <= 256
            assert 1 <= length(field.value) <= 1024
            total += length(field.name) + length(field.value)
    assert total <= 6000
    rows_fit_discord(draft)


def rows_fit_discord(draft: Draft) -> None:
    assert len(draft.rows) <= 5
    items = [item for row in draft.rows for item in row]
    ids = [item.custom_id for item in items if not isinstance(item, LinkButton)]
    assert len(ids) == len(set(ids))
    assert all(1 <= len(each) <= 100 for each in ids)
    for row in draft.rows:
        assert 1 <= len(row) <= 5
        for item in row:
            match item:
                case Select():
                    assert len(row) == 1
                    assert 1 <= len(item.options) <= 25
                    assert length(item.placeholder) <= 150
                    for option in item.options:
                        assert 1 <= length(option.label) <= 100
                        assert length(option.description or "") <= 100
                case Button() | LinkButton():
                    assert 1 <= length(item.label) <= 80

"""Questions and answers are shown in words that people read, not as they are stored."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from bot.banks.format.model import Difficulty
from bot.formatting.labels import topic_label
from bot.formatting.refusals import sentence
from bot.interviewing.domain.errors import NothingFits, TopicNotInBank
from bot.interviewing.domain.model import Mode, Phase, Rung
from bot.interviewing.domain.plan import Plan
from bot.interviewing.domain.selection import choose_questions
from bot.interviewing.domain.standing import Standing
from bot.interviewing.views.examples import debrief_page, examples_page
from bot.interviewing.views.hints import hint, reveal_question
from bot.interviewing.views.question import LONGEST_EMBED_TITLE, panel, question_message
from bot.outbound.draft import Button, ButtonStyle, Draft
from bot.text.texts import Texts
from tests.builders import a_bank, a_part, a_question, a_round, a_voice_message, an_interview

TEXTS = Texts.load()


def asked(**changes: object) -> Draft:
    of = a_round(1, question=a_question(1, **changes))
    return question_message(an_interview(), of, TEXTS)


def labels_of(draft: Draft) -> list[str]:
    return [each.label for row in draft.rows for each in row if isinstance(each, Button)]


@pytest.mark.parametrize(
    ("topic", "label"),
    [
        ("apis", "APIs"),
        ("api-design", "API design"),
        ("ways-of-working", "Ways of working"),
        ("problem-solving", "Problem solving"),
        ("asyncio", "asyncio"),
    ],
)
def test_a_topic_has_a_label(topic: str, label: str) -> None:
    assert topic_label(topic) == label


def test_a_question_shows_labels_of_topics_and_difficulty() -> None:
    (question,) = asked(topics=("apis", "ways-of-working"), difficulty=Difficulty.HARD).embeds

    assert [field.value for field in question.fields[:2]] == ["APIs, Ways of working", "Hard"]


def test_a_question_too_long_for_a_title_is_bold_as_titles_are() -> None:
    text = "Why? " * 60 + "Tell me."
    (question,) = asked(text=text).embeds

    assert len(text) > LONGEST_EMBED_TITLE
    assert question.description is not None
    assert question.description.startswith(f"**{text}**")


@pytest.mark.parametrize("line", ["What does `x ** y` do?", "- the first", "1. the first", "> He said"])
def test_a_long_question_with_markup_of_its_own_keeps_it(line: str) -> None:
    text = "Look at this.\n" + line
    (question,) = asked(text=text).embeds

    assert question.description is not None
    assert question.description.startswith(f"{text}\n")


def test_a_voice_message_is_called_so_beside_the_examples() -> None:
    of = a_round(1, parts=(a_part(501, "", files=(a_voice_message(7.2),)),))
    own, *_ = examples_page(an_interview(), of, 0, TEXTS).embeds

    assert own.description == "Your files:\n- voice message, 0:07"


def test_to_reveal_is_not_the_main_button() -> None:
    ((reveal,),) = reveal_question(an_interview(), a_round(1), TEXTS).rows

    assert isinstance(reveal, Button)
    assert reveal.style is ButtonStyle.SECONDARY


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("position", [1, 2, 3])
def test_no_message_has_both_finish_and_end_and_every_one_has_a_way_on(mode: Mode, position: int) -> None:
    interview = an_interview(answered=(1, 2, 3)[:position], position=position, mode=mode)
    debrief = replace(interview, phase=Phase.DEBRIEF)
    of, standing = interview.present, Standing.UNSENT
    for draft in (
        question_message(interview, of, TEXTS),
        question_message(interview, replace(of, parts=()), TEXTS),
        panel(interview, of, TEXTS, standing=standing),
        hint(interview, of, Rung.WHY, TEXTS, standing=standing),
        debrief_page(debrief, of, 0, TEXTS),
        panel(debrief, of, TEXTS, standing=standing),
    ):
        labels = labels_of(draft)
        assert not {"Finish", "End"} <= {*labels}
        assert all(len(row) <= 5 for row in draft.rows)
    assert ("Finish" in labels_of(panel(interview, of, TEXTS))) is (position == 3)


def test_only_a_question_with_an_earlier_one_leads_back() -> None:
    shown = [question_message(an_interview(position=number), a_round(number), TEXTS) for number in (1, 2)]

    assert [labels_of(each).count("Back") for each in shown] == [0, 1]


def test_what_stands_above_key_points_speaks_to_the_candidate() -> None:
    (ladder,) = hint(an_interview(), a_round(1), Rung.KEY_POINTS, TEXTS).embeds

    assert ladder.title == "Key points to cover in your answer"


def test_a_refusal_names_topics_by_their_labels() -> None:
    bank = a_bank(2)
    with pytest.raises(TopicNotInBank) as refused:
        choose_questions([bank], Plan(banks=("stripe",), topic="ways-of-working"), seen={}, chance=Random(0))
    with pytest.raises(NothingFits) as unfit:
        choose_questions(
            [bank], Plan(banks=("stripe",), topic="apis", difficulty=Difficulty.HARD), seen={}, chance=Random(0)
        )

    said = [sentence(each.value, TEXTS, locale="en-US") for each in (refused, unfit)]

    assert said[0] == "Stripe has no questions on “Ways of working”. Its topics are: APIs."
    assert said[1] == "Stripe has no hard questions on “APIs”, only these: easy."


def test_help_in_a_debrief_leads_on_as_the_debrief_does() -> None:
    """The second question was never asked, so the debrief ends with the first."""
    debrief = an_interview(questions=2, answered=(1,), mode=Mode.LIVE, phase=Phase.DEBRIEF)
    shown = (hint(debrief, debrief.present, Rung.WHY, TEXTS), debrief_page(debrief, debrief.present, 0, TEXTS))

    leading = [next(each for row in draft.rows for each in row if ":next:" in each.custom_id) for draft in shown]
    assert [each.label for each in leading] == ["Finish", "Finish"]

"""Community answers of a server come after what the bank has, a page each, and fit whatever is in them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app.controls import is_known
from bot.core.content import InterviewId, ShareId
from bot.interviewing.domain.afterwards.community import ApprovedAnswer
from bot.interviewing.domain.model import Interview, Mode, Phase
from bot.interviewing.domain.rating import Rating
from bot.interviewing.domain.standing import CoachsGrade
from bot.interviewing.views.community import CommunityAction, CommunityPages, community_id
from bot.interviewing.views.custom_ids import ControlAction, MessageKind, control_id, question_named
from bot.interviewing.views.examples import debrief_page, examples_page
from bot.outbound.draft import Button, Draft
from bot.text.texts import Texts
from tests.builders import a_part, an_interview
from tests.fitting import fits_discord
from tests.interviewing.views.largest import WIDE, the_largest_interview

TEXTS = Texts.load()
LARGEST = 2**63 - 1
GONE = "That community answer isn't shown any more. Here is the page beside it."


def answers(*texts: str) -> tuple[ApprovedAnswer, ...]:
    return tuple(ApprovedAnswer(share=ShareId(71 + at), version=1, text=text) for at, text in enumerate(texts))


def page_of(interview: Interview, community: CommunityPages, page: int = 0) -> Draft:
    draft = examples_page(interview, interview.round(1), page, TEXTS, community=community)
    fits_discord(draft)
    return draft


def labels(draft: Draft) -> list[str]:
    return [item.label for row in draft.rows for item in row if isinstance(item, Button) and not item.disabled]


def said(draft: Draft) -> str:
    return "\n".join(embed.description or "" for embed in draft.embeds)


def test_the_one_that_is_wanted_is_shown_wherever_it_is_by_now() -> None:
    interview = an_interview(answered=(1,))
    best, other = answers("Best.", "Other.")

    moved = page_of(interview, CommunityPages(answers=(other, best), wanted=best.share), page=2)
    assert "Best." in said(moved)
    assert moved.content is None
    gone = page_of(interview, CommunityPages(answers=(other,), wanted=best.share), page=2)
    assert "Other." in said(gone)
    assert gone.content == GONE
    none_left = page_of(interview, CommunityPages(wanted=best.share), page=2)
    assert none_left.content == GONE
    assert "Helpful" not in labels(none_left)


def test_what_one_has_voted_and_reported_stands_on_the_buttons() -> None:
    interview = an_interview(answered=(1,))
    (answer,) = answers("An answer.")

    def shown(answer: ApprovedAnswer) -> list[str]:
        return labels(page_of(interview, CommunityPages(answers=(answer,), wanted=answer.share)))

    assert {"Helpful", "Not for me", "Report"} <= set(shown(answer))
    assert {"✓ Helpful", "Not for me"} <= set(shown(replace(answer, found_helpful=True)))
    assert {"Helpful", "✓ Not for me"} <= set(shown(replace(answer, found_helpful=False)))
    assert "Report" not in str(shown(replace(answer, reported=True)))
    assert {"Helpful", "Not for me", "Report"}.isdisjoint(shown(replace(answer, own=True)))


@pytest.mark.parametrize("text", ["*" * 1800, WIDE * 1800, "\U0001f600" * 1800, "](\n" * 600, "a `b` " * 300])
@pytest.mark.parametrize("own", [1800, 1801])
def test_every_page_fits_and_is_whole(text: str, own: int) -> None:
    interview = replace(the_largest_interview(3, mode=Mode.LIVE), phase=Phase.DEBRIEF)
    of = replace(
        interview.round(1),
        parts=(a_part(text="y" * own),),
        ticks=frozenset({1, 2, 3, 4, 5}),
        rating=Rating.SHAKY,
        examples_seen=True,
        assisted=True,
    )
    interview, grade = interview.with_turn(of), CoachsGrade(grade="not_yet", covered=5)
    largest = ApprovedAnswer(share=ShareId(LARGEST), version=999_999_999, text=text, found_helpful=True)
    community = CommunityPages(answers=(replace(largest, share=ShareId(1)), largest), may_share=True)
    written: dict[str, str] = {}
    for page in range(20, 32):
        fits_discord(examples_page(interview, of, page, TEXTS, grade=grade, community=community))
        draft = debrief_page(interview, of, page, TEXTS, grade=grade, community=community)
        fits_discord(draft)
        assert all(is_known(each) for each in draft.custom_ids())
        assert question_named(draft.custom_ids()) == (interview.id, 1)
        written[str(draft.custom_ids())] = "".join(
            each.description or "" for each in draft.embeds if each.title == "Community answer 12 of 12"
        )

    assert "".join("".join(written.values()).split()).replace("\\", "") == "".join(text.split())


@pytest.mark.parametrize("action", CommunityAction)
def test_a_control_is_answered_by_one_button(action: CommunityAction) -> None:
    interview = InterviewId(LARGEST)
    custom_id = community_id(
        action, interview, 9999, MessageKind.DEBRIEF, page=9999, share=ShareId(LARGEST), version=999_999_999
    )
    page = control_id(ControlAction.RATE_SOLID, interview, 9999, MessageKind.DEBRIEF, 9999, shared=ShareId(LARGEST))

    for each in (custom_id, page):
        assert len(each) <= 100
        assert is_known(each)
        assert question_named([each]) == (interview, 9999)
    assert not is_known(custom_id.rpartition(".")[0])

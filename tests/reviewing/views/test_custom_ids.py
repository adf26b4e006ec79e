"""Every button and form of a review finds its way back, also after a restart: its id says everything."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.content import InterviewId, ReviewId, UserId
from bot.reviewing.domain.model import Assessment, Grade, Helpfulness
from bot.reviewing.domain.safety.muting import MuteFor
from bot.reviewing.domain.safety.reports import Decision
from bot.reviewing.views.custom_ids import (
    FormKind,
    ReviewAction,
    form_detail,
    form_id,
    form_of,
    form_template,
    read_form_detail,
    review_id,
    review_template,
)

LARGEST = 2**63 - 1
DETAILS = {
    ReviewAction.TAKEOVER: [UserId(1), UserId(LARGEST)],
    ReviewAction.SEND_HELD: ["1", "999999999"],
    ReviewAction.RATE: list(Helpfulness),
    ReviewAction.NOTES: ["0", "99999"],
    ReviewAction.MUTE_FOR: list(MuteFor),
    ReviewAction.DECIDE: list(Decision),
    ReviewAction.FORM: [
        form_detail(0, Assessment()),
        form_detail(LARGEST, Assessment(grade=Grade.NOT_YET, covered=tuple(range(6)))),
    ],
}
IDS = [
    (action, detail, place)
    for action in ReviewAction
    for detail in DETAILS.get(action, [""])
    for place in ("", "1", "n999999999")
]


@pytest.mark.parametrize(("action", "detail", "place"), IDS)
def test_a_button_is_answered_by_exactly_its_own_action(action: ReviewAction, detail: str, place: str) -> None:
    custom_id = review_id(action, ReviewId(LARGEST), detail, message=place)

    assert len(custom_id) <= 100
    assert [each for each in ReviewAction if re.fullmatch(review_template(each), custom_id)] == [action]
    match = re.fullmatch(review_template(action), custom_id)
    assert match is not None
    assert (match["subject"], match["detail"], match["message"] or "") == (str(LARGEST), str(detail), place)


def test_the_same_button_on_two_messages_has_two_ids() -> None:
    first = review_id(ReviewAction.RATE, ReviewId(5), Helpfulness.HELPED, message="1")
    second = review_id(ReviewAction.RATE, ReviewId(5), Helpfulness.HELPED, message="2")

    assert first != second


@pytest.mark.parametrize(
    "custom_id",
    [
        "",
        "mr0:claim:1:",
        "mr1:claim:-1:",
        "mr1:claim:1",
        "mr1:claim:1::",
        "mr1:claim:1:2",
        "mr1:claim:١:",
        "mr1:rate:1:perfect",
        "mr1:takeover:1:",
        "mr1:send_held:1:x",
        "mr1:flag:1:12345",
        "mr1:form:1:5",
        "mr1:form:1:5-perfect-0",
        "mr1:claim:12345678901234567890:",
        "mi1:next:1:1:q",
    ],
)
def test_an_id_of_another_version_or_hand_is_nobodys(custom_id: str) -> None:
    assert not any(re.fullmatch(review_template(each), custom_id) for each in ReviewAction)


@given(st.integers(0, LARGEST), st.none() | st.sampled_from(Grade), st.sets(st.integers(0, 5)))
def test_a_refused_form_is_filled_in_as_it_was(snippet: int, grade: Grade | None, covered: set[int]) -> None:
    said = Assessment(grade=grade, covered=tuple(sorted(covered)))

    assert read_form_detail(form_detail(snippet, said)) == (snippet, said)


@given(
    st.sampled_from(FormKind),
    st.integers(0, LARGEST),
    st.integers(0, LARGEST),
    st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", min_size=1, max_size=32),
)
def test_a_form_is_known_by_its_id(form: FormKind, subject: int, detail: int, token: str) -> None:
    custom_id = form_id(form, subject, detail, token=token)

    assert len(custom_id) <= 100
    assert [each for each in FormKind if re.fullmatch(form_template(each), custom_id)] == [form]
    known = form_of(custom_id)
    assert known is not None
    assert (known[0], int(known[1]["subject"]), int(known[1]["detail"])) == (form, subject, detail)


def test_two_openings_of_one_form_have_two_ids() -> None:
    assert form_id(FormKind.ANSWER, ReviewId(1), token="a") != form_id(FormKind.ANSWER, ReviewId(1), token="b")


@pytest.mark.parametrize(
    "custom_id", ["", "mr1f:send:1:1", "mr1f:send:1:1:", "mr2f:send:1:1:a", "mr1f:steal:1:1:a", "mr1f:send:1:1:a b"]
)
def test_a_form_of_another_version_or_hand_is_nobodys(custom_id: str) -> None:
    assert form_of(custom_id) is None


def test_no_button_takes_a_form_for_its_own() -> None:
    buttons = [review_id(action, InterviewId(1), detail) for action, detail, _ in IDS]

    assert all(form_of(each) is None for each in buttons)

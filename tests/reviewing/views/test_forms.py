"""Forms fit Discord for every question, and what comes back is read, whatever it looks like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.banks.format.loader import load_bank
from bot.banks.format.model import Question
from bot.client.form_values import FormField, read_form, text_in
from bot.core.content import InterviewId, ServerId
from bot.formatting.split import length
from bot.reviewing.domain.coaches import Snippet
from bot.reviewing.domain.model import Assessment, Grade
from bot.reviewing.usecases.new_review import Along, Invitation
from bot.reviewing.views.custom_ids import FormKind, form_of
from cogs.reviewing.form_reading import Naming, assessment_in, server_in, shows_name
from cogs.reviewing.forms import (
    Beginning,
    Form,
    answer_form,
    close_form,
    note_form,
    opinion_form,
    profile_form,
    report_form,
    send_form,
    snippet_form,
)
from playground.traffic.recorded_request import RecordedRequest
from tests.builders import COACH, a_question
from tests.openapi import judge
from tests.reviewing.views.builders import SERVER, TEXTS, a_profile, a_review, a_snapshot, an_answer

BANKS = sorted((Path(__file__).parents[3] / "question_banks").glob("*.yaml"))
WHERE: dict[str, Any] = {"locale": "en-GB", "token": "1234567890123456789"}
MOST_ALONG = Along(files=10_000, voices=10_000)
LARGEST = ServerId(2**63 - 1)


def an_invitation(servers: int = 1) -> Invitation:
    return Invitation(
        interview=InterviewId(2**63 - 1),
        question=100,
        servers=[(replace(SERVER, id=ServerId(LARGEST - number)), None) for number in range(servers)],
        along=MOST_ALONG,
    )


def a_snippet(text: str = "Thank you for this answer.") -> Snippet:
    return Snippet(id=5, server=SERVER.id, name="Thanks", text=text, author=COACH)


def answering(question: Question) -> Form:
    return answer_form(a_snapshot(a_review(), an_answer(question=question)), Beginning(), TEXTS, **WHERE)


def inputs_of(form: Form) -> dict[str, dict[str, Any]]:
    """The fields as Discord gets them, by their id."""
    labelled = [each["component"] for each in form.to_dict()["components"] if "component" in each]
    return {each["custom_id"]: each for each in labelled}


def discord_opens(form: Form) -> None:
    data = form.to_dict()
    assert 1 <= length(data["title"]) <= 45
    assert 1 <= len(data["custom_id"]) <= 100
    assert 1 <= len(data["components"]) <= 5
    for component in data["components"]:
        if "component" not in component:
            assert 1 <= length(component["content"]) <= 4000
            continue
        assert 1 <= length(component["label"]) <= 45
        assert length(component.get("description") or "x") <= 100
        field_fits(component["component"])
    judge(
        [
            RecordedRequest(
                method="POST",
                path="",
                route="/interactions/{interaction_id}/{interaction_token}/callback",
                params={"interaction_id": "1", "interaction_token": "x"},
                query={},
                at=0,
                json={"type": 9, "data": data},
            )
        ]
    )


def field_fits(field: dict[str, Any]) -> None:
    assert 1 <= len(field["custom_id"]) <= 100
    assert length(field.get("placeholder") or "") <= 100
    assert length(field.get("value") or "") <= field.get("max_length", 4000)
    if "options" in field:
        smallest, largest = {3: (1, 25), 21: (2, 10), 22: (1, 10)}[field["type"]]
        assert smallest <= len(field["options"]) <= largest
        assert len({option["value"] for option in field["options"]}) == len(field["options"])
        for option in field["options"]:
            assert 1 <= length(option["label"]) <= 100
            assert length(option.get("description") or "") <= 100


@pytest.mark.parametrize("bank", BANKS, ids=lambda path: path.stem)
async def test_the_form_for_feedback_fits_every_question_that_we_ship(bank: Path) -> None:
    questions = load_bank(bank).questions

    assert questions
    for question in questions:
        form = answering(question)
        discord_opens(form)
        assert len(inputs_of(form)[FormField.COVERED]["options"]) == len(question.key_points)


async def test_the_form_for_feedback_fits_the_longest_question() -> None:
    question = a_question(text="_" * 600, key_points=tuple(f"{number}{'😀' * 74}" for number in range(6)))

    discord_opens(answering(question))


@pytest.mark.parametrize("form", ["send", "send to many", "answer", "close", "opinion", "profile",
                                  "new profile", "snippet", "new snippet", "note", "report"])  # fmt: skip
async def test_every_form_fits_discord(form: str) -> None:
    everything = {
        "send": lambda: send_form(an_invitation(), {LARGEST: "_" * 100}, "😀" * 100, TEXTS, **WHERE),
        "send to many": lambda: send_form(an_invitation(40), {LARGEST: "_" * 100}, "Ben", TEXTS, **WHERE),
        "answer": lambda: answer_form(a_snapshot(), Beginning(text="x" * 4000), TEXTS, **WHERE),
        "close": lambda: close_form(a_review().id, TEXTS, **WHERE),
        "opinion": lambda: opinion_form(a_review(focus="x" * 1000), None, MOST_ALONG, TEXTS, **WHERE),
        "profile": lambda: profile_form(SERVER.id, a_profile("x" * 50, "y" * 300), TEXTS, **WHERE),
        "new profile": lambda: profile_form(SERVER.id, None, TEXTS, **WHERE),
        "snippet": lambda: snippet_form(SERVER.id, a_snippet("x" * 4000), TEXTS, **WHERE),
        "new snippet": lambda: snippet_form(SERVER.id, None, TEXTS, **WHERE),
        "note": lambda: note_form(a_review().id, TEXTS, **WHERE),
        "report": lambda: report_form(a_review().id, TEXTS, **WHERE),
    }

    discord_opens(everything[form]())


async def test_the_form_for_feedback_begins_with_the_focus_and_asks_for_words_before_a_mark() -> None:
    (asked, *fields) = answer_form(
        a_snapshot(a_review(focus="Is it\n\ntoo long?")), Beginning(), TEXTS, **WHERE
    ).to_dict()["components"]

    assert asked["content"].splitlines()[1:3] == ["> Is it", "> too long?"]
    assert [each["component"]["custom_id"] for each in fields] == [
        FormField.FEEDBACK,
        FormField.GRADE,
        FormField.COVERED,
        FormField.NEXT_STEP,
    ]


@pytest.mark.parametrize("focus", ["_" * 1000, "_\n" * 500])
async def test_the_longest_focus_and_question_fit_into_the_form(focus: str) -> None:
    snapshot = a_snapshot(a_review(focus=focus), an_answer(question=a_question(text="_" * 600)))

    discord_opens(answer_form(snapshot, Beginning(), TEXTS, **WHERE))


async def test_nothing_is_kept_of_an_opened_form() -> None:
    assert answering(a_question()).is_finished(), "discord.py stores only forms that are not finished"


async def test_the_promise_is_read_before_sending() -> None:
    form = send_form(an_invitation(), {LARGEST: "Interview Club"}, "Ben", TEXTS, **WHERE)

    (promise, *_) = form.to_dict()["components"]
    assert promise["content"] == (
        "Your answer goes to human coaches on **Interview Club**. "
        "No track record yet. The coaches aim to answer within 24 hours.\n\n"
        "What goes along: your answer as it reads now, with 10,000 files and 10,000 voice messages. "
        "A voice can be recognised, even if you stay anonymous.\n"
        "What you add to that answer, edit or delete in it later reaches the coaches, too, until the review is closed."
        " They also see how you rate it, and which key points you found in it."
    )


async def test_a_candidate_is_anonymous_unless_they_say_otherwise() -> None:
    options = inputs_of(send_form(an_invitation(), {}, "Ben", TEXTS, **WHERE))[FormField.NAMING]["options"]

    assert [(option["value"], option.get("default", False)) for option in options] == [
        (Naming.ALIAS, True),
        (Naming.NAME, False),
    ]
    assert "Ben" in options[1]["description"]


@pytest.mark.parametrize(("servers", "asked"), [(1, False), (2, True), (40, True)])
async def test_the_server_is_asked_for_only_where_there_is_a_choice(servers: int, *, asked: bool) -> None:
    form = send_form(an_invitation(servers), {}, "Ben", TEXTS, **WHERE)

    assert (FormField.SERVER in inputs_of(form)) is asked


async def test_feedback_begins_with_all_that_was_entered_before() -> None:
    said = Assessment(grade=Grade.MIXED, covered=(0, 2), next_step="Say it in one minute.")
    form = answer_form(a_snapshot(), Beginning(text="Thank you.", assessment=said, snippet=5), TEXTS, **WHERE)

    fields = inputs_of(form)
    assert fields[FormField.FEEDBACK]["value"] == "Thank you."
    assert fields[FormField.NEXT_STEP]["value"] == "Say it in one minute."
    assert [each["value"] for each in fields[FormField.GRADE]["options"] if each.get("default")] == ["mixed"]
    assert [each["value"] for each in fields[FormField.COVERED]["options"] if each.get("default")] == ["0", "2"]
    known = form_of(form.custom_id)
    assert known is not None
    assert (known[0], known[1]["subject"], known[1]["detail"]) == (FormKind.ANSWER, "11", "5")


async def test_only_feedback_itself_is_required_of_a_coach() -> None:
    fields = inputs_of(answering(a_question()))

    assert {name: field["required"] for name, field in fields.items()} == {
        FormField.GRADE: False,
        FormField.COVERED: False,
        FormField.FEEDBACK: True,
        FormField.NEXT_STEP: False,
    }
    assert (fields[FormField.FEEDBACK]["max_length"], fields[FormField.NEXT_STEP]["max_length"]) == (4000, 300)


async def test_a_reason_is_required_where_there_is_no_feedback() -> None:
    form = close_form(a_review().id, TEXTS, **WHERE)

    assert inputs_of(form)[FormField.REASON]["required"]


def submitted(**values: str | list[str] | None) -> dict[str, Any]:
    """As Discord sends it."""

    def component(name: str, value: str | list[str] | None) -> dict[str, Any]:
        chosen = {"values": value} if isinstance(value, list) else {"value": value}
        return {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": name} | chosen}

    return {
        "custom_id": "mr1f:answer:9:0:1",
        "components": [{"type": 10, "id": 3}, *(component(name, value) for name, value in values.items())],
    }


def test_a_submitted_form_is_read() -> None:
    values = read_form(submitted(mark="good", covered=["0", "2"], feedback=" Well done. ", next_step=""))

    assert text_in(values, FormField.FEEDBACK) == "Well done."
    assert assessment_in(values, points=3) == Assessment(grade=Grade.GOOD, covered=(0, 2), next_step="")


def test_what_was_not_chosen_is_nothing() -> None:
    values = read_form(submitted(mark=None, covered=[], feedback="x"))

    assert assessment_in(values, points=3) == Assessment()
    assert not shows_name(values)
    assert server_in(values) is None


def test_a_row_of_the_old_kind_is_read() -> None:
    data = {"components": [{"type": 1, "components": [{"type": 4, "custom_id": "wish", "value": "All of it"}]}]}

    assert read_form(data) == {"wish": "All of it"}


def test_the_choices_of_a_candidate_are_read() -> None:
    values = read_form(submitted(focus="All of it", naming="name", server=[str(LARGEST)]))

    assert shows_name(values)
    assert server_in(values) == LARGEST


@pytest.mark.parametrize("chosen", ["", "-1", "x", "9" * 19, "9" * 5000, "²", "٣", "1.0", "0x1"])
def test_a_server_that_is_none_is_no_server(chosen: str) -> None:
    assert server_in({FormField.SERVER: [chosen]}) is None


@pytest.mark.parametrize("covered", [["3"], ["-1"], ["00"], ["²"], ["x"], "0", ["0"] * 9])
def test_only_key_points_that_exist_are_covered(covered: str | list[str]) -> None:
    assert set(assessment_in({FormField.COVERED: covered}, points=3).covered) <= {0}
    assert assessment_in({FormField.GRADE: "perfect"}, points=3).grade is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["components", "component", "custom_id", "value", "values", "type"]), inner, max_size=4
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_whatever_is_sent_is_read_without_harm(components: object) -> None:
    for data in ({"components": components}, components if isinstance(components, dict) else {}):
        values = read_form(data)
        assert all(isinstance(each, str) for each in flattened(values.values()))
        assessment_in(values, points=6)
        server_in(values)


def flattened(values: Any) -> Iterator[object]:
    for value in values:
        yield from value if isinstance(value, list) else [value]

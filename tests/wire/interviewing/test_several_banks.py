"""One interview over several banks: how it is chosen, and where its messages say which bank a question is from."""

from __future__ import annotations

import pytest

from tests.wire.commands import begun
from tests.wire.journey import Journey, buttons, heard, is_question, says, words
from tests.wire.practice import Practice

BOTH = "stripe, system-design"
NAMES = "Stripe and System Design"


def options_of(message: dict[str, object]) -> list[tuple[str, str]]:
    """The labels and descriptions in the menus of a message."""
    rows: list[dict[str, list[dict[str, list[dict[str, str]]]]]] = message["components"]  # type: ignore[assignment]
    items = [item for row in rows for item in row["components"]]
    return [(each["label"], each["description"]) for item in items for each in item.get("options", [])]


async def test_two_banks_are_asked_by_turns_and_each_message_says_which(candidate: Journey) -> None:
    question = await candidate.mock(BOTH, questions="3")
    assert "Question 1 of 3 · Stripe no. 1 of" in words(question)
    assert "Before you start\n**Stripe**\n" in words(question)
    assert "**System Design**\n" in words(question)

    await candidate.say()
    await candidate.sees(says("Your answer to question 1 · Stripe"))
    assert "Question 2 of 3 · System Design no. 1 of" in heard(await candidate.command("next"))
    assert "Question 3 of 3 · Stripe no. 2 of" in heard(await candidate.command("skip"))
    status = await candidate.command("status")
    assert f"{NAMES} · question 3 of 3" in heard(status)
    assert status.message is not None
    assert [state for _, state in options_of(status.message)] == [
        "answered · Stripe",
        "skipped · System Design",
        "you are here · open · Stripe",
    ]

    summary = await candidate.command("end")
    assert f"Interview over: {NAMES}" in heard(summary)
    assert "Stripe: 1 of 2 answered\nSystem Design: 0 of 1 answered" in heard(summary)
    assert summary.message is not None
    again = await candidate.press(summary.message, f"Practise more of {NAMES}")
    assert "Question 1 of 5 · Stripe no. 3 of" in heard(again)  # the first that was never shown
    assert "Before you start" not in heard(again)


async def test_the_debrief_of_a_live_interview_says_the_bank(candidate: Journey) -> None:
    await candidate.mock(BOTH, questions="2", mode="live")
    await candidate.command("skip")
    assert "Debrief · question 1 of 2 · Stripe" in heard(await candidate.command("skip"))
    assert "Debrief · question 2 of 2 · System Design" in heard(await candidate.command("next"))


async def test_a_further_bank_is_suggested_after_a_comma(candidate: Journey) -> None:
    """Clients send what was chosen either by its value or, once somebody types on, as it is shown."""
    for typed in ("stripe, sys", "Stripe (32 questions), sys"):
        [choice] = await candidate.person.autocomplete(candidate.dm, "mock", "bank", bank=typed)
        assert choice["name"].startswith("Stripe, System Design (")
        assert choice["value"] == "stripe,system-design"

    further = await candidate.person.autocomplete(candidate.dm, "mock", "bank", bank=f"{choice['name']},")
    assert further
    assert all(each["value"].startswith("stripe,system-design,") for each in further)
    assert all(len(each["name"]) <= 100 and len(each["value"]) <= 100 for each in further)
    assert await candidate.person.autocomplete(candidate.dm, "mock", "bank", bank="no such bank, sys") == []

    assert "· Stripe no. 1 of" in words(await candidate.mock(choice["name"]))


async def test_several_banks_can_be_chosen_in_the_list(candidate: Journey) -> None:
    used = await candidate.command("mock", questions="2")
    assert used.message is not None

    chosen = await candidate.person.select(
        used.message["id"], "Choose one or more question banks", ["system-design", "stripe"]
    )
    await chosen.settled()

    assert "System Design no. 1 of" in words(await candidate.sees(is_question(1, 2)))
    assert "Stripe no. 1 of" in heard(await candidate.command("skip"))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"bank": "stripe, gardening"}, "There's no question bank called “gardening”."),
        ({"bank": BOTH, "start": 3}, "`start` works with one bank only"),
        ({"bank": BOTH, "topic": "gardening"}, "Those banks have no questions on “Gardening”. Their topics are:"),
    ],
)
async def test_what_several_banks_cannot_do_is_refused(
    candidate: Journey, options: dict[str, object], sentence: str
) -> None:
    assert sentence in heard(await candidate.command("mock", **options))
    assert candidate.of_bot(is_question(1)) == []


async def test_a_running_interview_waits_for_one_of_several_banks(interview: Journey) -> None:
    used = await interview.command("mock", bank=BOTH, questions="2")
    assert used.message is not None
    assert buttons(used.message) == [
        "Resume",
        f"Do {NAMES} first, then come back",
        f"Finish it and start {NAMES}",
    ]

    first = await interview.press(used.message, f"Do {NAMES} first, then come back")

    assert "Question 1 of 2 · Stripe no. 2 of" in heard(first)


async def test_a_button_of_several_banks_says_when_one_is_gone(practice: Practice) -> None:
    candice = await begun(practice)
    used = await candice.person.slash(practice.general.id, "mock", bank=BOTH)
    await used.settled()
    assert used.message is not None
    await (await practice.admin.slash(practice.general.id, "banks disable", bank="system-design")).settled()

    pressed = await candice.person.press(used.message["id"], f"Finish it and start {NAMES}")

    assert "One of those question banks isn't there any more." in heard(await pressed.settled())

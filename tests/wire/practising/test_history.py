"""Candidates find what they have answered, open it, compare attempts, and go on from there."""

from __future__ import annotations

import pytest

from playground.rules.components import walk
from playground.world.model import Json
from tests.wire.conftest import NewCandidate
from tests.wire.journey import Journey, buttons, heard, is_question, says, words
from tests.wire.practice import Practice, feedback_in_form, submitted

SELECT = 3
FIRST, SECOND = "I would use an idempotency key.", "I would retry with the same key."


def menu(message: Json, place: int = 0) -> Json:
    """A menu of a message."""
    return [item for row in message["components"] for item in row["components"] if item["type"] == SELECT][place]


def links(message: Json) -> dict[str, str]:
    return {
        item["label"]: item["url"] for row in message["components"] for item in row["components"] if item.get("url")
    }


async def shown(candidate: Journey, name: str = "history", **options: str | bool) -> Json:
    """The message that a command shows."""
    used = await candidate.command(name, **options)
    heard(used)
    assert used.message is not None
    return used.message


async def opened(candidate: Journey, page: Json, place: int = 0) -> Json:
    """The message after an answer of the list was opened."""
    choice = menu(page)
    used = await candidate.person.select(page["id"], choice["custom_id"], [choice["options"][place]["value"]])
    await used.settled()
    assert not used.failed
    return now(candidate, page)


def now(candidate: Journey, message: Json) -> Json:
    """A message as it stands now."""
    return next(each for each in candidate.person.messages(candidate.dm) if each["id"] == message["id"])


async def pressed(candidate: Journey, message: Json, label: str) -> Json:
    await candidate.press(message, label)
    return now(candidate, message)


async def practised(candidate: Journey) -> None:
    """Two answered questions and a skipped one, of an interview that is over."""
    await candidate.mock(questions="3", order="in_order")
    await candidate.answer(FIRST)
    await candidate.command("next")
    await candidate.answer(SECOND, number=2)
    await candidate.command("next")
    await candidate.command("skip")
    await candidate.command("end")


async def test_the_list_opens_an_answer_and_comes_back(candidate: Journey) -> None:
    assert "haven't answered anything yet" in heard(await candidate.command("history"))
    await practised(candidate)

    page = await shown(candidate)

    assert "Stripe no. 3" not in words(page), "what was skipped is no answer"
    assert words(page).index("Stripe no. 2") < words(page).index("Stripe no. 1")
    assert len(menu(page)["options"]) == 2
    answer = await opened(candidate, page, 1)
    assert FIRST in words(answer)
    assert "no hints" in words(answer)
    asked = candidate.of_bot(is_question(1))[0]
    assert links(answer)["Go to the question"] == f"https://discord.com/channels/@me/{candidate.dm}/{asked['id']}"
    assert links(answer)["Go to my answer"].startswith(f"https://discord.com/channels/@me/{candidate.dm}/")
    assert "Your answers" in words(await pressed(candidate, answer, "Back to the list"))


async def test_ticks_and_rating_are_changed_where_an_answer_is_opened(candidate: Journey) -> None:
    await practised(candidate)
    answer = await opened(candidate, await shown(candidate))

    points = menu(answer)
    await (await candidate.person.select(answer["id"], points["custom_id"], ["1", "2"])).settled()
    answer = await pressed(candidate, now(candidate, answer), "Solid")

    assert "You found 2 of" in words(answer)
    assert "You rated it **Solid**" in words(answer)
    assert "Solid" in words(await pressed(candidate, answer, "Back to the list"))


async def test_practising_again_is_an_interview_of_that_question_and_gives_attempts_to_compare(
    candidate: Journey,
) -> None:
    await practised(candidate)
    answer = await opened(candidate, await shown(candidate), 1)
    assert "Compare attempts" not in buttons(answer)

    await candidate.press(answer, "Practise again")

    asked = await candidate.sees(is_question(1, 1))
    assert "Stripe no. 1" in words(asked)
    assert "attempt no. 2" in words(asked)
    await candidate.answer("With a key that I store, I would retry.")
    [another] = {"Practise again"} & set(buttons(await opened(candidate, await shown(candidate), 1)))
    assert another
    attempts = await shown(candidate, "attempts", question="Stripe 1")
    assert "2 attempts" in words(attempts)
    assert "From attempt 1 to 2" in words(attempts)
    again = await opened(candidate, attempts, 1)
    assert "With a key that I store" in words(again)
    assert "Compare attempts" in buttons(again)
    assert "Attempt 2" in words(await pressed(candidate, again, "Compare attempts"))


async def test_practising_again_parks_what_is_under_way(candidate: Journey) -> None:
    await practised(candidate)
    await candidate.mock(wait=False)
    page = await shown(candidate)

    answer = await opened(candidate, page, 1)
    offer = (await candidate.press(answer, "Practise again")).message
    assert offer is not None
    assert "already in an interview" in words(offer)
    await candidate.press(offer, "Do Stripe first, then come back")

    await candidate.sees(is_question(1, 1))


async def test_it_is_limited_to_a_bank_a_question_a_grade_or_feedback(practice: Practice) -> None:
    candice = await practice.interviewed(answer=FIRST)
    card = await practice.sent(candice)
    await feedback_in_form(practice.coach(), card, "Begin with the result.", mark="good", next_step="Say a number.")
    feedback = await candice.sees(says("Begin with the result."))
    await candice.command("next")
    await candice.answer(SECOND, number=2)

    for limit in ({"feedback": True}, {"grade": "good"}, {"question": "", "feedback": True}):
        page = await shown(candice, **limit)
        assert len(menu(page)["options"]) == 1
    assert "graded Good by a coach" in words(await shown(candice, grade="good"))
    assert "no answers like that" in heard(await candice.command("history", grade="strong"))
    assert len(menu(await shown(candice, bank="stripe"))["options"]) == 2
    assert "can't tell which of your questions or banks" in heard(await candice.command("history", bank="nothing"))

    answer = await opened(candice, await shown(candice, feedback=True))
    assert "Feedback by Carl" in words(answer)
    assert "Begin with the result." in words(answer)
    assert "Overall: **Good**" in words(answer)
    assert "Say a number." in words(answer)
    assert links(answer)["Go to the feedback"].endswith(feedback["id"])


async def test_an_answer_is_sent_to_a_coach_from_there(practice: Practice) -> None:
    candice = await practice.interviewed(answer=FIRST)
    await candice.command("end")
    answer = await opened(candice, await shown(candice))

    await candice.press(answer, "Send to a coach")
    await submitted(candice.person, {"wish": "Is it too long?"})

    assert FIRST in words(await practice.sees_card())


async def test_in_a_server_only_the_candidate_sees_it_and_in_direct_messages_it_stays(candidate: Journey) -> None:
    await practised(candidate)

    there = await (await candidate.person.slash(candidate.general.id, "history")).settled()
    here = await candidate.command("history")

    assert there.ephemeral
    assert FIRST not in heard(there)
    assert not here.ephemeral
    assert there.message is not None
    choice = menu(there.message)
    used = await candidate.person.select(there.message["id"], choice["custom_id"], [choice["options"][1]["value"]])
    await used.settled()
    assert not used.failed


async def test_older_answers_are_a_page_away(candidate: Journey) -> None:
    await candidate.mock(questions="10", order="in_order")
    for number in range(1, 10):
        await candidate.answer(f"Answer {number}.", number=number)
        await candidate.command("next")
    page = await shown(candidate)

    older = await pressed(candidate, page, "Older ▶")
    assert [each["label"][:2] for each in menu(older)["options"]] == ["1."]
    assert "Stripe no. 1" in words(older)
    newer = await pressed(candidate, older, "◀ Newer")
    assert words(newer) == words(page)


async def test_what_was_practised_is_suggested(candidate: Journey, new_candidate: NewCandidate) -> None:
    await practised(candidate)
    person, dm = candidate.person, candidate.dm

    banks = await person.autocomplete(dm, "history", "bank", bank="str")
    questions = await person.autocomplete(dm, "history", "question", bank="stripe", question="")
    second = await person.autocomplete(dm, "attempts", "question", question="stripe 2")

    assert [each["value"] for each in banks] == ["stripe"]
    assert [each["name"].partition(":")[0] for each in questions] == ["Stripe no. 2", "Stripe no. 1"]
    assert second == [questions[0]]
    assert "one attempt" in words(await shown(candidate, "attempts", question=second[0]["value"]))
    assert "one attempt" in words(await shown(candidate, "attempts", question=second[0]["name"]))
    stranger = await new_candidate("Oscar")
    assert await stranger.person.autocomplete(stranger.dm, "attempts", "question", question="") == []
    assert "haven't answered anything yet" in heard(await stranger.command("attempts", question="stripe 2"))


async def test_somebody_elses_answer_is_never_opened(candidate: Journey, new_candidate: NewCandidate) -> None:
    await practised(candidate)
    value = menu(await shown(candidate))["options"][0]["value"]
    other = await new_candidate("Oscar")
    await practised(other)
    page = await shown(other)

    stored = other.playground.world.any_message(page["id"])
    for item in walk(stored.components):
        if item["type"] == SELECT:
            item["options"][0]["value"] = value
    used = await (await other.person.select(page["id"], menu(page)["custom_id"], [value])).settled()

    assert "That answer isn't there any more." in heard(used)
    assert "That answer isn't there any more." in heard(await other.command("attempts", question=value))
    assert "no answers like that" in heard(await other.command("history", question=value))


@pytest.mark.parametrize(
    "action", ["answer:a-00--:{}:0", "tries:a-00--:{}:0", "rate4:a-00--:{}:0", "again:{}"], ids=lambda each: each[:5]
)
@pytest.mark.parametrize("is_live", [False, True])
async def test_a_forged_id_opens_and_changes_nothing(
    candidate: Journey, new_candidate: NewCandidate, action: str, *, is_live: bool
) -> None:
    await practised(candidate)
    page = await shown(candidate)
    value = menu(page)["options"][1]["value"].replace(".", ":")
    other = await new_candidate("Oscar")
    await other.mock()
    await other.answer("Mine.")
    answer = await opened(other, await shown(other))
    if not is_live:
        await other.command("end")

    button = next(
        each for each in walk(other.playground.world.any_message(answer["id"]).components) if each["type"] == 2
    )
    button["custom_id"] = f"mh1:{action.format(value)}"
    used = await (await other.person.press(answer["id"], button["custom_id"])).settled()

    assert "That answer isn't there any more." in heard(used)
    assert words(await shown(candidate)) == words(page)


async def test_a_deleted_answer_is_gone_from_the_list(candidate: Journey) -> None:
    await candidate.mock()
    await candidate.answer(FIRST)
    page = await shown(candidate)
    answer = next(each for each in candidate.person.messages(candidate.dm) if each["content"] == FIRST)

    await candidate.person.delete(candidate.dm, answer["id"])
    await candidate.sees(says("You deleted your answer."))

    choice = menu(page)
    used = await candidate.person.select(page["id"], choice["custom_id"], [choice["options"][0]["value"]])
    assert "That answer isn't there any more." in heard(await used.settled())
    assert "haven't answered anything yet" in heard(await candidate.command("history"))

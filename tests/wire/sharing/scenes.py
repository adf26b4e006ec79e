"""What tests of shared answers do: switch sharing on, offer an answer, find its card, decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playground.client.person import Person
from playground.interactions.invocation import Invocation
from playground.rules.components import walk
from playground.world.model import Channel, Json
from tests.wire.journey import Journey, heard, says, words
from tests.wire.practice import Practice, submitted

ANSWER = "I would use an idempotency key."
APPEARED = "A coach has approved the answer you shared"


async def switch_sharing(practice: Practice, to: str = "on") -> str:
    """`/setup sharing`, by the admin; what it says."""
    used = await practice.admin.slash(practice.general.id, "setup sharing", answers=to)
    return heard(await used.settled())


async def offered(candidate: Journey) -> dict[str, Any]:
    """`/share`; the field of the form, with its prefilled text."""
    heard(await candidate.command("share"))
    return field(candidate.person)


def field(person: Person) -> dict[str, Any]:
    """The field of the open form."""
    assert person.modal is not None
    return next(each for each in walk(person.modal["components"]) if "custom_id" in each)


async def share(candidate: Journey, text: str = ANSWER) -> Invocation:
    """`/share`, and the form sent with this text."""
    await offered(candidate)
    return await submitted(candidate.person, {"text": text})


def is_shared_card(message: Json) -> bool:
    return "Shared by a candidate" in words(message)


async def sees_shared(practice: Practice, text: str = "", *, channel: Channel | None = None, after: str = "0") -> Json:
    """The newest card of a shared answer that says this."""
    where = (channel or practice.reviews).id
    return await practice.coach().wait_for(
        lambda message: is_shared_card(message) and text in words(message), channel_id=where, after=after
    )


async def decided(coach: Person, card: Json, label: str, reason: str = "") -> Invocation:
    """A coach presses a button of the card, and gives the reason if one is asked for."""
    used = await (await coach.press(card["id"], label)).settled()
    return await submitted(coach, {"reason": reason}) if reason else used


async def approved(practice: Practice, name: str = "Candice", *, answer: str = ANSWER) -> tuple[Journey, Json]:
    """A candidate whose shared answer a coach has approved, and its card."""
    candidate = await practice.interviewed(name, answer=answer)
    before = practice.newest_card()
    await share(candidate, answer)
    card = await sees_shared(practice, answer, after=before)
    await decided(practice.coach(), card, "Approve")
    await candidate.sees(says(APPEARED))
    return candidate, card


async def listed(candidate: Journey) -> str:
    """What `/shared` says."""
    return heard(await candidate.command("shared"))


def now_in(practice: Practice, card: Json) -> Callable[[], str]:
    """Reads what a card says at the moment."""

    def read() -> str:
        messages = practice.coach().messages(card["channel_id"])
        return next((words(each) for each in messages if each["id"] == card["id"]), "")

    return read

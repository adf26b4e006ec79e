"""Whoever is no coach of a server does nothing with its reviews: one sentence for their eyes, and a line in the log."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app.wiring import now
from playground.client.person import Person
from playground.interactions.invocation import Invocation
from playground.server import Playground
from playground.world.model import Json, Role
from playground.world.permissions import Permission
from tests.wire.conftest import config_for, running
from tests.wire.forging import another_button, another_form, review_of
from tests.wire.journey import Journey, buttons, heard, says, words
from tests.wire.practice import Practice, is_card, send_to_coach, submitted
from tests.wire.stored import Database

NOT_A_COACH = "Only coaches of this server can do that."
NO_SUCH_REVIEW = "I can't find that review"
OWN = "This is your own answer."
SECRET = "You will never make it."
"""What the candidate must not read, nor anybody in the log."""


@dataclass(kw_only=True)
class Desk:
    """A server with a review that waits, its thread, and everything that must stay as it is."""

    practice: Practice
    candice: Journey
    card: Json
    thread: str
    database: Database
    caplog: pytest.LogCaptureFixture

    @property
    def lines(self) -> list[dict[str, Any]]:
        """What the log says of refusals."""
        return [vars(each) for each in self.caplog.records if each.getMessage() == "refused"]

    def let_in(self, person: Person, *roles: Role) -> None:
        """Somebody who sees the review channel, whatever their roles."""
        if person.id not in self.practice.guild.members:
            self.practice.playground.add_member(self.practice.guild, person, roles=list(roles))
        self.practice.playground.overwrite(self.practice.reviews, person, allow=Permission.VIEW_CHANNEL)

    async def is_known_as_coach(self, coach: Person) -> None:
        """Wait until the roll call has asked about whoever took a review on; it asks again in an hour only."""
        asked = f"/guilds/{self.practice.guild.id}/members/{coach.id}"
        playground = self.practice.playground
        await playground.until(
            lambda: any(each.path.endswith(asked) for each in playground.requests), what="the roll call"
        )

    def without_role(self, name: str = "Carl") -> Person:
        """A coach whose role was taken away a moment ago, while everything is still open before them."""
        coach = self.practice.coach(name)
        loses_the_role(self.practice, coach)
        return coach


@pytest.fixture
async def desk(practice: Practice, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Desk:
    caplog.set_level(logging.INFO)
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    coach = practice.coach()
    await (await coach.slash(thread, "snippet new")).settled()
    await submitted(coach, {"name": "Numbers", "text": "Say a number."})
    await (await coach.slash(thread, "note add")).settled()
    await submitted(coach, {"text": "Speaks softly."})
    return Desk(
        practice=practice,
        candice=candice,
        card=card,
        thread=thread,
        database=Database(tmp_path),
        caplog=caplog,
    )


def loses_the_role(practice: Practice, coach: Person) -> None:
    """They go on seeing the review channel, as an admin: nothing is posted while anybody else does."""
    admins = practice.playground.add_role(practice.guild, "Admins", permissions=Permission.ADMINISTRATOR)
    practice.playground.give_role(practice.guild, coach, admins)
    practice.playground.take_role(practice.guild, coach, practice.coach_role)


async def is_refused(desk: Desk, person: Person, used: Invocation, sentence: str, *, lines: int = 1) -> None:
    """One sentence for them alone, and a line in the log that names them."""
    await used.settled()
    assert sentence in heard(used)
    shown = used.message if not used.followups else used.followups[-1]
    assert shown is not None
    assert used.ephemeral or used.followup_messages[-1].only_for == person.id
    assert person.modal is None
    new = desk.lines
    assert len(new) == lines
    for line in new:
        assert str(line["user"]) == person.id
        assert line["what"]
        assert line["why"].startswith("error-")
        assert SECRET not in str(line)
    desk.caplog.clear()


async def is_refused_in_the_channel(desk: Desk, person: Person, written: Json, sentence: str) -> None:
    """The reply is marked where it stands."""
    mark = await person.wait_for(answers(written))
    assert sentence in words(mark)
    (line,) = desk.lines
    assert str(line["user"]) == person.id
    assert SECRET not in str(line)
    desk.caplog.clear()


@pytest.mark.parametrize("who", ["a member", "a coach of another server", "whoever has lost the role", "an admin"])
async def test_whoever_is_no_coach_does_nothing_in_any_way(desk: Desk, playground: Playground, who: str) -> None:
    practice = desk.practice
    if who == "whoever has lost the role":
        person = desk.without_role()
    elif who == "a coach of another server":
        elsewhere = Practice.furnish(playground, "Elsewhere")
        await elsewhere.set_up()
        person = elsewhere.coach("Dora")
        desk.let_in(person)
    elif who == "an admin":
        person = practice.admin
    else:
        person = playground.add_user("Stan")
        desk.let_in(person)
    if who in {"a member", "a coach of another server"}:
        await desk.database.finds("SELECT 1 FROM exposures WHERE warning IS NOT NULL")  # the bot saw them let in
    before = await desk.database.settled()
    read = len(desk.candice.of_bot())
    desk.caplog.clear()

    for button in ("Claim", "Answer", "Close"):
        await is_refused(desk, person, await person.press(desk.card["id"], button), NOT_A_COACH)
    for place, command, options in (
        (practice.reviews.id, "queue", {}),
        (practice.general.id, "queue", {"show": "mine"}),
        (practice.general.id, "coach profile", {}),
        (practice.general.id, "coach stats", {}),
        (practice.general.id, "snippet list", {}),
        (practice.general.id, "snippet new", {}),
        (practice.general.id, "snippet edit", {"name": "Numbers"}),
        (practice.general.id, "snippet delete", {"name": "Numbers"}),
        (desk.thread, "snippet use", {"name": "Numbers"}),
        (desk.thread, "note list", {}),
        (desk.thread, "note add", {}),
        (desk.thread, "note delete", {"number": 1}),
    ):
        await is_refused(desk, person, await person.slash(place, command, **options), NOT_A_COACH)
    written = await person.send(practice.reviews.id, SECRET, reply_to=desk.card["id"])
    await is_refused_in_the_channel(desk, person, written, NOT_A_COACH)
    silent = await person.send(practice.reviews.id, SECRET, reply_to=desk.card["id"], ping=False)
    await is_refused_in_the_channel(desk, person, silent, NOT_A_COACH)
    for chosen in (written, await person.send(desk.thread, SECRET)):
        used = await person.menu(chosen["channel_id"], chosen["id"], "Send as feedback")
        await is_refused(desk, person, used, NOT_A_COACH)
    theirs = await practice.coach("Cleo").send(desk.thread, "Only among us.")
    await is_refused(desk, person, await person.menu(desk.thread, theirs["id"], "Send as feedback"), NOT_A_COACH)
    assert await person.autocomplete(desk.thread, "snippet use", "name", name="N") == []

    assert await desk.database.settled() == before
    assert len(desk.candice.of_bot()) == read


OPENED: dict[str, tuple[Callable[[Desk, Person], Coroutine[Any, Any, Invocation]], dict[str, Any]]] = {
    "feedback": (
        lambda desk, carl: carl.press(desk.card["id"], "Answer"),
        {"feedback": SECRET, "next_step": "Look for another trade."},
    ),
    "reason": (lambda desk, carl: carl.press(desk.card["id"], "Close"), {"reason": SECRET}),
    "snippet in use": (
        lambda desk, carl: carl.slash(desk.thread, "snippet use", name="Numbers"),
        {"feedback": SECRET},
    ),
    "snippet": (lambda desk, carl: carl.slash(desk.thread, "snippet new"), {"name": "Mine", "text": SECRET}),
    "changed snippet": (lambda desk, carl: carl.slash(desk.thread, "snippet edit", name="Numbers"), {"text": SECRET}),
    "note": (lambda desk, carl: carl.slash(desk.thread, "note add"), {"text": SECRET}),
    "profile": (lambda desk, carl: carl.slash(desk.thread, "coach profile"), {"name": "Carl", "bio": SECRET}),
}


async def test_a_form_of_whoever_lost_the_role_meanwhile_is_refused_and_gives_back_every_word(desk: Desk) -> None:
    carl = desk.practice.coach("Carl")
    for opens, values in OPENED.values():
        await (await opens(desk, carl)).settled()
        assert carl.modal is not None
        await desk.is_known_as_coach(carl)
        desk.without_role()
        before = await desk.database.settled()
        desk.caplog.clear()

        used = await carl.submit(values)
        await is_refused(desk, carl, used, NOT_A_COACH)

        assert all(typed in heard(used) for typed in values.values())
        assert await desk.database.settled() == before
        desk.practice.playground.give_role(desk.practice.guild, carl, desk.practice.coach_role)
    assert not desk.candice.of_bot(says(SECRET))


async def test_every_other_button_of_whoever_lost_the_role_meanwhile_is_refused(desk: Desk) -> None:
    practice = desk.practice
    await practice.claimed(desk.card, by="Cleo")
    carl = practice.coach("Carl")
    offered = await (await carl.press(desk.card["id"], "Answer")).settled()
    await carl.send(practice.reviews.id, SECRET, reply_to=desk.card["id"])
    held = await carl.wait_for(lambda each: "Take over and send" in buttons(each))
    await (await practice.coach("Cleo").press(desk.card["id"], "Close")).settled()
    await submitted(practice.coach("Cleo"), {"reason": "It is empty."})
    await practice.sees_card_state(desk.card, "Closed")
    await carl.wait_for(lambda each: each["id"] == held["id"] and "Reopen and send" in buttons(each))
    desk.without_role()
    before = await desk.database.settled()
    desk.caplog.clear()

    assert offered.message is not None
    for message, button in (
        (offered.message, "Take over"),
        (held, "Reopen and send"),
        (desk.card, "Reopen"),
    ):
        await is_refused(desk, carl, await carl.press(message["id"], button), NOT_A_COACH)
    assert await desk.database.settled() == before
    assert not desk.candice.of_bot(says(SECRET))


async def test_an_edit_of_whoever_lost_the_role_is_refused_and_marked(desk: Desk) -> None:
    practice = desk.practice
    carl = practice.coach("Carl")
    written = await carl.send(practice.reviews.id, "Begin with the result.", reply_to=desk.card["id"])
    await desk.candice.sees(says("Begin with the result."))
    receipt = await carl.wait_for(says("Delivered"), channel_id=practice.reviews.id)
    await desk.is_known_as_coach(carl)
    desk.without_role()
    before = await desk.database.settled()
    desk.caplog.clear()

    await carl.edit(practice.reviews.id, written["id"], SECRET)

    mark = await carl.wait_for(says(NOT_A_COACH), channel_id=practice.reviews.id, after=receipt["id"])
    assert mark["message_reference"]["message_id"] == written["id"]
    assert [line["what"] for line in desk.lines] == ["edit feedback"]
    assert await desk.database.settled() == before
    assert desk.candice.of_bot(says("Begin with the result."))


async def test_replies_and_edits_of_while_the_bot_was_away_are_judged_by_the_roles_of_now(
    playground: Playground, tmp_path: Path
) -> None:
    config = config_for(playground, tmp_path)
    practice = Practice.furnish(playground)
    carl = practice.coach("Carl")
    async with running(playground, config):
        await practice.set_up()
        candice = await practice.interviewed()
        card = await practice.sent(candice)
        await practice.thread_of(card)
        written = await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
        await candice.sees(says("Begin with the result."))
        await Database(tmp_path).settled()
    loses_the_role(practice, carl)
    await carl.edit(practice.reviews.id, written["id"], SECRET)
    reply = await carl.send(practice.reviews.id, SECRET, reply_to=card["id"])

    for _ in range(2):
        async with running(playground, config):
            mark = await carl.wait_for(says(NOT_A_COACH), channel_id=practice.reviews.id)
            later = await practice.coach("Cleo").send(practice.reviews.id, "Mine.", reply_to=card["id"])
            await carl.wait_for(answers(later))  # what was written before it has been looked at

    assert mark["message_reference"]["message_id"] == reply["id"]
    assert sum(NOT_A_COACH in words(each) for each in practice.of_bot(practice.reviews.id)) == 1
    assert not candice.of_bot(says(SECRET))
    assert candice.of_bot(says("Begin with the result."))


async def test_a_coach_of_another_server_reaches_nothing_with_ids_copied_from_there(
    desk: Desk, playground: Playground
) -> None:
    practice = desk.practice
    elsewhere = Practice.furnish(playground, "Elsewhere")
    await elsewhere.set_up()
    dora = elsewhere.coach("Dora")
    candy = await elsewhere.interviewed("Candy")
    await send_to_coach(candy)
    own = await dora.wait_for(is_card, channel_id=elsewhere.reviews.id)
    await elsewhere.thread_of(own)
    review, other = review_of(desk.card), review_of(own)
    before = await desk.database.settled()
    desk.caplog.clear()

    for action, detail in (
        ("claim", ""),
        ("takeover", practice.coach().id),
        ("answer", ""),
        ("release", ""),
        ("close", ""),
        ("reopen", ""),
        ("send_held", "1"),
    ):
        with another_button(playground, own, f"mr1:{action}:{review}:{detail}") as forged:
            await is_refused(desk, dora, await dora.press(own["id"], forged), NO_SUCH_REVIEW)
    for opens, values in (
        (dora.press(own["id"], "Answer"), {"feedback": SECRET}),
        (dora.press(own["id"], "Close"), {"reason": SECRET}),
        (dora.slash(own["id"], "note add"), {"text": SECRET}),
    ):
        await (await opens).settled()
        another_form(dora, old=other, new=review)
        await is_refused(desk, dora, await dora.submit(values), NO_SUCH_REVIEW)
    for command, options, sentence in (
        ("snippet use", {"name": "Numbers"}, "no snippet with that name"),
        ("snippet edit", {"name": "Numbers"}, "no snippet with that name"),
        ("snippet delete", {"name": "Numbers"}, "no snippet with that name"),
        ("note delete", {"number": 1}, "I can't find that note"),
    ):
        used = await (await dora.slash(own["id"], command, **options)).settled()
        assert sentence in heard(used)
        assert used.ephemeral
    assert await dora.autocomplete(own["id"], "snippet use", "name", name="N") == []
    queue = heard(await (await dora.slash(elsewhere.reviews.id, "queue")).settled())
    assert "One answer is waiting" in queue

    after = await desk.database.settled()
    assert [each for each in after["reviews"] if each.startswith(f"({review},")] == [
        each for each in before["reviews"] if each.startswith(f"({review},")
    ]
    for table in ("letters", "notes", "snippets", "aliases"):
        assert after[table] == before[table]
    assert not desk.candice.of_bot(says(SECRET))


async def test_a_candidate_who_is_a_coach_does_nothing_with_an_answer_of_their_own(desk: Desk) -> None:
    practice, candice = desk.practice, desk.candice.person
    practice.playground.give_role(practice.guild, candice, practice.coach_role)
    before = await desk.database.settled()
    read = len(desk.candice.of_bot())
    desk.caplog.clear()

    for button in ("Claim", "Answer", "Close"):
        await is_refused(desk, candice, await candice.press(desk.card["id"], button), OWN)
    for command, options in (("snippet use", {"name": "Numbers"}), ("note list", {}), ("note add", {})):
        await is_refused(desk, candice, await candice.slash(desk.thread, command, **options), OWN)
    written = await candice.send(practice.reviews.id, SECRET, reply_to=desk.card["id"])
    await is_refused_in_the_channel(desk, candice, written, OWN)
    written = await candice.send(desk.thread, SECRET)
    await is_refused(desk, candice, await candice.menu(desk.thread, written["id"], "Send as feedback"), OWN)

    assert await desk.database.settled() == before
    assert len(desk.candice.of_bot()) == read


async def test_two_who_are_refused_at_the_same_moment_are_both_told(desk: Desk, playground: Playground) -> None:
    people = [playground.add_user(name) for name in ("Stan", "Sten")]
    for each in people:
        desk.let_in(each)

    for _ in range(2):  # the first time, what was written until then is read from the channel
        written = [await each.send(desk.practice.reviews.id, SECRET, reply_to=desk.card["id"]) for each in people]

        for person, message in zip(people, written, strict=True):
            assert NOT_A_COACH in words(await person.wait_for(answers(message)))


async def test_the_claim_of_whoever_lost_the_role_lapses_and_the_review_keeps_its_place(
    playground: Playground, tmp_path: Path
) -> None:
    config = config_for(playground, tmp_path)
    practice = Practice.furnish(playground)
    async with running(playground, config):
        await practice.set_up()
        first = await practice.sent(await practice.interviewed("Candice", answer="First."))
        await practice.sent(await practice.interviewed("Candy", answer="Second."))
        await practice.claimed(first, by="Carl")
        await Database(tmp_path).settled()
    carl = practice.coach("Carl")
    loses_the_role(practice, carl)

    passed = timedelta(minutes=61)
    async with running(playground, config, clock=lambda: now() + passed):
        card = await practice.coach("Cleo").wait_for(
            lambda each: each["id"] == first["id"] and "Claim" in buttons(each), channel_id=practice.reviews.id
        )
        await practice.sees_in_thread(first, "has expired")
        queue = heard(await (await practice.coach("Cleo").slash(practice.reviews.id, "queue", show="free")).settled())

    assert "Waiting" in words(card)
    assert "2 answers to claim" in queue
    assert queue.index(first["id"]) < queue.rindex("https://discord.com/channels/")


def answers(message: Json) -> Callable[[Json], bool]:
    """Whether it is a Discord reply to this message."""
    return lambda each: bool((each.get("message_reference") or {}).get("message_id") == message["id"])

"""The judges find nothing in an evening that went well, and whatever is broken afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from copy import deepcopy
from pathlib import Path

from playground.world.model import Message
from tests.chaos.breaking import Breaking, break_afterwards, stored, twice, without
from tests.chaos.judges import logs
from tests.chaos.judges.verdict import Fault
from tests.chaos.people import sight
from tests.chaos.people.candidates import Candidate
from tests.chaos.people.scene import Scene
from tests.chaos.plan import Plan, Step

CALM = Plan(
    steps=(
        Step(0.0, "c1", "begins"),
        Step(0.0, "c2", "begins"),
        Step(4.0, "c1", "answers", 0.1),
        Step(0.0, "c2", "talks", 0.2),
        Step(4.0, "c1", "sends", 0.3),
        Step(6.0, "k1", "replies to card", 0.4),
        Step(6.0, "c1", "replies", 0.4),
        Step(4.0, "c1", "edits", 0.5),
        Step(1.0, "c2", "next"),
    )
)
BESIDE = Plan(
    steps=(
        Step(0.0, "c1", "begins there"),
        Step(0.0, "c2", "begins"),
        Step(4.0, "c1", "answers", 0.1),
        Step(0.0, "c2", "answers", 0.2),
        Step(4.0, "c1", "shares", 0.3),
        Step(0.0, "c1", "sends", 0.4),
        Step(4.0, "k1", "decides", 0.1),
        Step(0.0, "k2", "reports", 0.1),
        Step(4.0, "k2", "rules", 0.1),
        Step(0.0, "c1", "plans", 0.1),
        Step(0.0, "c1", "exports", 0.1),
        Step(4.0, "c2", "forgets", 0.1),
    )
)


def test_what_is_broken_afterwards_is_found(tmp_path: Path) -> None:
    break_afterwards(CALM, BREAKINGS, tmp_path)


def test_what_is_broken_beside_interviews_is_found(tmp_path: Path) -> None:
    break_afterwards(BESIDE, BREAKINGS_BESIDE, tmp_path)


def test_only_tracebacks_that_the_weather_explains_are_passed_over() -> None:
    head = "2026-11-30T05:30:50.000Z ERROR   {logger}: {message}\nTraceback (most recent call last):\nOSError: gone\n"
    expected = head.format(logger="discord.client", message="Attempting a reconnect in 1.00s")
    ours = head.format(logger="bot.outbound.relay", message="parcel postponed parcel=3")

    assert list(logs.findings(expected)) == []
    assert [each.fault for each in logs.findings(expected + ours + ours)] == [Fault.TRACEBACK]


def test_a_database_that_is_away_explains_what_its_driver_says_and_nothing_else() -> None:
    head = "2026-11-30T05:30:50.000Z ERROR   bot.outbound.delivery_loop: outbox not readable\nTraceback (most recent"
    head += " call last):\n"
    away = head + "asyncpg.exceptions.CannotConnectNowError: the database system is starting up\n"
    ours = head + "KeyError: 3\n"

    assert list(logs.findings(away + away, database_troubled=True)) == []
    assert [each.fault for each in logs.findings(away)] == [Fault.TRACEBACK]
    assert [each.fault for each in logs.findings(away + ours, database_troubled=True)] == [Fault.TRACEBACK]


def _of(candidate: Candidate) -> dict[str, Message]:
    return candidate.playground.world.messages[candidate.dm]


def _panel(candidate: Candidate) -> Message:
    return candidate.panels()[-1]


def _feedback(candidate: Candidate) -> Message:
    return next(each for each in candidate.of_bot(candidate.dm) if "Feedback on your answer" in each.content)


def _present(candidate: Candidate) -> Message:
    found = candidate.present()
    assert found is not None
    return found


def _in_channel(scene: Scene) -> dict[str, Message]:
    return scene.playground.world.messages[scene.practice.reviews.id]


def _card(scene: Scene) -> Message:
    return scene.coaches[0].cards()[-1]


def _in_thread(scene: Scene) -> dict[str, Message]:
    return scene.playground.world.messages[_reply_in_thread(scene).channel_id]


def _reply_in_thread(scene: Scene) -> Message:
    return next(each for each in scene.coaches[0].in_threads() if "Reply to this message" in each.content)


def _receipt(scene: Scene) -> Message:
    return next(each for each in _in_channel(scene).values() if each.content.startswith("✅"))


@contextmanager
def _with_old_words(message: Message) -> Iterator[None]:
    """The message shows words from before an edit during the block."""
    before = message.embeds
    message.embeds = [
        each | {"description": str(each.get("description", "")).replace("]", "/1]")} for each in deepcopy(before)
    ]
    yield
    message.embeds = before


@contextmanager
def _strange(message: Message) -> Iterator[None]:
    """The message contains words of another candidate during the block."""
    before = message.content
    message.content += " [c2.1] I would begin with the result."
    yield
    message.content = before


def _export(scene: Scene) -> Message:
    return next(
        each for each in _of(_c1(scene)).values() if each.attachments and each.author_id != _c1(scene).person.id
    )


def _shared_card(scene: Scene) -> Message:
    return next(each for each in _in_channel(scene).values() if sight.is_shared_card(sight.text_of(each)))


def _last_word(scene: Scene) -> Message:
    return next(each for each in _of(scene.candidates[1]).values() if sight.is_last_word(each.content))


@contextmanager
def _still_in_inbox(scene: Scene, file: Path) -> Iterator[None]:
    """A message of the forgotten is noted as seen during the block."""
    (first, *_) = scene.ledger.gone
    with stored(
        file,
        f"UPDATE inbox SET cause = 'message:{first.message}' WHERE cause = (SELECT min(cause) FROM inbox)",  # noqa: S608 - a number
    ):
        yield


def _c1(scene: Scene) -> Candidate:
    return scene.candidates[0]


BREAKINGS: dict[str, tuple[Breaking, set[Fault]]] = {
    "nothing": (lambda _scene, _file: nullcontext(), set()),
    "a question is gone": (lambda scene, _: without(_of(_c1(scene)), _present(_c1(scene))), {Fault.LOST}),
    "a question is asked twice": (lambda scene, _: twice(_of(_c1(scene)), _present(_c1(scene))), {Fault.DOUBLED}),
    "a panel came twice": (lambda scene, _: twice(_of(_c1(scene)), _panel(_c1(scene))), {Fault.DOUBLED}),
    "a panel stands above what was written": (
        lambda _scene, file: stored(
            file,
            "UPDATE interviews SET position = 1, phase = 'answered'",
            "UPDATE parts SET message_id = message_id * 2",
        ),
        {Fault.LOST},
    ),
    "a panel of a parked interview stands above": (
        lambda _scene, file: stored(
            file,
            "UPDATE interviews SET position = 1, phase = 'answered', parked_by = 1",
            "UPDATE parts SET message_id = message_id * 2",
        ),
        set(),
    ),
    "feedback is gone": (lambda scene, _: without(_of(_c1(scene)), _feedback(_c1(scene))), {Fault.LOST}),
    "feedback came twice": (lambda scene, _: twice(_of(_c1(scene)), _feedback(_c1(scene))), {Fault.DOUBLED}),
    "feedback reads as before its edit": (
        lambda scene, _: _with_old_words(_feedback(_c1(scene))),
        {Fault.LOST},
    ),
    "words of another candidate": (lambda scene, _: _strange(_feedback(_c1(scene))), {Fault.MISFILED}),
    "the card is gone": (lambda scene, _: without(_in_channel(scene), _card(scene)), {Fault.LOST}),
    "the card came twice": (lambda scene, _: twice(_in_channel(scene), _card(scene)), {Fault.DOUBLED}),
    "a receipt is gone": (lambda scene, _: without(_in_channel(scene), _receipt(scene)), {Fault.LOST}),
    "a receipt came twice": (lambda scene, _: twice(_in_channel(scene), _receipt(scene)), {Fault.DOUBLED}),
    "a reply is gone from the thread": (
        lambda scene, _: without(_in_thread(scene), _reply_in_thread(scene)),
        {Fault.LOST},
    ),
    "a part of an answer is not stored": (
        lambda _scene, file: stored(file, "DELETE FROM parts WHERE message_id = (SELECT min(message_id) FROM parts)"),
        {Fault.LOST},
    ),
    "a part is stored under another question": (
        lambda _scene, file: stored(
            file, "UPDATE parts SET number = number % 3 + 1 WHERE message_id = (SELECT min(message_id) FROM parts)"
        ),
        {Fault.MISFILED, Fault.LOST},
    ),
    "a part is stored twice": (
        lambda _scene, file: stored(
            file,
            "INSERT INTO parts (message_id, interview_id, number, sealed) "
            "SELECT message_id + 1, interview_id, number, sealed FROM parts LIMIT 1",
        ),
        {Fault.DOUBLED, Fault.LOST},
    ),
    "a comment is not stored": (
        lambda _scene, file: stored(file, "DELETE FROM letters WHERE review_id = 1 AND number = 1"),
        {Fault.LOST},
    ),
    "something still waits": (
        lambda _scene, file: stored(
            file,
            "UPDATE outbox SET state = 'waiting', message_id = NULL, delivered_at = NULL"
            " WHERE id = (SELECT max(id) FROM outbox WHERE kind = 'ShowPanel')",
        ),
        {Fault.STUCK},
    ),
}

BREAKINGS_BESIDE: dict[str, tuple[Breaking, set[Fault]]] = {
    "nothing": (lambda _scene, _file: nullcontext(), set()),
    "an export is gone": (lambda scene, _: without(_of(_c1(scene)), _export(scene)), {Fault.LOST}),
    "an export came twice": (lambda scene, _: twice(_of(_c1(scene)), _export(scene)), {Fault.DOUBLED}),
    "a shared card is gone": (lambda scene, _: without(_in_channel(scene), _shared_card(scene)), {Fault.LOST}),
    "a shared card came twice": (lambda scene, _: twice(_in_channel(scene), _shared_card(scene)), {Fault.DOUBLED}),
    "words of the forgotten are on a card": (lambda scene, _: _strange(_shared_card(scene)), {Fault.LOST}),
    "the forgotten are in the inbox": (_still_in_inbox, {Fault.LOST}),
    "the last word came twice": (lambda scene, _: twice(_of(scene.candidates[1]), _last_word(scene)), {Fault.DOUBLED}),
    "an export never ends": (
        lambda _scene, file: stored(file, "UPDATE exports SET phase = 'sending', ended_at = NULL"),
        {Fault.STUCK, Fault.DOUBLED},
    ),
}

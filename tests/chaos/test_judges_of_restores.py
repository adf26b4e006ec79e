"""After a restore the judges pass over what nobody can find again, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from playground.world.model import Message
from tests.chaos.breaking import Breaking, break_afterwards, stored, twice, without
from tests.chaos.judges.verdict import Fault
from tests.chaos.people import sight
from tests.chaos.people.candidates import Candidate
from tests.chaos.people.ledger import Kind
from tests.chaos.people.scene import Scene
from tests.chaos.plan import BACKS_UP, OPERATOR, RESTORES, Plan, Step

RESTORED = Plan(
    steps=(
        Step(0.0, "c1", "begins"),
        Step(4.0, "c2", "begins"),
        Step(4.0, "c1", "answers", 0.1),
        Step(4.0, "c1", "sends", 0.3),
        Step(8.0, OPERATOR, BACKS_UP),
        Step(4.0, "k1", "replies to card", 0.4),
        Step(0.0, "c2", "answers", 0.2),
        Step(0.0, "c3", "begins"),
        Step(4.0, "k1", "fills in form", 0.4),
        Step(0.0, "c2", "next"),
        Step(0.0, "c3", "answers", 0.6),
        Step(12.0, OPERATOR, RESTORES),
    )
)


def test_what_is_broken_after_a_restore_is_found(tmp_path: Path) -> None:
    break_afterwards(RESTORED, BREAKINGS, tmp_path)


def _of(candidate: Candidate) -> dict[str, Message]:
    return candidate.playground.world.messages[candidate.dm]


def _showing(candidate: Candidate, text: str) -> Message:
    return next(each for each in candidate.of_bot(candidate.dm) if text in sight.text_of(each))


def _form_shown(scene: Scene) -> Message:
    forms = [each for each in scene.ledger.written if each.kind is Kind.FORM]
    shown = scene.candidates[0].of_bot(scene.candidates[0].dm)
    return next(each for each in shown if any(form.stands_in(sight.text_of(each)) for form in forms))


def _asking(candidate: Candidate, number: int) -> Message:
    asked = [(each, sight.question_in(each.components)) for each in candidate.of_bot(candidate.dm)]
    return next(each for each, question in asked if question is not None and question[1] == number)


@contextmanager
def _asked_once_more(scene: Scene, file: Path) -> Iterator[None]:
    """What was pressed before the restore leads to a question that is there already, which the bot does not know."""
    candidate = scene.candidates[1]
    there = _asking(candidate, 2)
    with twice(_of(candidate), there):
        new = max(_of(candidate), key=int)
        with stored(
            file,
            f"UPDATE rounds SET question_message = {new} WHERE question_message = {there.id}",  # noqa: S608 - numbers
            f"UPDATE outbox SET message_id = {new} WHERE message_id = {there.id}",  # noqa: S608 - numbers
        ):
            yield


BREAKINGS: dict[str, tuple[Breaking, set[Fault]]] = {
    "nothing": (lambda _scene, _file: nullcontext(), set()),
    "an answer since the backup is not stored": (
        lambda _scene, file: stored(file, "DELETE FROM parts WHERE interview_id = 2 AND number = 1"),
        {Fault.LOST},
    ),
    "feedback since the backup is not stored": (
        lambda _scene, file: stored(file, "DELETE FROM letters WHERE review_id = 1 AND number = 1"),
        {Fault.LOST},
    ),
    "feedback is gone": (
        lambda scene, _: without(_of(scene.candidates[0]), _showing(scene.candidates[0], "[k1.1]")),
        {Fault.LOST},
    ),
    "feedback was said twice": (
        lambda scene, _: twice(_of(scene.candidates[0]), _showing(scene.candidates[0], "[k1.1]")),
        {Fault.DOUBLED},
    ),
    "feedback that is lost was said twice": (
        lambda scene, _: twice(_of(scene.candidates[0]), _form_shown(scene)),
        {Fault.DOUBLED},
    ),
    "a question was asked for a press from before the restore": (_asked_once_more, {Fault.DOUBLED}),
    "a question of a lost interview was asked again": (
        lambda scene, _: twice(_of(scene.candidates[2]), _asking(scene.candidates[2], 1)),
        {Fault.DOUBLED},
    ),
    "a candidate of a lost interview sees nothing of a new one": (
        lambda scene, _: without(_of(scene.candidates[2]), _asking(scene.candidates[2], 2)),
        {Fault.LOST},
    ),
}

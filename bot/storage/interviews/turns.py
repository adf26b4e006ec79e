"""Writes what changed of the follow-ups of an interview, and of the messages of its answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, delete, insert, update

from bot.core.content import MessageId, Part
from bot.interviewing.domain.model import Interview
from bot.storage.database.transaction import Transaction, changes
from bot.storage.encryption.vault import Vault
from bot.storage.interviews.rows import follow_up_values, frozen_follow_up_values, part_values
from bot.storage.schema.interviews import follow_ups, parts

_CHANGE_FOLLOW_UP = update(follow_ups).where(
    follow_ups.c.interview_id == bindparam("of"), follow_ups.c.number == bindparam("which")
)
_INSERT_FOLLOW_UPS = insert(follow_ups)
_INSERT_PARTS = insert(parts)

_Parts = Mapping[MessageId, tuple[int, Part]]
"""The messages of all answers of an interview, each with the number of the question or follow-up that it answers."""


async def save_turns(db: Transaction, vault: Vault, before: Interview | None, after: Interview) -> None:
    """Write the follow-ups and the messages that differ. `before`: as they are stored; None for a new interview.

    Its rounds are stored.
    """
    await _save_follow_ups(db, before, after)
    await _save_parts(db, vault, {} if before is None else _parts_of(before), after)


async def _save_follow_ups(db: Transaction, before: Interview | None, after: Interview) -> None:
    known = () if before is None else before.follow_ups
    for old, new in zip(known, after.follow_ups, strict=False):
        changed = {} if old == new else changes(follow_up_values(old), follow_up_values(new))
        if changed:
            await db.quick(_CHANGE_FOLLOW_UP, {**changed, "of": after.id, "which": new.number})
    asked = after.follow_ups[len(known) :]
    if asked:
        values = [{**frozen_follow_up_values(each), **follow_up_values(each)} for each in asked]
        await db.quick(_INSERT_FOLLOW_UPS, [{"interview_id": after.id, **each} for each in values])


async def _save_parts(db: Transaction, vault: Vault, before: _Parts, interview: Interview) -> None:
    after = _parts_of(interview)
    gone = before.keys() - after.keys()
    if gone:
        await db.execute(delete(parts).where(parts.c.message_id.in_(gone)))
    for message in before.keys() & after.keys():
        if before[message] != after[message]:
            (values,) = _rows(interview, [after[message]], vault)
            await db.execute(update(parts).where(parts.c.message_id == message).values(**values))
    new = after.keys() - before.keys()
    if new:
        await db.quick(_INSERT_PARTS, _rows(interview, [after[message] for message in new], vault))


def _rows(interview: Interview, written: Iterable[tuple[int, Part]], vault: Vault) -> list[dict[str, object]]:
    return [part_values(interview.id, interview.turn(number), part, vault) for number, part in written]


def _parts_of(interview: Interview) -> _Parts:
    found: dict[MessageId, tuple[int, Part]] = {}
    for each in interview.turns:
        for part in each.parts:
            if part.message_id in found:
                raise ValueError("a message is part of two answers")
            found[part.message_id] = (each.number, part)
    return found

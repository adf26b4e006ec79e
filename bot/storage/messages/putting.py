"""Builds the statement that puts a parcel, or has a waiting one that shows the same take its place."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Executable, Row, bindparam, case, exists, func, literal, literal_column, null

from bot.core.content import MessageId
from bot.interviewing.usecases.outgoing import INTERVIEW
from bot.outbound.outbox import NewParcel, ParcelKind
from bot.practising.usecases.outgoing import REMINDER
from bot.privacy.usecases.exporting.outgoing import EXPORT
from bot.reviewing.usecases.outgoing import REVIEW
from bot.sharing.usecases.outgoing import SHARE
from bot.storage.database.inserts import DialectInsert, Insert
from bot.storage.database.transaction import Transaction
from bot.storage.messages import coalescing, effect_codec
from bot.storage.messages.newest import newest_message_before, newest_message_for
from bot.storage.schema.interviews import IS_UNCLAIMED, ParcelState, outbox

LINE = func.coalesce(outbox.c.line, outbox.c.id)
"""A parcel's order at its destination."""
_SUBJECTS = {
    INTERVIEW: "interview_id",
    REVIEW: "review_id",
    REMINDER: "reminder_id",
    EXPORT: "export_id",
    SHARE: "share_id",
}
"""The column with the interview, review, reminder, export or shared answer that a parcel belongs to."""

_LOCKED: dict[str, Any] = {"attempts": outbox.c.attempts}
"""Setting a column to itself locks the waiting parcel: nobody claims it before this transaction has ended. Whoever
claims it then, and reads the interview or review after that, shows what is decided here."""


def insertion(
    transaction: Transaction, parcel: NewParcel, key: str | None, *, sent_since: MessageId | None = None
) -> DialectInsert:
    """Puts any parcel. `key`: that of parcels which show the same. `sent_since`: it may have been sent after that."""
    put = transaction.insert(outbox).values(
        **values_of(parcel, key),
        due_at=parcel.due_at,
        attempts=0 if sent_since is None else 1,
        after=newest_message_before(parcel) if sent_since is None else sent_since,
    )
    return put if key is None else _unless_shown(put, _taken_over(parcel))


def values_of(parcel: NewParcel, key: str | None) -> dict[str, Any]:
    """The columns of a waiting parcel, except those that say since when and for whom it waits."""
    name, fields = effect_codec.encode_effect(parcel.effect)
    return {
        "destination": parcel.destination,
        "candidate_id": parcel.candidate,
        _SUBJECTS[parcel.kind]: parcel.subject,
        "line": parcel.line,
        "merge_key": key,
        "kind": name,
        "effect": fields,
        "cause": parcel.cause,
        "nonce": parcel.nonce,
        "state": ParcelState.WAITING,
    }


def subject_in(row: Row[Any]) -> tuple[ParcelKind, int]:
    """The kind of a stored parcel, and the id of what it belongs to."""
    return next((kind, getattr(row, name)) for kind, name in _SUBJECTS.items() if getattr(row, name) is not None)


def claim_values(parcel: NewParcel, *, by: str, now: datetime, until: datetime, begun: str | None) -> dict[str, Any]:
    """The arguments of `put_and_claim` besides `values_of`."""
    return {
        "to": parcel.destination,
        "whose": parcel.candidate,
        "by": by,
        "until": until,
        "now": now,
        "noted": begun,
        "later": parcel.due_at,
    }


def put_and_claim(insert: Insert) -> Executable:
    """Puts a parcel of an interview that never coalesces; it is claimed unless others wait at its destination."""
    return _put_and_claim(insert).returning(outbox)


def put_and_claim_unless_shown(insert: Insert) -> Executable:
    """`put_and_claim` for one that coalesces."""
    return _unless_shown(_put_and_claim(insert), _LOCKED).returning(outbox)


def _put_and_claim(insert: Insert) -> DialectInsert:
    others = outbox.alias()
    has_others = exists().where(
        others.c.destination == bindparam("to"), others.c.state == literal_column(f"'{ParcelState.WAITING}'")
    )

    def unless_others(column: ColumnElement[Any], argument: str, otherwise: ColumnElement[Any]) -> ColumnElement[Any]:
        return case((has_others, otherwise), else_=bindparam(argument, type_=column.type))

    columns = outbox.c
    return insert(outbox).values(
        claimed_by=unless_others(columns.claimed_by, "by", null()),
        claimed_until=unless_others(columns.claimed_until, "until", null()),
        begun=unless_others(columns.begun, "noted", null()),
        due_at=unless_others(columns.due_at, "now", bindparam("later", type_=columns.due_at.type)),
        attempts=case((has_others, 0), else_=1),
        after=newest_message_for(bindparam("whose")),
    )


def _unless_shown(put: DialectInsert, taken_over: dict[str, Any]) -> DialectInsert:
    return put.on_conflict_do_update(
        index_elements=[outbox.c.destination, outbox.c.merge_key], index_where=IS_UNCLAIMED, set_=taken_over
    )


def _taken_over(parcel: NewParcel) -> dict[str, Any]:
    """The values that a waiting parcel takes over from a new one that shows the same."""
    taken_over = dict(_LOCKED)
    if parcel.kind == INTERVIEW:
        return taken_over
    if coalescing.may_be_reply(parcel.cause):
        # A person may wait for it now; then it is their reply.
        taken_over = {"cause": parcel.cause, "due_at": parcel.due_at}
    if parcel.line is not None:
        # Put ahead, it goes on at once: it may have waited because of a channel that it no longer goes to.
        is_ahead = literal(parcel.line) < LINE
        taken_over["line"] = case((is_ahead, parcel.line), else_=outbox.c.line)
        due_at = literal(parcel.due_at, outbox.c.due_at.type)
        taken_over.setdefault("due_at", case((is_ahead, due_at), else_=outbox.c.due_at))
    return taken_over

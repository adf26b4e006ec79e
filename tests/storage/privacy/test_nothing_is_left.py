"""After somebody was forgotten nothing of theirs is stored anywhere, and nobody else has lost anything."""

from __future__ import annotations

import itertools
import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.core.content import FORMER_COACH, ChannelId, MessageId, ReviewId, ServerId
from bot.core.transactions import ConcurrentUpdate
from bot.privacy.domain.belongings import Belonging, Erased, GoneReview, LeftPost
from bot.reviewing.domain.deadlines import wakes_at
from bot.reviewing.domain.model import CommentState
from bot.storage.privacy.registry.belongings import REGISTRY
from bot.storage.privacy.registry.entries import Fate
from bot.storage.schema.all_tables import ALL_TABLES
from bot.storage.storage import Storage
from tests.builders import NOON
from tests.databases import a_vault
from tests.storage.privacy.filling import (
    CHANNEL,
    OF_PEOPLE,
    OLD_CHANNEL,
    OTHER_SERVER,
    PEOPLE,
    SERVER,
    VAULT,
    Person,
    fill,
    seal,
    unfilled,
)

LEAVING, SECOND, THIRD = PEOPLE
AT = NOON + timedelta(days=2)
Stored = Mapping[str, Sequence[dict[str, Any]]]
"""All rows of all tables, what is sealed as it reads opened."""


async def stored(storage: Storage) -> Stored:
    found: dict[str, Sequence[dict[str, Any]]] = {}
    async with storage.engine.begin() as connection:
        for table in ALL_TABLES.sorted_tables:
            rows = await connection.execute(select(table).order_by(*table.primary_key))
            found[table.name] = [
                {
                    key: VAULT.unseal(value) if key == "sealed" and value else value
                    for key, value in row._mapping.items()
                }
                for row in rows
            ]
    return found


async def forget(storage: Storage, person: Person) -> Erased:
    async with storage.unit_of_work() as uow:
        erased = await uow.belongings.erase(person.id, at=AT)
        await uow.commit()
    return erased


def names(person: Person) -> list[str]:
    """What anything of theirs has in it: their id, their marks, their aliases, and ids of their messages."""
    return [str(person.id), f"mark{person.number}-", person.alias, str(person.message(0))[:-3]]


def is_of(person: Person, row: Mapping[str, Any]) -> bool:
    text = json.dumps(row, default=str)
    return any(each in text for each in names(person))


@pytest.mark.parametrize("table", ALL_TABLES.sorted_tables, ids=lambda table: table.name)
def test_every_column_is_filled(table: Any) -> None:
    assert not unfilled(table), "say in filling.py what stands in it, so that it is looked for"


async def test_nothing_of_who_leaves_is_in_any_table(storage: Storage) -> None:
    await fill(storage)
    assert is_of(LEAVING, {"all": await stored(storage)})

    await forget(storage, LEAVING)

    left = {
        f"{table}.{column}": value
        for table, rows in (await stored(storage)).items()
        for row in rows
        for column, value in row.items()
        if is_of(LEAVING, {"value": value})
    }
    kept = {"letters.source_channel", "letters.source_message"}  # of the others' reviews, in which they are a coach
    assert not {where: value for where, value in left.items() if where not in kept}


async def test_others_have_lost_nothing_but_the_name_of_their_coach(storage: Storage) -> None:
    await fill(storage)
    before = await stored(storage)

    await forget(storage, LEAVING)

    after = await stored(storage)
    may_change = {
        entry.table.name: {n for n, f in entry.fields.items() if f.fate is not Fate.ROW} for entry in REGISTRY
    }
    may_change["reviews"] |= {"wake_at", "waits_since"}
    for table in ALL_TABLES.sorted_tables:
        key = [column.name for column in table.primary_key]
        there = {tuple(row[name] for name in key): row for row in after[table.name]}
        for row in before[table.name]:
            whose = {each for each in PEOPLE if is_of(each, {name: row[name] for name in row})}
            if whose == {LEAVING} or table.name in {"notes", "tallies", "forgotten"}:
                continue
            theirs = {LEAVING.row(n) for n in (1, 2, 3)}
            if row.get("candidate_id") == LEAVING.id or theirs & {
                row.get(of) for of in ("review_id", "review", "share_id")
            }:
                continue
            now = there[tuple(row[name] for name in key)]
            changed = {name for name in row if row[name] != now[name]} - {"version"}
            assert changed <= may_change[table.name], table.name
            assert not changed or LEAVING in whose, table.name


async def test_notes_go_with_who_wrote_them_and_with_whom_they_are_about(storage: Storage) -> None:
    await fill(storage)

    await forget(storage, LEAVING)

    [left] = (await stored(storage))["notes"]
    assert (left["author"], left["candidate_id"]) == (SECOND.id, THIRD.id)


async def test_feedback_stays_under_a_former_coach_and_claims_are_given_back(storage: Storage) -> None:
    await fill(storage)

    erased = await forget(storage, LEAVING)

    async with storage.unit_of_work() as uow:
        of_second = await uow.reviews.get(ReviewId(SECOND.row(1)))
        of_third = await uow.reviews.get(ReviewId(THIRD.row(1)))
        over = await uow.reviews.get(ReviewId(THIRD.row(3)))
    assert of_second is not None
    assert of_third is not None
    assert over is not None
    assert of_second.claim is None
    assert (of_third.coach, of_third.keeper, of_third.handed_back) == (FORMER_COACH, None, True)
    written = of_third.comments[0]
    assert (written.author, written.author_name, written.text) == (FORMER_COACH, "", "Kept by the candidate.")
    assert of_third.comments[1].to == FORMER_COACH
    unsent = of_second.comments[2]
    assert (unsent.author, unsent.text, unsent.state) == (FORMER_COACH, "", CommentState.WITHDRAWN)
    assert (over.coach, over.gone, over.excluded) == (FORMER_COACH, frozenset({FORMER_COACH}), frozenset({SECOND.id}))
    assert {SECOND.row(1), THIRD.row(1), THIRD.row(3)} <= set(erased.to_show_anew)


async def test_a_mute_stays_without_a_name_and_reports_and_the_log_name_a_former_coach(storage: Storage) -> None:
    await fill(storage)

    erased = await forget(storage, LEAVING)

    left = await stored(storage)
    by_previous = [row for row in left["mutes"] if row["muted_by"] == LEAVING.previous.id]
    assert [(row["sealed"], row["review"]) for row in by_previous] == [(None, None)] * 2
    assert [row["muted_by"] for row in left["mutes"]].count(FORMER_COACH) == 2
    about_third = {row["id"]: row for row in left["reports"] if row["review_id"] in (THIRD.row(1), THIRD.row(2))}
    decided, waits = about_third[THIRD.row(1)], about_third[THIRD.row(2)]
    assert (decided["reporter"], decided["sealed"]) == (FORMER_COACH, '""')
    assert (waits["reporter"], waits["sealed"]) == (FORMER_COACH, '"Kept by the leads."')
    assert [row["actor"] for row in left["audit_log"]].count(FORMER_COACH) == 3
    by_third = [(row["act"], row["subject"], row["review"]) for row in left["audit_log"] if row["actor"] == THIRD.id]
    assert by_third == [("muted", "", None), ("unmuted", "", None), ("set", "goal", None)]
    assert erased.shares_to_show_anew == (THIRD.row(1),)
    assert {row["decided_by"] for row in left["shared_versions"]} == {FORMER_COACH, THIRD.id, None}


async def test_of_two_former_coaches_who_reported_the_same_the_report_to_be_decided_stays(storage: Storage) -> None:
    await fill(storage)
    [decided, waits] = OF_PEOPLE["reports"](SECOND)
    more = [
        waits | {"id": 9001, "review_id": SECOND.row(1), "reporter": LEAVING.id},
        decided | {"id": 9002, "review_id": SECOND.row(2), "reporter": LEAVING.id},
    ]
    async with storage.engine.begin() as connection:
        await connection.execute(insert(ALL_TABLES.tables["reports"]), more)

    for each in (THIRD, LEAVING):  # the one has reported the same two reviews before
        await forget(storage, each)

    left = {row["id"]: (row["reporter"], row["decision"]) for row in (await stored(storage))["reports"]}
    assert left == {9001: (FORMER_COACH, None), SECOND.row(2): (FORMER_COACH, None)}


async def test_time_decides_next_when_it_should(storage: Storage) -> None:
    await fill(storage)

    await forget(storage, LEAVING)

    running = [row for row in (await stored(storage))["reviews"] if row["id"] in {SECOND.row(1), THIRD.row(1)}]
    async with storage.unit_of_work() as uow:
        found = {each.id: each for each in await uow.reviews.several([ReviewId(row["id"]) for row in running])}
    assert [row["wake_at"] for row in running] == [wakes_at(found[ReviewId(row["id"])]) for row in running]


async def test_a_form_that_was_open_meanwhile_stores_no_name_again(storage: Storage) -> None:
    await fill(storage)
    async with storage.unit_of_work() as uow:
        as_it_was = await uow.reviews.get(ReviewId(THIRD.row(1)))
    assert as_it_was is not None
    await forget(storage, LEAVING)

    with pytest.raises(ConcurrentUpdate):
        async with storage.unit_of_work() as uow:
            await uow.reviews.save(as_it_was)


async def test_what_goes_is_counted_before(storage: Storage) -> None:
    await fill(storage)

    async with storage.unit_of_work() as uow:
        counted = await uow.belongings.summary(LEAVING.id)
        channel = await uow.belongings.dm_of(LEAVING.id)

    assert channel == LEAVING.message(1)
    assert set(counted) == set(Belonging)
    assert counted[Belonging.INTERVIEWS] == 2
    assert counted[Belonging.ANSWERS] == 2
    assert (counted[Belonging.REVIEWS], counted[Belonging.OPEN_REVIEWS]) == (3, 2)
    assert (counted[Belonging.COMMENTS_WRITTEN], counted[Belonging.FEEDBACK_RECEIVED]) == (1, 1)
    assert (counted[Belonging.CLAIMS], counted[Belonging.FEEDBACK_GIVEN]) == (1, 1)
    assert counted[Belonging.NOTES_ABOUT] == counted[Belonging.NOTES_WRITTEN] == 1
    assert counted[Belonging.ALIASES] == 2
    assert counted[Belonging.ACTS] == 3 + 2 + 3 + 2  # log, mutes, reports with a decision, versions decided about
    assert counted[Belonging.SHARED_ANSWERS] == counted[Belonging.VOTES] == counted[Belonging.SHARE_REPORTS] == 1


async def test_all_that_shows_their_reviews_in_a_server_is_named(storage: Storage) -> None:
    await fill(storage)

    async with storage.unit_of_work() as uow:
        left = await uow.belongings.posts_of(LEAVING.id)

    thread = ChannelId(LEAVING.message(50))

    def post(channel: int, message: int | None = None) -> LeftPost:
        where = {"server": ServerId(SERVER), "channel": ChannelId(channel)}
        return LeftPost(**where, message=None if message is None else MessageId(message))  # type: ignore[arg-type]

    shown = {(each.channel, each.message) for each in left}
    assert left[0] == post(thread)
    assert post(CHANNEL, LEAVING.message(60)) in left  # the card
    assert {(thread, LEAVING.message(n)) for n in (62, 64, 65, 68)} <= shown
    assert not {LEAVING.message(n) for n in (61, 63, 66, 69)} & {message for _, message in shown}
    assert {(each.message(50), each.message(68)) for each in (SECOND, THIRD)} <= shown  # which ping the coach
    assert (CHANNEL, LEAVING.message(72)) in shown  # of the report about them
    assert (CHANNEL, LEAVING.next.message(72)) in shown  # of the one that they have decided
    assert (CHANNEL, LEAVING.previous.message(72)) not in shown
    assert {(CHANNEL, LEAVING.message(90)), (OLD_CHANNEL, LEAVING.message(91))} <= shown  # the shared answer's cards


async def test_the_coaches_of_what_was_open_are_to_be_told(storage: Storage) -> None:
    await fill(storage)

    erased = await forget(storage, LEAVING)

    first, second = erased.reviews_gone
    where = {"server": ServerId(SERVER), "channel": ChannelId(CHANNEL)}
    coaches = (THIRD.id, SECOND.id)
    assert first == GoneReview(review=ReviewId(LEAVING.row(1)), coaches=coaches, **where)  # type: ignore[arg-type]
    assert (second.review, second.coaches) == (LEAVING.row(2), ())


async def test_counts_stay_and_say_of_nobody_whose_they_are(storage: Storage) -> None:
    await fill(storage)

    await forget(storage, LEAVING)

    counted = {(row["coach"], row["day"], row["tally"]): row["number"] for row in (await stored(storage))["tallies"]}
    day = NOON.date()
    assert counted == {
        (FORMER_COACH, date(2026, 1, 1), "feedback"): 2,
        (SECOND.id, date(2026, 1, 1), "feedback"): 2,
        (THIRD.id, date(2026, 1, 1), "feedback"): 2,
        (FORMER_COACH, day, "within"): 1,  # the review that is over
        (FORMER_COACH, day, "missed"): 2,  # of the running ones, one waited for a reply and one for feedback
        (SECOND.id, day, "answered"): 2,
        (SECOND.id, day, "helped"): 2,
        (SECOND.id, day, "feedback"): 1,
        (SECOND.id, day, "comments"): 1,
    }


async def test_to_forget_again_changes_nothing(storage: Storage) -> None:
    await fill(storage)
    await forget(storage, LEAVING)
    before = await stored(storage)

    assert await forget(storage, LEAVING) == Erased(gone={})

    assert await stored(storage) == before


async def test_no_file_of_sqlite_has_anything_of_theirs(sqlite_url: str) -> None:
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    async with Storage(sqlite_url, a_vault()) as storage:
        await fill(storage)
        await write_much(storage, LEAVING)
        sealed = await sealed_of(storage, LEAVING)
        assert found_in(folder, sealed)
        await forget(storage, LEAVING)

        assert not found_in(folder, sealed)

    assert not found_in(folder, sealed)
    assert OTHER_SERVER.to_bytes(8, "big") in contents_of(folder)


async def write_much(storage: Storage, person: Person) -> None:
    """So much that whole pages of the file become free with it."""
    [answer, _] = OF_PEOPLE["parts"](person)
    number = itertools.count(person.message(100))
    rows = [answer | {"message_id": next(number), "sealed": seal(person.mark("much" * 100))} for _ in range(300)]
    async with storage.engine.begin() as connection:
        await connection.execute(insert(ALL_TABLES.tables["parts"]), rows)


async def sealed_of(storage: Storage, person: Person) -> list[bytes]:
    """Pieces of what is stored of them: of encrypted texts as they are, of ids as SQLite writes them."""
    pieces = [
        person.id.to_bytes(8, "big"),
        str(person.id).encode(),
        f"mark{person.number}-".encode(),
        person.alias.encode(),
    ]
    async with storage.engine.begin() as connection:
        for table in ALL_TABLES.sorted_tables:
            if "sealed" in table.c:
                rows = await connection.execute(select(table))
                opened = [(row.sealed, VAULT.unseal(row.sealed)) for row in rows if row.sealed]
                theirs = [kept for kept, text in opened if f"mark{person.number}-" in text]
                pieces += [kept.encode()[20:80] for kept in theirs]
                pieces += [urlsafe_b64decode(kept)[20:60] for kept in theirs]  # as a column of bytes has it
    return pieces


def contents_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def found_in(folder: Path, pieces: Sequence[bytes]) -> list[bytes]:
    contents = contents_of(folder)
    return [each for each in pieces if each in contents]

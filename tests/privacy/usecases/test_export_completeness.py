"""An export has everything that the registry of belongings says it shows, and nothing of anybody else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import jsonschema
from sqlalchemy import Column, Engine, create_engine, delete, literal_column, or_, select, text, true, update

from bot.core.locks import KeyedLocks
from bot.outbound.draft import StoredFile
from bot.outbound.request_budget import RequestBudget
from bot.privacy.domain.export import ExportPhase
from bot.privacy.usecases.exporting.contents import ExportContents
from bot.privacy.usecases.exporting.fetching import FileFetching
from bot.privacy.usecases.exporting.maker import ExportMaker
from bot.privacy.usecases.exporting.own_exports import OwnExports
from bot.privacy.views.documents.writing import MarkdownDocuments
from bot.storage.interviews.snapshot_codec import encode_snapshot
from bot.storage.privacy.registry.belongings import REGISTRY
from bot.storage.privacy.registry.entries import TableEntry
from bot.storage.schema.exports import export_chunks, exports
from bot.storage.schema.frozen import frozen_texts
from bot.storage.storage import Storage
from bot.text.texts import Texts
from tests.builders import AN_AUTHOR, NOON, a_question
from tests.databases import a_vault
from tests.storage.privacy.filling import PEOPLE, VAULT, Person, fill
from tests.usecases.fakes import Conversations
from tests.usecases.originals import FakeOriginals

PERSON, *OTHERS = PEOPLE
LATER = NOON + timedelta(minutes=1)
SHOWN = [
    (entry, entry.table.c[name])
    for entry in REGISTRY
    for name, field in entry.fields.items()
    if field.under is not None
]
ROWID = {"follow_ups": "number"}
"""The column that tells the rows of a person apart in a table without row ids."""


async def filled(storage: Storage) -> None:
    await fill(storage)
    async with storage.engine.begin() as connection:
        snapshot = encode_snapshot(a_question(), AN_AUTHOR)
        await connection.execute(update(frozen_texts).values(text=snapshot))
        await connection.execute(delete(export_chunks))
        await connection.execute(update(exports).values(parts=0, fetched=0, sealed=None))


async def unpacked(storage: Storage, person: Person) -> dict[str, bytes]:
    """The files of an export, as the maker packs them."""
    originals = FakeOriginals()
    maker = ExportMaker(
        unit_of_work=storage.unit_of_work,
        contents=ExportContents(
            unit_of_work=storage.unit_of_work, documents=MarkdownDocuments(Texts.load()), server_name=lambda _: None
        ),
        files=FileFetching(originals=originals, messenger=Conversations(), budget=RequestBudget(per_second=100_000)),
        process="a process",
        patience=timedelta(days=1),
        clock=lambda: LATER,
    )
    await maker.look()
    own = OwnExports(
        unit_of_work=storage.unit_of_work, locks=KeyedLocks(), patience=timedelta(days=1), clock=lambda: LATER
    )
    found: dict[str, bytes] = {}
    async with storage.unit_of_work() as uow:
        export = next(each for each in await uow.exports.since(person.id, NOON - timedelta(1)) if each.is_running)
        sizes = [await uow.exports.part_size(export.id, part) for part in range(1, export.parts + 1)]
    assert export.phase is ExportPhase.SENDING
    for part, size in enumerate(sizes, start=1):
        content = await own.read(StoredFile(name="", size=size, owner=export.id, number=part, missing=""))
        assert content is not None
        with ZipFile(BytesIO(content)) as opened:
            found |= {name: opened.read(name) for name in opened.namelist()}
    return found


async def test_every_mark_of_theirs_is_in_the_zip_and_none_of_others(storage: Storage) -> None:
    """Marks of what a person wrote; of others there is what they said as coach or candidate of one's own reviews."""
    await filled(storage)

    files = await unpacked(storage, PERSON)

    everything = b"\n".join(files.values()).decode() + "\n".join(files)
    wanted = [
        PERSON.mark(each)
        for each in (
            "answer",
            "file",
            "focus",
            "name",
            "reason",
            "earlier answer",
            "reply",
            "profile",
            "bio",
            "snippet",
            "text of a snippet",
            "note",
            "shared",
            "shared before",
            "report",
        )
    ]
    assert [each for each in wanted if each not in everything] == []
    readable = "\n".join(content.decode() for name, content in files.items() if name.endswith(".md"))
    assert [each for each in wanted if each not in readable] == [], "people can read it, too"
    for other in OTHERS:
        seen = everything.replace(other.mark("name as coach"), "")  # of who gave them feedback
        alias = [each for each in (f"{other.alias}-", f"mark{other.number}-", str(other.id)) if each in seen]
        assert alias == ([f"{other.alias}-"] if other is PERSON.next else []), "a coach knows the alias"
        assert str(other.message(0))[:-3] not in seen
    schema = json.loads(files["data.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(files["data.json"]))


async def test_every_column_that_is_shown_makes_a_difference(sqlite_url: str) -> None:
    """If another value is stored in a column of somebody's rows, their export reads differently."""
    async with Storage(sqlite_url, a_vault()) as storage:
        await filled(storage)
        before = await read(storage)
        past_all_rules = create_engine(sqlite_url)  # without foreign keys, as SQLite has it
        silent = []
        for entry, column in SHOWN:
            changed = change(past_all_rules, entry, column)
            if not changed or await read(storage) == before:
                silent.append(f"{entry.table.name}.{column.name}")
            restore(past_all_rules, column, changed)
        past_all_rules.dispose()
        assert await read(storage) == before, "all is as it was"

    assert len(SHOWN) > 60
    assert silent == [], "the registry says that an export shows it"


Changed = Sequence[tuple[Any, Any]]
"""The places of rows in their table, each with what was there."""


def change(engine: Engine, entry: TableEntry, column: Column[Any]) -> Changed:
    """Store something else in a column of the rows of the person, or of all rows of a table that is nobody's."""
    finders = (entry.of_candidate, entry.of_coach) if entry.shown is None else (entry.shown,)
    whose = [find(PERSON.id) for find in finders if find is not None]
    rowid = literal_column(f"{entry.table.name}.{ROWID.get(entry.table.name, 'rowid')}")
    with engine.begin() as connection:
        connection.execute(text("PRAGMA ignore_check_constraints = ON"))
        rows = connection.execute(select(rowid, column).select_from(entry.table).where(or_(*whose or [true()]))).all()
        filled_in = [(row, value) for row, value in rows if value is not None]
        for row, value in filled_in:
            connection.execute(update(entry.table).where(rowid == row).values({column.name: another(column, value)}))
    return filled_in


def restore(engine: Engine, column: Column[Any], changed: Changed) -> None:
    rowid = literal_column(f"{column.table.name}.{ROWID.get(column.table.name, 'rowid')}")
    with engine.begin() as connection:
        connection.execute(text("PRAGMA ignore_check_constraints = ON"))
        for row, value in changed:
            connection.execute(update(column.table).where(rowid == row).values({column.name: value}))


def another(column: Column[Any], value: Any) -> Any:
    """A value of the same kind that is not the same, whatever the constraints say."""
    if column.name == "sealed":
        opened = VAULT.unseal(value)
        return VAULT.seal(opened.replace("mark", "other").replace("Kept", "Changed"))
    if column.name == "text":
        return encode_snapshot(a_question(2), AN_AUTHOR)
    if column.name == "banks":
        return '["github"]'
    match value:
        case bool():
            return not value
        case int():
            return value % 3 + 1 if column.name in {"rating", "ticks"} else value + 500
        case datetime() | date():
            return value + timedelta(days=1)
        case timedelta():
            return value * 2
        case str():
            return "candidate" if value == "coach" else "coach" if value == "candidate" else f"{value}x"
        case _:
            raise TypeError(value)


async def read(storage: Storage) -> str:
    """All that the data of an export is made of."""
    person = PERSON.id
    async with storage.unit_of_work() as uow:
        data = uow.personal_data
        records: Sequence[Any] = [
            await data.person(person),
            *[await data.interview(each) for each in await data.interviews(person)],
            *[await data.review(each) for each in await data.reviews(person)],
            *[await data.coached_review(each, person) for each in await data.coached(person)],
        ]
    return "\n".join("" if each is None else each.model_dump_json() for each in records)

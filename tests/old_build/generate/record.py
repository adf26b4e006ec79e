"""Works only on ccb840b: writes down the database, the world on Discord and what the tests have to know of both."""

from __future__ import annotations

import base64
import json
import sqlite3
from contextlib import closing
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from playground.model import Channel, Json, Message, User
from playground.store import Store
from tests.old_build.generate.stage import Stage

_SLIMMED = {"messages": Message, "channels": Channel, "users": User}
_WANTED = {"type", "attachments", "snapshot_files", "thread", "overwrites"}
FIXTURE = Path(__file__).parents[1] / "fixture"


def record(stage: Stage) -> None:
    FIXTURE.mkdir(exist_ok=True)
    (FIXTURE / "database.sql").write_text(_dump(stage.folder / "bot.sqlite3"), encoding="utf-8")
    (FIXTURE / "discord.json").write_text(_line_by_line(_world(stage)), encoding="utf-8")


def _dump(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        return "\n".join(connection.iterdump()) + "\n"


def _world(stage: Stage) -> Json:
    """The playground's own form; and what that leaves out: messages that one person sees, of a client that is open."""
    world, store = stage.playground.world, stage.folder / "world.json"
    private = [m for messages in world.messages.values() for m in messages.values() if m.only_for is not None]
    only_for = {each.id: each.only_for for each in private}
    for each in private:
        each.only_for = None
    Store(store).save(world)
    for each in private:
        each.only_for = only_for[each.id]
    kept = json.loads(store.read_text(encoding="utf-8"))
    files = {path.name: base64.b64encode(path.read_bytes()).decode() for path in store.with_suffix(".files").glob("*")}
    told = stage.recording
    return {
        "moment": _moment(stage),
        "only_for": {each["id"]: only_for[each["id"]] for each in kept["messages"] if each["id"] in only_for},
        "names": told.names,
        "forms": told.forms,
        "awaited": told.awaited,
        "doomed": told.doomed,
        "archived": told.archived,
        "renamed": told.renamed,
        "files": files,
        "world": kept | {key: [_slim(kind, each) for each in kept[key]] for key, kind in _SLIMMED.items()},
    }


def _slim(kind: type[Any], kept: Json) -> Json:
    """Without the fields that are as they would be anyway; the store wants these few in any case."""
    usual = {
        each.name: each.default if each.default is not MISSING else _or_missing(each.default_factory)
        for each in fields(kind)
    }
    return {key: value for key, value in kept.items() if key in _WANTED or value != usual[key]}


def _or_missing(factory: Any) -> Any:
    return MISSING if factory is MISSING else factory()


def _moment(stage: Stage) -> float:
    """When all that waits is due."""
    [(last,)] = stage.rows("SELECT max(strftime('%s', due_at)) FROM outbox WHERE state = 'waiting'")
    return max(stage.clock.now(), float(last)) + 2


def _line_by_line(value: Json) -> str:
    """JSON with a line for each entry of a list or mapping of the first two levels, so that changes can be read."""
    parts = [f"{json.dumps(key)}: {_entries(each)}" for key, each in value.items() if key != "world"]
    world = ",\n".join(f"{json.dumps(key)}: {_entries(each)}" for key, each in value["world"].items())
    return "{\n" + ",\n".join([*parts, f'"world": {{\n{world}\n}}']) + "\n}\n"


def _entries(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(_compact(each) for each in value) + "\n]"
    if isinstance(value, dict) and value:
        return "{\n" + ",\n".join(f"{json.dumps(key)}: {_compact(each)}" for key, each in value.items()) + "\n}"
    return _compact(value)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

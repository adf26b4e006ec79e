"""The registry of belongings says of every table and every column whose it is."""

from __future__ import annotations

from bot.storage.privacy.registry.belongings import REGISTRY
from bot.storage.privacy.registry.entries import Fate
from bot.storage.schema.all_tables import ALL_TABLES


def test_every_table_has_one_entry() -> None:
    named = [each.table.name for each in REGISTRY]

    assert sorted(named) == sorted(ALL_TABLES.tables), "a new table needs an entry in bot/storage/privacy"


def test_every_column_has_a_field() -> None:
    missing = {
        each.table.name: sorted(set(each.table.c.keys()) ^ set(each.fields))
        for each in REGISTRY
        if set(each.table.c.keys()) != set(each.fields)
    }

    assert not missing, "a column needs a field in its table's entry, and a field needs a column"


def test_an_export_shows_a_column_or_says_why_not() -> None:
    unclear = [
        f"{each.table.name}.{name}"
        for each in REGISTRY
        for name, field in each.fields.items()
        if (field.under is None) == (field.hidden == "")
    ]

    assert not unclear


def test_the_rows_of_a_table_with_ids_of_people_are_somebodys_or_their_ids_are_replaced() -> None:
    kept = [
        f"{each.table.name}.{name}"
        for each in REGISTRY
        for name, field in each.fields.items()
        if field.names and field.fate is Fate.ROW and each.of_candidate is None and each.of_coach is None
    ]

    assert not kept

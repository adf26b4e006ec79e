"""`scripts/voices.py` counts what it says it counts."""

from __future__ import annotations

import importlib.util
from itertools import chain

import pytest

from bot.banks.format.model import Bank
from tests.banks.builders import a_bank, a_question
from tests.cli.operator import ROOT

FILLER = "I ask what it costs and who pays for it. " * 16

specification = importlib.util.spec_from_file_location("voices", ROOT / "scripts" / "voices.py")
assert specification is not None
assert specification.loader is not None
voices = importlib.util.module_from_spec(specification)
specification.loader.exec_module(voices)


def saying(text: str) -> Bank:
    return a_bank(slug="acme", questions=[a_question(examples=[{"text": text, "note": "A dev"}])])


@pytest.mark.parametrize(
    ("column", "ending"),
    [
        ("failure last", "We forgot that once."),
        ("habit last", "Since then the check is there."),
        ("weekday", "It was a Friday."),
        ("nobody", "Somebody asked."),
        ("rang", "So I rang them."),
        ("figures", "All nine of them."),
        ("euros", "It cost 20 euros."),
        ("other money", "It cost $20."),
        ("numbers", "1 and 2 and 3 and 4 and 5 and 7 and 8 and 10 and 12 and 13 and 15."),
        ("story", "At my last company it worked."),
        ("short", ""),
    ],
)
def test_each_habit_has_a_column(column: str, ending: str) -> None:
    text = f"{FILLER}{ending}" if ending else "Yes."

    assert len(list(voices.counted([saying(text)], column))) == 1
    assert list(voices.counted([saying(FILLER)], column)) == []


def test_the_table_adds_up() -> None:
    banks = [saying("We forgot that once."), saying("Yes.")]
    one, other, both = (list(voices.figures(each)) for each in ([banks[0]], [banks[1]], banks))

    assert both == [sum(pair) for pair in zip(one, other, strict=True)]
    assert list(chain.from_iterable(column.cells for column in voices.table(banks).columns)).count("acme") == 2

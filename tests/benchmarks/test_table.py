"""The table of a benchmark says what was measured, and whether that is what is wanted."""

from __future__ import annotations

from benchmarks import figures
from benchmarks.table import Compared, Results, markdown


def results(name: str, *measured: figures.Figures) -> Results:
    made = Results(name)
    for each in measured:
        made.add(each)
    return made


def test_the_median_of_all_rounds_is_compared() -> None:
    floor = results("echo bot", {figures.CPU: 0.3})
    before = results("before", {figures.CPU: 40.0}, {figures.CPU: 50.0}, {figures.CPU: 41.0})
    now = results("now", {figures.CPU: 3.0, figures.STATEMENTS: 25.0})

    assert markdown(Compared(echo=floor, reference=before, this=now).rows()).splitlines() == [
        "| figure                                        | echo bot | before | now  | ratio  | wanted    |",
        "| --------------------------------------------- | -------- | ------ | ---- | ------ | --------- |",
        "| CPU for an answer and the press of *Next*, ms | 0.30     | 41.00  | 3.00 | 0.07 x | ≤ 0.1 x ✓ |",
        "| SQL statements for an answer and the press    | -        | -      | 25.0 |        | ≤ 24 ✗    |",
    ]


def test_without_another_commit_only_values_are_judged() -> None:
    now = results("now", {figures.CPU: 3.0, figures.TRANSACTIONS: 4.0})

    [_, cpu, transactions] = Compared(echo=results("echo bot"), reference=None, this=now).rows()

    assert cpu[-1] == "≤ 0.1 x"
    assert transactions[-1] == "≤ 4 ✓"


def test_every_figure_has_a_row() -> None:
    assert set(figures.ROWS) == {each for each in vars(figures).values() if isinstance(each, figures.Figure)}
    assert len({each.title for each in figures.ROWS}) == len(figures.ROWS)

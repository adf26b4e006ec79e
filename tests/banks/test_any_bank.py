"""Whatever a bank says, it can be checked, compared, shown and sent; never an exception, never more than a second."""

from __future__ import annotations

import io

from hypothesis import given
from rich.console import Console

from bot.banks.checks.changes import compare, unstable
from bot.banks.checks.suite import findings_across, findings_in
from bot.banks.exchange.yaml_text import to_yaml
from bot.banks.format.loader import LoadedBank, parse_with_lines
from bot.banks.format.model import Bank
from bot.cli.banks.view import bank_view, question_view
from bot.interviewing.views.rehearsal_limits import unsendable
from bot.text.texts import Texts
from bot.yamlfile.text_rules import UNWANTED
from tests.banks.strategies import banks
from tests.effort import little_effort
from tests.properties import some

TEXTS = Texts.load()
SOME = some(20)


def loaded(bank: Bank) -> tuple[LoadedBank, int]:
    """The bank as its file would be read, and the number of the file's lines."""
    text = to_yaml(bank)
    return parse_with_lines(text, bank.slug, filename=f"{bank.slug}.yaml"), text.count("\n") + 1


@SOME
@given(one=banks(), other=banks())
def test_any_bank_can_be_checked_beside_any_other(one: Bank, other: Bank) -> None:
    (first, first_lines), (second, second_lines) = loaded(one), loaded(other)

    with little_effort():
        found = [*findings_in(first), *findings_in(second), *findings_across([first, second]), *unstable(one, second)]

    for finding in found:
        assert 1 <= finding.problem.line <= max(first_lines, second_lines)
        assert "\n" not in str(finding)
        assert not UNWANTED.search(str(finding))
        assert len(str(finding)) < 600


@SOME
@given(banks())
def test_any_bank_is_like_itself_and_its_messages_can_be_sent(bank: Bank) -> None:
    first, _ = loaded(bank)

    assert compare(bank, bank).nothing
    assert list(unstable(bank, first)) == []
    assert list(unsendable(first, TEXTS)) == []


@SOME
@given(banks())
def test_any_bank_can_be_shown_on_a_terminal_that_it_cannot_control(bank: Bank) -> None:
    first, _ = loaded(bank)
    console = Console(file=io.StringIO(), width=80, force_terminal=False)

    for view in (*bank_view(first, TEXTS), *question_view(first, 1, TEXTS)):
        console.print(view)

    assert isinstance(console.file, io.StringIO)
    assert not UNWANTED.search(console.file.getvalue())

"""What admins see of banks fits Discord, however much there is of it, and nothing in it works as markdown."""

from __future__ import annotations

import re

import pytest

from bot.app.controls import is_known
from bot.banks.checks.changes import Changes
from bot.banks.checks.differences import Difference
from bot.banks.checks.finding import Finding, Rule, Severity
from bot.banks.format.catalogue import Reload
from bot.banks.format.listing import listing_of
from bot.banks.usecases.administration import BankEntry
from bot.banks.usecases.ports import BankUpload, UploadId
from bot.banks.usecases.uploads import Confirmed, Inspected
from bot.banks.views.pages import (
    CONFIRM,
    DELETE,
    DISCARD,
    confirmed_page,
    list_pages,
    reload_page,
    upload_id,
    upload_report,
)
from bot.core.content import ServerId
from bot.interviewing.views.rehearsal_limits import excesses
from bot.outbound.draft import Button
from bot.text.texts import Texts
from bot.yamlfile.problem import Problem
from cogs.banks.buttons import BANK_BUTTONS, ConfirmButton, DeleteButton, DiscardButton
from tests.builders import NOON, a_bank

TEXTS = Texts.load()
LONG_TITLE = "*" * 80
LARGEST = UploadId(2**63 - 1)
IDS = tuple(f"{number:03}-{'x' * 56}" for number in range(100))


DIFFERENCES = tuple(Difference(where=f"{each}: how", before="x" * 1800, after="*" * 1800) for each in IDS)


def a_finding(severity: Severity = Severity.ERROR, what: str = "[free](https://evil.example) `@everyone`") -> Finding:
    problem = Problem(file="acme.yaml", line=1234, where="questions[100].how", what=what, instead="write less")
    return Finding(rule=Rule.FORMAT, severity=severity, problem=problem)


def inspected(findings: int, *, changes: Changes | None = None, what: str = "*" * 200) -> Inspected:
    upload = BankUpload(
        id=LARGEST,
        server=ServerId(1),
        listing=listing_of(a_bank(title=LONG_TITLE)),
        version=None,
        compared_with=3,
        uploaded_at=NOON,
    )
    return Inspected(findings=(a_finding(Severity.WARNING, what),) * findings, upload=upload, changes=changes)


def entries(number: int) -> list[BankEntry]:
    return [
        BankEntry(
            listing=listing_of(a_bank(slug=f"{at:03}-{'x' * 36}", title=LONG_TITLE)),
            enabled=False,
            version=10_000,
            newest=20_000,
            of_operator=True,
        )
        for at in range(number)
    ]


@pytest.mark.parametrize("number", [0, 1, 50, 300])
def test_a_list_of_any_length_fits_and_names_every_bank(number: int) -> None:
    pages = list_pages(entries(number), TEXTS, locale="en")

    assert [found for page in pages for found in excesses(page)] == []
    shown = "\n".join(embed.description or "" for page in pages for embed in page.embeds)
    assert all(f"`{entry.slug}`" in shown for entry in entries(number))


@pytest.mark.parametrize("findings", [0, 1, 101])
@pytest.mark.parametrize(
    "changes",
    [None, Changes(added=IDS, changed=IDS, removed=IDS, differences=DIFFERENCES)],
    ids=["a new bank", "everything changed"],
)
def test_a_report_of_any_length_fits_and_its_file_has_all_of_it(findings: int, changes: Changes | None) -> None:
    made = upload_report(inspected(findings, changes=changes), "x" * 300 + ".yaml", TEXTS, locale="en")

    assert list(excesses(made.draft)) == []
    assert [item.label for row in made.draft.rows for item in row if isinstance(item, Button)] == ["Confirm", "Discard"]
    if findings > 1:
        assert made.whole is not None
        assert made.whole.startswith(f"{LONG_TITLE} can be used")
        assert made.whole.count("questions[100].how") == findings
    if changes is not None:
        assert made.whole is not None
        assert all(made.whole.count(each) == 4 for each in IDS)
        assert made.whole.count("x" * 1800) == 100


@pytest.mark.parametrize(
    ("before", "after", "shown", "in_file"),
    [
        ("Read the guide.", "Read the docs.", ["> − Read the guide.", r"> \+ Read the docs."], False),
        ("", "Read the docs.", [r"> \+ Read the docs."], False),
        ("Read the docs.", "", ["> − Read the docs."], False),
        ("*a*", "*b*", [r"> − \*a\*", r"> \+ \*b\*"], False),
        ("a" * 100 + "1" + "b" * 100, "a" * 100 + "2" + "b" * 100, [f"> − …{'a' * 40}1{'b' * 40}…"], True),
        ("a" * 1000, "b" * 1000, [f"> − {'a' * 240}…", rf"> \+ {'b' * 240}…"], True),
    ],
)
def test_old_and_new_text_are_shown_where_they_differ(
    before: str, after: str, shown: list[str], *, in_file: bool
) -> None:
    difference = Difference(where="introduction", before=before, after=after)
    changes = Changes(added=(), changed=(), removed=(), differences=(difference,))

    made = upload_report(inspected(0, changes=changes), "acme.yaml", TEXTS, locale="en")

    text = made.draft.embeds[0].description or ""
    assert all("`introduction`\n" in text and each in text for each in shown)
    assert (made.whole is not None) is in_file
    if made.whole is not None:
        assert f"- {before}\n+ {after}\n" in made.whole


def test_a_refusal_has_no_buttons_and_shows_what_is_hostile_as_it_is() -> None:
    made = upload_report(Inspected(findings=(a_finding(),)), "*acme*.yaml", TEXTS, locale="en")

    assert made.draft.rows == ()
    (embed,) = made.draft.embeds
    assert embed.description is not None
    assert r"\[free\]\(https\://evil.example\) `@everyone`" in embed.description
    assert "**Line 1234**" in embed.description
    assert embed.title is not None
    assert embed.title.startswith(r"\*acme\*.yaml")


def test_a_reload_with_many_problems_fits() -> None:
    problems = tuple(a_finding(what="*" * 200).problem for _ in range(300))
    result = Reload(added=IDS, changed=IDS, removed=IDS, kept=IDS, problems=problems)

    made = reload_page(result, TEXTS, locale="en")

    assert list(excesses(made.draft)) == []
    assert made.whole is not None
    assert made.whole.count("questions[100].how") == 300


def test_a_confirmed_upload_has_no_buttons() -> None:
    for enabled in (True, False):
        confirmed = Confirmed(listing=listing_of(a_bank(title=LONG_TITLE)), version=7, enabled=enabled)
        page = confirmed_page(confirmed, TEXTS, locale="en")

        assert page.rows == ()
        assert list(excesses(page)) == []


@pytest.mark.parametrize(
    ("button", "action"), [(ConfirmButton, CONFIRM), (DiscardButton, DISCARD), (DeleteButton, DELETE)]
)
def test_a_button_answers_to_its_own_id_and_no_other(button: type[ConfirmButton], action: str) -> None:
    for number in (UploadId(1), LARGEST):
        own = upload_id(action, number)
        assert len(own) <= 40
        assert is_known(own)
        match = re.fullmatch(button.__discord_ui_compiled_template__, own)
        assert match is not None
        assert int(match["upload"]) == number
        assert sum(each.__discord_ui_compiled_template__.fullmatch(own) is not None for each in BANK_BUTTONS) == 1
    assert not is_known(upload_id(action, UploadId(1)) + "x")
    assert not is_known(upload_id("other", UploadId(1)))

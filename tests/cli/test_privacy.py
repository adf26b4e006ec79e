"""The operator's page about people's data, and retention at the terminal."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

import pytest

from bot.app.privacy_facts import privacy_facts
from bot.app.wiring import now
from bot.config import load_config
from bot.interviewing.domain.model import Phase
from bot.privacy.views.pages import privacy_page
from bot.storage.encryption.vault import Vault
from bot.storage.storage import Storage
from bot.text.texts import Texts
from tests.builders import CANDIDATE, an_interview
from tests.cli.operator import ROOT, Operator

OWN = """
privacy: {contact: ask_me}
retention: {answers_days: 500, reviews_days: 40, files_days: 33, exports_days: 3, left_server_days: 7}
database: {keep_handled_days: 77}
"""
FIGURES = re.compile(r"\d+ (?:days|hours)")
SAME_EVERYWHERE = {"365 days", "30 days"}
"""How long an audit log is kept, and that there was an export."""


def test_the_page_in_the_repository_is_what_the_command_prints_by_default(operator: Operator) -> None:
    printed = operator.types("privacy")

    assert printed.exit_code == 0
    assert printed.out == (ROOT / "PRIVACY.md").read_text(encoding="utf-8"), (
        "run: mock-interviewer privacy > PRIVACY.md"
    )


def test_page_and_command_have_the_same_figures(operator: Operator) -> None:
    config = operator.writes_config(OWN)
    printed = operator.types("privacy", "--config", str(config)).out
    facts, texts = privacy_facts(load_config(config, {})), Texts.load()
    pages = [privacy_page(number, facts, (), texts, locale="en-US") for number in range(7)]
    shown = "\n".join(embed.description or "" for page in pages for embed in page.embeds)

    assert FIGURES.findall(printed) == FIGURES.findall(shown)
    configured = {"500 days", "40 days", "33 days", "77 days", "3 days", "7 days"}
    assert set(FIGURES.findall(shown)) == configured | SAME_EVERYWHERE
    assert "ask my operator: ask\\_me" in printed
    assert "ask my operator: ask\\_me" in shown
    assert "[write here how people reach you" not in printed


def test_check_says_that_nobody_knows_whom_to_ask(operator: Operator) -> None:
    without = operator.types("check", "--offline")
    config = operator.writes_config(OWN)
    with_contact = operator.types("check", "--offline", "--config", str(config))

    assert (without.exit_code, with_contact.exit_code) == (0, 0)
    assert "no privacy.contact" in without.out
    assert "no privacy.contact" not in with_contact.out


def left(operator: Operator) -> Storage:
    """The database of an operator, in which somebody left an interview three years ago."""
    operator.types("db", "upgrade")
    config = load_config(None, {})
    key = operator.folder / "data" / "mock-interviewer.key"
    storage = Storage(config.database.url.get_secret_value(), Vault.from_file(key))

    async def fill() -> None:
        ago = now() - timedelta(days=1100)
        async with storage, storage.unit_of_work() as uow:
            await uow.interviews.add(an_interview(started_at=ago, phase=Phase.ENDED, ended_at=ago))
            await uow.candidates.note_use(CANDIDATE, on=ago.date())
            await uow.commit()

    asyncio.run(fill())
    return storage


def test_a_dry_run_counts_beside_a_running_bot_and_changes_nothing(operator: Operator) -> None:
    storage = left(operator)
    day = f"{now() - timedelta(days=1100):%Y-%m-%d}"

    async def counted() -> list[str]:
        async with storage:
            return (await asyncio.to_thread(operator.types, "retention", "--dry-run")).out.splitlines()

    for _ in range(2):
        lines = asyncio.run(counted())
        assert [line.split()[:2] for line in lines if line.startswith("interviews")] == [["interviews", "1,"]]
        assert f"the oldest from {day}  (kept 730 days)" in "\n".join(lines)
        assert lines[-1] == "Nothing was removed."


def test_without_it_what_is_past_its_time_goes_with_progress(operator: Operator) -> None:
    left(operator)

    ended = operator.types("retention")
    again = operator.types("retention")

    assert ended.exit_code == 0
    assert "interviews: 1 so far" in ended.out
    assert "1 interviews, 1 people" in ended.out
    assert "0 interviews, 0 people" in again.out


def test_a_running_bot_keeps_its_database(operator: Operator) -> None:
    storage = left(operator)

    async def refused() -> tuple[int, str]:
        async with storage:
            ended = await asyncio.to_thread(operator.types, "retention")
        return ended.exit_code, ended.err

    code, said = asyncio.run(refused())
    assert code == 1
    assert "Stop that one first." in said


@pytest.mark.parametrize("arguments", [(), ("--dry-run",)])
def test_where_nothing_is_kept_nothing_is_removed(operator: Operator, arguments: tuple[str, ...]) -> None:
    assert operator.types("retention", *arguments).exit_code == 0

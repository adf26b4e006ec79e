"""What leads read of reports, mutes and the audit log fits into Discord, whatever people call themselves and write."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.content import FORMER_COACH, ReviewId, UserId
from bot.formatting.split import length
from bot.outbound.draft import Draft
from bot.reviewing.domain.safety.muting import Mute
from bot.reviewing.domain.safety.reports import Decision, Report
from bot.reviewing.views.safety.mutes import mute_done, mute_question, muted_page
from bot.reviewing.views.safety.reports import report_decided, report_text
from bot.servers.domain.audit import Act, AuditEntry, Setting
from bot.servers.domain.safeguards import Safeguards
from bot.servers.usecases.audit_trail import ENTRIES, AuditPage
from bot.servers.views.audit_page import audit_log_page
from bot.servers.views.safeguards import safety_page
from bot.text.texts import Texts
from tests.builders import COACH, NOON, SERVER, a_review

TEXTS = Texts.load()
LARGEST = 2**63 - 1
WORST = "_" * 100


def a_mute(number: int) -> Mute:
    return Mute(
        id=LARGEST - number,
        server=SERVER,
        shown_name=WORST,
        named=True,
        review=ReviewId(LARGEST),
        by=UserId(LARGEST),
        since=NOON,
        until=NOON,
    )


def an_entry(act: Act) -> AuditEntry:
    subject = {Act.SET: Setting.REVIEW_CHANNEL.value, Act.REVIEWS_MOVED: str(LARGEST)}.get(act, WORST)
    return AuditEntry(
        server=SERVER,
        at=NOON,
        actor=UserId(LARGEST),
        act=act,
        subject=subject,
        review=ReviewId(LARGEST),
        until=NOON,
        before=str(LARGEST),
        after=str(LARGEST),
    )


def fits(draft: Draft) -> bool:
    described = [length(each.description or "") for each in draft.embeds]
    return length(draft.content or "") <= 2000 and all(each <= 4096 for each in described) and sum(described) <= 6000


@pytest.mark.parametrize("mutes", [0, 1, 200])
def test_the_list_of_mutes_fits(mutes: int) -> None:
    page = muted_page([a_mute(number) for number in range(mutes)], TEXTS, locale="en")

    assert fits(page)
    assert fits(mute_done(a_mute(1), TEXTS, locale="en"))
    assert fits(mute_question(a_review(shown_name=WORST), TEXTS, locale="en"))


@pytest.mark.parametrize("act", Act)
def test_a_page_of_the_log_fits_and_each_act_has_its_line(act: Act) -> None:
    page = audit_log_page(AuditPage(entries=[an_entry(act)] * ENTRIES, page=0, pages=2, total=20), TEXTS, locale="en")

    assert fits(page)
    assert (page.embeds[0].description or "").count("\n") == ENTRIES - 1


def test_the_longest_report_and_text_on_how_to_ask_fit() -> None:
    report = Report(id=1, server=SERVER, review=ReviewId(1), reporter=COACH, text="](" * 250, reported_at=NOON)

    assert fits(report_text(report, a_review(shown_name=WORST), TEXTS, locale="en"))
    assert fits(safety_page(Safeguards(how_to_ask="](" * 150), TEXTS, locale="en"))


def test_who_is_forgotten_is_a_former_coach_on_every_page() -> None:
    report = Report(id=1, server=SERVER, review=ReviewId(1), reporter=FORMER_COACH, text="", reported_at=NOON)
    decided = replace(report, decision=Decision.NOTHING, decided_by=FORMER_COACH, decided_at=NOON)
    entry = replace(an_entry(Act.SET), actor=FORMER_COACH)

    read = report_text(report, a_review(), TEXTS, locale="en").embeds[0].description or ""
    listed = muted_page([replace(a_mute(1), by=FORMER_COACH)], TEXTS, locale="en").embeds[0].description or ""
    logged = audit_log_page(AuditPage(entries=[entry], page=0, pages=1, total=1), TEXTS, locale="en")

    assert read.startswith("A former coach reported")
    assert (report_decided(decided, TEXTS).content or "").startswith("A former coach has looked")
    assert "by a former coach" in listed
    assert "a former coach set" in (logged.embeds[0].description or "")

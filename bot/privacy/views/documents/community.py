"""Writes what a person shares, and what they said of community answers of others."""

from __future__ import annotations

from collections.abc import Iterable

from bot.formatting.pages import Say
from bot.privacy.usecases.exporting.records.community import (
    CommunityRecord,
    SharedAnswerRecord,
    SharedVersionRecord,
)
from bot.privacy.views.documents.markdown import bullets, heading, moment, plain, quote, server_words, whole


def community_text(record: CommunityRecord, say: Say) -> str:
    """Shared answers with all their versions, then votes and reports."""
    blocks = [heading(say("export-community-title"))]
    for shared in record.shared:
        blocks += _shared(shared, say)
    votes = [
        say(
            "export-vote-line",
            server=server_words(each.server, each.server_name, say),
            bank=plain(each.bank_title),
            question=plain(each.question),
            helpful="yes" if each.helpful else "no",
        )
        for each in record.votes
    ]
    reports = [
        say(
            "export-share-report-line",
            server=server_words(each.server, each.server_name, say),
            bank=plain(each.bank_title),
            question=plain(each.question),
            version=each.version,
            settled="yes" if each.settled else "no",
        )
        for each in record.reports
    ]
    for key, lines in (("export-votes-title", votes), ("export-share-reports-title", reports)):
        if lines:
            blocks += [heading(say(key), 2), bullets(lines)]
    return whole(*blocks)


def _shared(record: SharedAnswerRecord, say: Say) -> Iterable[str]:
    yield heading(say("export-shared-title", question=plain(record.question)), 2)
    server = server_words(record.server, record.server_name, say)
    lines = [
        say("export-line-server", name=server),
        say("export-shared-bank", bank=plain(record.bank_title), id=plain(record.question_id)),
        say("export-line-language", language=record.locale),
    ]
    if record.votes:
        lines.append(say("export-shared-votes", helpful=record.helpful, votes=record.votes))
    if record.hidden_since is not None:
        lines.append(say("export-shared-hidden", at=moment(record.hidden_since)))
    if not record.versions:
        lines.append(say("export-shared-taken-back", count=record.written))
    yield bullets(lines)
    for version in record.versions:
        yield from _version(version, say)


def _version(record: SharedVersionRecord, say: Say) -> Iterable[str]:
    yield heading(say("export-shared-version", number=record.number, at=moment(record.written_at)), 3)
    decided = "" if record.decided_at is None else moment(record.decided_at)
    yield bullets([say("export-shared-state", state=record.state.replace(" ", "-"), at=decided)])
    if record.text is not None:
        yield quote(record.text)
    if record.reason:
        yield say("export-shared-reason")
        yield quote(record.reason)

"""Writes what there is once of a person, for people to read: plan, settings, and the tools of a coach."""

from __future__ import annotations

from collections.abc import Iterable

from bot.formatting.pages import Say
from bot.practising.views.calendar import date_words, weekdays_words
from bot.privacy.usecases.exporting.records.coaches import ActRecord, CoachRecord
from bot.privacy.usecases.exporting.records.whole import AccountRecord, PersonRecord, PlanRecord
from bot.privacy.views.documents.markdown import bullets, heading, moment, plain, quote, server_words, whole


def about_text(record: PersonRecord, say: Say) -> str:
    """Plan, reminders, aliases, mutes, and what the bot needs to reach the person."""
    blocks = [heading(say("export-about-title")), heading(say("export-plan-title"), 2)]
    blocks.append(say("export-no-plan") if record.plan is None else bullets(_plan(record.plan, say)))
    reminders = [
        say(
            "export-reminder-line",
            day=each.day.isoformat(),
            until=moment(each.until),
            sent="yes" if each.sent else "no",
            heeded="yes" if each.heeded else "no",
        )
        for each in record.reminders
    ]
    aliases = [
        say("export-alias-line", server=server_words(each.server, each.server_name, say), alias=plain(each.alias))
        for each in record.aliases
    ]
    notes = [
        say("export-notes-about-line", server=server_words(each.server, each.server_name, say), notes=each.notes)
        for each in record.notes_about_you
    ]
    mutes = [
        say(
            "export-mute-line",
            server=server_words(each.server, each.server_name, say),
            ends=int(each.until is not None),
            until="" if each.until is None else moment(each.until),
        )
        for each in record.mutes
    ]
    exports = [say("export-export-line", at=moment(each.asked_at), phase=each.phase) for each in record.exports]
    for key, lines in (
        ("export-reminders-title", reminders),
        ("export-aliases-title", aliases),
        ("export-notes-about-title", notes),
        ("export-mutes-title", mutes),
        ("export-account-title", list(_account(record.account, say))),
        ("export-exports-title", exports),
    ):
        if lines:
            blocks += [heading(say(key), 2), bullets(lines)]
    return whole(*blocks)


def coaching_text(record: CoachRecord, say: Say) -> str:
    """Profiles, snippets, notes, reports, interests, claims and acts of a coach."""
    blocks = [heading(say("export-coaching-title"))]
    for profile in record.profiles:
        server = server_words(profile.server, profile.server_name, say)
        blocks += [heading(say("export-profile-title", server=server, name=plain(profile.name)), 2), quote(profile.bio)]
    for snippet in record.snippets:
        server = server_words(snippet.server, snippet.server_name, say)
        title = say("export-snippet-title", server=server, name=plain(snippet.name))
        blocks += [heading(title, 2), quote(snippet.text)]
    for note in record.notes:
        server, about = server_words(note.server, note.server_name, say), plain(note.about)
        about = about or say("export-some-candidate")
        title = say("export-note-title", server=server, about=about, at=moment(note.written_at))
        blocks += [heading(title, 2), quote(note.text)]
    interests = [
        say(
            "export-interest-line",
            server=server_words(each.server, each.server_name, say),
            kind=each.kind,
            value=plain(each.value),
        )
        for each in record.interests
    ]
    claims = [
        say("export-claim-line", review=str(each.review), since=moment(each.since), until=moment(each.until))
        for each in record.claims
    ]
    blocks += _reports(record, say)
    acts = [_act(each, say) for each in record.acts]
    for key, lines in (
        ("export-interests-title", interests),
        ("export-claims-title", claims),
        ("export-acts-title", acts),
    ):
        if lines:
            blocks += [heading(say(key), 2), bullets(lines)]
    return whole(*blocks)


def _plan(record: PlanRecord, say: Say) -> Iterable[str]:
    if record.interview_on is not None:
        yield say("export-plan-date", date=date_words(record.interview_on, say))
    yield say("export-plan-minutes", minutes=record.minutes)
    yield say("export-plan-days", days=weekdays_words(record.weekdays, say))
    if record.banks:
        yield say("export-plan-banks", banks=", ".join(plain(each) for each in record.banks))
    if record.zone is not None:
        yield say("export-plan-zone", zone=plain(record.zone))
    if record.reminder_hour is not None:
        yield say("export-plan-reminder", hour=str(record.reminder_hour))
    if record.remind_at is not None:
        yield say("export-plan-next", at=moment(record.remind_at))
    yield say("export-line-language", language=record.locale)


def _account(record: AccountRecord, say: Say) -> Iterable[str]:
    yield say("export-account-id", id=str(record.id))
    for key, number in (
        ("export-account-channel", record.dm_channel),
        ("export-account-newest", record.newest_message),
        ("export-account-feedback", record.feedback_message),
    ):
        if number is not None:
            yield say(key, id=str(number))
    if record.unreachable_since is not None:
        at = moment(record.unreachable_since)
        yield say("export-account-unreachable", at=at, barrier=record.barrier or "")
    if record.active_on is not None:
        yield say("export-account-active", day=record.active_on.isoformat())
    if record.told_on is not None:
        yield say("export-account-told", day=record.told_on.isoformat())


def _reports(record: CoachRecord, say: Say) -> Iterable[str]:
    for each in record.reports:
        server, at = server_words(each.server, each.server_name, say), moment(each.reported_at)
        yield heading(say("export-report-title", server=server, review=str(each.review), at=at), 2)
        decided = "" if each.decided_at is None else moment(each.decided_at)
        yield bullets([say("export-report-decision", decision=(each.decision or "").replace("_", "-"), at=decided)])
        yield quote(each.text)


def _act(record: ActRecord, say: Say) -> str:
    details = [plain(record.subject)] if record.subject else []
    if record.review is not None:
        details.append(say("export-act-review", review=str(record.review)))
    if record.before or record.after:
        details.append(say("export-act-change", before=plain(record.before) or "–", after=plain(record.after) or "–"))
    if record.until is not None:
        details.append(say("export-act-until", at=moment(record.until)))
    server = server_words(record.server, record.server_name, say)
    what = say("export-act", act=record.act.replace("_", "-"))
    return say("export-act-line", at=moment(record.at), server=server, what=what) + "".join(
        f"; {each}" for each in details
    )

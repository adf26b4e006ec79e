"""The pages of a server's audit log: who did what, and when."""

from __future__ import annotations

from functools import partial

from bot.formatting import colours
from bot.formatting.former_coach import mention
from bot.formatting.pages import Say
from bot.formatting.quoting import shown_name
from bot.outbound.draft import Button, Draft, Embed
from bot.servers.domain.audit import Act, AuditEntry, Setting
from bot.servers.usecases.audit_trail import AuditPage
from bot.servers.views.moving import SETUP_IDS
from bot.text.texts import Texts

_CHANNELS = {Setting.REVIEW_CHANNEL}
_ROLES = {Setting.COACH_ROLE, Setting.LEAD_ROLE}


def audit_log_page(found: AuditPage, texts: Texts, *, locale: str) -> Draft:
    """A page of the log, with buttons that turn it where there are several."""
    say = partial(texts, locale=locale)
    if not found.pages:
        return Draft(content=say("log-empty"))
    embed = Embed(
        title=say("log-title"),
        description="\n".join(_line(each, say) for each in found.entries),
        footer=say("log-page", page=found.page + 1, pages=found.pages, total=found.total),
        colour=colours.OWN,
    )
    if found.pages == 1:
        return Draft(embeds=(embed,))
    turning = (
        _turn("button-previous-page", found, found.page - 1, "p", say),
        _turn("button-next-page", found, found.page + 1, "n", say),
    )
    return Draft(embeds=(embed,), rows=(turning,))


def log_button(say: Say) -> Button:
    """Shows the first page of the log."""
    return Button(label=say("button-log"), custom_id=f"{SETUP_IDS}:log:0")


def log_template() -> str:
    """The pattern of the buttons that show a page of the log."""
    return rf"{SETUP_IDS}:log:(?P<page>[0-9]{{1,6}})(?:-[a-z])?"


def _turn(label: str, found: AuditPage, to: int, side: str, say: Say) -> Button:
    return Button(
        label=say(label), custom_id=f"{SETUP_IDS}:log:{max(to, 0)}-{side}", disabled=not 0 <= to < found.pages
    )


def _line(entry: AuditEntry, say: Say) -> str:
    when = f"<t:{int(entry.at.timestamp())}:f>"
    return say("log-line", at=when, who=mention(entry.actor, say), what=_what(entry, say))


def _what(entry: AuditEntry, say: Say) -> str:
    review = str(entry.review or 0)
    match entry.act:
        case Act.SET:
            return _set(entry, say)
        case Act.REVIEWS_MOVED:
            channels = {"before": f"<#{entry.before}>", "after": f"<#{entry.after}>"}
            return say("log-reviews-moved", moving=int(entry.subject), **channels)
        case Act.MUTED | Act.UNMUTED:
            until = "" if entry.until is None else str(int(entry.until.timestamp()))
            return say(f"log-{entry.act}", whom=_whom(entry, say), ends=int(entry.until is not None), until=until)
        case Act.REPORTED | Act.DISMISSED | Act.CLOSED | Act.TAKEN_OVER:
            return say(f"log-{entry.act.replace('_', '-')}", review=review)
        case _:
            return say(
                f"log-{entry.act.replace('_', '-')}",
                bank=shown_name(entry.subject),
                before=entry.before or "0",
                after=entry.after or "0",
            )


def _whom(entry: AuditEntry, say: Say) -> str:
    if entry.subject:
        return f"**{shown_name(entry.subject)}**"
    return say("log-forgotten") if entry.review is None else say("log-by-name", review=str(entry.review))


def _set(entry: AuditEntry, say: Say) -> str:
    setting = Setting(entry.subject)
    name = say(f"log-setting-{setting.replace('_', '-')}")
    if setting is Setting.HOW_TO_ASK:
        return say("log-set-text", setting=name)
    before, after = (_value(setting, each, say) for each in (entry.before, entry.after))
    return say("log-set", setting=name, before=before, after=after)


def _value(setting: Setting, value: str, say: Say) -> str:
    if setting is Setting.SHARING:
        return say("setup-sharing-choice-on" if value else "setup-sharing-choice-off")
    if not value:
        return say("log-none")
    if setting in _CHANNELS:
        return f"<#{value}>"
    return f"<@&{value}>" if setting in _ROLES else value

"""Writes effects as a name that never changes and fields in JSON, and reads them back."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from bot.interviewing.domain import effects as of_interviews
from bot.practising.domain import effects as of_reminders
from bot.privacy.domain import export_effects as of_exports
from bot.reviewing.domain import effects as of_reviews
from bot.reviewing.domain.effects import NoticeKind
from bot.reviewing.domain.posts import PostKind
from bot.sharing.domain import effects as of_shares

# These names are stored: a class may be renamed, its name here may not.
_STORED_AS: dict[type[object], str] = {
    of_interviews.AskQuestion: "AskQuestion",
    of_interviews.ShowPanel: "ShowPanel",
    of_interviews.ShowHint: "ShowHint",
    of_interviews.AskRevealAnyway: "AskRevealAnyway",
    of_interviews.ShowExamples: "ShowExamples",
    of_interviews.UpdateExamples: "UpdateExamples",
    of_interviews.ShowDebrief: "ShowDebrief",
    of_interviews.ShowSummary: "ShowSummary",
    of_interviews.UpdateOverview: "UpdateOverview",
    of_interviews.AskWhatItIs: "AskWhatItIs",
    of_reviews.ShowPost: "review.ShowPost",
    of_reviews.ShowChange: "review.ShowChange",
    of_reviews.ShowNotice: "review.ShowNotice",
    of_reviews.ShowNews: "review.ShowNews",
    of_reviews.OpenThread: "review.OpenThread",
    of_reviews.ArchiveThread: "review.ArchiveThread",
    of_reviews.RenameThread: "review.RenameThread",
    of_reviews.RemovePost: "review.RemovePost",
    of_reviews.RemoveCard: "review.RemoveCard",
    of_reviews.RemoveOldPosts: "review.RemoveOldPosts",
    of_reviews.Remind: "review.Remind",
    of_reviews.TellReport: "review.TellReport",
    of_reviews.TellBulletin: "review.TellBulletin",
    of_reminders.RemindOfDue: "reminder.RemindOfDue",
    of_reminders.TellRemindersEnded: "reminder.TellRemindersEnded",
    of_exports.ShowExportProgress: "export.ShowProgress",
    of_exports.SendExportPart: "export.SendPart",
    of_reminders.TellOfAbsence: "reminder.TellOfAbsence",
    of_shares.ShowSharedCard: "share.ShowSharedCard",
    of_shares.RemoveSharedCard: "share.RemoveSharedCard",
    of_shares.TellWriter: "share.TellWriter",
}
_NOT_STORED: dict[type[object], set[str]] = {of_interviews.AskWhatItIs: {"coach"}}
"""Fields with the names of people, which are never stored unencrypted."""
_CODECS: dict[str, TypeAdapter[Any]] = {name: TypeAdapter(kind) for kind, name in _STORED_AS.items()}


def encode_effect(effect: object) -> tuple[str, str]:
    """The stored name of an effect and its fields."""
    name = _STORED_AS[type(effect)]
    fields = _CODECS[name].dump_python(effect, mode="json", exclude=_NOT_STORED.get(type(effect)))
    return name, json.dumps(fields, separators=(",", ":"))


def decode_effect(name: str, fields: str) -> object:
    """The inverse of `encode_effect`; reads what version 0.1.0 wrote, too."""
    values = json.loads(fields)
    if name in _OLD_NAMES:
        name, values = _OLD_NAMES[name](values)
    return _CODECS[name].validate_python(values)


def _old_show(old: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Version 0.1.0 had one effect for all posts."""
    kind, number = PostKind(old["paper"]["kind"]), old["paper"]["number"]
    extent = {"page": old["page"], "whole": old["whole"]}
    match kind:
        case PostKind.CHANGE:
            return "review.ShowChange", extent | {"number": number, "about": old["about"], "change": old["change"]}
        case PostKind.NOTICE:
            said = {"kind": old["notice"] or NoticeKind.RATED, "person": old["person"], "channel": old["place"]}
            return "review.ShowNotice", extent | {"number": number} | said
        case PostKind.NEWS:
            return "review.ShowNews", extent | {"number": number, "kind": old["news"]}
        case _:
            return "review.ShowPost", extent | {"post": old["paper"]}


def _old_remove(old: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return "review.RemovePost", {"post": old["paper"], "pages": old["pages"]}


def _old_clear(old: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return "review.RemoveOldPosts", old


_OLD_NAMES = {
    "review.ShowPaper": _old_show,
    "review.RemovePaper": _old_remove,
    "review.LeavePlace": _old_clear,
}

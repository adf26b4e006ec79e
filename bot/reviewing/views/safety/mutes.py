"""What leads see of mutes: the question for how long, what was done, and who is muted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.formatting import colours
from bot.formatting.former_coach import mention
from bot.formatting.pages import Say
from bot.formatting.quoting import plain_name, shown_name
from bot.formatting.words import escaped
from bot.outbound.draft import Button, ButtonStyle, Draft, Embed
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.safety.muting import Mute, MuteFor
from bot.reviewing.views.custom_ids import ReviewAction, review_id
from bot.servers.views.audit_page import log_button
from bot.text.texts import Texts

MUTES_LISTED = 15
"""Mutes in the list; suggestions after `/unmute` find the others."""
LONGEST_NAME_LISTED = 50
_LABELS = {
    MuteFor.DAY: "button-mute-day",
    MuteFor.WEEK: "button-mute-week",
    MuteFor.MONTH: "button-mute-month",
    MuteFor.FOR_EVER: "button-mute-for-ever",
}


def mute_question(review: Review, texts: Texts, *, locale: str) -> Draft:
    """Asks a lead for how long the candidate of a review is to be muted."""
    say = partial(texts, locale=locale)
    buttons = tuple(
        Button(
            label=say(label),
            custom_id=review_id(ReviewAction.MUTE_FOR, review.id, how_long),
            style=ButtonStyle.DANGER if how_long is MuteFor.FOR_EVER else ButtonStyle.SECONDARY,
        )
        for how_long, label in _LABELS.items()
    )
    return Draft(content=say("mute-question", name=shown_name(review.shown_name)), rows=(buttons,))


def mute_done(mute: Mute, texts: Texts, *, locale: str) -> Draft:
    say: Say = partial(texts, locale=locale)
    return Draft(content=say("mute-done", name=shown_name(mute.shown_name), **_end_of(mute)))


def unmute_done(mute: Mute, texts: Texts, *, locale: str) -> Draft:
    return Draft(content=texts("unmute-done", locale=locale, name=_name_of(mute, partial(texts, locale=locale))))


def muted_page(mutes: Sequence[Mute], texts: Texts, *, locale: str) -> Draft:
    """Who is muted, by whom and until when, and the way to the audit log."""
    say: Say = partial(texts, locale=locale)
    lines = [
        say(
            "muted-line",
            name=_name_of(each, say),
            lead=mention(each.by, say),
            since=str(int(each.since.timestamp())),
            **_end_of(each),
        )
        for each in mutes[:MUTES_LISTED]
    ]
    if len(mutes) > MUTES_LISTED:
        lines.append(say("muted-more", more=len(mutes) - MUTES_LISTED))
    lines.append(say("muted-end" if mutes else "muted-none"))
    embed = Embed(title=say("muted-title"), description="\n".join(lines), colour=colours.OWN)
    return Draft(embeds=(embed,), rows=((log_button(say),),))


def label_of(mute: Mute, say: Say) -> str:
    """The mute in a list of suggestions, which shows no markdown."""
    return mute.shown_name or say("muted-forgotten", number=str(mute.id))


def _name_of(mute: Mute, say: Say) -> str:
    return escaped(plain_name(label_of(mute, say), longest=LONGEST_NAME_LISTED))


def _end_of(mute: Mute) -> dict[str, str | int]:
    return {
        "ends": int(mute.until is not None),
        "until": "" if mute.until is None else str(int(mute.until.timestamp())),
    }

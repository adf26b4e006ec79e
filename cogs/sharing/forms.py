"""The forms of shared answers: what a writer offers, and why a coach does not approve it."""

from __future__ import annotations

from functools import partial
from typing import Any

import discord

from bot.client.form_values import FormField
from bot.core.content import InterviewId, ShareId
from bot.formatting.pages import Say
from bot.formatting.quoting import plain_name
from bot.formatting.split import length
from bot.formatting.words import escaped, with_code
from bot.sharing.domain.deciding import LONGEST_SHARE_REASON, LONGEST_SHARED
from bot.sharing.usecases.writers import ShareOffer
from bot.sharing.views.custom_ids import ShareForm, share_form_id
from bot.text.texts import Texts
from cogs.reviewing.forms import Form

_LONGEST_SERVER = 50
_WHAT_IS_ASKED = {
    ShareForm.ASK_CHANGE: "form-share-what-to-change",
    ShareForm.DECLINE: "form-share-why-declined",
    ShareForm.DECLINE_REPORTED: "form-share-why-reported",
}


def share_form(
    offer: ShareOffer, interview: InterviewId, number: int, server: str, texts: Texts, *, locale: str, token: str
) -> Form:
    """Shows an answer as it will be shared, to be changed first. `server`: its name."""
    custom_id = share_form_id(ShareForm.SHARE, interview, number, token=token)
    return _form_with_text(offer, server, partial(texts, locale=locale), title="form-share-title", custom_id=custom_id)


def change_form(offer: ShareOffer, share: ShareId, server: str, texts: Texts, *, locale: str, token: str) -> Form:
    """Shows what the writer shares, to be changed. `server`: its name."""
    custom_id = share_form_id(ShareForm.CHANGE, share, token=token)
    say: Say = partial(texts, locale=locale)
    return _form_with_text(offer, server, say, title="form-share-change-title", custom_id=custom_id)


def reason_form(kind: ShareForm, share: ShareId, version: int, texts: Texts, *, locale: str, token: str) -> Form:
    """Asks a coach why a version is to be changed, or is declined: its writer reads it."""
    say: Say = partial(texts, locale=locale)
    is_change = kind is ShareForm.ASK_CHANGE
    return Form(
        discord.ui.Label(
            text=say(_WHAT_IS_ASKED[kind]),
            description=say("form-share-reason-more"),
            component=_paragraph(FormField.REASON, LONGEST_SHARE_REASON),
        ),
        title=say("form-share-ask-change-title" if is_change else "form-share-decline-title"),
        custom_id=share_form_id(kind, share, version, token=token),
    )


def _form_with_text(offer: ShareOffer, server: str, say: Say, *, title: str, custom_id: str) -> Form:
    name = escaped(plain_name(server, longest=_LONGEST_SERVER))
    lines = [f"> {with_code(offer.question.text)}", say("form-share-what-happens", server=name)]
    if offer.takes_place:
        lines.append(say("form-share-takes-place"))
    if length(offer.text) > LONGEST_SHARED:
        lines.append(say("form-share-too-long", length=length(offer.text), most=LONGEST_SHARED))
    if not offer.text:
        lines.append(say("form-share-spoken" if offer.has_voice else "form-share-no-text"))
    text = discord.ui.Label(
        text=say("form-share-text"),
        description=say("form-share-text-more"),
        component=_paragraph(FormField.TEXT, LONGEST_SHARED, default=_beginning(offer.text)),
    )
    return Form(discord.ui.TextDisplay("\n".join(lines)), text, title=say(title), custom_id=custom_id)


def _beginning(text: str) -> str:
    """As much as the field takes, counted as Discord may count; no character is cut in two."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * LONGEST_SHARED].decode("utf-16-le", "ignore")


def _paragraph(field: FormField, longest: int, *, default: str = "") -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(
        custom_id=field,
        style=discord.TextStyle.paragraph,
        required=True,
        max_length=longest,
        default=default or None,
    )

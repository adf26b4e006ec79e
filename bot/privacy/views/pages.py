"""The pages of `/privacy`: short, one section on each, with the ways out below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.formatting import colours
from bot.outbound.draft import Button, ButtonStyle, Draft, Embed
from bot.privacy.domain.ages import PrivacyFacts
from bot.privacy.views.sections import NamedServer, all_said
from bot.privacy.views.ways_out import ways_out
from bot.text.texts import Texts

PRIVACY_IDS = "pv1"


def privacy_page(
    number: int, facts: PrivacyFacts, servers: Sequence[NamedServer], texts: Texts, *, locale: str
) -> Draft:
    """The page with this number, counted from 0; the last one for any number that there is not."""
    say = partial(texts, locale=locale)
    pages = all_said(facts, servers, texts, locale=locale)
    number = min(number, len(pages) - 1)
    shown = pages[number]
    embed = Embed(
        title=shown.title,
        description="\n\n".join(shown.lines),
        footer=say("privacy-page", number=number + 1, total=len(pages)),
        colour=colours.SUMMARY,
    )
    turning = []
    if number:
        turning.append(Button(label=say("button-privacy-back"), custom_id=page_id(number - 1)))
    if number + 1 < len(pages):
        label = say("button-privacy-next", title=pages[number + 1].title)
        turning.append(Button(label=label, custom_id=page_id(number + 1), style=ButtonStyle.PRIMARY))
    return Draft(embeds=(embed,), rows=(tuple(turning), ways_out(say)))


def page_id(number: int) -> str:
    return f"{PRIVACY_IDS}:page:{number}"


def page_template() -> str:
    return rf"{PRIVACY_IDS}:page:(?P<number>[0-9]{{1,2}})"

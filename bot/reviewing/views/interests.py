"""What a coach is pinged about, as they read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from bot.formatting import colours
from bot.formatting.labels import topic_label
from bot.formatting.pages import Say
from bot.formatting.words import escaped
from bot.outbound.draft import Draft, Embed
from bot.reviewing.domain.team.interests import Interest, InterestKind
from bot.text.texts import Texts


def interests_page(interests: Sequence[Interest], titles: Mapping[str, str], texts: Texts, *, locale: str) -> Draft:
    """A line for each interest. `titles`: those of the server's banks, by slug; one that is gone has its slug."""
    say: Say = partial(texts, locale=locale)
    if not interests:
        return Draft(content=say("pings-none"))
    lines = [f"- {_line(each, titles, say)}" for each in interests]
    embed = Embed(title=say("pings-title"), description="\n".join([*lines, "", say("pings-end")]), colour=colours.OWN)
    return Draft(embeds=(embed,))


def _line(interest: Interest, titles: Mapping[str, str], say: Say) -> str:
    match interest.kind:
        case InterestKind.EVERYTHING:
            return say("pings-everything")
        case InterestKind.BANK:
            return say("pings-bank", bank=escaped(titles.get(interest.value, interest.value)))
        case InterestKind.TOPIC:
            return say("pings-topic", topic=topic_label(interest.value))

"""What a server asks of candidates, as its admins read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from bot.formatting import colours
from bot.formatting.pages import Say
from bot.formatting.quoting import quoted
from bot.outbound.draft import Draft, Embed
from bot.servers.domain.bounds import DAY
from bot.servers.domain.safeguards import Safeguards
from bot.text.texts import Texts


def safety_page(safeguards: Safeguards, texts: Texts, *, locale: str) -> Draft:
    return Draft(embeds=(safety_embed(safeguards, texts, locale=locale),))


def safety_embed(safeguards: Safeguards, texts: Texts, *, locale: str) -> Embed:
    say = partial(texts, locale=locale)
    lines = "\n".join(_lines(safeguards, say))
    return Embed(title=say("safety-title"), description=lines, colour=colours.OWN)


def _lines(safeguards: Safeguards, say: Say) -> Iterator[str]:
    yield say("safety-account-age", days=_days(safeguards.account_age))
    yield say("safety-membership-age", days=_days(safeguards.membership_age))
    yield say("safety-reviews-per-day", most=safeguards.reviews_per_day or 0)
    if safeguards.how_to_ask:
        yield say("safety-how-to-ask", text="".join(quoted(" ".join(safeguards.how_to_ask.split()))))
    else:
        yield say("safety-no-how-to-ask")
    yield say("safety-change")


def _days(age: timedelta | None) -> int:
    return 0 if age is None else age // DAY

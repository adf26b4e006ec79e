"""The figures of a server, as its admins read them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bot.core.content import FORMER_COACH
from bot.formatting import colours
from bot.formatting.durations import duration
from bot.formatting.pages import Say
from bot.outbound.draft import Draft, Embed
from bot.reviewing.domain.model import Helpfulness
from bot.reviewing.domain.promise import Promise
from bot.reviewing.usecases.team.server_figures import Figures
from bot.reviewing.views.promise import promise_sentence
from bot.text.texts import Texts

COACHES_LISTED = 25
"""Coaches in the list, those with the most to do and done first."""


def server_figures_page(figures: Figures, texts: Texts, *, locale: str) -> Draft:
    """What waits now; then what became of the answers of the last 30 days, and which coach has how much to do."""
    say: Say = partial(texts, locale=locale)
    past, work = figures.past, figures.workload
    lines = [
        say("setup-stats-waiting", waiting=work.waiting),
        *([say("setup-stats-late", late=work.late)] if work.late else []),
        *([say("setup-stats-replies", replies=figures.replies)] if figures.replies else []),
        "",
        say("setup-stats-lately"),
    ]
    total = past.answered + past.missed
    if total:
        measured = Promise(goal=figures.server.goal, within=past.within, total=total, median=past.median)
        lines.append(promise_sentence(measured, texts, locale=locale, goal=figures.server.goal))
    else:
        lines.append(say("setup-stats-nothing", goal=duration(figures.server.goal, texts, locale=locale)))
    if work.helpfulness:
        lines.append(
            say(
                "stats-ratings",
                **{helpfulness.value: work.helpfulness.get(helpfulness, 0) for helpfulness in Helpfulness},
            )
        )
    lines += _load(figures, say)
    return Draft(embeds=(Embed(title=say("setup-stats-title"), description="\n".join(lines), colour=colours.OWN),))


def _load(figures: Figures, say: Say) -> Iterator[str]:
    claims, answered = figures.workload.claims, figures.workload.answered
    coaches = sorted({*claims, *answered}, key=lambda each: (-claims.get(each, 0), -answered.get(each, 0), each))
    if not coaches:
        return
    yield from ("", say("setup-stats-coaches"))
    for each in coaches[:COACHES_LISTED]:
        held, done = claims.get(each, 0), answered.get(each, 0)
        coach = say("former-coaches") if each == FORMER_COACH else f"<@{each}>"
        yield say("setup-stats-coach", coach=coach, claims=held, answered=done)
    if len(coaches) > COACHES_LISTED:
        yield say("setup-stats-more", coaches=len(coaches) - COACHES_LISTED)

"""The page on which an admin reads a server's settings and the result of its check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from bot.formatting import colours
from bot.formatting.durations import duration
from bot.outbound.draft import Draft, Embed, Row
from bot.servers.domain.model import Moving, Server
from bot.servers.views.sections import CheckSection, Verdict, folded_lines, lines_of, worst
from bot.text.texts import Texts

NOTHING_MOVES = Moving(reviews=0, threads=0)

_VERDICTS = {
    Verdict.GOOD: ("check-good", colours.SUMMARY),
    Verdict.DOUBTFUL: ("check-doubtful", colours.HINT),
    Verdict.BAD: ("check-bad", colours.HINT),
}


def setup_page(
    server: Server | None,
    found: Sequence[CheckSection],
    texts: Texts,
    *,
    locale: str,
    moving: Moving = NOTHING_MOVES,
    rows: tuple[Row, ...] = (),
    folded: bool = True,
) -> Draft:
    """The result of the check with the settings below it, and what changes channels now.

    `rows` are the buttons that mend what the check has found. If `folded`, what is well is only counted.
    """
    say = partial(texts, locale=locale)
    verdict, colour = _VERDICTS[worst(found)]
    warnings = sum(line.mark is Verdict.DOUBTFUL for section in found for line in section.lines)
    paragraphs = folded_lines(found, say) if folded else [lines_of(section) for section in found]
    check = [
        Embed(
            title=say(verdict, warnings=warnings) if number == 0 else None,
            description="\n".join(lines),
            colour=colour,
        )
        for number, lines in enumerate(paragraphs)
    ]
    if server is None:
        return Draft(embeds=tuple(check), rows=rows)
    settings = Embed(
        title=say("setup-title"), description="\n".join(_settings(server, texts, locale, moving)), colour=colours.OWN
    )
    return Draft(embeds=(*check, settings), rows=rows)


def _settings(server: Server, texts: Texts, locale: str, moving: Moving) -> Iterator[str]:
    say = partial(texts, locale=locale)
    yield say("setup-channel", channel=f"<#{server.review_channel}>")
    if moving.reviews:
        yield say("setup-moving", moving=moving.reviews)
    yield say("setup-coach-role", role=f"<@&{server.coach_role}>")
    if server.lead_role is None:
        yield say("setup-no-lead-role")
    else:
        yield say("setup-lead-role", role=f"<@&{server.lead_role}>")
    yield say("setup-goal", goal=duration(server.goal, texts, locale=locale))
    yield say("setup-open", open=server.open_per_candidate)
    yield say("setup-claims", claims=server.claims_per_coach)
    yield say("setup-retention", retention=duration(server.retention, texts, locale=locale))
    yield say("setup-sharing-on" if server.sharing else "setup-sharing-off")
    yield say("setup-change")

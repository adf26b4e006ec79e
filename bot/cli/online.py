"""Says what Discord answers to the bot's token, and what to do about each thing that is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from bot.app.probing import Probe, ServerAtDiscord, SessionBudget, Unanswered
from bot.cli.failures import INTENT_IS_OFF, LOGIN_IS_REFUSED
from bot.cli.report import PlainProblem, ReportPart, left_out, looked_at
from bot.client.login import TokenRefused
from bot.config import Config, Reading
from bot.formatting.words import how_many
from bot.servers.domain.model import Server
from bot.servers.views.sections import Verdict
from bot.storage.database import migrating
from bot.storage.storage import Storage
from bot.text.texts import DEFAULT_LOCALE, Texts
from bot.yamlfile.problem import shown
from cogs.servers.inspection import Sight

SKEW: Final = 5.0
"""Seconds by which the clock may be wrong: times are shown by the minute, and Discord's answer takes a moment, too."""
FEW_SESSIONS: Final = 50
"""Below so many sessions that are left of the day's thousand, something starts the bot again and again."""

_NONE_GIVEN = "There is no token: discord.com/developers, your application, page Bot, Reset Token; then set MOCK_TOKEN."
_SET_UP_ANEW = "An admin of that server types /setup coaches and chooses another one."


async def look_at_discord(reading: Reading, *, has_servers: bool) -> Sequence[ReportPart]:
    """Reports on the token and on all that can be asked with it. `has_servers`: the database can be read."""
    config = reading.config
    if "discord" in reading.doubtful:
        return [left_out("token", "fix its configuration first")]
    token = config.discord.token
    if token is None:
        return [_part("token", "none", _NONE_GIVEN)]
    async with Probe(config.discord, token=token.get_secret_value()) as probe:
        try:
            name = await probe.log_in()
        except TokenRefused:
            return [_part("token", "refused", LOGIN_IS_REFUSED), _clock(probe.skew)]
        except Unanswered as error:
            return [_part("token", "not tried", _unreachable(error, "discord.api_base"))]
        parts = [
            _part("token", f"Discord knows {shown(name)}"),
            await _gateway(probe, config),
            _intents(config, reads_content=probe.reads_content),
        ]
        if has_servers:
            parts.append(_servers(await probe.look_at(await _known_servers(config))))
        else:
            parts.append(left_out("servers", "the database says which there are"))
        return [*parts, _clock(probe.skew)]


async def _gateway(probe: Probe, config: Config) -> ReportPart:
    problems, about = [], "not tried"
    try:
        await probe.greet_gateway()
        budget = await probe.session_budget()
    except Unanswered as error:
        problems.append(_unreachable(error, "discord.gateway_url"))
    else:
        about = f"{config.discord.gateway_url} answers; {budget.left} of {how_many(budget.total, 'session')} left today"
        if budget.shards > 1:
            about += f"; Discord recommends {budget.shards} shards, and this bot has one: enough below 2,500 servers"
        problems.extend(_sessions(budget))
    return _part("gateway", about, *problems)


def _sessions(budget: SessionBudget) -> Iterator[str]:
    if budget.left < FEW_SESSIONS:
        yield (
            f"The bot may begin only {how_many(budget.left, 'session')} in the next {_duration(budget.full_again_in)}: "
            "something starts it again and again. Find out what, in its log, before Discord resets the token."
        )


def _intents(config: Config, *, reads_content: bool) -> ReportPart:
    match config.discord.message_content, reads_content:
        case True, False:
            return _part("intents", "message content: wanted, and off at Discord", INTENT_IS_OFF)
        case False, True:
            return _part("intents", "message content: on at Discord and not used (discord.message_content)")
        case wanted, _:
            return _part("intents", f"message content: {'on' if wanted else 'off, and not needed'}")


async def _known_servers(config: Config) -> Sequence[Server]:
    """Those of the database that the bot has not left, as far as it knows; none where there are no tables yet."""
    if await migrating.current(config.database.url.get_secret_value()) != migrating.head():
        return ()
    storage = Storage.of(config)
    await storage.open_beside()
    try:
        async with storage.unit_of_work() as uow:
            return [server for server in await uow.servers.all() if server.removed_at is None]
    finally:
        await storage.close()


def _servers(found: Sequence[ServerAtDiscord]) -> ReportPart:
    if not found:
        return _part("servers", "none has coaches yet: an admin of a server types /setup coaches there")
    say = partial(Texts.load(), locale=DEFAULT_LOCALE)
    problems = [f"{_name(each)}: {problem}" for each in found for problem in _of_server(each, say)]
    about = f"{how_many(len(found), 'server')} with coaches"
    if not problems:
        about += "; the bot may do all that it needs in their review channels"
    return _part("servers", about, *problems)


def _of_server(server: ServerAtDiscord, say: partial[str]) -> Iterator[str]:
    if not server.has_coach_role:
        yield f"the coach role is gone. {_SET_UP_ANEW}"
    match server.sight:
        case None:
            yield (
                "the bot is not in it any more. Invite it again with the install link; "
                "if it is gone for good, start the bot: it takes note, and this line goes away."
            )
        case Sight.GONE:
            yield f"the review channel is gone. {_SET_UP_ANEW}"
        case Sight.NO_TEXT_CHANNEL:
            yield f"the review channel is no text channel any more. {_SET_UP_ANEW}"
        case Sight.FORBIDDEN:
            yield (
                f"the bot cannot see the review channel (id {server.stored.review_channel}). "
                f"There, Edit Channel > Permissions: allow the bot {say('permission-view')}."
            )
        case Sight.UNKNOWN:
            yield f"Discord does not say how the review channel is ({server.reason}). Try again in a minute."
        case Sight.SEEN:
            missing = [say(need.name) for need in server.lacking if need.without is Verdict.BAD]
            if missing:
                yield (
                    f"in #{shown(server.channel)} the bot lacks {_listed(missing)}. "
                    "There, Edit Channel > Permissions: allow the bot what it lacks."
                )


def _clock(skew: float | None) -> ReportPart:
    if skew is None:
        return left_out("clock", "Discord did not tell the time")
    if abs(skew) <= SKEW:
        return _part("clock", "as Discord's")
    wrong = f"{_duration(abs(skew))} {'behind' if skew > 0 else 'ahead of'} Discord's"
    return _part(
        "clock",
        wrong,
        f"This machine's clock is {wrong}: set it right (`timedatectl set-ntp true`), "
        "or reminders and reports of being late come at the wrong time.",
    )


def _unreachable(error: Unanswered, setting: str) -> str:
    return f"Discord cannot be reached ({error}). Is this machine online, and {setting} in config.yaml right?"


def _name(server: ServerAtDiscord) -> str:
    return f'server "{shown(server.name)}"' if server.name else f"server {server.stored.id}"


def _listed(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def _duration(seconds: float) -> str:
    for length, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= 2 * length:
            return how_many(round(seconds / length), unit)
    return how_many(round(seconds), "second")


def _part(name: str, about: str, *problems: str) -> ReportPart:
    return looked_at(name, about, [PlainProblem(what=each) for each in problems])

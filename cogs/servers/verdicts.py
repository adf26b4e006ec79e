"""Judges the findings of an inspection, a line for each, with where to click for whatever is missing."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.core.content import RoleId
from bot.formatting.pages import Say
from bot.servers.domain.model import Server
from bot.servers.domain.outsiders import listed
from bot.servers.views.sections import CheckLine, CheckSection, Verdict
from cogs.servers.inspection import Findings, ReviewChannel, Sight, permissions
from cogs.servers.needs import NEEDS, Need
from cogs.servers.trial import Trial, TrialStep

_COACHES_NEED = (
    ("view_channel", "permission-view"),
    ("read_message_history", "permission-history"),
    ("send_messages", "permission-send"),
    ("send_messages_in_threads", "permission-write"),
)
_STEPS = {
    TrialStep.POST: ("trial-post", "trial-post-failed"),
    TrialStep.READ_BACK: ("trial-read-back", "trial-read-back-failed"),
    TrialStep.OPEN_THREAD: ("trial-open-thread", "trial-open-thread-failed"),
    TrialStep.WRITE_IN_THREAD: ("trial-write-in-thread", "trial-write-in-thread-failed"),
    TrialStep.HEAR: ("trial-hear", "trial-hear-failed"),
}


def sections(findings: Findings, guild: discord.Guild, say: Say, *, missing: int) -> list[CheckSection]:
    """A section for everything that was looked at, good or bad. Names are mentions, which nobody can fake.

    `missing`: the number of reviews of which coaches cannot see everything.
    """
    judge = _Judge(guild, say, bot=findings.bot)
    server, place, trial = findings.server, findings.place, findings.trial
    made: list[tuple[str, Iterator[CheckLine]]] = []
    if server is None or place is None:
        made.append(("check-section-place", judge.nothing()))
    else:
        made.append(("check-section-place", judge.place(server, place)))
        if trial is not None:
            made.append(("check-section-trial", judge.trial(trial, place)))
        if missing:
            made.append(("check-section-cards", judge.cards(server, missing)))
        if place.sight is not Sight.UNKNOWN:
            made.append(("check-section-people", judge.people(server, place)))
    made.append(("check-section-bot", judge.content(findings)))
    listed = [CheckSection(title=say(title), lines=tuple(lines)) for title, lines in made]
    return [section for section in listed if section.lines]


class _Judge:
    def __init__(self, guild: discord.Guild, say: Say, *, bot: str) -> None:
        self._guild = guild
        self._say = say
        self._bot = bot

    def nothing(self) -> Iterator[CheckLine]:
        yield self._line(Verdict.BAD, "check-not-set-up")

    def place(self, server: Server, place: ReviewChannel) -> Iterator[CheckLine]:
        channel = f"<#{server.review_channel}>"
        match place.sight:
            case Sight.GONE:
                yield self._line(Verdict.BAD, "check-channel-gone")
            case Sight.FORBIDDEN:
                view = self._say("permission-view")
                yield self._line(Verdict.BAD, "check-channel-unseen", channel=channel, who=self._bot, permission=view)
            case Sight.NO_TEXT_CHANNEL:
                yield self._line(Verdict.BAD, "check-channel-kind", channel=channel)
            case Sight.UNKNOWN:
                yield self._line(Verdict.DOUBTFUL, "check-channel-unknown", channel=channel, reason=place.reason)
            case Sight.SEEN:
                yield self._line(Verdict.GOOD, "check-channel-seen", channel=channel)
                yield from (self._permission(need, place, channel) for need in NEEDS)

    def _permission(self, need: Need, place: ReviewChannel, channel: str) -> CheckLine:
        words = {"permission": self._say(need.name), "purpose": self._say(need.purpose)}
        if getattr(place.may, need.flag):
            return self._line(Verdict.GOOD, "check-permission", **words)
        return self._line(need.without, "check-permission-missing", channel=channel, who=self._bot, **words)

    def trial(self, trial: Trial, place: ReviewChannel) -> Iterator[CheckLine]:
        for step, failure in trial.outcomes.items():
            good, bad = _STEPS[step]
            if step is TrialStep.WRITE_IN_THREAD and not place.may.attach_files:
                good = "trial-write-in-thread-bare"
            yield self._line(Verdict.GOOD, good) if failure is None else self._line(Verdict.BAD, bad, reason=failure)
        if trial.left_behind:
            yield self._line(Verdict.BAD, "trial-left-behind", links=" ".join(trial.left_behind))
        elif TrialStep.POST in trial.outcomes and trial.outcomes[TrialStep.POST] is None:
            yield self._line(Verdict.GOOD, "trial-deleted")

    def cards(self, server: Server, missing: int) -> Iterator[CheckLine]:
        text = self._say("check-cards-missing", channel=f"<#{server.review_channel}>", reviews=missing)
        yield CheckLine(mark=Verdict.BAD, text=text)

    def people(self, server: Server, place: ReviewChannel) -> Iterator[CheckLine]:
        coaches = self._guild.get_role(server.coach_role)
        leads = None if server.lead_role is None else self._guild.get_role(server.lead_role)
        yield self._coaches(coaches, place)
        yield self._leads(leads, server.lead_role, place)
        if place.channel is None:
            return
        if place.outsiders:
            who = listed(place.outsiders)
            yield self._line(Verdict.BAD, "check-everyone-sees", channel=place.channel.mention, who=who)
        else:
            yield self._line(Verdict.GOOD, "check-everyone", channel=place.channel.mention)
        for role in dict.fromkeys(each for each in (coaches, leads) if each is not None):
            if role.mentionable or place.may.mention_everyone:
                yield self._line(Verdict.GOOD, "check-ping", role=role.mention)
            else:
                yield self._line(Verdict.DOUBTFUL, "check-ping-not", role=role.mention, channel=place.channel.mention)

    def _coaches(self, role: discord.Role | None, place: ReviewChannel) -> CheckLine:
        if role is None:
            return self._line(Verdict.BAD, "check-coaches-gone")
        if role.managed:
            return self._line(Verdict.BAD, "check-coaches-managed", role=role.mention)
        if place.channel is None:
            return self._line(Verdict.GOOD, "check-coaches-exist", role=role.mention)
        has = permissions(place.channel, role)
        lacking = [self._say(name) for flag, name in _COACHES_NEED if not getattr(has, flag)]
        where = {"role": role.mention, "channel": place.channel.mention}
        if not lacking:
            return self._line(Verdict.GOOD, "check-coaches", **where)
        missing = ", ".join(lacking)
        return self._line(Verdict.BAD, "check-coaches-lack", **where, who=role.mention, permission=missing)

    def _leads(self, role: discord.Role | None, chosen: RoleId | None, place: ReviewChannel) -> CheckLine:
        if role is None:
            return self._line(Verdict.DOUBTFUL, "check-leads-none" if chosen is None else "check-leads-gone")
        if role.managed:
            return self._line(Verdict.DOUBTFUL, "check-leads-managed", role=role.mention)
        if place.channel is None:
            return self._line(Verdict.GOOD, "check-leads-exist", role=role.mention)
        where = {"role": role.mention, "channel": place.channel.mention}
        if permissions(place.channel, role).view_channel:
            return self._line(Verdict.GOOD, "check-leads", **where)
        view = self._say("permission-view")
        return self._line(Verdict.DOUBTFUL, "check-leads-lack", **where, who=role.mention, permission=view)

    def content(self, findings: Findings) -> Iterator[CheckLine]:
        match findings.content_in_portal, findings.content_in_use:
            case None, _:
                yield self._line(Verdict.DOUBTFUL, "check-content-unknown")
            case True, True:
                yield self._line(Verdict.GOOD, "check-content-on")
            case True, False:
                yield self._line(Verdict.DOUBTFUL, "check-content-unused")
            case False, True:
                yield self._line(Verdict.BAD, "check-content-missing")
            case _:
                yield self._line(Verdict.GOOD, "check-content-off")

    def _line(self, mark: Verdict, key: str, **values: str) -> CheckLine:
        return CheckLine(mark=mark, text=self._say(key, **values))

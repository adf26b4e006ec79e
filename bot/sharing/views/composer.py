"""The messages of shared answers: the card for coaches, and what its writer is told."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from bot.formatting import colours
from bot.formatting.former_coach import mention
from bot.formatting.pages import Say
from bot.formatting.quoting import plain_name
from bot.formatting.verbatim import verbatim
from bot.formatting.words import escaped, with_code
from bot.outbound.draft import Button, ButtonStyle, Draft, Embed, Row
from bot.servers.domain.model import Server
from bot.sharing.domain.effects import TellWriter, WriterNews
from bot.sharing.domain.model import SharedAnswer, SharedVersion, VersionState
from bot.sharing.views.custom_ids import ShareAction, share_action_id
from bot.text.texts import DEFAULT_LOCALE, Texts

LONGEST_BANK_NAMED = 80
LONGEST_QUESTION_NAMED = 300
"""So much of a question that the longest answer, twice as long if all of it is marks, fits beside it."""
_STATE_KEYS = {
    VersionState.WAITING: "shared-card-waiting",
    VersionState.APPROVED: "shared-card-approved",
    VersionState.CHANGE_ASKED: "shared-card-change-asked",
    VersionState.DECLINED: "shared-card-declined",
}
_NEWS_KEYS = {
    WriterNews.APPEARED: "shared-news-appeared",
    WriterNews.CHANGE_ASKED: "shared-news-change-asked",
    WriterNews.DECLINED: "shared-news-declined",
}


class ShareMessages:
    """Implements `bot.sharing.usecases.ports.ShareComposer`."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def card(self, share: SharedAnswer, server: Server) -> Draft:  # noqa: ARG002 - the port's
        say: Say = partial(self._texts, locale=DEFAULT_LOCALE)
        newest = share.newest
        if newest is None:
            return Draft(embeds=(_heading(share, [say("shared-card-taken-back")], say, colour=colours.OWN),))
        if share.hidden_since is not None and share.approved is not None:
            return _reported(share, share.approved, at=share.hidden_since, say=say)
        lines = [*_state(newest, say), *_beside(share, newest, say)]
        waits = newest.state is VersionState.WAITING
        heading = _heading(share, lines, say, colour=colours.HINT if waits else colours.PANEL)
        if newest.state in {VersionState.CHANGE_ASKED, VersionState.DECLINED}:
            return Draft(embeds=(heading,))  # what is not to be shown does not go on standing here either
        text = Embed(title=say("shared-card-text"), description=verbatim(newest.text), colour=colours.EXAMPLE)
        return Draft(embeds=(heading, text), rows=(_decisions(share, newest, say),) if waits else ())

    def news(self, effect: TellWriter, share: SharedAnswer) -> Draft:
        say: Say = partial(self._texts, locale=share.locale)
        version = share.numbered(effect.number)
        bank = escaped(plain_name(share.question.bank_title, longest=LONGEST_BANK_NAMED))
        told = say(_NEWS_KEYS[effect.news], bank=bank, question=with_code(share.question.text))
        embeds: tuple[Embed, ...] = ()
        if version is not None and version.reason:
            reason = Embed(title=say("shared-reason"), description=verbatim(version.reason), colour=colours.HINT)
            embeds = (reason,)
        ways = [(ShareAction.SEE, "button-share-see"), (ShareAction.TAKE_BACK, "button-share-take-back")]
        if effect.news is not WriterNews.APPEARED:
            ways.insert(0, (ShareAction.CHANGE, "button-share-change"))
        row = tuple(Button(label=say(label), custom_id=share_action_id(action, share.id)) for action, label in ways)
        return Draft(content=told, embeds=embeds, rows=(row,))


def _reported(share: SharedAnswer, version: SharedVersion, *, at: datetime, say: Say) -> Draft:
    """What candidates have reported; a later version waits until a coach has looked at it."""
    lines = [say("shared-card-reported", at=_moment(at))]
    if share.waiting is not None:
        lines.append(say("shared-card-waits-behind"))
    text = Embed(title=say("shared-card-text"), description=verbatim(version.text), colour=colours.EXAMPLE)
    row = tuple(
        Button(label=say(label), custom_id=share_action_id(action, share.id, version.number), style=style)
        for action, label, style in (
            (ShareAction.SHOW_AGAIN, "button-share-show-again", ButtonStyle.SUCCESS),
            (ShareAction.DECLINE_REPORTED, "button-share-decline", ButtonStyle.DANGER),
        )
    )
    return Draft(embeds=(_heading(share, lines, say, colour=colours.HINT), text), rows=(row,))


def _heading(share: SharedAnswer, lines: list[str], say: Say, *, colour: int) -> Embed:
    bank = plain_name(share.question.bank_title, longest=LONGEST_BANK_NAMED)
    asked = f"**{with_code(plain_name(share.question.text, longest=LONGEST_QUESTION_NAMED))}**"
    author = say("shared-card-heading", bank=bank)
    return Embed(author=author, description="\n\n".join([asked, "\n".join(lines)]), colour=colour)


def _state(version: SharedVersion, say: Say) -> list[str]:
    coach, at = _decided(version, say)
    lines = [say(_STATE_KEYS[version.state], coach=coach, at=at)]
    if version.reason:
        lines.append(f"> {escaped(version.reason)}")
    return lines


def _beside(share: SharedAnswer, newest: SharedVersion, say: Say) -> list[str]:
    """Which version it is, what is shown meanwhile, and why a coach gave the one before it back."""
    lines = [say("shared-card-version", number=newest.number)] if newest.number > 1 else []
    if share.approved is not None and share.approved is not newest:
        lines.append(say("shared-card-earlier-shown"))
    earlier = [each for each in share.versions if each.number < newest.number and each.reason]
    if earlier:
        coach, at = _decided(earlier[-1], say)
        lines.append(say("shared-card-earlier-reason", coach=coach, at=at))
        lines.append(f"> {escaped(earlier[-1].reason)}")
    return lines


def _decided(version: SharedVersion, say: Say) -> tuple[str, str]:
    """Who, and when; nothing of a version that waits."""
    by, at = version.decided_by, version.decided_at
    return ("" if by is None else mention(by, say)), ("" if at is None else _moment(at))


def _moment(at: datetime) -> str:
    return f"<t:{int(at.timestamp())}:R>"


def _decisions(share: SharedAnswer, version: SharedVersion, say: Say) -> Row:
    return tuple(
        Button(label=say(label), custom_id=share_action_id(action, share.id, version.number), style=style)
        for action, label, style in (
            (ShareAction.APPROVE, "button-share-approve", ButtonStyle.SUCCESS),
            (ShareAction.ASK_CHANGE, "button-share-ask-change", ButtonStyle.SECONDARY),
            (ShareAction.DECLINE, "button-share-decline", ButtonStyle.DANGER),
        )
    )

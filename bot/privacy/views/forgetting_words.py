"""What is said by itself when somebody is forgotten: to them, and to the coaches of their open reviews."""

from __future__ import annotations

from functools import partial

from bot.core.content import UserId
from bot.formatting.links import link_to_channel, link_to_message
from bot.formatting.pages import Say
from bot.formatting.words import escaped
from bot.outbound.draft import Draft, Pings
from bot.privacy.domain.forgetting import ForgettingStep, Remains
from bot.text.texts import Texts

_MOST_LINKS = 8
"""So many fit into a message, whatever their ids are."""


class ForgettingMessages:
    """Implements `bot.privacy.usecases.forgetting.ports.ForgettingComposer`."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def last_word(self, remains: Remains, *, locale: str) -> Draft:
        say: Say = partial(self._texts, locale=locale)
        if remains.is_nothing:
            return Draft(content=say("forgotten"))
        lines = [say("forgotten-in-part")]
        if remains.steps:
            lines.append(say("forgotten-left-in-servers", count=len(remains.steps)))
            lines += [f"- {_link(each)}: {say(f'unreached-{each.why}'.replace('_', '-'))}" for each in _some(remains)]
            if len(remains.steps) > _MOST_LINKS:
                lines.append(say("forgotten-left-more", count=len(remains.steps) - _MOST_LINKS))
            lines.append(say("forgotten-left-ask"))
        if remains.unswept_messages:
            lines.append(say("forgotten-unswept-messages", count=remains.unswept_messages))
        if remains.unswept is not None:
            lines.append(say(f"forgotten-unswept-{remains.unswept}".replace("_", "-")))
        return Draft(content="\n".join(lines))

    def word_to_coach(self, coach: UserId, about: str) -> Draft:
        if about:
            said = self._texts("forgotten-tell-coach", coach=f"<@{coach}>", about=escaped(about))
        else:
            said = self._texts("forgotten-tell-coach-plainly", coach=f"<@{coach}>")
        return Draft(content=said, pings=Pings(users=(coach,)))


def _some(remains: Remains) -> list[ForgettingStep]:
    return list(remains.steps[:_MOST_LINKS])


def _link(step: ForgettingStep) -> str:
    what = step.what
    if what.message is None:
        return link_to_channel(what.channel, server=what.server)
    return link_to_message(what.channel, what.message, server=what.server)

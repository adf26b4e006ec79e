"""What a candidate sees of the answers that they share: the list, and one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from bot.core.content import ServerId
from bot.formatting import colours
from bot.formatting.pages import Say
from bot.formatting.quoting import plain_name
from bot.formatting.verbatim import verbatim
from bot.formatting.words import escaped, shortened, with_code
from bot.outbound.draft import Button, ButtonStyle, Draft, Embed, Option, Row, Select
from bot.sharing.domain.model import SharedAnswer, SharedVersion, VersionState
from bot.sharing.usecases.writers import OwnShared
from bot.sharing.views.composer import LONGEST_QUESTION_NAMED
from bot.sharing.views.custom_ids import SHARE_MENU, ShareAction, share_action_id
from bot.text.texts import Texts

SHARED_ON_A_PAGE = 7
_LONGEST_QUESTION_LISTED = 80
_LONGEST_LABEL = 100
_LONGEST_SERVER = 30
_LONGEST_BANK_LISTED = 40
_STATE_KEYS = {
    VersionState.WAITING: "shared-state-waiting",
    VersionState.APPROVED: "shared-state-approved",
    VersionState.CHANGE_ASKED: "shared-state-change-asked",
    VersionState.DECLINED: "shared-state-declined",
}


def shared_list(
    found: Sequence[OwnShared], page: int, names: Mapping[ServerId, str], texts: Texts, *, locale: str
) -> Draft:
    """The page with this 0-based number, or the nearest there is. `names`: of servers, as far as they are known."""
    say: Say = partial(texts, locale=locale)
    if not found:
        return Draft(content=say("shared-none"))
    pages = -(-len(found) // SHARED_ON_A_PAGE)
    page = max(0, min(page, pages - 1))
    shown = found[page * SHARED_ON_A_PAGE : (page + 1) * SHARED_ON_A_PAGE]
    embed = Embed(
        title=say("shared-title", total=len(found)),
        description="\n".join(_line(each, names, say) for each in shown),
        footer=say("queue-page", page=page + 1, pages=pages) if pages > 1 else None,
        colour=colours.OWN,
    )
    menu = Select(
        custom_id=SHARE_MENU,
        placeholder=say("shared-open"),
        options=tuple(
            Option(label=shortened(each.share.question.text, _LONGEST_LABEL), value=str(each.share.id))
            for each in shown
        ),
    )
    rows = ((menu,), _turning(page, pages, say))
    return Draft(embeds=(embed,), rows=tuple(row for row in rows if row))


def shared_page(own: OwnShared, names: Mapping[ServerId, str], texts: Texts, *, locale: str) -> Draft:
    """One shared answer: its state, what others found, its text, a coach's reason, and what can be done with it."""
    say: Say = partial(texts, locale=locale)
    share, newest = own.share, own.share.newest
    question = with_code(plain_name(share.question.text, longest=LONGEST_QUESTION_NAMED))
    embeds = [
        Embed(
            author=_where(share, names, say),
            description="\n\n".join([f"**{question}**", "\n".join(_facts(own, say))]),
            colour=colours.QUESTION,
        )
    ]
    if newest is not None:
        embeds.append(Embed(title=say("shared-text"), description=verbatim(newest.text), colour=colours.OWN))
        if newest.reason:
            reason = verbatim(newest.reason)
            embeds.append(Embed(title=say("shared-reason"), description=reason, colour=colours.HINT))
    row = (
        _button(ShareAction.CHANGE, share, "button-share-change", say),
        _button(ShareAction.TAKE_BACK, share, "button-share-take-back", say),
        Button(label=say("button-share-list"), custom_id=share_action_id(ShareAction.LIST, 0)),
    )
    return Draft(embeds=tuple(embeds), rows=(row,))


def take_back_question(own: OwnShared, texts: Texts, *, locale: str) -> Draft:
    """Says what goes, and asks."""
    say: Say = partial(texts, locale=locale)
    row = (
        _button(ShareAction.TAKE_BACK_NOW, own.share, "button-share-take-back-now", say, style=ButtonStyle.DANGER),
        _button(ShareAction.TURN, own.share, "button-share-keep", say),
    )
    return Draft(content=say("shared-take-back-ask", question=with_code(own.share.question.text)), rows=(row,))


def _line(own: OwnShared, names: Mapping[ServerId, str], say: Say) -> str:
    question = with_code(plain_name(own.share.question.text, longest=_LONGEST_QUESTION_LISTED))
    return f"**{question}**\n-# {escaped(_where(own.share, names, say))} · {' '.join(_facts(own, say))}"


def _where(share: SharedAnswer, names: Mapping[ServerId, str], say: Say) -> str:
    server = plain_name(names.get(share.server) or say("server-unnamed"), longest=_LONGEST_SERVER)
    return f"{server} · {plain_name(share.question.bank_title, longest=_LONGEST_BANK_LISTED)}"


def _facts(own: OwnShared, say: Say) -> list[str]:
    """Its state, and how often it helped."""
    share = own.share
    newest, shown = share.newest, None if own.is_off else share.shown
    lines = [say("shared-server-off")] if own.is_off else []
    if share.hidden_since is not None:
        lines.append(say("shared-state-hidden"))
    if newest is not None and (newest is not share.approved or newest is shown):
        lines.append(_state_of(newest, say))  # approved, but not shown now: the lines above say why
    if shown is not None and shown is not newest:
        lines.append(say("shared-earlier-stays"))
    votes = own.votes
    if votes.helpful or votes.other:
        lines.append(say("shared-votes", helpful=votes.helpful, votes=votes.votes))
    return lines


def _state_of(version: SharedVersion, say: Say) -> str:
    return say(_STATE_KEYS[version.state])


def _button(
    action: ShareAction, share: SharedAnswer, label: str, say: Say, *, style: ButtonStyle = ButtonStyle.SECONDARY
) -> Button:
    return Button(label=say(label), custom_id=share_action_id(action, share.id), style=style)


def _turning(page: int, pages: int, say: Say) -> Row:
    if pages == 1:
        return ()

    def button(label: str, to: int) -> Button:
        # Beyond either end no page has the number, so that no two buttons have the same id.
        custom_id = share_action_id(ShareAction.LIST, 0, to % (pages + 1))
        return Button(label=say(label), custom_id=custom_id, disabled=not 0 <= to < pages)

    return (button("button-previous-page", page - 1), button("button-next-page", page + 1))

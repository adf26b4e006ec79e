"""Shows somebody what would be deleted and what would stay, or how far it is."""

from __future__ import annotations

from functools import partial

from bot.formatting import colours
from bot.formatting.pages import Say
from bot.outbound.draft import Button, ButtonStyle, Draft, Embed
from bot.privacy.domain.belongings import Belonging, Summary
from bot.privacy.domain.forgetting import LONGEST_WORD, ForgettingPhase, fingerprint_of
from bot.privacy.usecases.forgetting.forget_me import ForgettingProgress
from bot.privacy.views.forgetting_ids import forget_now_id
from bot.privacy.views.ways_out import EXPORT_ID
from bot.text.texts import Texts

_GOES = (
    Belonging.INTERVIEWS,
    Belonging.ANSWERS,
    Belonging.REVIEWS,
    Belonging.COMMENTS_WRITTEN,
    Belonging.FEEDBACK_RECEIVED,
    Belonging.PLANS,
    Belonging.REMINDERS,
    Belonging.ALIASES,
    Belonging.NOTES_ABOUT,
    Belonging.SHARED_ANSWERS,
    Belonging.VOTES,
    Belonging.SHARE_REPORTS,
    Belonging.PROFILES,
    Belonging.SNIPPETS,
    Belonging.NOTES_WRITTEN,
    Belonging.INTERESTS,
)
_OTHERWISE = (Belonging.OPEN_REVIEWS, Belonging.CLAIMS, Belonging.FEEDBACK_GIVEN, Belonging.ACTS)
"""What something else is said of than that it goes."""


def forgetting_page(summary: Summary, texts: Texts, *, locale: str) -> Draft:
    """What would go, what stays and why, and the way on."""
    say: Say = partial(texts, locale=locale)
    goes = [say("forget-goes")]
    goes += [f"- {_line(each, summary, say)}" for each in _GOES if summary.get(each)]
    other = [each for each in summary if each not in (*_GOES, *_OTHERWISE)]
    goes += [say("forget-goes-other")] if other else []
    goes.append(say("forget-goes-shown" if _is_shown(summary) else "forget-goes-dms"))
    follows = [_line(each, summary, say) for each in _OTHERWISE if summary.get(each)]
    stays = [say("forget-stays"), say("forget-stays-lines")]
    sections = (
        "\n".join(goes),
        "\n".join(follows),
        "\n".join(stays),
        say("forget-stays-mutes"),
        say("forget-export-first"),
    )
    embed = Embed(
        title=say("forget-title"),
        description="\n\n".join(each for each in sections if each),
        colour=colours.QUESTION,
    )
    export = Button(label=say("button-export-first"), custom_id=EXPORT_ID, style=ButtonStyle.PRIMARY)
    delete = Button(
        label=say("button-forget-now"), custom_id=forget_now_id(fingerprint_of(summary)), style=ButtonStyle.DANGER
    )
    return Draft(embeds=(embed,), rows=((export, delete),))


def forgetting_status(progress: ForgettingProgress, texts: Texts, *, locale: str) -> Draft:
    """How far it is."""
    say: Say = partial(texts, locale=locale)
    forgetting = progress.forgetting
    if progress.is_new:
        return Draft(content=say("forget-begun"))
    match forgetting.phase:
        case ForgettingPhase.CLOSING:
            return Draft(content=say("forget-closing"))
        case ForgettingPhase.CLEARING if progress.steps_left:
            return Draft(content=say("forget-clearing", deleted=forgetting.deleted, left=progress.steps_left))
        case ForgettingPhase.CLEARING:
            return Draft(content=say("forget-sweeping", deleted=forgetting.deleted))
        case ForgettingPhase.SAYING:
            until = int((forgetting.since + LONGEST_WORD).timestamp())
            return Draft(content=say("forget-saying", until=f"<t:{until}:f>"))


def _is_shown(summary: Summary) -> bool:
    """True if something of theirs may stand in a channel of coaches."""
    return any(summary.get(each) for each in (Belonging.REVIEWS, Belonging.SHARED_ANSWERS))


def _line(what: Belonging, summary: Summary, say: Say) -> str:
    return say(f"forget-{what.replace('_', '-')}", count=summary[what])

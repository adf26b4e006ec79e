"""What the leads see of a report: that there is one, what it says, and what was decided."""

from __future__ import annotations

from functools import partial

from bot.core.content import FORMER_COACH
from bot.formatting import colours
from bot.formatting.former_coach import mention
from bot.formatting.pages import Say, text_pages, words_of
from bot.formatting.quoting import shown_name
from bot.outbound.draft import Button, ButtonStyle, Draft, Embed, Page, Pings
from bot.reviewing.domain.effects import TellReport
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.posts import CARD
from bot.reviewing.domain.safety.reports import Decision, Report
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.usecases.refusals import link_to_card
from bot.reviewing.views.custom_ids import ReviewAction, review_id
from bot.text.texts import DEFAULT_LOCALE, Texts

_LABELS = {
    Decision.WEEK: "button-mute-week",
    Decision.MONTH: "button-mute-month",
    Decision.FOR_EVER: "button-mute-for-ever",
    Decision.NOTHING: "button-nothing-to-do",
}


def report_pages(snapshot: Snapshot, effect: TellReport, texts: Texts) -> list[Page]:
    """A reply to the card that pings the leads. It repeats nothing of the report: coaches read along."""
    say = partial(texts, locale=DEFAULT_LOCALE)
    role = snapshot.server.lead_role
    content = say("report-told-admins") if role is None else say("report-told", whom=f"<@&{role}>")
    return text_pages(
        [],
        content=content,
        rows=(_decisions(effect.report, say),),
        reply_to=snapshot.review.message_of(CARD),
        pings=Pings() if role is None else Pings(roles=(role,)),
    )


def report_text(report: Report, review: Review, texts: Texts, *, locale: str) -> Draft:
    """What the coach wrote, for a lead's eyes only. They decide where all see it."""
    say = partial(texts, locale=locale)
    heading = say(
        "report-heading",
        coach=mention(report.reporter, say, first=True),
        name=shown_name(review.shown_name),
        link=link_to_card(review),
        at=str(int(report.reported_at.timestamp())),
    )
    embeds = [Embed(description=heading, colour=colours.HINT), *words_of(report.text, say=say, colour=colours.OWN)]
    return Draft(content=say("report-decide-above") if report.decision is None else None, embeds=tuple(embeds))


def report_decided(report: Report, texts: Texts) -> Draft:
    """What the message to the leads says once one of them has decided, for all who read the review channel."""
    key = "report-dismissed" if report.decision is Decision.NOTHING else f"report-decided-{_in_key(report.decision)}"
    say = partial(texts, locale=DEFAULT_LOCALE)
    return Draft(content=say(key, lead=decider(report, say)))


def decider(report: Report, say: Say) -> str:
    """Who has decided, at the beginning of a sentence."""
    return mention(report.decided_by or FORMER_COACH, say, first=True)


def _in_key(decision: Decision | None) -> str:
    return str(decision).replace("_", "-")


def _decisions(report: int, say: Say) -> tuple[Button, ...]:
    read = Button(
        label=say("button-read-report"),
        custom_id=review_id(ReviewAction.REPORTED, report),
        style=ButtonStyle.PRIMARY,
    )
    decide = [
        Button(label=say(label), custom_id=review_id(ReviewAction.DECIDE, report, decision))
        for decision, label in _LABELS.items()
    ]
    return (read, *decide)

"""Where a review stands, for the candidate who sent it."""

from __future__ import annotations

from functools import partial

from bot.formatting import colours
from bot.formatting.pages import Say, text_pages
from bot.formatting.quoting import shown_name
from bot.interviewing.views.question import question_lines
from bot.outbound.draft import Embed, Page
from bot.reviewing.domain.model import Stage
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.views.promise import promise_sentence
from bot.reviewing.views.rows import withdraw_row
from bot.text.texts import Texts

STATUS_MESSAGE = "s1"
"""Names the status in the id of its button to withdraw."""


def standing_pages(snapshot: Snapshot, texts: Texts) -> list[Page]:
    """The status: one message, which is kept up to date."""
    review = snapshot.review
    say = partial(texts, locale=review.locale)
    of = snapshot.round_of(review.attempts[0])
    title, lines = question_lines(of.question)
    lines += [_stage(snapshot, say)]
    if review.stage is Stage.WAITING:
        lines.append(promise_sentence(snapshot.promise, texts, locale=review.locale, goal=review.goal))
        lines.append(say("standing-go-on"))
    if not review.is_over:
        lines.append(say("standing-follows"))
    if len(review.attempts) > 1:
        lines.append(say("standing-attempts", attempts=len(review.attempts)))
    if review.stage is not Stage.WITHDRAWN:
        key = "standing-named" if review.named else "standing-alias"
        lines.append(say(key, who=shown_name(review.shown_name)))
    embed = Embed(
        author=say(
            "standing-heading",
            bank=snapshot.bank.title,
            number=of.bank_number,
        ),
        title=title,
        description="\n".join(lines),
        colour=colours.PANEL,
    )
    waiting = review.stage is Stage.WAITING
    rows = (withdraw_row(review, say, message=STATUS_MESSAGE),) if waiting else ()
    return text_pages([embed], rows=rows)


def _stage(snapshot: Snapshot, say: Say) -> str:
    review = snapshot.review
    since = str(int(review.sent_at.timestamp()))
    if review.stage is Stage.WAITING:
        claim = review.claim_at(snapshot.now)
        return say("standing-waiting" if claim is None or claim.by_form else "standing-claimed", since=since)
    if review.stage is Stage.ANSWERED and review.handed_back:
        return say("standing-handed-back")
    return say(f"standing-{review.stage}", since=since)

"""What a coach reads behind the button of a card: the question in full, and the answer that has left the card."""

from __future__ import annotations

from functools import partial

from bot.banks.format.model import Question
from bot.formatting import colours
from bot.formatting.pages import Say, text_pages, words_of
from bot.interviewing.views.hints import other_words
from bot.interviewing.views.question import question_lines
from bot.outbound.draft import Button, Draft, Embed, Row
from bot.reviewing.domain.model import Review, Stage
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.views.card import answer_embeds, bank_lacks, circumstances
from bot.reviewing.views.custom_ids import ReviewAction, review_id
from bot.text.texts import Texts


def behind_card(snapshot: Snapshot, texts: Texts, *, locale: str, is_lead: bool = False) -> list[Draft]:
    """The messages that show it, in order. While the answer waits it stands on the card, and is not repeated.

    Below stands what is done about the candidate: *Report* while the review runs, and for a lead *Mute*.
    """
    say = partial(texts, locale=locale)
    of = snapshot.round_of(snapshot.review.attempts[-1])
    if snapshot.review.stage is Stage.WAITING:
        embeds = _question(of.question, say)
    else:
        embeds = [*_answer(snapshot, say), *_question(of.question, say)]
    return [page.draft for page in text_pages(embeds, rows=_about_candidate(snapshot.review, say, is_lead=is_lead))]


def _about_candidate(review: Review, say: Say, *, is_lead: bool) -> tuple[Row, ...]:
    report = () if review.is_over else (_button(ReviewAction.REPORT, "button-report-review", review, say),)
    mute = (_button(ReviewAction.MUTE, "button-mute", review, say),) if is_lead else ()
    return ((*report, *mute),) if report or mute else ()


def _button(action: ReviewAction, label: str, review: Review, say: Say) -> Button:
    return Button(label=say(label), custom_id=review_id(action, review.id))


def _answer(snapshot: Snapshot, say: Say) -> list[Embed]:
    review = snapshot.review
    return [
        *words_of(review.focus, say=say, title=say("card-focus"), colour=colours.HINT),
        *answer_embeds(snapshot, review.attempts[0], say, title=say("card-answer"), colour=colours.OWN),
        *words_of(review.close_reason, say=say, title=say("card-reason"), colour=colours.OWN),
        Embed(description="\n".join(circumstances(snapshot, say)), colour=colours.OWN),
    ]


def _question(question: Question, say: Say) -> list[Embed]:
    """All that the bank has on the question but its examples, and what it lacks."""
    title, lines = question_lines(question)
    if question.why:
        heading = say("hint-why")
        lines += [f"**{heading}**", question.why, ""]
    else:
        lines.append(say("card-bank-lacks-why"))
    if question.key_points:
        heading = say("card-key-points")
        lines += [f"**{heading}**", *(f"- {point}" for point in question.key_points), ""]
    lines += bank_lacks(question, say)
    described = "\n".join(lines).strip()
    return [
        Embed(title=title, description=described or None, colour=colours.QUESTION),
        *other_words(question, say),
        *_short(question, say),
    ]


def _short(question: Question, say: Say) -> list[Embed]:
    if not question.short:
        return []
    return [Embed(title=say("examples-short"), description=question.short, colour=colours.EXAMPLE)]

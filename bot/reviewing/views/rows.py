"""Chooses the buttons under the posts of a review."""

from __future__ import annotations

from bot.formatting.pages import Say
from bot.interviewing.views.custom_ids import ControlAction, MessageKind, control_id
from bot.outbound.draft import Button, ButtonStyle, Row
from bot.reviewing.domain.blocking import why_held
from bot.reviewing.domain.model import Attempt, Claim, Comment, CommentState, Helpfulness, Review, Stage, Why
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.views.custom_ids import ReviewAction, review_id

_SEND_HELD: dict[Why | None, str] = {
    None: "button-send-held",
    Why.TAKEN_OVER: "button-take-over-and-send",
    Why.REVIEW_WITHDRAWN: "button-send-anyway",
    Why.REVIEW_CLOSED: "button-reopen-and-send",
}
_HELPFULNESS = {
    Helpfulness.HELPED: "button-helped",
    Helpfulness.PARTLY: "button-helped-partly",
    Helpfulness.NO: "button-helped-no",
}


def card_row(review: Review, claim: Claim | None, say: Say) -> Row:
    """What a coach can do with the review; `claim` is the one in force."""

    def button(action: ReviewAction, label: str, style: ButtonStyle = ButtonStyle.SECONDARY) -> Button:
        return Button(label=say(label), custom_id=review_id(action, review.id), style=style)

    waits = review.stage is Stage.WAITING
    # Green is for what somebody waits for.
    answer = button(ReviewAction.ANSWER, "button-answer", ButtonStyle.SUCCESS if waits else ButtonStyle.SECONDARY)
    close = button(ReviewAction.CLOSE, "button-close")
    read = button(ReviewAction.READ, "button-about-question" if waits else "button-read-answer")
    match review.stage:
        case Stage.WAITING | Stage.ANSWERED if claim is not None:
            return (answer, button(ReviewAction.RELEASE, "button-release"), close, read)
        case Stage.WAITING:
            return (button(ReviewAction.CLAIM, "button-claim", ButtonStyle.PRIMARY), answer, close, read)
        case Stage.ANSWERED:
            return (answer, close, read)
        case Stage.CLOSED:
            return (button(ReviewAction.REOPEN, "button-reopen"), read)
        case Stage.WITHDRAWN:
            return ()


def comment_rows(review: Review, comment: Comment, say: Say, *, about: Attempt, first: bool) -> tuple[Row, ...]:
    """What a candidate can do with a coach's comment, be it the `first` of that coach or another.

    `about`: the attempt that it is about, with whose question the first comment helps, too.
    """
    if review.erased:
        return ()
    message = str(comment.number)

    def button(action: ReviewAction, label: str) -> Button:
        return Button(label=say(label), custom_id=review_id(action, review.id, message=message))

    ways: Row = ()
    if first:
        retry = () if review.is_over else (button(ReviewAction.RETRY, "button-try-again"),)
        ways = (*retry, button(ReviewAction.OPINION, "button-opinion"), *_helping(about, say))
    helpfulness: Row = ()
    if review.rated_comment == comment:
        helpfulness = tuple(
            Button(
                label=say(label),
                custom_id=review_id(ReviewAction.RATE, review.id, helpfulness, message=message),
                style=ButtonStyle.SUCCESS if review.helpfulness is helpfulness else ButtonStyle.SECONDARY,
            )
            for helpfulness, label in _HELPFULNESS.items()
        )
    return tuple(row for row in (helpfulness, ways) if row)


def _helping(about: Attempt, say: Say) -> Row:
    """Hint and examples: whoever reads feedback may want to look at them once more."""
    return tuple(
        Button(label=say(label), custom_id=control_id(action, about.interview, about.question, MessageKind.FEEDBACK))
        for action, label in ((ControlAction.HINT, "button-hint"), (ControlAction.EXAMPLES, "button-examples"))
    )


def held_rows(snapshot: Snapshot, comment: Comment, say: Say) -> tuple[Row, ...]:
    """The button that sends a held comment; its label says what else it does."""
    if comment.state is not CommentState.HELD:
        return ()
    label = say(_SEND_HELD[why_held(snapshot.review, comment.author, snapshot.now)])
    custom_id = review_id(ReviewAction.SEND_HELD, snapshot.review.id, str(comment.number))
    return ((Button(label=label, custom_id=custom_id, style=ButtonStyle.PRIMARY),),)


def withdraw_row(review: Review, say: Say, *, message: str) -> Row:
    """The button that withdraws a review; `message` tells the messages with such a button apart."""
    return (
        Button(label=say("button-withdraw"), custom_id=review_id(ReviewAction.WITHDRAW, review.id, message=message)),
    )

"""The button under a check of a server that shows again what is missing of its reviews, and the answer to it."""

from __future__ import annotations

from bot.formatting.pages import Say
from bot.outbound.draft import Button, ButtonStyle, Draft, Row
from bot.reviewing.views.custom_ids import REVIEW_IDS


def show_again_template() -> str:
    """The pattern of the button. Whose reviews it is about is up to the server in which it is pressed."""
    return rf"{REVIEW_IDS}:show_again"


def show_again_rows(reviews: int, say: Say) -> tuple[Row, ...]:
    """The button, if something is missing in so many `reviews`."""
    if not reviews:
        return ()
    label = say("button-show-again")
    return ((Button(label=label, custom_id=show_again_template(), style=ButtonStyle.PRIMARY),),)


def shown_again_page(reviews: int, say: Say) -> Draft:
    """What the admin reads who pressed it."""
    return Draft(content=say("missing-shown-again", reviews=reviews) if reviews else say("missing-nothing"))

"""What stands under a community answer of a server: whose it is, votes, and a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.core.content import InterviewId, ShareId
from bot.formatting import colours
from bot.formatting.split import length
from bot.formatting.verbatim import verbatim
from bot.interviewing.domain.afterwards.community import ApprovedAnswer
from bot.interviewing.domain.model import Interview, Round
from bot.interviewing.views.custom_ids import INTERVIEW_IDS, MessageKind
from bot.interviewing.views.words import Words
from bot.outbound.draft import Button, ButtonStyle, Embed, Row

_PIECE = 1950
"""Characters of such an answer on a page. An example of a bank has fewer, and a longer line below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityPages:
    """What comes after the examples of a bank."""

    answers: Sequence[ApprovedAnswer] = ()
    """What the candidate may be shown of their server's, best first."""
    wanted: ShareId | None = None
    """The one to show, wherever it is by now; None: the page with the number that is asked for."""
    may_share: bool = False
    """True if the candidate may share their own."""
    NONE: ClassVar[CommunityPages]


CommunityPages.NONE = CommunityPages()


class CommunityAction(StrEnum):
    """What candidates do with a community answer of their server."""

    HELPFUL = "helps"
    NOT_FOR_ME = "not_for_me"
    REPORT = "report"
    """Asks whether they mean it."""
    REPORT_FOR_GOOD = "report_it"


def community_id(
    action: CommunityAction,
    interview: InterviewId,
    number: int,
    message: MessageKind,
    *,
    page: int,
    share: ShareId,
    version: int,
) -> str:
    """At most 85 characters. It names the version of the answer, because another may be shown by the time of a press.

    The beginning is as in `control_id`; `page` is that on which the answer is.
    """
    return f"{INTERVIEW_IDS}:{action}:{interview}:{number}:{message}{page}:{share}.{version}"


def community_template(action: CommunityAction) -> str:
    """The pattern that fits every id of this action, and no other."""
    return (
        rf"{INTERVIEW_IDS}:{action}:(?P<interview>[0-9]{{1,19}}):(?P<number>[0-9]{{1,4}})"
        r":(?P<message>[a-z])(?P<detail>[0-9]{0,4}):(?P<shared>[0-9]{1,19})\.(?P<version>[0-9]{1,9})"
    )


def community_embeds(answer: ApprovedAnswer, words: Words, *, number: int, total: int) -> list[Embed]:
    """The whole answer, letter by letter. Each embed is for a page of its own: marks may make a long one several."""
    footer = words("community-own" if answer.own else "community-by")
    title = words("examples-community", number=number, total=total)
    return [
        Embed(title=title, description=piece, footer=footer, colour=colours.EXAMPLE) for piece in _pieces(answer.text)
    ]


def _pieces(text: str) -> list[str]:
    """The text letter by letter, in halves of halves until each fits: only what is full of marks is so long."""
    shown = verbatim(text)
    if length(shown) <= _PIECE:
        return [shown]
    middle = len(text) // 2
    cut = text.rfind(" ", 1, middle) + 1 or middle
    return [*_pieces(text[:cut]), *_pieces(text[cut:])]


def vote_row(
    interview: Interview, of: Round, answer: ApprovedAnswer, page: int, words: Words, kind: MessageKind
) -> Row:
    """*Helpful*, *Not for me* and *Report*; nothing under one's own answer."""
    if answer.own:
        return ()

    def button(action: CommunityAction, label: str, *, chosen: bool = False, disabled: bool = False) -> Button:
        custom_id = community_id(
            action, interview.id, of.number, kind, page=page, share=answer.share, version=answer.version
        )
        if not chosen:
            return Button(label=words(label), custom_id=custom_id, disabled=disabled)
        return Button(label=words("button-chosen", label=words(label)), custom_id=custom_id, style=ButtonStyle.SUCCESS)

    vote = answer.found_helpful
    report = "button-reported" if answer.reported else "button-report"
    return (
        button(CommunityAction.HELPFUL, "button-helpful", chosen=vote is True),
        button(CommunityAction.NOT_FOR_ME, "button-not-for-me", chosen=vote is False),
        button(CommunityAction.REPORT, report, disabled=answer.reported),
    )


def pages_of(community: Sequence[ApprovedAnswer], words: Words, *, before: int) -> list[tuple[Embed, ApprovedAnswer]]:
    """The answers with what each is shown as. `before`: how many community answers of the bank come first."""
    total = before + len(community)
    return [
        (embed, answer)
        for number, answer in enumerate(community, start=before + 1)
        for embed in community_embeds(answer, words, number=number, total=total)
    ]

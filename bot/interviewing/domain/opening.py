"""Puts a new interview together: its questions, frozen, each with the number of the attempt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.banks.format.model import Bank
from bot.core.content import InteractionId, InterviewId, ServerId, UserId
from bot.interviewing.domain.model import BankReference, Interview, Mode, Phase, Round
from bot.interviewing.domain.selection import Chosen, SeenQuestions

LONGEST_INTRODUCTION = 3300
"""Characters of all introductions together: they stand above the longest question in one message."""


def opened(  # noqa: PLR0913 - one argument a fact
    chosen: Sequence[Chosen],
    *,
    mode: Mode,
    follow_ups: int = 0,
    candidate: UserId,
    server: ServerId | None,
    locale: str,
    seen: SeenQuestions,
    now: datetime,
    started_by: InteractionId | None = None,
) -> Interview:
    """An interview that is about to ask the first of these questions, at least one. The database gives it its id.

    `follow_ups`: how many come after each answer without being asked for.
    """
    return Interview(
        id=InterviewId(0),
        candidate=candidate,
        server=server,
        locale=locale,
        introduction=_introduction(list({each.bank.slug: each.bank for each in chosen}.values()), seen),
        mode=mode,
        phase=Phase.OPENING,
        position=1,
        rounds=tuple(
            Round(
                number=number,
                bank=_reference(each.bank),
                bank_number=each.number,
                question=each.question,
                author=each.bank.author_of(each.question),
                attempt=1 if each.key not in seen else seen[each.key].answered + 1,
                asked_at=now if number == 1 else None,
            )
            for number, each in enumerate(chosen, start=1)
        ),
        follow_ups_wanted=follow_ups,
        started_at=now,
        started_by=started_by,
    )


def _reference(bank: Bank) -> BankReference:
    return BankReference(slug=bank.slug, title=bank.title, size=len(bank.questions))


def _introduction(banks: Sequence[Bank], seen: SeenQuestions) -> str:
    """The introductions of the banks of which the candidate has seen no question: there is where each has stood.

    Those of several banks have their titles above, and the last ones are left out where there is no room.
    """
    known = {slug for slug, _ in seen}
    new = [bank for bank in banks if bank.slug not in known and bank.introduction]
    if len(banks) == 1:
        return "".join(bank.introduction for bank in new)
    text = ""
    for bank in new:
        longer = f"{text}\n\n**{bank.title}**\n{bank.introduction}".strip()
        if len(longer.encode("utf-16-le")) // 2 <= LONGEST_INTRODUCTION:  # as Discord may count them
            text = longer
    return text

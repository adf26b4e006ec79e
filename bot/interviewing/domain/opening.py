"""Puts a new interview together: its questions, frozen, each with the number of the attempt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from random import Random

from bot.banks.format.model import Bank
from bot.core.content import InteractionId, InterviewId, ServerId, UserId
from bot.interviewing.domain.model import Interview, Phase, Round
from bot.interviewing.domain.plan import Plan
from bot.interviewing.domain.selection import Seen, choose_questions


def opened(  # noqa: PLR0913 - one argument a fact
    bank: Bank,
    plan: Plan,
    *,
    candidate: UserId,
    server: ServerId | None,
    locale: str,
    seen: Mapping[str, Seen],
    chance: Random,
    now: datetime,
    started_by: InteractionId | None = None,
) -> Interview:
    """An interview that is about to ask its first question. The database gives it its id.

    Raises:
        TopicNotInBank, NothingFits, NoSuchStart, NothingFitsFrom: the plan cannot be followed.
    """
    chosen = choose_questions(bank, plan, seen=seen, chance=chance)
    return Interview(
        id=InterviewId(0),
        candidate=candidate,
        server=server,
        locale=locale,
        bank_slug=bank.slug,
        bank_title=bank.title,
        bank_size=len(bank.questions),
        introduction="" if seen else bank.introduction,  # it stood above the first question that they saw of the bank
        mode=plan.mode,
        phase=Phase.OPENING,
        position=1,
        rounds=tuple(
            Round(
                number=number,
                bank_number=bank_number,
                question=(question := bank.questions[bank_number - 1]),
                author=bank.author_of(question),
                attempt=1 if question.id not in seen else seen[question.id].answered + 1,
                asked_at=now if number == 1 else None,
            )
            for number, bank_number in enumerate(chosen, start=1)
        ),
        follow_ups_wanted=plan.follow_ups_wanted,
        started_at=now,
        started_by=started_by,
    )

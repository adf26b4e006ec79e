"""Says what the bot is and offers the way on: the interview under way, and the question banks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.banks.format.listing import Listing
from bot.banks.usecases.shelf import BankShelf
from bot.client.registry import Registry
from bot.core.content import ServerId, UserId
from bot.formatting.discord_limits import CHOICES
from bot.interviewing.domain.model import Interview, Phase
from bot.interviewing.domain.plan import MOST_BANKS_CHOSEN, Plan
from bot.interviewing.usecases.lookups import Lookups
from bot.interviewing.views.custom_ids import ControlAction, MessageKind, control_id
from bot.interviewing.views.plan_code import plan_id
from bot.interviewing.views.words import Words
from bot.outbound.draft import Button, ButtonStyle, Draft, Option, Row, Select
from bot.text.texts import Texts

PICK = "pick"


async def welcome(services: Registry, person: UserId, server: ServerId | None, *, locale: str) -> Draft:
    """What the bot is and who reads what, above `ways_on`."""
    on = await ways_on(services, person, server, Plan(banks=()), locale=locale)
    said = services.texts("welcome", locale=locale)
    return replace(on, content=f"{said}\n\n{on.content}")


async def ways_on(services: Registry, person: UserId, server: ServerId | None, plan: Plan, *, locale: str) -> Draft:
    """The interview under way with *Resume*, if there is one, and a menu of question banks for this plan."""
    texts = services.texts
    live = await services[Lookups].interview_under_way(person)
    banks = await services[BankShelf].offered(person, server)
    menu = (
        bank_menu(banks, plan, texts, locale=locale) if banks else Draft(content=texts("mock-no-banks", locale=locale))
    )
    if live is None:
        return menu
    return replace(menu, content=f"{running(live, texts)}\n{menu.content}", rows=((resume(live, texts),), *menu.rows))


def running(live: Interview, texts: Texts) -> str:
    """Which interview is under way, and whether to go on with it."""
    key = "mock-running-debrief" if live.phase is Phase.DEBRIEF else "mock-running"
    words = Words(texts, live)
    return words(key, bank=words.banks, number=live.position, total=len(live.rounds))


def resume(live: Interview, texts: Texts) -> Button:
    """*Resume*, which shows the present question again."""
    return Button(
        label=Words(texts, live)("button-resume"),
        custom_id=control_id(ControlAction.RESUME, live.id, live.position, MessageKind.OFFER),
        style=ButtonStyle.PRIMARY,
    )


def bank_menu(banks: Sequence[Listing], plan: Plan, texts: Texts, *, locale: str) -> Draft:
    """A menu of question banks, of which several can be chosen, with the other options of `/mock` in its id."""
    lines = [texts("mock-pick", locale=locale)]
    if len(banks) > CHOICES:
        lines.append(texts("mock-pick-more", locale=locale, shown=CHOICES, total=len(banks)))
    most = 1 if plan.start is not None else min(MOST_BANKS_CHOSEN, len(banks))
    menu = Select(
        custom_id=plan_id(PICK, replace(plan, banks=())),
        placeholder=texts("mock-pick-placeholder" if most == 1 else "mock-pick-placeholder-several", locale=locale),
        most=most,
        options=tuple(
            Option(label=bank.title, value=bank.slug, description=bank.summary or None) for bank in banks[:CHOICES]
        ),
    )
    rows: tuple[Row, ...] = ((menu,),)
    return Draft(content="\n".join(lines), rows=rows)

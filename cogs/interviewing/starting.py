"""Begins an interview: the answer to `/mock` and to every button that does the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from bot.banks.format.listing import Listing
from bot.banks.usecases.shelf import BankShelf
from bot.client.client import BotInteraction
from bot.client.interactions import cause_of, conversation_of, id_of, server_of
from bot.client.replies import promise_answer, say, show
from bot.core.content import ChannelId, UserId
from bot.core.outcome import Outcome
from bot.formatting import colours
from bot.formatting.links import link_to_channel
from bot.formatting.words import escaped, shortened
from bot.interviewing.domain.errors import AlreadyInInterview, BanksGone, NoInterview
from bot.interviewing.domain.model import Interview, Phase
from bot.interviewing.domain.plan import ChosenQuestions, Plan
from bot.interviewing.usecases.interviews import InterviewService
from bot.interviewing.usecases.lookups import Lookups
from bot.interviewing.views.overview import AGAIN, LONGEST_TITLE_ON_BUTTON
from bot.interviewing.views.plan_code import plan_id
from bot.interviewing.views.words import Words, bank_names
from bot.outbound.draft import Button, ButtonStyle, Draft, Embed, LinkButton
from bot.outbound.handler import Delivery
from bot.outbound.outbox import dm_of
from bot.outbound.rejection import Barrier
from bot.outbound.relay import OutboxRelay
from bot.text.texts import Texts
from cogs.interviewing.controls import answer_delivery, deliver_to_candidate
from cogs.interviewing.welcome import resume, running, ways_on

REPLACE = "replace"
ONCE_MORE = "once-more"
PARK = "park"

_NOT_SHOWN = {Delivery.CLOSED, Delivery.PASSING, Delivery.REFUSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToBegin:
    """What is to begin, and the ids of the buttons that begin it later or after all."""

    plan: Plan | ChosenQuestions
    button_id: Callable[[str], str]
    """By the action: `AGAIN`, `REPLACE`, `ONCE_MORE` or `PARK`."""


def planned(plan: Plan) -> ToBegin:
    """What a candidate's own plan begins: its buttons carry the plan."""
    return ToBegin(plan=plan, button_id=partial(plan_id, plan=plan))


async def begin(
    interaction: BotInteraction, beginning: ToBegin, *, instead_of_live: bool = False, before_live: bool = False
) -> None:
    """Start an interview, or say what stands in its way.

    In a server only the candidate sees the answer; the interview itself is always in direct messages.

    Raises:
        InterviewError, NoSuchBank, BankUnreadable: the plan cannot be followed, as for `InterviewService.start`.
    """
    in_conversation = conversation_of(interaction) is not None
    if not in_conversation:
        # Opening a conversation and writing to it may take longer than the three seconds that Discord gives.
        await promise_answer(interaction)
    # An interview that was asked for a moment ago may be about to open: settle that first.
    settled = await _deliver(interaction)
    try:
        delivery = await _start(interaction, beginning.plan, instead_of_live=instead_of_live, before_live=before_live)
    except AlreadyInInterview:
        await _offer(interaction, beginning, settled)
        return
    if delivery is None:
        return
    if in_conversation and delivery not in _NOT_SHOWN:
        await answer_delivery(interaction, delivery)
    else:
        await _say_where(interaction, beginning, delivery)


async def _start(
    interaction: BotInteraction, plan: Plan | ChosenQuestions, *, instead_of_live: bool, before_live: bool
) -> Delivery | None:
    """The delivery of the first question; None if Discord has told us of this interaction before."""
    services = interaction.client.services
    outcome = await services[InterviewService].start(
        UserId(interaction.user.id),
        plan,
        cause=cause_of(interaction),
        server=server_of(interaction),
        locale=interaction.locale.value,
        reply_in=conversation_of(interaction),
        started_by=id_of(interaction),
        instead_of_live=instead_of_live,
        before_live=before_live,
    )
    return None if outcome is Outcome.DUPLICATE else await deliver_to_candidate(interaction)


async def try_once_more(interaction: BotInteraction, beginning: ToBegin) -> None:
    """Show the interview that waits because the candidate could not be reached; begin it, if none is waiting.

    Raises:
        as `begin`.
    """
    if await _live(interaction) is None:
        await begin(interaction, beginning)
        return
    await promise_answer(interaction)
    await _say_where(interaction, beginning, await _deliver(interaction))


async def _deliver(interaction: BotInteraction) -> Delivery:
    """Send what is due to the candidate."""
    return await interaction.client.services[OutboxRelay].deliver(dm_of(UserId(interaction.user.id)))


async def _live(interaction: BotInteraction) -> Interview | None:
    with suppress(NoInterview):
        return await interaction.client.services[Lookups].live_interview(UserId(interaction.user.id))
    return None


async def _offer(interaction: BotInteraction, beginning: ToBegin, settled: Delivery) -> None:
    services = interaction.client.services
    live = await services[Lookups].live_interview(UserId(interaction.user.id))
    if live.phase is Phase.OPENING and settled in _NOT_SHOWN:
        await _say_where(interaction, beginning, settled)
        return
    offered = await services[BankShelf].offered(UserId(interaction.user.id), server_of(interaction))
    there = {each.slug: each for each in offered}
    banks = [there[slug] for slug in beginning.plan.banks if slug in there]
    if not banks:  # a moment ago there were
        raise BanksGone
    await show(interaction, offer(live, beginning, banks, services.texts, locale=interaction.locale.value))


async def offer_banks(interaction: BotInteraction, plan: Plan) -> None:
    """`/mock` without a bank: offer the interview under way, and the banks. Somebody new reads what the bot is."""
    services = interaction.client.services
    locale, person = interaction.locale.value, UserId(interaction.user.id)
    draft = await ways_on(services, person, server_of(interaction), plan, locale=locale)
    if await services[Lookups].is_stranger(person):
        draft = replace(draft, content=f"{services.texts('welcome', locale=locale)}\n\n{draft.content}")
    await show(interaction, draft)


def offer(live: Interview, beginning: ToBegin, banks: Sequence[Listing], texts: Texts, *, locale: str) -> Draft:
    """The choice to resume the live interview, to come back to it after the new one, or to finish it."""
    names = bank_names([each.title for each in banks], texts, locale=locale)
    title = shortened(names, LONGEST_TITLE_ON_BUTTON)
    instead = Button(
        label=texts("button-replace-same", locale=locale)
        if {each.slug for each in banks} == {each.slug for each in live.banks}
        else texts("button-replace", locale=locale, bank=title),
        custom_id=beginning.button_id(REPLACE),
        style=ButtonStyle.DANGER,
    )
    before = Button(label=texts("button-park", locale=locale, bank=title), custom_id=beginning.button_id(PARK))
    return Draft(content=running(live, texts), rows=((resume(live, texts), before, instead),))


async def _say_where(interaction: BotInteraction, beginning: ToBegin, delivery: Delivery) -> None:
    services = interaction.client.services
    locale = interaction.locale.value
    texts = services.texts
    match delivery:
        case Delivery.DELIVERED | Delivery.ELSEWHERE:
            known = await services[Lookups].candidate(UserId(interaction.user.id))
            await show(interaction, _started(known.dm_channel, texts, locale=locale))
        case Delivery.LATER:
            await say(interaction, texts("mock-starting-later", locale=locale))
        case Delivery.CLOSED | Delivery.PASSING:
            known = await services[Lookups].candidate(UserId(interaction.user.id))
            barrier = Barrier.PASSING if delivery is Delivery.PASSING else known.barrier or Barrier.CLOSED
            waiting = await _live(interaction)
            await show(interaction, unreached(beginning, barrier, waiting, texts, locale=locale))
        case Delivery.REFUSED:
            waiting = await _live(interaction)
            key = "mock-refused" if waiting is None else "mock-starting-later"  # then it was the summary before it
            await say(interaction, texts(key, locale=locale))
        case Delivery.OVERTAKEN:
            await say(interaction, texts("overtaken", locale=locale))


def _started(conversation: ChannelId | None, texts: Texts, *, locale: str) -> Draft:
    if conversation is None:
        return Draft(content=texts("mock-started", locale=locale))
    button = LinkButton(label=texts("button-open-dm", locale=locale), url=link_to_channel(conversation))
    return Draft(content=texts("mock-started", locale=locale), rows=((button,),))


def unreached(beginning: ToBegin, barrier: Barrier, waiting: Interview | None, texts: Texts, *, locale: str) -> Draft:
    """Why the candidate cannot be reached, what became of the interview, and the way out.

    `waiting`: the interview that is stored and comes as soon as they can be reached; None if nothing was started.
    """
    again = Button(
        label=texts("button-try-again", locale=locale),
        custom_id=beginning.button_id(AGAIN if waiting is None else ONCE_MORE),
        style=ButtonStyle.PRIMARY,
    )
    text = texts(
        "mock-unreached",
        locale=locale,
        barrier=barrier,
        waiting="none" if waiting is None else "one",
        bank="" if waiting is None else escaped(Words(texts, waiting).banks),
    )
    return Draft(embeds=(Embed(description=text, colour=colours.HINT),), rows=((again,),))

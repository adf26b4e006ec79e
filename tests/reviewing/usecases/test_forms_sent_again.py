"""The same form counts once, in every process and whatever has become of it; and one answer waits in one review."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.core.outcome import Outcome
from bot.reviewing.domain.errors import AlreadySent, AnswerSentAgain, FormSentBefore
from bot.reviewing.domain.model import Review, Stage
from tests.builders import CANDIDATE
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import a_coach, a_form, answered, read, send, set_up

FORM = "3001-abc"
CARL, CLEO = a_coach(0), a_coach(1)
Two = tuple[Process, Process]


async def reviews(bot: Process) -> Sequence[Review]:
    live = await bot.lookups.live_interview(CANDIDATE)
    async with bot.unit_of_work() as uow:
        return await uow.reviews.of_answer(live.id, 1)


async def sent(bot: Process) -> Review:
    """An answer that was sent with the form."""
    await set_up(bot)
    await answered(bot)
    assert await send(bot, form=FORM) is Outcome.RECORDED
    [review] = await reviews(bot)
    return review


async def test_a_form_is_sent_once_though_its_answer_waits(bot: Process) -> None:
    await sent(bot)

    assert await send(bot, form=FORM) is Outcome.DONE_BEFORE

    assert len(await reviews(bot)) == 1


@pytest.mark.parametrize("how", ["answered", "closed", "withdrawn"])
async def test_a_form_is_sent_once_whatever_has_become_of_its_review(bot: Process, how: str) -> None:
    review = await sent(bot)
    match how:
        case "answered":
            await bot.coaching.write(CARL, review.id, a_form(), cause=a_cause())
        case "closed":
            await bot.coaching.close(CARL, review.id, reason="Not now.", cause=a_cause())
        case _:
            await bot.reviews.withdraw(CANDIDATE, review.id, cause=a_cause())
    live = await bot.lookups.live_interview(CANDIDATE)

    assert await send(bot, form=FORM) is Outcome.DONE_BEFORE
    assert await bot.requests.was_sent(CANDIDATE, form=FORM, interview=live.id, question=1, focus=" Is it too long? ")
    assert len(await reviews(bot)) == 1

    assert await send(bot) is Outcome.RECORDED, "in a new form it is sent again"
    assert len(await reviews(bot)) == 2


async def test_other_words_in_the_same_form_are_refused(bot: Process) -> None:
    review = await sent(bot)
    await bot.coaching.write(CARL, review.id, a_form(), cause=a_cause())
    live = await bot.lookups.live_interview(CANDIDATE)

    with pytest.raises(FormSentBefore):
        await send(bot, form=FORM, focus="Would you hire me?")
    with pytest.raises(FormSentBefore):
        await bot.requests.was_sent(CANDIDATE, form=FORM, interview=live.id, question=1, focus="Would you hire me?")

    assert len(await reviews(bot)) == 1


async def test_a_form_that_was_refused_may_be_sent_again(bot: Process) -> None:
    await set_up(bot)
    await answered(bot)
    assert await send(bot, form="3001-first") is Outcome.RECORDED
    with pytest.raises(AlreadySent):
        await send(bot, form=FORM)
    [review] = await reviews(bot)
    await bot.coaching.write(CARL, review.id, a_form(), cause=a_cause())

    assert await send(bot, form=FORM) is Outcome.RECORDED


async def test_another_opinion_is_asked_for_once_in_a_form(bot: Process) -> None:
    review = await sent(bot)
    await bot.coaching.write(CARL, review.id, a_form(), cause=a_cause())

    async def ask(focus: str) -> Outcome:
        return await bot.requests.ask_another(CANDIDATE, review.id, form="77", focus=focus, cause=a_cause())

    assert await ask("") is Outcome.RECORDED
    second = (await reviews(bot))[-1]
    await bot.coaching.write(CLEO, second.id, a_form(form="2"), cause=a_cause())

    assert await ask("") is Outcome.DONE_BEFORE
    with pytest.raises(FormSentBefore):
        await ask("And now?")
    assert len(await reviews(bot)) == 2


async def test_a_form_closes_a_review_once(bot: Process) -> None:
    review = await sent(bot)

    async def close() -> Outcome:
        return await bot.coaching.close(CARL, review.id, reason="Not now.", cause=a_cause(), form="78")

    assert await close() is Outcome.RECORDED
    await bot.coaching.reopen(CLEO, review.id, cause=a_cause())

    assert await close() is Outcome.DONE_BEFORE
    assert (await read(bot, review.id)).stage is Stage.WAITING


async def test_a_review_is_not_reopened_beside_a_newer_one_that_waits(bot: Process) -> None:
    review = await sent(bot)
    await bot.coaching.close(CARL, review.id, reason="Not now.", cause=a_cause())
    assert await send(bot) is Outcome.RECORDED

    with pytest.raises(AnswerSentAgain):
        await bot.coaching.reopen(CARL, review.id, cause=a_cause())

    newer = (await reviews(bot))[-1]
    await bot.coaching.write(CARL, newer.id, a_form(), cause=a_cause())
    assert await bot.coaching.reopen(CARL, review.id, cause=a_cause()) is Outcome.RECORDED


@pytest.mark.postgres
@pytest.mark.parametrize("forms", [(FORM, FORM), (FORM, "3001-xyz")], ids=["the same form", "two forms"])
async def test_two_processes_make_one_review_of_one_answer(two: Two, forms: tuple[str, str]) -> None:
    await set_up(two[0])
    await answered(two[0])

    for _ in range(10):
        outcomes = await asyncio.gather(
            *(send(each, form=form) for each, form in zip(two * 2, forms * 2, strict=True)), return_exceptions=True
        )
        assert all(isinstance(each, Outcome | AlreadySent) for each in outcomes)

    [review] = await reviews(two[0])
    assert review.stage is Stage.WAITING


@pytest.mark.postgres
async def test_a_form_that_another_process_has_carried_out_is_known(two: Two) -> None:
    one, other = two
    review = await sent(one)
    await one.coaching.write(CARL, review.id, a_form(), cause=a_cause())

    assert await send(other, form=FORM) is Outcome.DONE_BEFORE
    assert (await read(other, review.id)).stage is Stage.ANSWERED

"""An interview that is parked for another one loses nothing, and comes back."""

from __future__ import annotations

import pytest

from bot.core.outcome import Outcome
from bot.interviewing.domain.errors import AlreadyInInterview, InterviewParked
from bot.interviewing.domain.events import EndPressed, GoOnPressed, HintPressed, NextPressed, ResumePressed, SkipPressed
from bot.interviewing.domain.going_on import ENDED_BY_MISTAKE, ENDED_EARLY
from bot.interviewing.domain.model import Interview, Mode, Phase
from bot.interviewing.domain.plan import Plan
from bot.outbound.handler import Delivery
from tests.builders import CANDIDATE, NOON
from tests.reviewing.usecases.test_retries import with_feedback
from tests.usecases.process import Process, a_cause

GITHUB = Plan(banks=("github",), questions=1)
END = EndPressed(at=NOON)


def texts_of(interview: Interview) -> list[list[str]]:
    """The answers, by messages."""
    return [[part.text for part in each.parts] for each in interview.rounds]


async def parked(bot: Process, **options: object) -> tuple[Interview, Interview]:
    """An interview at its second question, parked, and the one that is done first."""
    old = await bot.ask_first(**options)
    await bot.answer("One.")
    await bot.press(NextPressed(at=NOON))
    await bot.deliver(CANDIDATE)
    started_by = bot.discord.interaction()
    await bot.interviews.start(CANDIDATE, GITHUB, cause=a_cause(), started_by=started_by, before_live=True)
    await bot.deliver(CANDIDATE)
    return old, await bot.lookups.live_interview(CANDIDATE)


async def test_it_comes_back_below_the_summary_of_the_other(bot: Process) -> None:
    old, new = await parked(bot)
    assert new.present.bank.slug == "github"

    await bot.press(END)
    await bot.deliver(CANDIDATE)
    await bot.deliver(CANDIDATE)

    live = await bot.lookups.live_interview(CANDIDATE)
    assert (live.id, live.position, live.phase, live.parked_by) == (old.id, 2, Phase.ASKED, None)
    assert bot.discord.of_bot(CANDIDATE)[-2:] == ["ShowSummary", "question 2"]
    await bot.answer("Two.")
    assert (await bot.answers())[:2] == [["One."], ["Two."]]


async def test_what_is_written_meanwhile_belongs_to_the_other(bot: Process) -> None:
    old, new = await parked(bot)
    await bot.answer("To the other.")
    late = bot.discord.write(CANDIDATE, "Late.")
    await bot.press(END)
    await bot.deliver(CANDIDATE)
    await bot.deliver(CANDIDATE)

    await bot.interviews.record_answer(late)

    assert [part.text for part in (await bot.interview(new.id)).round(1).parts] == ["To the other.", "Late."]
    assert [len(each.parts) for each in (await bot.interview(old.id)).rounds] == [1, 0, 0, 0, 0]


async def test_what_was_written_before_belongs_to_it_even_if_it_is_heard_of_late(bot: Process) -> None:
    old = await bot.ask_first()
    late = bot.discord.write(CANDIDATE, "Late.")
    started_by = bot.discord.interaction()
    await bot.interviews.start(CANDIDATE, GITHUB, cause=a_cause(), started_by=started_by, before_live=True)
    await bot.deliver(CANDIDATE)

    assert await bot.interviews.record_answer(late) is Outcome.RECORDED

    assert [part.text for part in (await bot.interview(old.id)).round(1).parts] == ["Late."]


async def test_a_reply_to_it_belongs_to_it_though_another_is_under_way(bot: Process) -> None:
    old, new = await parked(bot)

    for to, text in (("panel 1: One.", "More."), ("question 2", "Two.")):
        message = bot.discord.write(CANDIDATE, text, replies_to=bot.discord.id_of(CANDIDATE, to))
        assert await bot.direct_messages.record(message) is Outcome.RECORDED
    await bot.deliver(CANDIDATE)

    assert texts_of(await bot.interview(old.id))[:2] == [["One.", "More."], ["Two."]]
    assert texts_of(await bot.interview(new.id)) == [[]]
    assert (await bot.lookups.live_interview(CANDIDATE)).id == new.id
    await bot.answer("To the other.")
    assert texts_of(await bot.interview(new.id)) == [["To the other."]]


async def test_an_edit_of_a_reply_to_it_is_followed_there(bot: Process) -> None:
    """Also of one that Discord has never told us of."""
    old, new = await parked(bot)
    question = bot.discord.id_of(CANDIDATE, "question 2")
    unheard, heard = (bot.discord.write(CANDIDATE, text, replies_to=question) for text in ("Too.", "Thre."))
    await bot.direct_messages.record(heard)

    for message, text in ((unheard, "Two."), (heard, "Three.")):
        assert await bot.direct_messages.edit(bot.discord.edit_own(message, text)) is Outcome.RECORDED

    assert texts_of(await bot.interview(old.id))[1] == ["Two.", "Three."]
    assert texts_of(await bot.interview(new.id)) == [[]]


async def test_a_reply_that_is_heard_of_once_it_is_back_belongs_to_it(bot: Process) -> None:
    old, new = await parked(bot)
    late = bot.discord.write(CANDIDATE, "Late.", replies_to=bot.discord.id_of(CANDIDATE, "panel 1: One."))
    await bot.press(END)
    await bot.deliver(CANDIDATE)
    await bot.deliver(CANDIDATE)

    assert await bot.direct_messages.record(late) is Outcome.RECORDED

    assert texts_of(await bot.interview(old.id))[0] == ["One.", "Late."]
    assert texts_of(await bot.interview(new.id)) == [[]]


async def test_a_reply_to_its_debrief_is_asked_about(bot: Process) -> None:
    await bot.ask_first(mode=Mode.LIVE)
    first = await bot.answer("One.")
    await bot.press(END)
    await bot.deliver(CANDIDATE)
    started_by = bot.discord.interaction()
    await bot.interviews.start(CANDIDATE, GITHUB, cause=a_cause(), started_by=started_by, before_live=True)
    await bot.deliver(CANDIDATE)

    message = bot.discord.write(CANDIDATE, "More.", replies_to=first.id)

    assert await bot.direct_messages.record(message) is Outcome.ASKED


async def test_its_buttons_say_that_it_waits_and_its_help_works(bot: Process) -> None:
    old, _ = await parked(bot)

    with pytest.raises(InterviewParked):
        await bot.press(NextPressed(at=NOON), interview=old.id)

    assert await bot.press(HintPressed(question_number=1), interview=old.id) is Outcome.RECORDED


async def test_the_candidate_can_change_between_the_two(bot: Process) -> None:
    old, new = await parked(bot)

    for back in (old, new, old):
        await bot.press(ResumePressed(at=NOON), interview=back.id)
        await bot.deliver(CANDIDATE)
        assert (await bot.lookups.live_interview(CANDIDATE)).id == back.id
        assert [each.id for each in await bot.lookups.parked_of(CANDIDATE)] == [(new if back is old else old).id]
        await bot.answer(f"To {back.present.bank.slug}.")

    texts = [part.text for part in (await bot.interview(old.id)).round(2).parts]
    assert texts == ["To stripe.", "To stripe."]


async def test_where_the_other_one_cannot_begin_nothing_has_changed(bot: Process) -> None:
    old = await bot.ask_first()
    bot.discord.closed.add(CANDIDATE)
    started_by = bot.discord.interaction()
    await bot.interviews.start(CANDIDATE, GITHUB, cause=a_cause(), started_by=started_by, before_live=True)

    assert await bot.deliver(CANDIDATE) is Delivery.CLOSED

    assert (await bot.lookups.live_interview(CANDIDATE)).id == old.id
    assert await bot.lookups.parked_of(CANDIDATE) == []


async def test_a_debrief_comes_back_where_it_was(bot: Process) -> None:
    old = await bot.ask_first(mode=Mode.LIVE)
    await bot.answer("One.")
    await bot.press(END)
    await bot.deliver(CANDIDATE)
    started_by = bot.discord.interaction()
    await bot.interviews.start(CANDIDATE, GITHUB, cause=a_cause(), started_by=started_by, before_live=True)
    await bot.deliver(CANDIDATE)
    await bot.press(END)
    await bot.deliver(CANDIDATE)
    await bot.deliver(CANDIDATE)

    live = await bot.lookups.live_interview(CANDIDATE)
    assert (live.id, live.phase) == (old.id, Phase.DEBRIEF)
    assert bot.discord.of_bot(CANDIDATE)[-1] == "ShowDebrief 1"


async def test_what_ended_by_mistake_goes_on_before_what_came_back(bot: Process) -> None:
    old, new = await parked(bot)
    await bot.press(END)
    await bot.deliver(CANDIDATE)
    await bot.deliver(CANDIDATE)
    event = GoOnPressed(at=bot.clock(), interaction=bot.discord.interaction())

    await bot.press(event, interview=new.id)
    await bot.deliver(CANDIDATE)

    assert (await bot.lookups.live_interview(CANDIDATE)).id == new.id
    assert [each.id for each in await bot.lookups.parked_of(CANDIDATE)] == [old.id]


async def ended_before_another(bot: Process) -> tuple[Interview, Interview]:
    """An interview that was ended at its second question, and another one that was begun since."""
    old = await bot.ask_first()
    await bot.answer("One.")
    await bot.press(NextPressed(at=NOON))
    await bot.deliver(CANDIDATE)
    await bot.press(EndPressed(at=bot.clock()))
    await bot.deliver(CANDIDATE)
    bot.clock.move(3600)
    started_by = bot.discord.interaction()
    await bot.interviews.start(CANDIDATE, GITHUB, cause=a_cause(), started_by=started_by)
    await bot.deliver(CANDIDATE)
    return old, await bot.lookups.live_interview(CANDIDATE)


async def test_what_was_ended_early_goes_on_before_another_or_instead_of_it(bot: Process) -> None:
    old, new = await ended_before_another(bot)

    def going_on(**how: bool) -> GoOnPressed:
        return GoOnPressed(at=bot.clock(), interaction=bot.discord.interaction(), **how)

    with pytest.raises(AlreadyInInterview):
        await bot.press(going_on(), interview=old.id)
    assert (await bot.lookups.live_interview(CANDIDATE)) == new

    await bot.press(going_on(before_live=True), interview=old.id)
    await bot.deliver(CANDIDATE)
    assert (await bot.lookups.live_interview(CANDIDATE)).id == old.id
    assert [each.id for each in await bot.lookups.parked_of(CANDIDATE)] == [new.id]
    await bot.answer("Two.")
    assert texts_of(await bot.interview(old.id))[:2] == [["One."], ["Two."]]

    await bot.press(going_on(), interview=new.id)
    await bot.deliver(CANDIDATE)
    assert (await bot.lookups.live_interview(CANDIDATE)).id == new.id, "on one that waits it brings it back"


async def test_what_it_goes_on_instead_of_ends_with_its_summary_first(bot: Process) -> None:
    old, new = await ended_before_another(bot)

    event = GoOnPressed(at=bot.clock(), interaction=bot.discord.interaction(), instead_of_live=True)
    await bot.press(event, interview=old.id)
    await bot.deliver(CANDIDATE)

    assert (await bot.lookups.live_interview(CANDIDATE)).id == old.id
    assert await bot.lookups.parked_of(CANDIDATE) == []
    assert (await bot.interview(new.id)).phase is Phase.ENDED
    assert bot.discord.of_bot(CANDIDATE)[-2:] == ["ShowSummary", "question 2"]


async def test_without_one_under_way_the_status_shows_what_can_be_gone_on_with(bot: Process) -> None:
    old, _ = await ended_before_another(bot)
    await bot.press(SkipPressed(at=bot.clock()))  # its only question: nothing is left open
    bot.clock.move(ENDED_BY_MISTAKE.total_seconds() + 1)

    seen = await bot.lookups.seen_by(CANDIDATE, None, now=bot.clock())
    assert seen is not None
    assert seen.id == old.id

    bot.clock.move(ENDED_EARLY.total_seconds())
    assert await bot.lookups.seen_by(CANDIDATE, None, now=bot.clock()) is None


async def test_trying_again_parks_what_is_under_way(bot: Process) -> None:
    review = await with_feedback(bot)
    present = await bot.ask_first()

    await bot.reviews.try_again(
        CANDIDATE, review, cause=a_cause(), locale="en-US", started_by=bot.discord.interaction()
    )
    await bot.deliver(CANDIDATE)

    assert (await bot.lookups.live_interview(CANDIDATE)).review == review
    with pytest.raises(AlreadyInInterview):
        await bot.reviews.try_again(
            CANDIDATE, review, cause=a_cause(), locale="en-US", started_by=bot.discord.interaction()
        )
    await bot.press(END)
    assert (await bot.lookups.live_interview(CANDIDATE)).id == present.id

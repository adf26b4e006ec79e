"""Interviews come back from the database as they were stored, and nobody overwrites what somebody else wrote."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.core.content import File, InteractionId, InterviewId, MessageId, Part, ServerId, UserId
from bot.core.transactions import ConcurrentUpdate
from bot.interviewing.domain.effects import AskQuestion
from bot.interviewing.domain.model import Interview, Mode, Phase, Round
from bot.interviewing.domain.rating import Rating
from bot.interviewing.usecases.outgoing import interview_parcels
from bot.interviewing.usecases.ports import AlreadyLive
from bot.outbound.outbox import dm_of
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, NOON, STRIPE, a_follow_up, a_part, a_voice_message, an_interview, later
from tests.databases import a_vault
from tests.storage.statements import statements

DESCRIBED = File(name="a.pdf", size=0, description="A plan", title="A", is_spoiler=True)


async def stored(storage: Storage, interview: Interview) -> Interview:
    async with storage.unit_of_work() as uow:
        added = await uow.interviews.add(interview)
        await uow.commit()
    return added


async def read(storage: Storage, interview: InterviewId) -> Interview | None:
    async with storage.unit_of_work() as uow:
        return await uow.interviews.get(interview)


async def save(storage: Storage, interview: Interview) -> None:
    async with storage.unit_of_work() as uow:
        await uow.interviews.save(interview)
        await uow.commit()


def ended(interview: Interview) -> Interview:
    return replace(interview, phase=Phase.ENDED, ended_at=later(60))


def with_round_1(**changes: object) -> Callable[[Interview], Interview]:
    return lambda interview: interview.with_turn(replace(interview.round(1), **changes))  # type: ignore[arg-type]


A_FULL_ROUND = {
    "attempt": 3,
    "parts": (
        a_part(
            601,
            files=(a_voice_message(0.0), File(name="a.pdf", size=0, description="A plan", title="A", is_spoiler=True)),
        ),
        a_part(602, "second message"),
    ),
    "hints": 3,
    "examples_seen": True,
    "assisted": True,
    "ticks": frozenset({1, 3}),
    "rating": Rating.SHAKY,
    "asked_at": later(1.000001),
    "question_message": MessageId(400),
    "panel_message": MessageId(603),
    "panel_sent_at": later(2),
}


A_FULL_FOLLOW_UP = a_follow_up(
    5,
    question=2,
    item=1,
    parts=(a_part(701, files=(a_voice_message(),)), a_part(702, "second message", by_reply=True)),
    skipped=True,
    asked_at=later(3.000001),
    question_message=MessageId(700),
    panel_message=MessageId(703),
    panel_sent_at=later(4),
)


async def test_a_new_interview_comes_back_as_it_was(storage: Storage) -> None:
    interview = with_round_1(**A_FULL_ROUND)(
        an_interview(
            follow_ups_wanted=2,
            questions=12,
            answered=(2, 12),
            server=ServerId((1 << 63) - 1),
            mode=Mode.LIVE,
            position=12,
            phase=Phase.DEBRIEF,
            started_by=InteractionId((1 << 62) - 1),
            accepts_before=InteractionId(1 << 62),
            overview_message=MessageId((1 << 63) - 1),
        )
    )

    added = await stored(storage, interview)

    assert replace(added, id=interview.id) == interview
    assert await read(storage, added.id) == added


@pytest.mark.parametrize(
    "text",
    ["", "\0 and \x1b", "half a pair \ud83d", "👩‍🦽‍➡️" * 400, "'; DROP TABLE parts; --", "x" * 4000, "\u202egnirts"],
    ids=["empty", "control", "surrogate", "emoji", "sql", "long", "direction"],
)
async def test_whatever_a_stranger_can_write_comes_back_unchanged(storage: Storage, text: str) -> None:
    part = a_part(501, text, files=(File(name=text, size=1 << 40, content_type=text),))

    added = await stored(storage, with_round_1(parts=(part,))(an_interview(phase=Phase.ANSWERED)))

    found = await read(storage, added.id)
    assert found is not None
    assert found.present.parts == (part,)


async def test_an_unknown_interview_is_none(storage: Storage) -> None:
    assert await read(storage, InterviewId(99)) is None


async def test_a_candidate_has_one_live_interview_at_most(storage: Storage) -> None:
    live = await stored(storage, an_interview())

    async with storage.unit_of_work() as uow:
        with pytest.raises(AlreadyLive):
            await uow.interviews.add(an_interview(questions=1))
        assert await uow.interviews.live_of(CANDIDATE) == live  # the transaction goes on


async def test_somebody_elses_interview_and_an_ended_one_are_no_obstacle(storage: Storage) -> None:
    await stored(storage, an_interview(candidate=UserId(2)))
    await stored(storage, ended(an_interview()))
    await stored(storage, ended(an_interview(answered=())))

    live = await stored(storage, an_interview())

    async with storage.unit_of_work() as uow:
        assert await uow.interviews.live_of(CANDIDATE) == live


async def test_those_that_may_take_a_message_are_the_live_one_and_what_ended_after_it_was_written(
    storage: Storage,
) -> None:
    def over(before: int | None, **changes: object) -> Interview:
        accepts = None if before is None else InteractionId(before)
        return replace(ended(an_interview(**changes)), accepts_before=accepts)

    await stored(storage, over(900, candidate=UserId(2)))
    await stored(storage, over(None))
    early, late = await stored(storage, over(1000)), await stored(storage, over(2000))
    live = await stored(storage, an_interview())

    async with storage.unit_of_work() as uow:
        found = {
            written: list(await uow.interviews.taking_messages(CANDIDATE, written=MessageId(written)))
            for written in (999, 1000, 1999, 2000)
        }
        assert await uow.interviews.taking_messages(CANDIDATE) == [early, late, live]
        assert await uow.interviews.taking_messages(UserId(3)) == []
    assert found == {999: [early, late, live], 1000: [late, live], 1999: [late, live], 2000: [live]}


async def test_two_interviews_started_at_once_are_one(storage: Storage) -> None:
    async def start() -> str:
        try:
            await stored(storage, an_interview())
        except AlreadyLive:
            return "refused"
        return "started"

    results = await asyncio.gather(*(start() for _ in range(5)))

    assert sorted(results) == ["refused"] * 4 + ["started"]


CHANGES: dict[str, Callable[[Interview], Interview]] = {
    "nothing": lambda interview: interview,
    "moves on": lambda interview: replace(interview, position=3),
    "ends": ended,
    "waits for another": lambda interview: replace(interview, parked_by=InteractionId(950)),
    "leafs": lambda interview: replace(interview, leafing=True),
    "a whole round": with_round_1(**{name: value for name, value in A_FULL_ROUND.items() if name != "attempt"}),
    "skips": with_round_1(skipped=True),
    "compares and finds nothing": with_round_1(ticks=frozenset()),
    "compares": with_round_1(ticks=frozenset({2, 6})),
    "rates": with_round_1(rating=Rating.EASY),
    "adds a message": lambda i: i.with_turn(replace(i.round(2), parts=(*i.round(2).parts, a_part(900, "more")))),
    "adds an older message": lambda i: i.with_turn(replace(i.round(2), parts=(a_part(300, "b"), *i.round(2).parts))),
    "edits a message": lambda i: i.with_turn(replace(i.round(2), parts=(a_part(502, "edited"),))),
    "withdraws a message": lambda i: i.with_turn(replace(i.round(2), parts=())),
    "moves a message": lambda i: i.with_turn(replace(i.round(2), parts=())).with_turn(
        replace(i.round(3), parts=i.round(2).parts)
    ),
    "asks a follow-up": lambda i: replace(i.with_turn(a_follow_up(4, question=2)), follow_up=4, position=2),
    "asks two": lambda i: i.with_turn(a_follow_up(4, question=2)).with_turn(A_FULL_FOLLOW_UP),
    "moves a message to a follow-up": lambda i: i.with_turn(replace(i.round(2), parts=())).with_turn(
        a_follow_up(4, question=2, parts=i.round(2).parts)
    ),
    "forgets the panel": with_round_1(asked_at=None, question_message=None, panel_message=None, panel_sent_at=None),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_a_changed_interview_comes_back_changed(
    storage: Storage, change: Callable[[Interview], Interview]
) -> None:
    added = await stored(storage, an_interview(answered=(2,)))
    other = await stored(storage, an_interview(candidate=UserId(2)))
    changed = change(added)

    async with storage.unit_of_work() as uow:
        assert await uow.interviews.live_of(CANDIDATE) == added
        await uow.interviews.save(changed)
        await uow.commit()

    assert await read(storage, added.id) == replace(changed, version=added.version + 1)
    assert await read(storage, other.id) == other


async def test_a_changed_follow_up_comes_back_changed(storage: Storage) -> None:
    asked = an_interview(answered=(2,)).with_turn(a_follow_up(4, question=2)).with_turn(A_FULL_FOLLOW_UP)
    added = await stored(storage, replace(asked, follow_ups_wanted=2))
    mended = replace(A_FULL_FOLLOW_UP, parts=(a_part(701, "edited"),), skipped=False, panel_message=None)
    changed = replace(added.with_turn(mended), position=2, follow_up=5)

    await save(storage, changed)
    storage.forget()

    assert await read(storage, added.id) == replace(changed, version=added.version + 1)
    async with storage.unit_of_work() as uow:
        assert await uow.interviews.containing(MessageId(701)) == replace(changed, version=added.version + 1)


async def test_nothing_is_left_of_the_follow_ups_of_a_discarded_interview(storage: Storage) -> None:
    added = await stored(storage, an_interview(answered=(2,)).with_turn(replace(A_FULL_FOLLOW_UP, number=4)))
    async with storage.unit_of_work() as uow:
        await uow.interviews.discard(added.id)
        await uow.commit()

    assert await stored(storage, replace(added, follow_ups=())) is not None
    async with storage.unit_of_work() as uow:
        assert await uow.interviews.containing(MessageId(701)) is None


async def test_who_answers_a_follow_up_only_has_not_answered_the_question(storage: Storage) -> None:
    said = an_interview(questions=1).with_turn(a_follow_up(2, parts=(a_part(700),)))
    await stored(storage, ended(said))

    async with storage.unit_of_work() as uow:
        seen = await uow.interviews.seen(CANDIDATE, ["stripe"])

    assert seen["stripe", "question-1"].answered == 0


async def test_an_interview_read_in_another_transaction_can_be_saved(storage: Storage) -> None:
    added = await stored(storage, an_interview())
    changed = with_round_1(**{name: value for name, value in A_FULL_ROUND.items() if name != "attempt"})(added)

    await save(storage, changed)

    assert await read(storage, added.id) == replace(changed, version=1)


async def test_a_value_read_before_somebody_else_wrote_is_not_saved(storage: Storage) -> None:
    added = await stored(storage, an_interview())
    await save(storage, replace(added, position=2))

    async with storage.unit_of_work() as uow:
        with pytest.raises(ConcurrentUpdate):
            await uow.interviews.save(replace(added, position=3))

    assert await read(storage, added.id) == replace(added, position=2, version=1)


async def test_a_value_saved_twice_is_stale_the_second_time(storage: Storage) -> None:
    added = await stored(storage, an_interview())

    async with storage.unit_of_work() as uow:
        await uow.interviews.save(replace(added, position=2))
        with pytest.raises(ConcurrentUpdate):
            await uow.interviews.save(replace(added, position=3))


async def test_even_a_save_without_a_change_notices_that_somebody_else_wrote(storage: Storage) -> None:
    added = await stored(storage, an_interview())
    await save(storage, added)

    async with storage.unit_of_work() as uow:
        with pytest.raises(ConcurrentUpdate):
            await uow.interviews.save(added)


async def test_a_discarded_interview_cannot_be_saved(storage: Storage) -> None:
    added = await stored(storage, an_interview())
    async with storage.unit_of_work() as uow:
        await uow.interviews.discard(added.id)
        await uow.commit()

    async with storage.unit_of_work() as uow:
        with pytest.raises(ConcurrentUpdate):
            await uow.interviews.save(added)


async def test_a_message_leads_to_the_interview_whose_answer_contains_it(storage: Storage) -> None:
    old = await stored(storage, ended(an_interview(answered=(1, 3))))
    live = await stored(storage, with_round_1(parts=(a_part(601),))(an_interview(phase=Phase.ANSWERED)))

    async with storage.unit_of_work() as uow:
        assert await uow.interviews.containing(MessageId(503)) == old
        assert await uow.interviews.containing(MessageId(601)) == live
        assert await uow.interviews.containing(MessageId(602)) is None


async def test_a_message_is_part_of_one_answer_at_most(storage: Storage) -> None:
    await stored(storage, ended(an_interview(answered=(1,))))

    async with storage.unit_of_work() as uow:
        with pytest.raises(IntegrityError):
            await uow.interviews.add(an_interview(answered=(1,)))


async def test_a_message_in_two_answers_of_one_interview_is_refused(storage: Storage) -> None:
    async with storage.unit_of_work() as uow:
        with pytest.raises(ValueError, match="two answers"):
            await uow.interviews.add(with_round_1(parts=(a_part(502),))(an_interview(answered=(2,))))


async def test_nothing_is_left_of_a_discarded_interview(storage: Storage) -> None:
    added = await stored(storage, an_interview(answered=(1, 2)))
    async with storage.unit_of_work() as uow:
        await uow.outbox.put(interview_parcels(added, [AskQuestion(number=1)], cause="test", due_at=NOON))
        await uow.commit()

    async with storage.unit_of_work() as uow:
        await uow.interviews.discard(added.id)
        await uow.commit()

    async with storage.unit_of_work() as uow:
        assert await uow.interviews.get(added.id) is None
        assert await uow.interviews.containing(MessageId(501)) is None
        assert await uow.outbox.waiting_for(dm_of(CANDIDATE)) == []
        assert await uow.candidates.get(CANDIDATE) is not None


async def test_the_id_of_a_discarded_interview_is_never_given_again(storage: Storage) -> None:
    first = await stored(storage, an_interview())
    async with storage.unit_of_work() as uow:
        await uow.interviews.discard(first.id)
        await uow.commit()

    assert (await stored(storage, an_interview())).id > first.id


async def test_answered_questions_are_counted_once_an_interview(storage: Storage) -> None:
    async def answer(first_message: int, *numbers: int, candidate: UserId = CANDIDATE, bank: str = "stripe") -> None:
        interview = an_interview(candidate=candidate, banks=(replace(STRIPE, slug=bank),))
        for number in numbers:
            parts = tuple(a_part(first_message + 10 * number + n) for n in range(2))
            interview = interview.with_turn(replace(interview.round(number), parts=parts))
        await stored(storage, ended(interview))

    await answer(1000, 1, 2)
    await answer(2000, 1)
    await answer(3000, 3, bank="other")
    await answer(4000, 3, candidate=UserId(2))

    async with storage.unit_of_work() as uow:
        seen = await uow.interviews.seen(CANDIDATE, ["stripe"])
        assert {question: each.answered for (_, question), each in seen.items()} == {
            "question-1": 2,
            "question-2": 1,
            "question-3": 0,
        }
        assert await uow.interviews.seen(CANDIDATE, ["unheard-of"]) == {}


async def test_a_question_was_seen_when_it_was_asked_last_or_helped_with(storage: Storage) -> None:
    first = an_interview(questions=4)
    for number, changes in {1: {}, 2: {"asked_at": later(60)}, 3: {"asked_at": None}, 4: {"asked_at": None}}.items():
        first = first.with_turn(replace(first.round(number), **changes))
    first = first.with_turn(replace(first.round(4), examples_seen=True))
    await stored(storage, ended(first))
    again = an_interview(questions=1)
    await stored(storage, ended(again.with_turn(replace(again.round(1), asked_at=later(90)))))

    async with storage.unit_of_work() as uow:
        seen = await uow.interviews.seen(CANDIDATE, ["stripe"])

    assert {question: each.last for (_, question), each in seen.items()} == {
        "question-1": later(90),
        "question-2": later(60),
        "question-4": NOON,
    }


@pytest.mark.parametrize("way", ["get", "live_of", "holding"])
@pytest.mark.parametrize(("remembered", "expected"), [(True, 1), (False, 4)])
async def test_reading_an_interview_takes_four_statements_or_one_if_it_is_remembered(
    storage: Storage, way: str, remembered: bool, expected: int
) -> None:
    added = await stored(storage, an_interview(questions=10, answered=tuple(range(1, 11))))
    if not remembered:
        storage.forget()

    async with storage.unit_of_work() as uow:
        with statements(storage) as sent:
            match way:
                case "get":
                    assert await uow.interviews.get(added.id) == added
                case "live_of":
                    assert await uow.interviews.live_of(CANDIDATE) == added
                case _:
                    assert await uow.interviews.containing(MessageId(505)) == added

    assert len(sent) == expected


async def test_saving_a_first_answer_writes_the_interview_and_the_part_only(storage: Storage) -> None:
    added = await stored(storage, an_interview(questions=10))
    changed = replace(added, phase=Phase.ANSWERED).with_turn(replace(added.present, parts=(a_part(501),)))

    async with storage.unit_of_work() as uow:
        await uow.interviews.get(added.id)
        with statements(storage) as sent:
            await uow.interviews.save(changed)

    assert [statement.split()[:3] for statement in sent] == [
        ["UPDATE", "interviews", "SET"],
        ["INSERT", "INTO", "parts"],
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda i: replace(i, position=0),
        lambda i: replace(i, position=4),
        lambda i: replace(i, ended_at=NOON),
        lambda i: replace(i, phase=Phase.ENDED),
        lambda i: replace(i, accepts_before=InteractionId(1)),
        lambda i: replace(i, overview_message=MessageId(1)),
        lambda i: replace(i, follow_up=3),
        lambda i: replace(i, follow_up=4, phase=Phase.DEBRIEF),
        lambda i: replace(i, follow_ups_wanted=3),
        with_round_1(hints=4),
        with_round_1(assisted=True),
        with_round_1(rating=5),
        with_round_1(rating=Rating.SOLID, examples_seen=True, assisted=True),
    ],
    ids=[
        "before the first",
        "after the last",
        "ended but live",
        "ended without a time",
        "accepts before no end",
        "overview of what goes on",
        "a question as a follow-up",
        "a follow-up in the debrief",
        "too many follow-ups",
        "hints",
        "assisted",
        "rating",
        "solid although assisted",
    ],
)
async def test_the_database_refuses_what_the_machine_never_makes(
    storage: Storage, wrong: Callable[[Interview], Interview]
) -> None:
    async with storage.unit_of_work() as uow:
        with pytest.raises(IntegrityError):
            await uow.interviews.add(wrong(an_interview()))


async def test_a_datetime_without_a_time_zone_is_refused(storage: Storage) -> None:
    async with storage.unit_of_work() as uow:
        with pytest.raises(Exception, match="without a time zone"):
            await uow.interviews.add(an_interview(started_at=NOON.replace(tzinfo=None)))


@pytest.mark.postgres
async def test_of_two_writers_at_once_one_is_told(postgres_url: str) -> None:
    one, other = Storage(postgres_url, a_vault()), Storage(postgres_url, a_vault())
    async with one, other:
        added = await stored(one, an_interview())

        async with one.unit_of_work() as first, other.unit_of_work() as second:
            mine, theirs = await first.interviews.get(added.id), await second.interviews.get(added.id)
            assert mine is not None
            assert theirs is not None
            await first.interviews.save(replace(mine, position=2))
            waiting = asyncio.create_task(second.interviews.save(replace(theirs, position=3)))
            await first.commit()
            with pytest.raises(ConcurrentUpdate):
                await waiting

        assert await read(one, added.id) == replace(added, position=2, version=1)


@pytest.mark.postgres
async def test_a_deadlock_is_a_conflict(postgres_url: str) -> None:
    async with Storage(postgres_url, a_vault()) as storage:
        a = await stored(storage, an_interview())
        b = await stored(storage, an_interview(candidate=UserId(2)))

        async def swap(first: Interview, second: Interview, barrier: asyncio.Barrier) -> str:
            async with storage.unit_of_work() as uow:
                await uow.interviews.save(first)
                await barrier.wait()
                try:
                    await uow.interviews.save(second)
                except ConcurrentUpdate:
                    return "conflict"
                await uow.commit()
                return "saved"

        barrier = asyncio.Barrier(2)
        results = await asyncio.gather(swap(a, b, barrier), swap(b, a, barrier))

    assert sorted(results) == ["conflict", "saved"]


@pytest.mark.postgres
async def test_a_reader_never_sees_half_of_a_change(postgres_url: str) -> None:
    """Rounds, parts and phase come from one moment, although they are read by three statements."""
    async with Storage(postgres_url, a_vault()) as storage:
        added = await stored(storage, an_interview(questions=1))
        done = asyncio.Event()

        async def write() -> None:
            for message in range(1, 60):
                async with storage.unit_of_work() as uow:
                    present = await uow.interviews.get(added.id)
                    assert present is not None
                    parts = (Part(message_id=MessageId(message), text=str(message)),) if message % 2 else ()
                    changed = present.with_turn(
                        replace(present.present, parts=parts, hints=len(parts), question_message=MessageId(message))
                    )
                    await uow.interviews.save(
                        replace(changed, phase=Phase.ANSWERED if parts else Phase.ASKED, locale=str(message))
                    )
                    await uow.commit()
            done.set()

        async def look() -> int:
            looks = 0
            while not done.is_set():
                try:
                    found = await read(storage, added.id)
                except ConcurrentUpdate:
                    continue
                assert found is not None
                if found.version:
                    assert_consistent(found, found.present)
                looks += 1
            return looks

        _, *looks = await asyncio.gather(write(), look(), look())

    assert min(looks) > 10


def assert_consistent(interview: Interview, present: Round) -> None:
    assert (interview.phase is Phase.ANSWERED) == bool(present.parts)
    assert len(present.parts) == present.hints
    assert interview.locale == str(present.question_message)
    assert all(str(part.message_id) == part.text == interview.locale for part in present.parts)


async def test_what_a_transaction_undid_is_remembered_by_nobody(storage: Storage) -> None:
    """The version that it would have had is given to another change afterwards."""
    added = await stored(storage, an_interview())
    async with storage.unit_of_work() as uow:
        await uow.interviews.save(replace(added, locale="de"))
        assert await uow.interviews.get(added.id) == replace(added, locale="de", version=1)

    await save(storage, replace(added, locale="fr"))

    assert await read(storage, added.id) == replace(added, locale="fr", version=1)

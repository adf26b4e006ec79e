"""Who may not is refused by the use case itself: nothing changes, and the log names who wanted what, and why not."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.banks.usecases.administration import BankAdministration
from bot.banks.usecases.ports import UploadId
from bot.banks.usecases.uploads import BankUploads
from bot.core.content import MessageId, ReviewId, RoleId, ServerId, UserId
from bot.core.incoming import Member
from bot.core.refusal import Refusal
from bot.reviewing.domain.errors import NoSuchNote, NoSuchReview, NoSuchSnippet, OwnReview
from bot.reviewing.domain.model import Helpfulness
from bot.reviewing.domain.safety.muting import MuteFor
from bot.reviewing.domain.safety.reports import Decision
from bot.reviewing.domain.team.interests import EVERYTHING
from bot.reviewing.domain.team.queue_filter import Filter
from bot.reviewing.usecases.behind_card import BehindCard
from bot.reviewing.usecases.coach import CoachService
from bot.reviewing.usecases.coach_profiles import CoachProfiles
from bot.reviewing.usecases.comments.service import CommentService
from bot.reviewing.usecases.notes import Notes
from bot.reviewing.usecases.queue import CoachQueue
from bot.reviewing.usecases.safety.found import ReviewsShown
from bot.reviewing.usecases.safety.muting import Muting, Pointed
from bot.reviewing.usecases.safety.reporting import Reporting
from bot.reviewing.usecases.snippets import Snippets
from bot.reviewing.usecases.team.bulletins import DailyBulletins
from bot.reviewing.usecases.team.interests import CoachInterests
from bot.reviewing.usecases.team.server_figures import ServerFigures
from bot.servers.domain.errors import NotAdmin, NotCoach, NotLead, NotSetUp
from bot.servers.usecases.audit_trail import AuditTrail
from bot.servers.usecases.safety_settings import SafetySettings, WantedSafeguards
from bot.servers.usecases.settings import ServerSettings, Wanted
from bot.storage.schema.interviews import inbox, metadata
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, REVIEW_CHANNEL, SERVER, a_server
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import a_coach, a_form, card_of, flagged, read, set_up

SECRET = "Nobody but the candidate reads this."
STRANGER = UserId(4001)
OTHER = ServerId(5001)
OTHER_ROLE = RoleId(5003)


class Scene:
    """A review that waits, and every use case that somebody could try on it."""

    def __init__(self, bot: Process, review: ReviewId, card: MessageId, report: int) -> None:
        self.bot = bot
        self.review = review
        self.card = card
        self.report = report
        self.shown = ReviewsShown(unit_of_work=bot.unit_of_work)
        self.banks = BankAdministration(unit_of_work=bot.unit_of_work, catalogue=bot.catalogue, clock=bot.clock)
        self.behind_card = BehindCard(bot.coaching)
        self.interests = CoachInterests(unit_of_work=bot.unit_of_work)
        self.figures = ServerFigures(unit_of_work=bot.unit_of_work, clock=bot.clock)
        self.uploads = BankUploads(
            unit_of_work=bot.unit_of_work, catalogue=bot.catalogue, inspect=lambda _: (), clock=bot.clock
        )

    def reply(self, member: Member) -> Any:
        return self.bot.discord.write_in(REVIEW_CHANNEL, member, SECRET, replies_to=self.card)


UseCase = Callable[[Scene, Member], Awaitable[object]]

ON_REVIEWS: dict[str, UseCase] = {
    "CoachService.begin_answer": lambda at, who: at.bot.coaching.begin_answer(who, at.review, cause=a_cause()),
    "CoachService.begin_close": lambda at, who: at.bot.coaching.begin_close(who, at.review),
    "CoachService.snapshot": lambda at, who: at.bot.coaching.snapshot(who, at.review),
    "CoachService.require_here": lambda at, who: at.bot.coaching.require_here(who, at.review, REVIEW_CHANNEL),
    "CoachService.claim": lambda at, who: at.bot.coaching.claim(who, at.review, cause=a_cause()),
    "CoachService.take_over": lambda at, who: at.bot.coaching.take_over(
        who, at.review, a_coach().user, cause=a_cause()
    ),
    "CoachService.release": lambda at, who: at.bot.coaching.release(who, at.review, cause=a_cause()),
    "CoachService.close": lambda at, who: at.bot.coaching.close(who, at.review, reason=SECRET, cause=a_cause()),
    "CoachService.reopen": lambda at, who: at.bot.coaching.reopen(who, at.review, cause=a_cause()),
    "CoachService.write": lambda at, who: at.bot.coaching.write(who, at.review, a_form(SECRET), cause=a_cause()),
    "CoachService.send_held": lambda at, who: at.bot.coaching.send_held(who, at.review, 1, cause=a_cause()),
    "CommentService.record_feedback": lambda at, who: at.bot.comments.record_feedback(at.reply(who), who),
    "CommentService.send_as_feedback": lambda at, who: at.bot.comments.send_as_feedback(at.reply(who), who),
    "CoachService.review_here": lambda at, who: at.bot.coaching.review_here(who, at.card),
    "Notes.add_note": lambda at, who: at.bot.notes.add_note(who, at.review, SECRET),
    "BehindCard.read": lambda at, who: at.behind_card.read(who, at.review),
    "Reporting.report": lambda at, who: at.bot.reporting.report(who, at.review, SECRET, form=a_cause()),
    "Reporting.require_reportable": lambda at, who: at.bot.reporting.require_reportable(who, at.review),
}
ON_SERVERS: dict[str, UseCase] = {
    "CoachQueue.queue": lambda at, who: at.bot.queue.queue(who, Filter.OPEN, page=0, size=8),
    "CoachProfiles.profile": lambda at, who: at.bot.profiles.profile(who),
    "CoachProfiles.save_profile": lambda at, who: at.bot.profiles.save_profile(who, name=SECRET, bio=SECRET),
    "CoachQueue.stats": lambda at, who: at.bot.queue.stats(who),
    "Snippets.snippets": lambda at, who: at.bot.snippets.snippets(who),
    "Snippets.snippet": lambda at, who: at.bot.snippets.snippet(who, "numbers"),
    "Snippets.save_snippet": lambda at, who: at.bot.snippets.save_snippet(who, name=SECRET, text=SECRET, edited=None),
    "Snippets.delete_snippet": lambda at, who: at.bot.snippets.delete_snippet(who, "numbers"),
    "Notes.notes": lambda at, who: at.bot.notes.notes(who, CANDIDATE, named=False),
    "Notes.delete_note": lambda at, who: at.bot.notes.delete_note(who, 1),
    "CoachInterests.interests": lambda at, who: at.interests.interests(who),
    "CoachInterests.add": lambda at, who: at.interests.add(who, EVERYTHING),
    "CoachInterests.remove": lambda at, who: at.interests.remove(who, EVERYTHING),
    "ReviewsShown.shown_in": lambda at, who: at.shown.shown_in(who, at.card, REVIEW_CHANNEL),
}
OF_LEADS: dict[str, UseCase] = {
    "Reporting.read": lambda at, who: at.bot.reporting.read(who, at.report),
    "Reporting.decide": lambda at, who: at.bot.reporting.decide(who, at.report, Decision.FOR_EVER),
    "Muting.require_lead": lambda at, who: at.bot.muting.require_lead(who, at.review),
    "Muting.mute_candidate": lambda at, who: at.bot.muting.mute_candidate(who, at.review, MuteFor.WEEK),
    "Muting.mute": lambda at, who: at.bot.muting.mute(who, Pointed(number=at.review, typed=""), MuteFor.WEEK),
    "Muting.unmute": lambda at, who: at.bot.muting.unmute(who, Pointed(number=1, typed="")),
    "Muting.all_muted": lambda at, who: at.bot.muting.all_muted(who),
    "Muting.known": lambda at, who: at.bot.muting.known(who),
    "AuditTrail.page": lambda at, who: at.bot.audit_trail.page(who, 0),
}
OF_ADMINS: dict[str, UseCase] = {
    "ServerSettings.settings": lambda at, who: at.bot.administration.settings(who),
    "ServerSettings.preview": lambda at, who: at.bot.administration.preview(who, Wanted(claims_per_coach=9)),
    "ServerSettings.set_up": lambda at, who: at.bot.administration.set_up(who, Wanted(claims_per_coach=9)),
    "ServerSettings.set_sharing": lambda at, who: at.bot.administration.set_sharing(who, shared=True),
    "BankAdministration.entries": lambda at, who: at.banks.entries(who),
    "BankAdministration.versions": lambda at, who: at.banks.versions(who, "stripe"),
    "BankAdministration.switch": lambda at, who: at.banks.switch(who, "stripe", enabled=False),
    "BankAdministration.roll_back": lambda at, who: at.banks.roll_back(who, "stripe", 0),
    "BankAdministration.deletion": lambda at, who: at.banks.deletion(who, "stripe"),
    "BankAdministration.delete": lambda at, who: at.banks.delete(who, UploadId(1)),
    "DailyBulletins.choose": lambda at, who: at.bot.bulletins.choose(who, 9),
    "ServerFigures.figures": lambda at, who: at.figures.figures(who),
    "BankAdministration.file": lambda at, who: at.banks.file(who, "stripe"),
    "BankAdministration.reload": lambda at, who: at.banks.reload(who),
    "BankUploads.check": lambda at, who: at.uploads.check(who, "stripe.yaml", b"format: 1"),
    "BankUploads.confirm": lambda at, who: at.uploads.confirm(who, UploadId(1)),
    "BankUploads.discard": lambda at, who: at.uploads.discard(who, UploadId(1)),
    "SafetySettings.safeguards": lambda at, who: at.bot.safety_settings.safeguards(who),
    "SafetySettings.change": lambda at, who: at.bot.safety_settings.change(who, WantedSafeguards(reviews_per_day=9)),
}
OF_COACHES = ON_REVIEWS | ON_SERVERS


@pytest_asyncio.fixture(loop_scope="session")
async def scene(bot: Process) -> Scene:
    await set_up(bot)
    review = await flagged(bot)
    coach = a_coach()
    await bot.snippets.save_snippet(coach, name="numbers", text="Say a number.", edited=None)
    await bot.notes.add_note(coach, review, "Speaks softly.")
    await bot.reporting.report(a_coach(), review, "It is rude.", form="1")
    async with bot.unit_of_work() as uow:
        (report,) = [each for each in range(1, 1000) if await uow.reports.get(each) is not None]
    return Scene(bot, review, MessageId(await card_of(bot, review)), report)


def test_every_use_case_of_a_member_is_tried() -> None:
    services = (
        CoachService,
        CoachQueue,
        CoachProfiles,
        Snippets,
        Notes,
        CommentService,
        ServerSettings,
        BankAdministration,
        BankUploads,
        BehindCard,
        CoachInterests,
        DailyBulletins,
        ServerFigures,
        Reporting,
        Muting,
        ReviewsShown,
        AuditTrail,
        SafetySettings,
    )

    taking_a_member = {
        f"{service.__name__}.{name}"
        for service in services
        for name, method in vars(service).items()
        if not name.startswith("_") and "member" in inspect.signature(method).parameters
    }

    tried = {*OF_COACHES, *OF_LEADS, *OF_ADMINS}
    assert taking_a_member - tried == {
        "BankUploads.admit",  # asked by `check`, too
        "CoachService.note_work",  # everybody may write in a thread; tests/reviewing/usecases/test_claims.py
    }
    assert tried <= taking_a_member


async def contents(storage: Storage) -> dict[str, list[Any]]:
    """All that is stored, but for what was seen already."""
    async with storage.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, (await connection.execute(select(table))).all()))
            for table in metadata.sorted_tables
            if table is not inbox
        }


@contextmanager
def refused(caplog: pytest.LogCaptureFixture, who: Member, why: type[Refusal]) -> Iterator[None]:
    """The block is refused for this reason, and the log has one line about it."""
    caplog.clear()
    with caplog.at_level(logging.WARNING), pytest.raises(why):
        yield
    (line,) = [each for each in caplog.records if each.getMessage() == "refused"]
    said = vars(line)
    assert said["user"] == who.user
    assert said.get("server") in {who.server, None}
    assert said["what"]
    assert said["why"] == why.key
    assert SECRET not in str(said)


@pytest.mark.parametrize(
    "who",
    [
        pytest.param(a_coach(roles=frozenset()), id="whoever has lost the role"),
        pytest.param(a_coach(user=STRANGER, roles=frozenset({RoleId(9)})), id="a member without the role"),
        pytest.param(a_coach(user=STRANGER, roles=frozenset(), is_admin=True), id="an admin without the role"),
        pytest.param(a_coach(user=STRANGER, roles=frozenset({OTHER_ROLE})), id="with another server's role"),
    ],
)
async def test_who_is_no_coach_of_the_server_does_nothing_there(
    scene: Scene, shared_storage: Storage, caplog: pytest.LogCaptureFixture, who: Member
) -> None:
    before = await contents(shared_storage)

    for name, use_case in OF_COACHES.items():
        with refused(caplog, who, NotCoach):
            await use_case(scene, who)
        if name in ON_REVIEWS and name not in {"CoachService.review_here", "CommentService.send_as_feedback"}:
            (line,) = [each for each in caplog.records if each.getMessage() == "refused"]
            assert vars(line)["review"] == scene.review

    assert await contents(shared_storage) == before


async def test_coaches_of_another_server_do_nothing_with_its_reviews(
    scene: Scene, shared_storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    async with scene.bot.unit_of_work() as uow:
        await uow.servers.save(a_server(id=OTHER, coach_role=OTHER_ROLE, lead_role=None))
        await uow.commit()
    who = a_coach(user=STRANGER, server=OTHER, roles=frozenset({OTHER_ROLE}))
    (note,) = await scene.bot.notes.notes(a_coach(), CANDIDATE, named=False)
    before = await contents(shared_storage)

    for use_case in ON_REVIEWS.values():
        with refused(caplog, who, NoSuchReview):
            await use_case(scene, who)
    with pytest.raises(NoSuchSnippet):
        await scene.bot.snippets.snippet(who, "numbers")
    with pytest.raises(NoSuchSnippet):
        await scene.bot.snippets.delete_snippet(who, "numbers")
    with pytest.raises(NoSuchNote):
        await scene.bot.notes.delete_note(who, note.id)

    assert await scene.bot.notes.notes(who, CANDIDATE, named=False) == []
    assert (await scene.bot.queue.queue(who, Filter.OPEN, page=0, size=8)).total == 0
    assert await contents(shared_storage) == before


async def test_the_id_of_another_servers_snippet_changes_nothing_there(scene: Scene) -> None:
    async with scene.bot.unit_of_work() as uow:
        await uow.servers.save(a_server(id=OTHER, coach_role=OTHER_ROLE, lead_role=None))
        await uow.commit()
    (known,) = await scene.bot.snippets.snippets(a_coach())
    who = a_coach(user=STRANGER, server=OTHER, roles=frozenset({OTHER_ROLE}))

    await scene.bot.snippets.save_snippet(who, name="numbers", text="Not yours.", edited=known.id)

    assert await scene.bot.snippets.snippets(a_coach()) == [known]


async def test_nobody_acts_in_a_server_that_is_not_set_up(
    scene: Scene, shared_storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    who = a_coach(server=OTHER)
    before = await contents(shared_storage)

    for use_case in OF_COACHES.values():
        with refused(caplog, who, NotSetUp):
            await use_case(scene, who)

    assert await contents(shared_storage) == before


async def test_a_candidate_who_is_a_coach_does_nothing_with_an_answer_of_their_own(
    scene: Scene, shared_storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    who = a_coach(user=CANDIDATE)
    before = await contents(shared_storage)

    for use_case in ON_REVIEWS.values():
        with refused(caplog, who, OwnReview):
            await use_case(scene, who)
    with pytest.raises(OwnReview):
        await scene.bot.notes.notes(who, CANDIDATE, named=False)

    assert await contents(shared_storage) == before


async def test_only_who_may_manage_the_server_administers_it(
    scene: Scene, shared_storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    lead = a_coach(roles=frozenset({a_server().coach_role, a_server().lead_role}))
    before = await contents(shared_storage)

    for use_case in OF_ADMINS.values():
        with refused(caplog, lead, NotAdmin):
            await use_case(scene, lead)

    assert await contents(shared_storage) == before


@pytest.mark.parametrize("roles", [frozenset(), a_coach().roles], ids=["a member", "a coach"])
async def test_only_leads_and_admins_do_what_leads_do(
    scene: Scene, shared_storage: Storage, caplog: pytest.LogCaptureFixture, roles: frozenset[RoleId]
) -> None:
    who = a_coach(user=STRANGER, roles=roles)
    before = await contents(shared_storage)

    for use_case in OF_LEADS.values():
        with refused(caplog, who, NotLead):
            await use_case(scene, who)

    assert await contents(shared_storage) == before


async def test_an_edit_of_whoever_lost_the_role_is_not_followed(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    coach = a_coach()
    message = scene.reply(coach)
    await scene.bot.comments.record_feedback(message, coach)
    former = replace(coach, roles=frozenset())

    with refused(caplog, former, NotCoach):
        await scene.bot.comments.edit(replace(message, text="Never mind.", member=former))
    await scene.bot.comments.edit(replace(message, member=former))  # as when a link in it unfurls

    assert (await read(scene.bot, scene.review)).comments[0].text == SECRET


async def test_nobody_does_anything_with_somebody_elses_review_as_its_candidate(
    scene: Scene, shared_storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    reviews, requests = scene.bot.reviews, scene.bot.requests
    await scene.bot.coaching.write(a_coach(), scene.review, a_form(), cause=a_cause())
    await scene.bot.ask_first(STRANGER)
    before = await contents(shared_storage)

    for attempt in (
        reviews.withdraw(STRANGER, scene.review, cause=a_cause()),
        reviews.try_again(STRANGER, scene.review, cause=a_cause(), locale="en-US"),
        reviews.rate(STRANGER, scene.review, Helpfulness.NO, cause=a_cause()),
        requests.opinion(STRANGER, scene.review),
        requests.ask_another(STRANGER, scene.review, form="2", focus="", cause=a_cause()),
    ):
        with refused(caplog, Member(user=STRANGER, server=SERVER, name=""), NoSuchReview):
            await attempt

    assert await contents(shared_storage) == before

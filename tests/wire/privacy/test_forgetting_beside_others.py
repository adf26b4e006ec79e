"""What leads decided and what was shared, once somebody who had to do with it has had themselves forgotten."""

from __future__ import annotations

from tests.wire.journey import heard, says, words
from tests.wire.practice import Practice
from tests.wire.privacy.traces import DONE, forget, forgotten, page_of, traces
from tests.wire.safety.test_mutes import alias_on
from tests.wire.safety.test_reports import pressed, reported, told
from tests.wire.sharing.scenes import decided, now_in, sees_shared, share, switch_sharing

SHARED = "SHARED by Sera."


async def test_a_lead_goes_and_is_a_former_coach_wherever_others_read(practice: Practice) -> None:
    playground = practice.playground
    await switch_sharing(practice)
    lea = practice.coach("Lea", lead=True)
    other_lead = practice.coach("Otto", lead=True)
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await reported(practice, card)
    await pressed(lea, await told(practice, after=card["id"]), "Mute for a week")
    sera = await practice.interviewed("Sera", answer=SHARED)
    await share(sera, SHARED)
    shared_card = await sees_shared(practice, SHARED)
    await decided(lea, shared_card, "Approve")
    card_now = now_in(practice, shared_card)
    await playground.until(lambda: lea.id in card_now(), what="the card to name who approved")
    dm = await lea.open_dm()

    page = words(await page_of(lea, practice.general.id))
    assert "notes of what you did as a coach, lead or admin stay" in page
    await forget(lea, practice.general.id)
    await lea.wait_for(says(DONE), channel_id=dm)

    await playground.until(lambda: not traces(playground, lea.id), what="the lead's name to go")
    assert "Approved by a former coach" in card_now()
    muted = heard(await (await other_lead.slash(practice.general.id, "muted")).settled())
    logged = heard(await (await practice.admin.slash(practice.general.id, "setup log")).settled())
    assert f"**{alias_on(card)}**" in muted
    assert "by a former coach" in muted
    assert "a former coach muted" in logged
    assert lea.id not in muted + logged


async def test_who_shares_and_is_muted_goes_and_stays_muted(practice: Practice) -> None:
    playground = practice.playground
    await switch_sharing(practice)
    lea = practice.coach("Lea", lead=True)
    sera = await practice.interviewed("Sera", answer=SHARED)
    card = await practice.sent(sera)
    alias = alias_on(card)
    await share(sera, SHARED)
    await sees_shared(practice, SHARED)
    await (await lea.slash(practice.general.id, "mute", alias=alias, **{"for": "week"})).settled()

    page = words(await page_of(sera.person, sera.dm))
    assert "one answer that you share with other candidates" in page
    assert "If a server has muted you, that stays" in page
    await forgotten(sera)

    assert traces(playground, SHARED, sera.person.id, alias) == []
    muted = heard(await (await lea.slash(practice.general.id, "muted")).settled())
    logged = heard(await (await practice.admin.slash(practice.general.id, "setup log")).settled())
    assert "Someone whose data is deleted" in muted
    assert "muted someone whose data is deleted" in logged
    assert alias not in muted + logged
    await sera.mock()
    await sera.answer()
    assert "muted" in heard(await sera.command("flag"))

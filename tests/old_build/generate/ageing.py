"""Works only on ccb840b: reviews to which time does something, some of it long before the storm and some in it."""

from __future__ import annotations

from dataclasses import dataclass

from playground.model import Json
from tests.old_build.generate.stage import HOUR, LAST, MINUTE, Stage, lengthy, long_card, replied, sent, server
from tests.old_build.generate.storm import SHOW, Act, Storm, another_channel, place, waits
from tests.wire.journey import says
from tests.wire.practice import Practice, feedback_in_form

BEFORE_IT_ENDS = 23 * HOUR + 54 * MINUTE
"""After the reviews that are kept for a day the storm begins; twelve minutes later their time is over."""
IN_THE_STORM = 12 * MINUTE
GONE_BY = {"late": 55, "leads": 42, "coaches": 25}
"""Minutes before the storm at which reviews of a goal of an hour were sent; in it one third of them is due each."""


@dataclass(kw_only=True)
class Expiring:
    """A server that keeps reviews for a day."""

    practice: Practice
    closed: Json
    owed: Json


async def long_ago(stage: Stage, practice: Practice) -> Practice:
    """Reviews that were erased, and that grew quiet, days before the old build ends."""
    short = await server(stage, "Expiring", ("Eda", "Edo"), goal=168, retention=1)
    old, card = await sent(short, "Otto", "Erased long ago.")
    await replied(short, "Eda", card, old, "Feedback of long ago.")
    await (await short.coach("Eda").press(card["id"], "Close")).answered()
    await short.sees_card_state(card, "Closed")
    quiet, card = await sent(practice, "Quentin", "Nobody wrote for two weeks.")
    await replied(practice, "Carl", card, quiet, "Feedback of two weeks ago.")
    await stage.idle()
    return short


async def a_day_ago(stage: Stage, practice: Practice) -> Expiring:
    """One review that is over, and one whose feedback waits for a candidate who is away."""
    over, closed = await sent(practice, "Oscar", "Closed a day ago.")
    await replied(practice, "Eda", closed, over, "Feedback of a day ago.")
    eda = practice.coach("Eda")
    await (await eda.press(closed["id"], "Close")).answered()
    await practice.sees_card_state(closed, "Closed")
    away = await lengthy(practice, "Olga")
    owed = await long_card(practice, away)
    thread = owed["id"]
    away.person.dms_closed = True
    await feedback_in_form(eda, owed, "Owed to somebody who is away.")
    await eda.wait_for(says("Owed to somebody who is away."), channel_id=thread)
    stage.recording.names["owed"] = {
        "person": away.person.id,
        "dm": away.dm,
        "says": "Owed to somebody who is away.",
        "thread": thread,
    }
    await stage.idle()
    return Expiring(practice=practice, closed=closed, owed=owed)


async def within_the_hour(storm: Storm, begins: float) -> Act:
    """Reminders: some have been given, the next ones fall due in the storm; the act that waits for that."""
    stage, practice = storm.stage, storm.practice
    stage.jump_to(begins - 66 * MINUTE)
    told = await long_card(practice, await lengthy(practice, "Lars"))
    page = await practice.sees_in_thread(told, LAST)
    stage.recording.names["told late"] = {"review": stage.review_of(told), "thread": told["id"], "page": page["id"]}
    stage.jump_to(begins - GONE_BY["late"] * MINUTE)
    late, _ = await sent(practice, "Lara", "To be late.")
    _, lapsed = await sent(practice, "Lapa", "To lapse.")
    await practice.claimed(lapsed, by="Dora")
    stage.jump_to(begins - GONE_BY["leads"] * MINUTE)
    _, leads = await sent(practice, "Leda", "Leads are to be pinged.")
    stage.jump_to(begins - GONE_BY["coaches"] * MINUTE)
    _, coaches = await sent(practice, "Coco", "Coaches are to be pinged.")
    dora, channel = practice.coach("Dora"), practice.reviews.id

    async def time_passes() -> None:
        stage.clock.pass_hours(IN_THE_STORM / HOUR)

    async def fall_due() -> None:
        await stage.leaves(SHOW, f"dm:{late.person.id}", kind="news", news="late")
        await stage.leaves(SHOW, place(storm, lapsed), notice="lapsed", person=int(dora.id))
        await stage.leaves("review.Remind", place(storm, leads), audience="leads")
        await stage.leaves("review.Remind", place(storm, coaches), audience="coaches")
        waits(storm, "that it is late", late.person, late.dm, control="mr1:withdraw:", times=2)
        waits(storm, "that a claim lapsed", dora, lapsed["id"], says=f"<@{dora.id}>")
        roles = {leads["id"]: practice.lead_role, coaches["id"]: practice.coach_role}
        for card, role in roles.items():
            waits(storm, "a reminder", dora, channel, replies_to=card, says=f"<@&{role.id}>")

    storm.then(time_passes)
    return fall_due


async def expiring_in_the_storm(storm: Storm, expiring: Expiring) -> None:
    closed, owed = expiring.closed, expiring.owed

    async def expire() -> None:
        recording = storm.stage.recording
        await storm.stage.leaves("review.RemoveCard", place(storm, closed))
        await storm.stage.leaves("review.RenameThread", place(storm, owed))
        await storm.stage.leaves("review.RemovePaper", place(storm, owed))
        recording.doomed.append({"channel": expiring.practice.reviews.id, "message": closed["id"]})
        recording.renamed.append(owed["id"])
        pages = [each for each in expiring.practice.of_bot(owed["id"]) if "Sentence" in str(each["embeds"])]
        assert pages
        recording.doomed += [{"channel": owed["id"], "message": each["id"]} for each in pages]

    storm.then(expire)


async def moved(storm: Storm, practice: Practice) -> None:
    """The review channel becomes another one, and a coach answers where a review was before."""
    stage, mona = storm.stage, practice.coach("Mona")
    cal, card = await sent(practice, "Cal", "A conversation that moves.")
    _, feedback = await replied(practice, "Mona", card, cal, "First, by reply.")
    await cal.say("Second, a question.", reply_to=feedback["id"])
    question = await practice.sees_in_thread(card, "Second, a question.")
    await mona.send(card["id"], "Third, in the thread.", reply_to=question["id"])
    await cal.sees(says("Third, in the thread."))
    await feedback_in_form(mona, card, "Fourth, by form.", mark="mixed")
    await cal.sees(says("Fourth, by form."))
    dot, other = await sent(practice, "Dot", "An answer that moves.")
    old, new = practice.reviews, another_channel(practice)
    places = {each["id"]: place(storm, each) for each in (card, other)}

    async def moves() -> None:
        await practice.admin.slash(practice.general.id, "setup coaches", channel=new)
        for before, where in places.items():
            await stage.leaves(SHOW, where, notice="moved")
            await stage.leaves("review.LeavePlace", where, channel=int(old.id))
            stage.recording.doomed.append({"channel": old.id, "message": before})
        await mona.send(old.id, "Written where it was before.", reply_to=other["id"])
        await stage.leaves(SHOW, places[other["id"]], notice="from_elsewhere")
        waits(storm, "feedback from elsewhere", dot.person, dot.dm, says="Written where it was before.")
        waits(storm, "a card that moved", mona, new.id, says="A conversation that moves.")
        waits(storm, "another card that moved", mona, new.id, says="An answer that moves.")
        for text in ("First, by reply.", "Second, a question.", "Third, in the thread.", "Fourth, by form."):
            waits(storm, "the conversation in the new thread", mona, None, parent=new.id, says=text)

    storm.then(moves)

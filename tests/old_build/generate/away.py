"""Works only on ccb840b: what people write while no bot runs, and parcels that no play can keep back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any

from bot.messages import ChannelId, MessageId, ReviewId
from bot.review.effects import LeavePlace, NoticeKind, RemovePaper, ShowPaper
from bot.review.papers import Paper, PaperKind
from bot.storage.storage import Storage
from bot.storage.vault import Vault
from tests.old_build.generate.stage import Stage
from tests.wire.practice import Practice


async def written_while_away(stage: Stage, practice: Practice) -> None:
    """The new build finds it in Discord's history, by what the old one has stored."""
    names = stage.recording.names
    stage.clock.pass_hours(1 / 60)
    people = {each.name: each for each in practice.playground.persons.values()}
    ben, ian, carl = people["Ben"], people["Ian"], practice.coach("Carl")
    dms = {each.id: practice.playground.world.dm_with(each.id).id for each in (ben, ian)}
    conversation = names["conversation"]
    written = await ben.send(dms[ben.id], "Written while no bot was there.")
    await carl.send(practice.reviews.id, "Feedback while no bot was there.", reply_to=conversation["card"])
    await ian.send(dms[ian.id], "A question while no bot was there.", reply_to=conversation["feedback"])
    await carl.edit(practice.reviews.id, conversation["written"], "First, the result, edited meanwhile.")
    awaits = stage.recording.awaits
    awaits("feedback of meanwhile", ian, dms[ian.id], says="Feedback while no bot was there.")
    awaits("an edit of meanwhile", ian, dms[ian.id], message=conversation["feedback"], says="edited meanwhile.")
    awaits("a question of meanwhile", carl, conversation["card"], says="A question while no bot was there.")
    names["part"] = {"message": written["id"], "panel": names["panel of Ben"]}


async def put_by_hand(stage: Stage) -> None:
    """With the old build's own storage: what would need a Discord that forbids one thing and allows the next."""
    late = stage.recording.names["told late"]
    [(where, page)] = stage.rows(
        "SELECT channel, page FROM reviews JOIN sheets ON review_id = reviews.id WHERE message_id = ?",
        int(late["page"]),
    )
    stage.recording.doomed.append({"channel": late["thread"], "message": late["page"]})
    claimed = stage.rows("SELECT claimed_by, claimed_until, id FROM outbox WHERE claimed_by IS NOT NULL")
    assert claimed, "the bot ended in the middle of nothing"
    vault = Vault.from_file(stage.folder / "bot.key")
    async with Storage(f"sqlite:///{stage.folder / 'bot.sqlite3'}", vault) as storage, storage.unit_of_work() as uow:
        review = await uow.reviews.get(ReviewId(late["review"]))
        assert review is not None
        effects: list[Any] = [
            ShowPaper(paper=Paper(kind=PaperKind.NOTICE, number=901), notice=NoticeKind.BARRED),
            ShowPaper(
                paper=Paper(kind=PaperKind.NOTICE, number=902), notice=NoticeKind.LEFT_BEHIND, place=ChannelId(where)
            ),
            RemovePaper(paper=Paper(kind=PaperKind.ANSWER, number=1), pages=(page,)),
            LeavePlace(channel=ChannelId(where), card=None, thread=None, in_channel=(MessageId(1),), barred=True),
        ]
        due_at = stage.now() - timedelta(seconds=1)
        await uow.outbox.put_review(review, effects, cause="parcel:1", due_at=due_at)
        await uow.commit()
    # To open the storage lets go of what a bot that ended had in hand.
    with closing(sqlite3.connect(stage.folder / "bot.sqlite3")) as database, database:
        database.executemany("UPDATE outbox SET claimed_by = ?, claimed_until = ? WHERE id = ?", claimed)

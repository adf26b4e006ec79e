"""Works only on ccb840b: `python -m tests.old_build.generate`, on a branch that has its bot and its playground.

The fixture is filled once, by the build whose database and messages have to work on. To fill it anew: check out the
commit that brought this package, which differs from ccb840b in `tests/old_build` and in documents, and run it there.
"""

from __future__ import annotations

import asyncio
import subprocess
import tempfile
from pathlib import Path

import pytest

from playground.server import Playground
from tests.haste import let_discord_wait, let_the_bot_wait
from tests.old_build.generate.ageing import BEFORE_IT_ENDS, a_day_ago, expiring_in_the_storm, long_ago, moved
from tests.old_build.generate.ageing import within_the_hour as reminders
from tests.old_build.generate.away import put_by_hand, written_while_away
from tests.old_build.generate.desk import desk_at_rest
from tests.old_build.generate.interviews import interviews_at_rest
from tests.old_build.generate.record import record
from tests.old_build.generate.reviews import reviews_at_rest
from tests.old_build.generate.stage import DAY, HOUR, MINUTE, Stage, server
from tests.old_build.generate.storm import Storm, interviews_in_the_storm
from tests.old_build.generate.storm_reviews import reviews_in_the_storm
from tests.restart.hours import MovableClock

OLD = "ccb840b"
KEY = "b25seSBmb3IgYSBkYXRhYmFzZSBvZiB0ZXN0cywgMjY="
ROOT = Path(__file__).parents[3]


def require_old_build() -> None:
    changed = subprocess.run(
        [
            "git",
            "diff",
            "--stat",
            OLD,
            "--",
            "bot",
            ":!bot/README.md",
            "cogs",
            "playground",
            "question_banks",
            "tests/wire",
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    if changed.stdout:
        raise SystemExit(f"This is not the build of {OLD}:\n{changed.stdout}")


async def play(stage: Stage) -> None:
    """From long ago to the end of the old build."""
    began = stage.clock.now()
    async with stage.bot():
        practice = await server(
            stage, "Practice", ("Carl", "Cleo"), goal=168, open_per_candidate=20, claims_per_coach=20
        )
        short = await long_ago(stage, practice)
    stage.jump_to(began + 15 * DAY)
    async with stage.bot():
        await stage.idle()
        expiring = await a_day_ago(stage, short)
    storm_begins = began + 15 * DAY + BEFORE_IT_ENDS
    stage.jump_to(storm_begins - HOUR - 10 * MINUTE)
    async with stage.bot():
        stormy = await server(stage, "Stormy", ("Dora", "Dan"), goal=1, open_per_candidate=20, claims_per_coach=20)
        moving = await server(stage, "Moving", ("Mona", "Milo"), goal=168)
        storm = Storm(stage=stage, practice=stormy)
        fall_due = await reminders(storm, storm_begins)
        await interviews_at_rest(stage, practice)
        await reviews_at_rest(stage, practice)
        await desk_at_rest(stage, practice, stormy)
        stage.jump_to(storm_begins - 3 * MINUTE)
        await moved(storm, moving)  # an admin's command makes the bot look at the clock
        storm.then(fall_due)
        await expiring_in_the_storm(storm, expiring)
        await interviews_in_the_storm(storm)
        await reviews_in_the_storm(storm)
        await stage.idle()
        await storm.breaks()
    await written_while_away(stage, practice)
    await put_by_hand(stage)


async def main() -> None:
    require_old_build()
    let_the_bot_wait(pytest.MonkeyPatch())
    clock = MovableClock()
    playground = Playground(clock=clock)
    let_discord_wait(playground)
    await playground.start()
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(playground=playground, clock=clock, folder=Path(folder))
        key = stage.folder / "bot.key"
        key.touch(mode=0o600)
        key.write_text(f"{KEY}\n", encoding="utf-8")
        await play(stage)
        record(stage)
    playground.faults.clear()
    await playground.close()


if __name__ == "__main__":
    asyncio.run(main())

"""Counts and removes what is past its time, for the operator at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.app.privacy_facts import privacy_facts
from bot.app.wiring import now
from bot.cli.failures import Refused
from bot.config import Config
from bot.core.content import ReviewId
from bot.core.locks import KeyedLocks
from bot.outbound.upkeep.cleanup import HANDLED, Cleanup, CleanupPaces
from bot.privacy.domain.ages import Ages, Kept
from bot.privacy.usecases.retention import NOTES_OF_EVENTS, WORDS, RetentionRun
from bot.reviewing.usecases.scheduler import ReviewScheduler
from bot.reviewing.usecases.team.bulletins import DailyBulletins
from bot.storage.database import migrating
from bot.storage.storage import Storage

Tell = Callable[[str], None]


async def what_would_go(config: Config, tell: Tell) -> None:
    """Say of each kind how many would go now, and from when the oldest is. Changes nothing.

    Raises:
        Refused: the database has the tables of another version.
        StorageError: the database or the key cannot be used.
    """
    version = await migrating.current(config.database.url.get_secret_value())
    if version is None:
        tell(f"{config.database.address}: no tables yet, so nothing is kept.")
        return
    if version != migrating.head():
        raise Refused(
            f"{config.database.address} is {version}: bring it up to date with `mock-interviewer db upgrade`."
        )
    ages, storage = privacy_facts(config).ages, Storage.of(config)
    await storage.open_beside()
    try:
        found = await RetentionRun(unit_of_work=storage.unit_of_work, ages=ages, clock=now).overdue()
    finally:
        await storage.close()
    for kind, each in found.items():
        oldest = "" if each.oldest is None else f", the oldest from {each.oldest:%Y-%m-%d}"
        tell(f"{kind:<28}{each.count:>8}{oldest}  ({_rule(kind, ages)})")
    tell("Nothing was removed.")


async def remove_now(config: Config, tell: Tell) -> None:
    """Remove it in batches, and say how far it is.

    Raises:
        DatabaseInUse: a bot has the SQLite database.
        StorageError: the database or the key cannot be used.
    """
    ages = privacy_facts(config).ages
    async with Storage.of(config) as storage:
        bulletins = DailyBulletins(unit_of_work=storage.unit_of_work, clock=now)
        locks: KeyedLocks[ReviewId] = KeyedLocks()
        scheduler = ReviewScheduler(
            unit_of_work=storage.unit_of_work, locks=locks, bulletins=bulletins, clock=now, longest=ages.reviews
        )
        removed = {WORDS: await scheduler.erase_outdated()}
        run = RetentionRun(unit_of_work=storage.unit_of_work, ages=ages, clock=now)
        removed |= await run.remove(lambda kind, count: tell(f"{kind}: {count} so far"))
        if storage.alone:  # else other processes would have to hear of it first, as they do when the bot cleans up
            paces = CleanupPaces(between_batches=0.0, until_known=0.0)
            await Cleanup(
                unit_of_work=storage.unit_of_work, kinds=HANDLED, keep=ages.handled, clock=now, paces=paces
            ).clean()
    tell("Removed " + _listed(removed) + ".")
    if removed[WORDS]:
        tell("The bot takes what Discord still shows of these reviews down when it runs.")


def _rule(kind: str, ages: Ages) -> str:
    age = {WORDS: ages.reviews, NOTES_OF_EVENTS: ages.handled, **{each.value: ages.of(each) for each in Kept}}[kind]
    bound = "at most " if kind == WORDS else ""
    return f"kept {bound}{age // timedelta(days=1)} days"


def _listed(removed: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in removed.items())

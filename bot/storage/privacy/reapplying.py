"""Does again what a restored backup has undone, and makes database and list of deletions agree."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from bot.core.content import UserId
from bot.privacy.domain.belongings import Belonging, Summary
from bot.storage.database.errors import UnusableDeletionsFile
from bot.storage.privacy.deletions_file import DeletionsFile, Listed
from bot.storage.privacy.digests import Departure
from bot.storage.privacy.stored_belongings import StoredBelongings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reapplied:
    """What the list of deletions had that the database did not."""

    listed: int
    """Deletions that the file lists."""
    missing: int
    """Those of them that the database did not know of."""
    people: int
    """Who was in the database all the same."""
    gone: Summary = field(default_factory=dict)
    """What of theirs was deleted."""


async def reapply(belongings: StoredBelongings, file: DeletionsFile, *, at: datetime) -> tuple[Reapplied, Listed]:
    """Delete again who is listed and not noted, in the open transaction. Returns also what the file is to say then.

    A deletion that the database has noted is done, whatever has come since: who begins anew stays. What the database
    has not noted is undone by a restored backup, all of which is older than the deletion. Only if the bot has worked
    for a while without the list can there be something newer; then what began until the end of that day goes, as far
    as it has a date, and the rest stays.

    Raises:
        UnusableDeletionsFile: the file cannot be read, or was made for another database, or with another key.
    """
    digests = belongings.digests
    await digests.lock()
    listed, noted = file.read(), await digests.all()
    is_ours = not listed.deletions or await digests.fits(listed.seal)
    if not is_ours and (noted or not await digests.adopt(listed.seal)):
        raise UnusableDeletionsFile(file.path, reason="it was made for another database, or with another key")
    missing = [each for each in listed.deletions.values() if _is_newer(each, noted.get(each.digest))]
    gone: Counter[Belonging] = Counter()
    people = await _people(belongings, missing)
    for person, deletion in people:
        gone.update(await belongings.erase_again(person, before=_end_of(deletion), at=at))
    for deletion in missing:
        await digests.put(deletion)
    told = Reapplied(listed=len(listed.deletions), missing=len(missing), people=len(people), gone=dict(gone))
    return told, Listed(seal=await digests.seal(), deletions={**listed.deletions, **await digests.all()})


async def _people(belongings: StoredBelongings, missing: Sequence[Departure]) -> list[tuple[UserId, Departure]]:
    """Those whom the deletions are about, if they are in the database."""
    if not missing:
        return []
    wanted: Mapping[bytes, Departure] = {each.digest: each for each in missing}
    known: Iterable[UserId] = await belongings.people()
    found = [(each, wanted.get(await belongings.digests.of(each))) for each in known]
    return [(person, deletion) for person, deletion in found if deletion is not None]


def _is_newer(listed: Departure, noted: Departure | None) -> bool:
    return noted is None or listed.times > noted.times


def _end_of(deletion: Departure) -> datetime:
    return datetime.combine(deletion.day, time(), UTC) + timedelta(days=1)

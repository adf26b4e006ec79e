"""The registry of belongings: every table and every column, with whose it is and what becomes of it.

A new table gets one entry, in the module of its subject: `tests/storage/privacy/test_registry.py` names what is
missing. Forgetting deletes what `of_candidate` and `of_coach` find, and puts `FORMER_COACH` where a field says so; the
export shows each field under its heading.
"""

from __future__ import annotations

from typing import Final

from bot.storage.privacy.entries import TableEntry
from bot.storage.privacy.of_exports import OF_EXPORTS
from bot.storage.privacy.of_interviews import OF_INTERVIEWS
from bot.storage.privacy.of_reviews import OF_REVIEWS
from bot.storage.privacy.of_servers import OF_SERVERS

REGISTRY: Final[tuple[TableEntry, ...]] = (*OF_INTERVIEWS, *OF_REVIEWS, *OF_SERVERS, *OF_EXPORTS)

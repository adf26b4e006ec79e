"""The registry of belongings: every table and every column, with whose it is and what becomes of it.

A new table gets one entry, in the module of its subject: `tests/storage/privacy/test_registry.py` names what is
missing. Forgetting deletes what `of_candidate` and `of_coach` find, and puts `FORMER_COACH` where a field says so; the
export shows each field under its heading.
"""

from __future__ import annotations

from typing import Final

from bot.storage.privacy.registry.entries import TableEntry
from bot.storage.privacy.registry.of_exports import OF_EXPORTS
from bot.storage.privacy.registry.of_forgetting import OF_FORGETTING
from bot.storage.privacy.registry.of_interviews import OF_INTERVIEWS
from bot.storage.privacy.registry.of_reviews import OF_REVIEWS
from bot.storage.privacy.registry.of_safety import OF_SAFETY
from bot.storage.privacy.registry.of_servers import OF_SERVERS
from bot.storage.privacy.registry.of_sharing import OF_SHARING

REGISTRY: Final[tuple[TableEntry, ...]] = (
    *OF_INTERVIEWS,
    *OF_REVIEWS,
    *OF_SAFETY,
    *OF_SHARING,
    *OF_SERVERS,
    *OF_EXPORTS,
    *OF_FORGETTING,
)

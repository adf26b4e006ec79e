"""All tables together, as a database has them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import MetaData

from bot.storage.schema import (  # noqa: F401 - what they define comes into the shared metadata
    ages,
    banks,
    exports,
    forgetting,
    forgotten,
    frozen,
    hearing,
    practising,
    reviews,
    safety,
    sharing,
    waking,
)
from bot.storage.schema.interviews import metadata

ALL_TABLES: Final[MetaData] = metadata

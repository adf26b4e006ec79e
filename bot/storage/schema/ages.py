"""The table of what was removed because of its age and leaves no gap to be seen."""

from __future__ import annotations

from sqlalchemy import Column, Table

from bot.storage.schema.columns import Snowflake
from bot.storage.schema.interviews import metadata

nameless_files = Table("nameless_files", metadata, Column("message", Snowflake, primary_key=True, autoincrement=False))
"""The highest row counts: files of messages up to there have no names any more."""

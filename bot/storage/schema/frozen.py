"""The tables of what interviews froze when they began: questions, introductions, and what banks were called."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, String, Table, Text, UniqueConstraint

from bot.storage.schema.columns import Digest
from bot.storage.schema.interviews import metadata

frozen_texts = Table(
    "frozen_texts",
    metadata,
    Column("digest", Digest, primary_key=True),  # of the text: its name is known before it is stored
    Column("text", Text, nullable=False),  # the snapshot of a question or an introduction; nobody's personal words
    CheckConstraint("length(digest) = 16", name="digest"),
)

bank_references = Table(
    "bank_references",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(100), nullable=False),
    Column("title", Text, nullable=False),
    Column("size", Integer, nullable=False),
    UniqueConstraint("slug", "title", "size"),
)
"""Banks as they were called when an interview began. A row is never changed or deleted."""

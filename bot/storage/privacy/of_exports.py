"""What the tables of exports have: that a person asked for one, and for a while what it is made of."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from bot.storage.privacy.entries import Heading, TableEntry, exported, ours
from bot.storage.schema.exports import export_chunks, exports

_IN_IT = "it is the export itself"

OF_EXPORTS: Final = (
    TableEntry(
        table=exports,
        of_candidate=lambda person: exports.c.candidate_id == person,
        fields={
            "id": ours("its number", "a link between rows"),
            "candidate_id": ours("the person", "said once for all", names=True),
            "locale": ours("the language of its words", _IN_IT),
            "asked_at": exported("when it was asked for", Heading.SETTINGS),
            "phase": exported("how far it is", Heading.SETTINGS),
            "files": ours("how many files it has", _IN_IT),
            "fetched": ours("how many of them are fetched", _IN_IT),
            "parts": ours("how many parts are made", _IN_IT),
            "sent": ours("how many of them are sent", _IN_IT),
            "sealed": ours("what became of each file", _IN_IT),
            "failed_for": ours("why it was given up"),
            "ended_at": exported("when it had arrived, or was given up", Heading.SETTINGS),
            "message": ours("the bot's message that says how far it is"),
            "attempts": ours("how often making it was interrupted"),
            "due_at": ours("when a process goes on making it"),
            "claimed_by": ours("which process makes it"),
            "claimed_until": ours("until when it does"),
        },
    ),
    TableEntry(
        table=export_chunks,
        of_candidate=lambda person: export_chunks.c.export_id.in_(
            select(exports.c.id).where(exports.c.candidate_id == person)
        ),
        fields={
            "export_id": ours("the export", "a link between rows"),
            "part": ours("which part", _IN_IT),
            "number": ours("which piece of it", _IN_IT),
            "size": ours("its size", _IN_IT),
            "sealed": ours("a piece of a ZIP file that waits to be sent", _IN_IT),
        },
    ),
)

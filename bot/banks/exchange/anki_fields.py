"""What our note type in Anki is made of, for those who write it and those who read it back."""

from __future__ import annotations

FIELDS = ("Question", "Key points", "How to answer", "Why it is asked", "Example answers", "Follow-ups", "Bank", "Id")
"""These never change, nor does their order: Anki would take a note type with others for another one, refuse to update
the notes that people have, and keep their learning apart from ours. What is new goes into a field that is there."""

NOTE, SHORT = "note", "note short"
"""The classes of what stands above an example answer, and above the short one."""
ALSO = '<details class="also">'
"""Begins the other words in which a question is asked, below it."""

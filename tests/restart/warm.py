"""Reads what every bot reads when it starts; imported where bots are forked from, so that it is read once."""

from __future__ import annotations

from bot.storage import migrating
from bot.text.texts import Texts

Texts.load()
migrating.head()

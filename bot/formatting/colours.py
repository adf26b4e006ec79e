"""The accent colour of each kind of message, as 0xRRGGBB."""

from __future__ import annotations

QUESTION = 0x5B6CF0
PANEL = 0x2E9E6B
HINT = 0xE0A030
EXAMPLE = 0x8A63D2
OWN = 0x80848E
SUMMARY = 0x2E9E6B

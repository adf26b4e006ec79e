"""Removes secrets from text that is about to be shown or logged."""

from __future__ import annotations

import re

HIDDEN = "[redacted]"

# Each pattern hides what its replacement does not keep. Hiding too much is a nuisance, too little is a leak.
_SECRETS = (
    # A bot token: the bot's id, a time and a signature, in base64, even if a message cut the signature short.
    (re.compile(r"[A-Za-z0-9_-]{23,30}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{5,}"), HIDDEN),
    # Interaction tokens and webhook tokens, in the paths of requests ...
    (re.compile(r"(/(?:webhooks|interactions)/\d+/)[^/\s?'\"<>]+"), rf"\1{HIDDEN}"),
    # ... and bare: the base64 of "interaction:", or exactly 68 characters.
    (re.compile(r"aW50ZXJhY3Rpb2[A-Za-z0-9+/_=-]+"), HIDDEN),
    (re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{68}(?![A-Za-z0-9_-])"), HIDDEN),
    (re.compile(r"(?i)(authorization['\"]?\s*[:=]\s*['\"]?(?:bot |bearer )?)[^\s'\",}]+"), rf"\1{HIDDEN}"),
    # The password in an address.
    (re.compile(r"(://[^/\s:@'\"]*:)[^\s@'\"]+(?=@)"), rf"\1{HIDDEN}"),
    # A key that encrypts the database: 32 bytes in base64.
    (re.compile(r"(?<![A-Za-z0-9_+/-])[A-Za-z0-9_+/-]{43}=(?!=)"), HIDDEN),
    # The signature with which anyone can download a candidate's file for a day.
    (re.compile(r"([?&]hm=)[0-9a-fA-F]+"), rf"\1{HIDDEN}"),
)


def redact(text: str) -> str:
    """The text without tokens, passwords in addresses, keys and file signatures. Safe to apply twice."""
    for secret, replacement in _SECRETS:
        text = secret.sub(replacement, text)
    return text

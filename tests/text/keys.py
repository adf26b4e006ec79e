"""The files of sentences, and the keys in them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "bot" / "text"
TEXT_FILES = sorted(TEXTS.glob("*/*.ftl"))
ENGLISH = sorted((TEXTS / "en").glob("*.ftl"))
KEY = re.compile(r"^([a-z][a-z0-9-]*) =", re.MULTILINE)


def keys_of(file: Path) -> set[str]:
    return set(KEY.findall(file.read_text(encoding="utf-8")))


def english_keys() -> set[str]:
    return {key for file in ENGLISH for key in keys_of(file)}

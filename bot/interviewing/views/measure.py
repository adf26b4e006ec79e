"""Measures an answer, for the panel and the summary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.banks.format.speech import count_words, speaking_seconds
from bot.core.content import File, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    characters: int
    words: int
    files: int
    """Without voice messages."""
    text_seconds: int
    """The estimated time to say the text aloud."""
    voice_seconds: int

    @property
    def seconds(self) -> int:
        return self.text_seconds + self.voice_seconds


def measure(parts: Iterable[Part]) -> Measure:
    """The figures of all messages of an answer together."""
    parts = tuple(parts)
    files: list[File] = [file for part in parts for file in part.files]
    text = "\n".join(part.text for part in parts)
    voice = sum(file.voice_seconds or 0.0 for file in files)
    return Measure(
        characters=sum(len(part.text) for part in parts),
        words=count_words(text),
        files=sum(1 for file in files if file.voice_seconds is None),
        text_seconds=speaking_seconds(text),
        voice_seconds=round(voice),
    )


def clock_face(seconds: int) -> str:
    """Seconds as minutes and seconds: `75` is `1:15`."""
    return f"{seconds // 60}:{seconds % 60:02}"

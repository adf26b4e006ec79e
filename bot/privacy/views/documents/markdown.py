"""Writes Markdown around what people wrote, which stays as it is and can never look like words of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from bot.formatting.pages import Say
from bot.privacy.usecases.exporting.records.messages import FileRecord

_MARKED = re.compile(r"([\\`*_~|<>#\[\]()!])")
_LONGEST_NAME = 300
"""Of a name in a line: longer ones nobody could have given."""


def heading(words: str, level: int = 1) -> str:
    return f"{'#' * level} {words}"


def quote(text: str) -> str:
    """What somebody wrote, line by line behind a mark, so that no line of it is taken for one of ours."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines()) or ">"


def plain(name: str) -> str:
    """A name on one line, as it is: nothing in it is markup."""
    line = " ".join(name.split())
    return _MARKED.sub(r"\\\1", line if len(line) <= _LONGEST_NAME else line[: _LONGEST_NAME - 1] + "…")


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def moment(at: datetime) -> str:
    """A time to the second, in UTC."""
    return f"{at:%Y-%m-%d %H:%M:%S}"


def whole(*blocks: str) -> str:
    """The blocks, with a free line between them; those that say nothing are left out."""
    return "\n\n".join(each for each in blocks if each) + "\n"


def file_lines(files: Iterable[FileRecord], say: Say, *, up: str) -> str:
    """The files of a message, with a link to each that is there. `up`: the way to the top folder."""
    lines: list[str] = []
    for each in files:
        name = plain(each.name)
        if each.path is None:
            lines.append(say("export-file-too-large" if each.missing == "too_large" else "export-file-gone", name=name))
        else:
            link = f"[{name}](<{up}{each.path}>)"
            voice = each.voice_seconds
            lines.append(
                say("export-file-there", name=link)
                if voice is None
                else say("export-file-voice", name=link, seconds=str(round(voice)))
            )
        said = [each.title, each.description]
        lines += [say("export-file-description", description=plain(words)) for words in said if words]
    return bullets(lines)


def server_words(server: int, name: str | None, say: Say) -> str:
    """What a server is called, or its id."""
    return say("export-server-unknown", id=str(server)) if name is None else plain(name)

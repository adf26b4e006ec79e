"""Shows text on a terminal as Discord would, by Discord's own dialect of markdown."""

from __future__ import annotations

import re

from rich.text import Text

_BLOCK_OF_CODE = re.compile(r"```(?:[\w+-]*\n)?(.*?)```", re.DOTALL)
_INLINE = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|\\(?P<escaped>[^\w\s])"
    r"|\*\*(?P<bold>.+?)\*\*"
    r"|__(?P<underline>.+?)__"
    r"|~~(?P<strike>.+?)~~"
    r"|\|\|(?P<spoiler>.+?)\|\|"
    r"|\*(?P<italic>[^\s*][^*]*)\*"
    r"|\b_(?P<slanted>[^_]+)_\b"
    r"|\[(?P<label>[^\]\n]+)\]\((?P<link>https?://[^\s)]+)\)"
    r"|<t:(?P<time>-?\d+)(?::[tTdDfFR])?>",
    re.DOTALL,
)
_STYLES = {
    "bold": "bold",
    "underline": "underline",
    "strike": "strike",
    "spoiler": "reverse",
    "italic": "italic",
    "slanted": "italic",
}
_HEADING = re.compile(r"#{1,3} +(.*)")
_ENTRY = re.compile(r"( *)[-*] +(.*)")
_SMALL = "-# "
_QUOTED = "> "


def as_discord_shows(markdown: str) -> Text:
    """The text with Discord's styles."""
    shown = Text()
    end = 0
    for block in _BLOCK_OF_CODE.finditer(markdown):
        shown.append_text(_lines(markdown[end : block.start()]))
        shown.append(block[1].rstrip("\n"), style="on grey15")
        end = block.end()
    return shown.append_text(_lines(markdown[end:]))


def _lines(markdown: str) -> Text:
    return Text("\n").join(_line(line) for line in markdown.split("\n"))


def _line(line: str) -> Text:
    if heading := _HEADING.fullmatch(line):
        return _inline(heading[1], style="bold underline")
    if entry := _ENTRY.fullmatch(line):
        return Text(f"{entry[1]}• ").append_text(_inline(entry[2]))
    if line.startswith(_SMALL):
        return _inline(line.removeprefix(_SMALL), style="dim")
    if line.startswith(_QUOTED):
        return Text("▎ ", style="dim").append_text(_inline(line.removeprefix(_QUOTED)))
    return _inline(line)


def _inline(markdown: str, *, style: str = "") -> Text:
    shown = Text(style=style)
    end = 0
    for found in _INLINE.finditer(markdown):
        shown.append(markdown[end : found.start()])
        shown.append_text(_styled(str(found.lastgroup), found))
        end = found.end()
    return shown.append(markdown[end:])


def _styled(kind: str, found: re.Match[str]) -> Text:
    match kind:
        case "code":
            return Text(found["code"], style="on grey15")
        case "escaped":
            return Text(found["escaped"])
        case "link":
            return _inline(found["label"], style="underline blue")
        case "time":
            return Text("just now")
        case _:
            return _inline(found[kind], style=_STYLES[kind])

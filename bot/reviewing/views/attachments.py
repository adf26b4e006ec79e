"""Sends the files of answers and comments along, taken from the messages in which they were written."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator, Sequence

from bot.core.content import ChannelId, File, MessageId
from bot.formatting import colours
from bot.formatting.pages import Say
from bot.formatting.quoting import plain_name
from bot.formatting.words import escaped
from bot.interviewing.views.measure import clock_face
from bot.outbound.draft import Draft, Embed, Page, Upload
from bot.reviewing.domain.posts import page_of_files

LARGEST_FILE = 10 * 1024 * 1024
"""Bytes that Discord takes from a bot in one file."""
LARGEST_REQUEST = 25 * 1024 * 1024
MOST_FILES = 10

_MENTIONED_NAME = 50
"""Longest name of a file in a sentence: ten sentences about missing files fit into one message."""
_LISTED_NAME = 260
"""Longer than any name of a file on Discord."""
_LINES = 5
"""Files named in one embed: so many fit, whatever their names are."""
_UNITS = ((1024 * 1024, "file-size-mib"), (1024, "file-size-kib"))


def file_pages(files: Sequence[File], *, channel: ChannelId | None, message: MessageId, say: Say) -> list[Page]:
    """Pages with the files of one message; each voice message is alone, so that it can be played."""
    if channel is None:
        return []
    groups = _groups(sent_along(files, channel=channel))
    return [
        Page(
            name=page_of_files(message, number=number, files=len(group), said=_said_of(group)),
            draft=Draft(uploads=tuple(_upload(file, channel, message, say) for file in group)),
            fixed=True,
        )
        for number, group in enumerate(groups)
    ]


def sent_along(files: Sequence[File], *, channel: ChannelId | None) -> list[File]:
    """The files that are within reach and small enough for Discord to take them from a bot."""
    return [each for each in files if _goes_along(each, channel)]


def left_out(files: Sequence[File], *, channel: ChannelId | None, say: Say) -> list[Embed]:
    """Names the files that cannot be sent along, each with its size."""
    lines = [_reason(file, say) for file in _too_much(files, channel)]
    return [
        Embed(title=say("files-left-out"), description="\n".join(lines[at : at + _LINES]), colour=colours.HINT)
        for at in range(0, len(lines), _LINES)
    ]


def not_along(files: Sequence[File], *, channel: ChannelId | None, say: Say) -> str:
    """Tells the writer which files were not sent along; empty if all were. Ten fit into a message."""
    lines = [_reason(file, say, longest=_MENTIONED_NAME) for file in _too_much(files, channel)]
    return "\n".join([say("files-not-along"), *lines]) if lines else ""


def file_size(size: int, say: Say) -> str:
    """`1536` as `1.5 KiB`."""
    for unit, key in _UNITS:
        if size >= unit:
            return say(key, size=f"{size / unit:.1f}")
    return say("file-size-bytes", size=size)


def _said_of(files: Sequence[File]) -> str:
    """A short mark that changes with what is said of the files; empty if nothing is.

    It is stored as it is, so it is too short to tell whether a guess at the words is right.
    """
    said = [[each.description, each.title, each.is_spoiler, each.is_remix] for each in files]
    if not any(itertools.chain.from_iterable(said)):
        return ""
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:4]


def _groups(files: Sequence[File]) -> Iterator[list[File]]:
    group: list[File] = []
    for file in files:
        alone = file.voice_seconds is not None
        full = len(group) == MOST_FILES or sum(each.size for each in group) + file.size > LARGEST_REQUEST
        if group and (alone or full or group[-1].voice_seconds is not None):
            yield group
            group = []
        group.append(file)
    if group:
        yield group


def _upload(file: File, channel: ChannelId, message: MessageId, say: Say) -> Upload:
    return Upload(
        channel=channel,
        message=message,
        name=file.name,
        size=file.size,
        voice_seconds=file.voice_seconds,
        missing=say(
            "file-missing",
            name=escaped(plain_name(file.name, longest=_MENTIONED_NAME)),
            size=file_size(file.size, say),
        ),
        spoken=""
        if file.voice_seconds is None
        else say("file-voice", length=clock_face(max(round(file.voice_seconds), 1))),
    )


def _too_much(files: Sequence[File], channel: ChannelId | None) -> list[File]:
    return [each for each in files if not _goes_along(each, channel)]


def _goes_along(file: File, channel: ChannelId | None) -> bool:
    return channel is not None and file.size <= LARGEST_FILE


def _reason(file: File, say: Say, *, longest: int = _LISTED_NAME) -> str:
    key = "file-too-large" if file.size > LARGEST_FILE else "file-out-of-reach"
    name = escaped(plain_name(file.name, longest=longest))
    return say(key, name=name, size=file_size(file.size, say))

"""Files are sent along as far as Discord allows it; the others are named with their size."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from bot.core.content import ChannelId, File, MessageId
from bot.outbound.draft import Draft, Page
from bot.reviewing.domain.posts import has_same_files
from bot.reviewing.views.attachments import LARGEST_FILE, file_pages, file_size, left_out
from tests.builders import a_voice_message
from tests.reviewing.views.builders import TEXTS, all_words, discord_takes

say = partial(TEXTS, locale="en")
CHANNEL = ChannelId(3)
MESSAGE = MessageId(77)
MIB = 1024 * 1024
SAID: tuple[dict[str, Any], ...] = (
    {"description": "A chart"},
    {"description": "A map"},
    {"title": "A chart"},
    {"is_spoiler": True},
    {"is_remix": True},
)


def a_file(size: int = 1000, name: str = "notes.txt") -> File:
    return File(name=name, size=size)


def sizes_of(files: list[File]) -> list[list[int]]:
    pages = file_pages(files, channel=CHANNEL, message=MESSAGE, say=say)
    for page in pages:
        discord_takes(page)
    return [[upload.size for upload in page.draft.uploads] for page in pages]


def test_ten_files_share_a_message() -> None:
    assert sizes_of([a_file(each) for each in range(12)]) == [list(range(10)), [10, 11]]


def test_a_message_has_no_more_than_discord_takes_at_once() -> None:
    assert sizes_of([a_file(9 * MIB)] * 5) == [[9 * MIB] * 2, [9 * MIB] * 2, [9 * MIB]]


def test_a_voice_message_stands_alone_so_that_it_can_be_played() -> None:
    voice = a_voice_message(45.0)

    pages = file_pages([a_file(), voice, a_file()], channel=CHANNEL, message=MESSAGE, say=say)

    assert [[upload.voice_seconds for upload in page.draft.uploads] for page in pages] == [[None], [45.0], [None]]


def test_a_page_is_named_after_its_message_and_its_files() -> None:
    names = [page.name for page in file_pages([a_file()] * 11, channel=CHANNEL, message=MESSAGE, say=say)]

    assert names == ["f77.0.10", "f77.1.1"]


def test_what_is_said_of_its_files_changes_the_name_of_a_page_and_leaves_it_recognisable() -> None:
    """Files of which nothing is said have the names that they always had."""
    said = (a_file(), *(replace(a_file(), **each) for each in SAID))
    names = [file_pages([each], channel=CHANNEL, message=MESSAGE, say=say)[0].name for each in said]

    assert names[0] == "f77.0.1"
    assert len({*names}) == len(names)
    assert all(has_same_files(names[0], each) for each in names)
    assert not has_same_files(names[0], "f77.1.1")
    assert not has_same_files("0", "0")


def test_the_bytes_come_from_the_message_that_has_the_file() -> None:
    (page,) = file_pages([a_file()], channel=CHANNEL, message=MESSAGE, say=say)
    (upload,) = page.draft.uploads

    assert (upload.channel, upload.message, upload.name, upload.size) == (CHANNEL, MESSAGE, "notes.txt", 1000)
    assert page.fixed


@pytest.mark.parametrize(("size", "sent"), [(LARGEST_FILE, True), (LARGEST_FILE + 1, False)])
def test_a_file_over_the_limit_is_named_instead(size: int, sent: bool) -> None:
    files = [a_file(size, "video_1.mp4")]

    assert bool(file_pages(files, channel=CHANNEL, message=MESSAGE, say=say)) is sent
    named = left_out(files, channel=CHANNEL, say=say)
    assert bool(named) is not sent
    if not sent:
        assert named[0].description == r"**video\_1.mp4** (10.0 MiB) is larger than Discord lets me send."


def test_files_out_of_reach_are_named() -> None:
    (named,) = left_out([a_file()], channel=None, say=say)

    assert file_pages([a_file()], channel=None, message=MESSAGE, say=say) == []
    assert named.description == "I can't reach **notes.txt** (1,000 bytes)."


def test_the_sentence_for_a_missing_file_has_its_name_and_size() -> None:
    (page,) = file_pages([a_file(2048)], channel=CHANNEL, message=MESSAGE, say=say)

    assert (
        page.draft.uploads[0].missing
        == "I couldn't send **notes.txt** (2.0 KiB): it's gone, or Discord won't take it from me."
    )


def test_no_name_of_a_file_is_too_long_or_says_something_else() -> None:
    name = "[x](https://evil.example)\u202e" + "_" * 230
    files = [a_file(LARGEST_FILE + 1, name)] * 40

    embeds = left_out(files, channel=CHANNEL, say=say)
    (page, *_) = file_pages([a_file(1, name)] * 10, channel=CHANNEL, message=MESSAGE, say=say)

    discord_takes(page)
    for embed in embeds:
        shown = Page(name="0", draft=Draft(embeds=(embed,)))
        discord_takes(shown)
        assert "](https" not in all_words([shown])
        assert "\u202e" not in all_words([shown])


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (1023, "1,023 bytes"),
        (1024, "1.0 KiB"),
        (1536, "1.5 KiB"),
        (11 * MIB, "11.0 MiB"),
    ],
)
def test_a_size_is_readable(size: int, words: str) -> None:
    assert file_size(size, say) == words

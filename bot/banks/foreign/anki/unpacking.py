"""Unpacks the collection of an Anki deck into a file, however large the deck claims to be."""

from __future__ import annotations

import io
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import zstandard

MAX_UNPACKED = 128 * 1024 * 1024
"""The most bytes that a collection may have; the texts of 100,000 cards are less."""

_ENTRY = b"PK\x01\x02"
_MAX_ENTRIES = 50_000
"""Each picture of a deck is one; the directory of so many takes 40 MB."""
_ANY_COLLECTION = b"collection.anki2"
_NEWEST_FIRST = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""A deck for a newer Anki carries an older collection, too: one note that asks for an update of Anki."""
_ENCRYPTED = 0x1
_WINDOW = 32 * 1024 * 1024
"""What a stream may ask for; Anki's need 2 MB."""
_CHUNK = 1024 * 1024


class NotUnpackedError(Exception):
    """There is no collection that can be unpacked."""


def names_collection(content: bytes) -> bool:
    """True if a zip file has a collection in it: names stand uncompressed there."""
    return _ANY_COLLECTION in content


@contextmanager
def unpacked(content: bytes) -> Iterator[Path]:
    """The newest collection of a deck, as a file that is there as long as the context lasts.

    Raises:
        NotUnpackedError: it is damaged, encrypted, larger than `MAX_UNPACKED`, or there is none.
    """
    with tempfile.TemporaryDirectory(prefix="mock-interviewer-") as folder:
        path = Path(folder) / "collection"
        with path.open("xb") as target:
            _unpack(content, target)
        yield path


def _unpack(content: bytes, target: IO[bytes]) -> None:
    if content.count(_ENTRY) > _MAX_ENTRIES:
        raise NotUnpackedError
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entry = _newest(archive)
            with archive.open(entry) as packed:
                if entry.filename == _NEWEST_FIRST[0]:
                    unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
                    with unpacker.stream_reader(packed) as stream:
                        _copy(stream, target)
                else:
                    _copy(packed, target)
    except (zipfile.BadZipFile, zlib.error, zstandard.ZstdError, OSError, EOFError, ValueError) as error:
        raise NotUnpackedError from error
    except (NotImplementedError, RuntimeError) as error:  # a way of packing that Python does not know
        raise NotUnpackedError from error


def _newest(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    entries = {entry.filename: entry for entry in archive.infolist()}
    entry = next((entries[name] for name in _NEWEST_FIRST if name in entries), None)
    # Anki knows these two ways of packing; others may want gigabytes before the first byte comes out.
    packed_as_anki_does = entry is not None and entry.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    if entry is None or not packed_as_anki_does or entry.flag_bits & _ENCRYPTED:
        raise NotUnpackedError
    return entry


def _copy(source: IO[bytes] | zstandard.ZstdDecompressionReader, target: IO[bytes]) -> None:
    """Copy chunk by chunk: what a header says about the size is not believed."""
    size = 0
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        if size > MAX_UNPACKED:
            raise NotUnpackedError
        target.write(chunk)

"""Each ZIP file is whole and below the limit, and nothing is lost between them."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy.usecases.exporting.packing import Packer, TooLargeForPart
from tests.builders import NOON

LIMIT = 2000


@given(st.lists(st.tuples(st.booleans(), st.binary(max_size=1500)), max_size=20))
def test_all_that_was_added_comes_out_of_parts_below_the_limit(entries: list[tuple[bool, bytes]]) -> None:
    packer, parts, wanted = Packer(made_at=NOON, limit=LIMIT), [], {}
    for number, (is_text, content) in enumerate(entries):
        path = f"files/{number}-é.bin"
        wanted[path] = content.hex().encode() if is_text else content

        def add(path: str = path, content: bytes = content, is_text: bool = is_text) -> bool:
            return packer.add_text(path, content.hex()) if is_text else packer.add_file(path, content)

        try:
            if not add():
                parts.append(packer.finished())
                assert add()
        except TooLargeForPart:
            del wanted[path]
    parts.append(packer.finished())
    packer.close()

    found: dict[str, bytes] = {}
    for part in parts:
        assert len(part) <= LIMIT
        with ZipFile(BytesIO(part)) as opened:
            assert opened.testzip() is None
            found |= {name: opened.read(name) for name in opened.namelist()}
    assert found == wanted


def test_what_fits_nowhere_is_refused_and_changes_nothing() -> None:
    packer = Packer(made_at=NOON, limit=LIMIT)

    assert not packer.could_take("a", LIMIT)
    with pytest.raises(TooLargeForPart):
        packer.add_file("a", bytes(LIMIT))

    with ZipFile(BytesIO(packer.finished())) as opened:
        assert opened.namelist() == []
    packer.close()

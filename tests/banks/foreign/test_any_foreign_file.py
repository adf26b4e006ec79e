"""No file makes a reader raise, and what is read of a file is found in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.banks.foreign.aiken import is_aiken, read_aiken
from bot.banks.foreign.anki_text import is_anki_text, read_anki_text
from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.foreign_json import is_foreign_json, is_json_lines, read_foreign_json, read_json_lines
from bot.banks.foreign.foreign_yaml import is_foreign_yaml, read_foreign_yaml
from bot.banks.foreign.found import Found
from bot.banks.foreign.gift import is_gift, read_gift
from bot.banks.foreign.markdown.reading import is_page_of_questions, read_page_of_questions
from bot.banks.foreign.table import is_table, read_table
from tests.banks.foreign.asked import FILES

READERS: dict[str, tuple[Callable[[ForeignFile], bool], Callable[[ForeignFile], Found]]] = {
    "table": (is_table, read_table),
    "json": (is_foreign_json, read_foreign_json),
    "json-lines": (is_json_lines, read_json_lines),
    "yaml": (is_foreign_yaml, read_foreign_yaml),
    "anki-text": (is_anki_text, read_anki_text),
    "page": (is_page_of_questions, read_page_of_questions),
    "gift": (is_gift, read_gift),
    "aiken": (is_aiken, read_aiken),
}
ORIGINALS = [path.read_bytes() for path in sorted(FILES.iterdir())]
PIECES = [
    b'"',
    b"\n",
    b",",
    b";",
    b"\t",
    b"{",
    b"[",
    b"]",
    b"- ",
    b": ",
    b"&a ",
    b"*a",
    b"#",
    b"\xff",
    b"\0",
    b"?",
    b"'",
    b"&lt;",
    b"\n\n",
    b"<details>",
    b"</summary>",
    b"**",
    b"\n# ",
    b"](#",
    b"```",
    b"|",
    b"ANSWER: ",
    b"=~",
    b"}",
]


@st.composite
def spoilt_files(draw: st.DrawFn) -> bytes:
    """One of our files with parts that are cut out, repeated or put in."""
    content = draw(st.sampled_from(ORIGINALS))
    for _ in range(draw(st.integers(1, 6))):
        begin = draw(st.integers(0, len(content)))
        end = draw(st.integers(begin, min(len(content), begin + 60)))
        piece = draw(st.sampled_from([*PIECES, content[begin:end] * 2, b""]))
        content = content[:begin] + piece + content[end:]
    return content


@pytest.mark.parametrize("reader", READERS)
@given(content=st.one_of(spoilt_files(), st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
@example(content=b'question\n"')
@example(content=b'[{"question": {"text": ["What?"]}, "options": {"a": [1]}, "answer": {"b": null}}]')
@example(content=b'[[["a", "b"], ["c", "d"]], [{}, []], null, "What is it?"]')
@example(content=b"- question: [What?]\n- ? a\n- {a: {b: [c]}}")
@example(content=b"#separator:tab\n#guid column:9\n#tags column:0\na")
@example(content=b"sep=,\n")
@example(content=b"- > # 1.\n  - [x](y)\n\n| |\n|-|\n| a")
def test_no_file_makes_a_reader_raise(reader: str, content: bytes) -> None:
    recognises, read = READERS[reader]
    file = ForeignFile(content=content)

    recognises(file)
    found = read(file)

    lines = file.text.count("\n") + 1
    assert all(1 <= part.line <= lines for part in (*found.questions, *found.left_out))
    assert all(question.text.strip() for question in found.questions)
    assert not set(found.unused) & {*found.used, *found.mapped}

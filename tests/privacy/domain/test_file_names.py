"""Whatever somebody called a file, the export can be unpacked anywhere and nowhere else."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy.domain.file_names import path_in_export


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("cv.pdf", "files/answer-1-1-cv.pdf"),
        ("Lebenslauf für Zoë (2).pdf", "files/answer-1-1-Lebenslauf für Zoë (2).pdf"),
        ("../../etc/passwd", "files/answer-1-1-____etc_passwd"),
        (r"C:\Windows\x.dll", "files/answer-1-1-C__Windows_x.dll"),
        ("\u202egnp.exe", "files/answer-1-1-_gnp.exe"),
        ("...", "files/answer-1-1-_"),
        ("", "files/answer-1-1-file"),
        ("ends. . .", "files/answer-1-1-ends"),
        ("a" * 300 + ".tar.gz", "files/answer-1-1-" + "a" * 77 + ".gz"),
    ],
)
def test_a_name_stays_as_far_as_it_does_no_harm(name: str, path: str) -> None:
    assert path_in_export("answer-1-1", name) == path


@given(st.text())
def test_no_name_leaves_its_folder_or_is_too_long(name: str) -> None:
    path = path_in_export("answer-1-1", name)

    for parts in (PurePosixPath(path).parts, PureWindowsPath(path).parts):
        assert len(parts) == 2
        assert parts[0] == "files"
    assert len(path.encode()) <= 120
    assert path.isprintable()
    assert not path.endswith((".", " "))

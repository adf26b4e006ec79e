"""What git had of the banks, and why there may be nothing to compare with."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.banks.last_commit import NoHistory, committed_banks
from bot.yamlfile.source import MAX_BYTES
from tests.cli.repository import Repository, needs_git


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


@pytest.fixture
def folder(repository: Repository) -> Path:
    folder = repository.folder / "question banks"
    folder.mkdir()
    return folder


def test_each_bank_is_as_it_was_committed(repository: Repository, folder: Path) -> None:
    (folder / "a.yaml").write_bytes(b"a: 1\r\n\n\xc3\xa9")
    (folder / "b c.yaml").write_bytes(b"")
    (folder / "README.md").write_bytes(b"# No bank")
    (folder / "below").mkdir()
    (folder / "below" / "d.yaml").write_bytes(b"d")
    (repository.folder / "above.yaml").write_bytes(b"above")
    (folder / "link.yaml").symlink_to("a.yaml")
    repository.commits()
    (folder / "a.yaml").write_bytes(b"a: 2")
    (folder / "new.yaml").write_bytes(b"new")

    assert committed_banks(folder) == {"a.yaml": b"a: 1\r\n\n\xc3\xa9", "b c.yaml": b""}


def test_an_earlier_commit_can_be_asked_for(repository: Repository, folder: Path) -> None:
    for content in (b"1", b"2", b"3"):
        (folder / "a.yaml").write_bytes(content)
        repository.commits()

    assert committed_banks(folder, since="HEAD~2") == {"a.yaml": b"1"}


def test_a_file_too_large_to_be_a_bank_is_not_read(repository: Repository, folder: Path) -> None:
    (folder / "a.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    repository.commits()

    assert committed_banks(folder) == {}


def test_a_folder_that_was_never_committed_had_no_banks(repository: Repository, folder: Path) -> None:
    (repository.folder / "a.txt").touch()
    repository.commits()

    assert committed_banks(folder) == {}


def test_inside_a_hook_the_repository_of_the_folder_is_asked(
    repository: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.yaml").write_bytes(b"a")
    repository.commits()
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")

    assert list(committed_banks(folder)) == ["a.yaml"]


def test_before_the_first_commit_there_is_nothing_to_compare_with(folder: Path) -> None:
    with pytest.raises(NoHistory, match="git has no such commit"):
        committed_banks(folder)


@pytest.mark.parametrize("since", ["no-such-branch", "--output=x", "-h", "", "HEAD^{blob}", "a\nb"])
def test_a_commit_that_is_none_does_no_harm(repository: Repository, folder: Path, since: str) -> None:
    repository.commits()

    with pytest.raises(NoHistory):
        committed_banks(folder, since=since)
    assert sorted(path.name for path in repository.folder.iterdir()) == [".git", "question banks"]


def test_without_a_repository_there_is_nothing_to_compare_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs_git()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    with pytest.raises(NoHistory, match="the folder is not in a git repository"):
        committed_banks(tmp_path)


def test_without_git_there_is_nothing_to_compare_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NoHistory, match="git is not installed"):
        committed_banks(tmp_path)

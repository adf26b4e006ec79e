"""Where keys come from, and that nobody else sees them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from bot.storage.database.errors import KeyProblem, LooseKeyFile, NoKeyGiven, UnreadableKeyFile, UnusableKey
from bot.storage.encryption.keys import GivenKeys, Key, KeyFile


def test_keys_are_separated_by_commas_or_white_space() -> None:
    keys = tuple(Key.new() for _ in range(4))
    texts = [key.text for key in keys]

    assert GivenKeys(f" {texts[0]},{texts[1]} ,\n{texts[2]}\t{texts[3]}\n").read() == keys


@pytest.mark.parametrize("text", ["", " , \n"])
def test_an_empty_variable_has_no_key(text: str) -> None:
    with pytest.raises(NoKeyGiven, match="There is no key in MOCK_KEY"):
        GivenKeys(text).read()


A_KEY = Key.new().text


@pytest.mark.parametrize(
    "wrong",
    ["secret", "x" * 44, A_KEY[:-1], A_KEY + "=", "é" * 44, A_KEY[:-1] + "!"],
    ids=["word", "no padding", "too short", "too long", "not ascii", "wrong padding"],
)
def test_what_is_no_key_is_refused_without_showing_it(wrong: str) -> None:
    with pytest.raises(UnusableKey, match=r"In MOCK_KEY, key 2 of 2 is not a Fernet key") as refused:
        GivenKeys(f"{Key.new().text},{wrong}").read()

    assert wrong not in str(refused.value)


def test_a_key_is_never_shown() -> None:
    key = Key.new()

    assert key.text not in repr(key)
    assert key.text not in repr((key, str(key)))
    assert key.fingerprint not in key.text


def test_a_key_file_is_made_for_its_owner_only_and_read_back(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "data" / "mock.key")
    assert file.read() == ()

    file.create()

    assert len(file.read()) == 1
    assert stat.S_IMODE((tmp_path / "data" / "mock.key").stat().st_mode) == 0o600
    assert "Keep a copy" in (tmp_path / "data" / "mock.key").read_text()


def test_a_generous_umask_makes_no_generous_key_file(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        KeyFile(tmp_path / "mock.key").create()
    finally:
        os.umask(before)

    assert len(KeyFile(tmp_path / "mock.key").read()) == 1


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "mock.key")
    file.create()
    made = file.read()

    with pytest.raises(UnreadableKeyFile, match="file exists"):
        file.create()
    assert file.read() == made


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_key_file_that_others_can_read_is_refused_with_the_remedy(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "mock.key"
    KeyFile(path).create()
    path.chmod(mode)

    with pytest.raises(LooseKeyFile, match=f"chmod 600 {path}"):
        KeyFile(path).read()


@pytest.mark.parametrize("content", ["", "# only a remark\n", "\n\n"])
def test_an_empty_key_file_is_not_the_same_as_none(tmp_path: Path, content: str) -> None:
    path = tmp_path / "mock.key"
    path.touch(mode=0o600)
    path.write_text(content)

    with pytest.raises(NoKeyGiven):
        KeyFile(path).read()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00binary", b"secret"])
def test_a_key_file_with_something_else_in_it_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mock.key"
    path.touch(mode=0o600)
    path.write_bytes(content)

    with pytest.raises(UnusableKey, match=str(path)):
        KeyFile(path).read()


def test_a_folder_is_no_key_file(tmp_path: Path) -> None:
    path = tmp_path / "mock.key"
    path.mkdir(mode=0o700)

    with pytest.raises(UnreadableKeyFile, match="is a directory"):
        KeyFile(path).read()


def test_a_key_file_in_an_impossible_place_is_a_key_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(KeyProblem):
        KeyFile(tmp_path / "file" / "mock.key").create()


def test_a_rotation_puts_a_new_key_in_front_and_then_drops_the_old_one(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "mock.key")
    file.create()
    [old] = file.read()

    file.begin_rotation()
    new, kept = file.read()
    assert kept == old
    assert new != old

    file.begin_rotation()
    assert file.read() == (new, old), "a rotation that was interrupted goes on with the same key"

    file.finish_rotation()
    assert file.read() == (new,)
    assert [path.name for path in tmp_path.iterdir()] == ["mock.key"]
    assert stat.S_IMODE((tmp_path / "mock.key").stat().st_mode) == 0o600


def test_what_a_killed_rotation_left_beside_the_file_is_no_obstacle(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "mock.key")
    file.create()
    (tmp_path / "mock.key.new").write_text("half a k")

    file.begin_rotation()

    assert len(file.read()) == 2

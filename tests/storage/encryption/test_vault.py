"""The vault opens with the right key or not at all."""

from __future__ import annotations

import pytest

from bot.storage.database.errors import KeyLost, Undecipherable, WrongKey
from bot.storage.encryption.keys import Key, KeyFile
from bot.storage.encryption.vault import Vault

OLD, NEW = Key.new().text, Key.new().text


def unlocked(*keys: str) -> tuple[Vault, dict[str, str]]:
    vault = Vault.from_text(",".join(keys))
    return vault, dict(vault.unlock({}))


def test_what_was_sealed_opens_and_cannot_be_read_otherwise() -> None:
    vault, _ = unlocked(OLD)

    sealed = vault.seal("my answer")

    assert "answer" not in sealed
    assert vault.unseal(sealed) == "my answer"


def test_nothing_is_sealed_before_the_keys_were_checked() -> None:
    vault = Vault.from_text(OLD)

    for use in (
        lambda: vault.seal("x"),
        lambda: vault.unseal("x"),
        lambda: vault.reseal("x"),
        lambda: vault.fingerprint,
    ):
        with pytest.raises(RuntimeError, match="locked"):
            use()


def test_each_key_that_seals_has_left_a_proof_before() -> None:
    _, first = unlocked(OLD)
    second = Vault.from_text(f"{NEW} {OLD}").unlock(first)

    assert list(first) == [Key(OLD).fingerprint]
    assert list(second) == [Key(NEW).fingerprint]
    assert Vault.from_text(f"{OLD} {NEW}").unlock(first | dict(second)) == {}


@pytest.mark.parametrize("given", [OLD, NEW], ids=["old", "new"])
def test_while_two_keys_have_sealed_one_of_them_is_not_enough(given: str) -> None:
    _, first = unlocked(OLD)
    proofs = first | dict(Vault.from_text(f"{NEW} {OLD}").unlock(first))

    with pytest.raises(WrongKey) as refused:
        Vault.from_text(given).verify(proofs)

    missing = Key(NEW if given == OLD else OLD)
    assert missing.fingerprint in str(refused.value)
    assert missing.text not in str(refused.value)


def test_a_proof_that_was_tampered_with_does_not_open() -> None:
    _, proofs = unlocked(OLD)
    [(fingerprint, _)] = proofs.items()

    with pytest.raises(WrongKey):
        Vault.from_text(OLD).unlock({fingerprint: unlocked(NEW)[0].seal("x")})


def test_a_missing_file_is_made_only_where_nothing_was_sealed(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("keys") / "mock.key"

    with pytest.raises(KeyLost):
        Vault.from_file(path).unlock(unlocked(OLD)[1])
    assert not path.exists()

    Vault.from_file(path).verify({})
    assert not path.exists()

    Vault.from_file(path).unlock({})
    assert len(KeyFile(path).read()) == 1


def test_old_keys_open_but_do_not_seal() -> None:
    old, proofs = unlocked(OLD)
    both = Vault.from_text(f"{NEW},{OLD}")
    both.unlock(proofs)

    assert both.unseal(old.seal("x")) == "x"
    with pytest.raises(Undecipherable):
        old.unseal(both.seal("x"))


def test_resealing_changes_the_key_once() -> None:
    old, proofs = unlocked(OLD)
    both = Vault.from_text(f"{NEW},{OLD}")
    both.unlock(proofs)
    sealed = old.seal("x")

    resealed = both.reseal(sealed)

    assert resealed != sealed
    assert both.reseal(resealed) == resealed
    new = Vault.from_text(NEW)
    new.unlock({})
    assert new.unseal(resealed) == "x"


@pytest.mark.parametrize("garbage", ["", "gAAAAA", "é", "x" * 200])
def test_garbage_does_not_open(garbage: str) -> None:
    with pytest.raises(Undecipherable):
        unlocked(OLD)[0].unseal(garbage)

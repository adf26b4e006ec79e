"""Encrypts what people write, and refuses keys that do not fit what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.storage.database.errors import KeyLost, NoKeyGiven, Undecipherable, WrongKey
from bot.storage.encryption.keys import GivenKeys, Key, KeyFile, Keys

PROOF = "This text opens with the right key."


class Vault:
    """Locked until `unlock` has compared the keys with the proofs in the database.

    A proof is a known text sealed with a key, and stored before that key seals anything else. So the proofs name every
    key that is needed to read what is stored.
    """

    def __init__(self, keys: Keys) -> None:
        self._source = keys
        self._keys: tuple[Key, ...] = ()
        self._first: Fernet | None = None
        self._all: MultiFernet | None = None

    @classmethod
    def from_text(cls, text: str, *, name: str = "MOCK_KEY") -> Self:
        """Keys separated by commas or white space; the first encrypts. `name` says where the operator wrote them."""
        return cls(GivenKeys(text, name=name))

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Keys in a file, which `unlock` makes if nothing has been encrypted yet."""
        return cls(KeyFile(path))

    def verify(self, proofs: Mapping[str, str]) -> None:
        """Raise what `unlock` would raise, without making a key.

        Raises:
            KeyLost: there are proofs, but no key.
            WrongKey: a proof does not open.
            KeyProblem: the source of the keys is not usable.
        """
        self._check(self._source.read(), proofs)

    def unlock(self, proofs: Mapping[str, str]) -> Mapping[str, str]:
        """Read the keys, or make the first one if nothing has been encrypted yet. Returns the proofs to store.

        Raises:
            KeyLost, WrongKey, KeyProblem: as for `verify`.
        """
        keys = self._source.read()
        self._check(keys, proofs)
        if not keys:
            self._source.create()
            keys = self._source.read()
        self._keys = keys
        self._first = Fernet(keys[0].text)
        self._all = MultiFernet([Fernet(key.text) for key in keys])
        first = keys[0].fingerprint
        return {} if first in proofs else {first: self.seal(PROOF)}

    def seal(self, text: str) -> str:
        """Encrypt with the first key."""
        return self.seal_bytes(text.encode())

    def seal_bytes(self, content: bytes) -> str:
        """`seal` for what is no text. Safe to call in a thread."""
        return self._opened().encrypt(content).decode()

    def unseal(self, sealed: str) -> str:
        """Decrypt with the key that fits.

        Raises:
            Undecipherable: no key fits.
        """
        return self.unseal_bytes(sealed).decode()

    def unseal_bytes(self, sealed: str) -> bytes:
        """The inverse of `seal_bytes`, and as safe.

        Raises:
            Undecipherable: no key fits.
        """
        try:
            return self._opened().decrypt(sealed.encode())
        except InvalidToken as error:
            raise Undecipherable from error

    def reseal(self, sealed: str) -> str:
        """The same content encrypted with the first key; unchanged if that key encrypted it.

        Raises:
            Undecipherable: no key fits.
        """
        if self._first is None:
            raise RuntimeError("the vault is locked")
        try:
            self._first.decrypt(sealed.encode())
        except InvalidToken:
            return self.seal_bytes(self.unseal_bytes(sealed))
        return sealed

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the key that encrypts."""
        self._opened()
        return self._keys[0].fingerprint

    def begin_rotation(self) -> None:
        """Put a new key in front, if the bot owns the keys. Takes effect with the next `unlock`. Raises KeyProblem."""
        if not self._source.read():
            raise NoKeyGiven(source=self._source.name)
        self._source.begin_rotation()

    def finish_rotation(self) -> None:
        """Forget the old keys, if the bot owns them. Only when nothing stored needs them any more."""
        self._source.finish_rotation()

    def _check(self, keys: tuple[Key, ...], proofs: Mapping[str, str]) -> None:
        if not proofs:
            return
        if not keys:
            raise KeyLost(source=self._source.name, missing=proofs)
        by_fingerprint = {key.fingerprint: key for key in keys}
        missing = [name for name, proof in proofs.items() if not _proves(by_fingerprint.get(name), proof)]
        if missing:
            raise WrongKey(source=self._source.name, missing=missing, given=by_fingerprint)

    def _opened(self) -> MultiFernet:
        if self._all is None:
            raise RuntimeError("the vault is locked")
        return self._all


def _proves(key: Key | None, proof: str) -> bool:
    if key is None:
        return False
    try:
        return Fernet(key.text).decrypt(proof.encode()).decode() == PROOF
    except InvalidToken:
        return False

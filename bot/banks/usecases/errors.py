"""The refusals about the banks of a server."""

from __future__ import annotations

from bot.core.refusal import Refusal


class FileTooLarge(Refusal):
    """The file is too large to be fetched, or a list too long to be read."""

    key = "error-bank-file-too-large"

    def __init__(self, *, most: int) -> None:
        super().__init__(most)
        self.most = most
        """Megabytes."""


class FileUnnamed(Refusal):
    """The name of the file has no letter that the name of a bank may have."""

    key = "error-bank-file-unnamed"


class TooManyBanks(Refusal):
    key = "error-too-many-banks"

    def __init__(self, *, most: int) -> None:
        super().__init__(most)
        self.most = most


class UploadGone(Refusal):
    """The upload was discarded or forgotten, or a later one of the same bank replaced it."""

    key = "error-upload-gone"


class UploadOutdated(Refusal):
    """Another version became current after its changes were shown."""

    key = "error-upload-outdated"

    def __init__(self, *, bank: str) -> None:
        super().__init__(bank)
        self.bank = bank


class NoSuchVersion(Refusal):
    key = "error-no-such-version"

    def __init__(self, *, bank: str, versions: str) -> None:
        super().__init__(bank, versions)
        self.bank = bank
        self.versions = versions
        """The versions that exist."""


class BankOfOperator(Refusal):
    """A server cannot delete what it has not uploaded."""

    key = "error-bank-of-operator"

    def __init__(self, *, bank: str) -> None:
        super().__init__(bank)
        self.bank = bank


class DeletionOutdated(Refusal):
    """The bank has another newest version than the one that was shown, or is gone."""

    key = "error-deletion-outdated"


class BankUnreadable(Refusal):
    """The bank was stored by another version of the bot, with other rules."""

    key = "error-bank-unreadable"

    def __init__(self, *, bank: str) -> None:
        super().__init__(bank)
        self.bank = bank


class NoSuchBank(Refusal):
    key = "error-no-such-bank"

    def __init__(self, *, slug: str, suggestions: str) -> None:
        super().__init__(slug, suggestions)
        self.slug = slug
        self.suggestions = suggestions

"""The base of everything that is refused with one clear sentence."""

from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):
    """Nothing was changed. Carries data; the words live in `bot/text`."""

    key: ClassVar[str]

    def details(self) -> dict[str, str | int]:
        """What the sentence mentions, by the names that it uses in `bot/text`."""
        return {name: value for name, value in vars(self).items() if isinstance(value, str | int)}

    def markup(self) -> dict[str, str]:
        """As `details`, for what has Discord's own markup in it, such as links: nothing that people wrote."""
        return {}

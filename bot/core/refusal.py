"""The base of every refusal, which a person reads as one clear sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar


class Refusal(Exception):
    """Nothing was changed. Carries data; the sentence is in `bot/text`."""

    key: ClassVar[str]

    def details(self) -> dict[str, str | int]:
        """The values that the sentence mentions, by their names in `bot/text`."""
        return {name: value for name, value in vars(self).items() if isinstance(value, str | int)}

    def topics_named(self) -> Mapping[str, Sequence[str]]:
        """Like `details`, for topics of banks, which the sentence shows by their labels."""
        return {}

    def markup(self) -> dict[str, str]:
        """Like `details`, for values with Discord's own markup, such as links; never for what people wrote."""
        return {}

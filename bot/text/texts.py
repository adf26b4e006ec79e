"""Looks up sentences by key, in the reader's language where it exists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

DEFAULT_LOCALE = "en"

Value = str | int | float


class MissingText(KeyError):
    """No sentence has this key, or it wants a value that it was not given: a mistake in our code."""


class Texts:
    """All sentences of all locales, read once."""

    def __init__(self, bundles: Mapping[str, FluentBundle]) -> None:
        self._bundles = bundles

    @classmethod
    def load(cls, *, only: str = "") -> Texts:
        """All of `bot/text/<locale>/*.ftl`, read once in the life of the process, because parsing takes a while.

        `only`: the name of one file, without its ending, for a command that must not take that while.
        """
        return cls(_bundles(only))

    def __call__(self, key: str, *, locale: str = DEFAULT_LOCALE, **values: Value) -> str:
        """The sentence in `locale` (one of Discord's, such as `pt-BR`), else in its language, else in English.

        Raises:
            MissingText: English has no such key, or a value is missing.
        """
        for name in (locale, locale.partition("-")[0], DEFAULT_LOCALE):
            bundle = self._bundles.get(name)
            if bundle is not None and bundle.has_message(key):
                pattern = bundle.get_message(key).value
                if pattern is None:
                    raise MissingText(key)
                text, errors = bundle.format_pattern(pattern, dict(values))
                if errors:
                    raise MissingText(key, [str(error) for error in errors])
                return str(text)
        raise MissingText(key)


@cache
def _bundles(only: str) -> Mapping[str, FluentBundle]:
    bundles = {}
    for folder in files("bot.text").iterdir():
        if not folder.is_dir():
            continue
        resources = [each for each in folder.iterdir() if each.name.endswith(f"{only}.ftl")]
        if resources:
            # Isolation marks would be copied along with a link or a command name.
            bundle = FluentBundle([folder.name], use_isolating=False)
            for resource in resources:
                bundle.add_resource(FluentResource(resource.read_text(encoding="utf-8")))
            bundles[folder.name] = bundle
    return bundles

"""Reads the configuration file and the environment into a `Config`, or into everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from bot.config.environment import Environment, read_environment
from bot.config.model import KEYS, Config
from bot.config.problem import ConfigProblem, EnvironmentProblem
from bot.config.wording import explain_setting, explain_unknown_key
from bot.core.redaction import redact
from bot.yamlfile.problem import Complaints, where
from bot.yamlfile.problem import Path as KeyPath
from bot.yamlfile.source import MAX_BYTES, Document, read_yaml

_ENVIRONMENT_ONLY = frozenset({("encryption", "keys")})


class ConfigRefused(Exception):
    """The configuration cannot be used. Nothing was started."""

    def __init__(self, problems: Iterable[ConfigProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A configuration that may have mistakes, and these mistakes."""

    config: Config
    """The values, with defaults instead of wrong ones: good for looking at the rest, not for running."""
    problems: tuple[ConfigProblem, ...]
    doubtful: frozenset[str]
    """Sections with a problem: their values may not be those that were meant."""


def load_config(path: Path | None, environ: Mapping[str, str]) -> Config:
    """Read the file, if there is one, and the secrets of the environment, which win. Blocks while it reads.

    Relative paths are relative to the file's folder; without a file, to the working folder.

    Raises:
        ConfigRefused: with all problems at once.
    """
    reading = read_config(path, environ)
    if reading.problems:
        raise ConfigRefused(reading.problems)
    return reading.config


def read_config(path: Path | None, environ: Mapping[str, str]) -> Reading:
    """As `load_config`, but never raises: whatever could be read comes with the problems."""
    folder = Path.cwd() if path is None else path.absolute().parent
    complaints = Complaints("" if path is None else str(path))
    document = None if path is None else _read(path, complaints)
    environment = read_environment(environ, folder)
    checking = _Checking(document, environment, complaints)
    config = checking.config(folder)
    unreadable = frozenset(KEYS) if path is not None and document is None else frozenset()
    in_file = (
        replace(problem, where=redact(problem.where), what=redact(problem.what))
        for problem in sorted(complaints.problems, key=lambda problem: problem.line)
    )
    return Reading(
        config=config,
        problems=(*in_file, *environment.problems, *checking.environment_problems),
        doubtful=environment.doubtful | checking.doubtful | unreadable,
    )


def _read(path: Path, complaints: Complaints) -> Document | None:
    try:
        with path.open("rb") as file:  # a pipe is welcome: `--config <(...)` keeps secrets off the disk
            source = file.read(MAX_BYTES + 1)
    except OSError as error:
        complaints.add(0, "file", f"cannot be read ({error.strerror})", "name a readable file")
        return None
    return read_yaml(source, complaints)


class _Checking:
    """The check of one document together with the environment."""

    def __init__(self, document: Document | None, environment: Environment, complaints: Complaints) -> None:
        self._document = document
        self._secrets = environment.secrets
        self._complaints = complaints
        self.environment_problems: list[EnvironmentProblem] = []
        self.doubtful: set[str] = set()

    def config(self, folder: Path) -> Config:
        content = self._content()
        context = {"folder": folder}
        while True:
            try:
                return Config.model_validate(content, context=context)
            except ValidationError as error:
                # Each mistake is explained and taken out; the rest is validated again, now without a mistake.
                for details in error.errors(include_url=False):
                    path = details["loc"][:2]
                    self._explain(details["type"], path, details["input"], details.get("ctx", {}))
                    _remove(content, path)

    def _content(self) -> dict[str, dict[str, object]]:
        """The file and the environment in one, without keys that do not exist."""
        value = None if self._document is None else self._document.value
        if value is not None and not isinstance(value, dict):
            self._complain((), "is not a set of keys", "begin it with a section such as `discord:`")
        given: dict[str, object] = value if isinstance(value, dict) else {}
        for section in given.keys() - KEYS.keys():
            self._complain((section,), *explain_unknown_key((section,)))
        content = {section: self._section(section, given.get(section)) for section in KEYS}
        for path, secret in self._secrets.items():
            content[str(path[0])][str(path[1])] = secret.value
        return content

    def _section(self, section: str, given: object) -> dict[str, object]:
        if given is None:  # all keys of the section are commented out
            return {}
        if not isinstance(given, dict):
            self._explain("dict_type", (section,), given, {})
            return {}
        keys = {}
        for key, value in given.items():
            path = (section, key)
            if key not in KEYS[section] or path in _ENVIRONMENT_ONLY:
                self._complain(path, *explain_unknown_key(path))
            elif not (value is None and KEYS[section][key].default is None):
                keys[key] = value
        return keys

    def _explain(self, kind: str, path: KeyPath, value: object, facts: Mapping[str, object]) -> None:
        self._complain(path, *explain_setting(kind, path, value, facts))

    def _complain(self, path: KeyPath, what: str, instead: str) -> None:
        self.doubtful.update({str(path[0])} & KEYS.keys() if path else KEYS)
        secret = self._secrets.get(path)
        if secret is not None:
            problem = EnvironmentProblem(variable=secret.variable, what=what, instead=instead)
            self.environment_problems.append(problem)
        elif self._document is not None and not self._document.is_spoilt(path):
            place = where(tuple(redact(part) if isinstance(part, str) else part for part in path))
            self._complaints.add(self._document.line_of(path), place, what, instead)


def _remove(content: dict[str, dict[str, object]], path: KeyPath) -> None:
    section, key = (str(part) for part in path)
    content[section].pop(key, None)

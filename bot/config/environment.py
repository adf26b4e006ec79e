"""Secrets from environment variables, or from files that environment variables name."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.config.problem import EnvironmentProblem
from bot.yamlfile.problem import Path as KeyPath

SECRETS: Mapping[str, KeyPath] = {
    "MOCK_TOKEN": ("discord", "token"),
    "MOCK_DATABASE_URL": ("database", "url"),
    "MOCK_KEY": ("encryption", "keys"),
}
"""Each variable with the key that it sets; with `_FILE` at its end, a variable names a file with the value."""

_MAX_BYTES = 64 * 1024
_TYPING_ERROR = 0.85
"""A variable as like a known one as this is a typing error; any other is somebody else's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    value: str
    variable: str
    """The variable that the value came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """The secrets and the mistakes in the environment."""

    secrets: Mapping[KeyPath, Secret]
    problems: tuple[EnvironmentProblem, ...]
    doubtful: frozenset[str]
    """Sections of the configuration that have a problem."""


def read_environment(environ: Mapping[str, str], folder: Path) -> Environment:
    """Read all secrets; relative paths of files are relative to `folder`. Never raises.

    An empty variable counts as not set: compose files and unit files pass on unset variables like that.
    """
    secrets: dict[KeyPath, Secret] = {}
    problems: list[EnvironmentProblem] = []
    doubtful: set[str] = set()

    def complain(variable: str, key: KeyPath, what: str, instead: str) -> None:
        problems.append(EnvironmentProblem(variable=variable, what=what, instead=instead))
        doubtful.add(str(key[0]))

    for variable, key in SECRETS.items():
        by_file = variable + "_FILE"
        if environ.get(variable) and environ.get(by_file):
            complain(by_file, key, f"is set, and so is {variable}", "remove one of the two")
        elif value := environ.get(variable):
            secrets[key] = Secret(value=value, variable=variable)
        elif name := environ.get(by_file):
            try:
                value = _read(folder / name)
            except (OSError, ValueError) as error:
                reason = error.strerror if isinstance(error, OSError) else str(error)
                complain(by_file, key, f"the file it names cannot be read ({reason})", "name a readable file")
            else:
                secrets[key] = Secret(value=value, variable=by_file)
    for variable, meant in _typing_errors(environ):
        complain(variable, SECRETS[meant.removesuffix("_FILE")], "is not known", f"did you mean {meant}?")
    return Environment(secrets=secrets, problems=tuple(problems), doubtful=frozenset(doubtful))


def _read(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(_MAX_BYTES + 1)
    if len(content) > _MAX_BYTES:
        raise ValueError("it is too large")
    try:
        text = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise ValueError("it is not text") from None
    if not text:
        raise ValueError("it is empty")
    return text


def _typing_errors(environ: Mapping[str, str]) -> list[tuple[str, str]]:
    """Variables that nobody reads, with the one that was probably meant."""
    known = [name for variable in SECRETS for name in (variable, variable + "_FILE")]
    strange = sorted(name for name in environ if name.startswith("MOCK_") and name not in known)
    guesses = [(name, difflib.get_close_matches(name, known, n=1, cutoff=_TYPING_ERROR)) for name in strange]
    return [(name, matches[0]) for name, matches in guesses if matches]

"""The problems of a configuration, in words for the operator."""

from __future__ import annotations

from dataclasses import dataclass

from bot.yamlfile.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentProblem:
    """One mistake in an environment variable. It never repeats the variable's value."""

    variable: str
    what: str
    instead: str

    def __str__(self) -> str:
        return f"environment variable {self.variable}: {self.what}; {self.instead}"


ConfigProblem = Problem | EnvironmentProblem

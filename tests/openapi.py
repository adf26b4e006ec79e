"""Judges recorded REST requests (and answers) by Discord's own OpenAPI description, which we did not write.

jsonschema-rs judges, as each test has dozens of requests and it takes a hundredth of the time; of what it refuses,
jsonschema says best what is wrong.
"""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import jsonschema_rs
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from playground.traffic.recorded_request import RecordedRequest

VARIABLE = "DISCORD_OPENAPI"
_REQUESTS, _ANSWERS = "discord:requests", "discord:answers"
# A refusal is judged as a refusal; what provoked it (often on purpose) is not judged.
_CARRIED_OUT = range(200, 300)


class DiscordDescription:
    """The description, with validators that are compiled when first needed."""

    def __init__(self, path: Path) -> None:
        self._document = json.loads(path.read_text(encoding="utf-8"))
        roots = {_REQUESTS: _as_accepted(self._document), _ANSWERS: _as_answered(self._document)}
        self._registry: Registry[Any] = Registry().with_resources(
            (root, Resource.from_contents(contents, default_specification=DRAFT202012))
            for root, contents in roots.items()
        )
        self._judges = jsonschema_rs.Registry(list(roots.items()))
        self._schemas: dict[tuple[str, str], _Schema] = {}
        self._known: dict[tuple[str, int], _Schema] = {}

    def check_requests(self, requests: Iterable[RecordedRequest]) -> None:
        """Fail with everything that Discord would not understand."""
        problems = [problem for request in requests for problem in self.problems_of_request(request)]
        assert not problems, "\n".join(problems)

    def check_answers(self, requests: Iterable[RecordedRequest]) -> None:
        """Fail where our own answers are not what Discord describes."""
        problems = [problem for request in requests for problem in self.problems_of_answer(request)]
        assert not problems, "\n".join(problems)

    def problems_of_request(self, request: RecordedRequest) -> list[str]:
        operation = self._operation(request)
        if operation is None:
            return [f"{request}: there is no such route"]
        if request.status is not None and request.status not in _CARRIED_OUT:
            return []
        problems = []
        for parameter in self._parameters(request):
            name, place = parameter["name"], parameter["in"]
            given = request.query if place == "query" else request.params
            if name in given:
                value = _typed(given[name], parameter["schema"])
                problems += self._problems(f"{request} {place} {name}", parameter["schema"], value, _REQUESTS)
            elif parameter.get("required"):
                problems.append(f"{request}: {place} parameter {name} is missing")
        known = {each["name"] for each in self._parameters(request) if each["in"] == "query"}
        problems += [f"{request}: unknown query parameter {each}" for each in request.query if each not in known]
        content = operation.get("requestBody", {}).get("content", {})
        media = content.get("multipart/form-data" if request.files else "application/json")
        if media is None:
            if request.json not in (None, {}):
                problems.append(f"{request}: a body where none is known")
        elif request.json is not None or operation["requestBody"].get("required"):
            # A form of files alone has no `payload_json`.
            body = {} if request.files and request.json is None else request.json
            problems += self._problems(f"{request} body", media["schema"], body, _REQUESTS)
        return problems

    def problems_of_answer(self, request: RecordedRequest) -> list[str]:
        operation = self._operation(request)
        if operation is None or request.status is None:
            return []
        responses = operation["responses"]
        response = responses.get(str(request.status)) or responses.get(f"{str(request.status)[0]}XX")
        if response is None:
            return [] if request.status >= 500 else [f"{request}: no such status"]
        response = self._resolved(response)
        schema = response.get("content", {}).get("application/json", {}).get("schema")
        if schema is None:
            return [] if request.response is None else [f"{request}: an answer where none is known"]
        return self._problems(f"{request} answer", schema, request.response, _ANSWERS)

    def _operation(self, request: RecordedRequest) -> dict[str, Any] | None:
        path = self._document["paths"].get(request.route or "", {})
        operation: dict[str, Any] | None = path.get(request.method.lower())
        return operation

    def _parameters(self, request: RecordedRequest) -> list[dict[str, Any]]:
        path = self._document["paths"][request.route or ""]
        operation = path[request.method.lower()]
        parameters = [*path.get("parameters", []), *operation.get("parameters", [])]
        return [self._resolved(parameter) for parameter in parameters]

    def _resolved(self, part: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in part:
            found: Any = self._document
            for step in part["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            part = found
        return part

    def _problems(self, where: str, schema: dict[str, Any], value: Any, root: str) -> list[str]:
        # A schema is a part of the document, which stays: so its identity will do, and needs no text.
        known = self._known.get((root, id(schema)))
        if known is None:
            known = self._known[root, id(schema)] = self._compiled(schema, root)
        return [f"{where}: {problem}" for problem in known.problems_of(value)]

    def _compiled(self, schema: dict[str, Any], root: str) -> _Schema:
        """Many parts of the document say the same; each such text is compiled once."""
        text = json.dumps(schema, sort_keys=True)
        if (root, text) not in self._schemas:
            absolute = json.loads(text.replace('"#/', f'"{root}#/'))
            self._schemas[root, text] = _Schema(
                judge=jsonschema_rs.Draft202012Validator(absolute, registry=self._judges),
                teller=jsonschema.Draft202012Validator(absolute, registry=self._registry),
            )
        return self._schemas[root, text]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Schema:
    judge: jsonschema_rs.Draft202012Validator
    teller: jsonschema.Draft202012Validator

    def problems_of(self, value: Any) -> list[str]:
        """All that is wrong with a value; empty if nothing is."""
        if self.judge.is_valid(value):
            return []
        told = [f"{_where(error)}{error.message[:300]}" for error in map(_deepest, self.teller.iter_errors(value))]
        return told or [f"{error.instance_path} {error.message[:300]}" for error in self.judge.iter_errors(value)]


def _as_accepted(document: dict[str, Any]) -> dict[str, Any]:
    """Discord takes ids as numbers too, and discord.py sends them so; the description knows only text."""
    accepted = _with_forwards(document)
    accepted["components"]["schemas"]["SnowflakeType"]["type"] = ["string", "integer"]
    return accepted


def _as_answered(document: dict[str, Any]) -> dict[str, Any]:
    """The errors of a form's fields have codes in words, as Discord's documentation shows them."""
    answered = _with_forwards(document)
    answered["components"]["schemas"]["Error"]["properties"]["code"]["type"] = ["integer", "string"]
    return answered


def _with_forwards(document: dict[str, Any]) -> dict[str, Any]:
    """Forwards are documented (message reference type 1), but this description lists replies only."""
    copied: dict[str, Any] = copy.deepcopy(document)
    copied["components"]["schemas"]["MessageReferenceType"]["oneOf"].append({"title": "FORWARD", "const": 1})
    return copied


def _deepest(error: jsonschema.ValidationError) -> jsonschema.ValidationError:
    """The most telling of the errors below a failed choice between schemas."""
    return jsonschema.exceptions.best_match([error]) or error


def _where(error: jsonschema.ValidationError) -> str:
    return "".join(f"{step}." for step in error.absolute_path) + " " if error.absolute_path else ""


def _typed(text: str, schema: dict[str, Any]) -> Any:
    kind = schema.get("type")
    if kind == "integer" and text.lstrip("-").isdecimal():
        return int(text)
    if kind == "boolean" and text.lower() in {"0", "1", "true", "false"}:
        return text.lower() in {"1", "true"}
    return unquote(text)


@cache
def discord_description() -> DiscordDescription | None:
    """The description that the environment names, or None where it names none."""
    name = os.environ.get(VARIABLE)
    return DiscordDescription(Path(name)) if name else None


def judge(requests: Iterable[RecordedRequest], *, answers: bool = False) -> None:
    """Fail with what Discord would not understand; does nothing where no description is named."""
    description = discord_description()
    if description is None:
        return
    requests = list(requests)
    description.check_requests(requests)
    if answers:
        description.check_answers(requests)

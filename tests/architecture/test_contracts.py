"""The arrows between modules point down only, and a module contains what its room allows."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path

import grimp
import pytest
from importlinter import Contract
from importlinter.api import read_configuration
from importlinter.contracts.acyclic_siblings import AcyclicSiblingsContract
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract

from tests.architecture.tree import DOMAINS, PACKAGES, ROOT, modules_in, name_of, tree_of

TYPES: dict[str, type[Contract]] = {
    "acyclic_siblings": AcyclicSiblingsContract,
    "layers": LayersContract,
    "forbidden": ForbiddenContract,
    "protected": ProtectedContract,
}

# Python's own modules that give a pure machine values, not the world.
PURE = {
    "__future__",
    "collections",
    "dataclasses",
    "datetime",
    "enum",
    "functools",
    "hashlib",
    "heapq",
    "itertools",
    "math",
    "random",
    "re",
    "typing",
    "unicodedata",
    "zoneinfo",
}
# Other people's that do so, too: FSRS computes what it is asked.
ALSO_PURE = {"fsrs"}

WRONG_ARROWS = [
    ("floors", "bot.core.locks", "bot.yamlfile.problem"),
    ("floors", "bot.config.model", "bot.outbound.relay"),
    ("floors", "bot.text.texts", "bot.config.model"),
    ("floors", "bot.outbound.relay", "bot.formatting.pages"),
    ("floors", "bot.health.readiness", "bot.outbound.relay"),
    ("floors", "bot.health.server", "bot.config.model"),
    ("floors", "bot.formatting.pages", "bot.client.replies"),
    ("floors", "bot.client.errors", "bot.servers.domain.errors"),
    ("floors", "bot.servers.usecases.settings", "bot.banks.usecases.shelf"),
    ("floors", "bot.banks.usecases.shelf", "bot.interviewing.domain.model"),
    ("floors", "bot.interviewing.usecases.parcels", "bot.reviewing.usecases.parcels.unreachable"),
    ("floors", "bot.reviewing.domain.model", "bot.practising.domain.plan"),
    ("floors", "bot.practising.domain.planner", "bot.storage.storage"),
    ("floors", "bot.practising.domain.planner", "bot.privacy.domain"),
    ("floors", "bot.reviewing.domain.machine", "bot.sharing.domain"),
    ("floors", "bot.sharing.domain", "bot.practising.domain.plan"),
    ("floors", "bot.reviewing.usecases.comments.service", "bot.inbound.door"),
    ("floors", "bot.inbound.door", "bot.storage.storage"),
    ("floors", "bot.storage.storage", "bot.app.wiring"),
    ("floors", "bot.app.application", "bot.cli.commands"),
    ("floors", "bot.reviewing.domain.machine", "bot.practising.domain.reminding"),
    ("entrances", "cogs.interviewing.mock_command", "bot.app.application"),
    ("entrances", "bot.inbound.gate", "cogs.interviewing.mock_command"),
    ("features", "cogs.interviewing.buttons", "cogs.reviewing.buttons"),
    ("features", "cogs.servers.acting", "cogs.banks.presses"),
    ("features", "cogs.reviewing.forms", "cogs.practising.forms"),
    ("features", "cogs.reviewing.forms", "cogs.sharing"),
    ("features", "cogs.practising.forms", "cogs.privacy"),
    ("rooms", "bot.reviewing.domain.machine", "bot.reviewing.usecases.apply"),
    ("rooms", "bot.interviewing.usecases.interviews", "bot.interviewing.views.composer"),
    ("rooms", "bot.servers.domain.bounds", "bot.servers.views.setup_page"),
    ("rooms", "bot.practising.usecases.due", "bot.practising.views.today_page"),
    ("rooms", "bot.practising.domain.planner", "bot.practising.usecases"),
    ("bank-rooms", "bot.banks.format.model", "bot.banks.checks.suite"),
    ("bank-rooms", "bot.banks.usecases.shelf", "bot.banks.views.pages"),
    ("database", "cogs.interviewing.mock_command", "sqlalchemy"),
    ("database", "bot.outbound.relay", "alembic"),
    ("database", "bot.app.application", "sqlite3"),
    ("discord", "bot.outbound.relay", "discord"),
    ("discord", "bot.text.texts", "discord"),
    ("discord", "bot.cli.failures", "discord"),
    ("discord", "bot.reviewing.views.card", "discord"),
    ("drawing", "bot.practising.views.illustration", "matplotlib"),
    ("metrics", "bot.outbound.relay", "prometheus_client"),
    ("metrics", "bot.app.observation", "prometheus_client"),
    ("views", "bot.reviewing.views.card", "bot.client.replies"),
    ("views", "bot.interviewing.usecases.interviews", "cogs.interviewing.controls"),
    ("cycles", "bot.core.locks", "bot.outbound.relay"),
    ("cycles", "bot.client.client", "bot.client.replies"),
    ("cycles", "bot.storage.schema.reviews", "bot.storage.reviews.reviews"),
    ("cycles", "playground.gateway.gateway", "playground.rest.access"),
    ("playground", "playground.world.world", "bot.interviewing.domain.model"),
    ("playground", "playground.world.world", "cogs.interviewing.mock_command"),
    ("playground", "playground.world.world", "discord"),
    ("stand-in", "bot.client.client", "playground.world.world"),
    ("stand-in", "cogs.interviewing.mock_command", "playground.world.world"),
    ("outside", "benchmarks.subjects.bots", "bot.app.application"),
    ("outside", "benchmarks.loads.candidate", "playground.client.person"),
]


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES, include_external_packages=True, cache_dir=None)


@cache
def contracts() -> dict[str, Contract]:
    settings = read_configuration(str(ROOT / "pyproject.toml"))
    return {
        options["id"]: TYPES[options["type"]](
            name=options["name"], session_options=settings["session_options"], contract_options=options
        )
        for options in settings["contracts_options"]
    }


def kept(contract: str, changed: grimp.ImportGraph) -> bool:
    return contracts()[contract].check(changed, verbose=False).kept


@pytest.mark.parametrize("contract", sorted(contracts()))
def test_the_arrows_point_down_only(contract: str) -> None:
    assert kept(contract, deepcopy(graph())), "see `make check`"


@pytest.mark.parametrize(("contract", "importer", "imported"), WRONG_ARROWS)
def test_a_wrong_arrow_is_caught(contract: str, importer: str, imported: str) -> None:
    changed = deepcopy(graph())
    assert importer in changed.modules
    if imported not in changed.modules:
        changed.add_module(imported, is_squashed=True)

    changed.add_import(importer=importer, imported=imported, line_number=1, line_contents=f"import {imported}")

    assert not kept(contract, changed)


def test_each_contract_has_a_wrong_arrow_that_it_catches() -> None:
    assert {contract for contract, _, _ in WRONG_ARROWS} == set(contracts())


def imports_of(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Module and name; an imported module has no name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def reads_the_world(call: ast.Call, function: str) -> bool:
    return function in {"open", "print", "input", "__import__"} or (function == "Random" and not call.args)


def not_pure(tree: ast.Module) -> list[str]:
    """What a machine would get from the world, instead of as an argument."""
    found = []
    for module, name in imports_of(tree):
        shared = {"bot.banks.format.model", "bot.core.content", "bot.core.refusal", "bot.outbound.rejection"}
        ours = re.fullmatch(r"bot\.\w+\.domain(\.\w+)?", module) or module in shared
        package = module.split(".")[0]
        if not ours and package not in ALSO_PURE and (package not in PURE or package not in sys.stdlib_module_names):
            found.append(module)
        if module == "random" and name != "Random":
            found.append(f"random.{name}")
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today", "SystemRandom"}:
            found.append(node.attr)
        if isinstance(node, ast.AsyncFunctionDef | ast.Await):
            found.append("async")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and reads_the_world(node, node.func.id):
            found.append(node.func.id)
    return found


@pytest.mark.parametrize("path", DOMAINS, ids=name_of)
def test_the_machine_takes_time_and_chance_as_arguments(path: Path) -> None:
    assert not_pure(tree_of(path)) == []


@pytest.mark.parametrize(
    "code",
    [
        "import asyncio",
        "import time",
        "import random",
        "from random import choice",
        "from random import Random; Random()",
        "import pydantic",
        "from bot.banks.format.loader import load_bank",
        "from bot.outbound.outbox import Clock",
        "from datetime import datetime; datetime.now()",
        "async def advance(): ...",
        "open('x')",
    ],
)
def test_a_machine_that_looks_at_the_world_is_caught(code: str) -> None:
    assert not_pure(ast.parse(code))


def is_for_programmers(node: ast.AST) -> bool:
    """Docstrings, logs, and what is read in a traceback."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Raise():
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="log"))):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name.endswith("Error") or name == "cast"  # a type in quotes
        case _:
            return False


def sentences(tree: ast.Module) -> list[str]:
    """Text of more than one word that a user might read."""
    hidden = {id(part) for node in ast.walk(tree) if is_for_programmers(node) for part in ast.walk(node)}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in hidden)
    return [
        text.value
        for text in texts
        if isinstance(text.value, str) and len(re.findall(r"[^\W\d_]{2,}", text.value)) > 1 and " " in text.value
    ]


def test_the_words_are_in_the_text_files_not_in_code() -> None:
    modules = modules_in("cogs/", "bot/client/")

    assert {name_of(path): found for path in modules if (found := sentences(tree_of(path)))} == {}


def test_a_sentence_in_a_cog_is_caught() -> None:
    code = '''
"""A module."""
async def answer(interaction):
    """A docstring."""
    log.info("it was sent", extra={"a": 1})
    if interaction is None:
        raise ValueError("no interaction here")
    await interaction.response.send_message(f"Hello {interaction.user.name}, well done!")
'''

    assert sentences(ast.parse(code)) == [", well done!"]

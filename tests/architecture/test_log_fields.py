"""What `extra` adds to a line of the log has names of its own: logging raises for those of its own fields."""

from __future__ import annotations

import ast
import logging
from collections.abc import Iterator, Sequence

from tests.architecture.tree import MODULES, name_of, tree_of

TAKEN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
"""`Logger.makeRecord` refuses these with a KeyError, in place of what was to be logged."""


def fields_in(trees: Sequence[ast.Module]) -> Iterator[tuple[str, int]]:
    """The names of all fields that go into an `extra`, with their lines.

    They are written there, in a variable of that module or a function that returns them, or are keyword arguments of a
    function that hands on all it is given.
    """
    walked = [list(ast.walk(tree)) for tree in trees]
    called = {name for nodes in walked for extra in _extras(nodes) for name in _called(extra)}
    for nodes in walked:
        extras = list(_extras(nodes))
        sources: list[ast.AST] = [*extras, *(each for each in _functions(nodes) if each.name in called)]
        variables = {node.id for extra in extras for node in ast.walk(extra) if isinstance(node, ast.Name)}
        handing_on = {
            each.name: each for each in _functions(nodes) if each.args.kwarg and each.args.kwarg.arg in variables
        }
        for node in nodes:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in variables:
                    sources.append(value)
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in handing_on:
                    arguments = handing_on[name].args
                    own = {each.arg for each in (*arguments.args, *arguments.kwonlyargs)}
                    yield from ((each.arg, node.lineno) for each in node.keywords if each.arg and each.arg not in own)
                case _:
                    pass
        dictionaries = (node for source in sources for node in ast.walk(source) if isinstance(node, ast.Dict))
        for key in (key for each in dictionaries for key in each.keys):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value, key.lineno


def _extras(nodes: Sequence[ast.AST]) -> Iterator[ast.expr]:
    return (node.value for node in nodes if isinstance(node, ast.keyword) and node.arg == "extra")


def _functions(nodes: Sequence[ast.AST]) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _called(extra: ast.expr) -> Iterator[str]:
    for node in ast.walk(extra):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                yield name
            case _:
                pass


def test_no_field_has_the_name_of_one_of_loggings_own() -> None:
    ours = [path for path in MODULES if name_of(path).startswith(("bot/", "cogs/", "playground/"))]
    fields = list(fields_in([tree_of(path) for path in ours]))

    assert {"reference", "from_message", "interaction", "in_seconds", "destination"} <= {name for name, _ in fields}
    assert [each for each in fields if each[0] in TAKEN] == []


def test_each_way_to_a_field_is_followed() -> None:
    source = """
def f(parcel):
    about = {"name": 1}
    log.info("x", extra={"msg": 1} | {"args": 2})
    log.info("x", extra=about | facts(parcel))
    _logged(parcel, message=3, level=4)

def facts(parcel):
    return {"module": 5}

def _logged(error, *, level, **where):
    log.error("x", extra={"reference": 1, **where})
"""
    found = {name for name, _ in fields_in([ast.parse(source)])}

    assert found == {"name", "msg", "args", "message", "module", "reference"}
    assert found & TAKEN == found - {"reference"}

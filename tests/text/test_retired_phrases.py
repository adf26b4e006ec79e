"""Phrases that read translated stay away from everything that people read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.text.keys import ENGLISH, ROOT

RETIRED = re.compile(
    r"""
    \bmend(s|ed|ing)?\b             # fix
    | \bstands?\b(?!-in|\ by\b)     # is, says
    | \b(is|are|was|were|be)\ at\ it\b
    | \b(some|any|every|no)body\b   # someone, or better: who it is
    | \bfor\ ever\b
    | \bholds?\b                    # a coach has claimed a review; only a comment is held
    | \bof\ (yours|theirs|mine)\b
    | \bwhoever\ runs\b             # the bot's operator
    | \b(take|takes|taken|took)\ (\w+\ )?(\w+\ )?back\b   # withdraw
    | \banew\b
    | \b(practise|write)\ on\b
    | \bin\ our\ conversation\b     # in your DMs
    | \bpretended\b
    | \blook\ after\b
    | \bcome\ again\b
    | \bcomplain\ of\b
    | \bdoubtful\b
    | \bthere\ is\ no\ way\ back\b
    | \bI\ know\ of\ no\b
    | \b(is|are)\ no\ (ordinary|answer)\b
    | \bit\ is\ on\ its\ way\b
    | \bin\ which\ order\b
    | \byour\ figures\b
    """,
    re.VERBOSE | re.IGNORECASE,
)

COMMAND_LINE = (
    "bot/cli",
    "bot/config",
    "bot/yamlfile",
    "bot/banks",
    "bot/storage/database/errors.py",
)
PLAYGROUND = ("playground/demo", "playground/furnishing", "playground/web")
DOCUMENTS = (
    "README.md",
    "docs/operating.md",
    "config.example.yaml",
    "playground/page/index.html",
    "playground/page/beside.html",
)
COMMENT = re.compile(r"^\s*(//|/?\*).*$|(?<![:\"'`])//\s.*$", re.MULTILINE)
QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`')

ALLOWED = {
    "bot/banks/checks/stems.py",  # lists of words that a check leaves out
    "bot/cli/demo.py",  # made-up people talk there
    "playground/demo/samples.py",  # as above
}


def of_fluent(file: Path) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield re.sub(r"^[a-z][a-z0-9-]* =|\{[^}]*\}?", "", line)


def of_python(file: Path) -> Iterator[str]:
    """What the module says: its strings, and the docstrings that typer shows as help, but no log messages."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    silent: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="log"))):
                silent |= {id(each) for each in ast.walk(node)}
            case ast.Expr(value=ast.Constant()):
                silent.add(id(node.value))
    helped = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and shown_as_help(node)]
    yield from (text for node in helped if (text := ast.get_docstring(node)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.value


def shown_as_help(function: ast.FunctionDef) -> bool:
    return any(re.match(r"app\.(command|callback)", ast.unparse(each)) for each in function.decorator_list)


def of_script(file: Path) -> Iterator[str]:
    yield from QUOTED.findall(COMMENT.sub("", file.read_text(encoding="utf-8")))


def python_files(*places: str) -> Iterator[Path]:
    for place in places:
        path = ROOT / place
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def everything_said() -> Iterator[tuple[str, str]]:
    for file in ENGLISH:
        for text in of_fluent(file):
            yield file.name, text
    for file in python_files(*COMMAND_LINE, *PLAYGROUND):
        name = file.relative_to(ROOT).as_posix()
        for text in of_python(file) if name not in ALLOWED else ():
            yield name, text
    for file in sorted((ROOT / "playground" / "page" / "js").glob("*.js")):
        for text in of_script(file):
            yield file.name, text
    for document in DOCUMENTS:
        yield document, (ROOT / document).read_text(encoding="utf-8")


def test_no_retired_phrase_is_said() -> None:
    said = list(everything_said())

    assert len({where for where, _ in said}) > 50
    assert [(where, found[0], text[:200]) for where, text in said for found in RETIRED.finditer(text)] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Mend the file and upload it again.",
        "What becomes of it stands in the thread.",
        "A coach is at it",
        "Somebody is at every answer that waits.",
        "your message has gone to nobody",
        "from whoever runs me",
        "You have taken your answer back.",
        "Take it back",
        "You hold one review already.",
        "Practise on meanwhile: the feedback comes here.",
        "Start the bot with a pretended Discord in the browser.",
    ],
)
def test_a_retired_phrase_is_noticed(sentence: str) -> None:
    assert RETIRED.search(sentence)


def test_each_kind_of_text_is_read(tmp_path: Path) -> None:
    module, script = tmp_path / "module.py", tmp_path / "script.js"
    module.write_text(
        '"""Of the module."""\nlog.info("logged")\n@app.command()\ndef check():\n    """Help."""\n    say("said")\n'
    )
    script.write_text('// "a comment"\nsay("said", `also ${said}`); // "beside"\n')

    assert list(of_python(module)) == ["Help.", "said"]
    assert list(of_script(script)) == ['"said"', "`also ${said}`"]

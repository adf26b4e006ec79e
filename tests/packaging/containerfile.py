"""Carries out the steps of the Containerfile in empty folders, where no container engine is to be had.

Not covered: the base image (this machine's Python and shell stand in for it), the programs for backups, which come from
its distribution, the account and the owner of the volume, and the download of the dependencies, which `make run` does
by the same list with the same hashes; here they are lent.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.packaging.installing import ROOT, clone, lend_dependencies, outside

CONTAINERFILE = ROOT / "deploy" / "Containerfile"
LEFT_OUT = ("groupadd ", "install --directory --owner=", "apt-get ")
"""Beginnings of steps that only the administrator of a machine can carry out, and would notice there."""
PROGRAM = "/opt/mock-interviewer"


def steps() -> list[tuple[str, str]]:
    """The instructions with their arguments."""
    lines = CONTAINERFILE.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines if line[:1].isalpha())]


@dataclass(kw_only=True)
class Image:
    """What was made so far: one folder stands in for the root of each stage."""

    folder: Path
    root: Path = Path()
    working: str = "/"
    settings: dict[str, str] = field(default_factory=dict)
    """All other instructions, as they are written."""
    done: list[str] = field(default_factory=list)
    """The commands that were carried out."""

    def inside(self, path: str) -> Path:
        """Where a path of the image is here."""
        return self.root / os.path.join(self.working, path).lstrip("/")  # noqa: PTH118 - of a machine that is not this one

    def there(self, command: list[str]) -> list[str]:
        """A command of the image, as it can be run here."""
        return [str(self.inside(word)) if word.startswith("/") else word for word in command]


def replayed(folder: Path) -> Image:
    """The image that comes of all steps in their order."""
    context = folder / "context"
    clone(context, *_sent_to_the_engine())
    image = Image(folder=folder)
    for word, rest in steps():
        match word:
            case "FROM":
                image.root = folder / (rest.partition(" AS ")[2] or "final")
                image.root.mkdir()
                image.working = "/"
            case "WORKDIR":
                image.working = rest
                image.inside(".").mkdir(parents=True, exist_ok=True)
            case "COPY":
                _copy(image, context, rest)
            case "RUN":
                _run(image, rest)
            case _:
                image.settings[word] = rest
    return image


def _sent_to_the_engine() -> list[str]:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("!") for line in lines if line.startswith("!")]


def _copy(image: Image, context: Path, what: str) -> None:
    first, *others = what.split()
    if first.startswith("--from="):
        # Not a copy, because scripts of a virtual environment name the folder that they were installed in.
        source, target = others
        image.inside(target).parent.mkdir(parents=True)
        image.inside(target).symlink_to(image.folder / first.removeprefix("--from=") / source.lstrip("/"))
        return
    *names, target = first, *others
    for name in names:
        if (context / name).is_dir():
            shutil.copytree(context / name, image.inside(target))
        else:
            shutil.copy2(context / name, image.inside(target))


def _run(image: Image, command: str) -> None:
    if command.startswith(LEFT_OUT):
        return
    if "--require-hashes" in command:
        # Until Python 3.11 an environment has an old setuptools, in whose place the list puts its own.
        for old in image.inside(PROGRAM).glob("lib/*/site-packages/setuptools*"):
            shutil.rmtree(old)
        lend_dependencies(image.inside(f"{PROGRAM}/bin/python"))
        return
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    ran = subprocess.run(
        ["sh", "-c", command.replace(PROGRAM, str(image.inside(PROGRAM)))],
        cwd=image.inside("."),
        env=outside()
        | {"PATH": path, "PIP_NO_INDEX": "1", "PIP_NO_COMPILE": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, f"{command}: {ran.stdout}{ran.stderr}"
    image.done.append(command)

"""Records what a build leaves in its database, for the tests of upgrades: `python -m tests.releases BUILD [BUILD …]`.

A build is a commit or a tag, `HEAD` for the present one. It is checked out into a temporary folder, people play with
it there (`playing.py`), and what its database has then goes to `fixtures/VERSION-BUILD[-rows].sql.gz`, where VERSION is
that of its tables. Commit the files as they are: later builds must be able to read them.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"
_PLAY = Path(__file__).with_name("playing.py")
_ROOT = Path(__file__).parents[2]


def main() -> int:
    reader = argparse.ArgumentParser(prog="python -m tests.releases")
    reader.add_argument("build", nargs="+", help="a commit or a tag")
    for build in reader.parse_args().build:
        with tempfile.TemporaryDirectory(prefix="build-") as folder:
            _record(build, Path(folder))
    return 0


def _record(build: str, folder: Path) -> None:
    short = _git("rev-parse", "--short=7", build).decode().strip()
    _check_out(short, folder)
    played = folder / "played"
    played.mkdir()
    environment = os.environ | {"PYTHONPATH": str(folder)}
    playing = [sys.executable, str(_PLAY), str(played)]
    ended = subprocess.run(playing, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    if ended.returncode:
        raise SystemExit(f"{short}: {ended.stderr[-2000:]}")
    told = json.loads((played / "told.json").read_text(encoding="utf-8"))
    _say(f"{short}: {len(told['played'])} scenes; left out: {told['left out'] or 'none'}")
    for kind, database in (("", played / "bot.sqlite3"), ("-rows", played / "rows" / "bot.sqlite3")):
        if database.exists():
            _keep(database, f"{short}{kind}")


def _check_out(build: str, folder: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(_git("archive", build))) as archive:
        archive.extractall(folder, filter="data")


def _keep(database: Path, name: str) -> None:
    with closing(sqlite3.connect(database)) as opened:
        [[version]] = opened.execute("SELECT version_num FROM alembic_version").fetchall()
        dump = "\n".join(opened.iterdump())
    path = FIXTURES / f"{version}-{name}.sql.gz"
    FIXTURES.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(f"{dump}\n".encode(), mtime=0))
    _say(f"  {path.name}: {path.stat().st_size} bytes")


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=_ROOT, check=True, capture_output=True).stdout


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

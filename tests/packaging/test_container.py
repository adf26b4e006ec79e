"""The container file and the compose file: their steps and settings lead to a bot that runs."""

from __future__ import annotations

import json
import subprocess
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import yaml

from bot.config.environment import SECRETS
from tests.packaging.containerfile import CONTAINERFILE, replayed, steps
from tests.packaging.installing import ROOT, outside

COMPOSE = ROOT / "deploy" / "compose.yaml"
SHIPPED = len(list((ROOT / "question_banks").glob("*.yaml")))


class Health(BaseHTTPRequestHandler):
    """A bot that is well as long as its server says so."""

    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_the_steps_of_the_container_file_make_a_bot_that_runs(tmp_path: Path) -> None:
    image = replayed(tmp_path)

    assert len(image.done) == 2, "the virtual environment, and the bot in it; the rest is told in containerfile.py"
    command = image.there(json.loads(image.settings["ENTRYPOINT"]))
    checked = subprocess.run(
        [*command, "check", "--offline"],
        cwd=image.inside("."),
        env=outside() | dict(each.split("=", 1) for each in image.settings["ENV"].split()),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    assert f"question_banks: {SHIPPED} banks, " in checked.stdout
    assert (image.settings["USER"], image.working, image.settings["VOLUME"]) == ("10001:10001", "/data", "/data")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Health)
    Thread(target=server.serve_forever, daemon=True).start()
    port = str(server.server_address[1])
    health = image.there(json.loads(image.settings["HEALTHCHECK"].partition(" CMD ")[2].replace("9464", port)))
    try:
        assert subprocess.run(health, check=False, capture_output=True).returncode == 0
        Health.status = 503
        assert subprocess.run(health, check=False, capture_output=True).returncode != 0
    finally:
        server.shutdown()
        server.server_close()


def test_all_that_is_installed_in_the_container_has_a_known_hash() -> None:
    installing = [rest for word, rest in steps() if word == "RUN" and "pip install" in rest]

    assert all("--require-hashes" in each or "--no-deps --no-build-isolation" in each for each in installing)
    assert "--index" not in CONTAINERFILE.read_text(encoding="utf-8")


def test_the_container_has_the_programs_for_backups_of_its_database() -> None:
    compose: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))

    version = compose["services"]["database"]["image"].rpartition(":")[2]
    assert any(f"postgresql-client-{version} " in rest for word, rest in steps() if word == "RUN")


def test_the_compose_file_hands_every_secret_over_as_a_file_that_it_declares() -> None:
    compose: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    bot, database = compose["services"]["bot"], compose["services"]["database"]

    given = {name: value for name, value in bot["environment"].items() if name.startswith("MOCK_")}
    assert set(given) == {f"{name}_FILE" for name in SECRETS}
    for service in (bot, database):
        named = {value for name, value in service["environment"].items() if name.endswith("_FILE")}
        assert named == {f"/run/secrets/{secret}" for secret in service["secrets"]}
    assert set(bot["secrets"]) | set(database["secrets"]) == set(compose["secrets"])
    assert {each.split(":")[0] for each in bot["volumes"] + database["volumes"]} == set(compose["volumes"])
    assert (COMPOSE.parent / bot["build"]["context"] / bot["build"]["dockerfile"]).resolve() == CONTAINERFILE
    assert bot["depends_on"]["database"]["condition"] == "service_healthy"
    assert bot["read_only"]
    assert bot["cap_drop"] == ["ALL"]
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "/deploy/secrets/" in ignored

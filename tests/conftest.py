"""Plugins that all tests share."""

pytest_plugins = [
    "tests.workers",
    "tests.properties",
    "tests.required",
    "tests.logs",
    "tests.compiled",
    "tests.databases",
    "tests.usecases.fixtures",
]

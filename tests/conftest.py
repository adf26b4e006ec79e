"""Plugins that all tests share."""

pytest_plugins = ["tests.required", "tests.logs", "tests.databases"]

"""Puts logging back as it was: for tests of code that sets it up for a whole process."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator

import pytest


@pytest.fixture
def logging_as_before() -> Iterator[None]:
    """Undo what the test does to handlers, levels and warnings."""
    loggers = [
        logging.getLogger(),
        *(log for log in logging.Logger.manager.loggerDict.values() if isinstance(log, logging.Logger)),
    ]
    before = [(log, log.level, log.handlers[:], log.propagate) for log in loggers]
    show = warnings.showwarning
    yield
    for log, level, handlers, propagate in before:
        log.setLevel(level)
        log.handlers[:] = handlers
        log.propagate = propagate
    new = (
        log
        for log in logging.Logger.manager.loggerDict.values()
        if isinstance(log, logging.Logger) and log not in loggers
    )
    for log in new:
        log.setLevel(logging.NOTSET)
    logging.captureWarnings(capture=False)
    warnings.showwarning = show

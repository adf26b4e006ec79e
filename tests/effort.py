"""How much work hostile input makes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

MOST = 15
"""Seconds of processor time; it takes less than one where nobody is in want of processors."""


@contextmanager
def little_effort() -> Iterator[None]:
    """Fail if what is done here takes long: input that makes work explode takes minutes or hours."""
    begun = time.process_time()
    try:
        yield
    finally:
        assert time.process_time() - begun < MOST

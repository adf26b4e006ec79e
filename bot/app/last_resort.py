"""Ends the process if something keeps it from ending by itself."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Iterator
from pathlib import PurePath
from types import FrameType
from typing import Any, Final

log = logging.getLogger(__name__)

ENDS_WITHIN: Final = 9.0
"""Seconds from the wish to end until the process is gone; Docker kills after ten."""
_TO_TELL: Final = 0.5
"""Seconds to log why: whoever reads the log may be what is stuck."""
_TOLD_AT_MOST: Final = 20


def end_within(seconds: float, loop: asyncio.AbstractEventLoop) -> None:
    """End this process with exit code 0 once these seconds are over, unless it has ended by then.

    Nothing is lost by that: what is in hand goes on at the next start, as after a power cut. A thread does it, because
    the loop may be blocked, or over and its threads at work.
    """

    def end() -> None:
        over = threading.Event()
        over.wait(seconds)
        telling = threading.Thread(target=_tell, args=(loop,), daemon=True)
        telling.start()
        telling.join(_TO_TELL)
        os._exit(0)

    threading.Thread(target=end, name="last resort", daemon=True).start()


def _tell(loop: asyncio.AbstractEventLoop) -> None:
    log.warning(
        "did not end in time and is ended now; the next start goes on with what was in hand",
        extra={"waits_for": "; ".join(awaited(loop)) or "no task"},
    )


def awaited(loop: asyncio.AbstractEventLoop) -> list[str]:
    """What each task of a loop waits for: its name and the way down to where it stands. The names of some have ids."""
    tasks = sorted(asyncio.all_tasks(loop), key=lambda each: each.get_name())
    return [f"{each.get_name()}: {' > '.join(_way_down(each))}" for each in tasks[:_TOLD_AT_MOST]]


def _way_down(task: asyncio.Task[Any]) -> Iterator[str]:
    step: Any = task.get_coro()
    while step is not None:
        frame: FrameType | None = next(
            (getattr(step, each) for each in ("cr_frame", "ag_frame", "gi_frame") if getattr(step, each, None)), None
        )
        if frame is not None:
            yield f"{PurePath(frame.f_code.co_filename).stem}:{frame.f_lineno}"
        step = next(
            (getattr(step, each) for each in ("cr_await", "ag_await", "gi_yieldfrom") if getattr(step, each, None)),
            None,
        )

"""Has pictures drawn in a thread, one at a time, so that everybody else is answered meanwhile."""

from __future__ import annotations

import asyncio
import logging

from bot.practising.views.picture import Picture


class Pictures:
    """One for the whole process: matplotlib keeps its settings in one place for all threads."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def drawn(self, picture: Picture) -> bytes:
        """The picture as a PNG."""
        async with self._turn:
            return await asyncio.to_thread(_draw, picture)


def _draw(picture: Picture) -> bytes:
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it warns where it cannot keep what it knows of fonts
    # Here, because what draws takes 50 MB, also in a process in which nobody asks for a picture.
    from bot.practising.views.drawing import draw  # noqa: PLC0415 - see above

    return draw(picture)

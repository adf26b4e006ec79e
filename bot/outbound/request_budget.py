"""Spaces out requests: those that somebody waits for go first, all others get what is left, at most half."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final, TypeAlias

_AT_ONCE: Final = 0.25
"""Seconds: as many turns as fit into them may be given at once, at least one."""
_RESERVE: Final = _AT_ONCE / 2
"""Seconds: the turns that may be given at once during them are kept for urgent requests."""
_ROUNDING: Final = 1e-6
"""Seconds by which a turn may be given too early: a timer need not ring to the last digit."""

_Queue: TypeAlias = "deque[asyncio.Future[None]]"


class RequestBudget:
    """The requests that the bot may make. Each waits for its turn, first come, first served in either kind of lane."""

    def __init__(self, *, per_second: float) -> None:
        self._all = _Allowance(per_second)
        self._spare = _Allowance(per_second / 2)
        self._urgent_queue: _Queue = deque()
        self._spare_queue: _Queue = deque()
        self._timer: asyncio.TimerHandle | None = None

    def urgent_lane(self) -> Lane:
        """A lane for requests that somebody waits for."""
        lane = Lane(self)
        lane.hurry()
        return lane

    async def spare_lane(self) -> Lane:
        """Wait for a turn that nobody else needs. Returns a lane for requests of this kind, the first at once."""
        await self.spare_turn()
        return Lane(self, has_first_turn=True)

    def urgent_turn(self) -> asyncio.Future[None]:
        """A future that is done when a request may be made that somebody waits for. Cancel it to leave the queue."""
        return self._join(self._urgent_queue)

    def spare_turn(self) -> asyncio.Future[None]:
        """`urgent_turn` for a request that nobody waits for."""
        return self._join(self._spare_queue)

    def _join(self, queue: _Queue) -> asyncio.Future[None]:
        turn = asyncio.get_running_loop().create_future()
        queue.append(turn)
        self._give_turns()
        return turn

    def _give_turns(self) -> None:
        """Give the turns that may be given now, and come back for the next."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        loop = asyncio.get_running_loop()
        now = loop.time()
        while (queue := self._next_queue()) is not None:
            is_spare = queue is self._spare_queue
            pause = self._all.pause(now, reserve=_RESERVE if is_spare else 0.0)
            if is_spare:
                pause = max(pause, self._spare.pause(now))
            if pause > _ROUNDING:
                self._timer = loop.call_later(pause, self._give_turns)
                return
            self._all.spend(now)
            if is_spare:
                self._spare.spend(now)
            queue.popleft().set_result(None)

    def _next_queue(self) -> _Queue | None:
        """The queue whose first is next, without those who have left; None if nobody waits."""
        for queue in (self._urgent_queue, self._spare_queue):
            while queue and queue[0].done():
                queue.popleft()
            if queue:
                return queue
        return None


class Lane:
    """Where the requests of one piece of work wait for their turns: behind all others, until somebody is in a hurry."""

    def __init__(self, budget: RequestBudget, *, has_first_turn: bool = False) -> None:
        self._budget = budget
        self._has_first_turn = has_first_turn
        self._hurried: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def hurry(self) -> None:
        """Somebody waits from now on: requests that wait here already are urgent, too. Safe to call twice."""
        if not self._hurried.done():
            self._hurried.set_result(None)

    async def turn(self) -> None:
        """Wait until the next request may be made."""
        if self._has_first_turn:
            self._has_first_turn = False
        elif self._hurried.done() or not await self._spare_turn_before_hurry():
            await self._budget.urgent_turn()

    async def _spare_turn_before_hurry(self) -> bool:
        turn = self._budget.spare_turn()
        try:
            await asyncio.wait([turn, self._hurried], return_when=asyncio.FIRST_COMPLETED)
            return turn.done()
        finally:
            turn.cancel()


class _Allowance:
    """Some turns at once, and no more than so many a second on average."""

    def __init__(self, per_second: float) -> None:
        self._spacing = 1 / per_second
        self._even = float("-inf")
        """When the next turn would be given if all were evenly spaced."""

    def pause(self, now: float, *, reserve: float = 0.0) -> float:
        """The seconds until a turn may be given. `reserve`: so many of the seconds that may come at once stay free."""
        head_start = max(_AT_ONCE - reserve - self._spacing, 0.0)
        return max(self._even - head_start - now, 0.0)

    def spend(self, now: float) -> None:
        self._even = max(self._even, now) + self._spacing

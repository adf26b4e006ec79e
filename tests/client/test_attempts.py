"""A request whose answer is lost is made again only where that is safe."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import aiohttp
import pytest

from bot.client.attempts import PAUSES, AnswerLost, once, retried

Attempt = Callable[[Callable[[], Awaitable[int]]], Awaitable[int]]


class Request:
    """Fails so many times in the same way, then returns the number of the attempt."""

    def __init__(self, failing: Callable[[], Awaitable[object]], times: int = 1) -> None:
        self._failing = failing
        self._times = times
        self.attempts = 0

    async def __call__(self) -> int:
        self.attempts += 1
        if self.attempts <= self._times:
            await self._failing()
        return self.attempts


async def connects_to_nobody() -> None:
    async with aiohttp.ClientSession() as session:
        await session.get("http://127.0.0.1:9/")


async def loses_the_answer() -> None:
    raise aiohttp.ServerDisconnectedError


@pytest.mark.parametrize("attempt", [retried, once])
async def test_a_request_that_never_left_is_made_again(attempt: Attempt) -> None:
    assert await attempt(Request(connects_to_nobody)) == 2


async def test_a_request_that_may_have_arrived_is_made_again_where_that_is_safe() -> None:
    assert await retried(Request(loses_the_answer)) == 2


async def test_a_request_that_may_have_arrived_is_not_made_again_where_it_would_be_seen_twice() -> None:
    request = Request(loses_the_answer)

    with pytest.raises(AnswerLost, match="ServerDisconnectedError"):
        await once(request)

    assert request.attempts == 1


@pytest.mark.parametrize("attempt", [retried, once])
async def test_it_ends_some_time(attempt: Attempt) -> None:
    request = Request(connects_to_nobody, times=99)

    with pytest.raises(AnswerLost, match="ClientConnectorError"):
        await attempt(request)

    assert request.attempts == len(PAUSES) + 1

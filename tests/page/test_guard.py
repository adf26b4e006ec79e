"""Whom the page's server talks to, and what it refuses; spoken with over plain HTTP, without a browser."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import ClientSession

from playground.server import Playground
from playground.web.bodies import FILE_BYTES, JSON_BYTES
from playground.web.chat_page import PAGE, add_page

CHECKERS = Path(__file__).parents[2] / "scripts" / "page_lint" / "package.json"


class Visitor:
    """A client that can pretend to be a browser on any site."""

    def __init__(self, playground: Playground, session: ClientSession) -> None:
        self.playground = playground
        self.session = session
        self.ada = playground.add_user("Ada")
        self.site = playground.url.rstrip("/")
        self.root = f"/play/{self.ada.id}"
        self.dm = ""

    async def ask(self, method: str, path: str, *, origin: str | None = "own", host: str | None = None, **more):
        headers = {}
        if origin is not None:
            headers["Origin"] = self.site if origin == "own" else origin
        if host is not None:
            headers["Host"] = host
        async with self.session.request(method, self.site + path, headers=headers, **more) as answer:
            await answer.read()
            return answer

    async def says(self, method: str, path: str, **more) -> tuple[int, str]:
        answer = await self.ask(method, path, **more)
        return answer.status, (await answer.json())["message"]


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    playground = Playground()
    add_page(playground)
    await playground.start("127.0.0.1", 0)
    async with ClientSession() as session:
        visitor = Visitor(playground, session)
        visitor.dm = await visitor.ada.open_dm()
        yield visitor
    await playground.close()


@pytest.mark.parametrize("path", ["/", "/page/js/app.js", "/play/people", "/api/v10/users/@me", "/gateway"])
async def test_a_name_that_is_not_its_own_is_refused(visitor: Visitor, path: str) -> None:
    status, message = await visitor.says("GET", path, origin=None, host="rebound.example:80")

    assert status == 403
    assert "not known by that name" in message


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://[broken"])
async def test_another_site_cannot_ask(visitor: Visitor, origin: str) -> None:
    status, message = await visitor.says(
        "POST", f"{visitor.root}/channels/{visitor.dm}/messages", origin=origin, json={"content": "forged"}
    )

    assert status == 403
    assert "own page" in message
    assert visitor.ada.messages(visitor.dm) == []


@pytest.mark.parametrize("origin", [None, "https://evil.example"])
@pytest.mark.parametrize("path", ["start-over", "samples", "drop"])
async def test_another_site_cannot_go_behind_the_scenes(visitor: Visitor, origin: str | None, path: str) -> None:
    status, _ = await visitor.says("POST", f"/play/backstage/{path}", origin=origin)

    assert status == 403


async def test_a_change_without_an_origin_is_refused(visitor: Visitor) -> None:
    status, _ = await visitor.says(
        "POST", f"{visitor.root}/channels/{visitor.dm}/messages", origin=None, json={"content": "forged"}
    )

    assert status == 403


@pytest.mark.parametrize("origin", [None, "https://evil.example"])
@pytest.mark.parametrize("what", ["events", "wire"])
async def test_another_site_cannot_listen(visitor: Visitor, origin: str | None, what: str) -> None:
    url = f"{visitor.site}{visitor.root}/events" if what == "events" else f"{visitor.site}/play/wire"

    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        await visitor.session.ws_connect(url, origin=origin)


async def test_its_own_names_are_welcome(visitor: Visitor) -> None:
    port = visitor.site.rsplit(":", 1)[1]

    for host in (f"localhost:{port}", f"127.0.0.1:{port}", f"LOCALHOST:{port}"):
        answer = await visitor.ask("GET", "/", origin=f"http://{host}", host=host)
        assert answer.status == 200


async def test_the_page_allows_no_inline_script_and_no_other_host(visitor: Visitor) -> None:
    answer = await visitor.ask("GET", "/", origin=None)

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
    assert not re.search(r"<script(?![^>]*src=)|style=|\son\w+=|https?://", (PAGE / "index.html").read_text())


@pytest.mark.parametrize(
    "name", ["../web.py", "%2e%2e/web.py", "..%2fweb.py", "js/../../web.py", "vendor/README.md", "x"]
)
async def test_only_files_of_the_page_are_served(visitor: Visitor, name: str) -> None:
    answer = await visitor.ask("GET", f"/page/{name}", origin=None)

    assert answer.status == 404


async def test_too_large_a_request_is_refused_in_words(visitor: Visitor) -> None:
    path = f"{visitor.root}/channels/{visitor.dm}/messages"

    status, message = await visitor.says("POST", path, json={"content": "x" * JSON_BYTES})
    assert (status, message) == (413, "The request is too large: the limit is 256 KB.")

    form = aiohttp.FormData()
    form.add_field("payload_json", '{"content": ""}')
    form.add_field("files[0]", io.BytesIO(b"x" * (FILE_BYTES + 1)), filename="big.bin")
    status, message = await visitor.says("POST", path, data=form)
    assert (status, message) == (413, "“big.bin” is too large: the limit is 10240 KB.")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"{", "The request is not valid JSON."),
        (b"[" * 100_000, "The request is not valid JSON."),
        (b"[]", "The request has to be a JSON object."),
        (b"{}", "“content” has to be text."),
        (b'{"content": 5}', "“content” has to be text."),
    ],
)
async def test_nonsense_is_refused_in_words(visitor: Visitor, body: bytes, expected: str) -> None:
    path = f"{visitor.root}/channels/{visitor.dm}/messages"

    answer = await visitor.session.post(
        visitor.site + path,
        data=body,
        headers={"Origin": visitor.site, "Content-Type": "application/json"},
    )

    assert answer.status == 400
    assert (await answer.json())["message"] == expected


async def test_what_does_not_exist_is_said_to_be_missing(visitor: Visitor) -> None:
    assert (await visitor.says("GET", "/play/1/state"))[0] == 404
    assert (await visitor.says("GET", "/play/nothing/here"))[0] == 404
    missing = (400, "You do not see such a channel.")
    assert await visitor.says("GET", f"{visitor.root}/channels/1/messages") == missing
    path = f"{visitor.root}/channels/{visitor.dm}/messages/1"
    missing = (400, "You do not see such a message.")
    assert await visitor.says("PATCH", path, json={"content": "x"}) == missing


async def test_nobody_reads_a_channel_that_is_not_theirs(visitor: Visitor) -> None:
    other = visitor.playground.add_user("Mallory")

    answer = await visitor.says("GET", f"/play/{other.id}/channels/{visitor.dm}/messages")

    assert answer == (400, "You do not see such a channel.")


def test_the_vendored_libraries_are_the_published_ones() -> None:
    table = (PAGE / "vendor" / "README.md").read_text()

    listed = dict(re.findall(r"^\| (\S+\.mjs) .* ([0-9a-f]{64}) \|$", table, re.MULTILINE))

    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in vendored()}
    assert files == listed
    assert all((PAGE / "vendor" / f"{Path(name).stem}.LICENSE.txt").exists() for name in files)


def test_the_types_are_those_of_the_vendored_versions() -> None:
    table = (PAGE / "vendor" / "README.md").read_text()
    wanted = json.loads(CHECKERS.read_text())["devDependencies"]

    vendored = dict(re.findall(r"^\| \S+\.mjs \| (\S+) (\S+) \|", table, re.MULTILINE))

    # highlight.js publishes its files for browsers under a name of their own, without types.
    vendored["highlight.js"] = vendored.pop("@highlightjs/cdn-assets")
    assert vendored == {name: wanted[name] for name in vendored}


def vendored() -> list[Path]:
    return sorted((PAGE / "vendor").glob("*.mjs"))

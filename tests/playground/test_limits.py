"""Discord's limits: a 400 with Discord's error body, at the edge and not before it."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from playground.server import Playground
from playground.world.model import Happening
from tests.playground.raw import RawRest, raw_rest
from tests.playground.scenes import a_home

Json = dict[str, Any]


@pytest.fixture
async def rest(playground: Playground) -> AsyncIterator[RawRest]:
    async with raw_rest(playground) as rest:
        yield rest


@pytest.fixture
async def messages(playground: Playground) -> str:
    return f"/channels/{await a_home(playground).pat.open_dm()}/messages"


def row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


def button(custom_id: str = "b", **more: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Press", "custom_id": custom_id} | more


def select(**more: Any) -> Json:
    options = [{"label": "A", "value": "a"}, {"label": "B", "value": "b"}]
    return {"type": 3, "custom_id": "s", "options": options} | more


def rows(count: int) -> list[Json]:
    return [row(button(f"b{number}")) for number in range(count)]


def text(content: str) -> Json:
    return {"type": 10, "content": content}


V2 = 1 << 15
EMBED_OF_6000 = [{"description": "x" * 4096}, {"description": "x" * 1904}]


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2000},
        {"content": "x", "nonce": "n" * 25},
        {"content": "x", "nonce": 2**63 - 1},
        {"embeds": EMBED_OF_6000},
        {"embeds": [{"title": "x" * 256, "fields": [{"name": "n" * 256, "value": "v" * 1024}]}]},
        {"embeds": [{"fields": [{"name": "n", "value": "v"}] * 25}]},
        {"embeds": [{"description": "x"}] * 10},
        {"content": "x", "components": rows(5)},
        {"content": "x", "components": [row(*(button(f"b{n}") for n in range(5)))]},
        {"content": "x", "components": [row(button("c" * 100, label="l" * 80))]},
        {"content": "x", "components": [row({"type": 2, "style": 5, "label": "go", "url": "https://a.example"})]},
        {"content": "x", "components": [row(select(options=[{"label": str(n), "value": str(n)} for n in range(25)]))]},
        {"flags": V2, "components": [text("x" * 4000)]},
        {"flags": V2, "components": [text("x")] * 40},
        {"flags": V2, "components": [{"type": 17, "components": [text("x"), {"type": 14}, row(button())]}]},
        {
            "flags": V2,
            "components": [{"type": 9, "components": [text("x")], "accessory": button()}],
        },
    ],
)
async def test_what_just_fits_is_taken(rest: RawRest, messages: str, body: Json) -> None:
    status, answer = await rest("POST", messages, body)

    assert status == 200, answer


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        ({"content": "x" * 2001}, "content", "BASE_TYPE_MAX_LENGTH"),
        ({"content": 5}, "content", "STRING_TYPE_CONVERT"),
        ({"content": "x", "nonce": "n" * 26}, "nonce", "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [*EMBED_OF_6000, {"title": "x"}]}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
        ({"embeds": [{"description": "x"}] * 11}, "embeds", "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [{"title": "x" * 257}]}, "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [{"description": "x" * 4097}]}, "embeds.0.description", "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [{"footer": {"text": "x" * 2049}}]}, "embeds.0.footer.text", "BASE_TYPE_BAD_LENGTH"),
        ({"embeds": [{"author": {"name": "x" * 257}}]}, "embeds.0.author.name", "BASE_TYPE_BAD_LENGTH"),
        ({"embeds": [{"fields": [{"name": "n", "value": "v"}] * 26}]}, "embeds.0.fields", "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [{"fields": [{"name": "n"}]}]}, "embeds.0.fields.0.value", "BASE_TYPE_REQUIRED"),
        (
            {"embeds": [{"fields": [{"name": "n", "value": " "}]}]},
            "embeds.0.fields.0.value",
            "BASE_TYPE_REQUIRED",
        ),
        (
            {"embeds": [{"fields": [{"name": "n", "value": "v" * 1025}]}]},
            "embeds.0.fields.0.value",
            "BASE_TYPE_BAD_LENGTH",
        ),
        ({"embeds": [{"title": "x", "url": "ftp://a.example"}]}, "embeds.0.url", "URL_TYPE_INVALID_SCHEME"),
        ({"embeds": [{"title": "x", "color": 2**24}]}, "embeds.0.color", "NUMBER_TYPE_MAX"),
        ({"embeds": [{"title": "x", "author": {"name": " \n "}}]}, "embeds.0.author.name", "BASE_TYPE_REQUIRED"),
        ({"content": "x", "components": rows(6)}, "components", "BASE_TYPE_MAX_LENGTH"),
        ({"content": "x", "components": [row()]}, "components.0.components", "BASE_TYPE_BAD_LENGTH"),
        (
            {"content": "x", "components": [row(*(button(f"b{n}") for n in range(6)))]},
            "components.0.components",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"content": "x", "components": [row(button(), select())]},
            "components.0.components",
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
        ),
        (
            {"content": "x", "components": [row(button("c" * 101))]},
            "components.0.components.0.custom_id",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"content": "x", "components": [row(button("same")), row(button("same"))]},
            "components.1.components.0.custom_id",
            "COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        (
            {"content": "x", "components": [row(button(label="l" * 81))]},
            "components.0.components.0.label",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            {"content": "x", "components": [row(button(label=""))]},
            "components.0.components.0.label",
            "BUTTON_COMPONENT_LABEL_REQUIRED",
        ),
        (
            {"content": "x", "components": [row(button(url="https://a.example"))]},
            "components.0.components.0.url",
            "BUTTON_COMPONENT_INVALID_URL",
        ),
        (
            {"content": "x", "components": [row(select(options=[]))]},
            "components.0.components.0.options",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {
                "content": "x",
                "components": [row(select(options=[{"label": str(n), "value": str(n)} for n in range(26)]))],
            },
            "components.0.components.0.options",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"content": "x", "components": [row(select(options=[{"label": "A", "value": "a"}] * 2))]},
            "components.0.components.0.options.1.value",
            "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        ),
        (
            {"content": "x", "components": [row(select(max_values=3))]},
            "components.0.components.0.options",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"content": "x", "components": [row(select(min_values=2, max_values=1))]},
            "components.0.components.0.min_values",
            "BASE_TYPE_MIN_GREATER_THAN_MAX",
        ),
        (
            {"content": "x", "components": [row(select(placeholder="p" * 151))]},
            "components.0.components.0.placeholder",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            {"content": "x", "components": [row(select(options=[{"label": "l" * 101, "value": "v"}]))]},
            "components.0.components.0.options.0.label",
            "BASE_TYPE_BAD_LENGTH",
        ),
        ({"content": "x", "components": [text("x")]}, "components.0.type", "UNION_TYPE_CHOICES"),
        (
            {"content": "x", "flags": V2, "components": [text("x")]},
            "content",
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        ),
        (
            {"flags": V2, "components": [text("x" * 4000), text("y")]},
            "components",
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
        ),
        ({"flags": V2, "components": [text("x")] * 41}, "components", "BASE_TYPE_MAX_LENGTH"),
        (
            {"flags": V2, "components": [{"type": 17, "components": [text("x")] * 40}]},
            "components",
            "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
        ),
        (
            {"content": "x", "message_reference": {"message_id": "1"}},
            "message_reference",
            "REPLIES_UNKNOWN_MESSAGE",
        ),
        (
            {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
            "allowed_mentions",
            "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        ),
    ],
)
async def test_what_is_too_much_is_refused_where_it_is_too_much(
    rest: RawRest, messages: str, body: Json, path: str, code: str
) -> None:
    status, answer = await rest("POST", messages, body)

    assert (status, answer["code"], answer["message"]) == (400, 50035, "Invalid Form Body")
    place = answer["errors"]
    for step in path.split("."):
        place = place[step]
    assert code in [error["code"] for error in place["_errors"]]


@pytest.mark.parametrize("body", [{}, {"content": " \n "}, {"content": ""}, {"embeds": [{}]}, {"components": []}])
async def test_an_empty_message_is_refused(rest: RawRest, messages: str, body: Json) -> None:
    status, answer = await rest("POST", messages, body)

    assert (status, answer["code"]) == (400, 50006)


async def test_an_edit_must_leave_something(rest: RawRest, messages: str) -> None:
    _, message = await rest("POST", messages, {"content": "x", "embeds": [{"title": "t"}]})
    path = f"{messages}/{message['id']}"

    without_text, _ = await rest("PATCH", path, {"content": ""})
    without_anything, answer = await rest("PATCH", path, {"embeds": []})

    assert without_text == 200
    assert (without_anything, answer["code"]) == (400, 50006)


async def test_components_v2_replace_text_and_stay(rest: RawRest, messages: str) -> None:
    _, message = await rest("POST", messages, {"content": "x"})
    path = f"{messages}/{message['id']}"
    new = {"flags": V2, "components": [text("y")]}

    refused, answer = await rest("PATCH", path, new)
    switched, shown = await rest("PATCH", path, new | {"content": None})
    _, after = await rest("PATCH", path, {"flags": 0})

    assert (refused, "content" in answer["errors"]) == (400, True)
    assert switched == 200
    assert shown["flags"] & V2
    assert shown["content"] == ""
    assert after["flags"] & V2


async def test_a_file_above_ten_mebibytes_is_refused(rest: RawRest, messages: str) -> None:
    async def send(size: int) -> tuple[int, Any]:
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("files[0]", io.BytesIO(bytes(size)), filename="big.bin")
        return await rest("POST", messages, data=form)

    fits, _ = await send(10 * 1024 * 1024)
    status, answer = await send(10 * 1024 * 1024 + 1)
    over, all_too_large = await send(26 * 1024 * 1024)

    assert fits == 200
    assert (status, answer["code"]) == (413, 40005)
    assert (over, all_too_large["code"]) == (413, 40005)


@pytest.mark.parametrize(
    ("declared", "more", "code"),
    [
        ("audio/ogg", {"content": "and text"}, 50159),
        ("text/plain", {}, 50160),
        ("audio/ogg", {"attachments": [{"id": "0"}]}, 50161),
    ],
)
async def test_a_voice_message_must_be_one(rest: RawRest, messages: str, declared: str, more: Json, code: int) -> None:
    described = {"id": "0", "duration_secs": 1.0, "waveform": "AAAA"}
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", json.dumps({"flags": 8192, "attachments": [described]} | more))
    form.add_field("files[0]", b"OggS", filename="voice-message.ogg", content_type=declared)

    status, answer = await rest("POST", messages, data=form)

    assert (status, answer["code"]) == (400, code)


async def test_requests_that_are_none(playground: Playground, rest: RawRest, messages: str) -> None:
    json_headers = {"Authorization": f"Bot {playground.token}", "Content-Type": "application/json"}
    async with rest.session.post(playground.api_base + messages, data="{", headers=json_headers) as answer:
        assert (answer.status, (await answer.json())["code"]) == (400, 50109)
    assert (await rest("POST", messages, {"content": "half a pair: \ud83d"}))[1]["code"] == 50109
    assert (await rest("POST", messages, {"\udc00": ["x"], "content": "x"}))[1]["code"] == 50109
    assert (await rest("POST", messages, {"content": "a pair: \U0001f600"}))[0] == 200
    assert (await rest("GET", "/users/@me", token="wrong"))[0] == 401
    assert (await rest("GET", "/channels/1"))[1]["code"] == 10003
    assert (await rest("GET", "/channels/general"))[1]["code"] == 50035
    assert (await rest("GET", messages + "/1"))[1]["code"] == 10008
    assert (await rest("GET", "/guilds/1"))[1]["code"] == 10004
    assert (await rest("GET", "/users/1"))[1]["code"] == 10013
    assert (await rest("POST", "/users/@me/channels", {"recipient_id": playground.world.bot_id}))[1]["code"] == 50007
    nobody, refused = await rest("POST", "/users/@me/channels", {"recipient_id": "1"})
    assert (nobody, refused["code"]) == (400, 50033)


async def test_a_path_that_discord_does_not_have() -> None:
    playground = Playground()
    await playground.start()

    async with raw_rest(playground) as rest:
        status, answer = await rest("GET", "/nowhere")

    await playground.close()
    assert (status, answer["code"], playground.requests[0].route) == (404, 0, None)


MODAL = {"type": 9, "data": {"custom_id": "m", "title": "Form", "components": []}}


def label(component: Json, **more: Any) -> Json:
    return {"type": 18, "label": "Field", "component": component} | more


def text_input(**more: Any) -> Json:
    return {"type": 4, "custom_id": "t", "style": 1} | more


@pytest.mark.parametrize(
    ("components", "path"),
    [
        ([], "data.components"),
        ([label(text_input(custom_id=str(n))) for n in range(6)], "data.components"),
        ([label(text_input(), label="l" * 46)], "data.components.0.label"),
        ([label(text_input(max_length=4001))], "data.components.0.component.max_length"),
        ([label(text_input(min_length=5, max_length=4))], "data.components.0.component.min_length"),
        ([label(text_input(placeholder="p" * 101))], "data.components.0.component.placeholder"),
        ([label(text_input()), label(text_input())], "data.components.1.component.custom_id"),
        ([label({"type": 21, "custom_id": "r", "options": [{"label": "A", "value": "a"}]})], "data.components.0"),
        ([label(select(disabled=True))], "data.components.0.component.disabled"),
        ([row(button())], "data.components.0.components.0.type"),
    ],
)
async def test_a_modal_has_limits_of_its_own(
    playground: Playground, rest: RawRest, components: list[Json], path: str
) -> None:
    home = a_home(playground)
    playground.services.commands.overwrite([{"name": "go", "description": "Go"}])
    used = await home.pat.slash(home.channel.id, "go")
    body = MODAL | {"data": {"custom_id": "m", "title": "Form", "components": components}}

    status, answer = await rest("POST", f"/interactions/{used.id}/{used.token}/callback", body)

    assert (status, answer["code"]) == (400, 50035)
    place = answer["errors"]
    for step in path.split("."):
        place = place[step]
    assert used.modal is None


async def test_at_most_twenty_five_suggestions(playground: Playground, rest: RawRest) -> None:
    home = a_home(playground)
    option = {"type": 3, "name": "bank", "description": "Bank", "autocomplete": True}
    playground.services.commands.overwrite([{"name": "find", "description": "Find", "options": [option]}])
    told: list[Happening] = []
    playground.world.listen(told.append)
    asking = asyncio.create_task(home.pat.autocomplete(home.channel.id, "find", "bank"))
    await playground.until(lambda: told)
    used = told[0].data

    def choices(count: int) -> Json:
        return {"type": 8, "data": {"choices": [{"name": str(n), "value": str(n)} for n in range(count)]}}

    path = f"/interactions/{used['id']}/{used['token']}/callback"
    too_many, _ = await rest("POST", path, choices(26))
    enough, _ = await rest("POST", path, choices(25))

    assert (too_many, enough) == (400, 204)
    assert len(await asking) == 25

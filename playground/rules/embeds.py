"""Checks embeds by Discord's rules, and gives them the form in which it keeps them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from playground.world.errors import Form
from playground.world.model import Json

TOTAL = 6000
PER_MESSAGE = 10
_WEB = ("http", "https")


def kept_embeds(form: Form, embeds: Any, path: str) -> list[Json]:
    """Check the embeds of a request body and give them in the form in which messages carry them."""
    if embeds is None:
        return []
    given = form.items(path, embeds, high=PER_MESSAGE)
    kept = [_kept(form, embed, f"{path}.{index}") for index, embed in enumerate(given)]
    if sum(_length(embed) for embed in kept) > TOTAL:
        form.wrong(path, "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {TOTAL}")
    return kept


def is_empty(embed: Json) -> bool:
    """Whether nothing of an embed would be seen."""
    return not any(embed.get(key) for key in ("title", "description", "fields", "author", "footer", *_MEDIA))


_MEDIA = ("image", "thumbnail")


def _kept(form: Form, embed: Any, path: str) -> Json:
    if not isinstance(embed, dict):
        form.wrong(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return {}
    kept: Json = {"type": "rich"}
    for key, limit in (("title", 256), ("description", 4096)):
        if embed.get(key) is not None and form.text(f"{path}.{key}", embed[key], high=limit):
            kept[key] = embed[key].strip()
    if embed.get("color") is not None and form.number(f"{path}.color", embed["color"], low=0, high=0xFFFFFF):
        kept["color"] = embed["color"]
    if embed.get("timestamp") is not None:
        _timestamp(form, embed, kept, path)
    if embed.get("url") is not None and _link(form, embed["url"], f"{path}.url", schemes=_WEB):
        kept["url"] = embed["url"]
    _pictures(form, embed, kept, path)
    _named(form, embed, kept, path)
    if embed.get("fields"):
        fields = form.items(f"{path}.fields", embed["fields"], high=25)
        kept["fields"] = [_field(form, field, f"{path}.fields.{i}") for i, field in enumerate(fields)]
    return {key: value for key, value in kept.items() if value not in ("", [])}


def _timestamp(form: Form, embed: Json, kept: Json, path: str) -> None:
    try:
        kept["timestamp"] = datetime.fromisoformat(embed["timestamp"]).isoformat()
    except (TypeError, ValueError):
        form.wrong(f"{path}.timestamp", "DATE_TIME_TYPE_PARSE", f"Could not parse {embed['timestamp']!r:.40}.")


def _pictures(form: Form, embed: Json, kept: Json, path: str) -> None:
    for key in _MEDIA:
        if embed.get(key):
            url = embed[key].get("url")
            if _link(form, url, f"{path}.{key}.url", schemes=(*_WEB, "attachment")):
                kept[key] = {"url": url}


def _named(form: Form, embed: Json, kept: Json, path: str) -> None:
    for key, text, limit in (("author", "name", 256), ("footer", "text", 2048)):
        part = embed.get(key)
        if not part:
            continue
        if form.text(f"{path}.{key}.{text}", part.get(text), low=1, high=limit):
            kept[key] = {text: part[text].strip()}
            for link in ("url", "icon_url"):
                schemes = _WEB if link == "url" else (*_WEB, "attachment")
                if part.get(link) and _link(form, part[link], f"{path}.{key}.{link}", schemes=schemes):
                    kept[key][link] = part[link]


def _field(form: Form, field: Any, path: str) -> Json:
    if not isinstance(field, dict):
        form.wrong(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return {}
    kept: Json = {"inline": bool(field.get("inline"))}
    for key, limit in (("name", 256), ("value", 1024)):
        value = field.get(key)
        # A field of white space only counts as absent, which is why libraries send a zero-width space.
        text = value.strip() if isinstance(value, str) else value
        if form.text(f"{path}.{key}", text, low=1, high=limit):
            kept[key] = text
    return kept


def _link(form: Form, url: Any, path: str, *, schemes: tuple[str, ...]) -> bool:
    if not form.text(path, url, low=1, high=2048):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in schemes:
        allowed = ", ".join(f"'{scheme}'" for scheme in schemes)
        form.wrong(
            path,
            "URL_TYPE_INVALID_SCHEME",
            f'Scheme "{parts.scheme}" is not supported. Scheme must be one of ({allowed}).',
        )
        return False
    if not parts.netloc:
        form.wrong(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
        return False
    return True


def _length(embed: Json) -> int:
    texts = [embed.get("title", ""), embed.get("description", "")]
    texts += [embed.get("author", {}).get("name", ""), embed.get("footer", {}).get("text", "")]
    for field in embed.get("fields", []):
        texts += [field.get("name", ""), field.get("value", "")]
    return sum(len(text) for text in texts)

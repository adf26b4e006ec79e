"""Checks the components of a message: rows, buttons, selects and Components V2."""

from __future__ import annotations

from typing import Any

from playground.rules.components import SELECTS, Checking, Keeper, Kind, kept_emoji, walk
from playground.world.errors import Form
from playground.world.model import Json

ROWS = 5
TOTAL_V2 = 40
TEXT_V2 = 4000
_TOP_V1 = frozenset({Kind.ACTION_ROW})
_IN_CONTAINER = frozenset(
    {
        Kind.ACTION_ROW,
        Kind.TEXT_DISPLAY,
        Kind.SECTION,
        Kind.MEDIA_GALLERY,
        Kind.SEPARATOR,
        Kind.FILE,
    }
)
_TOP_V2 = _IN_CONTAINER | {Kind.CONTAINER}


def kept_components(form: Form, components: Any, path: str, *, v2: bool) -> list[Json]:
    """Check a message's components and give them as Discord keeps them: with ids and defaults."""
    if components is None:
        return []
    checking = Checking(form=form, keepers=_KEEPERS)
    given = form.items(path, components, high=TOTAL_V2 if v2 else ROWS)
    kept = checking.children(given, path, allowed=_TOP_V2 if v2 else _TOP_V1)
    if v2:
        everything = list(walk(kept))
        if len(everything) > TOTAL_V2:
            form.wrong(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", f"Must be {TOTAL_V2} or fewer")
        if sum(len(each["content"]) for each in everything if each["type"] == Kind.TEXT_DISPLAY) > TEXT_V2:
            form.wrong(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", f"Must be {TEXT_V2} or fewer")
    checking.number(kept)
    return kept


def _action_row(checking: Checking, given: Json, kept: Json, path: str) -> None:
    children = checking.form.items(f"{path}.components", given.get("components"), low=1, high=5)
    allowed = SELECTS | {Kind.BUTTON}
    kept["components"] = checking.children(children, f"{path}.components", allowed=allowed)
    if len(kept["components"]) > 1 and any(each["type"] in SELECTS for each in kept["components"]):
        checking.form.wrong(
            f"{path}.components",
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
            "The specified component exceeds the maximum width",
        )


def _button(checking: Checking, given: Json, kept: Json, path: str) -> None:
    form = checking.form
    style = given.get("style")
    kept["style"] = style
    if not form.number(f"{path}.style", style, low=1, high=6):
        return
    if style == 5:
        if form.text(f"{path}.url", given.get("url"), low=1, high=512):
            kept["url"] = given["url"]
        if given.get("custom_id"):
            form.wrong(
                f"{path}.custom_id", "BUTTON_COMPONENT_URL_CUSTOM_ID", "A custom id and url cannot both be given"
            )
    elif style == 6:
        kept["sku_id"] = given.get("sku_id")
    else:
        checking.custom_id(given, kept, path)
        if given.get("url"):
            form.wrong(f"{path}.url", "BUTTON_COMPONENT_INVALID_URL", "A url may only be given to link buttons")
    checking.optional_text(given, kept, "label", at=path, high=80)
    if given.get("emoji"):
        kept["emoji"] = kept_emoji(given["emoji"])
    if style != 6 and not given.get("label") and not given.get("emoji"):
        form.wrong(f"{path}.label", "BUTTON_COMPONENT_LABEL_REQUIRED", "A label or an emoji must be given")
    if given.get("disabled"):
        kept["disabled"] = True


def _select(checking: Checking, given: Json, kept: Json, path: str) -> None:
    checking.select(given, kept, path)
    if given.get("disabled"):
        kept["disabled"] = True


def _text_display(checking: Checking, given: Json, kept: Json, path: str) -> None:
    kept["content"] = given.get("content")
    if not checking.form.text(f"{path}.content", given.get("content"), low=1, high=TEXT_V2):
        kept["content"] = ""


def _section(checking: Checking, given: Json, kept: Json, path: str) -> None:
    texts = checking.form.items(f"{path}.components", given.get("components"), low=1, high=3)
    kept["components"] = checking.children(texts, f"{path}.components", allowed=frozenset({Kind.TEXT_DISPLAY}))
    allowed = frozenset({Kind.BUTTON, Kind.THUMBNAIL})
    kept["accessory"] = checking.child(given.get("accessory"), f"{path}.accessory", allowed=allowed)
    if kept["accessory"] is None:
        del kept["accessory"]


def _media(checking: Checking, media: Any, path: str) -> Json:
    url = media.get("url") if isinstance(media, dict) else None
    return {"url": url if checking.form.text(f"{path}.url", url, low=1, high=2048) else ""}


def _thumbnail(checking: Checking, given: Json, kept: Json, path: str) -> None:
    kept["media"] = _media(checking, given.get("media"), f"{path}.media")
    kept |= {"description": given.get("description"), "spoiler": bool(given.get("spoiler"))}


def _gallery(checking: Checking, given: Json, kept: Json, path: str) -> None:
    items = checking.form.items(f"{path}.items", given.get("items"), low=1, high=10)
    kept["items"] = [
        {
            "media": _media(checking, item.get("media"), f"{path}.items.{index}.media"),
            "description": item.get("description"),
            "spoiler": bool(item.get("spoiler")),
        }
        for index, item in enumerate(items)
    ]


def _file(checking: Checking, given: Json, kept: Json, path: str) -> None:
    kept["file"] = _media(checking, given.get("file"), f"{path}.file")
    kept["spoiler"] = bool(given.get("spoiler"))
    if not kept["file"]["url"].startswith("attachment://"):
        checking.form.wrong(f"{path}.file.url", "URL_TYPE_INVALID_SCHEME", "Must be an attachment:// reference")


def _separator(checking: Checking, given: Json, kept: Json, path: str) -> None:
    kept["spacing"] = 1 if given.get("spacing") is None else given["spacing"]
    kept["divider"] = given.get("divider") is not False
    checking.form.number(f"{path}.spacing", kept["spacing"], low=1, high=2)


def _container(checking: Checking, given: Json, kept: Json, path: str) -> None:
    children = checking.form.items(f"{path}.components", given.get("components"), low=1, high=TOTAL_V2)
    kept |= {"accent_color": given.get("accent_color"), "spoiler": bool(given.get("spoiler"))}
    kept["components"] = checking.children(children, f"{path}.components", allowed=_IN_CONTAINER)


_KEEPERS: dict[Kind, Keeper] = {
    Kind.ACTION_ROW: _action_row,
    Kind.BUTTON: _button,
    **dict.fromkeys(SELECTS, _select),
    Kind.TEXT_DISPLAY: _text_display,
    Kind.SECTION: _section,
    Kind.THUMBNAIL: _thumbnail,
    Kind.MEDIA_GALLERY: _gallery,
    Kind.FILE: _file,
    Kind.SEPARATOR: _separator,
    Kind.CONTAINER: _container,
}

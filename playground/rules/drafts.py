"""Reads the body of a request that writes a message, and refuses what Discord refuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playground.rules.embeds import is_empty, kept_embeds
from playground.rules.message_components import kept_components
from playground.world.errors import Form, refusal
from playground.world.model import PLAIN, AttachmentFlags, Json, Message, MessageFlags, Upload

CONTENT = 2000
FILES = 10
FILE_SIZE = 10 * 1024 * 1024
NONCE = 25

SETTABLE = (
    MessageFlags.SUPPRESS_EMBEDS
    | MessageFlags.SUPPRESS_NOTIFICATIONS
    | MessageFlags.IS_VOICE_MESSAGE
    | MessageFlags.IS_COMPONENTS_V2
)
OF_INTERACTIONS = SETTABLE | MessageFlags.EPHEMERAL
EDITABLE = MessageFlags.SUPPRESS_EMBEDS | MessageFlags.IS_COMPONENTS_V2


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """An uploaded file with what the body says of it."""

    upload: Upload
    description: str | None = None
    duration_secs: float | None = None
    waveform: str | None = None
    title: str | None = None
    flags: AttachmentFlags = PLAIN


@dataclass(slots=True, kw_only=True)
class Draft:
    """What a message will hold. `None` leaves a field of an edited message as it is."""

    content: str | None = None
    embeds: list[Json] | None = None
    components: list[Json] | None = None
    flags: int | None = None
    new_files: list[NewFile] = field(default_factory=list)
    kept_files: list[str] | None = None
    redescribed: dict[str, tuple[str | None, AttachmentFlags]] = field(default_factory=dict)
    """Files that stay, by their ids, with another alternative text and other flags."""
    allowed_mentions: Json | None = None
    tts: bool = False
    nonce: str | int | None = None
    enforce_nonce: bool = False
    reference: Json | None = None
    stickers: list[Json] = field(default_factory=list)
    snapshots: list[Json] = field(default_factory=list)
    poll: Json | None = None

    def has(self, flag: MessageFlags) -> bool:
        return bool((self.flags or 0) & flag)


def read_draft(
    body: Json,
    files: dict[int, Upload],
    *,
    path: str = "",
    settable: MessageFlags = SETTABLE,
    editing: Message | None = None,
) -> Draft:
    """Check a body, and give the draft of a new message or the changes to the one that is edited.

    Raises:
        ApiError: 50035 with everything that is wrong, 50006 if nothing would be seen, 40005 for a large
            file, 50159 to 50162 for a voice message that is none.
    """
    form = Form()
    before = f"{path}." if path else ""
    draft = Draft()
    _flags(body, draft, settable=settable, editing=editing)
    v2 = draft.has(MessageFlags.IS_COMPONENTS_V2) or (
        editing is not None and editing.has(MessageFlags.IS_COMPONENTS_V2)
    )
    if "content" in body or editing is None:
        content = body.get("content") or ""
        draft.content = ""
        if form.text(f"{before}content", content, high=CONTENT):
            draft.content = content.strip()
    if "embeds" in body or editing is None:
        draft.embeds = [e for e in kept_embeds(form, body.get("embeds"), f"{before}embeds") if not is_empty(e)]
    if "components" in body or editing is None:
        draft.components = kept_components(form, body.get("components"), f"{before}components", v2=v2)
    _files(form, body, files, draft, before)
    _mentions(form, body, draft, before)
    _nonce(form, body, draft, before)
    draft.reference = _ids_as_text(body.get("message_reference"))
    draft.stickers = [sticker_item(str(each)) for each in body.get("sticker_ids") or []]
    draft.poll = body.get("poll")
    draft.tts = bool(body.get("tts"))
    if v2:
        _refuse_legacy(form, body, draft, editing, before)
    form.check()
    _refuse_empty(draft, editing)
    if draft.has(MessageFlags.IS_VOICE_MESSAGE):
        _refuse_bad_voice(draft)
    return draft


def _flags(body: Json, draft: Draft, *, settable: MessageFlags, editing: Message | None) -> None:
    wanted = body.get("flags")
    if editing is None:
        draft.flags = int(wanted or 0) & settable
    elif wanted is not None:
        # Components V2 can be switched on by an edit but never off; the rest of the message's flags stay.
        once_v2 = editing.flags & MessageFlags.IS_COMPONENTS_V2
        draft.flags = (editing.flags & ~EDITABLE) | (int(wanted) & EDITABLE) | once_v2


def _files(form: Form, body: Json, files: dict[int, Upload], draft: Draft, before: str) -> None:
    for upload in files.values():
        if len(upload.data) > FILE_SIZE:
            raise refusal(40005)
    described: dict[int, Json] = {}
    if body.get("attachments") is not None:
        given = form.items(f"{before}attachments", body["attachments"], high=FILES)
        kept: list[str] = []
        for index, each in enumerate(given):
            number = str(each.get("id")) if isinstance(each, dict) else ""
            if not number.isdecimal():
                form.required(f"{before}attachments.{index}.id")
            elif int(number) in files:
                described[int(number)] = each
            else:
                kept.append(number)
        draft.kept_files = kept
    elif "attachments" in body:
        draft.kept_files = []
    if len(files) + len(draft.kept_files or []) > FILES:
        form.wrong(f"{before}attachments", "BASE_TYPE_MAX_LENGTH", f"Must be {FILES} or fewer in length.")
    for position, upload in sorted(files.items()):
        said = described.get(position, {})
        draft.new_files.append(_described(form, upload, said, f"{before}attachments.{position}"))


def _described(form: Form, upload: Upload, said: Json, path: str) -> NewFile:
    for key, limit in (("description", 1024), ("waveform", 400)):
        if said.get(key) is not None:
            form.text(f"{path}.{key}", said[key], high=limit)
    seconds = said.get("duration_secs")
    if seconds is not None and (isinstance(seconds, bool) or not isinstance(seconds, int | float) or seconds < 0):
        form.wrong(f"{path}.duration_secs", "NUMBER_TYPE_COERCE", f'Value "{seconds!r:.50}" is not float.')
    if said.get("filename"):
        upload = Upload(filename=said["filename"], data=upload.data, content_type=upload.content_type)
    return NewFile(
        upload=upload,
        description=said.get("description") or None,
        duration_secs=seconds,
        waveform=said.get("waveform"),
        title=said.get("title") or None,
        flags=AttachmentFlags.said(spoiler=bool(said.get("is_spoiler")), remix=bool(said.get("is_remix"))),
    )


def _mentions(form: Form, body: Json, draft: Draft, before: str) -> None:
    allowed = body.get("allowed_mentions")
    if allowed is None:
        return
    if not isinstance(allowed, dict):
        form.wrong(f"{before}allowed_mentions", "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return
    parse = allowed.get("parse") or []
    for key in ("users", "roles"):
        if key in parse and allowed.get(key):
            form.wrong(
                f"{before}allowed_mentions",
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.',
            )
        if allowed.get(key):
            form.items(f"{before}allowed_mentions.{key}", allowed[key], high=100)
    named = {key: [str(each) for each in allowed.get(key) or []] for key in ("users", "roles")}
    draft.allowed_mentions = allowed | named


def _ids_as_text(reference: Any) -> Json | None:
    """Discord takes ids as numbers, too."""
    if not isinstance(reference, dict):
        return None
    return {key: str(value) if key.endswith("_id") else value for key, value in reference.items()}


def _nonce(form: Form, body: Json, draft: Draft, before: str) -> None:
    nonce = body.get("nonce")
    if nonce is None:
        return
    if isinstance(nonce, bool) or not isinstance(nonce, str | int):
        form.wrong(f"{before}nonce", "NONCE_TYPE_INVALID", "Must be a string or an integer.")
    elif isinstance(nonce, str):
        form.text(f"{before}nonce", nonce, high=NONCE)
    elif not -(2**63) <= nonce < 2**63:
        form.wrong(f"{before}nonce", "NUMBER_TYPE_MAX", "int64 expected.")
    draft.nonce = nonce
    draft.enforce_nonce = bool(body.get("enforce_nonce"))


def _refuse_legacy(form: Form, body: Json, draft: Draft, editing: Message | None, before: str) -> None:
    """Components V2 replace content, embeds, polls and stickers; an edit has to clear them first."""
    content = draft.content if draft.content is not None else (editing.content if editing else "")
    embeds = draft.embeds if draft.embeds is not None else (editing.embeds if editing else [])
    used = {
        "content": content,
        "embeds": embeds,
        "poll": body.get("poll"),
        "sticker_ids": body.get("sticker_ids"),
    }
    for key, value in used.items():
        if value:
            form.wrong(
                f"{before}{key}",
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
            )


def _refuse_empty(draft: Draft, editing: Message | None) -> None:
    def left(new: Any, old: Any) -> Any:
        return old if new is None and editing is not None else new

    old_files = [] if editing is None else [attachment.id for attachment in editing.attachments]
    shown = (
        left(draft.content, editing and editing.content),
        left(draft.embeds, editing and editing.embeds),
        left(draft.components, editing and editing.components),
        draft.new_files,
        old_files if draft.kept_files is None else draft.kept_files,
        draft.stickers or (editing and editing.sticker_items),
        draft.poll or (editing and editing.poll),
        draft.reference and draft.reference.get("type") == 1,
    )
    if not any(shown):
        raise refusal(50006)


def _refuse_bad_voice(draft: Draft) -> None:
    if draft.content or draft.embeds or draft.components or draft.stickers or draft.poll:
        raise refusal(50159)
    if len(draft.new_files) != 1 or not (draft.new_files[0].upload.content_type or "").startswith("audio/"):
        raise refusal(50160)
    if draft.new_files[0].duration_secs is None or draft.new_files[0].waveform is None:
        raise refusal(50161)


def sticker_item(sticker_id: str) -> Json:
    """A sticker as messages carry it: a picture with a name, and no text."""
    return {"id": sticker_id, "name": "Wave", "format_type": 1}

#!/usr/bin/env bash
# discord.py 2.7.1: an edit that keeps a file sends neither its title nor its flags.
#
# `Message.edit(attachments=[...])` sends `Attachment.to_dict()` of what is kept. Discord lets a file have a title and
# flags (spoiler, remix, ...), discord.py reads both, and to_dict leaves both out: it writes `spoiler` from the file's
# NAME instead. A picture that is a spoiler by its flag, as current clients mark it, is described as none.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet discord.py==2.7.1
cat > "$folder/seen.py" <<'PY'
from types import SimpleNamespace

import discord

SPOILER, REMIX = 1 << 5, 1 << 2
received = {
    "id": "1", "filename": "plan.png", "size": 3, "content_type": "image/png", "url": "https://cdn.example/plan.png",
    "proxy_url": "https://cdn.example/plan.png", "description": "A plan", "title": "My plan", "flags": SPOILER | REMIX,
}
attachment = discord.Attachment(data=received, state=SimpleNamespace(http=None))
sent = attachment.to_dict()
print("read: title", repr(attachment.title), "flags", attachment.flags.value, "is_spoiler()", attachment.is_spoiler())
print("sent:", sent)
assert (attachment.title, attachment.flags.value, attachment.description) == ("My plan", 36, "A plan")
assert not attachment.is_spoiler()  # it looks at the name only
assert sent["description"] == "A plan"
assert "title" not in sent and "flags" not in sent, sent
assert sent["spoiler"] is False, sent
PY
"$folder/venv/bin/python" "$folder/seen.py"

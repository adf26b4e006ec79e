#!/usr/bin/env bash
# fluent.runtime 0.4.0 (fluent.syntax 0.19.0): a text whose next line begins with Markdown is cut there, in silence.
#
# Chat platforms write bold as **so** and links as [text](address). Where such a line continues a Fluent message, the
# parser takes its first character for the start of a variant or an attribute: the message ends before that line, the
# rest becomes Junk, and `add_resource` neither raises nor returns an error. If it is the message's first line, the
# message is missing; a line that begins with ".word" takes the whole message away. With a { "" } before it the line stays.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet fluent.runtime==0.4.0 fluent.syntax==0.19.0
cat > "$folder/seen.py" <<'PY'
from fluent.runtime import FluentBundle, FluentResource

LINES = {"bold": "**Ready?**", "link": "[Help](https://example.org)", "dots": ".env is read", "shielded": '{ "" }**Ready?**'}


def text_of(source):
    bundle = FluentBundle(["en"])
    returned = bundle.add_resource(FluentResource(source))
    assert returned is None, returned  # no list of errors, as other implementations have it
    assert bundle.has_message("after"), "the next message is read"
    if not bundle.has_message("greeting"):
        return None
    text, errors = bundle.format_pattern(bundle.get_message("greeting").value)
    assert errors == [], errors
    return text


second = {name: text_of(f"greeting =\n    Hello.\n    {line}\nafter = x\n") for name, line in LINES.items()}
first = {name: text_of(f"greeting =\n    {line}\nafter = x\n") for name, line in LINES.items()}
print("as second line:", second)
print("as first line: ", first)
assert second == {"bold": "Hello.", "link": "Hello.", "dots": None, "shielded": "Hello.\n**Ready?**"}, second
assert first == {"bold": None, "link": None, "dots": None, "shielded": "**Ready?**"}, first
PY
"$folder/venv/bin/python" "$folder/seen.py"

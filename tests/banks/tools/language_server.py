"""Asks yaml-language-server, which editors ask, what it complains of."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class LanguageServer:
    """A conversation with the server."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def begin(self, folder: Path) -> None:
        self._say("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}}, number=1)
        self._heard(lambda message: message.get("id") == 1 and "result" in message)
        self._say("initialized", {})

    def complaints(self, file: Path) -> list[str]:
        """All that an editor would underline in the file."""
        uri = file.as_uri()
        text = file.read_text(encoding="utf-8")
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._say("textDocument/didOpen", {"textDocument": document})
        told = self._heard(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri
            )
        )
        return [f"{each['range']['start']['line'] + 1}: {each['message']}" for each in told["params"]["diagnostics"]]

    def _say(self, method: str, params: Mapping[str, Any], *, number: int | None = None) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        self._send(message if number is None else {**message, "id": number})

    def _send(self, message: Mapping[str, Any]) -> None:
        content = json.dumps(message).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self._process.stdin.flush()

    def _heard(self, is_wanted: Any) -> Any:
        """The next wanted message; what the server asks meanwhile is answered with nothing."""
        while True:
            message = self._next()
            if is_wanted(message):
                return message
            if "method" in message and "id" in message:
                items = message["params"].get("items") if isinstance(message.get("params"), dict) else None
                self._send({"jsonrpc": "2.0", "id": message["id"], "result": [None] * len(items) if items else None})

    def _next(self) -> Any:
        out = self._process.stdout
        assert out is not None
        length = 0
        while line := out.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "yaml-language-server has ended"
        return json.loads(out.read(length))


@contextmanager
def language_server(command: Path, folder: Path) -> Iterator[LanguageServer]:
    with subprocess.Popen([command, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            server = LanguageServer(process)
            server.begin(folder)
            yield server
        finally:
            process.kill()

#!/usr/bin/env bash
# genanki 0.13.1: every deck that is written leaves a second copy of all its notes in the folder for temporary files.
#
# `Package.write_to_file` builds the deck's database in a file of `tempfile.mkstemp()` and closes it, and nobody deletes
# it: not the package, and not the interpreter at its end. That is 52 KB for one card and more than the deck itself for
# many, uncompressed. A server that makes decks on request fills its disk, and keeps whatever was on the cards. The path is
# known only inside: `PRAGMA database_list` on the cursor that `write_to_db` is given names it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet genanki==0.13.1
cat > seen.py <<'PY'
import genanki

fields, card = [{"name": "Question"}, {"name": "Answer"}], {"name": "Card", "qfmt": "{{Question}}", "afmt": "{{Answer}}"}
model = genanki.Model(1_700_000_001, "Plain", fields=fields, templates=[card])
for number in range(3):
    deck = genanki.Deck(1_700_000_010 + number, f"Deck {number}")
    deck.add_note(genanki.Note(model=model, fields=["What is a queue?", f"The answer on card {number}"]))
    genanki.Package(deck).write_to_file(f"{number}.apkg")
PY
mkdir temp
TMPDIR="$folder/temp" venv/bin/python seen.py
cat > look.py <<'PY'
import sqlite3
from pathlib import Path

left = sorted(Path("temp").iterdir(), key=lambda file: file.stat().st_mtime_ns)
notes = [sqlite3.connect(file).execute("SELECT flds FROM notes").fetchone()[0].split("\x1f")[1] for file in left]
for file, note in zip(left, notes):
    print(f"{file.stat().st_size} bytes left behind, with: {note}")
assert notes == [f"The answer on card {number}" for number in range(3)]
assert all(file.stat().st_size > 50_000 for file in left)
PY
venv/bin/python look.py

#!/usr/bin/env bash
# Anki 26.9.3, importing a comma-separated table: a colon in a question outranks all commas, and a row with # is gone.
#
# Without a `#separator:` line the back end takes the first of tab, pipe, semicolon, colon, comma that occurs anywhere in
# the beginning of the file, inside quoted cells, too. One "Why: ..." among the questions, and each row is cut at colons:
# the answers stand in the question's field, and what comes after the colon is in neither field. A row whose
# first cell begins with # is a comment, though the file has no header lines: it is missing from the notes, and the
# report counts only the others. Python's csv writes such cells without quotes, as RFC 4180 allows. With every cell in
# quotes the # rows arrive; the colon still wins until `#separator:comma` is the first line.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet anki==26.9.3
cat > seen.py <<'PY'
import csv

from anki.collection import Collection, ImportCsvRequest

COLON = [["What is a queue?", "A buffer"], ["Why: what is a stack for?", "Undoing"]]
SEMICOLON = [["What is a queue?", "A buffer; first in, first out"], ["What is a stack?", "A pile"]]
HASH = [["What is a queue?", "A buffer"], ["#pragma once: who reads it?", "The preprocessor"], ["#2?", "Two"]]


def imported(name, rows, *, quoting=csv.QUOTE_MINIMAL, first=""):
    with open(f"{name}.csv", "w", newline="", encoding="utf-8") as file:
        file.write(first)
        csv.writer(file, quoting=quoting).writerows(rows)
    collection = Collection(f"{name}.anki2")
    metadata = collection.get_csv_metadata(f"{name}.csv", None)
    log = collection.import_csv(ImportCsvRequest(path=f"{name}.csv", metadata=metadata)).log
    notes = [collection.get_note(number).fields for number in collection.find_notes("")]
    collection.close()
    print(f"{name:12} {metadata.Delimiter.Name(metadata.delimiter):9} {log.found_notes} found {notes}")
    return metadata.Delimiter.Name(metadata.delimiter), log.found_notes, notes


assert imported("colon", COLON) == ("COLON", 2, [["What is a queue?,A buffer", ""], ["Why", ""]])
delimiter, _, notes = imported("semicolon", SEMICOLON)
assert delimiter == "SEMICOLON"
assert notes[1] == ["What is a stack?,A pile", ""]
assert imported("told", COLON, first="#separator:comma\n") == ("COMMA", 2, COLON)
assert imported("hash", HASH, first="#separator:comma\n") == ("COMMA", 1, HASH[:1])
assert imported("quoted", HASH, quoting=csv.QUOTE_ALL, first="#separator:comma\n") == ("COMMA", 3, HASH)
PY
venv/bin/python seen.py

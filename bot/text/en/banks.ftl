# What admins read about the question banks of their server. Read it aloud before you commit it.

## Commands

command-banks = Which question banks this server offers, and its own
command-banks-list = See all question banks of this server, with their versions
command-banks-upload = Upload a question bank for this server; you see what would change before anything does
command-banks-file = A YAML file; its name without .yaml is the bank's short name
command-banks-download = Get a question bank as a file, to change it and upload it again
command-banks-enable = Offer a question bank in this server again
command-banks-disable = Offer a question bank in this server no longer
command-banks-rollback = Go back to an earlier version of a question bank
command-banks-reload = Read the question banks of whoever runs me again
command-banks-bank = The question bank
command-banks-version = Its version, as a number; 0 stands for the bank of whoever runs me
version-name = Version { $version } of { $date }, { $questions ->
    [one] { $questions } question
   *[other] { $questions } questions
}
version-name-of-operator = The bank of whoever runs me

## The list

banks-title = The question banks of this server
banks-none = There is no question bank. Add one with `/banks upload`.
banks-entry = **{ $bank }** (`{ $slug }`), { $questions ->
    [one] { $questions } question
   *[other] { $questions } questions
}: { $origin }
banks-entry-disabled = { $entry }, **disabled**
banks-of-operator = from whoever runs me
banks-version = this server's own, version { $version } of { $newest }

## An upload

upload-refused = { $file } cannot be used: { $errors ->
    [one] { $errors } mistake
   *[other] { $errors } mistakes
}
upload-refused-then = Nothing has changed. Mend the file and upload it again.
upload-error = **Line { $line }**:
upload-warning = Line { $line }:
upload-checked = { $bank } can be used: { $questions ->
    [one] { $questions } question
   *[other] { $questions } questions
}
upload-new = This server has no question bank of that name yet.
upload-same = All questions are the same as now.
upload-added = **Added** ({ $questions }):
upload-changed = **Changed** ({ $questions }):
upload-removed = **Removed** ({ $questions }):
upload-warnings = { $warnings ->
    [one] **One place to look at:**
   *[other] **{ $warnings } places to look at:**
}
upload-then = Nothing has changed yet. Interviews that have begun keep their questions.
upload-more-in-file = There is more: the file has all of it.
button-confirm-upload = Confirm
button-discard-upload = Discard
upload-confirmed = **{ $bank }** is now version { $version } in this server. Begin an interview with `/mock bank:{ $slug }`. Go back with `/banks rollback`.
upload-confirmed-disabled = **{ $bank }** is now version { $version } in this server, but the bank is disabled. Offer it with `/banks enable bank:{ $slug }`.
upload-discarded = That upload is forgotten. Nothing has changed.

## Changes

bank-enabled = This server offers **{ $bank }** in `/mock`.
bank-disabled = This server offers **{ $bank }** in `/mock` no longer. Interviews that have begun go on.
bank-rolled-back = **{ $bank }** is at version { $version } now. Interviews that have begun keep their questions.
bank-rolled-back-to-operators = **{ $bank }** is the bank of whoever runs me again. Interviews that have begun keep their questions.
reload-done = The question banks of whoever runs me have been read again
reload-nothing = Nothing has changed.
reload-added = Added:
reload-changed = Changed:
reload-removed = Removed:
reload-kept = Broken now, so the last good version stays:

## Refusals

error-bank-file-too-large = That file is larger than { $most } MB, and no question bank is. Split it into several banks, then upload them one by one.
error-bank-file-not-fetched = Discord did not hand me the file. Please upload it again.
error-too-many-banks = This server has { $most } question banks of its own, and that is the most. Upload this one under the name of a bank that you no longer need.
error-upload-gone = That upload is not waiting any more: it was discarded, or a later one took its place. See `/banks list`, or upload the file again.
error-upload-outdated = **{ $bank }** has become another version since you uploaded your file, so what you were shown is out of date. Upload it again to see what would change now.
error-no-such-version = There is no such version of **{ $bank }**. Choose one of these: { $versions }.
error-bank-unreadable = **{ $bank }** was uploaded when I had other rules for question banks. An admin can get the file with `/banks download`, mend it and upload it again.

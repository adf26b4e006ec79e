# What admins read about the question banks of their server. Read it aloud before you commit it.

## Commands

command-banks = Manage this server's question banks
command-banks-list = See this server's question banks and their versions
command-banks-upload = Upload a question bank for this server; you see what would change first
command-banks-file = A bank, or a list of questions: table, JSON, Markdown, Anki and more. Its name becomes the bank's
command-banks-download = Get a question bank as a file, to edit it and upload it again
command-banks-enable = Offer a question bank in this server again
command-banks-disable = Stop offering a question bank in this server
command-banks-delete = Delete a question bank this server uploaded, with all its versions
command-banks-rollback = Go back to an earlier version of a question bank
command-banks-reload = Reload the built-in question banks from their folder
command-banks-bank = The question bank
command-banks-version = Which version, as a number; 0 is the built-in one
version-name = Version { $version } of { $date }, { $questions ->
    [one] { $questions } question
   *[other] { $questions } questions
}
version-name-of-operator = The built-in version

## The list

banks-title = This server's question banks
banks-none = There are no question banks yet. Add one with `/banks upload`.
banks-entry = **{ $bank }** (`{ $slug }`), { $questions ->
    [one] { $questions } question
   *[other] { $questions } questions
}: { $origin }
banks-entry-disabled = { $entry }, **disabled**
banks-of-operator = built in
banks-version = this server's own, version { $version } of { $newest }

## An upload

upload-refused = { $file } has { $errors ->
    [one] { $errors } error
   *[other] { $errors } errors
}
upload-refused-then = Nothing has changed. Fix the file and upload it again.
upload-error = **Line { $line }**:
upload-warning = Line { $line }:
upload-checked = { $bank } can be used: { $questions ->
    [one] { $questions } question
   *[other] { $questions } questions
}
upload-new = This server doesn't have a question bank of that name yet.
upload-same = Nothing would change: the file says what the bank says now.
upload-same-questions = The questions are all the same as now. This would change:
upload-reordered = The questions would come in another order.
upload-added = **Added** ({ $questions }):
upload-changed = **Changed** ({ $questions }):
upload-removed = **Removed** ({ $questions }):
upload-warnings = { $warnings ->
    [one] **One warning:**
   *[other] **{ $warnings } warnings:**
}
upload-no-list = { $file } can't become a question bank
upload-no-list-then = Nothing has changed.
upload-list-first = **The first questions, as they will be:**
upload-list-more = And { $count } more, in report.txt.
upload-list-guessed = If letters look wrong, save the file as UTF-8 and upload it again.
upload-then = Nothing has changed yet. Interviews already under way keep their questions.
upload-more-in-file = There's more: report.txt has all of it.
button-confirm-upload = Confirm
button-discard-upload = Discard
upload-confirmed = **{ $bank }** is now version { $version } in this server. Start an interview with `/mock bank:{ $slug }`. Go back with `/banks rollback`.
upload-confirmed-disabled = **{ $bank }** is now version { $version } in this server, but the bank is disabled. Enable it with `/banks enable bank:{ $slug }`.
upload-discarded = Upload discarded. Nothing has changed.

## Changes

bank-enabled = This server now offers **{ $bank }** in `/mock`.
bank-disabled = This server no longer offers **{ $bank }** in `/mock`. Interviews already under way go on.
bank-delete = This deletes **{ $bank }** from this server for good, { $versions ->
    [one] with its only version
   *[other] with all { $versions } versions
}. Interviews already under way go on. To keep a copy, get the file with `/banks download bank:{ $slug }` first.
bank-delete-back-to-built-in = This deletes this server's own **{ $bank }** for good, { $versions ->
    [one] with its only version
   *[other] with all { $versions } versions
}. The built-in bank takes its place again. Interviews already under way go on. To keep a copy, get the file with `/banks download bank:{ $slug }` first.
bank-deleted = **{ $bank }** is deleted. Interviews already under way go on.
button-delete-bank = Delete
bank-rolled-back = **{ $bank }** is now at version { $version }. Interviews already under way keep their questions.
bank-rolled-back-to-operators = **{ $bank }** is back to its built-in version. Interviews already under way keep their questions.
reload-done = The built-in question banks have been reloaded
reload-nothing = Nothing has changed.
reload-added = Added:
reload-changed = Changed:
reload-removed = Removed:
reload-kept = Broken, so the last good version stays in use:

## Refusals

error-bank-file-too-large = That file is too large: I take files of { $most } MB at most. Split it and upload the parts one by one.
error-bank-file-unnamed = The bank takes its name from the file, and I can't make one from this file's name. Give it a name in Latin letters or digits, such as `my-questions`, and upload it again.
error-bank-file-not-fetched = I couldn't get the file from Discord. Please upload it again.
error-too-many-banks = This server already has { $most } question banks of its own, the most it can have. Delete one you no longer need with `/banks delete`, then upload this one again.
error-upload-gone = That upload was discarded or replaced by a later one. See `/banks list`, or upload the file again.
error-upload-outdated = **{ $bank }** has changed since you uploaded your file. Upload it again to see what it would change now.
error-no-such-version = **{ $bank }** has no such version. Choose one of these: { $versions }.
error-bank-of-operator = **{ $bank }** is a built-in bank, so this server can't delete it. `/banks disable` stops offering it here.
error-deletion-outdated = This question bank has changed or is gone since you asked, so I deleted nothing. Type `/banks delete` again to see what would go.
error-bank-unreadable = **{ $bank }** was uploaded under older rules, so I can't use it now. An admin can get the file with `/banks download`, fix it and upload it again.

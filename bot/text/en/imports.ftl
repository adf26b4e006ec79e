# What people read about a list of questions that comes from elsewhere, on Discord and at the terminal. Read it aloud before you commit it.

## How the file was understood

understood-table = A table with { $size ->
    [0] no rows
    [one] one row
   *[other] { $size } rows
}
understood-json = A JSON file with { $size ->
    [0] no entries
    [one] one entry
   *[other] { $size } entries
}
understood-json-lines = A file of JSON lines with { $size ->
    [0] no entries
    [one] one entry
   *[other] { $size } entries
}
understood-yaml = A YAML file with { $size ->
    [0] no entries
    [one] one entry
   *[other] { $size } entries
}
understood-markdown = A page of text
understood-anki-deck = An Anki deck with { $size ->
    [0] no notes
    [one] one note
   *[other] { $size } notes
}
understood-anki-text = A text export from Anki with { $size ->
    [0] no notes
    [one] one note
   *[other] { $size } notes
}
understood-gift = A Moodle quiz in GIFT format
understood-aiken = A quiz in Aiken format
understood-used = { $names } used
understood-mapped = { $names } mapped
understood-unused = { $names } left out
understood-as-guess = { $understood }. Its encoding is a guess: { $encoding }.
understood-names = { $names } and { $last }
understood-names-more = { $names } and { $more } more

## What came of it

drafted-questions = { $questions ->
    [one] One question
   *[other] { $questions } questions
}
drafted-all = { $questions }, nothing left out.
drafted-with-room = { $questions }.
drafted-for-one-reason = { $questions }. Left out: { $reasons }.
drafted-some = { $questions }, { $left } left out: { $reasons }.
left-out-no-question = { $count ->
    [one] one without a question
   *[other] { $count } without a question
}
left-out-cloze = { $count ->
    [one] one card with gaps
   *[other] { $count } cards with gaps
}
left-out-link = { $count ->
    [one] one link without a question
   *[other] { $count } links without a question
}
left-out-prose = { $count ->
    [one] one piece of other text
   *[other] { $count } pieces of other text
}
left-out-twice = { $count ->
    [one] one that was there before
   *[other] { $count } that were there before
}
left-out-too-long = { $count ->
    [one] one longer than a question may be (600 characters)
   *[other] { $count } longer than a question may be (600 characters)
}
left-out-unreadable = { $count ->
    [one] one that breaks the rules of its format
   *[other] { $count } that break the rules of their format
}
left-out-not-asked = { $count ->
    [one] one that can't be answered aloud
   *[other] { $count } that can't be answered aloud
}
left-out-comment = { $count ->
    [one] one text behind #, which begins a comment
   *[other] { $count } texts behind #, which begins a comment
}
left-out-beyond = { $count ->
    [one] one part beyond what I read or list
   *[other] { $count } parts beyond what I read or list
}
altered-shortened = { $count ->
    [one] One text was too long. It is cut where it has “…” now.
   *[other] { $count } texts were too long. They are cut where they have “…” now.
}
altered-fewer = { $count ->
    [one] One list was too long. Its last entries are left out.
   *[other] { $count } lists were too long. Their last entries are left out.
}
altered-word = { $count ->
    [one] One word for a level, kind, topic or time means nothing to me and is left out.
   *[other] { $count } words for a level, kind, topic or time mean nothing to me and are left out.
}
altered-id = { $count ->
    [one] One id is not what it was, or is there twice; a spreadsheet may have changed it. I did not take it.
   *[other] { $count } ids are not what they were, or are there twice; a spreadsheet may have changed them. I did not take them.
}
drafted-without-room = { $count ->
    [one] One more question has no room: a bank can have { $most }. Put it into a file of its own.
   *[other] { $count } more questions have no room: a bank can have { $most }. Put them into a file of their own.
}
drafted-examples = { $count ->
    [one] one answer
   *[other] { $count } answers
}

## The report

report-left-out = left out
report-altered = changed
report-line = Line { $line }
report-card = Card { $line }
report-no-question = There is no question in it
report-cloze = It is a card with gaps, which asks nothing
report-link = It is a link without a question
report-prose = It belongs to no question
report-twice = The same question or key was there before
report-too-long = The question is longer than 600 characters
report-unreadable = It breaks the rules of its format
report-not-asked = It can't be answered aloud
report-comment = The words behind # count as a comment; if they aren't one, put the whole text in quotes
report-beyond = From here on there's more than I read or list
report-shortened = A text was too long and is cut where it has “…” now
report-fewer = A list was too long, and its last entries are left out
report-word = This word means nothing to me and is left out
report-id = The id is not what it was, or is there twice; I took the one in brackets

## Files that cannot be read

unfit-empty = This file is empty. Is it the right one?
unfit-web-page = This is a web page, not a list of questions. Save the questions as text or as a table, or use the page's own export.
unfit-excel = This is an Excel workbook. Save it as CSV, then try again with that file.
unfit-word = This is a Word document. Save it as plain text, then try again with that file.
unfit-slides = These are slides. Save their text as plain text, then try again with that file.
unfit-open-document = This is an OpenDocument file. Save it as CSV or plain text, then try again with that file.
unfit-rich-text = This is a text with formats (RTF). Save it as plain text, then try again with that file.
unfit-pdf = This is a PDF. Copy its text into a text file, then try again with that file.
unfit-picture = This is a picture. I can't read the words in it: type them into a text file.
unfit-archive = This is an archive. Unpack it, then try again with one file from it.
unfit-database = This is a database. If it is Anki's, export a deck from Anki, then try again with that file.
unfit-binary = This isn't text, and no kind of file that I know. Save your questions as CSV or plain text.
unfit-no-list = I can't find a question in this file. I look for a table with a column of questions, for headings, lists, and lines that end with a question mark.
nothing-found = { $understood } I found no question in it. Call the column or key that has them `question`, or end each with a question mark.
nothing-found-empty = I found nothing in this file that could be a question. Open it and see whether it is the one you mean.
nothing-found-markdown = I found no question in this page of text. Begin each line with one that ends with a question mark, or write each as a heading with its answer below.
nothing-found-links = I found nothing but links in this file. I can't follow links: copy the questions themselves.
nothing-found-cloze = { $understood } All its cards have gaps, and a card with a gap asks nothing: add a question to each.

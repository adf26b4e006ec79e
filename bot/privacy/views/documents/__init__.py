"""The files of an export that people read, as Markdown."""

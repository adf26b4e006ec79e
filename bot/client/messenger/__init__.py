"""Discord out: sends, edits and reads messages, with their files."""

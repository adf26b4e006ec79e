"""Discord out: sends, edits and reads direct messages."""

"""The parts of a reader of Anki's decks: unpacking, the tables in them, note types, and the text of a field."""

"""A database and the messages of an old build, ccb840b, and the proof that today's bot works on with both."""

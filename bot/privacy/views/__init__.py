"""The messages about what is kept, exported and deleted, and the files of an export."""

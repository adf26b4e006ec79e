"""Question banks: their format, their checks, their exchange with other programs, and those of servers."""

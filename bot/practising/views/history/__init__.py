"""Pages of a history, of one of its answers, and of attempts side by side."""

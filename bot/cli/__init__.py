"""The operator's command line, and the words for what does not work."""

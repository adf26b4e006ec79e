"""The command line: what the operator can do, and what the operator reads when it does not work."""

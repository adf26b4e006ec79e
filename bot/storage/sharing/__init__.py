"""Storage of shared answers, votes and reports."""

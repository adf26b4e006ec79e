"""Storage of what comes in and goes out: candidates, inbox, outbox."""

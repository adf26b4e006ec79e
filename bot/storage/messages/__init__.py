"""The tables of what comes in and goes out: candidates, inbox, outbox."""

"""The delivery of what waits in the outbox, on real databases."""

"""Use cases and the ports they need; one method is one transaction."""

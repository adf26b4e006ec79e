"""Stores mutes, reports, what servers ask of candidates, and their audit logs."""

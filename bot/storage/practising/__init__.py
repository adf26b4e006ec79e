"""Storage of plans, of reminders and of what was practised."""

"""Practice that lasts: plans, what is due each day, and reminders."""

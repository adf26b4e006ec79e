"""What belongs to a person, for how long it is kept, and how it leaves."""

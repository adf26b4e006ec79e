"""The people of an evening, and what they write and see."""

"""The format of a question bank: its limits, its reading, its folder."""

"""Works only on ccb840b: plays with the real old bot and records what it left behind; see `__main__`."""

"""Where an evening runs: time, bots, weather and databases."""

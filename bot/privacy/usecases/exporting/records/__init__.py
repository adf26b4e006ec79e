"""What an export says of a person, as values that `data.json` has and a JSON Schema describes."""

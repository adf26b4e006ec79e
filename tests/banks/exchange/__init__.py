"""Banks in other forms, written and read back."""

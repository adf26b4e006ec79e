"""Banks in other forms: written to be read elsewhere, and read back."""

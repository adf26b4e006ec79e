"""Banks in other file formats, written for other programs and read back."""

"""What becomes of a shared answer, and which one helps most."""

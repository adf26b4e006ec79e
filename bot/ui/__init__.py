"""What users see and press: words and buttons for each effect, and what a press does."""

"""`/history`, `/attempts` and all that is pressed there."""

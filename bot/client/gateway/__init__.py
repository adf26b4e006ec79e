"""What stands between the gateway and those who handle its events."""

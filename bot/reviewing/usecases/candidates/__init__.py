"""What candidates have with coaches, and which answers they mean."""

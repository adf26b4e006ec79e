"""What people write, live or missed: one order for both."""

"""What the operator types, and what the operator reads."""

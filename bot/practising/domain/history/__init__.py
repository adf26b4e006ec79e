"""What candidates have answered, as they find it again."""

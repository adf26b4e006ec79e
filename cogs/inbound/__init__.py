"""What people write, edit and delete, as Discord tells it."""

"""What every room relies on."""

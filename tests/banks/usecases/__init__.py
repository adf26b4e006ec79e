"""What happens to the banks of a server, on real databases."""

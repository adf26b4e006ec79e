"""What every room may use: ids, values, refusals, locks, logs."""

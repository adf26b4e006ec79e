"""Storage of the banks that servers upload."""

"""The tables of the banks that servers upload."""

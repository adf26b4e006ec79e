"""The commands for whoever writes question banks."""

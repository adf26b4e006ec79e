"""The candidate's commands, buttons and menus of an interview."""

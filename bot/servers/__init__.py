"""Servers with coaches, as their admins set them up."""

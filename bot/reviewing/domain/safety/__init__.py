"""Mutes and reports: values and refusals."""

"""Prepares text for Discord: quotes it, splits it, lays it out on pages."""

"""Exports: asked for, made in the background, sent part by part."""

"""Reads lists of questions as people have them already, in formats that are not our own."""

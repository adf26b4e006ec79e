"""Files from elsewhere, in each shape that people bring."""

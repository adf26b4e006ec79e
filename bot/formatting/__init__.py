"""Text as Discord shows it: quoted, split, put on pages."""

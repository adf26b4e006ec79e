"""Makes questions of records: rows of a table, objects of a JSON or YAML file, notes of a text export."""

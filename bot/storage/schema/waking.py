"""Has PostgreSQL tell other processes of parcels that wait: whoever puts them, nobody has to think of it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import DDL, event

from bot.storage.schema.interviews import outbox

# A parcel that is claimed as it is put is in the hands of the process that put it: this costs an answer nothing.
_STATEMENTS: Final = (
    """
CREATE FUNCTION tell_of_parcels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('mock_parcels', '');
  RETURN NULL;
END
$$
""",
    """
CREATE TRIGGER tell_of_new_parcels AFTER INSERT ON outbox FOR EACH ROW
WHEN (NEW.state = 'waiting' AND NEW.claimed_by IS NULL)
EXECUTE FUNCTION tell_of_parcels()
""",
    """
CREATE TRIGGER tell_of_hastened_parcels AFTER UPDATE OF due_at ON outbox FOR EACH ROW
WHEN (NEW.state = 'waiting' AND NEW.claimed_by IS NULL AND NEW.due_at < OLD.due_at)
EXECUTE FUNCTION tell_of_parcels()
""",
)

for _each in _STATEMENTS:
    event.listen(outbox, "after_create", DDL(_each).execute_if(dialect="postgresql"))  # type: ignore[no-untyped-call]

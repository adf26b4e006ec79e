"""The outbox: PostgreSQL tells other processes of parcels that wait."""

from __future__ import annotations

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(
        """
CREATE FUNCTION tell_of_parcels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('mock_parcels', '');
  RETURN NULL;
END
$$
"""
    )
    op.execute(
        """
CREATE TRIGGER tell_of_new_parcels AFTER INSERT ON outbox FOR EACH ROW
WHEN (NEW.state = 'waiting' AND NEW.claimed_by IS NULL)
EXECUTE FUNCTION tell_of_parcels()
"""
    )
    op.execute(
        """
CREATE TRIGGER tell_of_hastened_parcels AFTER UPDATE OF due_at ON outbox FOR EACH ROW
WHEN (NEW.state = 'waiting' AND NEW.claimed_by IS NULL AND NEW.due_at < OLD.due_at)
EXECUTE FUNCTION tell_of_parcels()
"""
    )

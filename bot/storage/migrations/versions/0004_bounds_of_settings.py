"""Settings of servers: the database holds them to the same bounds as the command."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

HOUR = 3_600_000_000
BOUNDS = {
    "goal": (HOUR, 168 * HOUR),
    "open_per_candidate": (1, 20),
    "claims_per_coach": (1, 20),
    "retention": (24 * HOUR, 3650 * 24 * HOUR),
}


def upgrade() -> None:
    for column, (least, most) in BOUNDS.items():
        # Discord let nobody choose anything else; what was written by hand is brought into the bounds.
        op.execute(f"UPDATE servers SET {column} = {least} WHERE {column} < {least}")
        op.execute(f"UPDATE servers SET {column} = {most} WHERE {column} > {most}")
    with op.batch_alter_table("servers") as batch_op:
        for column, (least, most) in BOUNDS.items():
            name = batch_op.f(f"ck_servers_{column}")
            batch_op.drop_constraint(name, type_="check")
            batch_op.create_check_constraint(name, f"{column} BETWEEN {least} AND {most}")

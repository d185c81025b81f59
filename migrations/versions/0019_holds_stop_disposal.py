"""The database itself refuses to dispose of what a legal hold keeps (003-7)."""

from alembic import op

from governance.hold_triggers import HOLD_GUARDS
from governance.triggers import postgresql_removals, postgresql_statements, sqlite_statements


revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in sqlite_statements(HOLD_GUARDS) if on_sqlite else postgresql_statements(HOLD_GUARDS, ()):
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for guard in HOLD_GUARDS:
            op.execute(f"DROP TRIGGER {guard.name}")
    else:
        for statement in postgresql_removals(HOLD_GUARDS, ()):
            op.execute(statement)

"""The first tables."""

from alembic import op

from components.store.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Bring the tables to this schema."""
    metadata.create_all(op.get_bind())

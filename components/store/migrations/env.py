"""Run the migrations in the transaction that ``components.store.schema`` has begun."""

from alembic import context

from components.store.schema import VERSION_TABLE
from components.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
context.run_migrations()

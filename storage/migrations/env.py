"""Alembic's entry: runs on the connection and in the transaction of `storage.migrating`."""

from alembic import context

from storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite can roll schema changes back; Alembic is cautious about it because drivers were not.
    transactional_ddl=True,
    render_as_batch=True,
)

with context.begin_transaction():
    context.run_migrations()

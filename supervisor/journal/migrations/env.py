"""Alembic's entry: always on a connection that the book hands over, inside the book's own transaction."""

from alembic import context

from supervisor.journal.tables import KEPT

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=KEPT,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()

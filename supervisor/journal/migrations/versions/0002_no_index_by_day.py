"""The journal's index by day goes: late entries are found by device and sequence, and each append wrote it."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Drop the index."""
    op.drop_index("journal_day", "journal")


def downgrade() -> None:
    """Make it again."""
    op.create_index("journal_day", "journal", ["day"])

"""The kept tables as the first version had them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_BIG = sa.BigInteger()
_TEXT = sa.String()
_BYTES = sa.LargeBinary()


def upgrade() -> None:
    """Make every kept table."""
    op.create_table(
        "journal",
        sa.Column("pos", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True),
        *(sa.Column(name, kind, nullable=False) for name, kind in (
            ("device", _TEXT), ("seq", _BIG), ("id", _TEXT), ("branch", _TEXT), ("clock", _BIG), ("at_ms", _BIG),
            ("day", _BIG), ("actor", _TEXT), ("op", _TEXT), ("op_count", _BIG), ("kind", _TEXT), ("version", _BIG),
            ("subject", _TEXT), ("base", _BYTES), ("payload", _BYTES), ("prev", _BYTES), ("digest", _BYTES),
            ("pending", _BIG),
        )),
    )  # fmt: skip
    op.create_index("journal_chain", "journal", ["device", "seq", "digest"], unique=True)
    op.create_index("journal_subject", "journal", ["subject", "clock"])
    op.create_index("journal_day", "journal", ["day"])
    op.create_table(
        "chain",
        sa.Column("device", _TEXT, primary_key=True),
        sa.Column("seq", _BIG, nullable=False),
        sa.Column("digest", _BYTES, nullable=False),
        sa.Column("seen", _BIG, nullable=False),
        sa.Column("public_key", _BYTES, nullable=False),
        sa.Column("signature", _BYTES, nullable=False),
    )
    op.create_table(
        "blob",
        sa.Column("digest", _TEXT, primary_key=True),
        sa.Column("size", _BIG, nullable=False),
        sa.Column("data", _BYTES, nullable=False),
    )
    op.create_table(
        "sealed",
        sa.Column("digest", _TEXT, primary_key=True),
        sa.Column("sealed_case", _TEXT, nullable=False),
        sa.Column("ciphertext", _BYTES, nullable=False),
    )
    op.create_index("sealed_by_case", "sealed", ["sealed_case"])
    op.create_table(
        "case_key",
        sa.Column("sealed_case", _TEXT, primary_key=True),
        sa.Column("device", _TEXT, primary_key=True),
        sa.Column("secret", _BYTES, nullable=False),
    )
    op.create_table(
        "counter",
        sa.Column("device", _TEXT, primary_key=True),
        sa.Column("series", _TEXT, primary_key=True),
        sa.Column("last", _BIG, nullable=False),
    )
    op.create_table("book", sa.Column("name", _TEXT, primary_key=True), sa.Column("value", _TEXT, nullable=False))
    op.create_table(
        "ledger_state",
        sa.Column("ledger", _TEXT, primary_key=True),
        sa.Column("digest", _TEXT, nullable=False),
    )
    op.create_table(
        "credential",
        sa.Column("login", _TEXT, primary_key=True),
        sa.Column("hash", _TEXT, nullable=False),
        sa.Column("changed_ms", _BIG, nullable=False),
        sa.Column("failures", _BIG, nullable=False),
        sa.Column("locked_until_ms", _BIG, nullable=False),
    )


def downgrade() -> None:
    """Remove every kept table."""
    for name in (
        "credential",
        "ledger_state",
        "book",
        "counter",
        "case_key",
        "sealed",
        "blob",
        "chain",
        "journal",
    ):
        op.drop_table(name)

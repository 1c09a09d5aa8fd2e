"""Bringing a book's tables to what this program needs: kept tables by alembic, ledgers by rebuilding them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.resources import files

from sqlalchemy import inspect, select
from sqlalchemy.engine import Connection, Engine

from supervisor.errors import BadInput
from supervisor.language import _

from .entry import Entry
from .folding import Folder, between, subject_ranges
from .ledger import Ledger
from .store import ENTRY_COLUMNS, Store
from .tables import LEDGER_STATE

HEAD = "0002"  # newest migration; a test holds it to the scripts


def migrate(connection: Connection, revision: str = "head") -> None:
    """Run alembic's migrations of the kept tables on an open connection (within its transaction)."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("supervisor.journal") / "migrations"))
    config.attributes["connection"] = connection
    if revision == "base" or (revision != "head" and revision < (revision_of(connection) or "")):
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)


def revision_of(connection: Connection) -> str | None:
    """The migration a book is at; None when it is no book at all."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").fetchone()
    return None if found is None else str(found[0])


def known_revisions() -> list[str]:
    """Every migration this program knows, oldest first."""
    names = (entry.name for entry in (files("supervisor.journal") / "migrations" / "versions").iterdir())
    return sorted(name.split("_", 1)[0] for name in names if name[:4].isdigit())


def check_revision(where: object, revision: str | None) -> bool:
    """Whether a book must be migrated. Raises BadInput for what is no book or comes from a newer program."""
    if revision is None:
        raise BadInput(_("{where} is not a book of this program. Nothing was changed.").format(where=where))
    if revision == HEAD:
        return False
    if revision not in known_revisions():
        raise BadInput(
            _("{where} was written by a newer version of this program. Update the program; nothing was "
              "changed.").format(where=where)
        )  # fmt: skip
    return True


def stale_ledgers(connection: Connection, ledgers: Sequence[Ledger]) -> tuple[list[Ledger], list[str]]:
    """Ledgers whose tables are not those of this program, and names in the book that it does not know now."""
    stored = {row.ledger: row.digest for row in connection.execute(select(LEDGER_STATE))}
    stale = [ledger for ledger in ledgers if stored.get(ledger.name) != ledger.digest()]
    unknown = sorted(name for name, digest in stored.items() if digest and name not in {x.name for x in ledgers})
    return stale, unknown


def rebuild(connection: Connection, ledgers: Sequence[Ledger], progress: Callable[[int], None] | None = None) -> int:
    """Make the tables of these ledgers anew from the journal; returns how many entries were read.

    All in the caller's transaction: until it commits, everybody else reads the old tables.
    """
    if not ledgers:
        return 0
    prefixes = tuple(f"{ledger.name}_" for ledger in ledgers)
    for name in inspect(connection).get_table_names():
        if name.startswith(prefixes) and name != LEDGER_STATE.name:
            connection.exec_driver_sql(f'DROP TABLE "{name}"')
    for ledger in ledgers:
        ledger.metadata.create_all(connection, checkfirst=False)
    store = Store(connection)
    folder = Folder(ledgers)
    read = 0
    for after, upto in subject_ranges(store):
        condition, values = between(after, upto)
        found = store.all(f"SELECT {ENTRY_COLUMNS} FROM journal WHERE pending = 0 AND {condition}", values)
        read += len(found)
        folder.write(store, folder.fold_all(map(Entry._make, found)))
        if progress is not None:
            progress(read)
    for ledger in ledgers:
        set_state(store, ledger.name, ledger.digest())
    return read


def set_state(store: Store, ledger: str, digest: str) -> None:
    """Remember which shape a ledger's tables have; an empty digest says that they must be rebuilt."""
    store.run(
        "INSERT INTO ledger_state (ledger, digest) VALUES (?, ?) "
        "ON CONFLICT (ledger) DO UPDATE SET digest = excluded.digest",
        (ledger, digest),
    )


def needs_migration(engine: Engine, where: object) -> bool:
    """Read a book's version; see `check_revision`."""
    with engine.connect() as connection:
        return check_revision(where, revision_of(connection))

"""Opening the file or the server that holds a book, and saying clearly why it does not open.

SQLite always comes through sqlcipher3 (a current SQLite), keyed when the book has a passphrase. The key is derived once
per process as SQLCipher itself derives it (PBKDF2-HMAC-SHA512, 256 000 rounds, the file's first 16 bytes as salt), so
other SQLCipher tools open the same file with the same passphrase, while a new connection costs no derivation.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import QueuePool

from supervisor.errors import BadInput, Damaged, Problem
from supervisor.language import _

from .holding import Hold, head_of

ROUNDS = 256_000
PLAIN_HEADER = b"SQLite format 3\x00"
APPLICATION_ID = 0x42534331  # "BSC1"
SHARES = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "davfs", "fuse.davfs2", "ncpfs"}


class Unwritable(Problem):
    """The place does not take what was to be written (full, read-only); nothing was changed."""


def is_url(where: str | os.PathLike[str]) -> bool:
    """Whether a book is named by a database URL rather than by a file."""
    return "://" in str(where)


def is_keyed(where: str | os.PathLike[str]) -> bool:
    """Whether a file stands there that does not begin as a plain SQLite file does: keyed, or no book at all."""
    path = Path(where)
    return path.is_file() and head_of(path, 16) not in (b"", PLAIN_HEADER)


def raw_key(passphrase: str, salt: bytes) -> str:
    """SQLCipher's raw key text (key and salt) for a passphrase."""
    key = hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, ROUNDS, 32)
    return f"x'{key.hex()}{salt.hex()}'"


def refuse_network_share(path: Path) -> None:
    """A book on a network share is refused: file locks there cannot be trusted."""
    kind = _filesystem(path)
    if kind in SHARES:
        raise BadInput(
            _("{path} lies on a network share ({kind}); a book there can be damaged. Keep it on this "
              "computer's own disk, or use a PostgreSQL book to share it.").format(path=path, kind=kind)
        )  # fmt: skip


def _filesystem(path: Path) -> str:
    if os.name == "nt":
        import ctypes

        drive = os.path.splitdrive(path.resolve())[0] + "\\"
        remote = drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive) == 4  # type: ignore[attr-defined]
        return "smbfs" if remote else ""
    try:
        mounts = Path("/proc/mounts").read_text().splitlines()
    except OSError:
        return ""
    target, best, kind = str(path.resolve()), "", ""
    for line in mounts:
        _device, place, mounted, *_rest = line.split()
        place = place.replace("\\040", " ")
        if (target == place or target.startswith(place.rstrip("/") + "/")) and len(place) >= len(best):
            best, kind = place, mounted
    return kind


def sqlite_connector(path: Path, passphrase: str | None) -> Callable[[], Any]:
    """A function that opens one more connection to the book's file, keyed when there is a passphrase.

    Write-ahead logging is set once, on a new file (the file remembers it): somebody else's database must not be
    changed by the mere attempt to open it.
    """
    key = _key_for(path, passphrase)
    new = not path.exists()

    def connect() -> Any:
        from sqlcipher3 import dbapi2

        raw = dbapi2.connect(  # type: ignore[attr-defined]
            str(path), timeout=30, isolation_level=None, check_same_thread=False, cached_statements=512
        )
        try:
            raw.execute("PRAGMA cipher_log_level = NONE")  # a wrong passphrase is told in words, not in three raw lines
            if key is not None:
                raw.execute(f'PRAGMA key = "{key}"')
            if new:
                raw.execute("PRAGMA journal_mode = WAL")
            raw.execute("PRAGMA synchronous = FULL")
            raw.execute("PRAGMA secure_delete = ON")
            raw.execute("PRAGMA cache_size = -32000")
            raw.execute("PRAGMA wal_autocheckpoint = 2000")
        except BaseException:
            raw.close()
            raise
        return raw

    return connect


def _key_for(path: Path, passphrase: str | None) -> str | None:
    head = head_of(path, 16) if path.exists() else b""
    if not passphrase:
        if head and head != PLAIN_HEADER:
            raise BadInput(
                _("{path} is not a book, or it is one with a passphrase. Give the passphrase in "
                  "SUPERVISOR_PASSPHRASE or at the prompt. Nothing was changed.").format(path=path)
            )  # fmt: skip
        return None
    if head == PLAIN_HEADER:
        raise BadInput(_("{path} has no passphrase; open it without one. Nothing was changed.").format(path=path))
    return raw_key(passphrase, head or os.urandom(16))


def open_engine(where: str | os.PathLike[str], passphrase: str | None) -> Engine:
    """The SQLAlchemy engine of a book. Reading begins a snapshot, writing (option `writer`) takes the one lock."""
    if is_url(where):
        url = str(where)
        if url.startswith("postgresql://"):
            url = url.replace("postgresql://", "postgresql+psycopg://", 1)
        if not url.startswith("postgresql+psycopg://"):
            raise BadInput(_("A shared book is named by a postgresql:// address, not {url}.").format(url=url))
        engine = create_engine(url, isolation_level="REPEATABLE READ", pool_pre_ping=True)

        @event.listens_for(engine, "connect")
        def _durable(raw: Any, _record: Any) -> None:
            raw.execute("SET synchronous_commit = on")
            raw.commit()

        return engine
    path = Path(where)
    refuse_network_share(path.parent)
    from sqlcipher3 import dbapi2

    hold, connect = Hold(path), sqlite_connector(path, passphrase)

    def connect_and_hold() -> Any:
        raw = connect()
        try:
            raw.execute("SELECT 1 FROM sqlite_schema").fetchone()  # only what is in use can be held: this reads
            hold.take()
        except BaseException:
            raw.close()
            raise
        return raw

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=connect_and_hold,
        poolclass=QueuePool,
        pool_size=8,
        execution_options={"hold": hold},
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        raw: Any = connection.connection.driver_connection  # straight to the driver: every command pays for this
        raw.execute("BEGIN IMMEDIATE" if connection.get_execution_options().get("writer") else "BEGIN")

    return engine


def close_engine(engine: Engine) -> None:
    """Close every connection of a book; the last one at its file clears the log away. Safe to call twice."""
    hold = engine.get_execution_options().get("hold")
    if isinstance(hold, Hold):
        hold.loosen()
    engine.dispose()
    if isinstance(hold, Hold):
        hold.release()


_ENGINES = {"sqlalchemy", "sqlcipher3", "psycopg", "sqlite3"}  # whose errors speak of the place; each by its own class
_CLASSES: dict[str, type[Problem]] = {
    "disk is full": Unwritable, "no space": Unwritable, "readonly": Unwritable, "read-only": Unwritable,
    "connection is lost": Unwritable, "terminating connection": Unwritable, "closed the connection": Unwritable,
    "shutting down": Unwritable, "starting up": Unwritable,
    "database is locked": Unwritable, "malformed": Damaged, "disk i/o error": Damaged,
}  # fmt: skip


@contextmanager
def explained(where: object) -> Iterator[None]:
    """Turn what the engine says of a bad place into a clear message; other errors pass as they are."""
    try:
        yield
    except Exception as error:
        if not (isinstance(error, OSError) or type(error).__module__.partition(".")[0] in _ENGINES):
            raise
        if is_url(str(where)):
            from .place import without_password

            where = without_password(str(where))
        text = str(error).lower()
        lost = _("The PostgreSQL server of {where} went away in the middle. What was saved before is kept; look "
                 "whether this change was written before you do it again.")  # fmt: skip
        known = {
            "file is not a database": _("{where} is not a book, or the passphrase is wrong. Nothing was changed."),
            "disk is full": _("The disk of {where} is full. What was saved before is kept; this change was not "
                              "written. Make room, then do it again."),
            "no space": _("The disk of {where} is full. What was saved before is kept; this change was not "
                          "written. Make room, then do it again."),
            "readonly": _("{where} may only be read here; nothing was changed. Choose a folder you may write to."),
            "read-only": _("{where} may only be read here; nothing was changed. Choose a folder you may write to."),
            "unable to open": _("{where} cannot be opened: the folder is missing, or may not be written. "
                                "Nothing was changed."),
            "connection is bad": _("No PostgreSQL server answers at {where}. Nothing was changed."),
            "connection failed": _("No PostgreSQL server answers at {where}. Nothing was changed."),
            "connection refused": _("No PostgreSQL server answers at {where}. Nothing was changed."),
            "connection is lost": lost,
            "terminating connection": lost,
            "closed the connection": lost,
            "shutting down": lost,
            "starting up": lost,
            "password authentication failed": _("The server of {where} does not accept this name and password."),
            "malformed": _("{where} is damaged: the file itself is not whole. Nothing was changed; keep it and "
                           "restore a backup."),
            "disk i/o error": _("{where} could not be read or written on its disk. What was saved before is kept."),
            "permission denied": _("{where} may not be opened by you. Nothing was changed."),
            "database is locked": _("{where} is being written by another program for too long. Nothing was "
                                    "changed; try again."),
        }  # fmt: skip
        for sign, message in known.items():
            if sign in text:
                raise _CLASSES.get(sign, BadInput)(message.format(where=where)) from error
        raise

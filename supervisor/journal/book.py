"""A book: one file, or one PostgreSQL database, that holds a branch's journal and the ledgers read from it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine

from supervisor import __version__
from supervisor.errors import BadInput, Damaged
from supervisor.language import _

from . import clock
from . import device as devices
from .announce import Announcer
from .collection import uncollected
from .engine import close_engine, explained, is_url, open_engine
from .entry import GENESIS, Entry, new_id
from .facts import SYSTEM, BookFounded, DeviceStarted
from .folding import Folder
from .ledger import ledger_count, ledgers
from .merge import Parcel, export, merge
from .pages import damaged_pages, settle_pages
from .pen import Pen, writing
from .reading import Reader
from .schema import migrate, needs_migration, rebuild, revision_of, set_state, stale_ledgers
from .sealing import UNWIPED
from .store import ENTRY_COLUMNS, Store
from .wiping import wipe
from .writing import Writer

if TYPE_CHECKING:
    from .proof import Verdict


class Book:
    """Open a book by `Book.open` or make one by `Book.create`; read by `read()`, command by `write(actor)`."""

    def __init__(self, where: str, engine: Engine, passphrase: str | None) -> None:
        self.where = where
        self.keyed = bool(passphrase)
        self._passphrase = passphrase  # for a second process of ours; it could be had from this one's memory anyway
        self.changed = Announcer()
        self._engine = engine
        self._now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._writing = threading.RLock()
        self._pen = Pen(engine, where)
        self._batch: Connection | None = None
        self._batched: list[Entry] = []
        self._device: devices.Device | None = None
        self._ledgers = -1
        self._folder = Folder([])
        self._position: int | None = None
        self._other_clock = 0  # up to here it was another wall clock that the book has seen
        self.branch = ""
        self.zone = ZoneInfo("UTC")

    # ---------------------------------------------------------------- making, opening, closing

    @classmethod
    def create(
        cls, where: str | os.PathLike[str], passphrase: str | None = None, *,
        branch: str = "", zone: str = "Asia/Shanghai",
    ) -> Book:  # fmt: skip
        """Make a new, empty book and open it. Raises BadInput when something stands there already."""
        if not is_url(where):
            path = Path(where)
            if path.exists():
                raise BadInput(_("{where} exists already; a new book needs a new name.").format(where=path))
            if not path.parent.is_dir():
                raise BadInput(_("{where}: that folder does not exist.").format(where=path.parent))
        with explained(where):
            engine = open_engine(where, passphrase)
            try:
                with writing(engine) as connection:
                    if revision_of(connection) is not None:
                        raise BadInput(_("A book stands there already; a new book needs an empty database."))
                    migrate(connection)
                    store = Store(connection)
                    identity = new_id()
                    for name, value in (("book", identity), ("branch", branch), ("zone", zone)):
                        store.run("INSERT INTO book (name, value) VALUES (?, ?)", (name, value))
                book = cls(str(where), engine, passphrase)
                book._prepare()
                with book.write(SYSTEM) as w:
                    w.append(f"book:{identity}", BookFounded(branch=branch, zone=zone, program=__version__))
            except BaseException:
                close_engine(engine)
                if not is_url(where):  # the file is ours: there was none when we began
                    for suffix in ("", "-wal", "-shm"):
                        with suppress(OSError):
                            Path(f"{where}{suffix}").unlink()
                raise
        return book

    @classmethod
    def open(cls, where: str | os.PathLike[str], passphrase: str | None = None) -> Book:
        """Open a book that exists. Every reason why it cannot be opened is a clear message, and changes nothing."""
        if not is_url(where) and not Path(where).is_file():
            raise BadInput(_("There is no book at {where}.").format(where=where))
        if not is_url(where) and Path(where).stat().st_size == 0:
            raise BadInput(_("{where} is empty, so it is not a book. Nothing was changed.").format(where=where))
        with explained(where):
            engine = open_engine(where, passphrase)
            try:
                if needs_migration(engine, where):
                    with writing(engine) as connection:
                        migrate(connection)
                book = cls(str(where), engine, passphrase)
                book._prepare()
            except BaseException:
                close_engine(engine)
                raise
        return book

    def close(self) -> None:
        """Close every connection. Further use opens new ones, so this is safe to call twice."""
        with self._writing:  # a command that another thread is about to end still needs the device
            if self._device is not None:
                self._device.close()
                self._device = None
            self._pen.close()
        close_engine(self._engine)

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def set_now(self, now: Callable[[], datetime]) -> None:
        """Use another wall clock (tests, sample data): a function that returns an aware instant."""
        with self._engine.connect() as connection:
            self._now, self._other_clock = now, Store(connection).one("SELECT MAX(seen) FROM chain")[0] or 0

    def now(self) -> datetime:
        """The present instant by this book's clock. Raises BadInput where it stands in a year nobody can mean."""
        return clock.plausible(self._now())

    # ---------------------------------------------------------------- reading

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A consistent snapshot; inside `batch` on the same thread, the batch's own state."""
        self._prepare()
        if self._batch is not None and self._owns_lock():
            yield Reader(self._batch, self.zone, self.now(), self._other_clock)
            return
        with explained(self.where), self._engine.connect() as connection, connection.begin():
            yield Reader(connection, self.zone, self.now(), self._other_clock)

    # ---------------------------------------------------------------- writing

    @contextmanager
    def write(self, actor: str, *, initiator: str = "") -> Iterator[Writer]:
        """One command by `actor`: all its facts are entered when the block ends, or none if it raises."""
        self._prepare()
        entries: list[Entry] = []
        with self._writing:
            if self._batch is not None:
                with self._forgetting(), self._batch.begin_nested():
                    writer = self._writer(self._batch, actor)
                    yield writer
                    self._batched.extend(writer.flush())
                return
            with explained(self.where), self._transaction() as connection:
                writer = self._writer(connection, actor)
                yield writer
                entries = writer.flush()
            if entries and self._device is not None:
                self._device.witness(entries[-1].seq)
        self.changed.tell(entries, actor, initiator)

    @contextmanager
    def batch(self, *, initiator: str = "") -> Iterator[None]:
        """Many commands in one transaction with one sync (imports, sample data): all are kept or none."""
        self._prepare()
        with self._writing:
            if self._batch is not None:
                yield
                return
            try:
                with explained(self.where), self._transaction() as connection:
                    self._batch = connection
                    yield
                    self._batch = None
                if self._batched and self._device is not None:
                    self._device.witness(self._batched[-1].seq)
                told, self._batched = self._batched, []
            finally:
                self._batch = None
                self._batched = []
        self.changed.tell(told, initiator=initiator)

    def _writer(self, connection: Connection, actor: str) -> Writer:
        device = self._ensure_device(connection)
        return Writer(
            connection, self.zone, self.now(), self._other_clock,
            branch=self.branch, actor=actor, device=device, folder=self._folder,
        )  # fmt: skip

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """A transaction with the book's one lock; the caller holds `_writing`. Inside a batch it is the batch's."""
        if self._batch is not None:
            yield self._batch
            return
        with self._forgetting(), self._pen.transaction() as connection:
            yield connection
            destroyed = connection.info.pop(UNWIPED, "")
        if destroyed:
            wipe(self._engine, destroyed)

    @contextmanager
    def _forgetting(self) -> Iterator[None]:
        before = self._device
        try:
            yield
        except BaseException:
            self._device = before  # a device begun in what was rolled back was never begun
            raise

    def _owns_lock(self) -> bool:
        return self._writing._is_owned()  # type: ignore[attr-defined]

    def _ensure_device(self, connection: Connection) -> devices.Device:
        """The device of this place of the book; a copied or restored book begins a new one."""
        if self._device is not None:
            return self._device
        store = Store(connection)
        place = devices.place_of(self.where)
        found = devices.known_device(place)
        replaces = ""
        if found is not None:
            row = store.one("SELECT seq FROM chain WHERE device = ?", (found.name,))
            if row is not None and row[0] >= found.witnessed():
                self._device = found
                return found
            replaces = found.name
        fresh = devices.new_device(place)
        newest = store.one("SELECT MAX(seen) FROM chain")
        now_ms = int(self.now().timestamp() * 1000)
        store.run(
            "INSERT INTO chain (device, seq, digest, seen, public_key, signature) VALUES (?, 0, ?, ?, ?, ?)",
            (fresh.name, GENESIS, clock.follow(0, newest[0] or 0, now_ms), fresh.public_key, b""),
        )
        starter = Writer(
            connection, self.zone, self.now(), branch=self.branch, actor=SYSTEM, device=fresh, folder=self._folder
        )
        starter.append(
            f"device:{fresh.name}",
            DeviceStarted(device=fresh.name, public_key=fresh.public_key.hex(), replaces=replaces),
        )
        starter.flush()
        self._device = fresh
        return fresh

    # ---------------------------------------------------------------- exchange, proof, upkeep

    def vector(self) -> dict[str, int]:
        """Device -> last sequence this book holds."""
        with self.read() as r:
            return r.vector()

    def export(self, since: dict[str, int] | None = None) -> Parcel:
        """Everything that a copy with the vector `since` lacks: entries, signed heads, blobs, sealed texts, keys."""
        with self.read() as r:
            return export(r.store, self.branch, since or {})

    def merge(self, parcel: Parcel, *, initiator: str = "") -> int:
        """Take what another copy wrote; returns how many entries were new. All of the parcel or nothing of it."""
        self._prepare()
        with self._writing, explained(self.where), self._transaction() as connection, uncollected():
            device = self._ensure_device(connection)
            now_ms = int(self.now().timestamp() * 1000)
            arrived = merge(Store(connection), self._folder, parcel, self.branch, device.name, now_ms)
        self.changed.tell(arrived, initiator=initiator)
        return len(arrived)

    def verify(self, *, full: bool = False, progress: Callable[[int], None] | None = None) -> Verdict:
        """Recompute every chain and refold every subject; what does not agree is named. `full`: blobs too."""
        from .verify import Verdict, verify  # opening a book must not pay for proving it

        self._prepare()
        paged = self.keyed and not is_url(self.where) and settle_pages(self._engine)
        try:
            with explained(self.where), self._engine.connect() as connection, connection.begin():
                door = (self.where, self._passphrase)
                return verify(connection, ledgers(), keyed=paged, full=full, progress=progress, door=door)
        except Damaged as damaged:  # a page that was read is not whole: say which, and what lies on it
            verdict = Verdict(problems=[str(damaged)])
            with self._engine.connect() as connection:
                damaged_pages(Store(connection), self.keyed, verdict.add, structure=True)
            return verdict

    def rebuild(self, progress: Callable[[int], None] | None = None) -> int:
        """Read all ledgers anew from the journal; returns the entries read."""
        with self._writing, explained(self.where), self._transaction() as connection, uncollected():
            return rebuild(connection, ledgers(), progress)

    def poll(self) -> bool:
        """Announce what other programs wrote to this book since the last look; True when there was something.

        The first look only remembers where the journal stands.
        """
        with self.read() as r:
            newest = r.store.one("SELECT MAX(pos) FROM journal")[0] or 0
            if self._position is None or newest <= self._position:
                self._position = newest
                return False
            found = r.store.all(f"SELECT {ENTRY_COLUMNS} FROM journal WHERE pos > ? LIMIT 5000", (self._position,))
            self._position = newest
        own = self._device.name if self._device else ""
        foreign = [entry for entry in map(Entry._make, found) if entry.device != own]
        self.changed.tell(foreign)
        return bool(foreign)

    def _prepare(self) -> None:
        """See to it that the ledgers of every imported room stand in the book as this program reads them."""
        if self._ledgers == ledger_count():
            return
        count, known = ledger_count(), ledgers()
        with self._engine.connect() as connection, connection.begin():
            settings = {row.name: row.value for row in connection.execute(text("SELECT name, value FROM book"))}
            stale, unknown = stale_ledgers(connection, known)
        self.branch = settings["branch"]
        self.zone = ZoneInfo(settings["zone"])
        if stale or unknown:
            with self._writing, self._transaction() as connection, uncollected():
                stale, unknown = stale_ledgers(connection, known)
                rebuild(connection, stale)
                for name in unknown:  # a room this program has not loaded will not be folded: it must be read again
                    set_state(Store(connection), name, "")
        self._folder = Folder(known)
        self._ledgers = count
        if UNWIPED in settings:  # the program ended between an erasure and clearing up after it
            wipe(self._engine, settings[UNWIPED])

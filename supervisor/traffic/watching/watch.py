"""Looking at a watched folder: what changed is read, what was read is entered, what goes wrong is said once.

`Watch` remembers between looks, for one process alone, what each file was; the book remembers what was taken. A look
has three steps, so that a folder on a network that does not answer holds up nobody: the book is asked how files are
read (`known_words`), the files are read (`Watch.look`: no book), what they bring is entered (`Watch.enter`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

import msgspec
import numpy as np

from supervisor.errors import BadInput, Problem, why_unread
from supervisor.journal import Book, Reader
from supervisor.language import _
from supervisor.traffic.intake import TicketFile, read_tickets
from supervisor.traffic.intake.choosing import chosen_tables, unknown_layout
from supervisor.traffic.intake.file_kind import TEXT, kind_of
from supervisor.traffic.intake.mapping import Recogniser, TicketMapping
from supervisor.traffic.intake.source import NoRows, open_source
from supervisor.traffic.taking.class_words import class_finder, class_names
from supervisor.traffic.taking.layouts import recogniser
from supervisor.traffic.watching.entering import Entered, enter_file
from supervisor.traffic.watching.files import MOST_BYTES, SMALL_BYTES, Stamp, listed, whole_lines
from supervisor.traffic.watching.standing import newest_second, still_open

log = logging.getLogger("supervisor.traffic")

INSTANT_SECONDS = 0.3  # after so long a file that is just being written is looked at once more


class Known(msgspec.Struct, frozen=True):
    """What the book says of files: how headings are read, what names of classes mean, which day it is."""

    layout: Recogniser
    rename: Callable[[str], str]
    now: datetime  # with the branch's zone
    classes: frozenset[str] = frozenset()  # codes of the branch's classes of service

    @property
    def today(self) -> date:
        """The day of the branch."""
        return self.now.date()


def known_words(r: Reader) -> Known:
    """What a look must know of the book."""
    codes = frozenset(class_names(r).values())
    return Known(recogniser(r), class_finder(r), r.now.astimezone(r.zone), codes)


class Remark(msgspec.Struct, frozen=True):
    """Something a person should hear about the folder (file empty) or a file in it. `status` as on the screens."""

    file: str
    status: str  # "good", "info", "warning", "bad"
    words: str


class FileState(msgspec.Struct, frozen=True):
    """A file as it stood at the last look. tickets: those of today; newest_minute: of today, -1 without any."""

    file: str
    tickets: int
    newest_minute: int
    fault: str = ""
    waits_for_end: bool = False  # its last line has no end yet


class Looked(msgspec.Struct, frozen=True):
    """What one look brought: tickets new to the book, tickets it knows more of, what is to be said now."""

    at: datetime
    new: int
    changed: int
    files: tuple[FileState, ...]
    remarks: tuple[Remark, ...]

    @property
    def newest_minute(self) -> int:
        """The minute of day of the newest ticket of today in the folder; -1 without any."""
        return max((one.newest_minute for one in self.files), default=-1)


@dataclass(slots=True)
class _Seen:
    """What is remembered of a file between looks."""

    stamp: Stamp | None = None  # None: to be read at the next look, whatever the folder says
    digest: str = ""
    held: bool = False
    tickets: int = 0
    newest: int = -1
    days: dict[date, str] = field(default_factory=dict)  # entered, with the mark of what was
    said: dict[str, str] = field(default_factory=dict)  # kind of trouble -> the words said of it


@dataclass(slots=True)
class Brought:
    """What a look read: files to be entered, and the instant."""

    known: Known
    files: list[tuple[str, TicketFile]] = field(default_factory=list)  # digest of what was read, and the file
    remarks: list[Remark] = field(default_factory=list)


class Watch:
    """One folder, looked at by one process. `pattern` as *.csv; empty: every table in it."""

    def __init__(self, folder: Path, pattern: str = "") -> None:
        self.folder, self.pattern = Path(folder), pattern
        self._seen: dict[str, _Seen] = {}
        self._day: date | None = None
        self._folder_fault = ""

    def look(self, known: Known) -> Brought:
        """Read what changed since the last look. Never raises for what is wrong with the folder or a file in it."""
        brought = Brought(known)
        if known.today != self._day:
            self._day = known.today
            for seen in self._seen.values():  # yesterday's file is read once more, as that of a day that is over
                seen.stamp, seen.digest, seen.tickets, seen.newest = None, "", 0, -1
        try:
            found = listed(self.folder, self.pattern, known.now.timestamp())
        except OSError as error:
            words = _("The folder {folder} is not there or does not answer ({error}). It is tried again at each look.")
            self._say_folder(brought, words.format(folder=self.folder, error=why_unread(error)))
            return brought
        self._say_folder(brought, "")
        there = {path.name for path in found}
        for name in [name for name in self._seen if name not in there]:
            seen = self._seen.pop(name)
            if seen.tickets:
                words = _("{file} is gone from the folder. The tickets that were taken from it stay.")
                brought.remarks.append(Remark(name, "info", words.format(file=name)))
        for path, stamp in found.items():
            seen = self._seen.setdefault(path.name, _Seen())
            unread = "read" in seen.said and stamp.size <= SMALL_BYTES
            if seen.stamp != stamp or seen.held or unread:
                self._look_at(path, stamp, seen, brought)
        return brought

    def enter(self, book: Book, actor: str, brought: Brought) -> Looked:
        """Enter what a look read; each file in a write of its own. Raises Refused without the right."""
        new = changed = 0
        for _digest, file in brought.files:
            self._seen.setdefault(file.name, _Seen()).digest = ""
        try:
            for digest, file in brought.files:
                done = enter_file(book, actor, file, brought.known.today, self._seen[file.name].days)
                new, changed = new + done.new, changed + done.changed
                self._seen[file.name].digest, self._seen[file.name].days = digest, done.marks
                self._remark(file.name, self._seen[file.name], done, brought)
        finally:
            for _digest, file in brought.files:
                if not self._seen[file.name].digest:
                    self._seen[file.name].stamp = None  # not entered: read again at the next look
        return Looked(brought.known.now, new, changed, self.states(), tuple(brought.remarks))

    def states(self) -> tuple[FileState, ...]:
        """Every file as it stood at the last look, by name."""
        return tuple(
            FileState(name, one.tickets, one.newest, " ".join(one.said.values()), one.held)
            for name, one in sorted(self._seen.items())
        )

    @property
    def fault(self) -> str:
        """What is wrong with the folder itself; empty while it answers."""
        return self._folder_fault

    def _look_at(self, path: Path, stamp: Stamp, seen: _Seen, brought: Brought) -> None:
        """Read one file into what the look brings, or say what is wrong with it."""
        still = seen.stamp == stamp  # written to no more since a last line without an end was left: it is the end
        had = seen.tickets
        if stamp.size == 0:
            sleep(INSTANT_SECONDS)  # a machine that writes its file anew empties it for an instant
            stamp = Stamp(_size(path), stamp.written_ns)
        if stamp.size == 0:
            words = (
                _("{file} is empty. The tickets that were taken from it stay.").format(file=path.name) if had else ""
            )
            self._say(path.name, seen, "empty", words, brought)
            seen.stamp, seen.digest, seen.held = stamp, "", False
            return
        try:
            if stamp.size > MOST_BYTES:
                raise BadInput(_("{file} is too large to be read every minute.").format(file=path.name))
            digest, file, held = _twice(path, brought.known, whole=still)
        except OSError as error:
            seen.stamp = None
            words = _("{file} is locked by another program or cannot be read ({error}). It is tried again.")
            self._say(path.name, seen, "read", words.format(file=path.name, error=why_unread(error)), brought)
            return
        except Problem as error:
            seen.stamp, seen.held = stamp, False
            self._say(path.name, seen, "read", str(error), brought)
            return
        except Exception:  # one file must not cost the others, nor the looks to come
            log.exception("a watched file could not be read")
            seen.stamp = stamp
            words = _("{file} cannot be read; the log of the program says more.").format(file=path.name)
            self._say(path.name, seen, "read", words, brought)
            return
        self._say(path.name, seen, "read", "", brought)
        self._say(path.name, seen, "empty", "", brought)
        strange = sorted({kept for kept in file.classes.values() if kept} - brought.known.classes) if file else []
        self._say(path.name, seen, "classes", _strange_words(path.name, strange), brought)
        seen.stamp, seen.held = stamp, held
        if file is None or digest == seen.digest:
            return
        today = file.tickets.take(file.tickets.day == brought.known.today.toordinal())
        seen.tickets = len(today)
        seen.newest = (newest_second(today, _second(brought.known.now)) or -60) // 60
        brought.files.append((digest, file))

    def _remark(self, name: str, seen: _Seen, done: Entered, brought: Brought) -> None:
        """What is to be said of a file after it was entered."""
        said = {
            "smaller": (done.smaller, _("{file} was written anew and holds fewer tickets of {days} than before. Those "
                                        "that were taken from it stay.")),
            "closed": (done.closed, _("{file} has tickets of {days}, whose month is closed: they were not taken.")),
            "withdrawn": (done.withdrawn, _("What {file} gave to {days} was withdrawn; it is not taken from the folder "
                                            "again. Import it by hand if it is wanted.")),
        }  # fmt: skip
        for kind, (days, words) in said.items():
            told = words.format(file=name, days="、".join(day.isoformat() for day in days)) if days else ""
            self._say(name, seen, kind, told, brought)

    def _say(self, name: str, seen: _Seen, kind: str, words: str, brought: Brought) -> None:
        """Say a trouble once; when it is over, say that too, once."""
        before = seen.said.get(kind, "")
        if words and words != before:
            seen.said[kind] = words
            brought.remarks.append(Remark(name, "warning", words))
        elif not words and before:
            del seen.said[kind]
            if kind in ("read", "empty"):
                brought.remarks.append(Remark(name, "good", _("{file} is read again.").format(file=name)))

    def _say_folder(self, brought: Brought, words: str) -> None:
        if words and not self._folder_fault:
            brought.remarks.append(Remark("", "warning", words))
        elif not words and self._folder_fault:
            brought.remarks.append(
                Remark("", "good", _("The folder {folder} answers again.").format(folder=self.folder))
            )
        self._folder_fault = words


def _strange_words(file: str, classes: list[str]) -> str:
    if not classes:
        return ""
    words = _(
        "{file}: the branch has no class of service {names}; who waits for it is counted at no post. Say which class "
        "it is when importing by hand, or with `traffic classes --names`."
    )
    return words.format(file=file, names="、".join(classes))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _twice(path: Path, known: Known, *, whole: bool) -> tuple[str, TicketFile | None, bool]:
    """Read a file; where it is locked, as for the instant in which the machine writes, once more."""
    try:
        return _read(path, known, whole=whole)
    except OSError:
        sleep(INSTANT_SECONDS)
        return _read(path, known, whole=whole)


def _read(path: Path, known: Known, *, whole: bool) -> tuple[str, TicketFile | None, bool]:
    """A file as it stands now: the digest of what was read, its tickets (None where it has none yet), and whether its
    last line was left out because it has no end. `whole`: take that line too. Raises OSError, BadInput."""
    content = path.read_bytes()
    held = False
    with TemporaryDirectory(prefix="supervisor-watch-") as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(content)
        if kind_of(copy) == TEXT and not whole:
            content, held = whole_lines(content)
            if not content:
                return "", None, held
            copy.write_bytes(content)
        source = open_source(copy)
        tables, left = chosen_tables(source, known.layout)
        layout = tables[0][1].mapping
        if layout is None:
            raise unknown_layout(source, tables[0][0])
        if not isinstance(layout, TicketMapping):
            raise BadInput(
                _("{file} holds counts, not tickets: who waits cannot be read from it. Import it by hand.").format(
                    file=path.name
                )
            )
        try:
            file = read_tickets(source, tables, left, rename_class=known.rename, today=known.today)
        except NoRows:
            return "", None, held  # headings: the morning of a machine's file
    silent = np.isin(file.row_numbers, file.silent)
    tickets = still_open(file.tickets, silent, known.today.toordinal(), _second(known.now))
    return sha256(content).hexdigest(), replace(file, tickets=tickets), held


def _second(now: datetime) -> int:
    return now.hour * 3600 + now.minute * 60 + now.second

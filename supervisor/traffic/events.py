"""What can happen to the record of customers: tickets or counts of a day came in, a file was taken, or withdrawn."""

from __future__ import annotations

from datetime import date

import msgspec

from supervisor.journal import Event, event
from supervisor.traffic.figures import DaySummary


@event("traffic.tickets_imported", version=1, additive=True)
class TicketsImported(Event):
    """Tickets of one business day came in: a block of them in the book, and its figures.

    Subject `traffic:YYYY-MM-DD`. Blocks of one day may overlap (files sent twice, two laptops); reading takes their
    union by ticket key, so the order in which they came does not matter. A block that came to others carries the
    figures of the union as well, `joined`, and says of which blocks, `covers`: where those are all the blocks that the
    day has, nobody need work them out again; where another laptop knew more, they are passed over. `replaces`: blocks
    that the same file gave before and that this one holds wholly (a file that grows while it is watched): of them the
    file is no giver any more. A part of such a file brings no figures: its summary is of 0 tickets.
    """

    day: date
    file: str
    file_digest: str
    block: str  # digest of the compressed tickets
    summary: DaySummary
    covers: tuple[str, ...] = ()  # digests in order, this block's own among them
    joined: DaySummary | None = None
    replaces: tuple[str, ...] = ()


@event("traffic.counts_imported", version=1, additive=True)
class CountsImported(Event):
    """Counts of customers on one business day came in, by class and interval, as a file gives them.

    Subject `traffic:YYYY-MM-DD`. On a day that has tickets these are what counts; of several files of counts the
    fullest is (`counting.combined`). The latest reading of a file stands for it.
    """

    day: date
    file: str
    file_digest: str
    interval_minutes: int
    summary: DaySummary  # arrivals alone, by quarter-hour


@event("traffic.day_withdrawn", version=1, additive=True)
class DayWithdrawn(Event):
    """What a file gave to one business day counts no longer; what other files gave to it stays.

    Subject `traffic:YYYY-MM-DD`. `blocks`: the file's blocks of tickets; `covers`, `joined` as of the blocks that stay
    (see `TicketsImported`).
    """

    day: date
    file: str
    file_digest: str
    blocks: tuple[str, ...] = ()
    counts: bool = False
    covers: tuple[str, ...] = ()
    joined: DaySummary | None = None


@event("traffic.file_withdrawn", version=1, evidence=False, additive=True)
class TicketFileWithdrawn(Event):
    """A file that was taken in was the wrong one: it is withdrawn. Subject `ticket-file:<digest>`."""

    file: str
    file_digest: str
    reason: str = ""


@event("traffic.class_kept", version=1, evidence=False, additive=True)
class ClassKept(Event):
    """A person said which class of service a text in ticket files means; empty: it is a class of its own.

    Subject `ticket-class:<digest of the text>`; the latest word counts.
    """

    text: str  # as compared
    service_class: str


@event("traffic.mapping_kept", version=1, evidence=False, additive=True)
class MappingKept(Event):
    """A person said which column of a ticket file is which; files with the same headers are read so from now on.

    Subject `ticket-mapping:<digest of the headers>`; the latest word counts.
    """

    headers: tuple[str, ...]
    columns: dict[str, str]  # field -> header
    date_order: str = ""  # of dates that end with the year: "dmy", "mdy"; empty where the file says it
    ratings: dict[str, int] = msgspec.field(default_factory=dict)  # what this counter's keys mean, 1 (worst) to 5


@event("traffic.file_taken", version=1, evidence=False, additive=True)
class TicketFileTaken(Event):
    """A ticket file was read: what was new, what the book had already, what could not be a ticket and why.

    Subject `ticket-file:<digest>`. `listing` is the digest of the rejected rows as JSON (row, reason), empty without.
    """

    file: str
    file_digest: str
    layout: str
    rows: int
    new: int
    known: int
    rejected: dict[str, int]
    listing: str = ""
    kind: str = "tickets"  # or "counts": then `rows`, `new` and `known` are intervals
    repaired: dict[str, int] = msgspec.field(default_factory=dict)
    holds: dict[str, str] = msgspec.field(default_factory=dict)  # day -> block that another file had given already


@event("traffic.folder_watched", version=1, evidence=False)
class FolderWatched(Event):
    """A person named the folder into which the queue machine writes, as this computer sees it; empty: none any more.

    Subject `ticket-watch:<digest of the computer's name>`; the latest word counts.
    """

    computer: str
    folder: str
    pattern: str = ""  # names of the files meant, as *.csv; empty: every table
    seconds: int = 60  # between two looks

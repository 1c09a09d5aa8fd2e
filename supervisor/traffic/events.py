"""What can happen to the record of customers: tickets of a day came in, a file was taken."""

from __future__ import annotations

from datetime import date

from supervisor.journal import Event, event
from supervisor.traffic.figures import DaySummary


@event("traffic.tickets_imported", version=1, additive=True)
class TicketsImported(Event):
    """Tickets of one business day came in: a block of them in the book, and its figures.

    Subject `traffic:YYYY-MM-DD`. Blocks of one day may overlap (files sent twice, two laptops); reading takes their
    union by ticket key, so the order in which they came does not matter. A block that came to others carries the
    figures of the union as well, `joined`, and says of which blocks, `covers`: where those are all the blocks that the
    day has, nobody need work them out again; where another laptop knew more, they are passed over.
    """

    day: date
    file: str
    file_digest: str
    block: str  # digest of the compressed tickets
    summary: DaySummary
    covers: tuple[str, ...] = ()  # digests in order, this block's own among them
    joined: DaySummary | None = None


@event("traffic.mapping_kept", version=1, evidence=False, additive=True)
class MappingKept(Event):
    """A person said which column of a ticket file is which; files with the same headers are read so from now on.

    Subject `ticket-mapping:<digest of the headers>`; the latest word counts.
    """

    headers: tuple[str, ...]
    columns: dict[str, str]  # field -> header


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

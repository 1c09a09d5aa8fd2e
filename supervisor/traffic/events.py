"""What can happen to the record of customers: tickets of a day came in, a file was taken."""

from __future__ import annotations

from datetime import date

from supervisor.journal import Event, event
from supervisor.traffic.figures import DaySummary


@event("traffic.tickets_imported", version=1, additive=True)
class TicketsImported(Event):
    """Tickets of one business day came in: a block of them in the book, and its figures.

    Subject `traffic:YYYY-MM-DD`. Blocks of one day may overlap (files sent twice, two laptops); reading takes their
    union by ticket key, so the order in which they came does not matter.
    """

    day: date
    file: str
    file_digest: str
    block: str  # digest of the compressed tickets
    summary: DaySummary


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

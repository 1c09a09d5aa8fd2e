"""Composition root: opens a book, knows who works with it, and hands both to whoever shows or commands something.

Nothing is created when this module is imported; rooms learn of each other only here.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from supervisor.access.session_start import automatic_session, log_in
from supervisor.access.sessions import Session
from supervisor.errors import Refused
from supervisor.journal import Book, Reader, home
from supervisor.language import _

DEFAULT_BOOK = "branch.book"


def load_rooms() -> None:
    """Import every room that keeps a ledger, so that a book is folded whole whoever opens it."""
    from supervisor.access import ledger as _access  # noqa: F401
    from supervisor.actions import ledger as _actions  # noqa: F401
    from supervisor.appraisal import ledger as _appraisal  # noqa: F401
    from supervisor.appraisal.numbers import ledger as _numbers  # noqa: F401
    from supervisor.branch import ledger as _branch  # noqa: F401
    from supervisor.complaints import ledger as _complaints  # noqa: F401
    from supervisor.complaints.apart import ledger as _apart  # noqa: F401
    from supervisor.complaints.attachments import ledger as _attachments  # noqa: F401
    from supervisor.complaints.clockwatch import ledger as _clockwatch  # noqa: F401
    from supervisor.complaints.evidence import ledger as _owning  # noqa: F401
    from supervisor.complaints.promises import ledger as _promises  # noqa: F401
    from supervisor.complaints.repeats import ledger as _links  # noqa: F401
    from supervisor.complaints.retention import ledger as _retention  # noqa: F401
    from supervisor.complaints.settings import ledger as _settings  # noqa: F401
    from supervisor.complaints.taking import ledger as _taking  # noqa: F401
    from supervisor.dispatch import ledger as _dispatch  # noqa: F401
    from supervisor.dispatch.suspended import ledger as _suspended  # noqa: F401
    from supervisor.incidents import ledger as _incidents  # noqa: F401
    from supervisor.inspection import ledger as _inspection  # noqa: F401
    from supervisor.inspection.plan import ledger as _plan  # noqa: F401
    from supervisor.meetings import ledger as _meetings  # noqa: F401
    from supervisor.meetings.agenda import ledger as _agenda  # noqa: F401
    from supervisor.meetings.limits import ledger as _limits  # noqa: F401
    from supervisor.meetings.maintenance import ledger as _maintenance  # noqa: F401
    from supervisor.reporting import ledger as _reporting  # noqa: F401
    from supervisor.roster import ledger as _roster  # noqa: F401
    from supervisor.roster.rota import ledger as _rota  # noqa: F401
    from supervisor.traffic import ledger as _traffic  # noqa: F401
    from supervisor.traffic.targets import ledger as _targets  # noqa: F401
    from supervisor.training import ledger as _training  # noqa: F401
    from supervisor.training.proposals import ledger as _proposed  # noqa: F401


def data_folder() -> Path:
    """This user's data folder."""
    return home()


def default_book() -> Path:
    """Where the book lies when nobody says otherwise: this user's data folder."""
    return data_folder() / DEFAULT_BOOK


class App:
    """An open book and the person who works with it."""

    def __init__(self, book: Book, session: Session | None) -> None:
        self.book = book
        self.session = session

    @classmethod
    def open(cls, where: str | os.PathLike[str] | None = None, passphrase: str | None = None) -> App:
        """Open a book; a sample book logs its manager in by itself. Raises Problem with a clear message."""
        load_rooms()
        book = Book.open(default_book() if where is None else where, passphrase)
        with book.read() as r:
            session = automatic_session(r)
        return cls(book, session)

    def log_in(self, login: str, password: str) -> Session:
        """Log a person in; commands are theirs from now on. Raises Refused."""
        self.session = log_in(self.book, login, password)
        return self.session

    @property
    def actor(self) -> str:
        """The person in whose name commands are given. Raises Refused while nobody is logged in."""
        if self.session is None:
            raise Refused(_("Nobody is logged in. Log in first."))
        return self.session.person

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A consistent snapshot of the book."""
        with self.book.read() as r:
            yield r

    def close(self) -> None:
        """Close the book."""
        self.book.close()


def people_in_meetings(r: Reader) -> dict[str, int]:
    """Who sits in a meeting today and until which minute: what dispatch asks and meetings know."""
    from supervisor.meetings.ledger import in_meeting

    return in_meeting(r, r.today)


def send_moves(
    book: Book, actor: str, incident: str, proposal: str, *, persons: Collection[str] | None = None
) -> list[str]:
    """Order the moves of a proposal and release from running meetings whom they take out; returns the orders."""
    from supervisor.dispatch import service as dispatch
    from supervisor.dispatch.ledger import orders
    from supervisor.meetings import service as meetings
    from supervisor.meetings.ledger import running

    sent = dispatch.send(book, actor, incident, proposal, persons=persons)
    with book.read() as r:
        moves = {o.person: o.move for o in orders(r, incident) if o.order in sent}
        held = running(r)
    for one in held:
        goals = {who: (move.to_post, move.minutes_saved) for who, move in moves.items() if who in one.inside}
        if goals:
            meetings.release(
                book, actor, one.meeting, one.sitting, tuple(goals), reason=_("called to the floor"), goals=goals
            )
    return sent

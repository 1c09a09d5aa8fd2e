"""Signing with the password, for every way of closing a case that has no sheet of its own which asks for it."""

from __future__ import annotations

from datetime import datetime

from supervisor.access import Session, confirm
from supervisor.journal import Book

from .service import close


def sign_and_close(book: Book, session: Session, password: str, subject: str, at: datetime | None = None) -> None:
    """Close a case in the name of whoever is logged in, once his password was found right.

    Raises Refused for a wrong password (recorded, and counted towards the lock-out), and as `service.close` does.
    """
    confirm(book, session, password)
    close(book, session.person, subject, at)

"""Spending from the fund, and the statement of it by month."""

from __future__ import annotations

from datetime import date

import msgspec

from supervisor.access import Right, require
from supervisor.appraisal import events
from supervisor.appraisal.ledger import fund
from supervisor.appraisal.months import month_of
from supervisor.appraisal.records import FundMove
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, new_id
from supervisor.language import _


class FundMonth(msgspec.Struct, frozen=True):
    """One month of the fund in cents: what it held before, what came in (corrections of earlier months too), what was
    spent, what it holds at the end."""

    month: str
    before_cents: int
    income_cents: int
    spent_cents: int
    after_cents: int
    moves: tuple[FundMove, ...]


def spend(book: Book, actor: str, *, cents: int, purpose: str, day: date | None = None) -> str:
    """Spend money of the staff fund (`cents` > 0) on a staff event; returns its subject. Refused beyond the balance."""
    _needs(purpose)
    if cents <= 0:
        raise BadInput(_("Write how much was spent, as a number above zero."))
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_FUND)
        if day is not None and day > w.today:
            raise BadInput(_("{day} lies in the future.").format(day=day))
        moves = fund(w)
        balance = moves[-1].balance_cents if moves else 0
        if cents > balance:
            raise Refused(_("The fund holds only ¥{balance}.").format(balance=f"{balance / 100:.2f}"))
        held = sum(move.cents for move in moves if day is None or move.day <= day)
        if cents > held:
            raise Refused(_("On {day} the fund held only ¥{balance}.").format(day=day, balance=f"{held / 100:.2f}"))
        subject = f"fund:{new_id()}"
        w.append(subject, events.FundMoved(day=day or w.today, cents=-cents, purpose=purpose.strip()))
    return subject


def withdraw_spending(book: Book, actor: str, subject: str, *, reason: str) -> None:
    """Take back a spending that was entered by mistake; fines are corrected by their month alone."""
    _needs(reason)
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_FUND)
        if all(move.subject != subject or move.month for move in fund(w)):
            raise BadInput(_("There is no such spending: {subject}.").format(subject=subject))
        w.append(subject, events.FundMoveWithdrawn(reason=reason.strip()))


def statement(r: Reader, actor: str) -> list[FundMonth]:
    """The fund month by month, the oldest first, for whoever may read the branch. Raises Refused."""
    require(r, actor, Right.READ_BRANCH)
    found: list[FundMonth] = []
    by_month: dict[str, list[FundMove]] = {}
    for move in fund(r):
        by_month.setdefault(month_of(move.day), []).append(move)
    before = 0
    for month, moves in by_month.items():
        income = sum(move.cents for move in moves if move.month)
        spent = -sum(move.cents for move in moves if not move.month)
        found.append(FundMonth(month, before, income, spent, before + income - spent, tuple(moves)))
        before += income - spent
    return found


def _needs(text: str) -> None:
    if not text.strip():
        raise BadInput(_("Say why: this cannot be left empty."))

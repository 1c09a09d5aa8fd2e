"""How orders were answered, of many incidents at once: what the appraisal counts, without the moves themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import select

from supervisor.dispatch.order_states import UNSHOWN
from supervisor.journal import Reader

from .tables import ORDER

CHUNK = 400  # subjects named in one statement


class AnswerToOrder(NamedTuple):
    """An order that stands: when it was sent, in which state it is, when he said that he had heard it (0: never)."""

    subject: str
    order: str
    at_ms: int
    minute: int
    person: str
    state: str
    reason: str
    heard_minute: int


def answers_to_orders(r: Reader, subjects: Iterable[str]) -> list[AnswerToOrder]:
    """The orders of these dispatch subjects, without those taken back and those that two copies sent twice."""
    wanted, found = sorted(subjects), list[AnswerToOrder]()
    columns = select(*(ORDER.c[name] for name in AnswerToOrder._fields)).where(ORDER.c.state.not_in(UNSHOWN))
    for start in range(0, len(wanted), CHUNK):
        rows: Any = r.rows(columns.where(ORDER.c.subject.in_(wanted[start : start + CHUNK])))
        found += [AnswerToOrder(*row) for row in rows]
    return found

"""A month's scores as the person who is logged in may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

MONTHS_OFFERED = 13


@dataclass(frozen=True)
class RankLine:
    """One person of the ranking; `before_c` the total of the month before, hundredths, None when there was none."""

    person: str
    name: str
    role: str
    rank: int | None
    total_c: int | None
    grade: str
    before_c: int | None
    money_cents: int
    pieces: int
    score: Any


@dataclass(frozen=True)
class Snapshot:
    """A month; `problem` says why it cannot be scored."""

    month: str
    months: tuple[str, ...]
    problem: str
    scored: Any
    state: Any
    lines: tuple[RankLine, ...]
    appeals: tuple[Any, ...]
    items: Mapping[str, str]
    all_people: bool


def read(reader: Any, wanted: str, actor: str) -> Snapshot:
    """On the pool: scores of the wanted month (the present one when empty) and of the month before."""
    from supervisor.access import Right, allowed
    from supervisor.appraisal.ledger import appeals, month_state
    from supervisor.appraisal.scores import score_month
    from supervisor.errors import BadInput

    months = months_back(reader.today)
    month = wanted or months[0]
    everybody = allowed(reader, actor, Right.READ_PEOPLE)
    state = month_state(reader, month)
    try:
        scored = score_month(reader, month)
    except BadInput as missing:
        return Snapshot(month, months, str(missing), None, state, (), (), {}, everybody)
    before = _totals(reader, months_back(_first(month) - timedelta(days=1))[0])
    lines = tuple(_line(p, before) for p in scored.people if everybody or p.person == actor)
    own = tuple(a for a in appeals(reader, month) if everybody or a.person == actor)
    return Snapshot(month, months, "", scored, state, lines, own, _items(reader), everybody)


def months_back(today: date) -> tuple[str, ...]:
    """This month and those before it, as 2026-11."""
    first, found = today.replace(day=1), []
    for _count in range(MONTHS_OFFERED):
        found.append(f"{first:%Y-%m}")
        first = (first - timedelta(days=1)).replace(day=1)
    return tuple(found)


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _totals(reader: Any, month: str) -> dict[str, int]:
    from supervisor.appraisal.scores import score_month
    from supervisor.errors import BadInput

    try:
        scored = score_month(reader, month)
    except BadInput:
        return {}
    return {p.person: p.total_points_c for p in scored.people if p.total_points_c is not None}


def _line(score: Any, before: Mapping[str, int]) -> RankLine:
    return RankLine(
        person=score.person, name=score.name, role=score.role, rank=score.rank, total_c=score.total_points_c,
        grade=score.grade, before_c=before.get(score.person), money_cents=score.money_cents, pieces=score.pieces,
        score=score,
    )  # fmt: skip


def _items(reader: Any) -> dict[str, str]:
    """Check-list items by their code, for lines that name one."""
    from supervisor.inspection.ledger import templates_in_force

    return {i.id: str(i.words) for _version, t in templates_in_force(reader, reader.today) for i in t.items()}

"""A month's scores as the person who is logged in may see them, with what may be done about the month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from supervisor.desktop.screens.appraisal.course.reading import MonthCourse

MONTHS_OFFERED = 13
TREND_MONTHS = 5


@dataclass(frozen=True)
class RankLine:
    """One person of the ranking; `before_c` the total of the month before, hundredths, None when there was none, and
    `trend` those of five months up to this one, as they were stated. `few`: too little was seen of him for a rank."""

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
    trend: tuple[int | None, ...] = ()
    few: bool = False

    @property
    def subject(self) -> str:
        """Whose line it is: by it the cursor stays on him."""
        return self.person


@dataclass(frozen=True)
class Snapshot:
    """A month; `problem` says why it cannot be scored. `rights` are the actor's, by name, to offer what he may do."""

    month: str
    months: tuple[str, ...]
    today: date
    problem: str
    scored: Any
    state: Any
    lines: tuple[RankLine, ...]
    appeals: tuple[Any, ...]
    items: Mapping[str, str]
    all_people: bool
    actor: str = ""
    rights: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    appeal_until: date | None = None
    in_force: Any = None
    books: tuple[Any, ...] = ()
    sentences: tuple[str, ...] = ()
    own: tuple[Any, ...] = ()  # findings of the actor himself
    checks: Mapping[str, str] = field(default_factory=dict)  # inspections that were scored by themselves, by name
    course: MonthCourse = field(default_factory=MonthCourse)
    collected: Any = None  # what the scores were made from: questions of "what if" read nothing

    def may(self, right: str) -> bool:
        """Whether to offer a command at all; services check again."""
        return right in self.rights

    def appeal_of(self, person: str, evidence: str) -> Any:
        """The appeal against one line of one person, or None."""
        return next((a for a in self.appeals if (a.person, a.evidence) == (person, evidence)), None)


def read(reader: Any, wanted: str, actor: str, about: str = "") -> Snapshot:
    """On the pool: scores of the wanted month (the present one when empty) and of the month before; an appeal that is
    asked for is shown in its own month.
    """
    from supervisor.access import Right, allowed, rights_of
    from supervisor.access.checks import roles_of
    from supervisor.appraisal.ledger import appeal, appeals, in_force, month_state, rulebooks
    from supervisor.appraisal.rulebook.explain import explain_rulebook
    from supervisor.appraisal.scores import collect, scored
    from supervisor.appraisal.service import appeals_until
    from supervisor.appraisal.statement.words import item_names
    from supervisor.branch.ledger import people
    from supervisor.desktop.screens.appraisal.own_findings import read_own
    from supervisor.errors import BadInput

    months = months_back(reader.today)
    asked = appeal(reader, about) if about.startswith("appeal:") else None
    month = asked.month if asked is not None else _named(about) or wanted or months[0]
    everybody = allowed(reader, actor, Right.READ_PEOPLE)
    common: dict[str, Any] = {
        "month": month,
        "months": months,
        "today": reader.today,
        "state": month_state(reader, month),
        "all_people": everybody,
        "actor": actor,
        "rights": frozenset(str(right) for right in rights_of(roles_of(reader, actor))),
        "names": {p.subject: p.name for p in people(reader, active_only=False)},
        "in_force": in_force(reader, month),
        "books": tuple(reversed(rulebooks(reader))),
        "own": read_own(reader, actor, about),
    }
    collected = collect(reader, month)
    try:
        found = scored(collected)
    except BadInput as missing:
        return Snapshot(problem=str(missing), scored=None, lines=(), appeals=(), items={}, **common)
    return Snapshot(
        problem="",
        scored=found,
        lines=lines_of(found, _stated(reader, month), "" if everybody else actor),
        appeals=tuple(a for a in appeals(reader, month) if everybody or a.person == actor),
        items={code: str(words) for code, words in item_names(reader).items()},
        appeal_until=appeals_until(reader, month),
        sentences=tuple(explain_rulebook(found.rulebook)),
        checks=_checks(reader, found),
        collected=collected if everybody else None,
        **common,
    )


def lines_of(found: Any, stated: tuple[Mapping[str, int], ...], alone: str = "") -> tuple[RankLine, ...]:
    """The ranking of a scored month; `stated` totals of the months before it, the oldest first. `alone` is the only
    person who is shown."""
    from supervisor.appraisal.scoring.seldom import seldom

    few = seldom([one.pieces for one in found.people])
    marked = zip(found.people, few, strict=True)
    return tuple(_line(one, stated, mark) for one, mark in marked if not alone or one.person == alone)


def months_back(today: date) -> tuple[str, ...]:
    """This month and those before it, as 2026-11."""
    first, found = today.replace(day=1), []
    for _count in range(MONTHS_OFFERED):
        found.append(f"{first:%Y-%m}")
        first = (first - timedelta(days=1)).replace(day=1)
    return tuple(found)


def _named(about: str) -> str:
    """The month that a line of Today asks for by name, as own:2026-11; empty for anything else."""
    kind, __, month = about.partition(":")
    return month if kind in ("own", "review", "appraisal") and len(month) == len("2026-11") else ""


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _stated(reader: Any, month: str) -> tuple[Mapping[str, int], ...]:
    """The totals of the months before, the oldest first, as they were published or signed; nothing is scored anew."""
    from supervisor.appraisal.ledger import month_state

    before = reversed(months_back(_first(month))[1:TREND_MONTHS])
    return tuple(
        {each.person: each.points_c for each in month_state(reader, one).totals if each.points_c is not None}
        for one in before
    )


def _line(score: Any, stated: tuple[Mapping[str, int], ...], few: bool) -> RankLine:
    trend = (*(one.get(score.person) for one in stated), score.total_points_c)
    return RankLine(
        person=score.person, name=score.name, role=score.role, rank=score.rank, total_c=score.total_points_c,
        grade=score.grade, before_c=trend[-2] if stated else None, money_cents=score.money_cents,
        pieces=score.pieces, score=score, trend=trend, few=few,
    )  # fmt: skip


def _checks(reader: Any, found: Any) -> dict[str, str]:
    """Day, number and check-list of the inspections that are scored by themselves."""
    from supervisor.inspection.ledger import inspections_named
    from supervisor.inspection.ledger.catalogue import titles

    named = {line.check for person in found.people for line in person.lines if line.check}
    if not named:
        return {}
    names = titles(reader)
    return {
        one.subject: f"{one.day:%m-%d} {names.get(one.code, '')} {one.number}".replace("  ", " ")
        for one in inspections_named(reader, named)
    }

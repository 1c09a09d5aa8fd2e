"""A month's scores as the person who is logged in may see them, with what may be done about the month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

MONTHS_OFFERED = 13
_CARE = ("complaint", "praise", "promise")  # kinds of subject that the complaints screen opens


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
    from supervisor.appraisal.scores import score_month
    from supervisor.appraisal.service import appeals_until
    from supervisor.branch.ledger import people
    from supervisor.desktop.screens.appraisal.own_findings import read_own
    from supervisor.errors import BadInput

    months = months_back(reader.today)
    asked = appeal(reader, about) if about.startswith("appeal:") else None
    month = asked.month if asked is not None else wanted or months[0]
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
    try:
        scored = score_month(reader, month)
    except BadInput as missing:
        return Snapshot(problem=str(missing), scored=None, lines=(), appeals=(), items={}, **common)
    before = _totals(reader, months_back(_first(month) - timedelta(days=1))[0])
    return Snapshot(
        problem="",
        scored=scored,
        lines=tuple(_line(p, before) for p in scored.people if everybody or p.person == actor),
        appeals=tuple(a for a in appeals(reader, month) if everybody or a.person == actor),
        items=_items(reader),
        appeal_until=appeals_until(reader, month),
        sentences=tuple(explain_rulebook(scored.rulebook)),
        **common,
    )


@dataclass(frozen=True)
class Happening:
    """What stands behind a line: the rule in a sentence and the journal's entries about the evidence, oldest first."""

    rule: str
    entries: tuple[tuple[datetime, str, str], ...]  # when, kind, who
    screen: str
    about: str


def read_happening(reader: Any, month: str, line: Any) -> Happening:
    """On the pool: the rule and the event behind one line of a score."""
    from supervisor.appraisal.ledger import rulebook
    from supervisor.appraisal.rulebook.explain import explain_rule
    from supervisor.inspection.ledger import finding

    book = rulebook(reader, month)
    entries = reader.history(line.evidence) if line.evidence else []
    room = line.evidence.partition(":")[0]
    about = line.evidence
    if room == "finding" and (found := finding(reader, line.evidence)) is not None:
        about = found.inspection
    screens = {"finding": "inspections", "action": "actions"} | dict.fromkeys(_CARE, "complaints")
    return Happening(
        rule=explain_rule(book, line.rule) if book is not None and line.rule else "",
        entries=tuple((reader.local(entry.at_ms), entry.kind, entry.actor) for entry in entries),
        screen=screens.get(room, ""),
        about=about,
    )


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
    """Check-list items and those of how complaints were dealt with by their code, for lines that name one."""
    from supervisor.complaints.evidence.pieces import HANDLING
    from supervisor.inspection.ledger import templates_in_force

    return {
        **{code: str(words) for code, words in HANDLING.items()},
        **{i.id: str(i.words) for _version, t in templates_in_force(reader, reader.today) for i in t.items()},
    }

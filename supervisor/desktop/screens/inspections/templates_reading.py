"""What the tab of check-lists shows, read on the pool."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Line:
    """One check-list: the version that stands for it (in force, else coming, else the last), and its use."""

    code: str
    standing: Any  # inspection.ledger.catalogue.Standing
    used: int  # inspections by any of its versions
    versions: tuple[Any, ...]  # newest first
    rules: tuple[str, ...] = ()  # names of the rules of the plan that ask for it

    @property
    def template(self) -> Any:
        """What it says."""
        return self.standing.template


@dataclass(frozen=True)
class Templates:
    """The tab."""

    lines: tuple[Line, ...]
    today: date
    may_manage: bool


def read(reader: Any, actor: str) -> Templates:
    """Every check-list this book knows, with all its versions."""
    from supervisor.access import Right, allowed
    from supervisor.inspection.ledger.catalogue import history
    from supervisor.inspection.plan.ledger import courses

    versions: dict[str, list[Any]] = {}
    for one in history(reader):
        versions.setdefault(one.version.code, []).append(one)
    rules: dict[str, list[str]] = {}
    for course in courses(reader):
        day = max(reader.today, *(one.valid_from for one in course.versions))
        for code, name in {one.code: one.name for one in (course.on(reader.today), course.on(day)) if one}.items():
            rules.setdefault(code, []).append(str(name))
    lines = []
    for code, known in versions.items():
        now = next((s for s in known if s.state == "in_force"), None) or known[-1 if known[0].state == "coming" else 0]
        used = sum({s.version.digest: s.used for s in known}.values())
        lines.append(Line(code, now, used, tuple(known), tuple(rules.get(code, ()))))
    order = {"in_force": 0, "coming": 1, "past": 2, "retired": 3}
    lines.sort(key=lambda line: (order[line.standing.state], line.code))
    return Templates(tuple(lines), reader.today, allowed(reader, actor, Right.MANAGE_TEMPLATES))

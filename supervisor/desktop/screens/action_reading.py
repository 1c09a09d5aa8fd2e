"""What the actions screen shows, read in one go: actions, their steps, where each came from, and the filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from supervisor.language import _

DAYS_BACK = 60
FILTERS = ("open", "overdue", "mine", "done", "all")


@dataclass(frozen=True)
class Source:
    """What an action came from: short words, its full name, and the screen and subject that show it."""

    words: str
    title: str
    screen: str
    about: str


@dataclass(frozen=True)
class Snapshot:
    """Open actions and those raised lately, people by subject, the steps and the source of each."""

    today: date
    actor: str
    rows: tuple[Any, ...]
    people: Mapping[str, str]
    active: tuple[tuple[str, str], ...]
    steps: Mapping[str, tuple[Any, ...]]
    sources: Mapping[str, Source] = field(default_factory=dict)

    def kept(self, name: str) -> list[Any]:
        """The rows of a filter: all that is not closed, overdue (by the ledger's rule), one's own, done, or all."""
        tests = {
            "open": lambda a: a.state in ("open", "taken_up", "done"),
            "overdue": lambda a: a.standing(self.today) == "overdue",
            "mine": lambda a: a.state in ("open", "taken_up", "done") and self.actor in (a.owner, a.doer),
            "done": lambda a: a.state == "done",
            "all": lambda a: a is not None,
        }
        order = {"open": 0, "taken_up": 0, "done": 1, "closed": 2, "withdrawn": 2}
        found = [a for a in self.rows if tests[name](a)]
        return sorted(found, key=lambda a: (order.get(a.state, 3), a.due, a.number))


def filter_words(name: str) -> str:
    """The name of a filter."""
    words = {
        "open": _("Not closed"), "overdue": _("Overdue"), "mine": _("Mine"), "done": _("To be closed"), "all": _("All"),
    }  # fmt: skip
    return words[name]


def read(reader: Any, actor: str, about: str) -> Snapshot:
    """On the pool; `about` (an action or what it came from) is among the rows however old it is."""
    from supervisor.actions.ledger import action, actions, actions_from, open_actions, steps
    from supervisor.branch.ledger import people

    today = reader.today
    rows = {a.subject: a for a in open_actions(reader)}
    named = [action(reader, about), *actions_from(reader, [about])] if ":" in about else []
    for one in (*actions(reader, today - timedelta(days=DAYS_BACK), today), *named):
        if one is not None:
            rows.setdefault(one.subject, one)
    everybody = people(reader, active_only=False)
    return Snapshot(
        today=today,
        actor=actor,
        rows=tuple(rows.values()),
        people={p.subject: p.name for p in everybody},
        active=tuple((p.subject, f"{p.name} {p.no}") for p in everybody if p.left is None),
        steps={subject: tuple(steps(reader, subject)) for subject in rows},
        sources={a.subject: source for a in rows.values() if (source := _source(reader, a.source)) is not None},
    )


def _source(reader: Any, subject: str) -> Source | None:
    if subject.startswith("finding:"):
        return _finding(reader, subject)
    if subject.startswith("complaint:"):
        from supervisor.complaints.ledger import complaint

        found = complaint(reader, subject)
        words = _("Complaint {number}").format(number=found.number) if found is not None else ""
        return Source(words, words, "complaints", subject) if words else None
    return None


def _finding(reader: Any, subject: str) -> Source | None:
    from supervisor.inspection.ledger import inspection, place_of, template

    place = place_of(reader, subject)
    found = inspection(reader, place[0]) if place is not None else None
    if place is None or found is None:
        return None
    checklist = template(reader, found.digest)
    order = [item.id for item in checklist.items()]
    number = order.index(place[1]) + 1 if place[1] in order else 0
    words = _("{number}, item {item}").format(number=found.number, item=number)
    return Source(words, str(checklist.name), "inspections", subject)

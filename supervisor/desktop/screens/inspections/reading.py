"""What the inspection screen shows, read in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

DAYS_SHOWN = 92


@dataclass(frozen=True)
class InspectionRow:
    """One inspection of the list; `percent_c` None until something applied."""

    subject: str
    number: str
    name: str
    day: Any
    place: str
    source: str
    inspector: str
    state: str
    percent_c: int | None
    findings: int
    surge: bool


@dataclass(frozen=True)
class Opened:
    """All about the inspection that is open.

    `stands` is the item it stands at; `follows` what finishing will raise by item; `findings` and `actions` (by item)
    what it did raise; `revises` and `revised_by` are (subject, number) of the one before and the one after.
    """

    sheet: Any
    stands: str
    incidents: tuple[Any, ...] = ()
    gaps: tuple[Any, ...] = ()
    follows: Mapping[str, Any] = field(default_factory=dict)
    findings: Mapping[str, Any] = field(default_factory=dict)
    actions: Mapping[str, Any] = field(default_factory=dict)
    revises: tuple[str, str] = ("", "")
    revised_by: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Snapshot:
    """The list, the check-lists in force, people by subject, and the inspection that is open."""

    rows: tuple[InspectionRow, ...]
    templates: tuple[tuple[str, str], ...]
    people: Mapping[str, str]
    labels: tuple[tuple[str, str], ...]
    zones: tuple[tuple[str, str], ...]
    today: Any
    opened: Opened | None = None

    @property
    def sheet(self) -> Any:
        """The sheet that is open, or None."""
        return self.opened.sheet if self.opened is not None else None


def read(reader: Any, about: str, actor: str, *, resume: bool = False) -> Snapshot:
    """On the pool: the last quarter's inspections, newest first, and the one that `about` (an inspection or a finding)
    names; with `resume` and nothing named, the one this person has under way.
    """
    from supervisor.branch.ledger import names, people
    from supervisor.inspection.ledger import inspections, open_inspections, scores, templates_in_force

    last = reader.today
    first = last - timedelta(days=DAYS_SHOWN)
    scored = {s.inspection.subject: s.score for s in scores(reader, first, last)}
    under_way = open_inspections(reader)
    known = {i.subject: i for i in [*under_way, *inspections(reader, first, last)]}
    everybody = people(reader, active_only=False)
    named = {p.subject: p.name for p in everybody}
    in_force = templates_in_force(reader, last)
    titles = {version.code: str(template.name) for version, template in in_force}
    own = [i.subject for i in under_way if i.inspector == actor]
    wanted = about or (own[0] if resume and len(own) == 1 else "")
    return Snapshot(
        rows=tuple(_row(i, scored.get(i.subject), named, titles) for i in known.values()),
        templates=tuple((v.code, str(t.name)) for v, t in in_force),
        people=named,
        labels=tuple((p.subject, f"{p.name} {p.no}") for p in everybody if p.left is None),
        zones=tuple((str(z.name), str(z.name)) for z in names(reader, "zone")),
        today=last,
        opened=_opened(reader, wanted, actor) if wanted else None,
    )


def _opened(reader: Any, about: str, actor: str) -> Opened | None:
    from supervisor.inspection.ledger import inspection, place_of, sheet

    subject, item = about, ""
    if about.startswith("finding:"):
        subject, item = place_of(reader, about) or ("", "")
    found = inspection(reader, subject) if subject else None
    if found is None:
        return None
    page = sheet(reader, found.subject)
    begun = found.state == "begun"
    raised = {} if begun else _findings(reader, found.subject)
    return Opened(
        sheet=page,
        stands=item or _stands(reader, page, actor),
        incidents=_incidents(reader, found),
        gaps=_gaps(reader, found) if begun else (),
        follows=_follows(reader, page) if begun else {},
        findings=raised,
        actions=_actions(reader, raised),
        revises=_number(reader, found.revises),
        revised_by=_number(reader, found.revised_by),
    )


def _stands(reader: Any, page: Any, actor: str) -> str:
    """Where the inspector left off: at the fault noted last, behind the answer given last, at the first open item."""
    from supervisor.inspection.ledger import last_step

    order = [item.id for item in page.template.items()]
    answered = {a.item: a.verdict for a in page.answers}
    faults = [item for item in order if answered.get(item) == "fail"]
    if page.inspection.state != "begun":
        return (faults or order or [""])[0]
    step = last_step(reader, page.inspection.subject, actor)
    last = step.item if step is not None and step.item in order else ""
    if last and answered.get(last) in ("fail", None):
        return last
    at = order.index(last) + 1 if last else 0
    missing = [item for item in (*order[at:], *order[:at]) if item not in answered]
    return missing[0] if missing else last or (faults or order or [""])[0]


def _findings(reader: Any, subject: str) -> dict[str, Any]:
    from supervisor.inspection.ledger import findings_of

    return {f.item: f for f in findings_of(reader, subject)}


def _actions(reader: Any, raised: Mapping[str, Any]) -> dict[str, Any]:
    from supervisor.actions.ledger import actions_from

    by_source = {a.source: a for a in actions_from(reader, [f.subject for f in raised.values()])} if raised else {}
    return {item: by_source[f.subject] for item, f in raised.items() if f.subject in by_source}


def _follows(reader: Any, page: Any) -> Mapping[str, Any]:
    from supervisor.inspection.follows import follows

    return follows(reader, page)


def _number(reader: Any, subject: str) -> tuple[str, str]:
    from supervisor.inspection.ledger import inspection

    found = inspection(reader, subject) if subject else None
    return (found.subject, found.number) if found is not None else ("", "")


def _incidents(reader: Any, found: Any) -> tuple[Any, ...]:
    from supervisor.incidents.ledger import incident

    return tuple(i for i in (incident(reader, s) for s in found.incidents) if i is not None)


def _gaps(reader: Any, found: Any) -> tuple[Any, ...]:
    from supervisor.inspection.service import missing

    return tuple(missing(reader, found.subject))


def _row(found: Any, score: Any, named: Mapping[str, str], titles: Mapping[str, str]) -> InspectionRow:
    return InspectionRow(
        subject=found.subject,
        number=found.number,
        name=titles.get(found.code, found.code),
        day=found.day,
        place=found.place,
        source=found.source,
        inspector=named.get(found.inspector, "–"),
        state="revised" if found.revised_by else found.state,
        percent_c=score.percent_c if score is not None else None,
        findings=sum(1 for line in score.lines if line.lost_c > 0) if score is not None else 0,
        surge=bool(found.incidents),
    )

"""What the inspection screen shows, read in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
class Snapshot:
    """The list, the check-lists in force, people by subject, and the sheet that is open."""

    rows: tuple[InspectionRow, ...]
    templates: tuple[tuple[str, str], ...]
    people: Mapping[str, str]
    labels: tuple[tuple[str, str], ...]
    zones: tuple[tuple[str, str], ...]
    sheet: Any = None
    incidents: tuple[Any, ...] = ()
    gaps: tuple[Any, ...] = ()


def read(reader: Any, open_subject: str) -> Snapshot:
    """On the pool: the last quarter's inspections, newest first, and the open one with its score."""
    from supervisor.branch.ledger import names, people
    from supervisor.inspection.ledger import inspections, open_inspections, scores, sheet, templates_in_force

    last = reader.today
    first = last - timedelta(days=DAYS_SHOWN)
    scored = {s.inspection.subject: s.score for s in scores(reader, first, last)}
    known = {i.subject: i for i in [*open_inspections(reader), *inspections(reader, first, last)]}
    everybody = people(reader, active_only=False)
    named = {p.subject: p.name for p in everybody}
    in_force = templates_in_force(reader, last)
    titles = {version.code: str(template.name) for version, template in in_force}
    rows = tuple(_row(i, scored.get(i.subject), named, titles) for i in known.values())
    opened = _sheet(sheet, reader, open_subject) if open_subject else None
    return Snapshot(
        rows=rows,
        templates=tuple((v.code, str(t.name)) for v, t in in_force),
        people=named,
        labels=tuple((p.subject, f"{p.name} {p.no}") for p in everybody if p.left is None),
        zones=tuple((str(z.name), str(z.name)) for z in names(reader, "zone")),
        sheet=opened,
        incidents=_incidents(reader, opened),
        gaps=_gaps(reader, opened),
    )


def _sheet(sheet: Any, reader: Any, subject: str) -> Any:
    from supervisor.inspection.ledger import inspection

    found = inspection(reader, subject)
    return sheet(reader, found.subject) if found is not None else None


def _incidents(reader: Any, opened: Any) -> tuple[Any, ...]:
    if opened is None:
        return ()
    from supervisor.incidents.ledger import incident

    return tuple(i for i in (incident(reader, s) for s in opened.inspection.incidents) if i is not None)


def _gaps(reader: Any, opened: Any) -> tuple[Any, ...]:
    if opened is None or opened.inspection.state != "begun":
        return ()
    from supervisor.inspection.service import missing

    return tuple(missing(reader, opened.inspection.subject))


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

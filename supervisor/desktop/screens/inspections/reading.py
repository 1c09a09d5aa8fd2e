"""What the inspection screen shows: the list, read when it is wanted, and one inspection, read by itself."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

SHOWN = 500  # inspections of the list; a branch makes some eight a day


@dataclass(frozen=True)
class InspectionRow:
    """One inspection of the list; `percent_c` None until something applied, `handed_in` where nothing is handed in."""

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
    handed_in: bool | None = None


@dataclass(frozen=True)
class Opened:
    """All about the inspection that is open.

    `stands` is the item it stands at; `follows` what finishing will raise by item; `findings` and `actions` (by item)
    what it did raise; `revises` and `revised_by` are (subject, number) of the one before and the one after. `as_of` is
    when the reading began (seconds of the monotonic clock), `memory` what its score remembers of other inspections.
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
    memory: Any = None
    as_of: float = 0.0


@dataclass(frozen=True)
class Snapshot:
    """The list, the check-lists in force, people by subject, and the inspection that is open.

    `listed` is False while the list was not read: an inspection that was asked for does not wait for it. `older`: there
    are more than the list shows; `hands_in`: this is a laptop, whose inspections are handed in.
    """

    rows: tuple[InspectionRow, ...]
    templates: tuple[tuple[str, str], ...]
    people: Mapping[str, str]
    labels: tuple[tuple[str, str], ...]
    zones: tuple[tuple[str, str], ...]
    today: Any
    opened: Opened | None = None
    listed: bool = True
    posts: tuple[tuple[str, str], ...] = ()
    older: bool = False
    hands_in: bool = False

    @property
    def sheet(self) -> Any:
        """The sheet that is open, or None."""
        return self.opened.sheet if self.opened is not None else None


def read(
    reader: Any, about: str, actor: str, *, resume: bool = False, last: str = "", before: Snapshot | None = None,
    most: int = SHOWN, book: Any = None,
) -> Snapshot:  # fmt: skip
    """On the pool: the inspection that `about` (an inspection or a finding) names, or else the list.

    With `resume` and nothing named, the one this person has under way; of several, the one that was open `last`.
    What is known from `before` (the list, people, places) is not read again. Of the list the newest `most` are read;
    with the `book`, whether each was handed in.
    """
    as_of = time.monotonic()  # before the first query, at which the reader's view of the book is fixed
    wanted = about or (_under_way(reader, actor, last) if resume else "")
    opened = _opened(reader, wanted, actor, as_of) if wanted else None
    known = replace(before, opened=opened) if before is not None else replace(_frame(reader), opened=opened)
    return known if known.listed or opened is not None else with_list(reader, known, most, book)


def with_list(reader: Any, known: Snapshot, most: int = SHOWN, book: Any = None) -> Snapshot:
    """The same with the newest inspections and their scores."""
    from supervisor.inspection.ledger import newest_inspections, open_inspections, scores_of, templates_in_force

    titles = {version.code: str(template.name) for version, template in templates_in_force(reader, known.today)}
    newest = newest_inspections(reader, most + 1)
    shown = {i.subject: i for i in [*open_inspections(reader), *newest[:most]]}
    scored = scores_of(reader, [i for i in shown.values() if i.state == "finished"])
    due = _to_hand_in(reader, book)
    rows = tuple(_row(i, scored.get(i.subject), known.people, titles, due) for i in shown.values())
    return replace(known, rows=rows, listed=True, older=len(newest) > most, hands_in=due is not None)


def _to_hand_in(reader: Any, book: Any) -> frozenset[str] | None:
    if book is None:
        return None
    from supervisor.exchange.service import to_hand_in

    return to_hand_in(reader, book)


def _frame(reader: Any) -> Snapshot:
    """What an inspection needs to be begun and answered: check-lists, people, places."""
    from supervisor.branch.ledger import names, people
    from supervisor.inspection.ledger import templates_in_force

    everybody = people(reader, active_only=False)
    return Snapshot(
        rows=(),
        templates=tuple((v.code, str(t.name)) for v, t in templates_in_force(reader, reader.today)),
        people={p.subject: p.name for p in everybody},
        labels=tuple((p.subject, f"{p.name} {p.no}") for p in everybody if p.left is None),
        zones=tuple((str(z.name), str(z.name)) for z in names(reader, "zone")),
        posts=_posts(reader),
        today=reader.today,
        listed=False,
    )


def _posts(reader: Any) -> tuple[tuple[str, str], ...]:
    from supervisor.branch.ledger import posts

    return tuple(dict.fromkeys((str(p.name), str(p.name)) for p in posts(reader)))


def _under_way(reader: Any, actor: str, last: str) -> str:
    from supervisor.inspection.ledger import open_inspections

    own = [i.subject for i in open_inspections(reader) if i.inspector == actor]
    if last in own:
        return last
    return own[0] if len(own) == 1 else ""


def _opened(reader: Any, about: str, actor: str, as_of: float) -> Opened | None:
    from supervisor.inspection.ledger import inspection, memory_of, place_of, sheet

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
        memory=memory_of(reader, found) if begun else None,
        as_of=as_of,
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


def _row(
    found: Any, score: Any, named: Mapping[str, str], titles: Mapping[str, str], due: frozenset[str] | None
) -> InspectionRow:
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
        handed_in=None if due is None else found.subject not in due,
    )

"""What was found of a person, as he himself may read it: his own share of it, and nobody else's name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from supervisor.access import Right, require
from supervisor.actions.ledger import actions_from
from supervisor.actions.privacy import seen
from supervisor.journal import Reader
from supervisor.language import _

from .ledger import findings_about, inspections_named, scores_of, template
from .records import Finding
from .review import no_appeal
from .scoring.explain import explain
from .scoring.records import Line


class OwnAction(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be mended because of it, and how that stands (`standing` as of an action)."""

    subject: str
    number: str
    due: date
    standing: str


class OwnFinding(msgspec.Struct, frozen=True, kw_only=True):
    """A finding about a person, for himself.

    `points_c` and `fine_cents` are what he bears of it himself (hundredths of a point and cents, positive), `why` says
    the rule and what held it back; `others` is how many people it concerns beside him, who are not named. The words of
    somebody else's appeal are left out (`by_other`). `no_appeal` says why he cannot appeal; empty where he can.
    """

    subject: str
    inspection: str
    number: str
    checklist: str
    item: str
    what: str
    clause: str
    severity: str
    day: date
    at: datetime
    place: str
    source: str
    note: str
    photos: tuple[str, ...]
    mended: bool
    cases: int
    others: int
    points_c: int
    fine_cents: int
    why: str
    waived_reason: str
    appeal: str
    appeal_state: str
    appeal_reason: str
    by_other: bool
    no_appeal: str
    action: OwnAction | None = None


def own_findings(r: Reader, actor: str, first: date, last: date) -> list[OwnFinding]:
    """What was found of the actor on business days `first` to `last`, the newest first. Raises Refused without the
    right to read the own record."""
    require(r, actor, Right.READ_OWN)
    found = findings_about(r, actor, first, last)
    made = {i.subject: i for i in inspections_named(r, {f.inspection for f in found})}
    scored = scores_of(r, list(made.values()))
    actions = {
        a.source: OwnAction(subject=a.subject, number=a.number, due=a.due, standing=a.standing(r.today))
        for a in seen(r, actor, actions_from(r, [f.subject for f in found]))
        if a.state != "withdrawn"
    }
    own = [
        _own(r, actor, f, made[f.inspection].number, scored[f.inspection].lines, actions.get(f.subject)) for f in found
    ]
    return own[::-1]


def _own(
    r: Reader, actor: str, found: Finding, number: str, lines: Sequence[Line], action: OwnAction | None
) -> OwnFinding:
    checklist = template(r, found.digest)
    line = next((one for one in lines if one.item == found.item), None)
    by_other = found.appeal_by not in ("", actor)
    return OwnFinding(
        subject=found.subject,
        inspection=found.inspection,
        number=number,
        checklist=str(checklist.name),
        item=found.item,
        what=str(checklist.item(found.item).words) if checklist.has(found.item) else found.item,
        clause=found.clause,
        severity=found.severity,
        day=found.day,
        at=found.at,
        place=found.place,
        source=found.source,
        note=found.note,
        photos=found.photos,
        mended=found.mended,
        cases=found.cases,
        others=len(set(found.persons) - {actor}),
        points_c=found.persons_points_c.get(actor, 0),
        fine_cents=found.fines_cents.get(actor, 0),
        why=explain(msgspec.structs.replace(line, fines={}), checklist) if line is not None else "",
        waived_reason=found.waived_reason,
        appeal="" if by_other else found.appeal,
        appeal_state=found.appeal_state,
        appeal_reason="" if by_other else found.appeal_reason,
        by_other=by_other,
        no_appeal=no_appeal(r, actor, found),
        action=action,
    )


def counts_words(own: OwnFinding) -> str:
    """In two or three words, whether it counts against him."""
    if own.appeal_state == "upheld":
        return _("does not count: appeal upheld")
    if own.waived_reason:
        return _("does not count: waived")
    return _("counts") if own.points_c or own.fine_cents else _("takes nothing off")

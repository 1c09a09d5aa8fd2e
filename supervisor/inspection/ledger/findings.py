"""Queries that score: one inspection with its reasons, findings of a period, repeats, consequences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from supervisor.inspection import answer as text
from supervisor.inspection.records import Finding, Inspection, Scored, Sheet
from supervisor.inspection.scoring.history import Breach, Finished, Memory, remembering, score_all
from supervisor.inspection.scoring.records import Line, Score, Waiver
from supervisor.inspection.scoring.score import cases_of
from supervisor.inspection.template import Item, Template
from supervisor.journal import Reader

from .queries import (
    CHUNK,
    answers_of,
    answers_of_many,
    clashes,
    instant,
    listed,
    notes_of,
    photos,
    signatures,
    template,
)
from .standing import counting, inspection, inspections_named, read_inspections, stands
from .tables import FINDING, INSPECTION

LONGEST_MEMORY = timedelta(days=366)


def breaches(r: Reader, first: date, last: date, templates: Iterable[Template]) -> list[Breach]:
    """What history remembers of a period for these check-lists: findings that count, at items that ask for them."""
    asking = {(one.code, item) for one in templates for item in remembering(one)}
    if not asking:
        return []
    # code and item each by itself: of pairs joined by "or" SQLite would look through each check-list's every year
    rows = r.rows(
        counting(
            FINDING.c.inspection,
            FINDING.c.code,
            FINDING.c.item,
            FINDING.c.answer,
            FINDING.c.at_ms,
            FINDING.c.day,
            FINDING.c.place,
            FINDING.c.digest,
        ).where(
            FINDING.c.day.between(first.isoformat(), last.isoformat()),
            FINDING.c.waived == "",
            FINDING.c.code.in_(sorted({code for code, _item in asking})),
            FINDING.c.item.in_(sorted({item for _code, item in asking})),
        )
    )
    rows = [f for f in rows if (f.code, f.item) in asking]
    asked = {digest: {item.id: item for item in template(r, digest).items()} for digest in {f.digest for f in rows}}
    return [_breach(f, text.decode(f.answer), asked[f.digest].get(f.item)) for f in rows]


def _breach(f: Any, given: text.Answer, then: Item | None) -> Breach:
    """`then` is the item as the check-list of that day had it."""
    day = date.fromisoformat(f.day)
    places = given.places or ((f.place,) if f.place else ())
    cases = cases_of(then, given) if then is not None else 1
    return Breach(f.inspection, f.code, f.item, given.persons, f.at_ms, day, places, cases)


def _score_many(r: Reader, known: Sequence[Inspection]) -> dict[str, Score]:
    """Scores by inspection subject; answers, waivers and history are read once for all."""
    if not known:
        return {}
    templates: dict[str, Template] = {i.digest: template(r, i.digest) for i in known}
    first, last = min(i.day for i in known), max(i.day for i in known)
    memory = min(LONGEST_MEMORY, timedelta(days=max(t.repeat_days for t in templates.values())))
    answers: dict[str, tuple[text.Answer, ...]] = {}
    waived: dict[str, dict[str, Waiver]] = {}
    subjects = sorted(i.subject for i in known)
    for start in range(0, len(subjects), CHUNK):
        chunk = subjects[start : start + CHUNK]
        answers |= answers_of_many(r, chunk)
        waived |= _waivers(r, chunk)
    ready = [
        Finished(
            inspection=i.subject,
            template=templates[i.digest],
            answers=answers.get(i.subject, ()),
            waivers=waived.get(i.subject, {}),
            at_ms=round(i.begun.timestamp() * 1000),
            day=i.day,
            running=i.state == "begun",
            place=i.place,
        )
        for i in known
    ]
    return score_all(ready, breaches(r, first - memory, last, templates.values()))


def memory_of(r: Reader, one: Inspection) -> Memory:
    """What the score of one inspection remembers of others: enough to score it again while it is answered."""
    pinned = template(r, one.digest)
    first = one.day - min(LONGEST_MEMORY, timedelta(days=pinned.repeat_days))
    return Memory(breaches(r, first, one.day, [pinned]))


def _waivers(r: Reader, inspections: Sequence[str]) -> dict[str, dict[str, Waiver]]:
    rows = r.rows(
        counting(
            FINDING.c.inspection, FINDING.c.item, FINDING.c.waived, FINDING.c.waived_by, FINDING.c.appeal_state
        ).where(FINDING.c.inspection.in_(inspections), FINDING.c.waived != "")
    )
    found: dict[str, dict[str, Waiver]] = {}
    for f in rows:
        found.setdefault(f.inspection, {})[f.item] = Waiver(f.waived, f.waived_by, f.appeal_state == "upheld")
    return found


def score_of(r: Reader, subject: str) -> Score:
    """The score of one inspection, running or finished, explained. Raises KeyError when there is none such."""
    found = inspection(r, subject)
    if found is None:
        raise KeyError(subject)
    return _score_many(r, [found])[found.subject]


def scores_of(r: Reader, known: Sequence[Inspection]) -> dict[str, Score]:
    """Scores of these inspections by their subject."""
    return _score_many(r, known)


def scores(r: Reader, first: date, last: date) -> list[Scored]:
    """Finished inspections of a period that stand (not revised), oldest first, each with its score."""
    span = INSPECTION.c.day.between(first.isoformat(), last.isoformat())
    known = read_inspections(r, span, stands(), order=(INSPECTION.c.begun_ms, INSPECTION.c.subject))
    scored = _score_many(r, known)
    return [Scored(i, scored[i.subject]) for i in known]


def sheet(r: Reader, subject: str) -> Sheet:
    """One inspection by subject or number with everything on it. Raises KeyError when there is none such."""
    found = inspection(r, subject)
    if found is None:
        raise KeyError(subject)
    order = {item.id: place for place, item in enumerate(template(r, found.digest).items())}
    answers = sorted(answers_of(r, found.subject), key=lambda a: order.get(a.item, len(order)))
    return Sheet(
        inspection=found,
        template=template(r, found.digest),
        answers=tuple(answers),
        notes=notes_of(r, found.subject),
        photos=photos(r, found.subject),
        clashes=clashes(r, found.subject),
        signatures=signatures(r, found.subject),
        score=_score_many(r, [found])[found.subject],
    )


def _read(f: Any, line: Line | None, earlier: int, during: Sequence[str]) -> Finding:
    given = text.decode(f.answer)
    return Finding(
        subject=f.subject,
        inspection=f.inspection,
        template=f.code,
        digest=f.digest,
        item=f.item,
        clause=f.clause,
        severity=f.severity,
        persons=given.persons,
        places=given.places,
        cases=line.count if line else given.cases,
        day=date.fromisoformat(f.day),
        at=instant(f.at_ms),
        source=f.source,
        place=f.place,
        note=given.note,
        photos=given.photos,
        mended=given.mended,
        incidents=tuple(dict.fromkeys([*listed(f.incidents), *during])),
        points_c=line.lost_c if line else 0,
        persons_points_c=dict(line.persons) if line else {},
        fines_cents=dict(line.fines) if line else {},
        reminders=line.reminders if line else 0,
        earlier=earlier,
        waived=bool(f.waived),
        waived_reason=f.waived,
        waived_by=f.waived_by,
        appeal=f.appeal,
        appeal_by=f.appeal_by,
        appeal_state=f.appeal_state,
        appeal_reason=f.appeal_reason,
    )


def _found(r: Reader, where: Any, read: Mapping[str, Score] = MappingProxyType({})) -> list[Finding]:
    rows = r.rows(counting(FINDING).where(where).order_by(FINDING.c.at_ms, FINDING.c.subject))
    if not rows:
        return []
    known = inspections_named(r, {f.inspection for f in rows})
    during = {i.subject: i.incidents for i in known}
    scored = {**read, **_score_many(r, [one for one in known if one.subject not in read])}
    lines: dict[tuple[str, str], Line] = {}
    for subject in during.keys() & scored.keys():
        for line in reversed(scored[subject].lines):  # of two lines at one item the first counts
            lines[subject, line.item] = line
    days = {f.digest: template(r, f.digest).repeat_days for f in rows}
    before = _places_and_people(r, rows, days)
    return [
        _read(f, lines.get((f.inspection, f.item)), _earlier(f, before, days[f.digest]), during.get(f.inspection, ()))
        for f in rows
    ]


_Known = dict[tuple[str, str, str], list[tuple[int, str, str]]]


def _places_and_people(r: Reader, rows: Sequence[Any], days: Mapping[str, int]) -> _Known:
    """Where and of whom the same was found in the days that the check-list of each of the rows remembers: (instant,
    finding, day)."""
    known: _Known = {}
    for first, last, codes in _spans(rows, days):
        found = r.rows(
            counting(
                FINDING.c.code,
                FINDING.c.item,
                FINDING.c.answer,
                FINDING.c.place,
                FINDING.c.at_ms,
                FINDING.c.subject,
                FINDING.c.day,
            ).where(FINDING.c.day.between(first, last), FINDING.c.waived == "", FINDING.c.code.in_(sorted(codes)))
        )
        for f in found:
            for who in whose(f):
                known.setdefault((f.code, f.item, who), []).append((f.at_ms, f.subject, f.day))
    return known


def _spans(rows: Sequence[Any], days: Mapping[str, int]) -> Iterator[tuple[str, str, set[str]]]:
    """First and last day (and the check-lists) to be looked back at; years between two findings are not read."""
    start = end = ""
    codes: set[str] = set()
    for f in sorted(rows, key=lambda f: f.day):
        since = (date.fromisoformat(f.day) - timedelta(days=days[f.digest])).isoformat()
        if start and since > end:
            yield start, end, codes
            start, codes = "", set()
        start, end = min(start, since) if start else since, f.day
        codes.add(f.code)
    if start:
        yield start, end, codes


def whose(f: Any) -> set[str]:
    """The people a finding is about, or where nobody is named its places."""
    given = text.decode(f.answer)
    return set(given.persons) or set(given.places) or {f.place}


def _earlier(f: Any, known: _Known, days: int) -> int:
    since = (date.fromisoformat(f.day) - timedelta(days=days)).isoformat()
    same: set[str] = set()
    for who in whose(f):
        for at_ms, subject, day in known.get((f.code, f.item, who), ()):
            if (at_ms, subject) < (f.at_ms, f.subject) and day >= since:
                same.add(subject)
    return len(same)


def findings(r: Reader, first: date, last: date, scored: Mapping[str, Score] | None = None) -> list[Finding]:
    """Findings of business days `first` to `last`, oldest first, with the points that count today.

    `scored` are scores that were read already; those it lacks are worked out.
    """
    return _found(r, FINDING.c.day.between(first.isoformat(), last.isoformat()), scored or {})


def findings_of(r: Reader, subject: str) -> list[Finding]:
    """Findings of one inspection."""
    return _found(r, FINDING.c.inspection == subject)


def findings_about(r: Reader, person: str, first: date, last: date) -> list[Finding]:
    """Findings of a period that name a person, oldest first."""
    span = FINDING.c.day.between(first.isoformat(), last.isoformat())
    named = FINDING.c.answer.contains(f'"{person}"', autoescape=True)  # of its JSON; who is meant is looked at below
    return [f for f in _found(r, span & named) if person in f.persons]


def finding(r: Reader, subject: str) -> Finding | None:
    """One finding, or None when there is none or a revision took it back."""
    return next(iter(_found(r, FINDING.c.subject == subject)), None)


def place_of(r: Reader, subject: str) -> tuple[str, str] | None:
    """Inspection and item of a finding, also of one that a revision took back; None when there is none such."""
    there = FINDING.c.subject == subject
    row = r.row(counting(FINDING.c.inspection, FINDING.c.item).where(there))
    if row is None:
        newest = (FINDING.c.at_ms.desc(), FINDING.c.inspection.desc())
        row = r.row(select(FINDING.c.inspection, FINDING.c.item).where(there).order_by(*newest).limit(1))
    return None if row is None else (row.inspection, row.item)


def open_appeals(r: Reader) -> list[Finding]:
    """Findings whose appeal waits for a decision."""
    return _found(r, FINDING.c.appeal_state == "open")


def repeated(r: Reader, first: date, last: date) -> list[Finding]:
    """Findings of a period at an item and person (or place) found before, in the days its check-list remembers."""
    return [f for f in findings(r, first, last) if f.earlier and not f.waived]

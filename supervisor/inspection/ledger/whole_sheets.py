"""Many inspections with everything on them, read a table at a time: a month has hundreds of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import or_, select

from supervisor.inspection import answer as text
from supervisor.inspection.answer import Answer
from supervisor.inspection.records import Clash, Inspection, Photo, Sheet, Signature
from supervisor.inspection.scoring.records import Score
from supervisor.journal import Reader

from .findings import scores_of
from .queries import CHUNK, clash_of, instant, template
from .tables import ANSWER, CLASH, INSPECTION, PHOTO, SIGNATURE


class Given(msgspec.Struct, frozen=True):
    """Who gave the answer that stands, and when."""

    by: str
    at: datetime


class Whole(msgspec.Struct, frozen=True):
    """An inspection as `sheet` reads it, with who gave each answer when, by item."""

    sheet: Sheet
    given: Mapping[str, Given]


def whole_sheets(r: Reader, known: Sequence[Inspection], scored: Mapping[str, Score] | None = None) -> dict[str, Whole]:
    """These inspections by subject, each with everything on it; `scored` where their scores were read already."""
    if scored is None:
        scored = scores_of(r, known)
    answers: dict[str, list[Answer]] = {}
    notes: dict[str, dict[str, str]] = {}
    given: dict[str, dict[str, Given]] = {}
    pictures: dict[str, list[Photo]] = {}
    clashing: dict[str, list[Clash]] = {}
    signing: dict[str, list[Signature]] = {}
    for chunk in _chunks(sorted(one.subject for one in known)):
        for p in r.rows(
            select(PHOTO)
            .where(PHOTO.c.subject.in_(chunk), PHOTO.c.gone == 0)
            .order_by(PHOTO.c.subject, PHOTO.c.item, PHOTO.c.at_ms, PHOTO.c.digest)
        ):
            pictures.setdefault(p.subject, []).append(Photo(p.item, p.digest, p.original, p.name))
        for row in r.rows(select(ANSWER).where(ANSWER.c.subject.in_(chunk)).order_by(ANSWER.c.subject, ANSWER.c.item)):
            if row.note:
                notes.setdefault(row.subject, {})[row.item] = row.note
            if row.verdict:
                answers.setdefault(row.subject, []).append(_answer(row, pictures.get(row.subject, ())))
                given.setdefault(row.subject, {})[row.item] = Given(row.by, instant(row.at_ms))
        for c in r.rows(select(CLASH).where(CLASH.c.subject.in_(chunk)).order_by(CLASH.c.item, CLASH.c.mark)):
            clashing.setdefault(c.subject, []).append(clash_of(c))
        for s in r.rows(_signed(chunk)):
            one = Signature(s.person, s.capacity, s.picture, instant(s.at_ms), s.how, s.reason)
            signing.setdefault(s.subject, []).append(one)
    found: dict[str, Whole] = {}
    orders: dict[str, dict[str, int]] = {}
    for one in known:
        checklist = template(r, one.digest)
        if one.digest not in orders:
            orders[one.digest] = {item.id: place for place, item in enumerate(checklist.items())}
        order = orders[one.digest]
        page = Sheet(
            inspection=one,
            template=checklist,
            answers=tuple(sorted(answers.get(one.subject, ()), key=lambda a, o=order: o.get(a.item, len(o)))),
            notes=notes.get(one.subject, {}),
            photos=tuple(pictures.get(one.subject, ())),
            clashes=tuple(clashing.get(one.subject, ())),
            signatures=tuple(signing.get(one.subject, ())),
            score=scored[one.subject],
        )
        found[one.subject] = Whole(page, given.get(one.subject, {}))
    return found


def answered_by_many(r: Reader, wanted: Iterable[str]) -> dict[tuple[str, str], str]:
    """Who gave each answer that stands in these inspections, by inspection and item."""
    found: dict[tuple[str, str], str] = {}
    for chunk in _chunks(sorted(set(wanted))):
        rows = r.rows(select(ANSWER.c.subject, ANSWER.c.item, ANSWER.c.by).where(ANSWER.c.subject.in_(chunk)))
        found |= {(row.subject, row.item): row.by for row in rows}
    return found


def _answer(row: Any, pictures: Iterable[Photo]) -> Answer:
    answer = text.decode(row.answer)
    digests = tuple(photo.digest for photo in pictures if photo.item == row.item)
    return msgspec.structs.replace(answer, note=row.note, photos=digests) if row.note or digests else answer


def _signed(subjects: Sequence[str]) -> Any:
    return (
        select(SIGNATURE)
        .join(INSPECTION, INSPECTION.c.subject == SIGNATURE.c.subject)
        .where(
            SIGNATURE.c.subject.in_(subjects),
            or_(SIGNATURE.c.finish == "", SIGNATURE.c.finish == INSPECTION.c.finish),
        )
        .order_by(SIGNATURE.c.at_ms, SIGNATURE.c.capacity, SIGNATURE.c.person)
    )


def _chunks(subjects: Sequence[str]) -> Iterable[Sequence[str]]:
    return (subjects[start : start + CHUNK] for start in range(0, len(subjects), CHUNK))

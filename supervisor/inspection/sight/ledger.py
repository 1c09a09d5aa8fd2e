"""The rows from which trends, heat maps, repeats and the comparison of inspectors are made, a period in one reading."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import ColumnElement, func, select

from supervisor.inspection.ledger.queries import listed
from supervisor.inspection.ledger.standing import counting, stands
from supervisor.inspection.ledger.tables import FINDING, INSPECTION, SEEN
from supervisor.inspection.sight.seen import WHOLE, Hit, Look, Seen
from supervisor.journal import Reader

_OF = INSPECTION.alias("of")
_QUARTER = 900_000  # milliseconds: zones shift by quarters of an hour


def _cut(table: Any, first: date, last: date, template: str, place: str, source: str) -> list[ColumnElement[bool]]:
    where = [table.c.day.between(first.isoformat(), last.isoformat())]
    for column, wanted in ((table.c.code, template), (table.c.place, place), (table.c.source, source)):
        if wanted:
            where.append(column == wanted)
    return where


def seen(r: Reader, first: date, last: date, *, template: str = "", place: str = "", source: str = "") -> Seen:
    """Finished inspections that stand, of business days `first` to `last`, and what was found in them.

    `template` (code), `place` and `source` narrow them down. A correction counts in the place of what it corrects,
    with the inspector of the first; a finding whose appeal was upheld is left out.
    """
    one = INSPECTION.c
    rows = r.rows(
        select(one.subject, one.number, one.code, one.digest, one.day, one.begun_ms, one.source, one.place,
               one.inspector, one.inspected, SEEN.c.judged, one.revises, one.root)
        .join(SEEN, SEEN.c.subject == one.subject)
        .where(stands(), *_cut(INSPECTION, first, last, template, place, source))
        .order_by(one.begun_ms, one.subject)
    )  # fmt: skip
    hour = _Hours(r.zone)
    looks: list[Look] = []
    corrected: dict[int, str] = {}
    for subject, number, code, digest, day, ms, how, where_, inspector, inspected, judged, revises, root in map(
        tuple, rows
    ):
        if revises:
            corrected[len(looks)] = root
        looks.append(
            Look(subject, number, code, digest, _day(day), hour(ms), how, where_, inspector, _names(inspected),
                 _names(judged))
        )  # fmt: skip
    makers = _first_inspectors(r, list(corrected.values()))
    for at, root in corrected.items():
        looks[at] = looks[at]._replace(inspector=makers.get(root, looks[at].inspector))
    return Seen(first, last, tuple(looks), _hits(r, hour, _cut(_OF, first, last, template, place, source)))


def seen_together(r: Reader, first: date, last: date, *, template: str = "", place: str = "", source: str = "") -> Seen:
    """The same with looks alike counted together by the book: enough wherever only chances are counted.

    Nothing is said of the inspectors.
    """
    one = INSPECTION.c
    kind = (one.day, one.begun_ms // _QUARTER, one.code, one.digest, one.source, one.place, one.inspected)
    rows = r.rows(
        select(*kind[:1], func.min(one.begun_ms), *kind[2:], SEEN.c.judged, func.count())
        .join(SEEN, SEEN.c.subject == one.subject)
        .where(stands(), *_cut(INSPECTION, first, last, template, place, source))
        .group_by(*kind, SEEN.c.judged)
        .order_by(one.day)
    )
    hour = _Hours(r.zone)
    looks = tuple(
        Look("", "", code, digest, _day(day), hour(ms), how, where, "", _names(inspected), _names(judged), times)
        for day, ms, code, digest, how, where, inspected, judged, times in map(tuple, rows)
    )
    return Seen(first, last, looks, _hits(r, hour, _cut(_OF, first, last, template, place, source)))


class _Named(msgspec.Struct, frozen=True):
    """What sight needs of a finding's answer."""

    persons: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


_named = msgspec.json.Decoder(_Named).decode


def _hits(r: Reader, hour: _Hours, where: list[ColumnElement[bool]]) -> tuple[Hit, ...]:
    f, of = FINDING.c, _OF.c
    rows = r.rows(
        counting(f.subject, f.inspection, of.number, of.code, of.digest, f.item, f.severity, f.answer, of.place, of.day,
                 of.begun_ms, f.at_ms, f.waived)
        .join(_OF, of.subject == f.inspection)
        .where(f.appeal_state != "upheld", *where)
        .order_by(f.at_ms, f.subject)
    )  # fmt: skip
    hits: list[Hit] = []
    for subject, inspection, number, code, digest, item, severity, answer, place, day, ms, at_ms, waived in map(
        tuple, rows
    ):
        given = _named(answer)
        hits.append(
            Hit(subject, inspection, number, code, digest, item, severity, given.persons,
                given.places or (place or WHOLE,), _day(day), hour(ms), at_ms, bool(waived), place)
        )  # fmt: skip
    return tuple(hits)


def _first_inspectors(r: Reader, roots: list[str]) -> dict[str, str]:
    """Who made the first inspection of a chain of corrections."""
    found: dict[str, str] = {}
    for at in range(0, len(roots), 500):
        statement = select(INSPECTION.c.subject, INSPECTION.c.inspector)
        rows: Any = r.rows(statement.where(INSPECTION.c.subject.in_(roots[at : at + 500])))
        found.update({row.subject: row.inspector for row in rows})
    return found


@lru_cache(maxsize=4096)
def _day(day: str) -> date:
    return date.fromisoformat(day)


@lru_cache(maxsize=4096)  # most inspections by one check-list judge the same items
def _names(content: str) -> tuple[str, ...]:
    return listed(content)


class _Hours:
    """The hour of the branch's clock; each quarter of an hour (zones shift by those) is worked out once."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._known: dict[int, int] = {}

    def __call__(self, ms: int) -> int:
        quarter = ms // 900_000
        if quarter not in self._known:
            self._known[quarter] = datetime.fromtimestamp(quarter * 900, self._zone).hour
        return self._known[quarter]

"""What people bear of a period's findings, and which inspections looked at whom: a month of a large branch at once.

The same points as `findings` gives, by the same rules, without what an appraisal does not ask for (what ran meanwhile,
how often before, pictures, appeals). Each table is read once, and of the answers only the failed ones where no other
can decide about them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import select

from supervisor.inspection.answer import Answer
from supervisor.inspection.answer import decode as decode_answer
from supervisor.inspection.scoring.history import Finished, Memory
from supervisor.inspection.scoring.records import Waiver
from supervisor.inspection.scoring.shares import Share, Sharing
from supervisor.journal import Reader

from .findings import LONGEST_MEMORY, breaches
from .queries import CHUNK, listed, template
from .standing import stands
from .tables import ANSWER, FINDING, INSPECTION


class Borne(NamedTuple):
    """A finding that counts, with what each person bears of it (hundredths lost, cents)."""

    subject: str
    inspection: str
    item: str
    clause: str
    severity: str
    day: date
    at_ms: int
    persons: tuple[str, ...]
    cases: int
    points_c: Mapping[str, int]
    fines: Mapping[str, int]
    reminders: int
    waived: str
    note: str


class LookedAt(NamedTuple):
    """A finished inspection that stands, whom it looked at (nobody in particular: empty), and the items that were not
    applicable."""

    subject: str
    inspected: tuple[str, ...]
    day: date
    skipped: frozenset[str]


class _Named(msgspec.Struct, gc=False):
    """Of a finding's answer what is told of it beside its points."""

    persons: tuple[str, ...] = ()
    cases: int = 1
    note: str = ""


_named = msgspec.json.Decoder(_Named).decode
_NO_WAIVERS: Mapping[str, Waiver] = {}
_NOTHING: Mapping[str, int] = {}
_STANDING = select(
    INSPECTION.c.subject, INSPECTION.c.digest, INSPECTION.c.begun_ms, INSPECTION.c.day, INSPECTION.c.place,
    INSPECTION.c.finish, INSPECTION.c.inspected,
).where(stands())  # fmt: skip
_FOUND = select(
    FINDING.c.subject, FINDING.c.inspection, FINDING.c.item, FINDING.c.clause, FINDING.c.severity, FINDING.c.at_ms,
    FINDING.c.day, FINDING.c.answer, FINDING.c.finish, FINDING.c.waived,
)  # fmt: skip


class Inspected:
    """The inspections of business days `first` to `last` that stand, with all that was found in them."""

    def __init__(self, r: Reader, first: date, last: date) -> None:
        days = first.isoformat(), last.isoformat()
        # as plain tuples: their fields are looked at again and again
        standing = [*map(tuple, r.rows(_STANDING.where(INSPECTION.c.day.between(*days))))]
        found = [*map(tuple, r.rows(_FOUND.where(FINDING.c.day.between(*days))))]
        self._r = r
        self._of_the_days = [row[0] for row in standing]
        self._known: dict[str, tuple[Any, ...]] = {row[0]: row for row in standing}
        self._read_others({row[1] for row in found} - self._known.keys())
        # a finding counts where its inspection stands, by the finish that stands
        self._found = [row for row in found if (one := self._known.get(row[1])) and row[8] in ("", one[5])]
        self._days = {day: date.fromisoformat(day) for day in {row[3] for row in self._known.values()}}
        self._lists = {digest: Sharing(template(r, digest)) for digest in {row[1] for row in self._known.values()}}
        self._skipped: dict[str, set[str]] = {}
        self._answers = self._read_answers()

    def _read_others(self, wanted: set[str]) -> None:
        """Inspections of findings that are dated otherwise than they are."""
        named = sorted(wanted)
        for start in range(0, len(named), CHUNK):
            rows = self._r.rows(_STANDING.where(INSPECTION.c.subject.in_(named[start : start + CHUNK])))
            self._known |= {row[0]: tuple(row) for row in rows}

    def _read_answers(self) -> dict[str, list[Answer]]:
        """The answers that decide something, by inspection; without notes and pictures, which decide nothing."""
        whole = {digest for digest, one in self._lists.items() if one.needs_all}
        passed: dict[str, Answer] = {}  # of thousands the same few hundred
        all_of = [subject for subject, row in self._known.items() if row[1] in whole]
        failed = [subject for subject, row in self._known.items() if row[1] not in whole]
        found: dict[str, list[Answer]] = {}
        columns = select(ANSWER.c.subject, ANSWER.c.item, ANSWER.c.verdict, ANSWER.c.answer)
        for subjects, which in ((all_of, ANSWER.c.verdict != ""), (failed, ANSWER.c.verdict.in_(("fail", "na")))):
            for start in range(0, len(subjects), CHUNK):
                rows: Any = self._r.rows(columns.where(ANSWER.c.subject.in_(subjects[start : start + CHUNK]), which))
                for subject, item, verdict, answer in rows:
                    if verdict == "na":
                        self._skipped.setdefault(subject, set()).add(item)
                    given = passed.get(answer)
                    if given is None:
                        given = decode_answer(answer)
                        if verdict != "fail":
                            passed[answer] = given
                    found.setdefault(subject, []).append(given)
        return found

    def looked_at(self) -> Iterator[LookedAt]:
        """Whom the inspections of these days looked at, in no order."""
        for subject in self._of_the_days:
            row = self._known[subject]
            skipped = self._skipped.get(subject, ())
            yield LookedAt(subject, listed(row[6]), self._days[row[3]], frozenset(skipped))

    def borne(self) -> Iterator[Borne]:
        """The findings with what they make people bear today, in no order."""
        shares = self._shares()
        days = {day: date.fromisoformat(day) for day in {row[6] for row in self._found}}
        for row in self._found:
            subject, inspection, item, clause, severity, at_ms, day, answer, __, waived = row
            given, share = _named(answer), shares.get((inspection, item))
            if share is None:
                share = Share(item, given.cases, _NOTHING, _NOTHING, 0)
            yield Borne(subject, inspection, item, clause, severity, days[day], at_ms, given.persons, share.cases,
                        share.points_c, share.fines, share.reminders, waived, given.note)  # fmt: skip

    def _shares(self) -> dict[tuple[str, str], Share]:
        """What people bear of the inspections with findings, by inspection and item."""
        waivers: dict[str, dict[str, Waiver]] = {}
        for row in self._found:
            if row[9]:
                waivers.setdefault(row[1], {})[row[2]] = Waiver(row[9], "")  # by whom is not asked for here
        memory = self._memory()
        shares: dict[tuple[str, str], Share] = {}
        for subject in {row[1] for row in self._found}:
            __, digest, begun_ms, day, place, *__ = self._known[subject]
            sharing = self._lists[digest]
            one = Finished(
                inspection=subject, template=sharing.template, answers=tuple(self._answers.get(subject, ())),
                waivers=waivers.get(subject, _NO_WAIVERS), at_ms=begun_ms, day=self._days[day], place=place,
            )  # fmt: skip
            for share in sharing.of(one, memory):
                shares[subject, share.item] = share
        return shares

    def _memory(self) -> Memory:
        if not self._found:
            return Memory(())
        lists = [one.template for one in self._lists.values()]
        back = min(LONGEST_MEMORY, timedelta(days=max(one.repeat_days for one in lists)))
        return Memory(breaches(self._r, min(self._days.values()) - back, max(self._days.values()), lists))

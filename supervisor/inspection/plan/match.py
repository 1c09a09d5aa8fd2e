"""Which inspection fulfils which planned check, and how each check stands at an instant.

An inspection fulfils at most one occurrence, an occurrence takes at most one inspection. In time goes before late, and
within each the assignment is the largest there is: occurrences are taken by how narrow they are and then by their end,
and each may push those before it on to another inspection, never off (Kuhn's augmenting paths). So what was fulfilled
stays fulfilled when more inspections arrive. Pure: rows in, rows out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import msgspec

from .rules import Occurrence

STATES = ("done", "late", "running", "excused", "due", "overdue", "missed", "coming")
UNSETTLED = frozenset({"running", "due", "overdue", "coming"})
LEADERS = frozenset({"manager", "deputy", "supervisor"})


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """An inspection as the plan sees it: begun when (branch time), by whom, of what; `roles` of its inspector."""

    subject: str
    number: str
    code: str
    source: str
    place: str
    by: str
    day: date
    minute: int
    finished: bool = True
    inspected: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A planned check as it stands; `made` is the inspection that fulfils it (or is under way for it).

    `excuse` stands also where it was made all the same (on another laptop); `also` are inspections that would fulfil it
    too, where it is for one day: two people may have gone to make the same check.
    """

    occurrence: Occurrence
    state: str
    made: Made | None = None
    excuse: str = ""
    also: tuple[Made, ...] = ()


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """Planned checks of a period in counts. Those excused, under way and still to come are in no share."""

    planned: int = 0
    in_time: int = 0
    late: int = 0
    missed: int = 0
    excused: int = 0
    ahead: int = 0

    @property
    def coverage(self) -> float | None:
        """The share of checks made, in time or late, among those whose time is over; None while there is none."""
        owed = self.in_time + self.late + self.missed
        return (self.in_time + self.late) / owed if owed else None

    @property
    def punctual(self) -> float | None:
        """The share made in time."""
        owed = self.in_time + self.late + self.missed
        return self.in_time / owed if owed else None


def suits(one: Occurrence, made: Made) -> bool:
    """Whether an inspection is of the kind the check wants, whenever it was made; a spot check is of its person, who
    may stand elsewhere by then."""
    return (
        one.code == made.code
        and one.source in ("", made.source)
        and (one.spot or one.place in ("", made.place))
        and one.only in ("", made.by)
        and set(one.whom) <= set(made.inspected)
        and made.by not in one.whom
        and _holds(one.role, made)
    )


def _holds(role: str, made: Made) -> bool:
    return not role or role in made.roles or (role == "leader" and bool(made.roles & LEADERS))


def in_window(one: Occurrence, made: Made) -> bool:
    """Whether it was made within the window: on one of its days and in its time of day."""
    return one.first <= made.day <= one.last and one.from_minute <= made.minute < one.to_minute


def made_up(one: Occurrence, made: Made) -> bool:
    """Whether it was made after the window and before it was too late."""
    after = made.day > one.last or (made.day == one.last and made.minute >= one.to_minute)
    return after and made.day <= one.late_until


def standings(
    occurrences: Iterable[Occurrence],
    inspections: Iterable[Made],
    day: date,
    minute: int,
    excuses: Mapping[str, str] | None = None,
) -> list[Standing]:
    """How each occurrence stands at a minute of a day, in the order given."""
    wanted, excused = list(occurrences), excuses or {}
    finished = [m for m in inspections if m.finished]
    running = [m for m in inspections if not m.finished]
    in_time = _assign(wanted, finished, in_window)
    used = {made.subject for made in in_time.values()}
    rest = [one for one in wanted if one.id not in in_time]
    late = _assign(rest, [m for m in finished if m.subject not in used], made_up)
    rest = [one for one in rest if one.id not in late]
    begun = _assign(rest, running, lambda one, made: in_window(one, made) or made_up(one, made))
    used |= {made.subject for made in late.values()}
    spare = _Spare(m for m in finished if m.subject not in used)
    found = []
    for one in wanted:
        fulfilled = in_time.get(one.id) or late.get(one.id)
        if fulfilled is not None:
            found.append(
                Standing(occurrence=one, state="done" if one.id in in_time else "late", made=fulfilled,
                         excuse=excused.get(one.id, ""), also=spare.of(one))
            )  # fmt: skip
        elif one.id in excused:
            found.append(Standing(occurrence=one, state="excused", excuse=excused[one.id]))
        elif one.id in begun:
            found.append(Standing(occurrence=one, state="running", made=begun[one.id]))
        else:
            found.append(Standing(occurrence=one, state=_open_state(one, day, minute)))
    return found


class _Spare:
    """Inspections that fulfil nothing, by check-list and day."""

    def __init__(self, inspections: Iterable[Made]) -> None:
        self._by: dict[tuple[str, date], list[Made]] = {}
        for made in inspections:
            self._by.setdefault((made.code, made.day), []).append(made)

    def of(self, one: Occurrence) -> tuple[Made, ...]:
        """Those that would fulfil a check of one day as well."""
        if one.first != one.last:
            return ()
        near = self._by.get((one.code, one.first), ())
        return tuple(made for made in near if suits(one, made) and in_window(one, made))


def _open_state(one: Occurrence, day: date, minute: int) -> str:
    if (day, minute) < (one.first, one.from_minute):
        return "coming"
    if (day, minute) < (one.last, one.to_minute):
        return "due"
    return "overdue" if day <= one.late_until else "missed"


def _narrowness(one: Occurrence) -> int:
    return sum(map(bool, (one.whom, one.place, one.only, one.role, one.source)))


def _assign(
    occurrences: Sequence[Occurrence], inspections: Sequence[Made], fits: Callable[[Occurrence, Made], bool]
) -> dict[str, Made]:
    by_code: dict[str, list[Made]] = {}
    for made in sorted(inspections, key=lambda m: (m.day, m.minute, m.subject)):
        by_code.setdefault(made.code, []).append(made)
    days = {code: [m.day for m in many] for code, many in by_code.items()}
    order = sorted(occurrences, key=lambda o: (-_narrowness(o), o.last, o.to_minute, o.first, o.id))
    choices: dict[str, list[Made]] = {}
    for one in order:
        many = by_code.get(one.code, [])
        if many:
            low, high = bisect_left(days[one.code], one.first), bisect_right(days[one.code], one.late_until)
            choices[one.id] = [m for m in many[low:high] if suits(one, m) and fits(one, m)]
    held: dict[str, str] = {}  # occurrence -> inspection
    holder: dict[str, str] = {}  # and back
    made_of = {m.subject: m for m in inspections}
    for one in order:
        _augment(one.id, choices, held, holder)
    return {occurrence: made_of[inspection] for occurrence, inspection in held.items()}


def _augment(start: str, choices: Mapping[str, list[Made]], held: dict[str, str], holder: dict[str, str]) -> None:
    """Find an inspection for an occurrence, moving others on where they can; a walk in breadth, so never too deep."""
    came: dict[str, str] = {}  # inspection -> occurrence that reached it
    waiting = [start]
    for one in waiting:
        for made in choices.get(one, ()):
            if made.subject in came:
                continue
            came[made.subject] = one
            if made.subject in holder:
                waiting.append(holder[made.subject])
                continue
            inspection: str | None = made.subject
            while inspection is not None:  # hand each on to the occurrence that reached it, back to the start
                owner = came[inspection]
                holder[inspection] = owner
                inspection, held[owner] = held.get(owner), inspection
            return


def figures(found: Iterable[Standing]) -> Figures:
    """The counts of many planned checks."""
    many = [one.state for one in found]
    missed = sum(state in ("missed", "overdue") for state in many)
    return Figures(
        planned=len(many),
        in_time=many.count("done"),
        late=many.count("late"),
        missed=missed,
        excused=many.count("excused"),
        ahead=sum(state in ("running", "due", "coming") for state in many),
    )

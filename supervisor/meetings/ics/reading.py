"""The events of a calendar file as the branch understands them: one for each UID, its repetition worked out to days.

Whatever one event gets wrong stays with that event: the others are read all the same, and each fault names its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from supervisor.errors import BadInput, Fault
from supervisor.language import _
from supervisor.meetings.events import BusySpan
from supervisor.meetings.repeats import Repeat

from .blocks import Guest, blocks_of, digest_of, guests_of, has, line_of, number_of, stamp_of, value_of
from .lines import MOST_BYTES, MOST_NOTES, Line, read_lines, split_marked
from .rules import Rule, as_repeat, days_of, read_rule
from .series import Apart, Other, apart_of, day_key, furthest_back, is_after, key_of, length_of, local, with_others
from .times import Zones, offsets_of, span_of

MOST_SPANS = 1500
SAID_NOTHING_MINUTES = 30
"""How long an event lasts that says no end."""
LONGEST_DAYS = 62


class CalendarEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event with all its occurrences from `first` to `last` as they were asked for, in the branch's own time.

    `day`, `start_minute` and `minutes` are of the first occurrence of the series; `repeat` is the rule as a request can
    follow it (None: there is none, or `odd_rule`), `apart` are single occurrences that differ from it, `moved_on` says
    that from some day on all of them do. `spans` has a stretch for every day that an occurrence touches.
    """

    uid: str
    line: int
    sequence: int
    stamp: str
    title: str
    day: date
    start_minute: int
    minutes: int
    spans: tuple[BusySpan, ...]
    all_day: bool = False
    cancelled: bool = False
    free: bool = False
    place: str = ""
    note: str = ""
    categories: tuple[str, ...] = ()
    guests: tuple[Guest, ...] = ()
    repeat: Repeat | None = None
    odd_rule: bool = False
    apart: tuple[Apart, ...] = ()
    moved_on: bool = False


class CalendarFile(msgspec.Struct, frozen=True):
    """What a file holds: its events, what could not be read (`faults`) and what was read with a guess (`notes`)."""

    events: tuple[CalendarEvent, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    name: str = ""


def read_calendar(data: bytes, zone: ZoneInfo, first: date, last: date, file: str = "") -> CalendarFile:
    """Read a calendar file; occurrences from `first` to `last` are worked out. Raises BadInput when it is none."""
    if len(data) > MOST_BYTES:
        raise BadInput(_("The file is too big for a calendar."), (Fault(f"{len(data)}", file=file),))
    lines, notes = read_lines(data, file)
    if not any(one.name == "BEGIN" and one.value.strip().upper() == "VCALENDAR" for one in lines):
        fault = Fault(_("No calendar begins in it (BEGIN:VCALENDAR)."), file=file)
        raise BadInput(_("This is no calendar file (.ics)."), (fault,))
    reader = _Reader(zone, first, last, file, notes)
    return reader.read(lines)


class _Reader:
    """What reading one file needs: its zones, the days asked for, and what it complains of."""

    def __init__(self, zone: ZoneInfo, first: date, last: date, file: str, notes: list[Fault]) -> None:
        self._zone, self._first, self._last, self._file = zone, first, last, file
        self._notes, self._faults = notes, []
        self._noted: set[tuple[str, int | None]] = set()
        self._zones = Zones(zone)

    def read(self, lines: list[Line]) -> CalendarFile:
        self._zones = Zones(self._zone, offsets_of(blocks_of(lines, "VTIMEZONE")))
        by_uid: dict[str, list[list[Line]]] = {}
        for block in self._whole(lines):
            uid = next((one.text.strip() for one in block if one.name == "UID"), "")
            by_uid.setdefault(uid or f"line-{block[0].number}-{digest_of(block)}", []).append(block)
        method = next((one.value.strip().upper() for one in lines if one.name == "METHOD"), "")
        found = []
        for uid, blocks in by_uid.items():
            for name, own in self._events_of(uid, blocks):
                try:
                    found.append(self._event(name, own, cancelled=method == "CANCEL"))
                except _Unreadable as fault:
                    self._faults.append(fault.fault)
                except (ArithmeticError, ValueError):  # a number that no calendar has: the other events are read
                    words = _("This event holds a time or a number that cannot be.")
                    self._faults.append(self._fault(own[0][0], words))
        name = next((one.text for one in lines if one.name == "X-WR-CALNAME"), "")
        return CalendarFile(tuple(found), tuple(self._faults), tuple(self._notes), name)

    def _events_of(self, uid: str, blocks: list[list[Line]]) -> Iterator[tuple[str, list[list[Line]]]]:
        """The events of one UID. Versions of an event are one, the latest; but copies that begin at different times
        (some telephones copy an event with its UID) are events of their own, the later ones named by their time."""
        masters = [one for one in blocks if not has(one, "RECURRENCE-ID")]
        latest = max(map(number_of, masters), default=0)
        own = [one for one in masters if number_of(one) == latest]
        starts: dict[str, list[list[Line]]] = {}
        for one in own:
            starts.setdefault(value_of(one, "DTSTART").strip(), []).append(one)
        if len(starts) < 2:
            if len(masters) > 1:
                self._note(masters[0][0], _("There are several versions of this event: the latest is taken."))
            yield uid, blocks
            return
        ruled = next((start for start, copies in starts.items() if has(copies[0], "RRULE")), min(starts))
        self._note(own[-1][0], _("Several events have one name (UID): each is taken for itself."))
        for start in sorted(starts, key=lambda one: (one != ruled, one)):
            changed = [one for one in blocks if has(one, "RECURRENCE-ID")] if start == ruled else []
            yield uid if start == ruled else f"{uid}#{start}", [*starts[start], *changed]

    def _whole(self, lines: list[Line]) -> Iterator[list[Line]]:
        """The events of the file; one whose end is missing is left out and told."""
        for block in blocks_of(lines, "VEVENT"):
            if block[-1].name == "END":
                yield block
            else:
                self._faults.append(self._fault(block[0], _("The file breaks off inside this event.")))

    def _event(self, uid: str, blocks: list[list[Line]], *, cancelled: bool) -> CalendarEvent:
        masters = [one for one in blocks if not has(one, "RECURRENCE-ID")]
        changed = [one for one in blocks if has(one, "RECURRENCE-ID")]
        main = max(masters or changed, key=lambda one: (number_of(one), stamp_of(one)))
        begin = self._required(main, "DTSTART")
        start, length, all_day = self._when(main, begin)
        rule, odd, repeat = self._rule(main, start)
        others = self._others(changed, masters=bool(masters))
        series = self._occurrences(main, start, rule, furthest_back(others, self._zone)) if masters else ()
        occurrences = with_others(series, others, self._zone)
        spans = [
            span
            for begins, long in ((at, own or length) for at, own in occurrences)
            for span in self._spans(begins, long)
        ]
        if len(spans) > MOST_SPANS:
            self._note(main[0], _("Only the first {most} occurrences are taken.").format(most=MOST_SPANS))
        begun = local(start, self._zone)
        moved_on = rule is not None and any(one.later for one in others)
        return CalendarEvent(
            uid=uid,
            line=main[0].number,
            sequence=max(number_of(one) for one in blocks),
            stamp=max(stamp_of(one) for one in blocks),
            title=value_of(main, "SUMMARY").strip() or _("(no title)"),
            day=begun.date(),
            start_minute=begun.hour * 60 + begun.minute,
            minutes=max(1, round(length.total_seconds() / 60)),
            spans=tuple(sorted(spans, key=lambda one: (one.day, one.start_minute))[:MOST_SPANS]),
            all_day=all_day,
            cancelled=cancelled or value_of(main, "STATUS").upper() == "CANCELLED",
            free=value_of(main, "TRANSP").upper() == "TRANSPARENT"
            or value_of(main, "X-MICROSOFT-CDO-BUSYSTATUS").upper() == "FREE",
            place=value_of(main, "LOCATION").strip(),
            note=value_of(main, "DESCRIPTION").strip()[:2000],
            categories=tuple(one for line in main if line.name == "CATEGORIES" for one in split_marked(line.value)),
            guests=tuple(guests_of(main)),
            repeat=repeat,
            odd_rule=odd,
            apart=apart_of(others, self._zone) if repeat is not None else (),
            moved_on=moved_on,
        )

    def _others(self, changed: list[list[Line]], *, masters: bool) -> list[Other]:
        """What the file says of single occurrences; what cannot be read of one leaves the others as they are."""
        found = []
        for block in sorted(changed, key=lambda one: (number_of(one), stamp_of(one))):
            named = line_of(block, "RECURRENCE-ID")
            try:
                at = self._moment(named)
                later = masters and named.param("RANGE").upper() == "THISANDFUTURE"
                if value_of(block, "STATUS").upper() == "CANCELLED":
                    found.append(Other(at=at, later=later))
                else:
                    start, length, _all_day = self._when(block, self._required(block, "DTSTART"))
                    found.append(Other(at=at, start=start, length=length, later=later))
            except _Unreadable as fault:
                if not masters:
                    raise
                self._faults.append(fault.fault)
        return found

    def _rule(self, block: list[Line], start: datetime | date) -> tuple[Rule | None, bool, Repeat | None]:
        rules = [one for one in block if one.name == "RRULE"]
        if not rules:
            return None, has(block, "RDATE"), None
        try:
            rule = read_rule(rules[0].value)
        except ValueError as fault:
            raise _Unreadable(
                self._fault(rules[0], str(fault) or _("This rule of repetition cannot be read."))
            ) from None
        try:
            until = self._zones.read(rule.until) if rule.until else None
        except ValueError:
            words = _("The end of the repetition, {text}, is no day and no time.").format(text=rule.until[:40])
            raise _Unreadable(self._fault(rules[0], words)) from None
        first = start.date() if isinstance(start, datetime) else start
        last = local(until, self._zone).date() if isinstance(until, datetime) else until
        shift = (local(start, self._zone).date() - first).days  # 23:30 UTC on Sunday is Monday here
        repeat = as_repeat(rule, first, last, shift)
        if repeat is not None:
            left_out = [local(one, self._zone).date() for one in self._dates(block, "EXDATE")]
            repeat = msgspec.structs.replace(repeat, excepted=tuple(sorted(set(left_out))))
        odd = repeat is None or len(rules) > 1 or has(block, "RDATE")
        return rule, odd, None if odd else repeat

    def _occurrences(
        self, block: list[Line], start: datetime | date, rule: Rule | None, back: timedelta
    ) -> Iterator[tuple[datetime | date, timedelta | None]]:
        """The beginning of every occurrence, exceptions left out, additions put in; those that may be up to `back`
        earlier than the rule says, too."""
        left_out = {key_of(one, self._zone) for one in self._dates(block, "EXDATE")}
        dates: list[datetime | date] = [start]
        near, far = self._first - timedelta(days=LONGEST_DAYS), self._last + back
        if rule is not None:
            until = self._zones.read(rule.until) if rule.until else None
            first = start.date() if isinstance(start, datetime) else start
            dates = []
            for day in days_of(rule, first, far + timedelta(days=1), near - timedelta(days=1)):
                at = datetime.combine(day, start.timetz()) if isinstance(start, datetime) else day
                if until is not None and is_after(at, until, self._zone):
                    break
                dates.append(at)
        for at in (*dates, *self._dates(block, "RDATE")):
            key, day = key_of(at, self._zone), day_key(at, self._zone)
            if key not in left_out and day not in left_out and near <= local(at, self._zone).date() <= far:
                yield at, None

    def _dates(self, block: list[Line], name: str) -> list[datetime | date]:
        found: list[datetime | date] = []
        for line in block:
            if line.name == name:
                for one in filter(None, line.value.split(",")):
                    try:
                        value = one.partition("/")[0]
                        kind = "" if line.param("VALUE") == "PERIOD" else line.param("VALUE")
                        found.append(self._zones.read(value, line.param("TZID"), kind))
                    except ValueError:
                        self._note(line, _("{text} is no day and no time; it was left out.").format(text=one))
        return found

    def _when(self, block: list[Line], begin: Line) -> tuple[datetime | date, timedelta, bool]:
        """Beginning, length, and whether it is all day."""
        start = self._moment(begin)
        all_day = not isinstance(start, datetime)
        end_line = next((one for one in block if one.name == "DTEND"), None)
        try:
            if end_line is not None:
                end = self._moment(end_line)
                length = length_of(start, end, self._zone)
            elif has(block, "DURATION"):
                length = span_of(value_of(block, "DURATION"))
            else:
                length = timedelta(days=1) if all_day else timedelta(0)
        except ValueError:
            raise _Unreadable(self._fault(line_of(block, "DURATION"), _("This length cannot be read."))) from None
        if all_day and length <= timedelta(0):
            length = timedelta(days=1)
        if length <= timedelta(0):
            said = end_line or next((one for one in block if one.name == "DURATION"), None)
            words = (
                _("The event has no end; {n} minutes are assumed.") if said is None or length == timedelta(0)
                else _("The event ends before it begins; {n} minutes are assumed.")
            )  # fmt: skip
            self._note(said or begin, words.format(n=SAID_NOTHING_MINUTES))
            length = timedelta(minutes=SAID_NOTHING_MINUTES)
        if length > timedelta(days=LONGEST_DAYS):
            words = _("An event of more than {most} days is not taken.").format(most=LONGEST_DAYS)
            raise _Unreadable(self._fault(end_line or begin, words))
        return start, length, all_day

    def _spans(self, start: datetime | date, length: timedelta) -> Iterator[BusySpan]:
        """An occurrence day by day, as far as it lies in the days asked for."""
        begin = local(start, self._zone)
        end = begin + length if not isinstance(start, datetime) else (start + length).astimezone(self._zone)
        day = begin.date()
        while day <= end.date():
            first = begin.hour * 60 + begin.minute if day == begin.date() else 0
            last = end.hour * 60 + end.minute + bool(end.second) if day == end.date() else 24 * 60
            if last > first and self._first <= day <= self._last:
                yield BusySpan(day=day, start_minute=first, end_minute=min(last, 24 * 60))
            day += timedelta(days=1)

    def _moment(self, line: Line) -> datetime | date:
        try:
            found = self._zones.moment(line)
        except ValueError:
            words = _("{text} is no day and no time.").format(text=line.value.strip()[:40])
            raise _Unreadable(self._fault(line, words, _("Write 20261125T100000 or 20261125."))) from None
        zone = self._zones.unknown(line)
        if zone:
            self._note(line, _("Nobody knows the time zone {zone}; the branch's own is assumed.").format(zone=zone))
        return found

    def _required(self, block: list[Line], name: str) -> Line:
        found = next((one for one in block if one.name == name), None)
        if found is None:
            raise _Unreadable(self._fault(block[0], _("The event does not say when it begins.")))
        return found

    def _fault(self, line: Line, words: str, cure: str = "") -> Fault:
        return Fault(words, cure, file=self._file, row=line.number)

    def _note(self, line: Line, words: str) -> None:
        if (words, line.number) in self._noted:
            return
        self._noted.add((words, line.number))
        if len(self._noted) < MOST_NOTES:
            self._notes.append(self._fault(line, words))
        elif len(self._noted) == MOST_NOTES:
            self._notes.append(Fault(_("There is more of the kind in the file."), file=self._file))


class _Unreadable(Exception):
    """One event cannot be read; the others can."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault

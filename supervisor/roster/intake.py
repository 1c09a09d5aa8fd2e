"""A roster brought as a workbook: a list of persons and days, or the grid that hangs on the wall.

List: one line a person and day with 日期, 工号, 岗位, and if wished 开始, 结束, 午餐开始, 午餐结束, 缺勤,
说明. Grid: one line a person with 工号, one column a day (1 … 31 or dates), in each cell a post's code or
name, perhaps with times (C 8:30-17:00), 休 or nothing for a free day, or a word for an absence. The month
stands in the sheet's name (2026-03, 2026年3月). Checking only; `taking_in.import_roster` writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from supervisor.branch.intake import read_workbook
from supervisor.branch.records import Person, Post
from supervisor.branch.workbook import Line, Sheet, as_minute, letter, plain, shown
from supervisor.errors import BadInput, Fault
from supervisor.language import _
from supervisor.roster.events import AbsenceRecorded
from supervisor.roster.records import WHOLE_DAY, DayRoster, Duty, Lunch

COLUMNS: dict[str, tuple[str, ...]] = {
    "day": ("日期", "Date"),
    "no": ("工号", "Staff number", "No"),
    "name": ("姓名", "Name"),
    "post": ("岗位", "Post"),
    "start": ("开始", "From", "Start"),
    "end": ("结束", "To", "End"),
    "lunch_start": ("午餐开始", "Lunch from"),
    "lunch_end": ("午餐结束", "Lunch to"),
    "absence": ("缺勤", "Absence"),
    "note": ("说明", "备注", "Note"),
}
ABSENCES = {
    plain(word): kind
    for kind, words in {
        "leave": ("年假", "休假", "事假", "婚假", "产假", "leave"),
        "sick": ("病假", "病", "sick"),
        "training": ("培训", "training"),
        "business": ("公出", "出差", "外出", "business"),
        "absent": ("旷工", "缺勤", "absent"),
        "late": ("迟到", "late"),
    }.items()
    for word in words
}
ABSENCE_WORDS = {
    "leave": "年假", "sick": "病假", "training": "培训", "business": "公出", "absent": "旷工", "late": "迟到",
}  # fmt: skip
NONE_WORDS = ("无", "none")
FREE = {"", "休", "休息", "off", "-", "/"}
_MONTH = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})")
TIMES = re.compile(r"^(.*?)\s*(\d{1,2}[:：]\d{2})\s*[-–~～至]\s*(\d{1,2}[:：]\d{2})$")


class Place(NamedTuple):
    """Where a file says something: a line of a list (`alone` False) or one cell of a grid."""

    file: str
    sheet: str
    row: int
    column: str
    alone: bool

    def fault(self, problem: str, cure: str) -> Fault:
        """A fault of this place."""
        return Fault(problem, cure, self.file, self.sheet, self.row, self.column)


class DayFile:
    """What a file says about one day; `places` and `absence_places` tell where, entry by entry.

    `fed` says that the file has settled who eats when (a lunch, or 无 for none).
    """

    def __init__(self) -> None:
        self.duties: list[Duty] = []
        self.lunches: list[Lunch] = []
        self.absences: list[AbsenceRecorded] = []
        self.places: list[Place] = []
        self.absence_places: list[Place] = []
        self.fed = False

    def without(self, refused: Callable[[Place], bool]) -> DayFile:
        """The same day less what stands in refused places; a lunch goes with its person's last duty."""
        kept = DayFile()
        kept.fed = self.fed
        for duty, place in zip(self.duties, self.places, strict=True):
            if not refused(place):
                kept.duties.append(duty)
                kept.places.append(place)
        for absence, place in zip(self.absences, self.absence_places, strict=True):
            if not refused(place):
                kept.absences.append(absence)
                kept.absence_places.append(place)
        there = {duty.person for duty in kept.duties}
        kept.lunches = [lunch for lunch in self.lunches if lunch.person in there]
        return kept


class _Known:
    """The branch's people and posts as a file names them, and when a day's work begins and ends."""

    def __init__(self, people: list[Person], posts: list[Post], span: Callable[[date], tuple[int, int] | None]) -> None:
        self.people = {one.no: one.subject for one in people}
        self.posts: dict[str, str] = {}
        for post in posts:
            for name in (post.name.en, post.name.zh, post.code):  # a code wins over a like name
                if name:
                    self.posts[plain(name)] = post.subject
        self.span = span


def template_rows() -> list[list[str]]:
    """The empty list as plain rows: headings and an example to write over."""
    heading = [headings[0] for headings in COLUMNS.values()]
    return [heading, ["2026-03-02", "1001", "（姓名）", "cash", "08:15", "17:15", "11:30", "12:15", "", ""]]


def roster_rows(days: Iterable[DayRoster], people: Iterable[Person], posts: Iterable[Post]) -> list[list[Any]]:
    """Days as the lines of the list that `read_roster` reads, without the headings; times in minutes, dates as dates.

    What is read back is what stood there: each duty is a line of its own, lunch stands beside the duty in which it
    begins, 无 where somebody has none; absences are lines without a post.
    """
    known = {one.subject: one for one in people}
    codes = {one.subject: one.code for one in posts}
    lines: list[list[Any]] = []
    for day in days:
        meals = {one.person: one for one in day.lunches}
        for duty in sorted(day.duties, key=lambda one: (known[one.person].no, one.start_minute)):
            person, meal = known[duty.person], meals.get(duty.person)
            here = meal is not None and duty.start_minute <= meal.start_minute < duty.end_minute
            lunch: list[Any] = [meal.start_minute, meal.end_minute] if here and meal else [None, None]
            if meal is None:
                lunch = [NONE_WORDS[0], None]
            lines.append([day.day, person.no, person.name, codes.get(duty.post, ""), duty.start_minute,
                          duty.end_minute, *lunch, None, None])  # fmt: skip
        for one in sorted(day.absences, key=lambda one: (known[one.person].no, one.start_minute)):
            whole = (one.start_minute, one.end_minute) == WHOLE_DAY
            times: list[Any] = [None, None] if whole else [one.start_minute, one.end_minute]
            lines.append([day.day, known[one.person].no, known[one.person].name, None, *times, None, None,
                          ABSENCE_WORDS[one.kind], one.note or None])  # fmt: skip
    return lines


def read_roster(
    path: Path, people: list[Person], posts: list[Post], span: Callable[[date], tuple[int, int] | None]
) -> dict[date, DayFile]:
    """Read and check a roster workbook. `span` gives the usual working minutes of a day, None when closed.

    Raises BadInput with every fault by sheet, row and column.
    """
    days, faults = scan_roster(path, people, posts, span)
    if faults:
        raise BadInput(_("The file was not taken in: {n} faults.").format(n=len(faults)), tuple(faults))
    return days


def scan_roster(
    path: Path, people: list[Person], posts: list[Post], span: Callable[[date], tuple[int, int] | None]
) -> tuple[dict[date, DayFile], list[Fault]]:
    """The same, but what is faulty is left out of the days and told beside them. Raises BadInput for no workbook."""
    known = _Known(people, posts, span)
    days: dict[date, DayFile] = {}
    faults: list[Fault] = []
    for name, rows in read_workbook(path).items():
        if not any(shown(cell) for row in rows for cell in row):
            continue
        listed = Sheet(path.name, name, rows, COLUMNS, ("day", "no"))
        if listed.readable:
            for line in listed.lines():
                _list_line(line, known, days)
            faults += listed.faults
        else:
            faults += _grid(path.name, name, rows, known, days)
    if not faults and not days:
        faults.append(Fault(_("no roster in this file"), _("Use the columns 日期, 工号, 岗位."), path.name))
    return without_faulty(days, faults), faults


def without_faulty(days: Mapping[date, DayFile], faults: Iterable[Fault]) -> dict[date, DayFile]:
    """The days less every line of a list and every cell of a grid that has a fault."""
    rows = {(one.sheet, one.row) for one in faults}
    cells = {(one.sheet, one.row, one.column) for one in faults}

    def refused(place: Place) -> bool:
        if place.alone:
            return (place.sheet, place.row, place.column) in cells
        return (place.sheet, place.row) in rows

    return {day: said.without(refused) for day, said in days.items()}


def _list_line(line: Line, known: _Known, days: dict[date, DayFile]) -> None:
    day = line.day("day", required=True)
    no = line.text("no", required=True)
    person = known.people.get(no)
    if no and person is None:
        line.fault("no", _("{value} is nobody's staff number").format(value=no), _("Enter the person first."))
    if day is None or person is None:
        return
    away, post = line.text("absence"), line.text("post")
    if not away and not post:
        return  # a line of the template that nobody filled in says nothing about its day
    said = days.setdefault(day, DayFile())
    start, end = line.minute("start"), line.minute("end")
    if away:
        kind = ABSENCES.get(plain(away))
        if kind is None:
            line.fault("absence", _("{value} is no absence").format(value=away), _("Like 年假, 病假, 培训."))
        elif _in_order(line, start, end):
            note = line.text("note")
            said.absences.append(_absence(person, kind, start, end, note))
            said.absence_places.append(_place(line, "absence", alone=False))
        if not post:
            return
        start = end = None  # the times belong to the absence
    if plain(post) in FREE:
        return
    subject = known.posts.get(plain(post))
    if subject is None:
        line.fault("post", _("{value} is no post").format(value=post), _("Write a post's code."))
        return
    if not _in_order(line, start, end):
        return
    usual = known.span(day)
    if usual is None and (start is None or end is None):
        line.fault("day", _("the branch is closed on {day}").format(day=day), _("Write the times."))
        return
    first, last = usual or (0, 0)
    duty = Duty(person, subject, first if start is None else start, last if end is None else end)
    said.duties.append(duty)
    said.places.append(_place(line, "post", alone=False))
    if plain(line.text("lunch_start")) in map(plain, NONE_WORDS):
        said.fed = True
        return
    lunch_start, lunch_end = line.minute("lunch_start"), line.minute("lunch_end")
    if lunch_start is not None and lunch_end is not None and lunch_start < lunch_end:
        said.lunches.append(Lunch(person, lunch_start, lunch_end))
    elif lunch_start is not None or lunch_end is not None:
        line.fault("lunch_end", _("lunch has no end after its beginning"), _("Write both times, or neither."))


def _grid(file: str, name: str, rows: list[list[Any]], known: _Known, days: dict[date, DayFile]) -> list[Fault]:
    month = next(
        (found for text in [name, *[shown(c) for row in rows[:3] for c in row]] if (found := _MONTH.search(text))),
        None,
    )
    sheet = Sheet(file, name, rows, {"no": COLUMNS["no"]}, ("no",))
    if not sheet.readable:
        return sheet.faults
    heading = next(i for i, row in enumerate(rows) if any(plain(c) in map(plain, COLUMNS["no"]) for c in row))
    columns: dict[date, int] = {}
    for index, cell in enumerate(rows[heading]):
        day = _grid_day(cell, month)
        if day is not None:
            columns[day] = index
    if not columns:
        cure = _("Name the sheet by its month (2026-03) and head the columns 1, 2, 3 …")
        return [Fault(_("no column stands for a day"), cure, file, name, heading + 1)]
    for line in sheet.lines():
        person = known.people.get(line.text("no"))
        if person is None:
            text = _("{value} is nobody's staff number").format(value=line.text("no"))
            line.fault("no", text, _("Enter the person first."))
            continue
        for day, index in columns.items():
            sheet.place["cell"] = index
            _grid_cell(line, person, day, known, days.setdefault(day, DayFile()))
    return sheet.faults


def _grid_day(cell: Any, month: re.Match[str] | None) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = shown(cell).rstrip("日号")
    if month is None or not text.isdigit() or not 1 <= int(text) <= 31:
        return None
    try:
        return date(int(month[1]), int(month[2]), int(text))
    except ValueError:
        return None


def _grid_cell(line: Line, person: str, day: date, known: _Known, said: DayFile) -> None:
    text = line.text("cell")
    times = TIMES.match(text)
    word = plain(times[1] if times else text)
    if word in FREE and not times:
        return
    start = as_minute(times[2]) if times else None
    end = as_minute(times[3]) if times else None
    if times and (start is None or end is None or start >= end):
        line.fault("cell", _("{value} are no times").format(value=text), _("Write them like 8:30-17:00."))
        return
    if word in ABSENCES and word not in known.posts:
        said.absences.append(_absence(person, ABSENCES[word], start, end))
        said.absence_places.append(_place(line, "cell", alone=True))
        return
    post, usual = known.posts.get(word), known.span(day)
    if post is None:
        problem = _("{value} is neither a post nor an absence").format(value=text)
        line.fault("cell", problem, _("Write a post's code, 休, 年假 or 病假."))
    elif usual is None and start is None:
        line.fault("cell", _("the branch is closed on {day}").format(day=day), _("Write 休, or the times."))
    else:
        first, last = usual or (0, 0)
        said.duties.append(Duty(person, post, first if start is None else start, last if end is None else end))
        said.places.append(_place(line, "cell", alone=True))


def _place(line: Line, ours: str, *, alone: bool) -> Place:
    sheet = line.sheet
    index = sheet.place.get(ours)
    return Place(sheet.file, sheet.name, line.number, "" if index is None else letter(index), alone)


def _absence(person: str, kind: str, start: int | None, end: int | None, note: str = "") -> AbsenceRecorded:
    begins, ends = WHOLE_DAY if start is None or end is None else (start, end)
    return AbsenceRecorded(person=person, kind=kind, start_minute=begins, end_minute=ends, note=note)


def _in_order(line: Line, start: int | None, end: int | None) -> bool:
    if start is not None and end is not None and start >= end:
        line.fault("end", _("the end comes before the beginning"), _("Exchange the two times."))
        return False
    return True

"""The branch's set-up brought in as one workbook: people, posts, hours, calendar; read and checked as a
whole.

Checking only: `set_up.import_branch` writes the values in one command. What the sheets look like is in
`forms`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from supervisor.branch.extent import refuse_far_cells
from supervisor.branch.forms import SEXES, SHEETS, WEEKDAYS, branch_number, branch_number_rule
from supervisor.branch.post_rules import LONGEST_MINUTES
from supervisor.branch.records import Named, Opening
from supervisor.branch.workbook import Line, Sheet, plain
from supervisor.errors import BadInput, Fault
from supervisor.language import Words, _


class ProfileLine(msgspec.Struct, frozen=True):
    """The branch's own line; None where the file says nothing."""

    name: str
    target_minutes: float | None
    target_share: float | None
    paydays: tuple[int, ...]
    pension_days: tuple[int, ...] = ()
    number: str = ""


class PostLine(msgspec.Struct, frozen=True):
    """One line of the sheet of posts; of the last two None where the workbook is older than these columns."""

    code: str
    name: Words
    zone: str
    service_class: str
    skill: str
    stations: int
    min_cover: int
    dual_control: bool
    handover_minutes: int | None = None
    incompatible: tuple[str, ...] | None = None  # codes or names of posts
    row: int = 0  # of the sheet, 1-based; 0 where it was not read from one


class PersonLine(msgspec.Struct, frozen=True):
    """One line of the sheet of people."""

    no: str
    name: str
    role: str
    zone: str
    skills: tuple[str, ...]
    sex: str
    joined: date | None
    role_since: date | None = None
    temporary: bool | None = None  # None: the workbook is older than this column
    temporary_until: date | None = None
    row: int = 0  # of the sheet, 1-based; 0 where it was not read from one


class HoursLine(msgspec.Struct, frozen=True):
    """Opening hours of one weekday; None closed."""

    weekday: int
    opening: Opening | None
    valid_from: date


class CalendarLine(msgspec.Struct, frozen=True):
    """The branch's own word about a date."""

    day: date
    working: bool
    opening: Opening | None
    note: str


class BranchFile(msgspec.Struct, frozen=True):
    """All that a workbook says; sheets that it lacks are empty."""

    profile: ProfileLine | None
    named: dict[str, tuple[Named, ...]]
    posts: tuple[PostLine, ...]
    people: tuple[PersonLine, ...]
    hours: tuple[HoursLine, ...]
    calendar: tuple[CalendarLine, ...]


def read_workbook(path: Path) -> dict[str, list[list[Any]]]:
    """Every sheet of an .xlsx, .xls or .ods file: name → rows of cells. Raises BadInput for anything else."""
    from python_calamine import CalamineError, CalamineWorkbook

    if not path.is_file():
        raise BadInput(_("There is no file {path}.").format(path=path))
    refuse_far_cells(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, OSError, ValueError) as error:
        fault = Fault(_("not a workbook that can be read"), _("Save it as .xlsx."), file=path.name)
        raise BadInput(_("The file was not taken in."), (fault,)) from error


def read_branch(path: Path) -> BranchFile:
    """Read and check a workbook. Raises BadInput with every fault by sheet, row and column."""
    found = read_workbook(path)
    by_name = {plain(name): (name, rows) for name, rows in found.items()}
    sheets: dict[str, Sheet] = {}
    for key, (sheet_names, columns, required, _example) in SHEETS.items():
        for name in sheet_names:
            if plain(name) in by_name:
                actual, rows = by_name[plain(name)]
                sheets[key] = Sheet(path.name, actual, rows, columns, required)
                break
    if not sheets:
        known = "、".join(sheet_names[0] for sheet_names, *_rest in SHEETS.values())
        fault = Fault(_("no known sheet"), _("Name the sheets {names}.").format(names=known), path.name)
        raise BadInput(_("The file was not taken in."), (fault,))
    value = BranchFile(
        profile=_profile(sheets["profile"]) if _ready(sheets, "profile") else None,
        named={kind: _named(sheets[kind]) for kind in ("zone", "class", "skill") if _ready(sheets, kind)},
        posts=_posts(sheets["post"]) if _ready(sheets, "post") else (),
        people=_people(sheets["person"]) if _ready(sheets, "person") else (),
        hours=_hours(sheets["hours"]) if _ready(sheets, "hours") else (),
        calendar=_calendar(sheets["calendar"]) if _ready(sheets, "calendar") else (),
    )
    faults = tuple(fault for sheet in sheets.values() for fault in sheet.faults)
    if faults:
        raise BadInput(_("The file was not taken in: {n} faults.").format(n=len(faults)), faults)
    return value


def _ready(sheets: dict[str, Sheet], key: str) -> bool:
    return key in sheets and sheets[key].readable


def _profile(sheet: Sheet) -> ProfileLine | None:
    for line in sheet.lines():
        return ProfileLine(
            name=line.text("name", required=True),
            target_minutes=line.number_of("target_minutes", least=0.5, most=240)
            if line.text("target_minutes")
            else None,
            target_share=line.number_of("target_share", least=0.01, most=1) if line.text("target_share") else None,
            paydays=_days_of_month(line, "paydays"),
            pension_days=_days_of_month(line, "pension_days"),
            number=_number(line),
        )
    return None


def _number(line: Line) -> str:
    text = line.text("number")
    number = branch_number(text)
    if number is None:
        line.fault("number", _("{value} is no number of a branch").format(value=text), branch_number_rule())
    return number or ""


def _days_of_month(line: Line, column: str) -> tuple[int, ...]:
    """Days of the month in one cell, parted by commas."""
    days: set[int] = set()
    for part in line.text(column).replace("，", ",").replace("、", ",").split(","):
        if part.strip().isdigit() and 1 <= int(part) <= 31:
            days.add(int(part))
        elif part.strip():
            line.fault(column, _("{value} is no day of the month").format(value=part), _("Like 10,15."))
    return tuple(sorted(days))


def _named(sheet: Sheet) -> tuple[Named, ...]:
    out: list[Named] = []
    seen: dict[str, int] = {}
    for line in sheet.lines():
        code = line.text("code", required=True)
        _once(line, "code", code, seen)
        out.append(
            Named(
                code,
                Words(line.text("zh", required=True), line.text("en")),
                line.yes("authorisation") if "authorisation" in sheet.columns else False,
            )
        )
    return tuple(out)


def _posts(sheet: Sheet) -> tuple[PostLine, ...]:
    out: list[PostLine] = []
    seen: dict[str, int] = {}
    for line in sheet.lines():
        code = line.text("code", required=True)
        _once(line, "code", code, seen)
        faults = len(sheet.faults)
        stations = line.whole("stations", least=1, most=200)
        readable = len(sheet.faults) == faults  # else the cover cannot be held against it
        min_cover = line.whole("min_cover", default=0, least=0, most=200)
        if readable and min_cover > stations:
            line.fault(
                "min_cover",
                _("minimum cover {n} is more than there are stations").format(n=min_cover),
                _("Write at most {n}.").format(n=stations),
            )
        out.append(
            PostLine(
                code=code,
                name=Words(line.text("zh", required=True), line.text("en")),
                zone=line.text("zone"),
                service_class=line.text("service_class"),
                skill=line.text("skill"),
                stations=stations,
                min_cover=min_cover,
                dual_control=line.yes("dual_control"),
                handover_minutes=line.whole("handover_minutes", default=0, least=0, most=LONGEST_MINUTES)
                if "handover_minutes" in sheet.place
                else None,
                incompatible=_parted(line.text("incompatible")) if "incompatible" in sheet.place else None,
                row=line.number,
            )
        )
    return tuple(out)


def _parted(text: str) -> tuple[str, ...]:
    """What a cell names, parted by commas of either kind."""
    for sign in "，、;；":
        text = text.replace(sign, ",")
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _people(sheet: Sheet) -> tuple[PersonLine, ...]:
    out: list[PersonLine] = []
    seen: dict[str, int] = {}
    for line in sheet.lines():
        no = line.text("no", required=True)
        _once(line, "no", no, seen)
        sex = SEXES.get(line.text("sex").casefold())
        if sex is None:
            line.fault("sex", _("{value} is no sex").format(value=line.text("sex")), _("Write 男 or 女."))
        out.append(
            PersonLine(
                no=no,
                name=line.text("name", required=True),
                role=line.text("role", required=True),
                zone=line.text("zone"),
                skills=_parted(line.text("skills")),
                sex=sex or "",
                joined=line.day("joined"),
                role_since=line.day("role_since"),
                temporary=line.yes("temporary") if "temporary" in sheet.place else None,
                temporary_until=line.day("temporary_until"),
                row=line.number,
            )
        )
    return tuple(out)


def _hours(sheet: Sheet) -> tuple[HoursLine, ...]:
    out: list[HoursLine] = []
    for line in sheet.lines():
        weekday = WEEKDAYS.get(plain(line.text("weekday", required=True)))
        if weekday is None:
            problem = _("{value} is no weekday").format(value=line.text("weekday"))
            line.fault("weekday", problem, _("Write 一 to 日, or 节假日."))
        out.append(HoursLine(weekday or 1, _opening(line), line.day("valid_from") or date.min))
    return tuple(out)


def _calendar(sheet: Sheet) -> tuple[CalendarLine, ...]:
    out: list[CalendarLine] = []
    seen: dict[str, int] = {}
    for line in sheet.lines():
        day = line.day("day", required=True)
        if day is not None:
            _once(line, "day", day.isoformat(), seen)
            out.append(CalendarLine(day, line.yes("working"), _opening(line), line.text("note")))
    return tuple(out)


def _opening(line: Line) -> Opening | None:
    faults = len(line.sheet.faults)
    opens, closes = line.minute("open"), line.minute("close")
    if (opens is None and closes is None) or len(line.sheet.faults) > faults:
        return None  # closed, or a time that could not be read and is named already
    if opens is None or closes is None or opens >= closes:
        line.fault("close", _("opening and closing do not fit"), _("Write both, opening first, or neither."))
        return None
    return Opening(opens, closes)


def _once(line: Line, column: str, value: str, seen: dict[str, int]) -> None:
    if value and value in seen:
        problem = _("{value} stands in row {row} already").format(value=value, row=seen[value])
        line.fault(column, problem, _("Leave one of the two rows."))
    seen.setdefault(value, line.number)

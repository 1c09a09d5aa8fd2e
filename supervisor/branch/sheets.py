"""The branch written out as the sheets of its own set-up workbook: what `intake` reads back without a change.

Pure rows of text; `reports.branch_form` makes the file. Everything is text, so that a staff number keeps its zeros.
"""

from __future__ import annotations

from datetime import date

from supervisor.branch.forms import SEX_NAMES, SHEETS, WEEKDAY_NAMES
from supervisor.branch.ledger import branch_profile, founded, names, overrides, people, posts, stints, weekly_hours
from supervisor.branch.records import Opening
from supervisor.journal import Reader


def empty_sheets() -> dict[str, list[list[str]]]:
    """Every sheet of the workbook without a line: key of `SHEETS` → no rows."""
    return {key: [] for key in SHEETS}


def current_sheets(r: Reader) -> dict[str, list[list[str]]]:
    """The branch as it stands: key of `SHEETS` → lines in the order of that sheet's columns."""
    codes = {one.subject: one.code for one in posts(r)}
    held = stints(r)
    return {
        "profile": _profile(r),
        **{
            kind: [
                [one.code, one.name.zh, one.name.en] + ([_yes(one.authorisation)] if kind == "skill" else [])
                for one in names(r, kind)
            ]
            for kind in ("zone", "class", "skill")
        },
        "post": [
            [one.code, one.name.zh, one.name.en, one.zone, one.service_class, one.skill, str(one.stations),
             str(one.min_cover), _yes(one.dual_control), str(one.handover_minutes),
             "、".join(sorted(codes[other] for other in one.incompatible if other in codes))]
            for one in posts(r)
        ],
        "person": [
            [one.no, one.name, one.role, one.zone, "、".join(sorted(one.skills)), SEX_NAMES.get(one.sex, ""),
             one.joined.isoformat(), held[one.subject][-1].since.isoformat() if one.subject in held else "",
             _yes(one.temporary.since is not None),
             one.temporary.until.isoformat() if one.temporary.until else ""]
            for one in people(r)
        ],
        "hours": [
            [WEEKDAY_NAMES[one.weekday], *_opening(one.opening),
             "" if one.valid_from == date.min else one.valid_from.isoformat()]
            for one in weekly_hours(r)
        ],
        "calendar": [
            [one.day.isoformat(), _yes(one.working), *_opening(one.opening), one.note] for one in overrides(r)
        ],
    }  # fmt: skip


def _profile(r: Reader) -> list[list[str]]:
    if not founded(r):
        return []
    one = branch_profile(r)
    money = [",".join(map(str, days)) for days in (one.paydays, one.pension_days)]
    return [[one.name, f"{one.target_minutes:g}", f"{one.target_share:g}", *money, one.number]]


def _opening(opening: Opening | None) -> list[str]:
    if opening is None:
        return ["", ""]
    return [f"{minute // 60:02d}:{minute % 60:02d}" for minute in (opening.open_minute, opening.close_minute)]


def _yes(value: bool) -> str:
    return "是" if value else "否"

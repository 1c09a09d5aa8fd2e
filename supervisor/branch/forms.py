"""The workbook of the branch's set-up, described once: what is offered to fill in is what is understood.

Pure data: sheets with their headings in both languages, and the empty template made from them.
"""

from __future__ import annotations

from unicodedata import normalize

from supervisor.branch.workbook import plain
from supervisor.language import _

# Sheet -> (its names, columns with their headings, required columns, an example line)
SHEETS: dict[str, tuple[tuple[str, ...], dict[str, tuple[str, ...]], tuple[str, ...], tuple[str, ...]]] = {
    "profile": (
        ("网点", "Branch"),
        {
            "name": ("名称", "Name"),
            "target_minutes": ("等候目标（分钟）", "Target minutes"),
            "target_share": ("达标比例", "Target share"),
            "paydays": ("发薪日", "Paydays"),
            "pension_days": ("养老金发放日", "Pension days"),
            "number": ("机构号", "Branch number"),
        },
        ("name",),
        ("示例支行", "10", "0.8", "10,25", "15", "010203"),
    ),
    "zone": (
        ("分区", "Zones"),
        {"code": ("代码", "Code"), "zh": ("中文名", "Chinese"), "en": ("英文名", "English")},
        ("code", "zh"),
        ("hall", "大堂", "Hall"),
    ),
    "class": (
        ("业务类别", "Service classes"),
        {"code": ("代码", "Code"), "zh": ("中文名", "Chinese"), "en": ("英文名", "English")},
        ("code", "zh"),
        ("cash", "现金业务", "Cash"),
    ),
    "skill": (
        ("技能", "Skills"),
        {
            "code": ("代码", "Code"),
            "zh": ("中文名", "Chinese"),
            "en": ("英文名", "English"),
            "authorisation": ("是否授权", "Authorisation"),
        },
        ("code", "zh"),
        ("teller", "柜面操作", "Teller work", "否"),
    ),
    "post": (
        ("岗位", "Posts"),
        {
            "code": ("代码", "Code"),
            "zh": ("中文名", "Chinese"),
            "en": ("英文名", "English"),
            "zone": ("分区", "Zone"),
            "service_class": ("业务类别", "Service class"),
            "skill": ("所需技能", "Skill"),
            "stations": ("席位数", "Stations"),
            "min_cover": ("最少在岗", "Minimum cover"),
            "dual_control": ("离岗双人清点", "Dual control"),
            "handover_minutes": ("离岗交接分钟", "Handover minutes"),
            "incompatible": ("不相容岗位", "Incompatible posts"),
        },
        ("code", "zh", "stations"),
        ("cash", "现金柜台", "Cash counter", "hall", "cash", "teller", "4", "2", "是", "15", ""),
    ),
    "person": (
        ("人员", "People"),
        {
            "no": ("工号", "Staff number", "No"),
            "name": ("姓名", "Name"),
            "role": ("职务", "Job", "Role"),
            "zone": ("分区", "Zone"),
            "skills": ("技能", "Skills"),
            "sex": ("性别", "Sex"),
            "joined": ("入职日期", "Joined"),
            "role_since": ("任现职日期", "In this job since"),
            "temporary": ("临时人员", "Temporary"),
            "temporary_until": ("临时至", "Temporary until"),
        },
        ("no", "name", "role"),
        ("1001", "（姓名）", "柜员", "hall", "teller", "女", "2024-03-01", "2024-03-01", "否", ""),
    ),
    "hours": (
        ("营业时间", "Hours"),
        {
            "weekday": ("星期", "Weekday"),
            "open": ("开门", "Opens"),
            "close": ("关门", "Closes"),
            "valid_from": ("自何日起", "Valid from"),
        },
        ("weekday", "open", "close"),
        ("一", "08:30", "17:00", ""),
    ),
    "calendar": (
        ("日历", "Calendar"),
        {
            "day": ("日期", "Date"),
            "working": ("是否营业", "Open"),
            "open": ("开门", "Opens"),
            "close": ("关门", "Closes"),
            "note": ("说明", "Note"),
        },
        ("day", "working"),
        ("2027-02-08", "否", "", "", "春节"),
    ),
}

WEEKDAYS = {
    plain(word): number
    for number, words in {
        1: ("一", "周一", "星期一", "monday", "mon", "1"),
        2: ("二", "周二", "星期二", "tuesday", "tue", "2"),
        3: ("三", "周三", "星期三", "wednesday", "wed", "3"),
        4: ("四", "周四", "星期四", "thursday", "thu", "4"),
        5: ("五", "周五", "星期五", "friday", "fri", "5"),
        6: ("六", "周六", "星期六", "saturday", "sat", "6"),
        7: ("日", "周日", "星期日", "天", "周天", "sunday", "sun", "7"),
        8: ("节假日", "法定节假日", "holiday", "8"),
    }.items()
    for word in words
}
WEEKDAY_NAMES = {**dict(enumerate("一二三四五六日", 1)), 8: "节假日"}  # as they are written out
SEX_NAMES = {"f": "女", "m": "男"}  # as they are written out
SEXES = {"女": "f", "男": "m", "f": "f", "m": "m", "female": "f", "male": "m", "": ""}


def branch_number(text: str) -> str | None:
    """A branch's number as it is kept: plain digits with their noughts, at most 20; empty where none is given, None
    where it cannot be one."""
    number = "".join(normalize("NFKC", text).split())
    return number if not number or (number.isascii() and number.isdigit() and len(number) <= 20) else None


def branch_number_rule() -> str:
    """What a branch's number is, said where it is not."""
    return _("The number of a branch is up to 20 digits, as 0371.")


def template_rows() -> dict[str, list[list[str]]]:
    """The empty template as plain rows: sheet name → heading row and an example row to write over."""
    return {
        sheet_names[0]: [[headings[0] for headings in columns.values()], list(example)]
        for sheet_names, columns, _required, example in SHEETS.values()
    }

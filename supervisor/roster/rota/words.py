"""What the codes of the duty rota are called, and how an area reads in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from supervisor.language import Words, _, language
from supervisor.roster.rota.records import Area, Turn

WHO: dict[str, Words] = {
    "turn": Words("轮流值日", "person in turn"),
    "role": Words("按岗位轮流", "role in turn"),
    "person": Words("专人负责", "one person"),
    "cleaner": Words("保洁", "cleaner"),
    "everyone": Words("全员大扫除", "everyone"),
    "owner": Words("各自负责", "each his own"),
}
WEEKS: dict[str, Words] = {
    "every": Words("每周", "every week"),
    "odd": Words("单周", "odd weeks"),
    "even": Words("双周", "even weeks"),
}
COUNTED: dict[str, Words] = {
    "working": Words("工作日", "working days"),
    "open": Words("营业日", "days with open doors"),
}
COUNTING: dict[str, Words] = {
    "month": Words("按当月第几周数（双周＝第2、4周）", "within the month (even: the 2nd and 4th)"),
    "iso": Words("按全年周次数（ISO周）", "through the year (ISO weeks)"),
}
STATES: dict[str, Words] = {
    "unplanned": Words("未排", "not planned"),
    "vacant": Words("无人可排", "nobody there"),
    "away": Words("本人不在", "not there"),
    "coming": Words("待值日", "to come"),
    "today": Words("今日", "today"),
    "done": Words("已完成", "done"),
    "missed": Words("未登记", "not ticked"),
}
SWAP_STATES: dict[str, Words] = {
    "asked": Words("待答复", "asked"),
    "agreed": Words("已同意", "agreed"),
    "refused": Words("已拒绝", "refused"),
    "withdrawn": Words("已撤回", "withdrawn"),
}
SIGNS = {"done": "✓", "missed": "✗", "away": "▲", "vacant": "▲", "unplanned": "○"}
MOST_NAMED = 3
_DAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def weekday_name(number: int) -> str:
    """周五, Fri: a weekday of 1 (Monday) to 7."""
    name = _DAYS[language()][number - 1]
    return f"周{name}" if language() == "zh" else name


def day_name(day: date) -> str:
    """11-24 周二."""
    return f"{day:%m-%d} {weekday_name(day.isoweekday())}"


def often_words(area: Area) -> str:
    """How often an area is due: 每个工作日, 双周周五（每月最多2次）."""
    joint = "、" if language() == "zh" else ", "
    days = joint.join(map(weekday_name, area.weekdays))
    if area.weekdays:
        each = WEEKS[area.weeks] if area.weeks != "every" or language() != "zh" else "每"
        said = _("{weeks}: {days}").format(weeks=each, days=days)
    elif area.weeks != "every":
        said = f"{WEEKS[area.weeks]} · {COUNTED[area.counted]}"
    else:
        said = _("every day: {days}").format(days=COUNTED[area.counted])
    if area.most:
        said += _(" (at most {n} a month)").format(n=area.most)
    return said


def who_words(area: Area, names: Mapping[str, str]) -> str:
    """Who looks after an area: 轮流值日（全员）, 专人负责：张三."""
    joint = "、" if language() == "zh" else ", "
    if area.who == "role":
        return f"{WHO['role']} · {area.role}"
    if area.who in ("turn", "person"):
        people = joint.join(names.get(one, one) for one in area.people[:MOST_NAMED]) or _("everybody")
        if len(area.people) > MOST_NAMED:
            people = _("{names} and others, {n} in all").format(names=people, n=len(area.people))
        return f"{WHO[area.who]} · {people}"
    return str(WHO[area.who])


def turn_words(turn: Turn | None, names: Mapping[str, str]) -> str:
    """Who is named: a name, 保洁, 全员, or nothing; a stand-in says so."""
    if turn is None:
        return ""
    if turn.manner == "cleaner":
        return str(WHO["cleaner"])
    if turn.manner == "everyone":
        return _("all of us")
    name = names.get(turn.person, turn.person)
    return _("{name} (stand-in)").format(name=name) if turn.manner == "stand_in" and name else name

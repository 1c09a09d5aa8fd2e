"""The planner's reasons in words: kinds of meeting, names of rules, and what blocks a slot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supervisor.language import Words, _, language

from .maintenance.records import POINTS
from .problem.model import Block, MeetingKind

KIND_NAMES: dict[str, Words] = {
    MeetingKind.BRIEFING: Words("晨会", "Morning briefing"),
    MeetingKind.EVENING: Words("夕会", "Evening meeting"),
    MeetingKind.AD_HOC: Words("临时会议", "Ad-hoc meeting"),
    MeetingKind.TRAINING: Words("培训", "Training"),
    MeetingKind.CASH_COUNT: Words("现金盘点", "Cash count"),
    MeetingKind.STOCK_TAKING: Words("盘点", "Stock-taking"),
    MeetingKind.REVIEW: Words("服务质量分析会", "Service review"),
    MeetingKind.MAINTENANCE: Words("设备维护", "Maintenance window"),
}

STATE_NAMES: dict[str, Words] = {
    "requested": Words("待安排", "requested"),
    "placed": Words("已安排", "placed"),
    "published": Words("已发布", "published"),
    "running": Words("进行中", "running"),
    "ended": Words("已结束", "ended"),
    "cancelled": Words("已取消", "cancelled"),
    "freed": Words("待重新安排", "to be planned anew"),
}

MARK_NAMES: dict[str, Words] = {
    "present": Words("到会", "came"),
    "late": Words("迟到", "came late"),
    "left": Words("早退", "left early"),
    "absent": Words("未到", "did not come"),
    "excused": Words("请假", "excused"),
}
"""How somebody attended a meeting. Who did not come to one is not absent from work (旷工)."""

RULE_NAMES: dict[str, Words] = {
    "length_within_cap": Words("超过该类会议时长上限", "longer than the cap of its kind"),
    "within_window": Words("不在要求的时段内", "outside the window asked for"),
    "not_in_the_past": Words("时间已过", "already gone by"),
    "outside_opening_hours": Words("须在营业时间以外", "must stay outside opening hours"),
    "enough_people": Words("到会人数不足", "too few people at work"),
    "not_on_leave": Words("必到人员休假", "somebody required is on leave"),
    "at_work": Words("必到人员不在班", "somebody required is not on shift"),
    "no_double_booking": Words("必到人员另有会议", "somebody required sits in another meeting"),
    "not_covering_elsewhere": Words("必到人员正在替岗", "somebody required covers a post for another meeting"),
    "not_at_lunch": Words("必到人员午餐", "somebody required is at lunch"),
    "room_free": Words("会议室被占用", "the room is taken"),
    "room_seats": Words("会议室座位不够", "the room has too few seats"),
    "not_too_many_at_once": Words("同时开会场次已满", "too many meetings at once"),
    "order_kept": Words("须在前序会议之后", "must come after another meeting"),
    "after_others": Words("须在前序会议之后", "must come after another meeting"),
    "most_at_once": Words("同时开会场次已满", "too many meetings at once"),
    "minimum_cover": Words("岗位低于最低在岗人数", "a post would fall below its minimum cover"),
    "dual_control": Words("双人岗位只剩一人", "somebody would be alone at a two-person post"),
    "authoriser_present": Words("现场将无授权人员", "nobody could authorise"),
    "lobby_manager_present": Words("大堂将无大堂经理", "the lobby would have no lobby manager"),
    "not_at_peak": Words("客流高峰", "customers peak"),
    "customer_area_off_peak": Words("客户区高峰不开会", "no meeting in the customer area at a peak"),
    "changed_meanwhile": Words("安排期间情况有变，请重新安排", "changed while it was planned: plan it again"),
    "maintenance_ready": Words("营业时间内维护须先办妥", "missing for maintenance inside opening hours"),
}

GROUP_NAMES: dict[str, Words] = {"everyone": Words("全体当班人员", "everyone on shift"), **POINTS}
"""Needs that name nobody, and points of a maintenance window's check-list."""

NAMES_TOLD = 8
"""Names told of those who are not at work; of more, how many more."""


def clock(minute: int) -> str:
    """A minute of the day as 09:45."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def names_text(people: Sequence[str], names: Mapping[str, str]) -> str:
    """Names of people, the first few of many."""
    told = "、".join(names.get(one, one) for one in people[:NAMES_TOLD])
    more = len(people) - NAMES_TOLD
    return _("{names} and {n} more").format(names=told, n=more) if more > 0 else told


def missed_text(people: Sequence[str], names: Mapping[str, str]) -> str:
    """Who was asked for and is not at work, in words; empty where nobody misses it."""
    if not people:
        return ""
    return _("{n} not at work: {names}").format(n=len(people), names=names_text(people, names))


def block_text(block: Block, names: Mapping[str, str]) -> str:
    """One reason in words: the rule, the person or post it protects, and from when; `names` by subject."""
    rule = RULE_NAMES.get(block.rule)
    parts = [str(rule) if rule else block.rule]
    who = [names.get(one, str(GROUP_NAMES.get(one, one))) for one in (block.person, block.about) if one]
    if who:
        parts.append(_("({who})").format(who=("、" if language() == "zh" else ", ").join(who)))
    if block.minute:
        parts.append(_("at {time}").format(time=clock(block.minute)))
    text = ("" if language() == "zh" else " ").join(parts)
    if block.people:  # away, in another meeting, at lunch or sent to another post: the block does not say which
        text += _(", cannot come: {names}").format(names=names_text(block.people, names))
    return text

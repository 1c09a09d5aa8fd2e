"""How facts of meetings and their fields are called when two of them stand against each other. Data: code → words."""

from __future__ import annotations

from supervisor.language import Words

MEETING_KINDS: dict[str, Words] = {
    "agenda.held": Words("会议议程存档", "Agenda held"),
    "agenda.held_taken_back": Words("撤回议程存档", "Agenda taken back"),
    "maintenance.prepared": Words("维护窗口准备", "Maintenance window prepared"),
    "meetings.revised": Words("改动会议申请", "Request changed"),
    "meetings.occurrence_set": Words("单独安排其中一场", "One occurrence set apart"),
    "meetings.locked": Words("锁定会议", "Locked"),
    "meetings.unlocked": Words("解锁会议", "Unlocked"),
    "meetings.attended": Words("登记出席情况", "Attendance logged"),
    "meetings.released": Words("会中放行", "Released to the floor"),
    "meetings.minuted": Words("会议纪要", "Minutes written"),
    "meetings.settled": Words("裁定会议冲突", "Contradiction settled"),
    "meetings.taken_back": Words("撤回一步", "Step taken back"),
    "meetings.rooms_set": Words("设定会议室", "Rooms set"),
    "meetings.busy_set": Words("读入占用时间", "Busy time read in"),
    "meetings.busy_dropped": Words("划去占用时间", "Busy time struck out"),
}
MEETING_FIELDS: dict[str, Words] = {
    "announced": Words("已通知内容", "Announced"),
    "as_series": Words("恢复与其余各场一致", "As the series again"),
    "cancelled": Words("是否取消", "Cancelled"),
    "decisions": Words("决议", "Decisions"),
    "earliest_minute": Words("最早开始", "Earliest start"),
    "freed": Words("须重新安排的场次", "Sittings to be planned anew"),
    "gone": Words("不再召开的场次", "Sittings not held"),
    "latest_minute": Words("最晚结束", "Latest end"),
    "mark": Words("出席情况", "How somebody attended"),
    "occurrence": Words("哪一场", "Occurrence"),
    "repeat": Words("重复方式", "Repetition"),
    "rooms": Words("会议室", "Rooms"),
    "spans": Words("占用时段", "Times taken"),
    "step": Words("步骤", "Step"),
    "wish": Words("会议申请", "Request"),
    "wish_version": Words("申请版本", "Version of the request"),
}

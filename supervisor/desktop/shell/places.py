"""The tabs of the screens as Ctrl+K offers them: their words, what else people call them, and the keys of each."""

from __future__ import annotations

from typing import NamedTuple

from supervisor.language import _


class Place(NamedTuple):
    """A tab: its screen, the word by which the screen opens it, its title, its key and further names, never shown."""

    screen: str
    about: str
    title: str
    keys: str = ""
    names: tuple[str, ...] = ()


def places() -> tuple[Place, ...]:
    """All tabs in the order of the rail, titled in the language in force."""
    return (
        Place("inspections", "plan", _("Inspection plan"), "Alt+2", ("检查计划", "计划表", "plan", "calendar")),
        Place("inspections", "plan_rule", _("Rules of the plan"), "", ("频次", "周期", "rules", "frequency")),
        Place("inspections", "spot_draw", _("Spot checks"), "", ("随机抽查", "抽签", "spot check", "draw")),
        Place("inspections", "sight", _("Sight"), "Alt+3", ("统计", "趋势", "热力图", "analysis", "trend", "heat map")),
        Place("inspections", "templates", _("Check-lists"), "Alt+4", ("模板", "检查项目", "template", "check-list")),
        Place("complaints", "promises", _("Promises and call-backs"), "Alt+2", ("回访", "call back")),
        Place("complaints", "praise", _("Praise"), "Alt+3", ("好评",)),
        Place("complaints", "comment_book", _("Comment book"), "Alt+4", ("意见本",)),
        Place("traffic", "pattern", _("Usual week"), "Alt+2", ("热力图", "客流规律", "heat map", "pattern")),
        Place("traffic", "waits", _("Waits"), "Alt+3", ("等候时间", "办理时间", "waiting", "service time")),
        Place("traffic", "bottlenecks", _("Bottlenecks"), "Alt+4", ("排队最长", "缺人", "bottleneck", "longest wait")),
        Place("traffic", "ratings", _("Ratings"), "Alt+5", ("评价", "好评率", "rating", "satisfaction")),
        Place("roster", "day", _("Roster of a day"), "", ("当日排班", "day")),
        Place("roster", "rota", _("Duty rota"), "", ("值日表", "卫生", "轮值", "rota", "duty")),
        Place("roster", "training", _("Training and certificates"), "", ("课程", "证书", "training")),
        Place("appraisal", "appeals", _("Appeals"), "Alt+2", ("申诉", "异议", "appeal")),
        Place("appraisal", "rules", _("Rule book"), "Alt+3", ("考核规则", "办法", "rule book")),
        Place("settings", "people", _("People"), "Alt+1", ("员工", "人员", "staff")),
        Place("settings", "posts", _("Posts"), "Alt+2", ("岗位设置", "window")),
        Place("settings", "hours", _("Hours and calendar"), "Alt+3", ("营业时间", "节假日", "hours", "calendar")),
        Place(
            "settings", "look", _("Look and language"), "Alt+4", ("主题", "深色", "字号", "语言", "theme", "language")
        ),
        Place("settings", "book", _("Book and proof"), "Alt+5", ("备份", "校验", "笔记本", "backup", "laptop")),
    )

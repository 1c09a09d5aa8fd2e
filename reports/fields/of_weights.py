"""What shares and means are measured on: without these nobody could take the figures of many branches together.

Head office must not average averages: a mean wait counts by the customers who waited, a share by what it is a share of.
"""

from __future__ import annotations

from collections.abc import Callable

from supervisor.overview.records import MonthFigures

from .source import Source
from .specs import Spec


def _seen(read: Callable[[MonthFigures], int]) -> Callable[[Source], int | None]:
    return lambda s: read(s.figures) if s.figures.days_with_tickets else None


SPECS = (
    Spec("report.state_code", "考评状态代码", "Code of the state", "text", lambda s: s.state.state, (), False),
    Spec("traffic.served", "办理客户数", "Customers served", "count", _seen(lambda f: f.customers_served)),
    Spec("traffic.called_or_left", "叫号及流失客户数", "Customers served or gone", "count",
         _seen(lambda f: f.customers_served + f.customers_left)),
    Spec("wait.measured", "有等候记录客户数", "Customers with a wait on record", "count",
         _seen(lambda f: f.waits_measured)),
    Spec("complaints.in_time_of", "应办理投诉件数", "Complaints due", "count", lambda s: s.care.in_time.of),
    Spec("complaints.at_fault_of", "已判定责任投诉件数", "Complaints judged", "count", lambda s: s.care.at_fault.of),
    Spec("complaints.on_the_spot_of", "可当场办结投诉件数", "Complaints that could be settled on the spot", "count",
         lambda s: s.care.on_the_spot.of),
    Spec("complaints.repeated_of", "核对重复投诉件数", "Complaints looked at for repeats", "count",
         lambda s: s.care.repeat.of),
    Spec("promises.kept_of", "已有结果承诺件数", "Promises decided", "count", lambda s: s.care.promises.kept.of),
    Spec("inspections.scored", "有得分检查次数", "Inspections scored", "count",
         lambda s: sum(one.score.percent_c is not None for one in s.scored)),
    Spec("checks.owed", "应完成检查次数", "Checks owed", "count",
         lambda s: s.figures.checks_in_time + s.figures.checks_late + s.figures.checks_missed),
    Spec("meetings.held_person_minutes", "营业时间内实际会议人分钟", "Meetings held inside hours, person-minutes",
         "minutes", lambda s: s.figures.meeting_minutes_held),
)  # fmt: skip

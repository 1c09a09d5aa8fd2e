"""Fields of customers: how many came, how long they waited, what they pressed, what they complained of and praised."""

from __future__ import annotations

from collections.abc import Callable

from supervisor.complaints.figures.records import Share, Spread
from supervisor.complaints.words import CHANNELS, PRAISE_SOURCES
from supervisor.overview.records import MonthFigures

from .source import Source
from .specs import Spec, share


def _seen(read: Callable[[MonthFigures], float | None]) -> Callable[[Source], float | None]:
    """A figure of customers, None where no ticket of the span is known."""
    return lambda s: read(s.figures) if s.figures.days_with_tickets else None


def _pressed(of: MonthFigures, *stars: int) -> int:
    return sum(of.ratings[star - 1] for star in stars)


def _rated(read: Callable[[MonthFigures], float | None]) -> Callable[[Source], float | None]:
    return lambda s: read(s.figures) if sum(s.figures.ratings) else None


def _mean_rating(of: MonthFigures) -> float | None:
    rated = sum(of.ratings)
    return sum(star * many for star, many in enumerate(of.ratings, 1)) / rated if rated else None


def _of(read: Callable[[Source], Share]) -> Callable[[Source], float | None]:
    return lambda s: read(s).value


def _median(read: Callable[[Source], Spread]) -> Callable[[Source], float | None]:
    return lambda s: read(s).median_hours


def _per_1000(s: Source) -> float | None:
    customers = s.figures.customers
    return 1000 * s.care.count / customers if customers else None


TRAFFIC = (
    Spec("traffic.customers", "客户人次", "Customers", "count", _seen(lambda f: f.customers),
         ("客流量", "到店客户", "取号人次")),
    Spec("traffic.per_day", "日均客户人次", "Customers a day", "number",
         _seen(lambda f: f.customers / f.days_with_tickets), ("日均客流量",)),
    Spec("traffic.busiest_day", "最忙日期", "Busiest day", "day", lambda s: s.figures.busiest_day),
    Spec("traffic.busiest_customers", "最忙日客户人次", "Customers on the busiest day", "count",
         _seen(lambda f: f.busiest_customers)),
    Spec("traffic.left_share", "客户流失率", "Share of customers who left", "share", lambda s: s.figures.left_share,
         ("弃号率", "流失率")),
    Spec("wait.mean_minutes", "平均等候分钟", "Mean wait, minutes", "minutes", lambda s: s.figures.mean_wait_minutes,
         ("平均等候时间", "平均等候时长")),
    Spec("wait.longest_minutes", "最长等候分钟", "Longest wait, minutes", "minutes",
         lambda s: s.figures.longest_wait_minutes, ("最长等候时间", "最长等候时长")),
    Spec("wait.within_target_share", "等候达标率", "Share within the target", "share",
         lambda s: s.figures.within_target),
    Spec("wait.target_minutes", "等候目标分钟", "Target, minutes", "minutes", lambda s: s.profile.target_minutes,
         (), False),
    Spec("ratings.count", "评价次数", "Ratings", "count", _seen(lambda f: sum(f.ratings))),
    Spec("ratings.mean", "平均评价", "Mean rating", "mean", lambda s: _mean_rating(s.figures), ("评价均分",)),
    Spec("ratings.good_share", "满意率", "Share of 4 and 5", "share",
         _rated(lambda f: share(_pressed(f, 4, 5), sum(f.ratings))), ("好评率",)),
    Spec("ratings.bad_share", "不满意率", "Share of 1 and 2", "share",
         _rated(lambda f: share(_pressed(f, 1, 2), sum(f.ratings))), ("差评率",)),
    *(Spec(f"ratings.pressed_{star}", f"评价{star}分次数", f"Pressed {star}", "count",
           _rated(lambda f, star=star: _pressed(f, star))) for star in range(1, 6)),
)  # fmt: skip

COMPLAINTS = (
    Spec("complaints.count", "投诉件数", "Complaints", "count", lambda s: s.care.count,
         ("投诉总数", "投诉数量", "投诉量")),
    Spec("complaints.open", "未办结投诉件数", "Complaints open", "count", lambda s: s.care.open),
    Spec("complaints.closed", "已办结投诉件数", "Complaints closed", "count", lambda s: s.care.count - s.care.open),
    Spec("complaints.withdrawn", "撤诉件数", "Complaints withdrawn", "count", lambda s: s.care.withdrawn),
    Spec("complaints.reopened", "重新办理件数", "Complaints reopened", "count", lambda s: s.care.reopened),
    Spec("complaints.escalated", "升级投诉件数", "Complaints escalated", "count", lambda s: s.care.escalated),
    Spec("complaints.at_fault", "有责投诉件数", "Complaints with the bank at fault", "count",
         lambda s: s.care.at_fault.hits),
    Spec("complaints.on_the_spot", "当场办结投诉件数", "Complaints settled on the spot", "count",
         lambda s: s.care.on_the_spot.hits),
    Spec("complaints.repeated", "重复投诉件数", "Repeated complaints", "count", lambda s: s.care.repeat.hits),
    Spec("complaints.groups", "群体投诉件数", "Complaints of groups", "count", lambda s: s.care.groups),
    Spec("complaints.group_people", "群体投诉人数", "People in groups", "count", lambda s: s.care.people_in_groups),
    Spec("complaints.in_time_share", "投诉按时办理率", "Complaints answered in time", "share",
         _of(lambda s: s.care.in_time), ("投诉按时率", "按时办结率", "投诉及时率")),
    Spec("complaints.at_fault_share", "投诉有责率", "Share at fault", "share", _of(lambda s: s.care.at_fault),
         ("有责率",)),
    Spec("complaints.on_the_spot_share", "投诉当场办结率", "Share settled on the spot", "share",
         _of(lambda s: s.care.on_the_spot), ("当场办结率",)),
    Spec("complaints.repeated_share", "重复投诉率", "Share repeated", "share", _of(lambda s: s.care.repeat)),
    Spec("complaints.per_1000", "每千客户投诉件数", "Complaints per 1,000 customers", "mean", _per_1000,
         ("千人投诉率", "每千人投诉")),
    Spec("complaints.feedback_hours", "首次反馈中位小时", "First feedback, median hours", "number",
         _median(lambda s: s.care.feedback)),
    Spec("complaints.answer_hours", "答复中位小时", "Answer, median hours", "number", _median(lambda s: s.care.answer)),
    *(Spec(f"complaints.by_channel.{code}", f"{words.zh}投诉件数", f"Complaints: {words.en}", "count",
           lambda s, code=code: sum(one.cases for one in s.care.by["channel"] if one.code == code))
      for code, words in CHANNELS.items()),
    Spec("praise.count", "表扬件数", "Praise", "count", lambda s: s.care.praise, ("表扬次数",)),
    *(Spec(f"praise.by_source.{code}", f"{words.zh}表扬件数", f"Praise: {words.en}", "count",
           lambda s, code=code: s.care.praise_by_source.get(code, 0))
      for code, words in PRAISE_SOURCES.items()),
    Spec("promises.due", "到期承诺件数", "Promises due", "count", lambda s: s.care.promises.due),
    Spec("promises.kept_share", "承诺兑现率", "Promises kept", "share", _of(lambda s: s.care.promises.kept)),
    Spec("promises.late", "逾期兑现承诺件数", "Promises kept late or late", "count", lambda s: s.care.promises.late),
    Spec("promises.not_kept", "未兑现承诺件数", "Promises not kept", "count", lambda s: s.care.promises.not_kept),
    Spec("comment_book.days_missed", "意见簿未查看天数", "Days the comment book was not read", "count",
         lambda s: s.figures.comment_book_days_missed),
)  # fmt: skip

"""Lists of customers: complaints (masked), praise, what they were about, and who came on which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from supervisor.branch.ledger import name_of
from supervisor.complaints.ledger import complaints, tree
from supervisor.complaints.promises.ledger import praise
from supervisor.complaints.words import CHANNELS, PRAISE_SOURCES, STATES
from supervisor.language import Words
from supervisor.traffic.figures import ClassDay
from supervisor.traffic.ledger import rated_windows, summaries

from .lists import ListSpec, Rows, col, word, yes
from .source import Source
from .specs import share

WEEKDAYS = tuple(
    Words(f"星期{zh}", en) for zh, en in zip(
        "一二三四五六日", ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)  # fmt: skip


def _named(s: Source, name: str) -> dict[str, Words]:
    return {node.code: node.name for node in tree(s.r, name)}


def _complaints(s: Source) -> Rows:
    classes, causes = _named(s, "class"), _named(s, "cause")
    in_time = {one.subject: one.in_time for one in s.care.cases}
    rows = []
    for case in complaints(s.r, s.first, s.until):
        if case.subject not in in_time:  # joined to another, or about the manager: in no figure of the branch either
            continue
        until = case.ended or s.r.now
        rows.append((
            case.number, s.local(case.received), case.day, word(CHANNELS, case.channel), word(classes, case.class_code),
            word(causes, case.cause_code), s.name(case.person), s.name(case.owner), word(STATES, case.state),
            yes(case.at_fault), s.local(case.first_feedback), s.local(case.replied), s.local(case.ended),
            round((until - case.received).total_seconds() / 86400, 1), yes(in_time.get(case.subject)),
            yes(case.on_the_spot), yes(case.accepted), s.name(case.signed_by) or None,
        ))  # fmt: skip
    return rows


def _praise(s: Source) -> Rows:
    return [
        (one.number, one.day, word(PRAISE_SOURCES, one.source), s.named(one.persons))
        for one in praise(s.r, s.first, s.until)
    ]


def _axis(axis: str, names: Callable[[Source], dict[str, Words]]) -> Callable[[Source], Rows]:
    """How many complaints fell under each name, the most first."""

    def rows(s: Source) -> Rows:
        called = names(s)
        counted = sorted((one for one in s.care.by[axis] if one.cases), key=lambda one: (-one.cases, one.code))
        return [(word(called, one.code) or "—", one.cases, share(one.cases, s.care.count)) for one in counted]

    return rows


def _together(classes: list[ClassDay], target: float) -> tuple[int, int, int, float | None, float, float | None]:
    """Customers, served, left, mean and longest wait in minutes, share within the target."""
    waited = sum(one.waited for one in classes)
    measured = sum(sum(one.waits_by_minute) for one in classes)
    within = sum(sum(one.waits_by_minute[: int(target)]) for one in classes)
    return (
        sum(sum(one.arrivals) for one in classes), sum(one.served for one in classes),
        sum(one.left for one in classes),
        sum(sum(one.wait_seconds) for one in classes) / 60 / waited if waited else None,
        max((one.longest_wait_seconds for one in classes), default=0) / 60, share(within, measured),
    )  # fmt: skip


def _days(s: Source) -> Rows:
    return [
        (day, str(WEEKDAYS[day.weekday()]), *_together(list(one.classes.values()), s.profile.target_minutes))
        for day, one in summaries(s.r, s.first, s.until).items()
    ]


def _classes(s: Source) -> Rows:
    found: dict[str, list[ClassDay]] = defaultdict(list)
    for day in summaries(s.r, s.first, s.until).values():
        for code, one in day.classes.items():
            found[code].append(one)
    return [
        (name_of(s.r, "class", code), *_together(own, s.profile.target_minutes)) for code, own in sorted(found.items())
    ]


def _windows(s: Source) -> Rows:
    served: dict[str, int] = defaultdict(int)
    pressed: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for one in rated_windows(s.r, s.first, s.until):
        served[one.server] += one.served
        pressed[one.server] = [a + b for a, b in zip(pressed[one.server], one.ratings, strict=True)]
    return [
        (window, served[window], sum(stars), share(sum(star * n for star, n in enumerate(stars, 1)), sum(stars)),
         share(stars[3] + stars[4], sum(stars)))
        for window, stars in sorted(pressed.items())
    ]  # fmt: skip


_CAME = (
    col("customers", "客户人次", "Customers", "count"), col("served", "办理人次", "Served", "count"),
    col("left", "流失人次", "Customers who left", "count"),
    col("mean_wait", "平均等候分钟", "Mean wait, minutes", "minutes"),
    col("longest_wait", "最长等候分钟", "Longest wait, minutes", "minutes"),
    col("within_share", "达标率", "Share within target", "share"),
)  # fmt: skip
_COUNTED = (
    col("name", "名称", "Name"), col("count", "件数", "Complaints", "count"), col("share", "占比", "Share", "share"),
)  # fmt: skip

LISTS = (
    ListSpec("complaints", "投诉", "Complaints", (
        col("no", "编号", "Record no."), col("received_at", "受理时间", "Received at", "instant"),
        col("day", "日期", "Day", "day"), col("channel", "渠道", "Channel"),
        col("class", "业务类别", "Kind of business"),
        col("cause", "原因", "Cause"), col("person", "被投诉人", "Person concerned"),
        col("owner", "经办人", "In hand of"),
        col("state", "状态", "State"), col("bank_at_fault", "是否有责", "Bank at fault"),
        col("feedback_at", "首次反馈时间", "First feedback", "instant"),
        col("replied_at", "答复时间", "Replied on", "instant"),
        col("closed_at", "办结时间", "Closed on", "instant"), col("days_open", "办理天数", "Days open", "minutes"),
        col("in_time", "是否按时", "In time"), col("settled_on_the_spot", "是否当场办结", "On the spot"),
        col("accepted", "客户是否认可", "Customer agrees"), col("signed_by", "审批人", "Signed by"),
    ), _complaints),
    ListSpec("praise", "表扬", "Praise", (
        col("no", "编号", "Record no."), col("day", "日期", "Day", "day"), col("source", "来源", "Source"),
        col("people", "受表扬人", "People"),
    ), _praise),
    ListSpec("channels", "投诉渠道", "Channels of complaints", _COUNTED, _axis("channel", lambda _s: CHANNELS)),
    ListSpec("causes", "投诉原因", "Causes of complaints", _COUNTED, _axis("cause", lambda s: _named(s, "cause"))),
    ListSpec("classes", "投诉业务类别", "Business complained of", _COUNTED,
             _axis("class", lambda s: _named(s, "class"))),
    ListSpec("days", "每日客流", "Customers by day", (
        col("day", "日期", "Day", "day"), col("weekday", "星期", "Weekday"), *_CAME), _days),
    ListSpec("queues", "业务队列", "Customers by class of service", (col("name", "名称", "Name"), *_CAME), _classes),
    ListSpec("windows", "窗口评价", "Ratings by window", (
        col("name", "窗口", "Window"), col("served", "办理人次", "Served", "count"),
        col("rated", "评价次数", "Ratings", "count"), col("mean", "平均评价", "Mean rating", "mean"),
        col("good_share", "满意率", "Share of 4 and 5", "share"),
    ), _windows),
)  # fmt: skip

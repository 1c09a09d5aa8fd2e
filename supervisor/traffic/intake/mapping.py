"""Which column of a ticket file means what, as data.

Two layouts of tickets are known by their headers: the branch's own (Chinese or English headers, described in
docs/traffic-import.md) and the call-centre log of the Technion's "Anonymous Bank"; and one of counts per interval. Any
other file is read with a mapping of one's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from supervisor.language import _
from supervisor.traffic.intake.headings import plain, simple
from supervisor.traffic.tickets import Outcome

TICKETS, COUNTS = "tickets", "counts"
FIELDS = (
    "number", "service_class", "day", "arrived", "called", "finished", "waited", "served", "outcome", "server",
    "rating",
)  # fmt: skip
COUNT_FIELDS = ("start", "count", "day", "service_class")
NEEDED = {TICKETS: ("number", "arrived"), COUNTS: ("start", "count")}


class TicketMapping(msgspec.Struct, frozen=True):
    """Columns by header. Of several `number` columns the texts are joined; of several times the first filled counts.

    `order`: pairs of columns of which the first must not be later than the second. `zero_is_missing`: a time of
    0:00:00 means that it did not happen. `day`: column of the date where times come without one. `waited`, `served`:
    how long, where the file says that and not when; `date_order`: of dates that end with the year, "dmy" or "mdy".
    """

    name: str
    number: tuple[str, ...]
    arrived: tuple[str, ...]
    service_class: str = ""
    day: str = ""
    called: tuple[str, ...] = ()
    finished: tuple[str, ...] = ()
    outcome: str = ""
    server: str = ""
    rating: str = ""
    order: tuple[tuple[str, str], ...] = ()
    zero_is_missing: bool = False
    waited: str = ""
    served: str = ""
    date_order: str = ""
    ratings: dict[str, int] = {}  # what this file's letters or words mean, 1 (worst) to 5, where a person said so

    def columns(self) -> tuple[str, ...]:
        """Every header this mapping reads."""
        single = (self.service_class, self.day, self.waited, self.served, self.outcome, self.server, self.rating)
        pairs = tuple(name for pair in self.order for name in pair)
        return tuple(
            name for name in (*self.number, *self.arrived, *self.called, *self.finished, *single, *pairs) if name
        )

    def times(self) -> tuple[str, ...]:
        """Every header of moments."""
        pairs = tuple(name for pair in self.order for name in pair)
        return tuple(dict.fromkeys((*self.arrived, *self.called, *self.finished, *pairs)))


class CountsMapping(msgspec.Struct, frozen=True):
    """Counts of customers by interval. Of several `count` columns each is a class of service, by its header.

    across: "hours" where each `count` column is an interval of the day, by its header, and `start` is empty; "days"
    where each is a day.
    """

    name: str
    start: str
    count: tuple[str, ...]
    day: str = ""
    service_class: str = ""
    date_order: str = ""
    across: str = ""

    def columns(self) -> tuple[str, ...]:
        """Every header this mapping reads."""
        return tuple(name for name in (self.start, *self.count, self.day, self.service_class) if name)


Layout = TicketMapping | CountsMapping
Recogniser = Callable[[Sequence[object]], Layout | None]

CALL_CENTRE = TicketMapping(
    name="anonymous-bank",
    number=("vru+line", "call_id"),
    service_class="type",
    day="date",
    arrived=("q_start", "ser_start", "vru_exit"),  # who did not queue came when he was served
    called=("ser_start",),
    finished=("ser_exit", "q_exit"),
    outcome="outcome",
    server="server",
    order=(("vru_entry", "vru_exit"),),
    zero_is_missing=True,
)

OWN_HEADERS: dict[str, tuple[str, ...]] = {
    "number": (
        "票号", "号码", "排队号", "排队号码", "排队编号", "票号码", "号票", "号票号码", "小票号", "小票号码",
        "取号号码", "流水号", "ticket", "ticket number", "ticket no", "number",
    ),
    "service_class": (
        "业务类型", "业务类别", "业务种类", "业务名称", "队列", "队列名称", "业务队列", "class",
        "service class", "service", "queue",
    ),
    "day": (
        "日期", "业务日期", "营业日期", "取号日期", "办理日期", "交易日期", "date", "day", "business date",
    ),
    "arrived": (
        "取号时间", "取票时间", "排队时间", "出票时间", "领号时间", "抽号时间", "到达时间", "到店时间",
        "取号时刻", "取号", "arrived", "arrival", "issued", "arrival time", "issue time", "ticket time",
    ),
    "called": (
        "叫号时间", "呼叫时间", "开始时间", "受理时间", "开始办理时间", "开始服务时间", "服务开始时间",
        "办理开始时间", "业务开始时间", "叫号", "called", "started", "call time", "start time",
        "service start",
    ),
    "finished": (
        "结束时间", "办结时间", "完成时间", "离开时间", "结束办理时间", "结束服务时间", "服务结束时间",
        "办理结束时间", "办理完成时间", "业务结束时间", "结束", "finished", "ended", "end time", "finish time",
        "service end",
    ),
    "waited": (
        "等候时间", "等待时间", "等候时长", "等待时长", "排队时长", "候时", "wait", "waited", "waiting time",
        "wait time",
    ),
    "served": (
        "办理时长", "服务时长", "业务时长", "受理时长", "处理时长", "办理用时", "服务用时", "service time",
        "service seconds", "duration",
    ),
    "outcome": (
        "结果", "状态", "办理结果", "办理状态", "业务状态", "服务状态", "票状态", "outcome", "status",
    ),
    "server": (
        "窗口", "窗口号", "窗口编号", "窗口名称", "柜台", "柜台号", "柜员", "柜员号", "柜员工号", "员工号",
        "工号", "window", "server", "counter", "teller",
    ),
    "rating": (
        "评价", "满意度", "评价结果", "客户评价", "满意度评价", "服务评价", "评价等级", "rating",
        "satisfaction",
    ),
}  # fmt: skip

COUNT_HEADERS: dict[str, tuple[str, ...]] = {
    "start": (
        "时段", "时间段", "时间", "开始时间", "起始时间", "统计时间", "统计时段", "小时", "钟点", "start",
        "interval", "time", "hour", "time slot", "timestamp", "datetime", "from", "period",
    ),
    "count": (
        "人数", "客户数", "客户人数", "取号数", "取号人数", "取号量", "客流量", "客流", "到店人数", "到访人数",
        "来客数", "排队人数", "票数", "业务量", "笔数", "数量", "calls", "count", "customers", "arrivals",
        "visitors", "volume", "tickets", "number of customers",
    ),
    "day": OWN_HEADERS["day"],
    "service_class": (*OWN_HEADERS["service_class"], "类别", "类型", "type"),
}  # fmt: skip
WORDS = frozenset(simple(name) for table in (OWN_HEADERS, COUNT_HEADERS) for names in table.values() for name in names)

OUTCOMES: dict[str, Outcome] = {
    **dict.fromkeys((
        "已办理", "已办结", "完成", "办结", "已评价", "已完成", "办理完成", "办理完毕", "已结束", "服务完成",
        "服务结束", "正常", "已服务", "业务完成", "结束", "未评价", "served", "done", "agent", "completed",
        "finished", "complete", "closed",
    ), Outcome.SERVED),
    **dict.fromkeys((
        "弃号", "过号", "离开", "流失", "已过号", "已弃号", "弃票", "跳号", "未到", "未应答", "无人应答",
        "放弃", "超时", "取消", "呼叫未到", "left", "hang", "abandoned", "no show", "noshow", "missed",
        "cancelled", "canceled", "skipped",
    ), Outcome.LEFT),
    **dict.fromkeys((
        "作废", "测试", "无效", "废票", "已作废", "测试票", "误取", "void", "phantom", "never there", "test",
        "invalid",
    ), Outcome.NEVER_THERE),
    **dict.fromkeys((
        "等待", "等待中", "办理中", "排队中", "未叫号", "等候", "等候中", "已叫号", "正在办理", "服务中",
        "受理中", "open", "waiting", "being served", "called", "serving", "in progress",
    ), Outcome.OPEN),
}  # fmt: skip

RATINGS: dict[str, int] = {
    **dict.fromkeys((
        "", "0", "未评价", "无", "none", "not rated", "-", "--", "null", "n/a", "未评", "无评价", "没有评价",
        "未按", "默认", "默认评价", "系统默认", "超时未评", "放弃评价", "\\n", "/", "no rating", "unrated",
    ), 0),
    **dict.fromkeys((
        "非常满意", "很满意", "十分满意", "5", "5分", "5星", "五星", "★★★★★", "very satisfied", "excellent",
    ), 5),
    **dict.fromkeys((
        "满意", "较满意", "比较满意", "4", "4分", "4星", "四星", "★★★★", "satisfied", "good",
    ), 4),
    **dict.fromkeys((
        "一般", "基本满意", "3", "3分", "3星", "三星", "★★★", "fair", "neutral", "average",
    ), 3),
    **dict.fromkeys((
        "不满意", "较不满意", "2", "2分", "2星", "两星", "二星", "★★", "dissatisfied", "poor",
    ), 2),
    **dict.fromkeys((
        "非常不满意", "很不满意", "十分不满意", "1", "1分", "1星", "一星", "★", "very dissatisfied", "bad",
    ), 1),
}  # fmt: skip
LETTERS = "abcde"  # keys of a counter: A is the best; three keys are good, fair and poor, four or five one step each
THREE_LETTERS = {"a": 5, "b": 3, "c": 2}
FIVE_LETTERS = {"a": 5, "b": 4, "c": 3, "d": 2, "e": 1}

NOBODY = frozenset({"", "no_server", "无", "-", "--", "null", "none", "n/a", "\\n"})  # of a server column: nobody


def own_mapping(headers: Sequence[object]) -> TicketMapping | None:
    """The branch's own layout when these headers are of it: a number and an arrival at least."""
    found = _found(headers, OWN_HEADERS)
    return chosen_mapping(found) if "number" in found and "arrived" in found else None


def counts_mapping(headers: Sequence[object]) -> CountsMapping | None:
    """The layout of counts per interval when these headers are of it: an interval and a number at least."""
    found = _found(headers, COUNT_HEADERS)
    return chosen_counts(found, "counts") if "start" in found and "count" in found else None


def _found(headers: Sequence[object], table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    present: dict[str, str] = {}
    for header in headers:
        present.setdefault(simple(header), plain(header))
    present.pop("", None)
    found = {}
    for field, names in table.items():
        column = next((present[simple(name)] for name in names if simple(name) in present), None)
        if column is not None:
            found[field] = column
    return found


def chosen_mapping(
    columns: Mapping[str, str], name: str = "own", *, date_order: str = "", ratings: Mapping[str, int] | None = None
) -> TicketMapping:
    """A mapping from field to header; raises ValueError naming an unknown or a missing field."""
    _check(columns, FIELDS, NEEDED[TICKETS])
    text = {field: plain(header) for field, header in columns.items()}
    return TicketMapping(
        name=name,
        number=(text["number"],),
        arrived=(text["arrived"],),
        called=(text["called"],) if text.get("called") else (),
        finished=(text["finished"],) if text.get("finished") else (),
        service_class=text.get("service_class", ""),
        day=text.get("day", ""),
        outcome=text.get("outcome", ""),
        server=text.get("server", ""),
        rating=text.get("rating", ""),
        waited=text.get("waited", ""),
        served=text.get("served", ""),
        date_order=date_order,
        ratings={plain(one): value for one, value in (ratings or {}).items()},
    )


def chosen_counts(columns: Mapping[str, str], name: str = "counts", *, date_order: str = "") -> CountsMapping:
    """Counts from field to header, several headers of `count` parted by "|"; raises ValueError like the above."""
    _check(columns, COUNT_FIELDS, NEEDED[COUNTS])
    return CountsMapping(
        name=name,
        start=plain(columns["start"]),
        count=tuple(plain(header) for header in columns["count"].split("|") if header.strip()),
        day=plain(columns.get("day", "")),
        service_class=plain(columns.get("service_class", "")),
        date_order=date_order,
    )


def layout_of(columns: Mapping[str, str], name: str, *, date_order: str = "") -> Layout:
    """Tickets or counts, by the fields named."""
    if "start" in columns or "count" in columns:
        return chosen_counts(columns, name, date_order=date_order)
    return chosen_mapping(columns, name, date_order=date_order)


def _check(columns: Mapping[str, str], fields: Sequence[str], needed: Sequence[str]) -> None:
    unknown = sorted(set(columns) - set(fields))
    if unknown:
        text = _("unknown field {unknown}; the fields are {fields}")
        raise ValueError(text.format(unknown=", ".join(unknown), fields=", ".join(fields)))
    missing = [field for field in needed if not columns.get(field)]
    if missing:
        raise ValueError(_("no column given for {fields}").format(fields=", ".join(missing)))

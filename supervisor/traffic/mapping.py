"""Which column of a ticket file means what, as data.

Two layouts are known by their headers: the branch's own (Chinese or English headers, described in
docs/traffic-import.md) and the call-centre log of the Technion's "Anonymous Bank". Any other file is read with a
mapping of one's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from supervisor.traffic.tickets import Outcome

FIELDS = ("number", "service_class", "day", "arrived", "called", "finished", "outcome", "server", "rating")


class TicketMapping(msgspec.Struct, frozen=True):
    """Columns by header. Of several `number` columns the texts are joined; of several times the first filled counts.

    `order`: pairs of columns of which the first must not be later than the second. `zero_is_missing`: a time of
    0:00:00 means that it did not happen. `day`: column of the date where times come without one.
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

    def columns(self) -> tuple[str, ...]:
        """Every header this mapping reads."""
        single = (self.service_class, self.day, self.outcome, self.server, self.rating)
        pairs = tuple(name for pair in self.order for name in pair)
        return tuple(
            name for name in (*self.number, *self.arrived, *self.called, *self.finished, *single, *pairs) if name
        )


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
    "number": ("票号", "号码", "排队号", "排队号码", "ticket", "ticket number", "number"),
    "service_class": ("业务类型", "业务类别", "业务种类", "队列", "class", "service class", "service_class", "service"),
    "day": ("日期", "业务日期", "营业日期", "date", "day"),
    "arrived": ("取号时间", "取票时间", "排队时间", "arrived", "arrival", "issued"),
    "called": ("叫号时间", "呼叫时间", "开始时间", "受理时间", "called", "started"),
    "finished": ("结束时间", "办结时间", "完成时间", "离开时间", "finished", "ended"),
    "outcome": ("结果", "状态", "办理结果", "outcome", "status"),
    "server": ("窗口", "窗口号", "柜台", "柜员", "柜员号", "window", "server", "counter"),
    "rating": ("评价", "满意度", "评价结果", "rating", "satisfaction"),
}

OUTCOMES: dict[str, Outcome] = {
    **dict.fromkeys(("已办理", "已办结", "完成", "办结", "已评价", "served", "done", "agent"), Outcome.SERVED),
    **dict.fromkeys(("弃号", "过号", "离开", "流失", "left", "hang", "abandoned", "no show"), Outcome.LEFT),
    **dict.fromkeys(("作废", "测试", "无效", "void", "phantom", "never there"), Outcome.NEVER_THERE),
    **dict.fromkeys(("等待", "等待中", "办理中", "open", "waiting", "being served"), Outcome.OPEN),
}

RATINGS: dict[str, int] = {
    **dict.fromkeys(("", "0", "未评价", "无", "none", "not rated", "-"), 0),
    **dict.fromkeys(("非常满意", "5", "very satisfied", "excellent"), 5),
    **dict.fromkeys(("满意", "4", "satisfied", "good"), 4),
    **dict.fromkeys(("一般", "基本满意", "3", "fair", "neutral"), 3),
    **dict.fromkeys(("不满意", "2", "dissatisfied", "poor"), 2),
    **dict.fromkeys(("非常不满意", "很不满意", "1", "very dissatisfied", "bad"), 1),
}

NOBODY = frozenset({"", "no_server", "无", "-"})  # texts of the server column that name nobody


def plain(header: object) -> str:
    """A header as compared: no blanks around, no byte-order mark, case folded."""
    return str(header or "").replace("\ufeff", "").strip().casefold()


def own_mapping(headers: Sequence[object]) -> TicketMapping | None:
    """The branch's own layout when these headers are of it: a number and an arrival at least."""
    found: dict[str, str] = {}
    present = [plain(header) for header in headers]
    for field, names in OWN_HEADERS.items():
        column = next((name for name in names if plain(name) in present), None)
        if column is not None:
            found[field] = plain(column)
    return chosen_mapping(found) if "number" in found and "arrived" in found else None


def chosen_mapping(columns: Mapping[str, str], name: str = "own") -> TicketMapping:
    """A mapping from field to header; raises ValueError naming an unknown or a missing field."""
    unknown = sorted(set(columns) - set(FIELDS))
    if unknown:
        raise ValueError(f"unknown field {', '.join(unknown)}; the fields are {', '.join(FIELDS)}")
    missing = [field for field in ("number", "arrived") if not columns.get(field)]
    if missing:
        raise ValueError(f"no column given for {', '.join(missing)}")
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
    )


def recognise(headers: Sequence[object]) -> TicketMapping | None:
    """The known layout of these headers, or None."""
    present = {plain(header) for header in headers}
    if set(CALL_CENTRE.columns()) <= present:
        return CALL_CENTRE
    return own_mapping(headers)

"""The kinds of incident a branch declares, and what each usually touches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from supervisor.language import Words


class Kind(msgspec.Struct, frozen=True):
    """A kind of incident; `outage` where machines or lines fail, `crowd` where customers pile up."""

    code: str
    name: Words
    outage: bool = False
    crowd: bool = False


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("surge", Words("客流激增", "Customer surge"), crowd=True),
        Kind("core_outage", Words("核心系统中断", "Core system outage"), outage=True, crowd=True),
        Kind("network", Words("网络中断", "Network outage"), outage=True),
        Kind("power", Words("停电", "Power cut"), outage=True),
        Kind("atm_down", Words("自助设备停机", "ATM or self-service machine down"), outage=True),
        Kind("queue_machine_down", Words("叫号机故障", "Queue-ticket machine down"), outage=True),
        Kind("cash_shortage", Words("库存现金不足", "Cash running short")),
        Kind("absentee", Words("人员临时缺岗", "Staff unexpectedly absent")),
        Kind("customer_incident", Words("厅堂客户突发情况", "Customer incident in the lobby")),
        Kind("complaint_escalating", Words("投诉升级", "Complaint escalating")),
    )
}


class Span(msgspec.Struct, frozen=True):
    """One incident's time and commander; `end` None while it runs."""

    subject: str
    start: datetime
    end: datetime | None
    commander: str


def running_at(spans: Sequence[Span], at: datetime) -> list[Span]:
    """The incidents running at an instant: begun by then and not yet ended."""
    return [s for s in spans if s.start <= at and (s.end is None or at < s.end)]


def split_command(spans: Sequence[Span]) -> list[tuple[Span, Span]]:
    """Pairs of incidents that ran at the same time under different commanders (A10 wants one on site).

    Two laptops that were apart may each have named one; nothing is overwritten, the pair is listed for a person.
    """
    pairs: list[tuple[Span, Span]] = []
    ordered = sorted(spans, key=lambda s: (s.start, s.subject))
    for index, one in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if one.end is not None and other.start >= one.end:
                continue
            if one.commander and other.commander and one.commander != other.commander:
                pairs.append((one, other))
    return pairs

"""For which reasons the day limits of a complaint may stand still: what ships."""

from __future__ import annotations

import msgspec

from supervisor.language import Words


class PauseReason(msgspec.Struct, frozen=True):
    """A stated reason; only an `active` one can be chosen for a new pause."""

    code: str
    name: Words
    active: bool = True


SHIPPED = (
    PauseReason("papers", Words("等待客户补充材料", "Waiting for papers from the customer")),
    PauseReason("appraisal", Words("鉴定、检测期间", "An expert appraisal or test is running")),
    PauseReason("judicial", Words("司法、仲裁或调查程序期间", "A court, arbitration or investigation is running")),
    PauseReason("customer", Words("客户要求暂缓", "The customer asks to wait")),
    PauseReason("force_majeure", Words("不可抗力", "Force majeure")),
)

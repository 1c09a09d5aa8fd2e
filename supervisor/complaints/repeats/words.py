"""What two cases are to each other, in words."""

from __future__ import annotations

from supervisor.language import Words

KINDS = {
    "duplicate": Words("重复登记", "The same matter, heard twice"),
    "repeat": Words("再次投诉", "The customer complained again"),
    "perhaps": Words("疑似同一客户", "Perhaps the same customer"),
}
UNREADABLE = Words("一件您无权查看的投诉", "A case you may not read")

"""The codes of holds and of the registers in words."""

from __future__ import annotations

from supervisor.language import Words

HOLDS = {
    "lawsuit": Words("诉讼或仲裁", "Lawsuit or arbitration"),
    "regulator": Words("监管检查", "Regulator"),
    "audit": Words("内部审计", "Audit"),
    "other": Words("其他", "Other"),
}
REGISTERS = {
    "complaint": Words("投诉", "Complaint"),
    "praise": Words("表扬", "Praise"),
    "promise": Words("承诺", "Promise"),
}

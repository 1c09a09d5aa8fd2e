"""What the roster's codes are called."""

from __future__ import annotations

from supervisor.language import Words

ABSENCES: dict[str, Words] = {
    "leave": Words("休假", "on leave"),
    "sick": Words("病假", "ill"),
    "training": Words("培训", "in training"),
    "business": Words("公出", "out on business"),
    "absent": Words("缺勤", "absent"),
    "late": Words("迟到", "late"),
}


def absence_name(kind: str) -> str:
    """Why somebody is away, in the language in force; the code itself where a newer program named another kind."""
    return str(ABSENCES.get(kind, kind))

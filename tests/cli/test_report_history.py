"""What was written for head office, when it is due and that it went, from the command line."""

from __future__ import annotations

import hashlib
from pathlib import Path


def test_a_month_from_written_to_handed_over(supervisor, tmp_path: Path) -> None:
    assert supervisor("report", "history", "--json").json == {"schema": "report.history", "version": 1, "written": []}
    late = supervisor("report", "due", "--json").json
    assert late["rule"] == {"nth": 5, "working": True}
    month = late["months"][-1]["month"]
    assert late["missing"]
    assert supervisor("report", "sent", month).code == 2  # nothing was written yet
    file = tmp_path / "月报.xlsx"
    assert supervisor("report", "complaints", month, "-o", file).code == 0
    assert supervisor("report", "sent", month).code == 2  # statistics are no month
    target = tmp_path / "month.xlsx"
    assert supervisor("report", "month", month, "-o", target).code == 0
    newest, _older = supervisor("report", "history", "--month", month, "--json").json["written"]
    assert (newest["kind"], newest["file"], newest["sent"]) == ("month", target.name, None)
    assert newest["digest"] == hashlib.sha256(target.read_bytes()).hexdigest()
    assert supervisor("report", "sent", month, "--to", "服务部").code == 0
    stands = supervisor("report", "due", "--json").json
    assert (stands["months"][-1]["state"], stands["missing"]) == ("done", [])
    assert stands["months"][-1]["sent"]["sent_to"] == "服务部"
    assert supervisor("report", "unsent", month).code == 0
    assert supervisor("report", "unsent", month).code == 2
    moved = target.rename(tmp_path / "other name.xlsx")
    assert [one["file"] for one in supervisor("report", "history", "--file", moved, "--json").json["written"]] == [
        "month.xlsx"
    ]
    moved.write_bytes(moved.read_bytes() + b"\0")
    assert supervisor("report", "history", "--file", moved).code == 4
    assert supervisor("report", "history", "--file", tmp_path / "none.xlsx").code == 2
    told = supervisor("report", "history", lang="zh").out
    assert "生成时间" in told
    assert "月报" in told


def test_the_due_day_is_said_and_set(supervisor) -> None:
    assert "第 3 个工作日" in supervisor("report", "due-day", "3", lang="zh").out
    assert "day 8" in supervisor("report", "due-day", "8", "--calendar").out
    assert supervisor("report", "due-day", "31").code == 2
    assert "no day set" in supervisor("report", "due-day", "0").out
    assert [one["due"] for one in supervisor("report", "due", "--json").json["months"]] == [None]

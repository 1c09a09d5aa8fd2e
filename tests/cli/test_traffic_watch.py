"""The queue machine's folder from the command line."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.traffic.queue_machine import HEAD


def test_a_folder_is_looked_at_once_and_kept_for_the_desktop(supervisor, tmp_path: Path) -> None:
    folder = tmp_path / "queue"
    folder.mkdir()
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    rows = "".join(f"A{n:03d},个人现金,{today} 00:0{n + 1}:00,,,\n" for n in range(3))
    (folder / "today.csv").write_text(f"{HEAD}\n{rows}", encoding="utf-8")
    (folder / "other.csv").write_text("colour,size\nred,big\n", encoding="utf-8")
    said = supervisor("traffic", "watch", folder, "--once", "--keep", "--pattern", "*.csv", "--json")
    assert (said.code, said.json["schema"], said.json["new"]) == (0, "traffic.watch", 3)
    assert [(one["file"], bool(one["fault"])) for one in said.json["files"]] == [
        ("other.csv", True), ("today.csv", False),
    ]  # fmt: skip
    assert [one["file"] for one in said.json["remarks"]] == ["other.csv"]
    again = supervisor("traffic", "watch", "--once", lang="zh")
    assert (again.code, "新增 0 张票" in again.out, "Traceback" in again.err) == (0, True, False)
    os.rename(folder, tmp_path / "away")
    gone = supervisor("traffic", "watch", "--once", "--json")
    assert (gone.code, bool(gone.json["fault"]), gone.json["new"]) == (2, True, 0)
    assert supervisor("traffic", "watch", "--forget").code == 0
    assert supervisor("traffic", "watch", "--once").code == 2

"""A queue machine that writes its file while somebody looks: tickets drawn, called and finished minute by minute."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

HEAD = "票号,业务类型,取号时间,叫号时间,结束时间,窗口"
ZONE_HOURS = 8


class Machine:
    """One file of one day. `start`: the local instant, without a zone, at which the first ticket is drawn."""

    def __init__(self, path: Path, start: datetime, *, every_seconds: int = 48, serve_seconds: int = 260) -> None:
        self.path, self.start = path, start
        self.every, self.serve = every_seconds, serve_seconds
        self.served_by = 6

    def rows(self, at: datetime) -> list[str]:
        """Lines as the machine knows them at an instant."""
        free = [self.start] * self.served_by
        lines = []
        drawn, number = self.start, 1
        while drawn <= at:
            window = min(range(self.served_by), key=lambda one: free[one])
            called = max(drawn + timedelta(seconds=20), free[window])
            ended = free[window] = called + timedelta(seconds=self.serve)
            lines.append(
                f"A{number:03d},个人业务,{drawn:%Y-%m-%d %H:%M:%S},{_told(called, at)},{_told(ended, at)},"
                + (f"{window + 1}号" if called <= at else "")
            )
            drawn, number = drawn + timedelta(seconds=self.every), number + 1
        return lines

    def write(self, at: datetime, *, tail: str = "") -> None:
        """Write the file anew as it is at an instant; `tail` behind its last line, without an end."""
        self.put("\n".join([HEAD, *self.rows(at)]) + "\n" + tail, at)

    def put(self, text: str, at: datetime) -> None:
        """Any text in the file's place, written at an instant."""
        self.path.write_text(text, encoding="utf-8")
        stamp = (at - timedelta(hours=ZONE_HOURS) - datetime(1970, 1, 1)).total_seconds()
        os.utime(self.path, (stamp, stamp))


def _told(moment: datetime, at: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}" if moment <= at else ""

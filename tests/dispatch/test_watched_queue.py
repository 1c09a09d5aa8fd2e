"""From the queue machine's folder to who waits now: what Dispatch and the offer of a surge begin with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from supervisor.branch.ledger import names, service_classes
from supervisor.dispatch.floor.queue_now import standing_now
from supervisor.journal import SYSTEM, Book
from supervisor.traffic.watching.watch import Watch, known_words
from tests.meetings.branch_book import branch, one_branch  # noqa: F401  (fixtures by their own names)
from tests.traffic.queue_machine import HEAD, Machine

HALF_PAST_TEN = datetime(2026, 11, 23, 10, 30)


def test_who_waits_now_follows_the_file_minute_by_minute(one_branch: Book, tmp_path: Path) -> None:  # noqa: F811
    with one_branch.read() as r:
        code = service_classes(r)[0]
        name = next(str(one.name.zh) for one in names(r, "class") if one.code == code)
    machine, watch = Machine(tmp_path / "today.csv", HALF_PAST_TEN), Watch(tmp_path)
    waiting = []
    for minute in range(4):
        at = HALF_PAST_TEN + timedelta(minutes=minute)
        utc = at.replace(tzinfo=UTC) - timedelta(hours=8)
        one_branch.set_now(lambda utc=utc: utc)
        rows = [  # two come a minute, one of those before is called
            f"A{n:03d},{name},2026-11-23 10:{30 + n // 2}:0{n % 2},"
            + (f"2026-11-23 10:{31 + n}:30" if n < minute else "") + ",,"
            for n in range(2 * minute + 2)
        ]  # fmt: skip
        machine.put("\n".join([HEAD, *rows]) + "\n", at)
        with one_branch.read() as r:
            known = known_words(r)
        watch.enter(one_branch, SYSTEM, watch.look(known))
        with one_branch.read() as r:
            now = standing_now(r, utc)
        assert now.source == "tickets"
        waiting.append(now.waiting[code])
    assert waiting == [2, 3, 4, 5]

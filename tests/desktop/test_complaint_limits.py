"""A limit that begins to warn, or runs out, while the desktop is open is said once."""

from __future__ import annotations

from datetime import timedelta

from supervisor.complaints import service
from supervisor.desktop.desk import Desk
from supervisor.desktop.limits_watch import LimitsWatch
from supervisor.language import use_language
from tests.desktop.care import Settle
from tests.desktop.conftest import NOW


def test_a_limit_is_said_when_it_warns_and_when_it_is_past_and_only_then(desk: Desk, settle: Settle) -> None:
    use_language("zh")
    said: list[tuple[str, str]] = []
    desk.said.connect(lambda notice, _undo: said.append((notice.status, notice.happened)))
    watch = LimitsWatch(desk)

    def look(minutes: int) -> list[str]:
        said.clear()
        desk.book.set_now(lambda: NOW + timedelta(minutes=minutes))
        watch.look()
        settle()
        return [status for status, _words in said]

    assert look(0) == [], "what stood so before is no news"
    service.register(desk.book, desk.actor, channel="phone", text="x", class_code="cash", cause_code="waiting")
    assert look(1) == [], "a new case has half an hour"
    assert look(21) == ["warning"], "its last third warns"
    assert said[0][1].startswith("投诉即将到期：TS-")
    assert look(22) == [], "said once"
    assert look(31) == ["bad"]
    assert said[0][1].startswith("投诉已超时：TS-")
    assert look(32) == []

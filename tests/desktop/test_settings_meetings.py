"""The rules of meetings in the settings: longest lengths, rooms, how many at once, by keyboard and with a way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from supervisor.desktop.desk import Desk
from tests.desktop import keyboard
from tests.desktop.settings_page import (
    again_arrived,  # noqa: F401  (fixtures, by their own names)
    desk_now,  # noqa: F401
    form,
    send,
    settings_on_show,  # noqa: F401
)


def rules(desk: Desk) -> tuple[dict[str, int], dict[str, tuple[int, bool, bool]], int]:
    from supervisor.meetings.ledger import caps, rooms
    from supervisor.meetings.limits.ledger import most_at_once

    with desk.book.read() as r:
        return caps(r), {one.name: (one.seats, one.lunch, one.customer_area) for one in rooms(r)}, most_at_once(r)


def test_lengths_rooms_and_the_limit_are_set_and_taken_back(shown: Any, desk: Desk, again: Callable[[], None]) -> None:
    before = rules(desk)
    shown.show_tab("meetings")
    tab = shown.meetings
    assert tab.caps.proxy.rowCount() == 8
    assert tab.caps.select(lambda line: line.subject == "briefing")
    tab.caps.opened.emit(tab.caps.current())  # what Enter sends
    made = form(shown)
    made._fields["minutes"].setValue(35)
    send(shown, again)
    assert rules(desk)[0]["briefing"] == 35
    assert tab.caps.current().minutes == 35
    tab.ask_at_once()
    form(shown)._fields["most"].setValue(2)
    send(shown, again)
    assert rules(desk)[2] == 2
    assert "2" in tab.at_once.text()
    tab.ask_room()
    form(shown).press()
    again()
    assert form(shown).blamed("name"), "a room without a name"
    keyboard.fill(form(shown), name="三楼会议室")
    form(shown)._fields["seats"].setValue(20)
    form(shown)._fields["lunch"].setChecked(True)
    send(shown, again)
    assert rules(desk)[1]["三楼会议室"] == (20, True, False)
    assert tab.rooms.select(lambda line: line.name == "三楼会议室")
    tab.rooms.opened.emit(tab.rooms.current())
    form(shown)._fields["seats"].setValue(24)
    send(shown, again)
    assert rules(desk)[1]["三楼会议室"][0] == 24
    assert tab.rooms.select(lambda line: line.name == "三楼会议室")
    tab.remove.click()
    again()
    assert "三楼会议室" not in rules(desk)[1]
    for _step in range(5):
        desk.undo()
        again()
    caps, rooms, most = rules(desk)
    assert (caps.get("briefing", 20), rooms, most) == (before[0].get("briefing", 20), *before[1:])

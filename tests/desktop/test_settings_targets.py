"""Waiting targets by class of service, in the settings."""

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


def test_a_class_gets_a_waiting_target_of_its_own_and_loses_it_again(
    shown: Any, desk: Desk, again: Callable[[], None]
) -> None:
    from supervisor.traffic.targets.ledger import class_targets

    shown.hours.ask_targets()
    made = form(shown)
    code = next(iter(shown.snapshot.classes))
    for values, field in (
        ({f"minutes:{code}": "5"}, f"share:{code}"), ({f"share:{code}": "90"}, f"minutes:{code}"),
        ({f"minutes:{code}": "bald", f"share:{code}": "90"}, f"minutes:{code}"),
        ({f"minutes:{code}": "5", f"share:{code}": "100"}, f"share:{code}"),
    ):  # fmt: skip
        for field_name in (f"minutes:{code}", f"share:{code}"):
            made._fields[field_name].clear()
        keyboard.fill(made, **values)
        made.press()
        again()
        assert made.blamed(field), values
    keyboard.fill(made, **{f"minutes:{code}": "5", f"share:{code}": "90%"})
    send(shown, again)
    with desk.book.read() as reader:
        assert {one: (t.minutes, t.share) for one, t in class_targets(reader).items()} == {code: (5.0, 0.9)}
    assert not shown.hours.own_targets.isHidden()
    assert shown.snapshot.classes[code] in shown.hours.own_targets.text()
    desk.undo()
    again()
    with desk.book.read() as reader:
        assert class_targets(reader) == {}

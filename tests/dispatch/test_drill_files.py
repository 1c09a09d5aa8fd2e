"""Files of drills as people save them: with the mark of Windows, with what cannot be meant, with letters that act."""

from __future__ import annotations

import json
from typing import Any

import pytest

from supervisor.cli.context import say, seen, table
from supervisor.dispatch.drills.course import Act, played, read_acts
from supervisor.dispatch.drills.scenes import Came, check, read_scene, to_json
from supervisor.errors import BadInput
from supervisor.language import Words

from .drill_scene import ALARM, START, small_playbook, small_scene

BOM = b"\xef\xbb\xbf"


def orders(**more: Any) -> bytes:
    line = {"at": f"10:{ALARM % 60 + 1:02d}:00", "person": "b1", "post": "cash"} | more
    return json.dumps({"scene": "small", "acts": [line]}).encode()


def test_the_mark_with_which_windows_begins_a_file_is_no_fault() -> None:
    scene = small_scene()
    assert read_scene(BOM + to_json(scene)) == scene
    assert read_acts(BOM + orders(), "o.json", scene) == read_acts(orders())
    with pytest.raises(BadInput):
        read_scene(BOM + b"{")


def test_a_file_of_orders_fits_its_scene() -> None:
    scene = small_scene()
    with pytest.raises(BadInput) as other:
        read_acts(orders(), "o.json", small_scene(code="large"))
    assert "large" in str(other.value.faults[0])
    with pytest.raises(BadInput) as midnight:
        read_acts(orders(until="00:00"), "o.json", scene)
    assert "until" in str(midnight.value.faults[0])
    early = f"10:{START % 60:02d}:30"
    with pytest.raises(BadInput) as before:
        read_acts(orders(at=early), "o.json", scene)
    assert "10:05" in str(before.value.faults[0])
    assert played(scene, 1, small_playbook(), read_acts(orders(until="10:30"), "o.json", scene)).acts


@pytest.mark.parametrize(
    "changes",
    [
        {"customers": (Came(at=610, post="cash", service=1e308),)},
        {"customers": (Came(at=610, post="cash", patience=1e9),)},
        {"customers": (Came(at=610, post="cash", waited=601.0),)},
        {"stopped": tuple((600.0, 601.0) for _ in range(101))},
    ],
)
def test_no_number_of_a_scene_is_beyond_measure(changes: dict[str, Any]) -> None:
    assert len(check(small_scene(**changes))) == 1


def test_letters_that_act_on_a_terminal_are_shown_by_their_number(capsys: pytest.CaptureFixture[str]) -> None:
    name = Words("红\x1b[31m演\u202e练", "x")
    say(name.zh)
    table(("场景",), [(name.zh,)])
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert said.count("<U+001B>") == said.count("<U+202E>") == 2
    assert seen("两行\n一列\t好") == "两行\n一列\t好"


def test_minutes_that_a_plan_of_quarter_hours_passes_over_are_nobodys_fault() -> None:
    """The one who must be in the lobby is elsewhere for eight minutes: seven are seen; for twelve: eleven."""
    scene = small_scene()
    for minutes, blamed in ((8, 0), (12, 11)):
        second = 60 * (ALARM + 2)
        acts = (Act(second=second, what="order", person="h1", post="cash", until_minute=ALARM + 2 + minutes),)
        course = played(scene, 1, small_playbook(), acts)
        assert sum(course.uncovered.values()) == blamed, minutes

"""A drill and the book: nothing but the result is written, it comes back whole, and old entries still read."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.branch.ledger import people
from supervisor.cli.main import run as command
from supervisor.dispatch.drills import service
from supervisor.dispatch.drills.course import Course, acts_json, played, read_acts
from supervisor.dispatch.drills.scenes import read_scene, to_json
from supervisor.dispatch.drills.score import compared, scored
from supervisor.dispatch.floor.situation import problem_at
from supervisor.dispatch.ledger import orders
from supervisor.errors import BadInput, Refused
from supervisor.incidents.ledger import incidents
from supervisor.incidents.playbooks import playbook
from supervisor.journal import Book
from supervisor.training.events import DrillHeld
from supervisor.training.ledger import drills
from tests.meetings.branch_book import SYSTEM

from .drill_scene import short_scene, small_playbook, small_scene
from .test_drills import GOOD

MORNING = datetime(2026, 11, 23, 2, 35, tzinfo=UTC)
DAY = date(2026, 11, 23)


@pytest.fixture
def manager(one_branch: Book) -> str:
    """Somebody of the branch who may hold drills."""
    one_branch.set_now(lambda: MORNING)
    with one_branch.read() as r:
        who = people(r)[0].subject
    add_user(one_branch, SYSTEM, login="chief", person=who, name="chief", roles=[Role.MANAGER])
    return who


def test_only_the_result_reaches_the_book(one_branch: Book, manager: str) -> None:
    scene, steps = small_scene(), small_playbook()
    told: list[Any] = []
    one_branch.changed.connect(lambda change: told.append(set(change.kinds)))
    with one_branch.read() as r:
        before = problem_at(r, playbook("surge"), MORNING)
    course = played(scene, 3, steps, GOOD)
    score = scored(course, compared(scene, 3, steps))
    assert told == []  # the whole exercise, and nothing was written
    subject = service.keep(one_branch, manager, scene, score, course.acts, held=MORNING, speed=10.0)
    assert told == [{"training.drill_held"}]
    with one_branch.read() as r:
        (kept,) = drills(r, DAY, DAY)
        assert (kept.subject, kept.scene, kept.passed, kept.seconds) == (subject, "small", True, 270)
        found = kept.outcome
        assert found is not None
        assert (found.first_order_seconds, found.steps_missed, found.steps_late, found.seed) == (90, 0, 0, 3)
        assert found.waiting_minutes == score.yours.waiting_minutes
        assert found.hindsight_minutes == score.hindsight.waiting_minutes
        assert found.saved_share == pytest.approx(score.saved_share, abs=1e-3)
        assert found.lesson == score.lesson
        # scene and acts are kept by their digests: the same drill can be played again
        again = read_scene(r.blob(found.scene_digest))
        acts = read_acts(r.blob(found.acts_digest))
        assert scored(played(again, found.seed, steps, acts), compared(again, found.seed, steps)) == score
        assert incidents(r, DAY, DAY) == []
        assert orders(r) == []
        assert problem_at(r, playbook("surge"), MORNING) == before
    one_branch.rebuild()
    with one_branch.read() as r:
        assert drills(r, DAY, DAY) == [kept]


def test_a_drill_that_breaks_off_leaves_nothing(one_branch: Book, manager: str) -> None:
    told: list[Any] = []
    one_branch.changed.connect(told.append)
    course = Course(small_scene(), 3, small_playbook())
    for act in GOOD[:3]:
        course.do(act)
    del course
    assert told == []
    with one_branch.read() as r:
        assert drills(r, DAY, DAY) == []


def test_who_may_hold_drills(one_branch: Book, manager: str) -> None:
    with one_branch.read() as r:
        teller = people(r)[1].subject
    add_user(one_branch, SYSTEM, login="teller", person=teller, name="teller", roles=[Role.STAFF])
    scene, steps = small_scene(), small_playbook()
    score = scored(played(scene, 3, steps), compared(scene, 3, steps))
    with one_branch.read() as r:
        service.may_hold(r, manager)
        with pytest.raises(Refused):
            service.may_hold(r, teller)
    with pytest.raises(Refused):
        service.keep(one_branch, teller, scene, score, (), held=MORNING)
    with pytest.raises(BadInput):
        service.keep(one_branch, manager, scene, score, (), held=MORNING, participants=["person:nobody"])
    with pytest.raises(ValueError, match="another scene"):
        service.keep(one_branch, manager, small_scene(walk_minutes=3.0), score, (), held=MORNING)


def test_drills_written_down_before_still_read(one_branch: Book, manager: str) -> None:
    import msgspec

    old = {
        "scene": "core_outage", "held": "2026-11-20T02:00:00Z", "commander": manager, "participants": [manager],
        "seconds": 95, "passed": True, "note": "",
    }  # fmt: skip
    fact = msgspec.json.decode(json.dumps(old).encode(), type=DrillHeld)
    with one_branch.write(SYSTEM) as w:
        w.append("drill:old", fact, at=fact.held)
    with one_branch.read() as r:
        (kept,) = drills(r, date(2026, 11, 20), date(2026, 11, 20))
    assert (kept.seconds, kept.outcome) == (95, None)


def call(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    capsys.readouterr()
    code = command([str(word) for word in words])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_the_command_line_plays_without_a_book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own, sheet = tmp_path / "own.json", tmp_path / "orders.json"
    own.write_bytes(to_json(short_scene()))
    sheet.write_bytes(acts_json("small", GOOD[3:4]))
    line = ("dispatch", "drill", "run", own, "--orders", sheet, "--seed", "3")
    code, said = call(capsys, *line, "--json")
    assert code == 0
    found = json.loads(said)
    assert (found["schema"], found["version"], found["drill"]) == ("dispatch.drill", 1, None)
    assert found["score"]["first_order_seconds"] == 90
    assert json.loads(call(capsys, *line, "--json")[1]) == found
    code, said = call(capsys, "--lang", "zh", *line, "--speed", "3600")
    assert code == 0
    assert "10:05" in said
    assert "事后最优" in said
    rule = json.loads(call(capsys, "dispatch", "drill", "run", own, "--seed", "3", "--policy", "greedy", "--json")[1])
    assert rule["score"]["yours"]["waiting_minutes"] <= rule["score"]["none"]["waiting_minutes"]
    assert len(json.loads(call(capsys, "dispatch", "drill", "scenes", "--json")[1])["scenes"]) == 6
    out = tmp_path / "out.json"
    assert call(capsys, "dispatch", "drill", "show", "core_noon", "-o", out)[0] == 0
    assert call(capsys, "dispatch", "drill", "show", "core_noon", "-o", out)[0] == 3
    assert call(capsys, "dispatch", "drill", "show", out)[0] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("nothing",),
        ("core_noon", "--orders", "nothing.json"),
        ("core_noon", "--policy", "best"),
        ("core_noon", "--policy", "ours", "--record"),
        ("core_noon", "--speed", "-1"),
        ("core_noon", "--seed", "-1"),
        ("core_noon", "--data", "."),
    ],
)
def test_what_the_command_line_cannot_play_is_said(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, said = call(capsys, "dispatch", "drill", "run", *words)
    assert code == 2
    assert "Traceback" not in said

"""Scenes as data: those of the program can be played, a broken one is refused with every fault, a day becomes one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from supervisor.dispatch.drills import service
from supervisor.dispatch.drills.course import played
from supervisor.dispatch.drills.hall import play_of
from supervisor.dispatch.drills.recorded import scene_of_day
from supervisor.dispatch.drills.scenes import Came, check, digest_of, read_scene, shipped, to_json
from supervisor.dispatch.drills.score import by_rule
from supervisor.errors import BadInput
from supervisor.incidents.playbooks import playbook
from supervisor.language import use_language

from .drill_scene import small_scene
from .replay_days import DAY, made_days


@pytest.fixture
def days() -> dict[date, Any]:
    return made_days(5)


def test_six_scenes_come_along_two_of_them_real() -> None:
    found = shipped()
    assert len(found) == 6
    assert len({one.kind for one in found.values()}) == 5
    assert {one.tickets.day for one in found.values() if one.tickets} == {"1999-02-03", "1999-02-14"}
    for code, scene in found.items():
        assert scene.code == code
        assert all((scene.name.zh, scene.name.en, scene.story.zh, scene.lesson.zh, scene.source.zh))
        assert playbook(scene.kind).steps


@pytest.mark.parametrize("code", sorted(shipped()))
def test_each_scene_can_be_played_and_something_happens_in_it(code: str) -> None:
    scene = shipped()[code]
    course = played(scene, 1, playbook(scene.kind))
    assert sum(course.hall.seen()[:1]) > 0
    alone = by_rule(scene, 1, None)
    assert alone.waiting_minutes > 150  # customer-minutes: worth an exercise
    assert by_rule(scene, 2, None) != alone


def test_a_scene_comes_back_from_its_file_as_it_went(tmp_path: Path) -> None:
    for scene in (small_scene(), *shipped().values()):
        file = tmp_path / "own.json"
        file.write_bytes(to_json(scene))
        assert service.scene_of_file(file) == scene
        assert digest_of(service.scene_of_file(file)) == digest_of(scene)
    assert digest_of(small_scene(walk_minutes=2.0)) != digest_of(small_scene())


def test_a_broken_scene_is_refused_with_every_fault() -> None:
    use_language("en")
    scene = json.loads(to_json(small_scene()))
    scene["kind"], scene["alarm_minute"] = "earthquake", 500
    scene["posts"][0]["arrivals"] = [9, -1]
    scene["posts"][1]["service_minutes"] = 0
    scene["people"][0]["skills"] = ["moon"]
    scene["people"][1]["spells"] = []
    scene["people"][2]["code"] = "t1"
    scene["outage"] = {"start_minute": 700, "end_minute": 640, "posts": {"cash": {"share": 0.5, "asks": 0.9}}}
    with pytest.raises(BadInput) as refused:
        read_scene(json.dumps(scene).encode(), "own.json")
    said = "\n".join(str(fault) for fault in refused.value.faults)
    for part in (
        "earthquake", "Start, alarm and end", "arrivals: 2", "from 0 to 1000", "service_minutes", "moon", "spells",
        "'t1'", "outage: start_minute", "guide", "add up to 1", "own.json",
    ):  # fmt: skip
        assert part in said, part


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"code": "Nicht gut"}, "code"),
        ({"schema": "drill-scene/9"}, "drill-scene/1"),
        ({"people": ()}, "1 to 80"),
        ({"end_minute": 1100}, "at most"),
        ({"walk_minutes": -1.0}, "walk_minutes"),
        ({"stopped": ((650.0, 640.0),)}, "stopped"),
        ({"customers": (Came(at=610, post="moon"),)}, "customers 1"),
        ({"customers": (Came(at=610, post="cash", service=-1.0),)}, "customers 1"),
        ({"posts": tuple(msgspec.structs.replace(p, arrivals=(), standing=0) for p in small_scene().posts)}, "Nobody"),
    ],
)
def test_what_cannot_be_played_is_said(changes: dict[str, Any], part: str) -> None:
    use_language("en")
    assert any(part in str(fault) for fault in check(small_scene(**changes)))


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"code": 3}', b'{"code": "x", "unknown": 1}', b"\xff\xfe"])
def test_no_scene_is_no_crash(text: bytes) -> None:
    with pytest.raises(BadInput):
        read_scene(text, "x.json")


def test_a_recorded_day_becomes_a_scene_customer_by_customer(days: dict[date, Any]) -> None:
    scene = scene_of_day(days, DAY, start_minute=590, end_minute=690, alarm_minute=605, kind="surge")
    assert check(scene) == []
    assert read_scene(to_json(scene)) == scene
    play = play_of(scene, 1)
    came = days[DAY].arrived / 60.0
    assert len(play.arrived) == int(((came >= 530) & (came < 690)).sum())
    assert len(scene.people) == 6
    expected = {post.name.zh: sum(post.expected) for post in scene.posts}
    really = sum(one.at >= 590 and one.post == "q1" for one in scene.customers)
    assert really > 1.5 * expected["cash"]  # the forecast knows usual days, the surge was none
    assert by_rule(scene, 1, None).waiting_minutes > 0


def test_a_day_without_tickets_makes_no_scene(days: dict[date, Any]) -> None:
    with pytest.raises(BadInput):
        scene_of_day(days, date(2026, 11, 14), start_minute=590, end_minute=690)
    with pytest.raises(BadInput):
        scene_of_day(days, DAY, start_minute=60, end_minute=120)
    with pytest.raises(BadInput):
        scene_of_day(days, DAY, start_minute=690, end_minute=590)


def test_what_lies_behind_no_scene_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        service.in_full(shipped()["network_down"], tmp_path)
    with pytest.raises(BadInput):
        service.in_full(shipped()["core_noon"], tmp_path)
    with pytest.raises(BadInput):
        service.scene_named("nothing")


@pytest.mark.real_data
@pytest.mark.parametrize("code", ["core_noon", "sudden_surge"])
def test_the_real_surges_are_played_one_by_one(real_data: Path, code: str) -> None:
    scene = shipped()[code]
    full = service.in_full(scene, real_data)
    assert full.recorded
    assert (full.name, full.kind, full.lesson) == (scene.name, scene.kind, scene.lesson)
    assert len(full.customers) > 300
    assert by_rule(full, 1, None).lost > 50
    assert bool(full.stopped) == (code == "core_noon")
    # The shape that everybody gets has its peak in the quarter-hour where the record has it.
    assert scene.tickets is not None
    shift = scene.start_minute - scene.tickets.start_minute
    quarters = range((scene.end_minute - scene.start_minute) // 15)
    counts = [
        sum(scene.start_minute + 15 * q <= one.at + shift < scene.start_minute + 15 * (q + 1) for one in full.customers)
        for q in quarters
    ]
    shape = scene.posts[0].arrivals
    assert max(quarters, key=lambda q: counts[q]) == max(quarters, key=lambda q: shape[q])

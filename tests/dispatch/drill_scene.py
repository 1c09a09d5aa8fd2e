"""A small scene for tests: an hour, three posts, a surge at the counters and somebody in the back office."""

from __future__ import annotations

from typing import Any

import msgspec

from supervisor.dispatch.drills.scenes import Scene, ScenePerson, ScenePost, SceneSpell
from supervisor.incidents.playbooks import Playbook, Step
from supervisor.language import Words

START, ALARM, END = 600, 605, 660


def person(code: str, skills: str, post: str, start: float = 540, end: float = 720) -> ScenePerson:
    spell = SceneSpell(start_minute=start, end_minute=end, post=post)
    return ScenePerson(code=code, name=Words(f"员工{code}", code), skills=tuple(skills.split()), spells=(spell,))


def small_scene(**changes: Any) -> Scene:
    """Nine come for cash each quarter-hour in place of four; one counter, two in the back office who could help."""
    made: dict[str, Any] = {
        "code": "small",
        "name": Words("小型激增", "Small surge"),
        "kind": "surge",
        "story": Words("人多", "Many come"),
        "start_minute": START,
        "alarm_minute": ALARM,
        "end_minute": END,
        "posts": (
            ScenePost(
                code="cash", name=Words("窗口", "Counter"), arrivals=(9, 9, 9, 9), expected=(4, 4, 4, 4), standing=4,
                service_minutes=4.0, patience_minutes=30.0, stations=2,
            ),
            ScenePost(code="hall", name=Words("厅堂", "Hall"), arrivals=(2, 2, 2, 2), service_minutes=2.0, min_cover=1),
            ScenePost(code="back", name=Words("内勤", "Back"), handover_minutes=2),
        ),
        "people": (
            person("t1", "cash", "cash"),
            person("b1", "cash back", "back"),
            person("b2", "cash back", "back"),
            person("h1", "hall cash", "hall"),
        ),
        "walk_minutes": 1.0,
    }  # fmt: skip
    return Scene(**made | changes)


def short_scene(**changes: Any) -> Scene:
    """The first half of it."""
    scene = small_scene()
    posts = tuple(msgspec.structs.replace(p, arrivals=p.arrivals[:2], expected=p.expected[:2]) for p in scene.posts)
    return small_scene(**{"posts": posts, "end_minute": START + 30} | changes)


def small_playbook() -> Playbook:
    def step(code: str, minutes: int, *, restart: bool = False) -> Step:
        return Step(code=code, after_minutes=minutes, owner="manager", text=Words(code), restart=restart)

    steps = (step("command", 0), step("count", 2), step("notice", 10), step("after", 0, restart=True))
    return Playbook(kind="surge", name=Words("客流激增"), steps=steps, notice=Words("人多"))

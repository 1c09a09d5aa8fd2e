"""A problem file may come from anywhere: it solves to the same answer, or is refused in words that name the place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from supervisor.errors import BadInput
from supervisor.language import language, use_language
from supervisor.meetings.planner.planner import plan
from supervisor.meetings.problem.file import Solved, read_problem, solved_to_json
from supervisor.meetings.problem.model import to_json
from supervisor.meetings.service import solve_again, solve_file
from tests.meetings.branch_problem import named, problem, wish


def text() -> dict[str, Any]:
    return json.loads(to_json(problem(wish(*named("t1", "t2")))))


def test_a_file_solves_elsewhere_to_the_same_answer(tmp_path: Path) -> None:
    asked = problem(wish(*named("t1", "t2")), wish(*named("t3"), subject="meeting:2"))
    file = tmp_path / "problem.json"
    file.write_bytes(to_json(asked))
    assert to_json(solve_file(file)) == to_json(solve_file(file)) == to_json(plan(asked))


def test_what_proven_means_stands_in_the_answer(tmp_path: Path) -> None:
    """An answer written by a program that did not say its tolerance is the same answer all the same."""
    asked = problem(wish(*named("t1", "t2")), wish(*named("t3"), subject="meeting:2"))
    found = plan(asked)
    assert found.status == "proven"
    assert found.tolerance_minutes == 0.05
    assert found.bound_minutes is not None
    assert found.price_minutes - found.bound_minutes <= 0.05 + 0.1  # both are told in tenths
    told = json.loads(solved_to_json(Solved(problem=asked, plan=found)))
    del told["plan"]["tolerance_minutes"]
    file = tmp_path / "solved.json"
    file.write_text(json.dumps(told), "utf-8")
    assert solve_again(file).agrees
    told["plan"]["price_minutes"] += 1
    file.write_text(json.dumps(told), "utf-8")
    assert not solve_again(file).agrees


def test_fields_that_are_missing_take_their_defaults_and_unknown_ones_are_ignored() -> None:
    data = text()
    for name in ("standing", "most_at_once", "rooms", "taken", "stretch_minutes"):
        data.pop(name, None)
    for name in ("after", "windows", "most_batches", "by_shift"):
        data["wishes"][0].pop(name, None)
    data["something"] = {"else": 1}
    assert read_problem(json.dumps(data).encode()) == problem(wish(*named("t1", "t2")))


def many(data: dict[str, Any]) -> None:
    data["wishes"] = data["wishes"] * 1001


HOSTILE: dict[str, Callable[[dict[str, Any]], object]] = {
    "endless service": lambda d: d["days"][0]["classes"][0].update(service_minutes=0),
    "arrivals below zero": lambda d: d["days"][0]["classes"][0]["arrivals"].__setitem__(0, -1),
    "arrivals beyond measure": lambda d: d["days"][0]["classes"][0]["arrivals"].__setitem__(0, 1e300),
    "a row too short": lambda d: d["days"][0]["classes"][0]["low"].pop(),
    "a forecast past midnight": lambda d: d["days"][0].update(first_minute=1430),
    "half of the opening hours": lambda d: d["days"][0].update(close_minute=None),
    "closing before opening": lambda d: d["days"][0].update(close_minute=1),
    "a duty that ends before it begins": lambda d: d["days"][0]["duties"][0].update(end_minute=1),
    "a person twice": lambda d: d["people"].append(d["people"][0]),
    "a day twice": lambda d: d["days"].append(d["days"][0]),
    "a meeting of no length": lambda d: d["wishes"][0].update(minutes=0),
    "a meeting of a year": lambda d: d["wishes"][0].update(minutes=10**9),
    "a thousand batches": lambda d: d["wishes"][0].update(most_batches=1000),
    "people asked for by nothing": lambda d: d["wishes"][0]["needs"][0].update(by="magic"),
    "a million stations": lambda d: d["posts"][0].update(stations=10**6),
    "too many wishes": many,
    "service that scatters below zero": lambda d: d["days"][0]["classes"][0].update(service_scv=-1),
    "bounds the wrong way round": lambda d: d["days"][0]["classes"][0]["low"].__setitem__(0, 1900),
    "nobody at all": lambda d: d.update(people=[]),
    "a stranger on duty": lambda d: d["days"][0]["duties"][0].update(person="nobody"),
    "a window that ends before it begins": lambda d: d["wishes"][0].update(
        windows=[{"first_day": "2026-11-25", "last_day": "2026-11-20"}]
    ),
    "a kind of meeting nobody knows": lambda d: d["wishes"][0].update(kind="party"),
    "a wish twice": lambda d: d["wishes"].append(d["wishes"][0]),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_cannot_be_is_refused_with_its_place(what: str) -> None:
    data = text()
    HOSTILE[what](data)
    with pytest.raises(BadInput) as caught:
        read_problem(json.dumps(data).encode(), "x.json")
    assert caught.value.faults
    assert all(fault.file == "x.json" for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"schema": "x/1"}', "people"),
        (b"no JSON\n", "1"),
        (b'{"people": 1}', "people"),
    ],
)
def test_what_does_not_fit_is_said_in_chinese(data: bytes, said: str) -> None:
    before = language()
    use_language("zh")
    try:
        with pytest.raises(BadInput) as caught:
            read_problem(data, "x.json")
    finally:
        use_language(before)
    text = str(caught.value)
    assert said in text
    assert not re.search("[A-Za-z]{4,} [a-z]+ [a-z]+", text), text


@pytest.mark.parametrize("data", [b"", b"[", b"[" * 100_000, b'{"people": 1}', b"\xff\xfe\x00", b'{"schema": "x/1"}'])
def test_what_is_no_problem_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        read_problem(data, "x.json")

"""Files and branches that nobody would write on purpose: an answer in words or a clear refusal, never a trace."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import msgspec
import pytest

from supervisor.dispatch.optimiser.best import dispatch
from supervisor.dispatch.problem.model import Person, Post, Problem, to_json
from supervisor.dispatch.service import solve_file
from supervisor.errors import BadInput
from supervisor.language import Words
from tests.dispatch.surge_problem import PEOPLE, POSTS, queue, surge


def solved(tmp_path: Path, data: bytes) -> Any:
    path = tmp_path / "problem.json"
    path.write_bytes(data)
    return solve_file(path)


def document(**changes: Any) -> dict:
    return {**msgspec.to_builtins(surge()), **changes}


def with_first(part: str, **changes: Any) -> dict:
    """The surge with its first person, post or class changed."""
    first, *rest = document()[part]
    return document(**{part: [{**first, **changes}, *rest]})


REFUSED: dict[str, dict] = {
    "a person twice": document(people=[*document()["people"], document()["people"][0]]),
    "a post twice": document(posts=[*document()["posts"], document()["posts"][0]]),
    "a class twice": document(classes=[*document()["classes"], document()["classes"][0]]),
    "a person without a name of his own": with_first("people", subject=""),
    "stations below zero": with_first("posts", stations=-1),
    "a minimum below zero": with_first("posts", min_cover=-1000),
    "a minimum of a million": with_first("posts", min_cover=10**6),
    "a hand-over of a week": with_first("posts", handover_minutes=10_080),
    "customers without end": with_first("classes", standing=1e308),
    "arrivals without end": with_first("classes", arrivals=[1e300] * 8),
    "a band below zero": with_first("classes", low=[-5.0] * 8),
    "a band without end": with_first("classes", high=[1e300] * 8),
    "no time to serve": with_first("classes", service_minutes=0),
    "hardly any time to serve": with_first("classes", service_minutes=1e-300),
    "patience for ever": with_first("classes", patience_minutes=1e308),
    "moves below zero": document(max_moves=-1),
    "a thousand million moves": document(max_moves=10**9),
    "a move without price limit": document(move_price_minutes=1e308),
    "before midnight": document(now_minute=-500),
    "an outage of less than nothing": document(outage_quarters=-3),
    "a year of quarter-hours": document(classes=[{**one, "arrivals": [1.0] * 35_040, "low": [], "high": []}
                                                 for one in document()["classes"]]),
    "away until before it began": with_first("people", away=[{"start_minute": 700, "end_minute": 600}]),
    "an order of nobody": document(kept=[{"person": "person:none", "from_post": "", "to_post": "post:cash"}]),
    "an order to nowhere": document(kept=[{"person": "person:t1", "from_post": "", "to_post": ""}]),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_makes_no_sense_is_refused_with_the_place(what: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refusal:
        solved(tmp_path, msgspec.json.encode(REFUSED[what]))
    assert all(fault.file == "problem.json" for fault in refusal.value.faults)


BYTES = {
    "NaN": to_json(surge()).replace(b"30.0", b"NaN", 1),
    "infinite": to_json(surge()).replace(b"30.0", b"Infinity", 1),
    "overflow": to_json(surge()).replace(b"30.0", b"1e999", 1),
    "nothing": b"",
    "null": b"null",
    "deep": b"[" * 100_000,
    "binary": bytes(range(256)),
}


@pytest.mark.parametrize("what", BYTES)
def test_a_hostile_file_is_refused(what: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        solved(tmp_path, BYTES[what])


ANSWERED: dict[str, dict] = {
    "nobody, nothing": document(people=[], posts=[], classes=[], guide_class=""),
    "nobody": document(people=[]),
    "no classes": document(classes=[], guide_class=""),
    "nobody stands anywhere": document(people=[{**one, "at": ""} for one in document()["people"]]),
    "everybody pinned to one counter": document(
        people=[{**one, "pinned_to": "post:cash"} for one in document()["people"]]
    ),
    "everybody pinned to stay and to go": document(
        people=[{**one, "pinned": True, "pinned_to": "post:back"} for one in document()["people"]]
    ),
    "everybody in a meeting for good": document(
        people=[{**one, "in_meeting_until": 900, "releasable": False} for one in document()["people"]]
    ),
    "all down without a guide": document(
        guide_class="", classes=[{**one, "share_stopped": 1.0} for one in document()["classes"]]
    ),
    "two persons wanted everywhere": document(
        posts=[{**one, "dual_control": True, "min_cover": 3} for one in document()["posts"]]
    ),
    "nobody may sign": document(people=[{**one, "authoriser": False, "skills": []} for one in document()["people"]]),
    "a guide that is no class": document(guide_class="none"),
    "a day of quarter-hours": document(
        classes=[{**one, "arrivals": [3.0] * 96, "low": [], "high": []} for one in document()["classes"]]
    ),
}


@pytest.mark.parametrize("what", ANSWERED)
def test_what_cannot_be_covered_is_answered_in_words(what: str, tmp_path: Path) -> None:
    plan = solved(tmp_path, msgspec.json.encode(ANSWERED[what]))
    figures = (plan.before_minutes, plan.after_minutes, plan.bound_minutes, plan.gap_minutes, plan.after_high_minutes)
    assert all(math.isfinite(figure) and figure >= 0 for figure in figures)
    assert plan.moves or plan.why_nothing or plan.shortages
    assert all(short.by_hand.zh and short.by_hand.en for short in plan.shortages)
    to_json(plan)


@pytest.mark.parametrize("stations", [127, 128, 200, 300])
def test_more_stations_than_a_byte_counts(stations: int) -> None:
    posts = tuple(msgspec.structs.replace(p, stations=stations) if p.subject == "post:cash" else p for p in POSTS)
    assert [move.person for move in dispatch(surge(posts=posts)).moves] == ["person:b1"]


def test_two_hundred_people() -> None:
    """All idle in the back office, two of them able to serve: both are found."""
    idle = tuple(Person(subject=f"person:i{n}", name=f"I{n}", at="post:back") for n in range(200))
    problem = surge(people=(*PEOPLE, *idle))
    assert [move.person for move in dispatch(problem).moves] == ["person:b1"]
    people = (*(one for one in PEOPLE if one.subject != "person:t2"), *idle[:130])
    crowd = surge(
        people=(*people, *(msgspec.structs.replace(one, skills=("cash",)) for one in idle[130:])),
        classes=(queue("c", 6.0, 30.0), queue("g", 1.0)),
    )
    assert len(dispatch(crowd).moves) == 3  # four stations, one teller there


def test_a_post_that_nobody_may_man_is_told_after_what_is_worse() -> None:
    posts = (
        *POSTS,
        Post(subject="post:vault", name=Words("库房", "Vault"), skill="vault", dual_control=True, min_cover=2),
    )
    people = tuple(msgspec.structs.replace(one, authoriser=False) for one in PEOPLE)
    problem: Problem = surge(posts=posts, people=people)
    rules = [short.rule for short in dispatch(problem).shortages]
    assert "skill_held" in rules
    assert rules.index("skill_held") < rules.index("minimum_cover")

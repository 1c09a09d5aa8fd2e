"""Waits that a plan promises, against ciw playing the same customers and people: ten surges and outages."""

from __future__ import annotations

import pytest

from tests.dispatch.ciw_plans import Played, cases, played

RUNS = 400


def line(name: str, waits: list[Played]) -> str:
    """A case to read."""
    each = (f"{one.service_class} {one.told:.2f} told, {one.played:.2f} ± {one.error:.2f} played" for one in waits)
    return f"{name}: {'; '.join(each)} min (worst {max(one.miss for one in waits):.2f} of the bound)"


@pytest.mark.parametrize(
    "name", ["both surges at once", "outage of an hour, then open again", "two classes share people by moves"]
)
def test_a_case_is_within_the_bound(name: str) -> None:
    plan, waits = played(cases()[name], 50)
    assert plan.moves
    assert max(one.beyond_chance for one in waits) <= 1, line(name, waits)


def test_people_really_go_from_class_to_class() -> None:
    plan, _waits = played(cases()["two classes share people by moves"], 1)
    assert {move.from_post for move in plan.moves} & {"post:cash", "post:other"}


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_nine_of_ten_are_within_five_per_cent_or_ten_seconds() -> None:
    """Every class of a case, of 400 runs, without allowing for chance; none beyond it."""
    missed = []
    for name, problem in cases().items():
        _plan, waits = played(problem, RUNS)
        print(line(name, waits))  # noqa: T201 - `make soak ARGS=-s` shows them all
        assert max(one.beyond_chance for one in waits) <= 1, line(name, waits)
        missed += [name] * (max(one.miss for one in waits) > 1)
    assert len(missed) <= 1, missed

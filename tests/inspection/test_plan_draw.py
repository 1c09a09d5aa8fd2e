"""Spot checks drawn at random but fairly: the same everywhere, nobody himself, nobody absent, alike over a year."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor.inspection.plan.draw import Drawing, Free, Numbers, Presence, Record, draw, from_bytes, to_bytes

MONDAY = date(2026, 1, 5)
HOURS = tuple(range(510, 1050, 15))
PEOPLE = tuple(f"p{n:02}" for n in range(20))
LEADERS = ("p00", "p01")


def drawing(seed="a", start=MONDAY, wanted=3, people=PEOPLE, leaders=LEADERS, away=frozenset(), **more) -> Drawing:
    days = [start + timedelta(n) for n in range(5)]
    known = {
        "seed": seed, "order": people, "first": start, "last": days[-1], "wanted": wanted,
        "codes": ("appearance", "discipline"),
        "there": tuple(
            Presence(who, day, tuple((minute, "cash" if number % 2 else "lobby") for minute in HOURS))
            for day in days for number, who in enumerate(people) if (who, day) not in away
        ),
        "inspectors": tuple(Free(who, day, HOURS) for day in days for who in leaders if (who, day) not in away),
    }  # fmt: skip
    return Drawing(**{**known, **more})


def year(seed: str, wanted: int = 3, people=PEOPLE):
    """Fifty-two weekly draws, each remembering those before."""
    checks, found = [], []
    for week in range(52):
        start = MONDAY + timedelta(7 * week)
        record = Record(
            days=dict.fromkeys(people, 5 * week), checks=Counter(c.person for c in checks),
            last={c.person: c.day for c in checks}, quarters=Counter(str(c.minute) for c in checks),
            inspectors=Counter(c.inspector for c in checks), codes=Counter(c.code for c in checks),
        )  # fmt: skip
        found = draw(drawing(f"{seed}-{week}", start, wanted, people, record=record))
        checks += found
    return checks


def test_the_numbers_are_those_the_method_states():
    """Reckoned by hand from the statement of the method, so that no later version draws otherwise."""
    block = hashlib.sha256(b"spot-1\x1fa\x1f2026-01-05\x1f2026-01-09\x1f0").digest()
    first = int.from_bytes(block[:8], "big")
    assert Numbers("spot-1", "a", "2026-01-05", "2026-01-09").below(1000) == first % 1000
    assert [Numbers("x").below(1) for _n in range(3)] == [0, 0, 0]


def test_this_draw_stays_what_it_is():
    """What was drawn once must be provable for ever: a change of these needs a new method name."""
    for made, golden in (
        (drawing("2026-W02", method="spot-1"), FORMER_GOLDEN),
        (drawing("2026-W02", chance="c0ffee", head="ab" * 32), GOLDEN),
    ):
        assert [(c.day.isoformat(), c.minute, c.person, c.inspector, c.code) for c in draw(made)] == golden


def test_the_chance_and_the_place_of_the_entry_decide_with_the_seed():
    """With the seed alone nobody knows beforehand what it gives: each chance, and each head, draws others."""
    chances = {draw(drawing("favourite", chance=f"{n:032x}")) for n in range(20)}
    heads = {draw(drawing("favourite", head=f"{n:064x}")) for n in range(20)}
    assert (len(chances), len(heads)) == (20, 20)


def test_a_draw_repeats_and_is_proved_and_another_seed_draws_otherwise():
    one = drawing("seed")
    assert draw(one) == draw(one)
    assert from_bytes(to_bytes(one)) == one
    assert draw(from_bytes(to_bytes(one))) == draw(one)
    assert len({draw(drawing(f"{n}")) for n in range(20)}) == 20


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="spot-9"):
        draw(drawing(method="spot-9"))


@pytest.mark.parametrize("seed", ["one", "two", "三"])
def test_over_a_year_everybody_is_checked_alike_and_at_all_hours(seed):
    checks = year(seed)
    assert len(checks) == 156
    counts = Counter(c.person for c in checks)
    assert max(counts[p] for p in PEOPLE) - min(counts[p] for p in PEOPLE) <= 2
    quarters = [Counter(c.minute for c in checks)[minute] for minute in HOURS]
    mean = len(checks) / len(HOURS)
    assert sum((n - mean) ** 2 / mean for n in quarters) < 57.3  # 35 degrees of freedom, 1 %
    places = Counter(c.place for c in checks)  # as many people here as there, so as many checks
    assert abs(places["lobby"] - places["cash"]) <= 20
    inspectors = Counter(c.inspector for c in checks)
    assert max(inspectors.values()) - min(inspectors.values()) <= 12
    weekdays = Counter(c.day.weekday() for c in checks)
    assert sum((weekdays[d] - 31.2) ** 2 / 31.2 for d in range(5)) < 13.3  # 4 degrees of freedom, 1 %
    codes = Counter(c.code for c in checks)
    assert max(codes.values()) - min(codes.values()) <= 8


def test_who_comes_next_cannot_be_told():
    """Fair is not in turn: with the same record, another seed checks others."""
    followed = [tuple(c.person for c in draw(drawing(f"s{n}", record=Record(checks={"p05": 1})))) for n in range(60)]
    seen = Counter(person for people in followed for person in people)
    assert len(seen) >= 18


def test_who_was_checked_least_and_longest_ago_is_drawn_most():
    record = Record(days=dict.fromkeys(PEOPLE, 100), checks={**dict.fromkeys(PEOPLE, 3), "p09": 2},
                    last=dict.fromkeys(PEOPLE, MONDAY - timedelta(10)))  # fmt: skip
    hits = Counter(c.person for n in range(300) for c in draw(drawing(f"{n}", wanted=1, record=record)))
    others = [hits[p] for p in PEOPLE if p != "p09"]
    assert hits["p09"] > 1.3 * sum(others) / len(others)
    rested = msgspec.structs.replace(
        record, checks=dict.fromkeys(PEOPLE, 3), last={**record.last, "p09": MONDAY - timedelta(50)}
    )
    hits = Counter(c.person for n in range(300) for c in draw(drawing(f"{n}", wanted=1, record=rested)))
    assert hits["p09"] > 2.5 * sum(hits[p] for p in PEOPLE if p != "p09") / 19


def test_who_was_away_is_not_made_to_catch_up():
    record = Record(days={**dict.fromkeys(PEOPLE, 200), "p12": 20}, checks={**dict.fromkeys(PEOPLE, 10), "p12": 1})
    hits = Counter(c.person for n in range(200) for c in draw(drawing(f"{n}", wanted=1, record=record)))
    assert hits["p12"] < 30  # a tenth present, a tenth checked: nobody's turn more than others'


@settings(max_examples=60)
@given(
    seed=st.text(max_size=6), wanted=st.integers(1, 30), many=st.integers(1, 7),
    away=st.sets(st.tuples(st.integers(0, 6), st.integers(0, 4)), max_size=30), leaders=st.integers(0, 3),
)  # fmt: skip
def test_nobody_inspects_himself_and_nobody_absent_is_drawn(seed, wanted, many, away, leaders):
    people = PEOPLE[:many]
    gone = frozenset((PEOPLE[n], MONDAY + timedelta(d)) for n, d in away)
    one = drawing(seed, wanted=wanted, people=people, leaders=people[:leaders], away=gone)
    there = {(p.person, p.day) for p in one.there}
    checks = draw(one)
    assert len(checks) <= wanted
    busy = set()
    for check in checks:
        assert check.person != check.inspector
        assert (check.person, check.day) in there
        assert check.inspector in people[:leaders]
        assert (check.inspector, check.day) not in gone
        assert check.minute in HOURS
        busy.add((check.inspector, check.day, check.minute))
    assert len(busy) == len(checks)
    assert len({(c.person, c.day) for c in checks}) == len(checks)
    for one_inspectors in {c.inspector for c in checks}:  # one check at a time, and an hour for each
        times = sorted((c.day, c.minute) for c in checks if c.inspector == one_inspectors)
        assert all(a[0] < b[0] or b[1] - a[1] >= 60 for a, b in pairwise(times))
    if not leaders:
        assert checks == ()


def test_peaks_get_their_share():
    peaks = {(MONDAY + timedelta(n)).isoformat(): (600, 615) for n in range(5)}
    for n in range(40):
        checks = draw(drawing(f"{n}", wanted=8, peaks=peaks))
        assert sum(c.peak for c in checks) >= 2
        assert all(c.peak == (c.minute in (600, 615)) for c in checks)


FORMER_GOLDEN = [
    ("2026-01-05", 945, "p12", "p01", "appearance"),
    ("2026-01-06", 1005, "p03", "p00", "appearance"),
    ("2026-01-07", 690, "p19", "p01", "discipline"),
]
GOLDEN = [
    ("2026-01-06", 840, "p04", "p00", "appearance"),
    ("2026-01-07", 855, "p19", "p01", "discipline"),
    ("2026-01-09", 1020, "p01", "p00", "discipline"),
]

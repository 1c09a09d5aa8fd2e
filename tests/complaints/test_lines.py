"""The register's lines by columns say the same as the lines one by one."""

from __future__ import annotations

import numpy
from hypothesis import given
from hypothesis import strategies as st

from supervisor.complaints.register.lines import LATE, PAUSED, RUNNING, WARNING, Lines, Listed

NOW = 1_800_000_000_000
INSTANTS = st.sampled_from([NOW - 90_000, NOW - 30_000, NOW, NOW + 60_000])
LINE = st.builds(
    Listed,
    subject=st.uuids().map(lambda one: f"complaint:{one.hex}"),
    number=st.integers(1, 40).map(lambda n: f"TS-A1-{n:04d}"),
    day=st.sampled_from(["2026-11-20", "2026-11-23"]),
    received_ms=INSTANTS,
    channel=st.sampled_from(["phone", "letter"]),
    class_code=st.sampled_from(["", "cash"]),
    cause_code=st.sampled_from(["waiting", "服务"]),
    person=st.sampled_from(["", "person:1"]),
    first_taker=st.just("person:1"),
    owner=st.sampled_from(["person:1", "person:2"]),
    state=st.sampled_from(["open", "replied", "closed"]),
    live=st.integers(0, 1),
    head_office=st.integers(0, 1),
    with_head_office=st.just(0),
    escalation_asked=st.just(0),
    group_size=st.sampled_from([0, 3]),
    paused_reason=st.sampled_from(["", "waiting_for_papers"]),
    clock=st.sampled_from(["", "aim"]),
    due_ms=st.just(0) | INSTANTS,
    warn_ms=INSTANTS,
    stands_still=st.integers(0, 1),
)
LINES = st.lists(LINE, max_size=12)


def place(line: Listed) -> tuple[int, int]:
    if line.due_ms:
        return 0, line.due_ms
    return (1, line.received_ms) if line.live else (2, -line.received_ms)


@given(LINES)
def test_every_line_comes_out_as_it_went_in_and_in_order(rows: list[Listed]) -> None:
    lines = Lines.of(rows)
    assert list(lines) == rows
    assert list(lines.ordered()) == sorted(rows, key=place)
    assert lines[::2] == rows[::2]
    assert [lines.place_of(one.subject) for one in rows] == list(range(len(rows)))
    assert lines.place_of("complaint:none") is None


@given(LINES)
def test_what_is_asked_of_all_is_what_each_says(rows: list[Listed]) -> None:
    lines = Lines.of(rows)
    for state in (LATE, WARNING, RUNNING, PAUSED):
        assert lines.standing(state, NOW).tolist() == [one.stands(NOW) == state for one in rows]
    assert lines.live.tolist() == [one.live == 1 for one in rows]
    for name, wanted in (("state", "replied"), ("cause_code", "服务"), ("owner", "nobody")):
        assert lines.having(name, wanted).tolist() == [getattr(one, name) == wanted for one in rows]


@given(LINES, st.sampled_from([("cause_code", "group_size"), ("state", "stands_still", "due_ms"), ("day",)]))
def test_lines_alike_are_of_one_kind_and_no_others(rows: list[Listed], names: tuple[str, ...]) -> None:
    first, kinds = Lines.of(rows).alike(names)

    def key(line: Listed) -> list[object]:
        return [getattr(line, name) for name in names]

    assert [key(rows[first[kind]]) for kind in kinds] == [key(one) for one in rows]
    assert len({str(key(rows[one])) for one in first}) == len(first)


@given(LINES, LINES, st.integers(0, 12))
def test_newer_lines_take_the_place_of_the_former(rows: list[Listed], more: list[Listed], same: int) -> None:
    newer = [*more, *(one for one in rows[:same])]
    gone = {one.subject for one in rows[same : same + 2]}
    kept = [one for one in rows if one.subject not in gone | {line.subject for line in newer}]
    assert list(Lines.of(rows).replaced(Lines.of(newer), gone)) == [*kept, *newer]
    assert list(Lines.of(rows).taken(numpy.arange(len(rows))[::-1])) == rows[::-1]


@given(LINES)
def test_limits_are_put_to_the_cases_that_have_one(rows: list[Listed]) -> None:
    named = {one.subject: ("aim", 5, 4, 1) for one in rows[::2]}
    found = Lines.of(rows).timed(named)
    assert [(one.clock, one.due_ms, one.warn_ms, one.stands_still) for one in found] == [
        named.get(one.subject, ("", 0, 0, 0)) for one in rows
    ]

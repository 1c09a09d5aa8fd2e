"""Predicted against realised waits: tickets read by hand, and the expectation with the moves as they were made."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from supervisor.dispatch.afterwards.waits import Came, Done, came, compared, expected, ground, lost_between
from supervisor.dispatch.optimiser.best import dispatch
from supervisor.dispatch.problem.model import Away, BreakWindow, Plan, Problem
from supervisor.traffic.outlook.today import ALL
from supervisor.traffic.tickets import NEVER, Outcome, Tickets, make_tickets, no_tickets, split_days
from tests.dispatch.surge_problem import PEOPLE, POSTS, queue

SERVED, LEFT, OPEN, NEVER_THERE = Outcome.SERVED, Outcome.LEFT, Outcome.OPEN, Outcome.NEVER_THERE
ROWS = (  # minute of arrival, called, finished, outcome, class
    (590, 605, 610, SERVED, "c"),  # stood there at ten: 5 of his 15 minutes count
    (595, 598, 606, SERVED, "c"),  # was with the teller at ten: nothing counts
    (600, 612, 618, SERVED, "c"),  # 12
    (630, NEVER, 650, LEFT, "c"),  # 20, and lost
    (640, NEVER, NEVER, LEFT, "c"),  # nobody knows how long; lost
    (641, NEVER, NEVER, OPEN, "c"),  # not called when the file was written
    (642, NEVER, NEVER, NEVER_THERE, "c"),  # a test print
    (655, 672, 680, SERVED, "c"),  # came before eleven: his 17 minutes count beyond it
    (660, 670, 675, SERVED, "c"),  # came at eleven: not of this stretch
    (615, 616, 620, SERVED, "g"),
    (598, NEVER, 603, LEFT, "g"),  # 3 of his 5, lost
)


def tickets(rows: tuple = ROWS) -> Tickets:
    classes = ("c", "g")
    seconds = [[minute * 60 if minute != NEVER else NEVER for minute in (r[0], r[1], r[2])] for r in rows]
    return make_tickets(
        classes, ("", "1"), day=[700000] * len(rows), number=[b"%d" % n for n in range(len(rows))],
        arrived=[s[0] for s in seconds], called=[s[1] for s in seconds], finished=[s[2] for s in seconds],
        outcome=[r[3] for r in rows], service_class=[classes.index(r[4]) for r in rows], server=[0] * len(rows),
        rating=[0] * len(rows),
    )  # fmt: skip


def test_tickets_are_read_as_the_prediction_counts() -> None:
    found = came(tickets(), 600, 660, ["c", "g", "x"])
    assert found["c"] == Came(customers=6, waiting_minutes=5 + 12 + 20 + 17, lost=2, unknown=2)
    assert found["g"] == Came(customers=2, waiting_minutes=1 + 3, lost=1, unknown=0)
    assert found["x"] == Came(0, 0.0, 0, 0)
    assert came(tickets(), 600, 660, [ALL])[ALL] == Came(8, 58.0, 3, 2)
    assert came(no_tickets(), 600, 660, ["c"])["c"] == Came(0, 0.0, 0, 0)


def test_customers_lost_are_those_who_stood_there_and_went_unserved() -> None:
    assert lost_between(tickets(), 600, 660) == {"c": 2, "g": 1}
    assert lost_between(tickets(), 604, 639) == {"c": 1}
    assert lost_between(no_tickets(), 0, 1440) == {}


def test_how_far_the_tickets_reach() -> None:
    assert ground(tickets(), 690, True) == ("whole", 680)
    assert ground(tickets(), 701, True) == ("part", 680)
    assert ground(tickets(), 690, False) == ("ahead", 680)
    assert ground(no_tickets(), 690, True) == ("none", None)
    assert ground(tickets(ROWS[6:7]), 690, True) == ("none", None), "a test print is no customer"


def problem(**more: object) -> Problem:
    classes = (queue("c", 12.0, 14.0, quarters=8), queue("g", 3.0, 2.0, quarters=8))
    base = Problem(kind="surge", now_minute=600, people=PEOPLE, posts=POSTS, classes=classes, guide_class="g")
    return msgspec.structs.replace(base, **more)


def done(plan: Plan, until: int = 0) -> list[Done]:
    return [
        Done(move.person, move.to_post, max(600, move.from_minute), until or move.until_minute) for move in plan.moves
    ]


def test_with_every_move_made_at_once_it_is_what_was_proposed() -> None:
    asked = problem()
    plan = dispatch(asked, frontier=False)
    assert plan.moves
    found = expected(asked, plan.waits, done(plan))
    for row, said in zip(found.classes, plan.waits, strict=True):
        assert row.made_minutes == pytest.approx(said.after_minutes, abs=0.11)
        assert row.low_minutes <= row.made_minutes <= row.high_minutes  # type: ignore[operator]
    assert found.total.low_minutes == pytest.approx(plan.after_low_minutes, abs=0.3)
    assert found.total.high_minutes == pytest.approx(plan.after_high_minutes, abs=0.3)
    assert found.total.without_minutes == pytest.approx(plan.before_minutes, abs=0.3)


def test_with_no_move_made_it_is_what_would_have_been_anyway() -> None:
    asked = problem()
    plan = dispatch(asked, frontier=False)
    found = expected(asked, plan.waits, [])
    assert found.total.made_minutes == pytest.approx(plan.before_minutes, abs=0.3)
    unknown = [Done("person:nobody", "post:cash", 600), Done(PEOPLE[2].subject, "post:gone", 600)]
    assert expected(asked, plan.waits, unknown).total == found.total, "who and what the problem does not know"


def test_late_and_short_moves_save_less() -> None:
    asked = problem()
    plan = dispatch(asked, frontier=False)
    whole = expected(asked, plan.waits, done(plan)).total.made_minutes
    late = [msgspec.structs.replace(one, from_minute=one.from_minute + 45) for one in done(plan)]
    short = done(plan, until=630)
    for changed in (late, short):
        made = expected(asked, plan.waits, changed).total.made_minutes
        assert made is not None
        assert whole is not None
        assert whole < made < plan.before_minutes + 0.3
    gone = [msgspec.structs.replace(one, until_minute=600) for one in done(plan)]
    assert expected(asked, plan.waits, gone).total.made_minutes == pytest.approx(plan.before_minutes, abs=0.3)


def test_who_is_sent_on_counts_where_he_was_sent_last() -> None:
    asked = problem()
    plan = dispatch(asked, frontier=False)
    person = PEOPLE[3].subject
    there = expected(asked, plan.waits, [Done(person, "post:cash", 600)]).total.made_minutes
    back = expected(asked, plan.waits, [Done(person, "post:cash", 600), Done(person, "post:back", 600)])
    assert there != back.total.made_minutes
    assert back.total.made_minutes == expected(asked, plan.waits, []).total.made_minutes


def test_a_break_taken_as_proposed_is_reckoned_with() -> None:
    lunch = (Away(start_minute=600, end_minute=645, kind="lunch"),)
    window = BreakWindow(earliest_minute=600, latest_minute=800, minutes=45)
    eater = msgspec.structs.replace(PEOPLE[0], away=lunch, break_window=window)
    asked = problem(people=(eater, *PEOPLE[1:]))
    plan = dispatch(asked, frontier=False)
    assert plan.breaks, "the case is made so that shifting lunch pays"
    found = expected(asked, plan.waits, done(plan), plan.breaks)
    assert found.total.made_minutes == pytest.approx(plan.after_minutes, abs=0.3)


def test_without_the_problem_the_figures_of_the_proposal_stay_and_there_is_no_range() -> None:
    plan = dispatch(problem(), frontier=False)
    found = expected(None, plan.waits, done(plan))
    assert [row.without_minutes for row in found.classes] == [one.before_minutes for one in plan.waits]
    assert found.total.made_minutes is found.total.low_minutes is None
    told = compared(found, {row.service_class: Came(5, 10.0, 0, 0) for row in found.classes}, judge=True)
    assert {row.verdict for row in told.classes} == {""}
    assert told.total.realised_minutes == 20.0


@pytest.mark.parametrize(
    ("waited", "unknown", "judge", "verdict"),
    [
        (0.5, 0, True, "inside"), (0.4, 0, True, "inside"), (-0.6, 0, True, "below"), (0.5, 3, True, ""),
        (1.6, 0, True, "above"), (1.6, 3, True, "above"), (0.5, 0, False, ""),
    ],
)  # fmt: skip
def test_the_verdict(waited: float, unknown: int, judge: bool, verdict: str) -> None:
    """`waited`: 0 at the low edge of the range, 1 at the high one, beyond it by whole minutes."""
    asked = problem()
    plan = dispatch(asked, frontier=False)
    found = expected(asked, plan.waits, done(plan))
    row = found.classes[0]
    assert row.low_minutes is not None
    assert row.high_minutes is not None
    inside = row.low_minutes + min(max(waited, 0.0), 1.0) * (row.high_minutes - row.low_minutes)
    minutes = inside + min(waited, 0.0) * 2 + max(waited - 1.0, 0.0) * 2
    met = {"c": Came(30, minutes, 0, unknown), "g": Came(3, 0.0, 0, 0)}
    assert compared(found, met, judge=judge).classes[0].verdict == verdict


def test_where_business_is_stopped_no_verdict_is_given() -> None:
    """Who came for what is down turns elsewhere: the tickets name another class than the expectation counts."""
    down = (queue("c", 12.0, 14.0, quarters=8, share_stopped=1.0), queue("g", 3.0, 2.0, quarters=8))
    asked = problem(classes=down)
    plan = dispatch(asked, frontier=False)
    found = expected(asked, plan.waits, [])
    assert [row.diverted for row in found.classes] == [True, True]
    met = {"c": Came(30, 1e6, 0, 0), "g": Came(3, 0.0, 0, 0)}
    told = compared(found, met, judge=True)
    assert {row.verdict for row in (*told.classes, told.total)} == {""}


@pytest.mark.real_data
def test_a_real_day_is_summed_as_its_file_says(real_data: Path) -> None:
    """14 February 1999: everybody of the day, against the seconds added up straight from the file's own columns."""
    from supervisor.traffic.intake import read_ticket_file

    days = split_days(read_ticket_file(real_data / "bank_tickets_1999_02a.tsv").tickets)
    found = next(own for day, own in days.items() if (day.month, day.day) == (2, 14))
    whole = came(found, 0, 1440, [ALL])[ALL]
    waits = found.wait_seconds()
    real = found.outcome != Outcome.NEVER_THERE
    assert whole.customers == int(real.sum())
    assert whole.waiting_minutes == pytest.approx(float(waits[real & (waits != NEVER)].sum()) / 60, abs=0.1)
    longest = int(np.argmax(np.where(real, waits, -1)))
    cut = int(found.arrived[longest] + waits[longest] // 2) // 60
    half = [came(found, start, end, [ALL])[ALL] for start, end in ((0, cut), (cut, 1440))]
    until = found.arrived + waits
    across = int(np.sum(real & (waits != NEVER) & (found.arrived < 60 * cut) & (until > 60 * cut)))
    assert sum(one.customers for one in half) == whole.customers + across
    assert across > 0

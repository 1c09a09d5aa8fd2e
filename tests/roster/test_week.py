"""The week: squares set, copied and put back in one command; gaps told by kind; drafts that write nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Book, lock_month
from supervisor.roster import ledger, service
from supervisor.roster.cells import cell_of, moved, overlaid
from supervisor.roster.gaps import gaps
from supervisor.roster.records import Absence, Cell, DayRoster, Duty, Lunch
from supervisor.roster.rules import Rules
from supervisor.roster.shorthand import parse, written
from supervisor.roster.week import helpers, last_week, proposal, read_week
from supervisor.roster.week_service import put_back, record_leave, set_cells
from tests.roster.test_roster import furnish

MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)
SUNDAY = MONDAY + timedelta(days=6)


@pytest.fixture
def one(book: Book) -> tuple[Book, list[str], dict[str, str]]:
    return furnish(book)


def square(person: str, post: str, day: date = MONDAY, *, lunch: int | None = 690) -> Cell:
    meal = None if lunch is None else Lunch(person, lunch, lunch + 45)
    return Cell(person, day, (Duty(person, post, 495, 1035),), meal)


def test_squares_are_set_in_one_command_and_put_back(one) -> None:
    book, people, posts = one
    cells = [square(people[n], posts["C"]) for n in range(5)]
    cells.append(Cell(people[5], MONDAY, absences=(Absence(people[5], "leave", 0, 1440),)))
    before = set_cells(book, SYSTEM, cells, source="copy")
    with book.read() as r:
        week = read_week(r, MONDAY)
        assert [week.cell(c.person, MONDAY) for c in cells] == cells
        assert ledger.is_planned(r, MONDAY)
    put_back(book, SYSTEM, before)
    with book.read() as r:
        empty = ledger.day_roster(r, MONDAY)
    assert (empty.planned, empty.duties, empty.lunches, empty.absences) == (False, (), (), ())


def test_one_square_changed_leaves_the_others_and_is_put_back(one) -> None:
    book, people, posts = one
    set_cells(book, SYSTEM, [square(people[n], posts["C"]) for n in range(3)])
    with book.read() as r:
        stood = ledger.day_roster(r, MONDAY)
    rest = Cell(people[0], MONDAY)
    before = set_cells(book, SYSTEM, [rest])
    with book.read() as r:
        after = ledger.day_roster(r, MONDAY)
    assert cell_of(after, people[0]) == rest
    assert {duty.person for duty in after.duties} == set(people[1:3])
    put_back(book, SYSTEM, before)
    with book.read() as r:
        assert ledger.day_roster(r, MONDAY) == stood


def test_what_cannot_be_is_refused_and_nothing_is_written(one) -> None:
    book, people, posts = one
    good = square(people[0], posts["C"])
    twice = Cell(people[1], MONDAY, (Duty(people[1], posts["C"], 495, 700), Duty(people[1], posts["L"], 600, 900)))
    for bad in (
        square(people[5], posts["C"]),  # lacks the skill
        twice,
        square(people[1], posts["C"], lunch=1020),  # eats after going home
        Cell(people[1], MONDAY, absences=(Absence(people[1], "leave", 700, 600),)),
    ):
        with pytest.raises(BadInput):
            set_cells(book, SYSTEM, [good, bad])
    with book.read() as r:
        assert not ledger.is_planned(r, MONDAY)
    set_cells(book, SYSTEM, [good])
    with book.write(SYSTEM) as w:
        lock_month(w, "2026-03")
    with pytest.raises(Refused):
        set_cells(book, SYSTEM, [Cell(people[0], MONDAY)])


def test_lunch_may_lie_over_two_duties_that_follow_one_another(one) -> None:
    book, people, posts = one
    split = (Duty(people[0], posts["C"], 495, 700), Duty(people[0], posts["L"], 700, 1035))
    set_cells(book, SYSTEM, [Cell(people[0], MONDAY, split, Lunch(people[0], 680, 725))])
    with book.read() as r:
        assert ledger.lunches(r, MONDAY) == [Lunch(people[0], 680, 725)]


def test_last_week_is_copied_but_not_onto_leave_or_closed_days(one) -> None:
    book, people, posts = one
    sunday_before = MONDAY - timedelta(days=1)
    source = [square(people[n], posts["C"], MONDAY - timedelta(days=7)) for n in range(3)]
    set_cells(book, SYSTEM, [*source, square(people[0], posts["C"], sunday_before)])
    service.record_absence(book, SYSTEM, MONDAY, people[1], "leave")
    with book.read() as r:
        draft = last_week(r, MONDAY)
        assert not ledger.is_planned(r, MONDAY), "looking writes nothing"
        assert {(one.person, one.why) for one in draft.left_out} == {(people[1], "away"), (people[0], "closed")}
        assert last_week(r, MONDAY, first=TUESDAY).cells == (), "days gone by stay as they are"
        shown = read_week(r, MONDAY, draft.cells)
    assert {duty.person for duty in shown.days[0].roster.duties} == {people[0], people[2]}
    before = set_cells(book, SYSTEM, draft.cells, source="copy")
    with book.read() as r:
        assert read_week(r, MONDAY).cell(people[0], MONDAY) == moved(source[0], people[0], MONDAY)
        assert ledger.day_roster(r, SUNDAY).duties == ()
        assert last_week(r, MONDAY).cells == (), "a second copy changes nothing"
    put_back(book, SYSTEM, before)
    with book.read() as r:
        assert not ledger.is_planned(r, MONDAY)
        assert ledger.absences(r, MONDAY) == [Absence(people[1], "leave", 0, 1440)]


def test_a_proposal_is_a_draft_that_respects_leave(one) -> None:
    book, people, _posts = one
    service.record_absence(book, SYSTEM, TUESDAY, people[0], "sick")
    with book.read() as r:
        draft = proposal(r, MONDAY)
        later = proposal(r, MONDAY, first=MONDAY + timedelta(days=4))
        gone = proposal(r, MONDAY, first=SUNDAY + timedelta(days=1))
    assert {cell.day for cell in draft.cells} >= {MONDAY, TUESDAY}
    assert not [cell for cell in draft.cells if (cell.person, cell.day) == (people[0], TUESDAY) and cell.duties]
    assert min(cell.day for cell in later.cells) == MONDAY + timedelta(days=4)
    assert gone.cells == ()
    set_cells(book, SYSTEM, draft.cells, source="plan")
    with book.read() as r:
        assert not [gap for gap in read_week(r, MONDAY).days[0].gaps if gap.kind in ("cover", "unplanned")]


class Place:
    def __init__(self, subject: str, min_cover: int, dual_control: bool = False, skill: str = "") -> None:
        self.subject, self.min_cover, self.dual_control, self.skill = subject, min_cover, dual_control, skill


def day(duties: list[Duty], absences: list[Absence] = [], lunches: list[Lunch] = []) -> DayRoster:  # noqa: B006
    return DayRoster(MONDAY, True, tuple(duties), tuple(absences), tuple(lunches))


NO_LUNCH = Rules(lunch_minutes=0)
OPEN = (510, 1020)


def test_each_kind_of_gap_is_told_once() -> None:
    two = [Duty("a", "C", 495, 1035), Duty("b", "C", 495, 1035)]
    post = [Place("C", 2, True)]
    assert gaps(day(two), post, OPEN, NO_LUNCH) == ()
    (eats,) = gaps(day(two, lunches=[Lunch("a", 690, 735)]), post, OPEN, NO_LUNCH)
    assert (eats.kind, eats.start_minute, eats.end_minute, eats.there, eats.least) == ("lunch", 690, 735, 1, 2)
    short = gaps(day(two[:1]), post, OPEN, NO_LUNCH)
    assert [(one.kind, one.start_minute, one.end_minute) for one in short] == [("cover", 510, 1020)]
    (alone,) = gaps(day(two[:1]), [Place("C", 1, True)], OPEN, NO_LUNCH)
    assert (alone.kind, alone.there, alone.least) == ("dual", 1, 2)
    assert gaps(day(two[:1]), [Place("C", 1)], OPEN, NO_LUNCH) == ()
    ill = gaps(day(two, [Absence("b", "sick", 0, 1440)]), post, OPEN, NO_LUNCH)
    assert [(one.kind, one.person) for one in ill] == [("away", "b"), ("cover", "")]
    assert (ill[0].start_minute, ill[0].end_minute) == (495, 1035)
    split = [Duty("b", "C", 495, 600), Duty("b", "L", 600, 645), Duty("b", "C", 645, 1035), two[0]]
    away = [one for one in gaps(day(split, [Absence("b", "sick", 0, 1440)]), post, OPEN, NO_LUNCH) if one.person]
    assert [(one.post, one.start_minute, one.end_minute) for one in away] == [("C", 495, 1035)], "one gap a person"
    for part in (Absence("b", "late", 495, 540), Absence("b", "training", 840, 960)):
        missing = gaps(day(two, [part]), post, OPEN, NO_LUNCH)
        assert [one.kind for one in missing] == ["cover"], "who is away for a while is missing then; the duty stands"
    assert gaps(day(two, [Absence("b", "training", 840, 960)]), [Place("C", 1)], OPEN, NO_LUNCH) == ()


def test_people_who_work_through_lunch_are_told() -> None:
    rules = Rules()
    duties = [Duty("a", "C", 495, 700), Duty("a", "L", 700, 1035), Duty("b", "C", 780, 1035)]
    (hungry,) = gaps(day(duties), [], OPEN, rules)
    assert (hungry.kind, hungry.person) == ("no_lunch", "a")
    assert gaps(day(duties, lunches=[Lunch("a", 690, 735)]), [], OPEN, rules) == ()


def test_closed_and_unplanned_days() -> None:
    nobody = DayRoster(MONDAY, False, (), (), ())
    assert gaps(nobody, [Place("C", 2)], None, Rules()) == ()
    assert [one.kind for one in gaps(nobody, [Place("C", 2)], OPEN, Rules())] == ["unplanned"]


def test_who_could_stand_in_has_the_skill_and_is_free(one) -> None:
    book, people, posts = one
    set_cells(book, SYSTEM, [square(people[n], posts["C"]) for n in range(3)])
    service.record_absence(book, SYSTEM, MONDAY, people[3], "sick")
    with book.read() as r:
        duty = ledger.duties(r, MONDAY)[0]
        assert helpers(r, MONDAY, duty) == (people[4],)


def test_laying_over_another_day_changes_nothing() -> None:
    roster = day([Duty("a", "C", 495, 1035)])
    assert overlaid(roster, [Cell("a", TUESDAY)]) is roster


def test_what_is_typed_is_read_as_on_the_wall(one) -> None:
    book, people, posts = one
    with book.read() as r:
        week = read_week(r, MONDAY)
    usual, nothing = week.days[0].span, Cell(people[0], MONDAY)

    def read(text: str, before: Cell = nothing) -> Cell:
        return parse(text, people[0], MONDAY, week.posts, usual, before)

    assert read("c").duties == (Duty(people[0], posts["C"], 495, 1035),)
    assert read("大堂 8:30-12:00；C 12:00-17:00").duties == (
        Duty(people[0], posts["L"], 510, 720), Duty(people[0], posts["C"], 720, 1020),
    )  # fmt: skip
    assert read("休") == nothing
    assert read("培训 14:00-16:00").absences == (Absence(people[0], "training", 840, 960),)
    kept = square(people[0], posts["C"])
    assert read("L", kept).lunch == kept.lunch
    assert read("L 8:15-11:00", kept).lunch is None, "a lunch outside the duty goes"
    assert parse(written(kept, week.posts), people[0], MONDAY, week.posts, usual, kept) == kept
    for wrong in ("nowhere", "C 12:00-8:00"):
        with pytest.raises(BadInput):
            read(wrong)


def test_leave_over_days_is_recorded_and_put_back(one) -> None:
    book, people, posts = one
    set_cells(book, SYSTEM, [square(people[0], posts["C"])])
    before = record_leave(book, SYSTEM, MONDAY, people[0], "leave", last=MONDAY + timedelta(days=2), note="trip")
    with book.read() as r:
        week = read_week(r, MONDAY)
        away = [gap for gap in week.days[0].gaps if gap.kind == "away"]
        assert [gap.person for gap in away] == [people[0]], "the duty stays and is told"
        assert all(ledger.absences(r, MONDAY + timedelta(days=n)) for n in range(3))
    put_back(book, SYSTEM, before)
    with book.read() as r:
        assert not any(ledger.absences(r, MONDAY + timedelta(days=n)) for n in range(3))
        assert ledger.duties(r, MONDAY)

"""Targets of single classes, and a day's need through the book: with and without a roster, by class and post."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from supervisor.branch.faults import WrongField
from supervisor.branch.ledger import posts
from supervisor.branch.records import Opening
from supervisor.branch.service import found_branch, set_hours, set_post
from supervisor.branch.staff import add_person
from supervisor.errors import Refused
from supervisor.language import Words
from supervisor.roster.records import Duty
from supervisor.roster.service import plan_day
from supervisor.traffic import service
from supervisor.traffic.outlook.need import day_need
from supervisor.traffic.synthetic import ClassShape, DayShape, generate_day, published_demand, staffing_shifts
from supervisor.traffic.targets.ledger import class_targets
from supervisor.traffic.targets.service import set_class_target
from supervisor.traffic.waiting.levels import Target

DAY = date(2026, 11, 20)
SHAPES = (ClassShape("walk", "A", 3, 4, 25), ClassShape("firm", "C", 1, 9, 40))


@pytest.fixture
def branch(book):
    book.set_now(lambda: datetime(2026, 11, 20, 0, 0, tzinfo=UTC))
    found_branch(book, "system", name="West Gate", target_minutes=10, target_share=0.8)
    set_hours(book, "system", range(1, 8), Opening(510, 1050), valid_from=date(2020, 1, 1))
    for code, name, stations in (("W", "walk", 2), ("X", "walk", 1), ("F", "firm", 2)):
        set_post(book, "system", code=code, name=Words(code, code), zone="hall", service_class=name, skill="",
                 stations=stations, min_cover=1, dual_control=False)  # fmt: skip
    shifts = staffing_shifts({"walk": ("1", "2", "3", "4"), "firm": ("5", "6")}, 510, 1050)
    days = [generate_day(11, DayShape(DAY - timedelta(days=back), 510, 1050), published_demand(SHAPES), shifts)
            for back in range(1, 15)]  # fmt: skip
    service.record_tickets(book, "system", days, "made up")
    return book


def targets(book) -> dict[str, Target]:
    with book.read() as r:
        return class_targets(r)


def need(book, name="walk"):
    with book.read() as r:
        found = day_need(r, DAY)
    return found, next(one for one in found.classes if one.service_class == name)


def test_a_target_is_set_kept_and_taken_back(branch):
    set_class_target(branch, "system", "firm", target_minutes=5, target_share=0.9)
    assert targets(branch) == {"firm": Target(5, 0.9)}
    with branch.read() as r:
        before = r.vector()
    set_class_target(branch, "system", "firm", target_minutes=5, target_share=0.9)
    with branch.read() as r:
        assert r.vector() == before, "what holds already is not written twice"
    set_class_target(branch, "system", "firm", target_minutes=None, target_share=None)
    assert targets(branch) == {}


@pytest.mark.parametrize(
    ("name", "minutes", "share", "field"),
    [("no", 5, 0.9, "service_class"), ("", 5, 0.9, "service_class"), ("walk", 5, None, "target_share"),
     ("walk", None, 0.9, "target_minutes"), ("walk", 0, 0.9, "target_minutes"), ("walk", 500, 0.9, "target_minutes"),
     ("walk", 5, 1, "target_share"), ("walk", 5, 0, "target_share")],
)  # fmt: skip
def test_targets_that_cannot_be(branch, name, minutes, share, field):
    with pytest.raises(WrongField) as fault:
        set_class_target(branch, "system", name, target_minutes=minutes, target_share=share)
    assert fault.value.field == field
    assert targets(branch) == {}


def test_whoever_may_not_change_them_is_refused(branch):
    with pytest.raises(Refused):
        set_class_target(branch, "person:nobody", "walk", target_minutes=5, target_share=0.9)


def test_without_a_roster_the_need_is_known_all_the_same(branch):
    found, walk = need(branch)
    assert not found.on_roster
    assert walk.needed.max() >= 2
    assert (walk.within.size, walk.kept) == (0, None)
    assert walk.behaviour is not None
    assert walk.behaviour.services > 500
    assert sum(post.needed for post in walk.posts).tolist() == (walk.needed - walk.unplaced).tolist()
    assert all((post.needed <= post.stations).all() for post in walk.posts)
    assert walk.unplaced.max() == max(int(walk.needed.max()) - 3, 0)


def test_a_stricter_target_of_one_class_needs_more_of_that_class_alone(branch):
    (_day, walk), (_same, firm) = need(branch), need(branch, "firm")
    set_class_target(branch, "system", "walk", target_minutes=1, target_share=0.95)
    (_day, strict), (_same, firm_then) = need(branch), need(branch, "firm")
    assert strict.target == Target(1, 0.95)
    assert (strict.needed >= walk.needed).all()
    assert strict.needed.sum() > walk.needed.sum()
    assert firm_then.needed.tolist() == firm.needed.tolist()


def test_need_is_laid_first_where_people_are_planned(branch):
    subjects = [add_person(branch, "system", no=f"{n}", name=f"甲{n}", sex="", role="teller", zone="hall",
                           skills=(), joined=date(2020, 1, 1)) for n in range(2)]  # fmt: skip
    with branch.read() as r:
        place = {post.code: post.subject for post in posts(r, DAY)}
    plan_day(branch, "system", DAY, duties=[
        Duty(person=subjects[0], post=place["X"], start_minute=510, end_minute=1050),
        Duty(person=subjects[1], post=place["F"], start_minute=510, end_minute=780),
    ], lunches=[])  # fmt: skip
    found, walk = need(branch)
    assert found.on_roster
    by_post = {post.name: post for post in walk.posts}
    assert (by_post["X"].needed == np.minimum(walk.needed, 1)).all()
    assert (walk.planned == 1).all()
    assert walk.short().any()
    assert walk.missed().any()
    assert walk.kept is not None
    assert walk.kept < 0.8
    _found, firm = need(branch, "firm")
    assert firm.planned[:18].tolist() == [1.0] * 18
    assert not firm.planned[18:].any()
    assert not firm.within[20:].any(), "nobody is there in the afternoon"

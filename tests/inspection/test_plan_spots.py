"""Spot checks in a book: drawn, kept, proved, drawn again with a reason — and kept from those to be checked."""

from __future__ import annotations

import shutil
from datetime import date, timedelta

import msgspec
import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.app import load_rooms
from supervisor.branch.faults import WrongField
from supervisor.branch.ledger import posts
from supervisor.branch.records import Opening
from supervisor.branch.service import set_hours, set_post
from supervisor.branch.staff import add_person
from supervisor.errors import BadInput, Refused
from supervisor.exchange.contradictions import contradictions
from supervisor.exchange.records import Contradiction
from supervisor.exchange.settling import settle
from supervisor.inspection.plan.draw import draw, from_bytes
from supervisor.inspection.plan.ledger import draws
from supervisor.inspection.plan.pool import drawing_of
from supervisor.inspection.plan.reading import plan, seen_draws
from supervisor.inspection.plan.service import begin_planned, log_planned
from supervisor.inspection.plan.spots import draw_checks, draws_apart, find_draw, prove, settle_draws
from supervisor.inspection.service import abandon
from supervisor.inspection.whole import log_inspection
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words
from supervisor.roster.records import Duty
from supervisor.roster.service import plan_day, record_absence

from .branches import Branch, made
from .test_plan_service import MONDAY, at, states

load_rooms()  # a draw asks the forecast for peaks


def open_branch(book: Book, branch: Branch) -> None:
    """Opening hours and a week's roster, with one teller on leave all week."""
    set_hours(book, SYSTEM, range(1, 6), Opening(510, 1050), valid_from=date(2026, 1, 1))
    set_post(book, SYSTEM, code="XJ", name=Words("现金", "Cash"), stations=5, min_cover=1)
    with book.read() as r:
        post = posts(r)[0].subject
    staff = (branch.lobby, *branch.tellers, branch.supervisor)
    for n in range(5):
        plan_day(book, SYSTEM, MONDAY + timedelta(n), [Duty(who, post, 510, 1050) for who in staff])
    record_absence(book, SYSTEM, MONDAY, branch.tellers[0], "leave", last_day=MONDAY + timedelta(4))


def test_a_draw_is_kept_proved_and_drawn_again_only_with_a_reason(book):
    branch = made(book)
    open_branch(book, branch)
    done = draw_checks(book, branch.manager, MONDAY, MONDAY + timedelta(4), wanted=5, seed="第47周")
    assert len(done.checks) == 5
    assert done.seed == "第47周"
    drawn = {check.person for check in done.checks}
    assert branch.tellers[0] not in drawn  # on leave
    assert {check.inspector for check in done.checks} <= {branch.manager, branch.supervisor}
    with book.read() as r:
        proof = prove(r, done.number)
        assert proof.holds
        assert draw(from_bytes(r.blob(done.inputs))) == done.checks
    with pytest.raises(WrongField) as caught:
        draw_checks(book, branch.manager, MONDAY, MONDAY, wanted=1)
    assert caught.value.field == "reason"
    at(book, MONDAY + timedelta(2), 12)
    again = draw_checks(book, branch.manager, MONDAY + timedelta(2), MONDAY + timedelta(4), wanted=2, reason="课表变了")
    with book.read() as r:
        assert [one.number for one in draws(r)] == [done.number, again.number]
        assert draws(r)[1].reason == "课表变了"
        standing = [line.occurrence for line in plan(r, "system", MONDAY, MONDAY + timedelta(4))]
    past = [c for c in done.checks if (c.day, c.minute) <= (MONDAY + timedelta(2), 720)]
    assert len(standing) == len(past) + 2


def test_a_false_draw_does_not_hold(book):
    from supervisor.inspection.plan.events import SpotChecksDrawn

    branch = made(book)
    open_branch(book, branch)
    done = draw_checks(book, branch.manager, MONDAY, MONDAY + timedelta(4), wanted=3, seed="x")
    other = msgspec.structs.replace(done.checks[0], person=branch.manager)
    with book.write(branch.manager) as w:  # somebody who writes into the journal past the command
        w.append(
            "spot_draw:false",
            SpotChecksDrawn(number="CC-X", seed="x", method=done.method, first=done.first, last=done.last,
                            since=done.since, inputs=done.inputs, checks=(other, *done.checks[1:])),
        )  # fmt: skip
    with book.read() as r:
        assert prove(r, done.number).holds
        assert not prove(r, "CC-X").holds


def test_coming_checks_are_kept_from_those_to_be_checked(book):
    branch = made(book)
    open_branch(book, branch)
    done = draw_checks(book, branch.manager, MONDAY, MONDAY + timedelta(4), wanted=15, seed="s")
    everybody = {check.person for check in done.checks}
    assert branch.supervisor in everybody
    span = (MONDAY, MONDAY + timedelta(4))
    with book.read() as r:
        assert len(plan(r, branch.manager, *span)) == len(done.checks)
        for who in (branch.lobby, *branch.tellers, ""):
            assert plan(r, who, *span) == []
            assert all(one.checks == () for one in seen_draws(r, who))
        shown = plan(r, branch.supervisor, *span)
        assert shown
        assert all(branch.supervisor not in line.occurrence.whom for line in shown)
        assert all(c.person != branch.supervisor for c in seen_draws(r, branch.supervisor)[0].checks)
        assert find_draw(r, done.number).checks == done.checks
    at(book, MONDAY + timedelta(5), 9)
    with book.read() as r:
        seen = plan(r, branch.lobby, *span)
        assert len(seen) == len(done.checks)  # over: that there were checks is known, of others not whom they met
        assert {line.occurrence.whom for line in seen} == {(), (branch.lobby,)}
        assert {c.person for one in seen_draws(r, branch.lobby) for c in one.checks} == {branch.lobby}


def test_whose_spot_check_it_was_and_its_inspection_are_for_who_reads_peoples_records(book):
    branch = made(book)
    open_branch(book, branch)
    done = draw_checks(book, branch.manager, MONDAY, MONDAY, wanted=1, codes=["appearance"])
    check = done.checks[0]
    at(book, MONDAY, check.minute // 60, check.minute % 60 + 5)
    log_planned(book, check.inspector, f"{done.subject}/1", [], others_pass=True)
    commander = add_person(book, SYSTEM, no="777001", name="C", role="大堂经理")
    add_user(book, SYSTEM, login="c", person=commander, name="C", roles=[Role.COMMANDER])
    with book.read() as r:
        (leader,) = plan(r, branch.manager, MONDAY, MONDAY)
        (veiled,) = plan(r, commander, MONDAY, MONDAY)
    assert leader.occurrence.whom == (check.person,)
    assert leader.standing.made is not None
    assert leader.standing.made.number
    assert (veiled.state, veiled.occurrence.whom) == ("done", ())
    assert veiled.standing.made is not None
    assert (veiled.standing.made.number, veiled.standing.made.subject, veiled.standing.made.inspected) == ("", "", ())


def test_a_spot_check_is_fulfilled_by_an_inspection_of_that_person(book):
    branch = made(book)
    open_branch(book, branch)
    done = draw_checks(book, branch.manager, MONDAY, MONDAY, wanted=1, seed="7", codes=["appearance"])
    check = done.checks[0]
    at(book, MONDAY, check.minute // 60, check.minute % 60 + 5)
    other = next(p for p in (branch.lobby, *branch.tellers) if p != check.person)
    log_inspection(book, check.inspector, "appearance", [], others_pass=True, inspected=[other])
    assert states(book, SYSTEM, MONDAY, MONDAY) == ["due"]
    occurrence = f"{done.subject}/1"
    begun = begin_planned(book, check.inspector, occurrence)
    with book.read() as r:
        from supervisor.inspection.ledger import inspection

        there = inspection(r, begun)
        assert there is not None
        assert (there.inspected, there.code, there.source) == ((check.person,), "appearance", "on_site")
    assert states(book, SYSTEM, MONDAY, MONDAY) == ["running"]
    abandon(book, check.inspector, begun, reason="mistake")
    log_planned(book, check.inspector, occurrence, [], others_pass=True)
    assert states(book, SYSTEM, MONDAY, MONDAY) == ["done"]


def test_no_seed_can_be_tried_before_the_draw_is_on_record(book):
    """Whoever works out beforehand what a seed gives, with all that a reader of the book knows, learns nothing."""
    branch = made(book)
    open_branch(book, branch)
    span = (MONDAY, MONDAY + timedelta(4))
    with book.read() as r:
        tried = {
            f"try{n}": draw(drawing_of(r, *span, wanted=5, codes=["appearance"], seed=f"try{n}", after=r.now))
            for n in range(12)
        }
    favourite = branch.tellers[1]
    pleasing = next((seed for seed, checks in tried.items() if favourite not in {c.person for c in checks}), "try0")
    done = draw_checks(book, branch.manager, *span, wanted=5, codes=["appearance"], seed=pleasing)
    assert done.checks != tried[pleasing]
    assert len(done.chance) == 32
    with book.read() as r:
        assert prove(r, done.number).holds
        (entry,) = [one for one in r.history(done.subject) if one.kind == "inspection.spot_checks_drawn"]
        assert entry.prev.hex() == done.head
    again = draw_checks(
        book, branch.manager, *span, wanted=5, codes=["appearance"], seed=pleasing, reason="not as I like it"
    )
    assert again.checks != done.checks  # the same seed once more, and both are on record
    with book.read() as r:
        assert [(one.number, one.reason) for one in draws(r)] == [(done.number, ""), (again.number, "not as I like it")]


def test_a_draw_moved_to_another_place_of_the_journal_does_not_hold(book):
    from supervisor.inspection.plan.events import SpotChecksDrawn

    branch = made(book)
    open_branch(book, branch)
    done = draw_checks(book, branch.manager, MONDAY, MONDAY + timedelta(4), wanted=3)
    with book.write(branch.manager) as w:  # tried elsewhere until it pleased, and entered afterwards
        w.append(
            "spot_draw:tried",
            SpotChecksDrawn(number="CC-X", seed=done.seed, method=done.method, first=done.first, last=done.last,
                            since=done.since, inputs=done.inputs, checks=done.checks, chance=done.chance,
                            head=done.head, reason="x", over=(done.subject,)),
        )  # fmt: skip
    with book.read() as r:
        assert prove(r, done.number).holds
        assert not prove(r, "CC-X").holds


@pytest.mark.parametrize("seed", ["x" * 201, "a\nb", "\ud800"])
def test_a_seed_is_a_line_of_letters(book, seed):
    branch = made(book)
    open_branch(book, branch)
    with pytest.raises(WrongField) as caught:
        draw_checks(book, branch.manager, MONDAY, MONDAY, wanted=1, seed=seed)
    assert caught.value.field == "seed"


@pytest.fixture
def apart(book, tmp_path):
    """Two copies, each with a draw for the same week that the other did not know of; merged both ways."""
    branch = made(book)
    open_branch(book, branch)
    book.close()
    copies = []
    for name in ("one", "two"):
        copy = Book.open(shutil.copy(book.where, tmp_path / f"{name}.book"))
        at(copy, MONDAY - timedelta(1), 9 + len(copies))
        copies.append(copy)
    drawn = [draw_checks(copy, branch.manager, MONDAY, MONDAY + timedelta(4), wanted=3) for copy in copies]
    meet(*copies)
    yield branch, copies, drawn
    for copy in copies:
        copy.close()


def meet(one: Book, two: Book) -> None:
    one.merge(two.export(one.vector()))
    two.merge(one.export(two.vector()))


def planned(book: Book) -> set[str]:
    with book.read() as r:
        return {line.occurrence.id for line in plan(r, SYSTEM, MONDAY, MONDAY + timedelta(4))}


def test_draws_made_apart_both_stand_until_a_person_decides(apart):
    branch, copies, (first, second) = apart
    both = {f"{one.subject}/{n}" for one in (first, second) for n in (1, 2, 3)}
    assert [planned(copy) for copy in copies] == [both, both], "neither inspector's checks are gone unsaid"
    seen: list[Contradiction] = []
    for copy in copies:
        with copy.read() as r:
            seen += [one for one in contradictions(r) if one.sort == "draws"]
    assert len(seen) == 2
    assert seen[0] == seen[1], "the same to decide on both"
    for side, draw_ in zip(seen[0].sides, (first, second), strict=False):
        assert draw_.number in side.what
    assert not seen[0].fields  # whom they are about is not for everybody who settles
    settle(copies[0], branch.manager, seen[0].id, keep=1, reason="told the others already")
    meet(*copies)
    for copy in copies:
        assert planned(copy) == {f"{second.subject}/{n}" for n in (1, 2, 3)}
        with copy.read() as r:
            assert contradictions(r) == []


def test_draws_made_apart_can_all_stand_or_be_drawn_again(apart):
    branch, copies, (first, second) = apart
    with copies[0].read() as r:
        (group,) = draws_apart(r)
    assert {one.subject for one in group} == {first.subject, second.subject}
    with pytest.raises(Refused):
        settle_draws(copies[0], branch.lobby, [one.subject for one in group], keep=[first.subject])
    with pytest.raises(BadInput):
        settle_draws(copies[0], branch.manager, [one.subject for one in group], keep=[])
    again = draw_checks(copies[0], branch.manager, MONDAY, MONDAY + timedelta(4), wanted=2, reason="twice drawn")
    assert planned(copies[0]) == {f"{again.subject}/{n}" for n in (1, 2)}
    with copies[0].read() as r:
        assert draws_apart(r) == []
    listed: list[str] = []
    with copies[1].read() as r:
        listed += [one.id for one in contradictions(r) if one.sort == "draws"]
    settle(copies[1], branch.manager, listed[0], keep=2)
    assert len(planned(copies[1])) == 6
    with copies[1].read() as r:
        assert contradictions(r) == []

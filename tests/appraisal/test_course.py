"""The course of a month: every step in every state, who may make it, and what the refused are told."""

from __future__ import annotations

from datetime import date

import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.appraisal import service
from supervisor.appraisal.ledger import month_state
from supervisor.branch.staff import add_person, person_left
from supervisor.errors import BadInput, Refused
from supervisor.language import use_language

from .conftest import at

NOVEMBER = "2026-11"
# state → the steps that are allowed in it; every other step is refused
ALLOWED = {
    "draft": {"open_self", "open_review", "ask_peers", "answer_peer", "publish"},
    "self": {"open_self", "self_assess", "withdraw_self", "open_review", "ask_peers", "answer_peer"},
    "review": {"open_self", "review", "ask_peers", "answer_peer", "publish"},
    "published": {"open_review", "publish", "acknowledge", "appeal", "lock"},
    "signed": {"acknowledge", "reopen"},
    "reopened": {"open_self", "open_review", "ask_peers", "answer_peer", "publish"},
}
STEPS = sorted(set().union(*ALLOWED.values()))
COURSE = {  # how a month gets into a state
    "draft": (),
    "self": ("self",),
    "review": ("self", "review"),
    "published": ("publish",),
    "signed": ("publish", "lock"),
    "reopened": ("publish", "lock", "reopen"),
}


@pytest.fixture
def walk(month):
    """`walk(state)` brings November there; `walk.do(step)` tries a step."""
    book, manager = month.book, month.manager
    evidence = month.record("teller", "attendance.late")
    service.ask_peers(book, manager, NOVEMBER, month.guide, [month.teller])
    ways = {
        "self": lambda: service.open_self_assessment(book, manager, NOVEMBER, until=date(2026, 12, 2)),
        "review": lambda: [book.set_now(at(12, 3)), service.open_review(book, manager, NOVEMBER)],
        "publish": lambda: service.publish(book, manager, NOVEMBER),
        "lock": lambda: [book.set_now(at(12, 6)), service.lock(book, manager, NOVEMBER)],
        "reopen": lambda: service.reopen(book, manager, NOVEMBER, reason="a letter came"),
    }
    steps = {
        "open_self": lambda: service.open_self_assessment(book, manager, NOVEMBER, until=date(2026, 12, 20),
                                                          reason="two were on leave"),
        "self_assess": lambda: service.self_assess(book, month.teller, NOVEMBER, text="a good month"),
        "withdraw_self": lambda: [service.self_assess(book, month.teller, NOVEMBER, text="a good month"),
                                  service.withdraw_self(book, month.teller, NOVEMBER)],
        "open_review": lambda: [book.set_now(at(12, 5)),
                                service.open_review(book, manager, NOVEMBER, reason="too early")],
        "review": lambda: service.review(book, manager, NOVEMBER, month.teller, comment="steady", value_c=9000),
        "ask_peers": lambda: service.ask_peers(book, manager, NOVEMBER, month.teller, [month.guide]),
        "answer_peer": lambda: service.answer_peer(book, month.teller, NOVEMBER, month.guide, value_c=9000),
        "publish": lambda: service.publish(book, manager, NOVEMBER),
        "acknowledge": lambda: service.acknowledge(book, month.teller, NOVEMBER),
        "appeal": lambda: service.appeal(book, month.teller, month=NOVEMBER, evidence=evidence, text="the bus"),
        "lock": lambda: [book.set_now(at(12, 6)), service.lock(book, manager, NOVEMBER)],
        "reopen": lambda: service.reopen(book, manager, NOVEMBER, reason="a letter came"),
    }  # fmt: skip

    def go(state: str) -> None:
        for way in COURSE[state]:
            ways[way]()
        with book.read() as r:
            assert month_state(r, NOVEMBER).state == state

    go.do = lambda step: steps[step]()  # type: ignore[attr-defined]
    return go


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("state", list(ALLOWED))
def test_every_step_in_every_state(walk, month, state: str, language: str) -> None:
    use_language(language)
    walk(state)
    before = month.book.vector()
    for step in STEPS:
        if step not in ALLOWED[state]:
            with pytest.raises(Refused) as refused:
                walk.do(step)
            said = str(refused.value)
            assert NOVEMBER in said, step
            assert len(said) > len(NOVEMBER) + 10, "it says what to do instead"
            assert said.isascii() == (language == "en"), said
    assert month.book.vector() == before


@pytest.mark.parametrize(("state", "step"), [(state, step) for state in ALLOWED for step in sorted(ALLOWED[state])])
def test_what_is_allowed_is_done(walk, month, state: str, step: str) -> None:
    walk(state)
    before = month.book.vector()
    walk.do(step)
    assert month.book.vector() != before


def test_a_whole_month_is_read_by_whom_it_concerns(month) -> None:
    book = month.book
    office = add_person(book, "system", no="90", name="office", role="auditor", joined=date(2026, 10, 1))
    add_user(book, "system", login="office", person=office, name="office", roles=(Role.HEAD_OFFICE,))
    service.open_self_assessment(book, month.manager, NOVEMBER, until=date(2026, 12, 2))
    service.self_assess(book, month.teller, NOVEMBER, text="a good month", values={"attendance": 9000})
    with pytest.raises(BadInput):
        service.self_assess(book, month.teller, NOVEMBER, text="x", values={"nothing": 9000})
    with pytest.raises(Refused, match="2026-12-02"):  # the others still have time
        service.open_review(book, month.manager, NOVEMBER)
    book.set_now(at(12, 3))
    with pytest.raises(Refused, match="2026-12-02"):
        service.self_assess(book, month.guide, NOVEMBER, text="too late")
    service.open_review(book, month.manager, NOVEMBER)
    service.review(book, month.deputy, NOVEMBER, month.teller, comment="steady", value_c=9200)
    for actor in (month.manager, month.deputy):  # nobody himself, and nobody but head office the manager
        with pytest.raises(Refused):
            service.review(book, actor, NOVEMBER, month.manager, comment="excellent")
    with pytest.raises(Refused):
        service.review(book, month.teller, NOVEMBER, month.guide, comment="not his to say")
    service.review(book, office, NOVEMBER, month.manager, comment="keeps his branch")
    with book.read() as r:
        assert service.person_month(r, month.teller, NOVEMBER, month.teller).review is None  # not before publication
        written = service.person_month(r, month.manager, NOVEMBER, month.teller).review
        assert written is not None
        assert written.value_c == 9200
        with pytest.raises(Refused):
            service.person_month(r, month.guide, NOVEMBER, month.teller)
        course = service.course(r, month.manager, NOVEMBER)
        assert [one.member.name for one in course.missing("reviewed")] == ["deputy", "guide", "office"]
        assert [one.member.name for one in course.people if one.assessed] == ["teller"]
        assert {one.member.name for one in course.people if not one.may_review} == {"manager"}
        with pytest.raises(Refused):
            service.course(r, month.teller, NOVEMBER)
    service.publish(book, month.manager, NOVEMBER)
    with book.read() as r:
        own = service.person_month(r, month.teller, NOVEMBER, month.teller)
    assert own.review is not None
    assert own.review.comment == "steady"
    assert own.assessment is not None
    assert own.assessment.values[0].value_c == 9000
    assert own.appeals_until == date(2026, 12, 8)


def test_colleagues_are_heard_and_never_named(month) -> None:
    book = month.book
    raters = [month.teller, month.deputy, month.manager]
    assert service.ask_peers(book, month.manager, NOVEMBER, month.guide, raters) == 3
    assert service.ask_peers(book, month.manager, NOVEMBER, month.guide, raters) == 0  # asked already
    with pytest.raises(BadInput):
        service.ask_peers(book, month.manager, NOVEMBER, month.guide, [month.guide])
    with pytest.raises(Refused):
        service.answer_peer(book, month.guide, NOVEMBER, month.teller, value_c=9000)
    for rater, value_c in zip(raters[:2], (9000, 8000), strict=True):
        service.answer_peer(book, rater, NOVEMBER, month.guide, value_c=value_c, comment=f"said {value_c}")
    with book.read() as r:
        few = service.person_month(r, month.manager, NOVEMBER, month.guide).peers
        assert [each.value_c for each in service.asked_of(r, month.teller, NOVEMBER)] == [9000]
    assert (few.asked, few.answered, few.mean_c, few.comments) == (3, 2, None, ())
    service.answer_peer(book, month.manager, NOVEMBER, month.guide, value_c=9100)
    with book.read() as r:
        own = service.person_month(r, month.guide, NOVEMBER, month.guide).peers
        read = service.person_month(r, month.manager, NOVEMBER, month.guide).peers
    assert (own.mean_c, own.comments) == (8700, ())
    assert read.comments == ("said 8000", "said 9000")
    assert not any(person in repr((own, read)) for person in raters)


def test_who_left_and_who_is_new_are_reviewed_and_published_too(month) -> None:
    book = month.book
    new = add_person(book, "system", no="05", name="new", role="teller", joined=date(2026, 11, 25))
    person_left(book, "system", month.guide, date(2026, 11, 20))
    service.open_review(book, month.manager, NOVEMBER)
    for person in (new, month.guide):
        service.review(book, month.manager, NOVEMBER, person, comment="short but good")
    published = service.publish(book, month.manager, NOVEMBER)
    assert {new, month.guide} <= {one.person for one in published.people}


def test_a_month_goes_a_step_back_only_with_the_reason(month) -> None:
    book = month.book
    service.open_review(book, month.manager, NOVEMBER)
    with pytest.raises(BadInput):
        service.open_self_assessment(book, month.manager, NOVEMBER, until=date(2026, 12, 2))
    service.open_self_assessment(book, month.manager, NOVEMBER, until=date(2026, 12, 2), reason="two were on leave")
    with book.read() as r:
        assert month_state(r, NOVEMBER).reason == "two were on leave"
    book.set_now(at(12, 3))
    service.open_review(book, month.manager, NOVEMBER)
    service.publish(book, month.manager, NOVEMBER)
    with pytest.raises(BadInput):
        service.open_review(book, month.manager, NOVEMBER)


def test_signing_early_needs_a_reason_until_everybody_has_taken_note(month) -> None:
    book = month.book
    service.publish(book, month.manager, NOVEMBER)
    book.set_now(at(12, 1))
    with pytest.raises(Refused, match="2026-12-05"):
        service.lock(book, month.manager, NOVEMBER)
    for person in (month.manager, month.deputy, month.teller, month.guide):
        service.acknowledge(book, person, NOVEMBER)
    with book.read() as r:
        assert not service.course(r, month.manager, NOVEMBER).missing("seen")
    service.lock(book, month.manager, NOVEMBER)
    service.reopen(book, month.manager, NOVEMBER, reason="a letter came")
    book.set_now(at(12, 2))
    service.publish(book, month.manager, NOVEMBER)
    with book.read() as r:
        assert len(service.course(r, month.manager, NOVEMBER).missing("seen")) == 4  # of what is published now


def test_two_laptops_that_both_reviewed_show_both_until_a_further_review(month, new_place) -> None:
    home = month.book
    service.open_review(home, month.manager, NOVEMBER)
    laptop = new_place("sqlite", "laptop").create(branch=home.branch)
    try:
        laptop.merge(home.export())
        laptop.set_now(at(11, 30))
        service.review(home, month.manager, NOVEMBER, month.teller, comment="steady", value_c=9000)
        service.review(laptop, month.deputy, NOVEMBER, month.teller, comment="often late", value_c=7000)
        home.merge(laptop.export(home.vector()))
        laptop.merge(home.export(laptop.vector()))
        for book in (home, laptop):
            with book.read() as r:
                read = service.person_month(r, month.manager, NOVEMBER, month.teller)
                assert read.review is not None
                said = {read.review.comment, *(one.comment for one in read.rival_reviews)}
                assert said == {"steady", "often late"}
                course = service.course(r, month.manager, NOVEMBER)
                assert [one.member.name for one in course.people if one.rivals] == ["teller"]
        service.review(laptop, month.manager, NOVEMBER, month.teller, comment="talked over", value_c=8000)
        home.merge(laptop.export(home.vector()))
        for book in (home, laptop):
            with book.read() as r:
                read = service.person_month(r, month.manager, NOVEMBER, month.teller)
                assert read.review is not None
                assert (read.review.comment, read.rival_reviews) == ("talked over", ())
    finally:
        laptop.close()

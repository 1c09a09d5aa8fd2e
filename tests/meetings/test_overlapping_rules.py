"""Rules that two meetings keep or break together: who was sent to a queue authorises nothing, stand-ins are shared so
that each meeting has what it needs, and batches of one meeting may follow each other."""

from __future__ import annotations

import msgspec
import pytest

from supervisor.language import Words
from supervisor.meetings.planner.planner import place_at, plan
from supervisor.meetings.planner.starts import Desk
from supervisor.meetings.problem.model import Need, Person, Post, Problem, Sitting, Span, Status, Taken, Wish
from tests.meetings.branch_problem import MONDAY, problem, wish


def branch(people: tuple[Person, ...], posts: tuple[Post, ...], at: dict[str, str], *wishes: Wish) -> Problem:
    """A day of people at posts from eight to half past five, with the customers of the small branch."""
    duties = tuple(Span(person=f"person:{who}", post=f"post:{post}", start_minute=480, end_minute=1050)
                   for who, post in at.items())  # fmt: skip
    day = msgspec.structs.replace(problem().days[0], duties=duties)
    return Problem(people=people, posts=posts, days=(day,), wishes=wishes, most_at_once=2)


def asked(number: int, *who: str, until: int = 630, **changes: object) -> Wish:
    """Half an hour at ten with these people."""
    needs = tuple(Need(by="person", value=f"person:{one}") for one in who)
    return wish(
        *needs, subject=f"meeting:{number}", title=str(number), earliest_minute=600, latest_minute=until, **changes
    )


AUTHORISERS = (
    Person(subject="person:t", name="T", skills=("cash",)),
    Person(subject="person:a", name="A", skills=("authorise", "cash"), authoriser=True),
    Person(subject="person:b", name="B", skills=("advise",), authoriser=True),
    Person(subject="person:c", name="C", skills=("advise",)),
)
SIGNED = (
    Post(subject="post:cash", name=Words("cash"), service_class="c", skill="cash", min_cover=1),
    Post(subject="post:sign", name=Words("sign"), skill="authorise"),
    Post(subject="post:advice", name=Words("advice"), service_class="p", skill="advise", stations=3),
)
SIGNED_AT = {"t": "cash", "a": "sign", "b": "advice", "c": "advice"}


def standing() -> Sitting:
    found = plan(branch(AUTHORISERS, SIGNED, SIGNED_AT, asked(0, "t"))).answers[0].sittings[0]
    assert [one.person for one in found.covers] == ["person:a"]
    return found


def test_who_stands_in_at_a_queue_does_not_authorise_while_another_meets() -> None:
    found = plan(branch(AUTHORISERS, SIGNED, SIGNED_AT, asked(0, "t"), asked(1, "b")))
    assert [len(one.sittings) for one in found.answers] == [1, 0]
    assert "authoriser_present" in {one.rule for one in found.answers[1].blocks}


@pytest.mark.parametrize("field", ["taken", "standing"])
def test_nor_while_he_stands_in_for_a_meeting_that_stands(field: str) -> None:
    held = Taken(meeting="meeting:0", title="0", sitting=standing())
    beside = msgspec.structs.replace(branch(AUTHORISERS, SIGNED, SIGNED_AT, asked(1, "b")), **{field: (held,)})
    answer = plan(beside).answers[0]
    assert not answer.sittings
    assert "authoriser_present" in {one.rule for one in answer.blocks}
    _sitting, broken = place_at(Desk(beside), beside.wishes[0], MONDAY, 600)
    assert "authoriser_present" in {one.rule for one in broken}


@pytest.mark.parametrize("order", [("t", "l"), ("l", "t")])
def test_two_meetings_that_fit_are_both_held_whichever_was_asked_first(order: tuple[str, str]) -> None:
    people = (
        Person(subject="person:t", name="T", skills=("cash",)),
        Person(subject="person:l", name="L", skills=("lobby",)),
        Person(subject="person:x", name="X", skills=("cash", "lobby")),
        Person(subject="person:y", name="Y", skills=("cash", "advise", "corporate")),
    )
    posts = (
        Post(subject="post:cash", name=Words("cash"), service_class="c", skill="cash", min_cover=1),
        Post(subject="post:lobby", name=Words("lobby"), service_class="g", skill="lobby", min_cover=1),
        Post(subject="post:back", name=Words("back"), stations=9),
    )
    at = {"t": "cash", "l": "lobby", "x": "back", "y": "back"}
    found = plan(branch(people, posts, at, *(asked(n, who) for n, who in enumerate(order))))
    assert found.status == Status.PROVEN
    covers = {one.person: one.to_post for answer in found.answers for one in answer.sittings[0].covers}
    assert covers == {"person:x": "post:lobby", "person:y": "post:cash"}


def test_batches_follow_each_other_where_that_is_the_only_way() -> None:
    """Two of whom one must stay, and an hour for two batches of half an hour."""
    people = tuple(Person(subject=f"person:{one}", name=one.upper(), skills=("cash",)) for one in ("t", "u"))
    posts = (Post(subject="post:cash", name=Words("cash"), service_class="c", skill="cash", min_cover=1, stations=2),)
    training = asked(0, "t", "u", until=660, may_split=True)
    other = wish(Need(by="person", value="person:t"), subject="meeting:1", title="1", earliest_minute=900,
                 latest_minute=930)  # fmt: skip
    found = plan(branch(people, posts, {"t": "cash", "u": "cash"}, training, other))
    assert found.status == Status.PROVEN
    assert sorted((one.start_minute, one.people) for one in found.answers[0].sittings) in (
        [(600, ("person:t",)), (630, ("person:u",))],
        [(600, ("person:u",)), (630, ("person:t",))],
    )
    assert found.answers[1].sittings

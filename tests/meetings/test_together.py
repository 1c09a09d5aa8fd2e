"""A briefing and a training placed together: nobody sits in two, and no post falls below what held without them.

Everything is counted here anew from duties, lunches, absences, sittings and covers, minute by minute.
"""

from __future__ import annotations

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervisor.language import Words
from supervisor.meetings.planner.planner import plan
from supervisor.meetings.problem.model import Need, Person, Plan, Post, Problem, Sitting, Span
from tests.meetings.branch_problem import MONDAY, day, wish

SKILLS = ("cash", "lobby", "authorise")


@st.composite
def branches(draw: st.DrawFn) -> Problem:
    """Four to nine people on three posts with lunches and absences, and two or three meetings of the same morning."""
    size = draw(st.integers(4, 9))
    posts = (
        Post(
            subject="post:cash", name=Words("现金"), service_class="c", skill="cash", stations=4,
            min_cover=draw(st.integers(0, 2)), dual_control=draw(st.booleans()),
        ),
        Post(
            subject="post:lobby", name=Words("大堂"), service_class="g", skill="lobby", stations=3,
            min_cover=draw(st.integers(0, 1)),
        ),
        Post(subject="post:back", name=Words("后台"), stations=9, min_cover=draw(st.integers(0, 1))),
    )  # fmt: skip
    people, duties, lunches, absences = [], [], [], []
    for number in range(size):
        subject = f"person:{number}"
        skills = tuple(s for s in SKILLS if draw(st.booleans()))
        fits = [one.subject for one in posts if not one.skill or one.skill in skills]
        people.append(
            Person(
                subject=subject, name=f"P{number}", role="teller", skills=skills,
                authoriser="authorise" in skills, lobby_manager=number == 0,
            )
        )  # fmt: skip
        start = draw(st.sampled_from([480, 540, 600]))
        duties.append(
            Span(person=subject, post=draw(st.sampled_from(fits)), start_minute=start, end_minute=start + 540)
        )
        noon = draw(st.sampled_from([660, 690, 705, 720, 750]))
        lunches.append(Span(person=subject, start_minute=noon, end_minute=noon + 45))
        if draw(st.integers(0, 5)) == 0:
            absences.append(Span(person=subject, kind="leave", start_minute=600, end_minute=720))
    groups = st.lists(st.sampled_from(people), min_size=1, max_size=4, unique=True)
    wishes = tuple(
        wish(
            *(Need(by="person", value=one.subject) for one in draw(groups)),
            subject=f"meeting:{number}",
            title=title,
            kind=kind,
            minutes=minutes,
            latest_minute=draw(st.sampled_from([720, 900, 1020])),
            may_split=draw(st.booleans()),
        )
        for number, (kind, title, minutes) in enumerate(
            [("briefing", "Briefing", 15), ("training", "Training", 45), ("review", "Review", 30)]
        )
    )
    return Problem(
        people=tuple(people),
        posts=posts,
        days=(day(duties=tuple(duties), lunches=tuple(lunches), absences=tuple(absences)),),
        wishes=wishes[: draw(st.integers(2, 3))],
    )


def there(problem: Problem, minute: int) -> dict[str, str]:
    """Person -> post by the roster at a minute: on duty, neither eating nor away."""
    one = problem.days[0]
    away = {s.person for s in (*one.lunches, *one.absences) if s.start_minute <= minute < s.end_minute}
    return {s.person: s.post for s in one.duties if s.start_minute <= minute < s.end_minute and s.person not in away}


def held_at(found: Plan, minute: int) -> list[Sitting]:
    sittings = [one for answer in found.answers for one in answer.sittings]
    return [one for one in sittings if one.start_minute <= minute < one.end_minute]


def with_meetings(problem: Problem, found: Plan, minute: int) -> dict[str, str]:
    """Person -> post while the meetings are held: those inside gone, those who cover moved."""
    places = there(problem, minute)
    for one in held_at(found, minute):
        for cover in one.covers:
            assert places.get(cover.person) == cover.from_post, "a cover leaves the post where he stands"
            places[cover.person] = cover.to_post
    inside = {person for one in held_at(found, minute) for person in one.people}
    return {person: post for person, post in places.items() if person not in inside}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(branches())
def test_meetings_placed_together_share_nobody_and_leave_no_post_short(problem: Problem) -> None:
    found = plan(problem)
    for minute in range(480, 1140, 15):
        now = held_at(found, minute)
        inside = [person for one in now for person in one.people]
        assert len(inside) == len(set(inside)), "somebody sits in two meetings"
        covering = [cover.person for one in now for cover in one.covers]
        assert not set(covering) & set(inside), "somebody covers a post and sits in a meeting"
        assert len(covering) == len(set(covering)), "somebody covers two posts"
        if not 540 <= minute < 1020:
            continue
        before, after = list(there(problem, minute).values()), list(with_meetings(problem, found, minute).values())
        for post in problem.posts:
            had, has = before.count(post.subject), after.count(post.subject)
            assert has >= min(had, post.min_cover), f"{post.subject} has {has} at {minute}, had {had}"
            if post.dual_control:
                assert has != 1 or had == 1, f"somebody is alone at {post.subject} at {minute}"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(branches())
def test_each_meeting_has_whom_it_asked_for(problem: Problem) -> None:
    found = plan(problem)
    for asked, answer in zip(problem.wishes, found.answers, strict=True):
        wanted = {need.value for need in asked.needs}
        for one in answer.sittings:
            assert one.start_minute >= asked.earliest_minute
            assert one.end_minute <= asked.latest_minute
            assert set(one.people) <= wanted
        if answer.sittings:
            assert {person for one in answer.sittings for person in one.people} == wanted
        else:
            assert answer.blocks


def test_two_meetings_that_want_the_same_people_are_apart() -> None:
    """What the random branches check, once by hand: the second sees the first."""
    both = [
        wish(Need(by="person", value="person:t1"), Need(by="person", value="person:t2"), subject=f"meeting:{n}")
        for n in range(2)
    ]
    from tests.meetings.branch_problem import problem

    tight = problem(*(msgspec.structs.replace(one, earliest_minute=900, latest_minute=960) for one in both))
    first, second = (answer.sittings[0] for answer in plan(tight).answers)
    assert first.day == second.day == MONDAY
    assert {first.start_minute, second.start_minute} == {900, 930}

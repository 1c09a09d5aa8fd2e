"""Two desktops each placed a meeting rightly; together they break a hard rule, and everybody who asks is told so."""

from __future__ import annotations

from datetime import timedelta

from supervisor.branch.ledger import people, posts
from supervisor.branch.service import set_post
from supervisor.exchange.contradictions import contradictions
from supervisor.exchange.seeing import contradictions_for
from supervisor.journal import Book
from supervisor.meetings import service
from supervisor.meetings.events import MeetingPlaced
from supervisor.meetings.planning.standing import standing_clashes
from supervisor.meetings.problem.model import Need, Sitting
from supervisor.roster.ledger import duties
from tests.meetings.branch_book import MONDAY, SYSTEM
from tests.meetings.test_told import FRIDAY, apart, asked, only  # noqa: F401

TUESDAY = MONDAY + timedelta(days=1)
EVENING = {
    "first_day": MONDAY, "last_day": MONDAY, "earliest_minute": 1050, "latest_minute": 1080, "minutes": 30,
    "inside_hours": False,
}  # fmt: skip


def rules(book: Book) -> list[str]:
    with book.read() as r:
        return [one.block.rule for one in standing_clashes(r, MONDAY, FRIDAY)]


def put(book: Book, subject: str, people_of: list[str], *, start: int, end: int, room: str = "", day=TUESDAY) -> None:
    """Put a meeting on a time as a desktop would that knows nothing of the other."""
    one = Sitting(day=day, start_minute=start, end_minute=end, people=tuple(people_of), room=room)
    with book.write(SYSTEM) as w:
        w.append(subject, MeetingPlaced(days=(day,), sittings=(one,), names=(f"{day.isoformat()}/1",)))


def test_the_same_people_twice_after_an_exchange(one_branch: Book, apart) -> None:  # noqa: F811
    one, two, copies = apart()
    first, second = asked(one, "甲", **EVENING), asked(two, "乙", **EVENING)
    service.plan_week(one, SYSTEM, MONDAY, publish=True)
    service.plan_week(two, SYSTEM, MONDAY, publish=True)
    assert rules(one) == rules(two) == [], "each placed its own rightly"
    copies.exchange()
    for book in (one, two):
        assert rules(book) == ["no_double_booking"]
        with book.read() as r:
            (found,) = contradictions_for(r, SYSTEM)
            names = [person.name for person in people(r)[:3]]
        assert "甲" in found.title
        assert "乙" in found.title
        assert all(name in found.title for name in names), "who sits in both"
        assert not found.settles
        assert found.hint
    service.cancel(one, SYSTEM, second, "让出", sitting=only(one, second).sitting)
    assert rules(one) == []
    assert only(one, first).state == "published"


def test_one_room_twice(one_branch: Book) -> None:
    with one_branch.read() as r:
        who = [one.subject for one in people(r)]
    needs = [(Need(by="person", value=one),) for one in who[:3]]
    first, second, third = (
        asked(one_branch, title, needs=need) for title, need in zip("甲乙丙", needs, strict=True)
    )  # fmt: skip
    put(one_branch, first, who[:1], start=1080, end=1110, room="会议室")
    put(one_branch, second, who[1:2], start=1095, end=1110, room="会议室")
    put(one_branch, third, who[2:3], start=1110, end=1140, room="会议室")
    assert rules(one_branch) == ["room_free"], "the third begins when they have ended"


def test_a_post_short_by_both(one_branch: Book) -> None:
    with one_branch.read() as r:
        on = [one for one in duties(r, TUESDAY) if one.start_minute <= 600 < one.end_minute - 60]
        posted = [(post, [one.person for one in on if one.post == post.subject]) for post in posts(r)]
    post, members = next((post, members) for post, members in posted if len(members) >= 2)
    set_post(
        one_branch, SYSTEM, code=post.code, name=post.name, subject=post.subject, zone=post.zone,
        service_class=post.service_class, skill=post.skill, stations=post.stations, min_cover=len(members) - 1,
        dual_control=post.dual_control,
    )  # fmt: skip
    first, second = asked(one_branch, "甲"), asked(one_branch, "乙")
    put(one_branch, first, members[:1], start=600, end=630)
    assert rules(one_branch) == []
    put(one_branch, second, members[1:2], start=615, end=645)
    assert "minimum_cover" in rules(one_branch)
    with one_branch.read() as r:
        (found,) = [one for one in standing_clashes(r, MONDAY, FRIDAY) if one.block.rule == "minimum_cover"]
    assert {found.one.title, found.other.title} == {"甲", "乙"}
    assert (found.block.about, found.block.minute) == (post.subject, 615)


def test_what_was_broken_knowingly_is_not_told_again(one_branch: Book) -> None:
    first, second = asked(one_branch, "甲", **EVENING), asked(one_branch, "乙", first_day=TUESDAY)
    service.plan_week(one_branch, SYSTEM, MONDAY)
    service.move(
        one_branch, SYSTEM, second, only(one_branch, second).sitting, day=MONDAY, start_minute=1050, reason="说好了",
        knowingly=True,
    )  # fmt: skip
    assert only(one_branch, first).plan.day == only(one_branch, second).plan.day
    assert rules(one_branch) == []


def test_a_day_gone_by_is_not_told(one_branch: Book) -> None:
    first, second = asked(one_branch, "甲"), asked(one_branch, "乙")
    with one_branch.read() as r:
        who = [one.subject for one in people(r)][:1]
    put(one_branch, first, who, start=1080, end=1110)
    put(one_branch, second, who, start=1080, end=1110)
    with one_branch.read() as r:
        assert [one.sort for one in contradictions(r)] == ["unique"]
    one_branch.set_now(lambda: _later())
    with one_branch.read() as r:
        assert contradictions(r) == []


def _later():
    from tests.meetings.branch_book import NOON

    return NOON + timedelta(days=4)


def test_today_and_the_list_of_contradictions_say_it(one_branch: Book) -> None:
    from supervisor.overview import today

    first, second = asked(one_branch, "甲"), asked(one_branch, "乙")
    with one_branch.read() as r:
        (who,) = people(r)[:1]
    put(one_branch, first, [who.subject], start=1080, end=1110)
    put(one_branch, second, [who.subject], start=1095, end=1110)
    with one_branch.read() as r:
        (line,) = [todo for todo in today(r, r.today, 600, judged=False).todo if todo.kind == "meeting_clash"]
    assert line.subject == first
    assert (line.where, line.state) == ("meetings", "soon")
    assert line.title == "“甲”与“乙”在2026-11-24 18:15冲突"
    assert line.detail == f"同一人须参加两场（{who.name}）"

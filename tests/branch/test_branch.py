"""The branch: people, posts, hours and calendar as commands leave them, on every engine."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from supervisor.branch import service
from supervisor.branch.ledger import (
    Opening,
    branch_profile,
    clashes,
    day_kind,
    founded,
    is_working_day,
    name_of,
    opening,
    people,
    posts,
    service_classes,
    working_days_after,
)
from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words, use_language

DAY_SHIFT = Opening(8 * 60 + 30, 17 * 60)


def hire(book: Book, no: str, *skills: str) -> str:
    return service.add_person(
        book, SYSTEM, no=no, name=f"Person {no}", role="teller", zone="hall", skills=skills, joined=date(2024, 1, 1)
    )


def test_a_founded_branch_knows_itself(any_book: Book) -> None:
    with any_book.read() as r:
        assert not founded(r)
        with pytest.raises(BadInput):
            branch_profile(r)
    service.found_branch(any_book, SYSTEM, name="West gate", target_minutes=12, target_share=0.9)
    service.set_paydays(any_book, SYSTEM, [15, 10, 10])
    service.set_pension_days(any_book, SYSTEM, [20, 12])
    service.change_profile(any_book, SYSTEM, target_minutes=8)
    with any_book.read() as r:
        profile = branch_profile(r)
    assert (profile.name, profile.zone) == ("West gate", "Asia/Shanghai")
    assert (profile.target_minutes, profile.target_share) == (8, 0.9)
    assert (profile.paydays, profile.pension_days) == ((10, 15), (12, 20))
    assert profile.number == "", "a book from before branches had numbers says none"
    service.change_profile(any_book, SYSTEM, number=" ０0371 ")
    with any_book.read() as r:
        assert branch_profile(r) == msgspec.structs.replace(profile, number="00371"), "nothing else changed"
    for wrong in ("12a", "-1", "9" * 21):
        with pytest.raises(BadInput, match="20"):
            service.change_profile(any_book, SYSTEM, number=wrong)
    service.change_profile(any_book, SYSTEM, number="")
    with any_book.read() as r:
        assert branch_profile(r) == profile
    with pytest.raises(BadInput, match="31"):
        service.set_pension_days(any_book, SYSTEM, [32])


def test_a_branch_is_founded_once_and_in_the_books_zone(book: Book) -> None:
    with pytest.raises(BadInput):
        service.found_branch(book, SYSTEM, name="Elsewhere", zone="Asia/Urumqi")
    service.found_branch(book, SYSTEM, name="Here")
    with pytest.raises(BadInput):
        service.found_branch(book, SYSTEM, name="Here again")


def test_people_join_change_leave_and_return(any_book: Book) -> None:
    subject = hire(any_book, "1001", "teller", "cash")
    service.change_person(any_book, SYSTEM, subject, role="senior teller")
    service.grant_skill(any_book, SYSTEM, subject, "vip")
    service.withdraw_skill(any_book, SYSTEM, subject, "cash", "failed the test")
    with any_book.read() as r:
        (one,) = people(r)
    assert (one.subject, one.no, one.role, one.zone) == (subject, "1001", "senior teller", "hall")
    assert one.skills == {"teller", "vip"}
    service.person_left(any_book, SYSTEM, subject, date(2025, 6, 30))
    with any_book.read() as r:
        assert people(r) == []
        assert [p.no for p in people(r, on=date(2025, 6, 30))] == ["1001"]
        assert people(r, on=date(2025, 7, 1)) == []
        assert people(r, on=date(2023, 12, 31)) == []
        assert len(people(r, active_only=False)) == 1
    service.person_returned(any_book, SYSTEM, subject, date(2026, 1, 5))
    with any_book.read() as r:
        assert len(people(r)) == 1


def test_an_expired_authorisation_is_no_skill(book: Book) -> None:
    subject = hire(book, "1001")
    with book.read() as r:
        today = r.today
    service.grant_skill(book, SYSTEM, subject, "authoriser", until=today)
    with book.read() as r:
        assert people(r)[0].skills == {"authoriser"}
        assert people(r, on=date(today.year + 1, 1, 1))[0].skills == frozenset()
    with pytest.raises(BadInput):
        service.grant_skill(book, SYSTEM, subject, "vip", until=date(2020, 1, 1))


def test_a_staff_number_belongs_to_one_person_at_a_time(book: Book) -> None:
    first = hire(book, "1001")
    with pytest.raises(BadInput, match="1001"):
        hire(book, " 1001 ")
    service.person_left(book, SYSTEM, first, date(2024, 6, 30))
    hire(book, "1001")
    with pytest.raises(BadInput, match="1001"):
        service.person_returned(book, SYSTEM, first, date(2026, 1, 1))


def test_the_same_number_given_on_two_devices_is_listed_after_the_merge(new_place) -> None:
    one, other = new_place(name="one").create(), new_place(name="other").create()
    mine, theirs = hire(one, "1001"), hire(other, "1001")
    hire(one, "1002")
    one.merge(other.export())
    other.merge(one.export())
    for copy in (one, other):
        with copy.read() as r:
            (clash,) = clashes(r)
        assert (clash.what, clash.value) == ("no", "1001")
        assert set(clash.subjects) == {mine, theirs}
    service.change_person(one, SYSTEM, theirs, no="1003")
    with one.read() as r:
        assert clashes(r) == []
    one.close()
    other.close()


def test_posts_open_change_and_close(any_book: Book) -> None:
    counter = service.set_post(
        any_book, SYSTEM, code="C", name=Words("柜台", "Counter"), zone="hall", service_class="cash", skill="teller",
        stations=4, min_cover=2, dual_control=True,
    )  # fmt: skip
    lobby = service.set_post(any_book, SYSTEM, code="L", name=Words("大堂", "Lobby"), stations=2)
    with pytest.raises(BadInput, match="taken"):
        service.set_post(any_book, SYSTEM, code="L", name=Words("又", "Again"))
    with pytest.raises(BadInput, match="4"):
        service.set_post(any_book, SYSTEM, code="X", name=Words("X"), stations=4, min_cover=5)
    service.set_post(any_book, SYSTEM, code="L", name=Words("大堂", "Hall"), stations=3, subject=lobby)
    with any_book.read() as r:
        first, second = posts(r)
        assert service_classes(r) == ["cash"]
        today = r.today
    assert (first.subject, first.code, first.stations, first.min_cover, first.dual_control) == (
        counter, "C", 4, 2, True,
    )  # fmt: skip
    assert (second.name.en, second.stations) == ("Hall", 3)
    service.close_post(any_book, SYSTEM, lobby, today)
    with any_book.read() as r:
        assert [post.code for post in posts(r)] == ["C"]
        assert [post.code for post in posts(r, on=date(2020, 1, 1))] == ["C", "L"]


def test_names_in_two_languages(book: Book) -> None:
    service.set_zone(book, SYSTEM, "hall", Words("大堂", "Hall"))
    service.set_service_class(book, SYSTEM, "cash", Words("现金", "Cash"))
    service.set_skill(book, SYSTEM, "auth", Words("授权", "Authoriser"), authorisation=True)
    with book.read() as r:
        assert name_of(r, "zone", "hall") == "Hall"
        use_language("zh")
        assert name_of(r, "zone", "hall") == "大堂"
        assert name_of(r, "zone", "nowhere") == "nowhere"
        assert service_classes(r) == ["cash"]


def test_opening_follows_hours_holidays_make_up_days_and_own_word(any_book: Book) -> None:
    service.set_hours(any_book, SYSTEM, range(1, 6), DAY_SHIFT)
    service.set_hours(any_book, SYSTEM, [6], Opening(540, 720))
    service.set_hours(any_book, SYSTEM, [1], Opening(540, 960), valid_from=date(2026, 6, 1))
    with any_book.read() as r:
        assert opening(r, date(2026, 3, 2)) == DAY_SHIFT
        assert opening(r, date(2026, 6, 1)) == Opening(540, 960)  # Monday's new hours
        assert opening(r, date(2026, 3, 7)) == Opening(540, 720)  # Saturday
        assert opening(r, date(2026, 3, 8)) is None
        assert opening(r, date(2026, 10, 1)) is None  # National Day, a Thursday
        assert opening(r, date(2026, 2, 14)) == DAY_SHIFT  # a Saturday worked instead
        assert day_kind(r, date(2026, 2, 14)).kind == "make_up"
    service.set_hours(any_book, SYSTEM, [8], Opening(600, 720))
    service.set_override(any_book, SYSTEM, date(2026, 3, 2), working=False, note="moving house")
    service.set_override(any_book, SYSTEM, date(2026, 3, 8), working=True)
    service.set_override(any_book, SYSTEM, date(2026, 3, 15), working=True, opening=Opening(570, 600))
    with any_book.read() as r:
        assert opening(r, date(2026, 10, 1)) == Opening(600, 720)
        assert opening(r, date(2026, 3, 2)) is None
        assert not is_working_day(r, date(2026, 3, 2))
        assert opening(r, date(2026, 3, 8)) == DAY_SHIFT  # a Sunday has no hours of its own: Monday's
        assert opening(r, date(2026, 3, 15)) == Opening(570, 600)
        assert is_working_day(r, date(2026, 3, 15))
    service.withdraw_override(any_book, SYSTEM, date(2026, 3, 2))
    with any_book.read() as r:
        assert opening(r, date(2026, 3, 2)) == DAY_SHIFT


def test_deadlines_count_working_days(book: Book) -> None:
    with book.read() as r:
        assert working_days_after(r, date(2026, 9, 30), 1) == date(2026, 10, 8)
        assert working_days_after(r, date(2026, 10, 1), 0) == date(2026, 10, 8)
        assert working_days_after(r, date(2026, 10, 9), 1) == date(2026, 10, 10)  # a make-up Saturday
        assert not day_kind(r, date(2031, 5, 1)).known


def test_set_up_needs_the_right(book: Book) -> None:
    with pytest.raises(Refused):
        service.found_branch(book, "person:nobody", name="Mine")
    subject = hire(book, "1001")
    with pytest.raises(Refused):
        service.grant_skill(book, subject, subject, "authoriser")

"""The course of an action: re-inspection, like places, more time, a harder severity, photos, announcement, settings."""

from __future__ import annotations

from datetime import date

import pytest

from supervisor.actions import dates, ledger, rechecks, service
from supervisor.actions.announcing import announce, customer_data, draft, page
from supervisor.branch.service import set_override
from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Book
from supervisor.language import use_language

from .office import made, state


def test_a_reinspection_passed_leads_to_closing_and_one_not_passed_back_to_the_doer(book: Book) -> None:
    o = made(book, 1)
    subject = service.raise_action(book, o.chief, title="x", owner=o.chief, doer=o.tellers[0], severity="serious")
    with pytest.raises(Refused):  # nothing was reported yet
        rechecks.recheck(book, o.chief, subject, passed=True)
    service.report_done(book, o.tellers[0], subject, note="done", photos=(b"after",))
    assert state(book, subject).waits == "recheck"
    for who in (o.tellers[0], o.tellers[1], o.handler):  # the doer; those without the right to inspect
        with pytest.raises(Refused):
            rechecks.recheck(book, who, subject, passed=True)
    with pytest.raises(BadInput):
        rechecks.recheck(book, o.chief, subject, passed=False, note=" ")
    rechecks.recheck(book, o.chief, subject, passed=False, note="still loose")
    there = state(book, subject)
    assert (there.state, there.sent_back, there.finished, there.after) == ("open", 1, None, ())
    service.report_done(book, o.tellers[0], subject, note="again")
    rechecks.recheck(book, o.deputy, subject, passed=True, photos=(b"good",))
    there = state(book, subject)
    assert (there.waits, there.rechecked_by, there.sent_back, len(there.after)) == ("close", o.deputy, 1, 1)
    service.close_action(book, o.manager, subject, note="in order")
    there = state(book, subject)
    assert (there.state, there.closed, there.closed_by, there.opinion) == (
        "closed", date(2026, 11, 20), o.manager, "in order",
    )  # fmt: skip
    service.reopen(book, o.manager, subject, reason="again")
    there = state(book, subject)
    assert (there.recheck_passed, there.closed, there.opinion) == (False, None, "")


def test_the_doer_who_may_inspect_does_not_reinspect_his_own(book: Book) -> None:
    o = made(book, 2)
    subject = service.raise_action(book, o.manager, title="x", owner=o.manager, doer=o.chief, severity="serious")
    service.report_done(book, o.chief, subject)
    with pytest.raises(Refused):
        rechecks.recheck(book, o.chief, subject, passed=True)
    rechecks.recheck(book, o.manager, subject, passed=True)  # who answers for it may look; closing is another's
    with pytest.raises(Refused):
        service.close_action(book, o.manager, subject, note="fine")
    with pytest.raises(Refused, match="manager or the deputy"):  # the doer aside, a deputy is there to decide
        service.close_action(book, _another_supervisor(book), subject, note="fine")
    service.close_action(book, o.deputy, subject, note="fine")


def _another_supervisor(book: Book) -> str:
    from supervisor.access import Role
    from supervisor.access.service import add_user
    from supervisor.branch.staff import add_person

    who = add_person(book, SYSTEM, no="777777", name="S", role="主管")
    add_user(book, SYSTEM, login="s777777", person=who, name="S", roles=(Role.SUPERVISOR,))
    return who


def test_a_supervisor_closes_only_where_manager_and_deputy_are_concerned_themselves(book: Book) -> None:
    o = made(book, 3)
    subject = service.raise_action(book, o.manager, title="x", owner=o.manager, doer=o.deputy)
    service.close_action(book, o.chief, subject, note="looked")
    other = service.raise_action(book, o.manager, title="y", owner=o.manager)
    with pytest.raises(Refused):
        service.close_action(book, o.chief, other, note="looked")


def test_like_places_are_the_people_of_the_same_job_the_posts_of_the_same_queue_the_other_zones(book: Book) -> None:
    o = made(book, 4)
    about = service.raise_action(book, o.chief, title="badge", owner=o.chief, about=o.tellers[0])
    assert set(state(book, about).likes) == set(o.tellers[1:])
    post = service.raise_action(book, o.chief, title="cable", owner=o.chief, places=("C1号",))
    assert set(state(book, post).likes) == set(o.counters[1:])
    zone = service.raise_action(book, o.chief, title="floor", owner=o.chief, places=("cash",))
    assert set(state(book, zone).likes) == {"zone:hall", "zone:vip"}
    words = service.raise_action(book, o.chief, title="lamp", owner=o.chief, places=("the back door",))
    assert set(state(book, words).likes) == {"zone:hall", "zone:cash", "zone:vip"}
    assert state(book, service.raise_action(book, o.chief, title="z", owner=o.chief)).likes == ()


def test_the_same_fault_elsewhere_raises_an_action_of_its_own(book: Book) -> None:
    o = made(book, 5)
    subject = service.raise_action(book, o.chief, title="badge", owner=o.chief, doer=o.tellers[0], about=o.tellers[0])
    child = rechecks.check_like(book, o.tellers[0], subject, o.tellers[1], "same_fault", note="missing too")
    there = state(book, child)
    assert (there.linked, there.about, there.doer, there.title) == (subject, (o.tellers[1],), o.tellers[1], "badge")
    assert there.likes == (), "what a check of like places raised is not spread further"
    assert rechecks.check_like(book, o.chief, subject, o.tellers[1], "same_fault") == child
    with book.read() as r:
        assert [a.subject for a in ledger.linked(r, subject)] == [child]
        assert {one.like: (one.result, one.action) for one in ledger.likes(r, subject)} == {
            o.tellers[1]: ("same_fault", child), o.tellers[2]: ("", "")
        }  # fmt: skip
    assert state(book, subject).likes_left == 1
    assert rechecks.check_rest(book, o.chief, subject) == 1
    assert state(book, subject).likes_left == 0
    added = rechecks.check_like(book, o.chief, subject, "the car park", "same_fault")
    assert state(book, added).places == ("the car park",)
    rechecks.check_like(book, o.chief, subject, o.tellers[1], "in_order")
    assert state(book, child).state == "withdrawn"
    service.close_action(book, o.manager, subject, note="good")
    with pytest.raises(Refused):
        rechecks.check_like(book, o.chief, subject, o.tellers[2], "same_fault")
    with pytest.raises(Refused):
        rechecks.check_rest(book, o.tellers[2], added)


def test_a_grave_fault_asks_for_a_photo_of_the_mended_state(book: Book) -> None:
    o = made(book, 6)
    subject = service.raise_action(book, o.chief, title="x", owner=o.tellers[0], severity="grave", photos=(b"before",))
    assert len(state(book, subject).photos) == 1
    with pytest.raises(BadInput, match="photo"):
        service.report_done(book, o.tellers[0], subject, note="done")
    service.note(book, o.tellers[0], subject, "", photos=(b"after",))
    service.report_done(book, o.tellers[0], subject, note="done")
    rechecks.recheck(book, o.chief, subject, passed=False, note="no")
    with pytest.raises(BadInput, match="photo"):  # the picture of the first mending proves nothing of the second
        service.report_done(book, o.tellers[0], subject, note="done")


def test_more_time_is_asked_by_who_answers_and_granted_by_the_manager(book: Book) -> None:
    o = made(book, 7)
    subject = service.raise_action(book, o.chief, title="x", owner=o.tellers[0], due=date(2026, 11, 24))
    with pytest.raises(Refused):
        dates.ask_extension(book, o.chief, subject, date(2026, 12, 1), reason="parts")
    with pytest.raises(BadInput):
        dates.ask_extension(book, o.tellers[0], subject, date(2026, 11, 24), reason="parts")
    with pytest.raises(BadInput):
        dates.ask_extension(book, o.tellers[0], subject, date(2026, 12, 1), reason="")
    with pytest.raises(Refused):
        dates.decide_extension(book, o.manager, subject, granted=True, reason="ok")
    dates.ask_extension(book, o.tellers[0], subject, date(2026, 12, 1), reason="parts")
    asked = state(book, subject)
    assert (asked.due, asked.asked_due, asked.asked_by) == (date(2026, 11, 24), date(2026, 12, 1), o.tellers[0])
    for who in (o.tellers[0], o.chief):
        with pytest.raises(Refused):
            dates.decide_extension(book, who, subject, granted=True, reason="ok")
    dates.decide_extension(book, o.manager, subject, granted=False, reason="no")
    assert (state(book, subject).due, state(book, subject).asked_due) == (date(2026, 11, 24), None)
    dates.ask_extension(book, o.tellers[0], subject, date(2026, 12, 1), reason="parts")
    dates.decide_extension(book, o.manager, subject, granted=True, reason="ok", due=date(2026, 11, 30))
    there = state(book, subject)
    assert (there.due, there.first_due, there.extended, there.asked_due) == (
        date(2026, 11, 30), date(2026, 11, 24), 1, None,
    )  # fmt: skip
    with book.read() as r:
        assert [s.text for s in ledger.steps(r, subject) if s.what == "granted"] == ["2026-11-24 → 2026-11-30 ok"]


def test_a_fault_that_comes_back_suggests_harder_and_earlier_and_the_manager_decides(book: Book) -> None:
    o = made(book, 8)
    subject = service.raise_action(book, o.chief, title="x", owner=o.tellers[0])
    with book.read() as r:
        there = ledger.action(r, subject)
        assert there is not None
        assert dates.suggested(r, there, 1) is None
        second, third = dates.suggested(r, there, 2), dates.suggested(r, there, 3)
    assert second is not None
    assert third is not None
    assert (second.severity, second.due) == ("serious", date(2026, 11, 25))
    assert (third.severity, third.due) == ("grave", date(2026, 11, 23))
    with pytest.raises(Refused):
        dates.regrade(book, o.chief, subject, severity="grave", due=third.due, reason="third time")
    dates.regrade(book, o.manager, subject, severity="grave", due=third.due, reason="third time")
    there = state(book, subject)
    assert (there.severity, there.due, there.first_due) == ("grave", date(2026, 11, 23), date(2026, 11, 27))
    assert there.after_photo
    assert there.needs_recheck
    with book.read() as r:
        assert dates.suggested(r, there, 3) is None


def test_days_to_mend_are_the_branchs_own_and_count_its_working_days(book: Book) -> None:
    o = made(book, 9)
    with pytest.raises(Refused):
        dates.set_days(book, o.chief, minor=5, serious=3, grave=1)
    with pytest.raises(BadInput):
        dates.set_days(book, o.manager, minor=1, serious=3, grave=1)
    set_override(book, SYSTEM, date(2026, 11, 21), working=True)  # a Saturday that is worked instead of a holiday
    dates.set_days(book, o.manager, minor=2, serious=1, grave=0, recheck_from="")
    minor = service.raise_action(book, o.chief, title="x", owner=o.tellers[0])
    assert state(book, minor).due == date(2026, 11, 23)  # Saturday counts, Sunday does not
    grave = service.raise_action(book, o.chief, title="x", owner=o.tellers[0], severity="grave")
    assert (state(book, grave).due, state(book, grave).needs_recheck) == (date(2026, 11, 20), False)
    stated = service.raise_action(book, o.chief, title="x", owner=o.tellers[0], days=4)
    assert state(book, stated).due == date(2026, 11, 25)
    with book.read() as r:
        assert ledger.soon_until(r, date(2026, 11, 20)) == date(2026, 11, 23)
        assert state(book, minor).standing(date(2026, 11, 20), ledger.soon_until(r, date(2026, 11, 20))) == "due_soon"


def test_the_notice_says_what_where_until_when_and_names_neither_customers_nor_whom_it_is_about(book: Book) -> None:
    o = made(book, 10)
    subject = service.raise_action(
        book, o.chief, title="柜台桌面凌乱", owner=o.chief, doer=o.tellers[0], about=o.tellers[0],
        note="客户张三 13800138000 看到", places=("cash",), severity="serious",
    )  # fmt: skip
    there = state(book, subject)
    names = {o.chief: "责任人甲", o.tellers[0]: "当事人乙"}
    use_language("zh")
    text = draft(there, names, branch="某支行", places="现金区", times=3, days=90)
    use_language("en")
    assert "整改通报" in text.splitlines()[0]
    assert all(words in text for words in ("柜台桌面凌乱", "现金区", "2026-11-25", "责任人甲", "严重", "90", "某支行"))
    assert not any(words in text for words in ("张三", "13800138000", "当事人乙"))
    assert customer_data(text) == [], "the record's own number and the dates are no customer's"
    assert page("a\n<b>").count("&lt;b&gt;") == 1
    with pytest.raises(BadInput, match="13800138000"):
        announce(book, o.chief, subject, where="晨会", text=f"{text} 13800138000")
    with pytest.raises(Refused):
        announce(book, o.tellers[0], subject, where="晨会", text=text)
    announce(book, o.chief, subject, where="晨会", to="全体员工", text=text)
    assert state(book, subject).announced
    with book.read() as r:
        assert ledger.steps(r, subject)[-1].text.startswith("晨会 · 全体员工\n")

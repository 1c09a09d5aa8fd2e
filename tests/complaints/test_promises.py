"""Praise, promises to customers and the comment book."""

from datetime import date, timedelta
from typing import Any

import pytest

from supervisor.branch.ledger import is_working_day
from supervisor.branch.records import Opening
from supervisor.branch.service import set_hours
from supervisor.complaints.promises import service
from supervisor.complaints.promises.ledger import (
    call_back,
    call_backs,
    call_backs_due,
    comment_book_days,
    comment_book_due,
    comment_book_owed,
    praise,
)
from supervisor.complaints.retention.erasing import erase_contact
from supervisor.complaints.texts.masking import Contact
from supervisor.complaints.words import PROMISE_STATES
from supervisor.errors import BadInput, Refused

from .team import START, Team

CONTACT = Contact(name="李四", phone="13900001111")


def test_a_promise_is_owed_until_it_is_kept(team: Team) -> None:
    subject = service.promise(
        team.book, team.teller, owner=team.colleague, due=START + timedelta(hours=2), matter="换卡进度", contact=CONTACT
    )
    with team.book.read() as r:
        assert call_backs_due(r, START + timedelta(hours=1)) == []
        owed = call_backs_due(r, START + timedelta(days=1))
    assert [(o.subject, o.owner, o.promised_by, o.done) for o in owed] == [(subject, team.colleague, team.teller, None)]
    assert owed[0].number.startswith("HD-")
    team.wait(hours=3)
    assert owed[0].late(team.now)
    service.record_try(team.book, team.colleague, subject, "无人接听")
    service.keep_promise(team.book, team.colleague, subject, "已告知")
    with team.book.read() as r:
        assert call_backs_due(r, team.now + timedelta(days=9)) == []
        kept = call_back(r, subject)
    assert kept is not None
    assert (kept.tries, kept.done, kept.late(team.now)) == (1, team.now, True)
    with pytest.raises(Refused):
        service.keep_promise(team.book, team.colleague, subject)


def test_a_promise_passes_to_another_but_never_to_nobody(team: Team) -> None:
    subject = service.promise(
        team.book, team.teller, owner=team.teller, due=START + timedelta(hours=2), matter="回电", contact=CONTACT
    )
    with pytest.raises(Refused):
        service.hand_over_promise(team.book, team.colleague, subject, team.colleague)
    with pytest.raises(BadInput):
        service.hand_over_promise(team.book, team.teller, subject, "")
    service.hand_over_promise(team.book, team.teller, subject, team.colleague)
    with team.book.read() as r:
        assert call_backs_due(r, START + timedelta(days=1))[0].owner == team.colleague


def test_a_promise_belongs_to_a_case_that_is_there_and_may_be_read(team: Team) -> None:
    """And nobody can be called whose number neither the promise nor the case holds."""
    nameless = team.register()
    about_him = team.register(person=team.teller, owner=team.handler, contact=CONTACT)
    usual: dict[str, Any] = {"owner": team.handler, "due": START + timedelta(hours=2), "matter": "回电"}
    with pytest.raises(BadInput):
        service.promise(team.book, team.handler, complaint="complaint:nonexist", contact=CONTACT, **usual)
    with pytest.raises(Refused):
        service.promise(team.book, team.teller, complaint=about_him, **usual)
    with pytest.raises(BadInput):
        service.promise(team.book, team.handler, complaint=nameless, **usual)
    assert service.promise(team.book, team.handler, complaint=about_him, **usual)
    assert service.promise(team.book, team.handler, complaint=nameless, contact=CONTACT, **usual)
    several = team.register(group_size=2, representatives=(CONTACT,))
    assert service.promise(team.book, team.handler, complaint=several, **usual)


def test_what_cannot_be_promised(team: Team) -> None:
    for wrong in (
        {"due": START - timedelta(minutes=1)},
        {"matter": ""},
        {"kind": "gift"},
        {"contact": Contact()},
        {"owner": "person:x"},
    ):
        given = {"owner": team.teller, "due": START + timedelta(1), "matter": "x", "contact": CONTACT} | wrong
        with pytest.raises(BadInput):
            service.promise(team.book, team.teller, **given)


def test_the_number_is_seen_by_who_must_call_and_each_look_is_an_entry(team: Team) -> None:
    subject = service.promise(
        team.book, team.teller, owner=team.colleague, due=START + timedelta(hours=2), matter="x", contact=CONTACT
    )
    with team.book.read() as r:
        assert service.masked_contact(r, team.colleague, subject).phone == "139******11"
        with pytest.raises(Refused):
            service.masked_contact(r, team.person["auditor"][:-1] + "?", subject)
    assert service.unmask_contact(team.book, team.colleague, subject, "回电") == CONTACT
    with team.book.read() as r:
        assert r.latest(1)[0].kind == "promises.unmasked"
        assert b"13900001111" not in b"".join(entry.payload for entry in r.latest(1000))
    with pytest.raises(Refused):
        erase_contact(team.book, team.manager, subject, "完成", by_right=True)
    service.keep_promise(team.book, team.colleague, subject)
    with pytest.raises(Refused):
        service.unmask_contact(team.book, team.colleague, subject, "好奇")
    with pytest.raises(Refused):  # half a year is not over, and nobody asked
        erase_contact(team.book, team.manager, subject, "完成")
    erase_contact(team.book, team.manager, subject, "完成", by_right=True)
    with team.book.read() as r:
        assert service.masked_contact(r, team.manager, subject) == Contact()


def test_praise_by_day_for_every_person_named(team: Team) -> None:
    subject = service.record_praise(
        team.book, team.handler, source="customer", persons=[team.teller, team.colleague], what="耐心帮老人办理"
    )
    with team.book.read() as r:
        found = praise(r, START.date(), START.date())
        assert praise(r, START.date() + timedelta(1), date(2030, 1, 1)) == []
    assert [(p.subject, p.persons, p.what) for p in found] == [
        (subject, (team.teller, team.colleague), "耐心帮老人办理")
    ]


def test_praise_needs_people_and_nobody_records_his_own(team: Team) -> None:
    with pytest.raises(Refused):
        service.record_praise(team.book, team.teller, source="customer", persons=[team.teller], what="x")
    with pytest.raises(BadInput):
        service.record_praise(team.book, team.handler, source="customer", persons=[], what="x")
    with pytest.raises(BadInput):
        service.record_praise(team.book, team.handler, source="self", persons=[team.teller], what="x")


def test_the_comment_book_is_owed_on_every_open_day_until_read(team: Team) -> None:
    set_hours(team.book, "system", [START.isoweekday()], Opening(510, 1020), valid_from=START.date())
    with team.book.read() as r:
        assert comment_book_due(r, START.date())
    with pytest.raises(Refused):
        service.read_comment_book(team.book, team.teller)
    with pytest.raises(BadInput):
        service.read_comment_book(team.book, team.handler, new_comments=1, answered=2)
    with pytest.raises(BadInput):
        service.read_comment_book(team.book, team.handler, day=START.date() + timedelta(1))
    service.read_comment_book(team.book, team.handler, new_comments=2, answered=2)
    with team.book.read() as r:
        assert not comment_book_due(r, START.date())
        days = comment_book_days(r, START.date(), START.date())
    assert [(d.reader, d.new_comments) for d in days] == [(team.handler, 2)]


def test_a_promise_that_is_given_up_stays_on_record_as_not_kept(team: Team) -> None:
    subject = service.promise(
        team.book, team.teller, owner=team.teller, due=START + timedelta(hours=2), matter="x", contact=CONTACT
    )
    with pytest.raises(BadInput):
        service.give_up_promise(team.book, team.teller, subject, " ")
    with pytest.raises(Refused):
        service.give_up_promise(team.book, team.colleague, subject, "客户已销户")
    service.give_up_promise(team.book, team.teller, subject, "客户已销户，已说明")
    with pytest.raises(Refused):
        service.keep_promise(team.book, team.teller, subject)
    with team.book.read() as r:
        ended = call_back(r, subject)
        assert call_backs_due(r, START + timedelta(days=9)) == []
        assert service.masked_contact(r, team.teller, subject).phone == "139******11"
    assert ended is not None
    assert (ended.state(team.now), ended.result, ended.owed) == ("not_kept", "客户已销户，已说明", False)
    erase_contact(team.book, team.manager, subject, "完成", by_right=True)


def test_every_state_of_a_promise(team: Team) -> None:
    made = [
        service.promise(
            team.book, team.teller, owner=team.teller, due=START + timedelta(hours=hours), matter="x", contact=CONTACT
        )
        for hours in (1, 2, 3, 9)
    ]
    service.keep_promise(team.book, team.teller, made[0])
    team.wait(hours=4)
    service.keep_promise(team.book, team.teller, made[1])
    with team.book.read() as r:
        states = [each.state(team.now) for each in call_backs(r, START)]
        assert [each.subject for each in call_backs(r, team.now)] == made[2:]
    assert states == ["kept", "kept_late", "late", "owed"]
    assert set(states) <= set(PROMISE_STATES)


def test_days_on_which_nobody_read_the_comment_book_are_named(team: Team) -> None:
    set_hours(team.book, "system", [1, 2, 3, 4, 5], Opening(510, 1020), valid_from=START.date())
    service.read_comment_book(team.book, team.handler)
    team.wait(days=2)
    today = team.now.date()
    with team.book.read() as r:
        assert comment_book_owed(r, START.date(), today) == [START.date() + timedelta(1), today]
    service.read_comment_book(team.book, team.handler, day=START.date() + timedelta(1), note="补读")
    with team.book.read() as r:
        assert comment_book_owed(r, START.date(), today) == [today]


def test_the_comment_book_is_owed_on_a_sunday_with_open_doors_and_not_behind_closed_ones(team: Team) -> None:
    sunday = START.date() + timedelta(6)
    with team.book.read() as r:
        assert not comment_book_due(r, sunday)
    set_hours(team.book, "system", [7], Opening(9 * 60, 15 * 60))
    with team.book.read() as r:
        assert not is_working_day(r, sunday), "staffed in turns, no working day of the calendar"
        assert comment_book_due(r, sunday)

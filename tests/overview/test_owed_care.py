"""Today says what is owed to customers, each person his own, and never a customer's data."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supervisor.app import load_rooms
from supervisor.complaints import service
from supervisor.complaints.clockwatch.ledger import SetBack
from supervisor.complaints.promises import service as promises
from supervisor.complaints.promises.ledger import comment_book_owed
from supervisor.complaints.texts.masking import Contact
from supervisor.language import use_language
from supervisor.overview.owed_care import owed_to_customers
from tests.complaints.team import Team, found

load_rooms()
CUSTOMER = Contact(name="王小明", phone="13812345678", address="长安街一号")


@pytest.fixture
def team(book) -> Team:
    use_language("en")
    return found(book)


def shown(team: Team, actor: str | None = None):
    with team.book.read() as r:
        return owed_to_customers(r, r.now, dict.fromkeys(team.person.values(), "x"), actor)


def kinds(team: Team, actor: str | None = None) -> list[str]:
    return sorted(one.kind for one in shown(team, actor) if one.kind != "comment_book")


def test_the_next_limit_of_a_case_stands_with_its_owner_and_no_customer(team):
    case = team.register(owner=team.handler, contact=CUSTOMER, text="王小明 13812345678 投诉")
    team.wait(hours=5)
    (line,) = [one for one in shown(team) if one.kind == "complaint"]
    assert (line.subject, line.state, line.where) == (case, "late", "complaints")
    everything = str(shown(team))
    assert not [part for part in ("王小明", "13812345678", "长安街") if part in everything]


def test_each_sees_his_own_and_nobody_what_is_about_himself(team):
    team.register(owner=team.handler, person=team.colleague)
    promises.promise(team.book, team.teller, owner=team.teller, matter="补卡", due=team.now + timedelta(hours=1),
                     contact=CUSTOMER)  # fmt: skip
    team.wait(hours=2)
    assert kinds(team, team.manager) == ["call_back", "complaint"]
    assert kinds(team, team.teller) == ["call_back", "complaint"]  # first taker; his own promise
    assert kinds(team, team.colleague) == []
    (call,) = [one for one in shown(team, team.teller) if one.kind == "call_back"]
    assert (call.when, call.state) == ("1 h late", "late")
    assert [one.kind for one in shown(team, team.handler) if one.kind == "comment_book"]
    assert not [one.kind for one in shown(team, team.teller) if one.kind == "comment_book"]


def test_a_signature_waits_for_the_manager_and_goes_when_it_is_given(team):
    case = team.register(owner=team.handler)
    service.handle(team.book, team.handler, case, at_fault=False, facts="已核实")
    service.reply(team.book, team.handler, case, text="已说明")
    assert kinds(team, team.manager) == ["complaint_sign"]
    assert kinds(team, team.handler) == []
    team.wait(days=3)
    (line,) = [one for one in shown(team, team.manager) if one.kind == "complaint_sign"]
    assert (line.subject, line.when, line.state) == (case, "waits for 3 days", "today")
    service.close(team.book, team.manager, case)
    assert kinds(team, team.manager) == []


def test_what_is_asked_of_head_office_waits_for_the_manager(team):
    case = team.register(owner=team.handler)
    service.ask_escalation(team.book, team.handler, case, "超出支行权限")
    assert "complaint_escalation" in kinds(team, team.manager)
    assert "complaint_escalation" not in kinds(team, team.handler)
    service.escalate(team.book, team.manager, case, "超出支行权限")
    assert "complaint_escalation" not in kinds(team, team.manager)


def test_a_clock_that_was_set_back_is_said(team, monkeypatch):
    """What notices it is tested with the clocks; here, that everybody is told and led to where it is confirmed."""
    moved = SetBack(team.now - timedelta(days=2), team.now)
    monkeypatch.setattr("supervisor.overview.owed_care.clock_set_back", lambda _r: moved)
    (line,) = [one for one in shown(team, team.teller) if one.kind == "clock_set_back"]
    assert (line.state, line.where) == ("late", "complaints")
    assert line.detail


def test_writers_in_the_comment_book_wait_for_their_reply_until_they_have_it(team):
    promises.read_comment_book(team.book, team.handler, new_comments=3, with_contact=2, replied=0, letters=1, copied=0)

    def owed(actor: str):
        return [one for one in shown(team, actor) if one.kind == "comment_reply"]

    with team.book.read() as r:
        day = r.today
    (line,) = owed(team.handler)
    assert (line.subject, line.state) == (f"comment_book:{day}", "open")
    assert line.detail == "replies to 2 writers · copies of 1 letters"
    assert not owed(team.teller), "of whoever handles complaints, and nobody else"
    team.wait(days=3)
    (line,) = owed(team.manager)
    assert (line.when, line.state) == ("waits for 3 days", "today")
    promises.read_comment_book(
        team.book, team.handler, day=day, new_comments=3, answered=2, with_contact=2, replied=2, letters=1, copied=1
    )
    assert not owed(team.manager)


def test_days_on_which_the_comment_book_was_not_read_stand_on_today(team):
    def missed(actor: str):
        return [one for one in shown(team, actor) if one.kind == "comment_book" and one.state == "late"]

    team.wait(days=1)
    assert not missed(team.handler), "before the book was ever kept no day is anybody's debt"
    promises.read_comment_book(team.book, team.handler)
    with team.book.read() as r:
        first = r.today
    assert not missed(team.handler), "today is not over"
    team.wait(days=3)
    with team.book.read() as r:
        days = comment_book_owed(r, first, r.today - timedelta(days=1))
    assert days
    (line,) = missed(team.handler)
    assert (line.subject, line.where) == (f"comment_book:{days[0]}", "complaints")
    assert line.title == f"Comment book not read on {len(days)} days"
    assert f"{days[0]:%m-%d}" in line.detail
    assert not missed(team.teller), "of whoever handles complaints, and nobody else"
    for day in days:
        promises.read_comment_book(team.book, team.handler, day=day)
    assert not missed(team.handler)

"""Settings: every change is a command with its undo, a fault stands beside its field, Excel is looked at first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from supervisor.access.ledger import users
from supervisor.access.rights import Role
from supervisor.branch.ledger import branch_profile, opening, overrides, person, person_skills, posts
from supervisor.branch.workdays import national_day
from supervisor.desktop.desk import Desk
from tests.desktop import keyboard
from tests.desktop.on_screen import Settle
from tests.desktop.settings_page import (
    again_arrived,  # noqa: F401  (fixtures, by their own names)
    desk_now,  # noqa: F401
    form,
    one,
    send,
    settings_on_show,  # noqa: F401
)


def test_a_person_is_changed_and_put_back(shown: Any, desk: Desk, again: Callable[[], None]) -> None:
    line, until = shown.snapshot.people[6], shown.snapshot.today + timedelta(days=400)
    with desk.book.read() as reader:
        before = person(reader, line.subject)
        skills = {s for s in person_skills(reader) if s.person == line.subject}
    shown.people.table.select(lambda p: p.subject == line.subject)
    shown.people.ask_change()
    made = form(shown)
    keyboard.fill(made, name="新名字")
    box = next(code for code, b in made._fields["skills"].boxes.items() if not b.isChecked())
    made._fields["skills"].boxes[box].click()
    keyboard.fill(made, no=" ")
    made.press()
    again()
    assert made.blamed("no")
    assert made.values()["name"] == "新名字", "what was typed stays"
    keyboard.fill(made, no=line.no)
    made._fields["skills"].days[box].setText("明天")
    made.press()
    again()
    assert "明天" in made.blamed("skills")
    made._fields["skills"].days[box].setText(until.isoformat())
    send(shown, again)
    with desk.book.read() as reader:
        after = person(reader, line.subject)
        assert after is not None
        assert after.name == "新名字"
        assert box in after.skills
        assert any(s.until == until for s in person_skills(reader) if s.person == line.subject)
    desk.undo()
    again()
    with desk.book.read() as reader:
        assert person(reader, line.subject) == before
        assert {s for s in person_skills(reader) if s.person == line.subject} == skills


def test_leaving_and_undo_and_adding_and_undo(shown: Any, desk: Desk, again: Callable[[], None]) -> None:
    line = shown.snapshot.people[9]
    shown.people.table.select(lambda p: p.subject == line.subject)
    shown.people.ask_leave()
    made = form(shown)
    made._fields["day"].setDate(date(2000, 1, 1))
    made.press()
    again()
    assert made.blamed("day"), "a last day before the first"
    yesterday = shown.snapshot.today - timedelta(days=1)
    made._fields["day"].setDate(yesterday)
    send(shown, again)
    assert one(desk, line.no).left == yesterday
    shown.people.table.select(lambda p: p.subject == line.subject)
    assert shown.people.leave.text() == "复职…"
    desk.undo()
    again()
    assert (one(desk, line.no).left, one(desk, line.no).joined) == (None, line.joined)
    shown.people.ask_new()
    made = form(shown)
    keyboard.fill(made, no="9001", name="新来的")
    made.press()
    again()
    assert made.blamed("role")
    made._fields["role"].setCurrentText("柜员")
    send(shown, again)
    assert shown.people.table.current().no == "9001", "the cursor is on who was added"
    desk.undo()
    again()
    assert one(desk, "9001") is None


def test_a_post_is_changed_closed_and_put_back(shown: Any, desk: Desk, again: Callable[[], None]) -> None:
    with desk.book.read() as reader:
        before = posts(reader)
    shown.show_tab("posts")
    shown.posts.table.select(lambda p: p.code == before[0].code)
    shown.posts.ask_change()
    made = form(shown)
    keyboard.fill(made, stations=2, min_cover=9)
    made.press()
    again()
    assert made.blamed("min_cover")
    keyboard.fill(made, min_cover=2, code=before[1].code)
    made.press()
    again()
    assert before[1].code in made.blamed("code")
    keyboard.fill(made, code="ZZ")
    send(shown, again)
    assert shown.posts.table.select(lambda p: p.code == "ZZ")
    shown.posts.ask_close()
    send(shown, again)
    with desk.book.read() as reader:
        assert len(posts(reader)) == len(before) - 1
    desk.undo()
    again()
    desk.undo()
    again()
    with desk.book.read() as reader:
        assert posts(reader) == before


def test_hours_and_days_and_the_branch(shown: Any, desk: Desk, again: Callable[[], None]) -> None:
    today = shown.snapshot.today
    monday, holiday = today + timedelta(days=14 - today.weekday()), date(2101, 1, 1)
    while national_day(monday).kind != "workday":
        monday += timedelta(days=7)
    with desk.book.read() as reader:
        profile, usual = branch_profile(reader), opening(reader, monday)
    shown.show_tab("hours")
    shown.hours.ask_hours()
    made = form(shown)
    made.press()
    again()
    assert made.blamed("weekdays"), "at least one day"
    made._fields["weekdays"].boxes[1].click()
    made._fields["opening"].setTime(made._fields["close"].time())
    made.press()
    again()
    assert made.blamed("opening")
    made._fields["closed"].click()
    send(shown, again)
    with desk.book.read() as reader:
        assert opening(reader, monday) is None
    desk.undo()
    again()
    with desk.book.read() as reader:
        assert opening(reader, monday) == usual
    shown.hours.ask_day()
    made = form(shown)
    made._fields["day"].setDate(holiday)
    keyboard.fill(made, note="元旦")
    send(shown, again)
    shown.hours._step(holiday.year - today.year)
    again()
    assert [d.occasion for d in shown.hours.days.model.rows][:1] == ["元旦"]
    assert shown.hours.unknown.isVisibleTo(shown), "nobody knows the nation's calendar of that year"
    shown.hours.days.select(lambda d: d.day == holiday)
    shown.hours.withdraw()
    again()
    with desk.book.read() as reader:
        assert not overrides(reader, holiday, holiday)
    desk.undo()
    again()
    with desk.book.read() as reader:
        assert [(o.day, o.note) for o in overrides(reader, holiday, holiday)] == [(holiday, "元旦")]
    shown.hours.ask_profile()
    made = form(shown)
    for values, field in (
        ({"name": " "}, "name"), ({"name": "甲支行", "target_share": "很多"}, "target_share"),
        ({"target_share": "85%", "days": "十号"}, "days"), ({"days": "32"}, "days"),
    ):  # fmt: skip
        keyboard.fill(made, **values)
        made.press()
        again()
        assert made.blamed(field)
    keyboard.fill(made, number="机构一")
    made.press()
    again()
    assert made.blamed("number")
    keyboard.fill(made, number="0099", pension_days="三十")
    made.press()
    again()
    assert made.blamed("pension_days")
    keyboard.fill(made, days="10，20", pension_days="15")
    send(shown, again)
    with desk.book.read() as reader:
        after = branch_profile(reader)
    assert (after.name, after.target_share, after.paydays, after.pension_days) == ("甲支行", 0.85, (10, 20), (15,))
    assert after.number == "0099"
    assert "0099" in shown.hours.name.text()
    desk.undo()
    again()
    with desk.book.read() as reader:
        assert branch_profile(reader) == profile


def test_the_administrator_gives_logins(shown: Any, desk: Desk, again: Callable[[], None], settle: Settle) -> None:
    """A person with that right gives a login, roles and a new password; the sample's manager may not."""
    from supervisor.access import service
    from supervisor.desktop.screens.settings import user_forms

    assert not shown.people.login.isEnabled()
    with desk.book.read() as reader:
        own = next(u for u in users(reader) if u.person == desk.actor)
        other = next(u for u in users(reader) if u.roles == {Role.STAFF})
    service.grant_role(desk.book, "system", own.subject, Role.ADMINISTRATOR)
    again()
    line = next(p for p in shown.snapshot.people if p.subject == other.person)
    user_forms.ask_login(shown.people, line)
    made = form(shown)
    keyboard.fill(made, password="short", again="short")
    made.press()
    again()
    assert made.blamed("password")
    keyboard.fill(made, password="Feng-2026-shu", again="Feng-2026-shi")
    made.press()
    again()
    assert made.blamed("again")
    keyboard.fill(made, again="Feng-2026-shu")
    made._fields["roles"].boxes[Role.COMMANDER].click()
    send(shown, again)
    with pytest.raises(service.PasswordExpired):
        service.log_in(desk.book, other.login, "Feng-2026-shu")
    with desk.book.read() as reader:
        changed = next(u for u in users(reader) if u.subject == other.subject)
    assert changed.roles == {Role.STAFF, Role.COMMANDER}
    line = replace(line, user=None)
    user_forms.ask_login(shown.people, line)
    made = form(shown)
    keyboard.fill(made, login=other.login, password="Feng-2026-shu", again="Feng-2026-shu")
    made.press()
    again()
    assert other.login in made.blamed("login"), "a login that is taken"
    made.reject()


def test_who_has_no_right_is_refused_by_the_service(shown: Any, desk: Desk, again: Callable[[], None]) -> None:
    from supervisor.access.sessions import Session

    with desk.book.read() as reader:
        staff = next(u for u in users(reader) if u.roles == {Role.STAFF})
    desk.services.session = Session(user=staff.subject, person=staff.person, roles=staff.roles)
    again()
    for made in (shown.people.new, shown.people.change, shown.people.leave, shown.posts.new, shown.hours.hours):
        assert not made.isEnabled()
    shown.people.ask_new()
    made = form(shown)
    keyboard.fill(made, no="9003", name="甲")
    made._fields["role"].setCurrentText("柜员")
    made.press()
    again()
    assert made.fault.text(), "said by the service, not only by a grey button"
    assert one(desk, "9003") is None


def test_forms_hold_no_english(shown: Any, settle: Settle) -> None:
    people, places, hours = shown.people, shown.posts, shown.hours
    for ask in (
        people.ask_new, people.ask_change, people.ask_leave, places.ask_new, places.ask_close, places.ask_name,
        hours.ask_hours, hours.ask_day, hours.ask_profile, hours.ask_targets,
    ):  # fmt: skip
        ask()
        settle()
        made = keyboard.sheet(shown)
        texts = [w.text() for kind in (QLabel, QAbstractButton) for w in made.findChildren(kind)]
        assert [t for t in texts if re.search(r"[A-Za-z]{5,}", t)] == [], ask
        made.reject()

"""Whoever keeps a promise is told before it falls due, once for each time that was agreed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from supervisor.complaints.promises import service
from supervisor.complaints.settings.figures import Figures
from supervisor.complaints.settings.service import set_figures
from supervisor.complaints.texts.masking import Contact
from supervisor.desktop.desk import Desk
from supervisor.desktop.reminders import Reminders
from supervisor.language import use_language
from tests.desktop.conftest import NOW

Settle = Callable[[], None]


def test_a_promise_is_told_of_before_it_falls_due_and_only_once(desk: Desk, settle: Settle) -> None:
    use_language("en")
    book, said = desk.book, []
    desk.said.connect(lambda notice, _undo: said.append(notice.happened))
    subject = service.promise(
        book, desk.actor, owner=desk.actor, due=NOW + timedelta(hours=1), matter="ring back about a card",
        contact=Contact(phone="13900001111"),
    )  # fmt: skip
    watch = Reminders(desk)

    def look() -> list[str]:
        watch.look()
        settle()
        found = [one for one in said if "ring back about a card" in one]
        said.clear()
        return found

    assert look() == []
    book.set_now(lambda: NOW + timedelta(minutes=46))
    assert len(look()) == 1
    assert look() == []
    service.postpone_promise(book, desk.actor, subject, NOW + timedelta(hours=3), "later")
    book.set_now(lambda: NOW + timedelta(hours=2, minutes=50))
    assert len(look()) == 1
    set_figures(book, desk.actor, Figures(remind_minutes=0))
    service.postpone_promise(book, desk.actor, subject, NOW + timedelta(hours=4), "later still")
    book.set_now(lambda: NOW + timedelta(hours=3, minutes=55))
    assert look() == []

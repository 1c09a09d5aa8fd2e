"""The states of the meetings screen that are worth a picture; none writes into the book that is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from supervisor.desktop.shell.window import Window


def _request(window: Window) -> None:
    from supervisor.desktop.screens.meetings.request import ask_request

    page: Any = window.pages["meetings"]
    form: Any = ask_request(page)
    form._fields["title"].setText(page.snapshot.skills[0][1] if page.snapshot.skills else "")
    needs = form._fields["needs"]
    needs.who.setCurrentIndex(0)
    needs.least.setValue(6)
    needs.add()
    form.wish.setChecked(True)
    form._price()


def _in_hand(window: Window) -> None:
    """A meeting that is still to come in the hand, in the middle of its morning."""
    page: Any = window.pages["meetings"]
    may_move = [one for one in page.snapshot.sittings if one.state in ("placed", "published") and not one.locked]
    ahead = [one for one in may_move if one.plan.day > page.snapshot.today]
    held = next(iter(ahead or may_move), None)
    if held is not None and page.week.lift(held):
        page.week.carry(held.plan.day, 10 * 60 + 30)


def _other(change: Callable[[Any], Any]) -> Callable[[Window], None]:
    """The week with another meeting chosen."""

    def show(window: Window) -> None:
        page: Any = window.pages["meetings"]
        page.week.give_up()
        page.show_day(page.snapshot.today)
        found = change(page)
        if found is not None:
            page.week.choose(found)

    return show


def _longest(page: Any) -> Any:
    """Of the meetings to come that with most people: their names stand beside the calendar."""
    ahead = [one for one in page.snapshot.sittings if one.state in ("placed", "published")]
    return max(ahead, key=lambda one: len(one.plan.people), default=None)


def _last_week(window: Window) -> None:
    page: Any = window.pages["meetings"]
    page.week.give_up()
    page.week.current = None
    page.show_day(page.snapshot.today - timedelta(days=7))


def _against(window: Window) -> None:
    """The week in which something cannot stand, and other calendars take times."""
    page: Any = window.pages["meetings"]
    page.week.current = None
    page.show_day(page._today() + timedelta(days=15 - page._today().weekday()))


def _publish(window: Window) -> None:
    from supervisor.desktop.screens.meetings.publishing import ask_publish

    ask_publish(window.pages["meetings"])


def _minutes(window: Window) -> None:
    """The minutes of what was held last."""
    from supervisor.desktop.screens.meetings.minutes import ask_minutes

    page: Any = window.pages["meetings"]
    over = [one for one in page.snapshot.sittings if one.state == "ended"]
    if over:
        ask_minutes(page, max(over, key=lambda one: len(one.decisions)))


def _empty(window: Window) -> None:
    page: Any = window.pages["meetings"]
    page.week.give_up()
    page.show_day(page.snapshot.today + timedelta(days=28))


def _agenda(about: str) -> Callable[[Window], None]:
    """The sheet of an agenda: today's briefing, a review, or what was held."""
    return lambda window: window.go("meetings", about)


MEETINGS: list[tuple[str, Callable[[Window], None]]] = [
    ("in-hand", _in_hand),
    ("long", _other(_longest)),
    ("publish", _publish),
    ("last-week", _last_week),
    ("minutes", _minutes),
    ("against", _against),
    ("request", _request),
    ("empty", _empty),
    ("briefing", _agenda("briefing")),
    ("review", _agenda("review:2026-10")),
    ("held", _agenda("archive")),
]

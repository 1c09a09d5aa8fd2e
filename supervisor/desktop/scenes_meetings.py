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


def _in_hand(window: Window) -> None:
    """The first meeting of the week in the hand, in the middle of its morning."""
    page: Any = window.pages["meetings"]
    held = next((one for one in page.snapshot.sittings if one.state in ("placed", "published")), None)
    if held is not None and page.week.lift(held):
        page.week.carry(held.plan.day, 10 * 60 + 30)


def _empty(window: Window) -> None:
    page: Any = window.pages["meetings"]
    page.week.give_up()
    page.show_day(page.snapshot.today + timedelta(days=28))


def _agenda(about: str) -> Callable[[Window], None]:
    """The sheet of an agenda: today's briefing, a review, or what was held."""
    return lambda window: window.go("meetings", about)


MEETINGS: list[tuple[str, Callable[[Window], None]]] = [
    ("in-hand", _in_hand),
    ("request", _request),
    ("empty", _empty),
    ("briefing", _agenda("briefing")),
    ("review", _agenda("review:2026-10")),
    ("held", _agenda("archive")),
]

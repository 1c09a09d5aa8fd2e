"""What a plan asks for besides moves: a break at another time, an order for later to be taken back."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.desk import Undo
from supervisor.desktop.widgets.basics import RowFrame, button, column, label
from supervisor.desktop.wording import clock, number
from supervisor.dispatch.order_states import OPEN
from supervisor.language import _


def put_wishes(page: Any, lines: Any, plan: Any) -> None:
    """One line each under the moves, with what it saves and a button that does it."""
    names, orders = (
        page.snapshot.names,
        {(one.person, one.move.to_post): one for one in page.snapshot.orders if one.state in OPEN},
    )
    for one in plan.breaks:
        words = _("{name}: break at {new} instead of {old}").format(
            name=one.name, old=clock(one.from_minute), new=clock(one.to_minute)
        )
        shift = button(_("Shift"), lambda b=one: shift_break(page, b), "small",
                       name=_("Shift the break of {name}").format(name=one.name))  # fmt: skip
        saved = label(_("{n} customer-min").format(n=number(one.minutes_saved, 0)), "strong")
        _row(lines, words, str(one.say), saved, shift)
    for one in plan.taken_back:
        order = orders.get((one.person, one.to_post))
        if order is None:
            continue
        words = _("{name}: take back the order to {post} from {time}").format(
            name=order.move.name, post=names.get(one.to_post, one.to_post), time=clock(one.from_minute)
        )
        back = button(_("Take it back"), lambda o=order: take_back(page, o), "small",
                      name=_("Take back the order of {name}").format(name=order.move.name))  # fmt: skip
        _row(lines, words, _("Staying saves more than undoing the order costs."), back)


def _row(lines: Any, words: str, why: str, *parts: Any) -> None:
    frame = RowFrame(last=False, side=0)
    frame.line.addLayout(column(label(words, "strong", wrap=True), label(why, "small", wrap=True), spacing=1), 1)
    for part in parts:
        frame.line.addWidget(part)
    lines.addWidget(frame)


def shift_break(page: Any, shift: Any) -> None:
    """Enter the break at its new time in today's roster, and plan again."""
    from supervisor.roster import service

    desk = page.desk

    def at(start: int) -> None:
        with desk.book.read() as r:
            today = r.today
        service.set_lunch(desk.book, desk.actor, today, shift.person, start, start + shift.minutes)

    desk.command(
        page, lambda: at(shift.to_minute), said=_("The break is entered in the roster."),
        undo=lambda _done: Undo(_("shifting a break"), lambda: at(shift.from_minute)),
        done=lambda _nothing: page.propose(),
    )  # fmt: skip


def take_back(page: Any, order: Any) -> None:
    """The person stays where he is: the order for later is withdrawn, and the plan made again."""
    from supervisor.dispatch import service

    desk, subject = page.desk, page.snapshot.incident.subject
    desk.command(
        page, lambda: service.withdraw(desk.book, desk.actor, subject, order.order),
        said=_("The order is taken back."), done=lambda _nothing: page.propose(),
    )  # fmt: skip

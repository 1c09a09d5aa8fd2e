"""What the commander gives in a running incident: who waits, moves sent, answers to orders, the way back."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.desk import Undo
from supervisor.desktop.questions import Question
from supervisor.desktop.screens.dispatch.waiting_strip import MOST
from supervisor.desktop.screens.dispatch.words import way_words
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.notices import Notice
from supervisor.dispatch.order_states import STANDING
from supervisor.language import _


def count(page: Any) -> None:
    """Enter who waits now, if other figures were typed; in an incident ask for moves again."""
    from supervisor.dispatch import service

    if page.snapshot is None or not page.waits.touched:
        return
    if page.waits.wrong:
        words = _("{typed} is no number of customers. Write a whole number from 0 to {most}.")
        page.desk.say("bad", words.format(typed=page.waits.wrong, most=MOST))
        return
    desk, incident = page.desk, page.snapshot.incident
    subject, counts = incident.subject if incident is not None else "", page.waits.typed()
    page.waits.remember()
    desk.command(
        page, lambda: service.count_waiting(desk.book, desk.actor, subject, counts),
        done=lambda _nothing: page.propose(),
    )  # fmt: skip


def choose_most(page: Any, moves: int) -> None:
    """Plan again with at most so many moves besides the orders that stood when the bars were reckoned; the limit holds
    until the incident ends or it is lifted."""
    subject = page.snapshot.incident.subject
    page.limits[subject] = moves + (page.shown.given if page.shown is not None else 0)
    page.propose()


def lift_limit(page: Any) -> None:
    """As many moves as are worth it again."""
    page.limits.pop(page.snapshot.incident.subject, None)
    page.propose()


def send(page: Any, persons: tuple[str, ...], shown: Any = None) -> None:
    """Send moves of the plan on show (of `shown`, if it was asked about) as orders. It is put on record as it was read,
    with the problem it answers; meetings release whom it takes. Where it no longer holds nothing is ordered, and
    another one is made."""
    from supervisor.app import people_in_meetings, send_moves
    from supervisor.dispatch import service

    desk, subject, shown = page.desk, page.snapshot.incident.subject, shown or page.shown
    if shown is None:
        return
    taken_back = any(
        one.proposal == page.proposal and one.person in persons and one.state not in STANDING
        for one in page.snapshot.orders
    )
    known = page.proposal if page.plan is shown.plan and not taken_back else ""

    def work() -> tuple[str, list[str]]:
        with desk.book.batch():
            with desk.book.read() as r:
                busy = people_in_meetings(r)
            number = service.record(
                desk.book, desk.actor, subject, shown.problem, shown.plan, persons=persons, known=known,
                seen=shown.seen, in_meeting=busy,
            )  # fmt: skip
            return number, send_moves(desk.book, desk.actor, subject, number, persons=persons)

    def done(made: tuple[str, list[str]]) -> None:
        if page.plan is shown.plan:
            page.proposal = made[0]
            move = next((m for m in shown.plan.moves if m.person in persons), None)
            page.say_card.put(str(move.say) if move is not None else "")

    def refused(notice: Notice) -> None:
        desk.say("bad", notice.happened, _("Nothing was ordered. The plan is made again."))
        page.refresh()
        page.propose()

    desk.command(
        page, work, said=_("Sent. Say the call-out on the radio."), done=done, failed=refused,
        undo=lambda made: undo_of(page, subject, made[1]),
    )  # fmt: skip


def undo_of(page: Any, incident: str, orders: list[str]) -> Undo:
    """Orders that were sent by mistake are withdrawn: nobody said that he cannot go."""
    from supervisor.dispatch import service

    desk = page.desk

    def take_back() -> None:
        with desk.book.batch():
            for order in orders:
                service.withdraw(desk.book, desk.actor, incident, order)

    return Undo(_("send {n} moves").format(n=len(orders)), take_back)


def ask_send_all(page: Any) -> None:
    """Send everything that was not sent yet; the question says who goes where."""
    rest = page.unsent()
    if not rest:
        return
    shown = page.shown
    ways = [way_words(move, page.snapshot.names) for move in shown.plan.moves if move.person in rest]
    question = Question(
        _("Send {n} moves?").format(n=len(rest)),
        "\n".join([*ways, _("Each becomes an order in the record of this incident.")]),
        _("Send"),
    )
    page.desk.confirm(page, question, lambda: send(page, rest, shown))


def on_post(page: Any, order: Any) -> None:
    """Somebody is where he was sent."""
    from supervisor.dispatch import service

    desk, subject = page.desk, page.snapshot.incident.subject
    desk.command(page, lambda: service.finish(desk.book, desk.actor, subject, order.order))


def ask_decline(page: Any, order: Any) -> None:
    """Somebody cannot go: why; the next proposal leaves him where he is."""
    from supervisor.dispatch import service

    desk, subject = page.desk, page.snapshot.incident.subject
    form = FormSheet(page, desk, _("{name} cannot go").format(name=order.move.name))
    form.text("reason", _("Reason"))
    form.send(
        _("Enter"),
        lambda v: service.decline(desk.book, desk.actor, subject, order.order, v["reason"]),
        done=lambda _nothing: page.propose(),
    )


def said_to(reader: Any, incident: str, person: str) -> str:
    """On the pool: the call-out of the newest order of a person."""
    from supervisor.dispatch.ledger import orders

    given = [order for order in orders(reader, incident) if order.person == person]
    return str(given[-1].move.say) if given else ""

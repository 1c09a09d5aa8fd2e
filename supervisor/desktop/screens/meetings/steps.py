"""What is done to a meeting from this screen: move, lock, cancel, place; each with its way back where there is one."""

from __future__ import annotations

from datetime import date
from typing import Any

from supervisor.desktop.desk import Undo
from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.meetings.saying import card_title, minutes_words, start_words
from supervisor.desktop.screens.meetings.why import reason_lines
from supervisor.desktop.widgets.basics import label
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.wording import column_day, listed
from supervisor.language import _
from supervisor.meetings.words import block_text


def moved_back(desk: Any, held: Any) -> Undo:
    """The way back of a move: the sitting stands again as it did."""

    def back() -> None:
        from supervisor.meetings.planning.by_hand import put_back

        put_back(desk.book, desk.actor, held.meeting, held)

    return Undo(_("move of {what}").format(what=card_title(held)), back)


def drop(page: Any, held: Any, day: date, minute: int, priced: Any) -> None:
    """Put a sitting at a start: at once where nothing speaks against it, else after a question that says what does.

    What the people know already is moved with a reason only.
    """
    desk = page.desk
    if priced is None:

        def reading(reader: Any) -> Any:
            from supervisor.meetings.planning.by_hand import price_start

            return price_start(reader, held.meeting, day, minute, held.sitting)

        desk.load(page, reading, lambda found: _dropped(page, held, day, minute, *found))
        return
    _dropped(page, held, day, minute, priced.sitting, priced.blocks)


def _dropped(page: Any, held: Any, day: date, minute: int, to: Any, blocks: Any) -> None:
    if blocks or held.state == "published" or _own_of(page, held, day):
        ask_move(page, held, day, minute, to, blocks)
        return
    desk = page.desk

    def work() -> Any:
        from supervisor.meetings import service

        return service.move(
            desk.book, desk.actor, held.meeting, held.sitting, day=day, start_minute=minute,
            reason=_("put there in the calendar"),
        )  # fmt: skip

    words = _("{what} is on {start}: customers wait {n} min longer.").format(
        what=card_title(held), start=start_words(day, minute), n=minutes_words(to.price_minutes)
    )

    def failed(notice: Any) -> None:
        desk.said.emit(notice, None)
        page.refresh()

    page.expect(held, to)
    desk.command(page, work, said=words, undo=lambda _sitting: moved_back(desk, held), failed=failed)


def _own_of(page: Any, held: Any, day: date) -> bool:
    """Whether the meeting is held on this other day anyway, so that its own day would have none."""
    return day != held.plan.day and held.plan.batches == 1 and any(
        one.meeting == held.meeting and one.plan.day == day for one in page.snapshot.sittings
    )  # fmt: skip


def ask_move(page: Any, held: Any, day: date, minute: int, to: Any, blocks: Any) -> FormSheet:
    """What a start would cost and which rules it breaks; then move, knowingly where a rule is broken."""
    from supervisor.meetings import service

    desk = page.desk
    form = FormSheet(
        page, desk, _("Move {what} to {start}").format(what=card_title(held), start=start_words(day, minute))
    )
    price = _("Customers would wait {new} min longer in all; now it is {now} min.").format(
        new=minutes_words(to.price_minutes), now=minutes_words(held.plan.price_minutes)
    )
    form.body.addWidget(label(price, "strong", wrap=True))
    if _own_of(page, held, day):
        words = _("{day} has its own {title}; {from_day} would have none.").format(
            day=column_day(day), title=held.title, from_day=column_day(held.plan.day)
        )
        form.body.addWidget(label("◆ " + words, wrap=True))
    for words in reason_lines(blocks, page.snapshot.names)[:6]:
        form.body.addWidget(label("▲ " + words, wrap=True))
    if held.state == "published":
        words = _("The people know the old time: publish the week afterwards, so that they learn the new one.")
        form.body.addWidget(label("◆ " + words, "small", wrap=True))
    form.text("reason", _("Reason"))
    if blocks:
        form.check("knowingly", _("Move it all the same; the broken rules are kept with it"))
    form.send(
        _("Move"),
        lambda v: service.move(
            desk.book, desk.actor, held.meeting, held.sitting, day=day, start_minute=minute, reason=v["reason"],
            knowingly=bool(v.get("knowingly")),
        ),
        done=lambda _sitting: page.show_day(day),
        said=_("Moved."),
        undo=lambda _sitting: moved_back(desk, held),
    )  # fmt: skip
    return form


def ask_cancel(page: Any, held: Any) -> Sheet:
    """Cancel a sitting with its reason."""
    from supervisor.meetings import service

    desk = page.desk
    form = FormSheet(page, desk, _("Cancel {what}").format(what=card_title(held)))
    form.body.addWidget(label(start_words(held.plan.day, held.plan.start_minute), "strong"))
    form.text("reason", _("Reason"))

    def undone(_nothing: Any) -> Undo:
        what = _("cancelling of {what}").format(what=card_title(held))

        def back() -> None:
            from supervisor.meetings.planning.by_hand import take_back

            take_back(desk.book, desk.actor, held.meeting, "cancelled", sitting=held.sitting)

        return Undo(what, back)

    form.send(
        _("Cancel the meeting"),
        lambda v: service.cancel(desk.book, desk.actor, held.meeting, v["reason"], sitting=held.sitting),
        said=_("The meeting is cancelled."),
        undo=undone,
        no=_("Keep it"),
    )
    return form


def lock(page: Any, held: Any, on: bool) -> None:
    """The sitting stays where it is, or may be moved again."""
    from supervisor.meetings.planning import by_hand

    desk = page.desk
    locking = {True: by_hand.lock, False: by_hand.unlock}
    what = _("lock of {what}") if on else _("unlocking of {what}")
    said = _("Locked: the planner leaves it where it is.") if on else _("Unlocked: the planner may move it again.")
    desk.command(
        page,
        lambda: locking[on](desk.book, desk.actor, held.meeting, held.sitting),
        said=said,
        undo=lambda _nothing: Undo(
            what.format(what=card_title(held)),
            lambda: locking[not on](desk.book, desk.actor, held.meeting, held.sitting),
        ),
    )


def place(page: Any, subject: str, title: str) -> None:
    """Put a request where customers wait least, or say what stands in its way."""
    from supervisor.meetings import service

    desk = page.desk

    def done(answer: Any) -> None:
        tell_placed(page, title, answer)

    desk.command(
        page, lambda: service.place(desk.book, desk.actor, subject), done=done,
        undo=lambda answer: placed_back(desk, title, answer),
    )  # fmt: skip


def placed_back(desk: Any, title: str, answer: Any) -> Undo | None:
    """The way back of a placing: the request stays and has no time any more."""
    if not answer.sittings:
        return None
    days = tuple(dict.fromkeys(one.day for one in answer.sittings))

    def back() -> None:
        from supervisor.meetings.planning.week_plan import put_again

        put_again(desk.book, desk.actor, days, {answer.meeting: ()})

    return Undo(_("placing of {what}").format(what=title), back)


def tell_placed(page: Any, title: str, answer: Any) -> None:
    """Say where a request was placed and what it costs, or why it was not."""
    desk = page.desk
    if answer.sittings:
        first = answer.sittings[0]
        page.show_day(first.day, answer.meeting)
        words = _("{what} is on {start}: customers wait {n} min longer.").format(
            what=title, start=start_words(first.day, first.start_minute),
            n=minutes_words(sum(one.price_minutes for one in answer.sittings)),
        )  # fmt: skip
        if answer.all_peak:
            desk.say("warning", words, _("Every start is at a peak; this one costs customers least."))
        else:
            desk.say("good", words)
        return
    names = page.snapshot.names
    reasons = listed(list(dict.fromkeys(block_text(b, names) for b in answer.blocks[:4])))
    desk.say("warning", _("The request is kept, but no start fits: {reasons}").format(reasons=reasons))

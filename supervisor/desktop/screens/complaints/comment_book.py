"""The comment book: on which days it was read and by whom, and what was found in it goes on from here."""

from __future__ import annotations

from datetime import date
from typing import Any

from supervisor.desktop.screens.complaints.facts import FactsCard
from supervisor.desktop.screens.complaints.praise import ask_praise
from supervisor.desktop.screens.complaints.record import ask_new
from supervisor.desktop.widgets.basics import pill
from supervisor.desktop.widgets.form_lines import on_one_line
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.register import Register
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import listed, long_day, moment, weekday
from supervisor.language import _


class CommentBookView(Register):
    """Day by day, newest first; the card is about the chosen day."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        theme = page.desk.theme
        table = DataTable(
            theme,
            [
                Column("day", _("Day"), lambda d: f"{d.day} {weekday(d.day)}", lambda d: d.day, width=152, strong=True),
                Column("state", _("Comment book"), _state, status=_status, width=130),
                Column("reader", _("Read by"), lambda d: page.name_of(d.reader) if d.read else "", width=96),
                Column("new", _("New comments"), _new, lambda d: d.new_comments, True, width=84),
                Column(
                    "answered", _("Answered in the book"), _answered, lambda d: d.answered, True, width=104, spare=True
                ),
                Column("note", _("Note"), lambda d: d.note, width=-1, spare=True),
            ],
            name=_("Comment book"),
            empty=EmptyState(
                _("The comment book is read on every open day. Begin with today."),
                _("Read today"),
                lambda: ask_read(page),
            ),
            sort_by="day",
            descending=True,
        )
        table.chosen.connect(self._show)
        self.card = FactsCard(theme, _("Choose a day"))
        self.lay_out(table, self.card, _("Filter: day, person, note…"))

    def put(self, snapshot: Any, wanted: str) -> None:
        """Show the days; `wanted` is put under the cursor."""
        self.put_rows(snapshot.days, wanted)

    def _show(self, one: Any) -> None:
        page, snapshot = self._page, self._page.snapshot
        if one is None or snapshot is None:
            self.card.begin()
            return
        self.card.begin(long_day(one.day))
        words = _("Correct the reading") if one.read else _("Read")
        read = [(words, lambda: ask_read(page, one.day))] if snapshot.may("handle_complaint") else []
        found = [
            (_("Complaint found in it"), lambda: ask_new(page, channel="comment_book")),
            (_("Praise found in it"), lambda: ask_praise(page, source="comment_book")),
        ]
        self.card.offer([*([] if one.read else read), *found], read if one.read else [])
        if not one.read and not read:
            self.card.say(_("The complaint handler or a manager reads it."))
        self.card.fact(_("State"), pill(_state(one), _status(one)))
        if one.read:
            counts = _("{new} new, {answered} answered").format(new=one.new_comments, answered=one.answered)
            self.card.fact(_("Read by"), f"{page.name_of(one.reader)} {moment(one.at, page.desk.book.zone)}")
            self.card.fact(_("Comments"), counts)
            if one.with_contact:
                replied = _("{n} with contact data, {replied} replied to")
                self.card.fact(_("Replies"), replied.format(n=one.with_contact, replied=one.replied))
            if one.letters:
                copied = _("{n} came, {copied} copied")
                self.card.fact(_("Letters"), copied.format(n=one.letters, copied=one.copied))
            self.card.fact(_("Note"), one.note)
        zone = page.desk.book.zone
        lines = [
            (f"{c.number} {snapshot.naming.cause(c)}", f"{_('complaint')} · {snapshot.naming.states[c.state]}")
            for c in snapshot.commented
            if c.received.astimezone(zone).date() == one.day
        ]
        lines += [
            (p.what, f"{_('praise')} · {listed([page.name_of(person) for person in p.persons])}")
            for p in snapshot.praises
            if p.source == "comment_book" and p.day == one.day
        ]
        self.card.put_list(_("Entered from it that day"), lines)


def ask_read(page: Any, day: date | None = None) -> None:
    """Say that the comment book was read, what was new and what was answered in it."""
    if page.snapshot is None:
        return
    from supervisor.complaints.promises import service

    desk = page.desk
    wanted = day or page.snapshot.today
    before = next((one for one in page.snapshot.days if one.day == wanted), None)
    form = FormSheet(page, desk, _("Comment book of {day}").format(day=long_day(wanted)))
    form.number("new", _("New comments"), before.new_comments if before else 0, 0, 999)
    form.number("answered", _("Answered in the book"), before.answered if before else 0, 0, 999)
    form.number(
        "with_contact", _("With contact data (a reply is compulsory)"), before.with_contact if before else 0, 0, 999
    )
    form.number("replied", _("Of these: customer replied to"), before.replied if before else 0, 0, 999)
    form.number("letters", _("Letters that came"), before.letters if before else 0, 0, 999)
    form.number("copied", _("Of these: copied and kept"), before.copied if before else 0, 0, 999)
    form.lines("note", _("Note"), before.note if before else "", hint=_("without the customer's name or number"))
    for pair in (("new", "answered"), ("with_contact", "replied"), ("letters", "copied")):
        on_one_line(form, *pair)

    def work(v: dict[str, Any]) -> None:
        service.read_comment_book(
            desk.book,
            desk.actor,
            day=wanted,
            new_comments=v["new"],
            answered=v["answered"],
            note=v["note"],
            with_contact=v["with_contact"],
            replied=v["replied"],
            letters=v["letters"],
            copied=v["copied"],
        )

    said = _("Read and on record. Enter complaints and praise found in it.")
    form.send(_("Read"), work, said=said, done=lambda _read: page.show_new(f"comment_book:{wanted}"))


def _state(one: Any) -> str:
    if one.read and one.replies_owed > 0:
        return _("{n} replies owed").format(n=one.replies_owed)
    if one.read and one.copies_owed > 0:
        return _("{n} copies owed").format(n=one.copies_owed)
    return _("read") if one.read else _("not read")


def _status(one: Any) -> str:
    if one.read and (one.replies_owed > 0 or one.copies_owed > 0):
        return "warning"
    return "good" if one.read else "bad"


def _new(one: Any) -> str:
    return str(one.new_comments) if one.read else "–"


def _answered(one: Any) -> str:
    return str(one.answered) if one.read else "–"

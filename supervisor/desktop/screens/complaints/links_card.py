"""Cases of the same customer on a case's card: those it is linked with and those that look like it, each to be opened
by its number, linked, let go or joined. What is like it is looked for once the card is on show.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.complaints.facts import section
from supervisor.desktop.screens.complaints.one_answer import ask_words
from supervisor.desktop.widgets.basics import RowFrame, button, clear, column, label
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.kept_focus import kept_focus
from supervisor.desktop.widgets.notices import Notice
from supervisor.language import _

KNOWINGLY = "knowingly"


class LinksPart:
    """The part of the card that lists them; `like` holds those that nobody linked yet, as far as they are read."""

    def __init__(self, page: Any, card: Any) -> None:
        self._page, self._card = page, card
        self._lines = QVBoxLayout()
        self._subject, self._asked = "", 0
        self._linked: tuple[Any, ...] = ()
        self._may = False
        self.like: tuple[Any, ...] = ()

    def forget(self) -> None:
        """No case is on show: what is still being looked for is not shown."""
        self._asked += 1
        self._subject, self.like = "", ()

    def put(self, read: Any) -> None:
        """The links of a case that was read; then, behind it, what is like it."""
        case = read.file.complaint
        self._lines = column(spacing=0)
        self._card.list.addLayout(self._lines)
        if case.subject != self._subject:
            self.like = ()
        self._subject, self._linked, self._may = case.subject, read.links, read.may_link
        self._show()
        self._look(case)

    def _look(self, case: Any) -> None:
        from supervisor.complaints.repeats.finding import similar

        self._asked += 1
        asked, actor, subject = self._asked, self._page.desk.actor, case.subject
        if case.erased or not case.has_contact:
            return

        def show(found: Any) -> None:
            like = tuple(one for one in found if not one.linked)
            if asked == self._asked and like != self.like:
                self.like = like
                with kept_focus(self._card):
                    self._show()

        self._page.desk.load(self._card, lambda reader: similar(reader, actor, subject), show, lambda _notice: None)

    def _show(self) -> None:
        clear(self._lines)
        every = [*self._linked, *self.like]
        if not every:
            return
        self._lines.addWidget(section(_("The same customer ({n})").format(n=len(every))))
        for place, one in enumerate(every):
            self._lines.addWidget(self._line(one, last=place == len(every) - 1))

    def _line(self, one: Any, *, last: bool) -> RowFrame:
        from supervisor.complaints.repeats.words import KINDS, UNREADABLE

        frame = RowFrame(last=last, side=0)
        apart = _("{n} days apart").format(n=one.days_apart) if one.days_apart else _("on the same day")
        about = [str(KINDS[one.kind]), apart] if one.readable else [str(KINDS[one.kind])]
        if not one.linked and not self._may:  # else the button says so
            about.append(_("not linked"))
        words = one.number if one.readable else str(UNREADABLE)
        texts = column(label(words, wrap=True), label(" · ".join(about), "small", wrap=True), spacing=0)
        frame.line.addLayout(texts, 1)
        if one.readable and self._may:
            ask = partial(ask_unlink, self._page, self._subject, one) if one.linked else partial(
                ask_link, self._page, self._subject, self.like, one
            )  # fmt: skip
            verb = _("Take link back") if one.linked else _("Link")
            frame.line.addWidget(button(verb, ask, "small", name=f"{verb}: {one.number}"))
        if one.readable:
            name = _("Open {what}").format(what=one.number)
            frame.line.addWidget(button(_("Show it"), partial(self._page.open_number, one.subject), "small", name=name))
        return frame


def ask_link(page: Any, subject: str, like: Any = (), one: Any = None) -> None:
    """Say that another case comes from the same customer; `like` are offered, `one` of them is chosen already."""
    from supervisor.complaints.repeats import service
    from supervisor.complaints.repeats.words import KINDS

    desk = page.desk
    form = _BindingForm(page, desk, _("Link with another case"))
    _number_field(form, like, one)
    kinds = [(kind, str(KINDS[kind])) for kind in ("repeat", "duplicate")]
    form.choice("kind", _("What the two are to each other"), kinds, one.kind if one is not None else "repeat")
    form.ask_knowingly()
    linked: list[str] = []

    def work(v: dict[str, Any]) -> None:
        other = _of_number(desk, v["number"])
        service.link(desk.book, desk.actor, subject, other, v["kind"], knowingly=v[KNOWINGLY])
        linked.append(other)

    def back(_done: Any) -> Undo:
        reason = _("linked by mistake")
        return Undo(_("Cases linked"), lambda: service.unlink(desk.book, desk.actor, subject, linked[0], reason))

    form.send(_("Link"), work, said=_("The two cases are linked."), undo=back)


def ask_unlink(page: Any, subject: str, one: Any) -> None:
    """Take a link back: the two have nothing to do with each other."""
    from supervisor.complaints.repeats import service

    desk = page.desk
    form = FormSheet(page, desk, _("Take back the link with {number}").format(number=one.number))
    form.text("reason", _("Why they do not belong together"), hint=_("without the customer's name or number"))

    def back(_done: Any) -> Undo:
        return Undo(
            _("Link taken back"),
            lambda: service.link(desk.book, desk.actor, subject, one.subject, one.kind, knowingly=True),
        )

    form.send(
        _("Take link back"),
        lambda v: service.unlink(desk.book, desk.actor, subject, one.subject, v["reason"]),
        said=_("The link is taken back."),
        undo=back,
    )


def ask_join(page: Any, subject: str) -> None:
    """End this case as the same matter of an earlier one, whose limits go on."""
    from supervisor.complaints.repeats import service

    desk = page.desk
    form = _BindingForm(page, desk, _("Join to the earlier case of the same matter"))
    known = [one for one in (*page.snapshot.case.links, *page.cases.card.links.like) if one.readable]
    known.sort(key=lambda one: one.kind != "duplicate")
    _number_field(form, known, known[0] if known and known[0].kind == "duplicate" else None)
    words = _("This case ends; the earlier one goes on with its own limits. What was said stays sealed in both.")
    form.body.addWidget(label(words, "small", wrap=True))
    form.ask_knowingly()

    def back(_done: Any) -> Undo:
        reason = _("joined by mistake")
        return Undo(_("Cases joined"), lambda: service.unjoin(desk.book, desk.actor, subject, reason))

    form.send(
        _("Join"),
        lambda v: service.join(desk.book, desk.actor, subject, _of_number(desk, v["number"]), knowingly=v[KNOWINGLY]),
        said=_("Joined; the earlier case goes on."),
        undo=back,
    )


def ask_unjoin(page: Any, subject: str) -> None:
    """Undo a join: the case stands again where it stood."""
    from supervisor.complaints import service

    ask_words(
        page, subject, service.unjoin, ("reason", _("Why they do not belong together")),
        heading=_("Undo the join"), said=_("The case stands again; its limits count from when it was heard."),
    )  # fmt: skip


class _BindingForm(FormSheet):
    """Asks once more, by a tick, where the contact data of two cases are found not to be of one customer."""

    def ask_knowingly(self) -> None:
        """The question, which nobody sees before it is asked."""
        self.check(KNOWINGLY, _("They belong together although the contact data differ")).hide()

    def _refused(self, notice: Notice) -> None:
        if self._named == KNOWINGLY:
            self._fields[KNOWINGLY].show()
        super()._refused(notice)


def _number_field(form: FormSheet, known: Any, one: Any) -> None:
    """Which case: those that are known are offered, any other is typed by its number."""
    title = _("Number of the other case")
    numbers = [(other.number, other.number) for other in known if other.readable]
    box = form.choice("number", title, numbers, one.number if one is not None else None, free=True)
    if one is None:
        box.setCurrentIndex(-1)
        box.setEditText("")


def _of_number(desk: Any, number: str) -> str:
    """The subject of a case by its number as typed."""
    from supervisor.branch.faults import WrongField
    from supervisor.complaints.ledger import by_number
    from supervisor.complaints.rights.privacy import readable

    with desk.book.read() as r:
        found = by_number(r, number.strip().upper())
        if found is None or not readable(r, desk.actor, found):
            raise WrongField("number", _("You can read no complaint of this number: look in the list."))
    return found.subject

"""Giving up an inspection that was begun by mistake or cannot be ended, and going on with it after all."""

from __future__ import annotations

from supervisor.desktop.desk import Desk, Undo
from supervisor.desktop.screens.inspections.sheet_face import SheetFace
from supervisor.desktop.widgets.basics import label
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _


def ask_abandon(view: SheetFace, desk: Desk) -> None:
    """Ask why the inspection on show is given up, and put it away. Ctrl+Z goes on with it."""
    from supervisor.inspection import service

    view.detail.flush()
    sheet = view.recorder.live.sheet
    number, subject = sheet.inspection.number, sheet.inspection.subject
    book, actor = desk.book, desk.actor
    form = FormSheet(view.detail, desk, _("Give up inspection {number}?").format(number=number))
    words = _("It counts for nothing and leaves the list. What was answered stays on record: {count} answers.")
    form.body.addWidget(label(words.format(count=len(sheet.answers)), "small", wrap=True))
    form.text("reason", _("Why it is given up"))
    why = _("taken back at once")
    undo = Undo(_("give up an inspection"), lambda: service.resume(book, actor, subject, reason=why))
    form.send(
        _("Give it up"), lambda v: service.abandon(book, actor, subject, reason=v["reason"]),
        said=_("Inspection {number} is given up.").format(number=number), done=lambda _none: view.close_sheet(),
        undo=lambda _none: undo,
    )  # fmt: skip


def ask_resume(view: SheetFace, desk: Desk) -> None:
    """Ask why the inspection on show, which was given up, is gone on with."""
    from supervisor.inspection import service

    sheet = view.recorder.live.sheet
    number, subject = sheet.inspection.number, sheet.inspection.subject
    book, actor = desk.book, desk.actor
    form = FormSheet(view.detail, desk, _("Go on with inspection {number}?").format(number=number))
    form.text("reason", _("Why it is gone on with"))
    why = _("taken back at once")
    undo = Undo(
        _("go on with an inspection that was given up"),
        lambda: service.abandon(book, actor, subject, reason=why),
    )
    form.send(_("Go on"), lambda v: service.resume(book, actor, subject, reason=v["reason"]), undo=lambda _none: undo)

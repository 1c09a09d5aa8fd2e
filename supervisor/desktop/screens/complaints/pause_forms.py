"""Forms of what touches the clocks without an answer: a pause and its end, the branch manager told."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.complaints.one_answer import ask_telling, ask_when
from supervisor.desktop.widgets.basics import label
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _


def ask_pause(page: Any, subject: str) -> None:
    """The day limits stand still for a stated reason; taken back, they run as if they had never stopped."""
    from supervisor.complaints import service

    desk = page.desk
    form = FormSheet(page, desk, _("Pause the clocks"))
    form.choice("reason", _("Reason"), page.snapshot.pause_options)
    form.text("note", _("Note"), hint=_("without the customer's name or number"))
    form.body.addWidget(label(_("Since when (the customer was told then):"), "small"))
    since = ask_when(form, page)
    ask_telling(form)
    began: list[Any] = []

    def work(v: dict[str, Any]) -> None:
        at = since(v) or desk.book.now()
        service.pause(
            desk.book, desk.actor, subject, v["reason"], since=at, customer_told=at, note=v["note"],
            told_by=v["told_by"],
        )  # fmt: skip
        began.append(at)

    def back(_done: Any) -> Undo:
        return Undo(_("Clocks paused"), lambda: service.resume(desk.book, desk.actor, subject, until=began[0]))

    form.send(_("Pause"), work, said=_("The day limits stand still."), undo=back)


def ask_resume(page: Any, subject: str) -> None:
    """The day limits run again."""
    from supervisor.complaints import service

    desk = page.desk
    form = FormSheet(page, desk, _("Resume the clocks"))
    form.text("note", _("Note"), hint=_("without the customer's name or number"))
    until = ask_when(form, page)
    form.send(
        _("Resume"),
        lambda v: service.resume(desk.book, desk.actor, subject, until=until(v), note=v["note"]),
        said=_("The day limits run again."),
    )


def ask_manager_told(page: Any, subject: str) -> None:
    """The branch manager heard of the case."""
    from supervisor.complaints import service

    desk = page.desk
    form = FormSheet(page, desk, _("Branch manager told"))
    when = ask_when(form, page)
    form.send(
        _("Save"),
        lambda v: service.tell_manager(desk.book, desk.actor, subject, at=when(v)),
        said=_("On record: the branch manager knows of it."),
    )

"""Forms of own numbers: one figure entered or corrected, taken back, the mean of the bank, a workbook taken back."""

from __future__ import annotations

from typing import Any

from supervisor.branch.faults import WrongField
from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.appraisal.numbers.reading import BankLine, NumberLine
from supervisor.desktop.widgets.basics import label
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.language import _

ATTENDANCE = "attendance"


def ask_enter(view: Any, line: NumberLine | None = None) -> FieldForm | None:
    """Enter a figure, or correct the one of a line; undo lets what stood before stand again."""
    from supervisor.appraisal.numbers.service import enter, withdraw

    shown, desk = view.shown, view.desk
    if shown is None:
        return None
    title = _("Enter a figure") if line is None else _("Correct: {what}").format(what=f"{line.name} {line.measure}")
    form = FieldForm(view.page, desk, title, width=460)
    if line is None:
        form.choice("person", _("Person"), shown.people, None, searchable=True)
        form.choice("measure", _("Indicator"), shown.measures, None, free=True)
        form.text("when", _("Day or month"), shown.month, "2026-11 / 2026-11-05")
    number = line.number if line is not None else None
    held = f"{number.value_c / 100:g}" if number is not None and number.value_c is not None else ""
    form.text("value", _("Value (attendance: how many times)"),
              str(number.cases) if number is not None and number.value_c is None else held)  # fmt: skip
    form.text("note", _("Note"), number.note if number is not None else "")

    def work(v: dict[str, Any]) -> str:
        if number is not None:
            person, source, item, when = number.person, number.source, number.item, number.when
        else:
            chosen = v["measure"]
            source, item = chosen if isinstance(chosen, tuple) else ("number", str(chosen or "").strip())
            person, when = v["person"], v["when"].strip()
            if not person:
                raise WrongField("person", _("Choose the person."))
            if not item:
                raise WrongField("measure", _("Name the measure."))
        value_c, cases = _figure(v["value"], source == ATTENDANCE)
        return enter(desk.book, desk.actor, person=person, source=source, item=item, when=when, value_c=value_c,
                     cases=cases, note=v["note"])  # fmt: skip

    def undo(subject: str) -> Undo:
        return Undo(_("a figure"), lambda: withdraw(desk.book, desk.actor, subject, reason=_("undone"), last=True))

    form.send(_("Save"), work, said=_("The figure is saved."), undo=undo)
    return form


def ask_withdraw(view: Any, line: NumberLine) -> FieldForm:
    """A figure was a mistake; undo enters it again."""
    from supervisor.appraisal.numbers.service import enter, withdraw

    desk, number = view.desk, line.number
    form = FieldForm(view.page, desk, _("Take back: {what}").format(what=f"{line.name} {line.measure}"), width=440)
    form.body.addWidget(label(_("The figure counts no more; the record keeps it."), "small", wrap=True))
    form.text("reason", _("Reason"))

    def again() -> str:
        return enter(desk.book, desk.actor, person=number.person, source=number.source, item=number.item,
                     when=number.when, value_c=number.value_c, cases=number.cases, note=number.note)  # fmt: skip

    form.send(
        _("Take back"), lambda v: withdraw(desk.book, desk.actor, line.subject, reason=v["reason"]),
        said=_("The figure is taken back."), undo=lambda _r: Undo(_("taking back a figure"), again),
    )  # fmt: skip
    return form


def ask_bank(view: Any, line: BankLine) -> FieldForm:
    """The mean of the bank for a measure in this month; empty takes it back."""
    from supervisor.appraisal.service import set_bank_figure

    desk, month = view.desk, view.month
    form = FieldForm(view.page, desk, _("Mean of the bank: {measure}").format(measure=line.name), width=440)
    form.text("value", _("Value (empty: not known)"), "" if line.value_c is None else f"{line.value_c / 100:g}")
    form.text("note", _("Note"), line.note)

    def put(value_c: int | None, note: str) -> None:
        set_bank_figure(desk.book, desk.actor, month=month, measure=line.subject, value_c=value_c, note=note)

    form.send(
        _("Save"), lambda v: put(_figure(v["value"], False)[0] if v["value"].strip() else None, v["note"]),
        said=_("The figure is saved."), undo=lambda _r: Undo(_("a figure"), lambda: put(line.value_c, line.note)),
    )  # fmt: skip
    return form


def ask_file_back(view: Any, file: Any) -> FieldForm:
    """All of a workbook is taken back; what stood before stands again."""
    from supervisor.appraisal.numbers.service import withdraw_file

    desk = view.desk
    form = FieldForm(view.page, desk, _("Take back {file}").format(file=file.name), width=460)
    words = _("All figures of this workbook count no more; what stood before each of them stands again.")
    form.body.addWidget(label(words, "small", wrap=True))
    form.text("reason", _("Reason"))
    form.send(
        _("Take back"), lambda v: withdraw_file(desk.book, desk.actor, file.subject, reason=v["reason"]),
        said=lambda n: _("{n} numbers taken back.").format(n=n),
    )  # fmt: skip
    return form


def _figure(text: str, times: bool) -> tuple[int | None, int]:
    from supervisor.appraisal.forms.cells import Unreadable, whole
    from supervisor.appraisal.numbers.reading import figure

    try:
        return (None, whole(text or "0")) if times else (figure(text), 1)
    except Unreadable as wrong:
        raise WrongField("value", f"{wrong} {wrong.cure}") from None

"""What taking a check-list workbook in would mean: its mistakes cell by cell, or what changes and from when."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.inspections.template_card import changes_list
from supervisor.desktop.widgets.basics import button, column, label, scrolling
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable
from supervisor.language import _


def show_preview(part: Any, path: Path, found: Any) -> Sheet:
    """Open the sheet that fits what was found: mistakes, nothing new, or a version to put in force."""
    if found.faults:
        return _show_faults(part, path, found)
    if found.unchanged:
        return _show_same(part, path, found)
    return _ask_day(part, found)


def _show_faults(part: Any, path: Path, found: Any) -> Sheet:
    theme = part.desk.theme
    sheet = Sheet(part.window(), _("{file} cannot be used: {n} faults").format(file=path.name, n=len(found.faults)))
    sheet.setMinimumWidth(theme.px(880))
    words = _("Nothing was taken in. Mend these places in the workbook and bring it in again.")
    sheet.body.addWidget(label(words, wrap=True))
    table = DataTable(
        theme,
        [
            Column("sheet", _("Sheet"), lambda f: f.sheet or "–", width=96),
            Column("cell", _("Cell"), _cell, lambda f: (f.row, len(f.column), f.column), width=72),
            Column("problem", _("What is wrong"), lambda f: f.problem, width=340, strong=True),
            Column("cure", _("What to write"), lambda f: f.cure, width=-1),
        ],
        name=_("Faults of the workbook"),
    )
    table.setMinimumHeight(theme.px(280))
    table.put(found.faults)
    sheet.body.addWidget(table)
    _remarks(sheet, found.remarks, part.desk)
    sheet.buttons.addWidget(button(_("Copy for Excel"), table.copy))
    _close(sheet)
    sheet.open()
    table.view.setFocus()
    return sheet


def _cell(fault: Any) -> str:
    return f"{fault.column}{fault.row}" if fault.column and fault.row else fault.column or str(fault.row or "–")


def _show_same(part: Any, path: Path, found: Any) -> Sheet:
    sheet = Sheet(part.window(), str(found.template.name))
    words = _("{file} says just what is in force: nothing changes.").format(file=path.name)
    sheet.body.addWidget(label(words, wrap=True))
    _remarks(sheet, found.remarks, part.desk)
    _close(sheet)
    sheet.open()
    return sheet


def _ask_day(part: Any, found: Any) -> FormSheet:
    desk, template = part.desk, found.template
    form = FormSheet(part, desk, _("Put in force: {name}").format(name=f"{template.name} {template.version}"))
    form.setMinimumWidth(desk.theme.px(720))
    if found.standing is None:
        words = _("A new check-list with {count} items; no mistake was found.").format(count=len(template.items()))
    else:
        words = _("{count} changes against version {label} in force. Inspections under way keep theirs.").format(
            count=len(found.changes), label=found.standing.version
        )
    form.body.addWidget(label(words, wrap=True))
    if found.changes:
        form.body.addWidget(changes_list(found.changes, desk))
    _remarks(form, found.remarks, desk)
    if found.next_label:
        words = _("Version {label} is taken by another content: later nobody could tell the two apart.")
        form.body.addWidget(label(words.format(label=template.version), "strong", wrap=True))
        form.text("version", _("Version label"), found.next_label)
    form.day("day", _("From this day on"), part.snapshot.today if part.snapshot is not None else date.today())
    form.text("reason", _("Reason"), hint=_("It is kept with the version."))

    def work(values: dict[str, Any]) -> Any:
        from supervisor.inspection.library import activate_template

        named = found.labelled(values.get("version", ""))
        return activate_template(desk.book, desk.actor, named, valid_from=values["day"], reason=values["reason"])

    form.send(_("Put in force"), work, said=_("The check-list is in force from that day on."))
    return form


def _remarks(sheet: Sheet, remarks: Any, desk: Any) -> None:
    """What was left aside, in a small list."""
    if not remarks:
        return
    sheet.body.addWidget(label(_("Left aside, and no mistake:"), "small"))
    lines = column(*(label(_place(one), "muted", wrap=True) for one in remarks), spacing=2)
    lines.addStretch(1)
    area = scrolling(lines)
    area.setMaximumHeight(desk.theme.px(96))
    area.setAccessibleName(_("Left aside, and no mistake:"))
    sheet.body.addWidget(area)


def _place(one: Any) -> str:
    where = " ".join(part for part in (one.sheet, _cell(one)) if part and part != "–")
    said = " ".join(part for part in (one.problem, one.cure) if part)
    return f"{where}{_(': ')}{said}" if where else said


def _close(sheet: Sheet) -> None:
    done = button(_("Close"), sheet.accept, "primary")
    done.setDefault(True)
    sheet.buttons.addWidget(done)

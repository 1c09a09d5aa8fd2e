"""When head office wants a month: asked for on the Reports screen, where the month stands, and among the settings."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.desk import Desk, Undo
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.language import _

LATEST_NTH = 20


def ask_due_day(owner: QWidget, desk: Desk, rule: Any) -> None:
    """Ask when head office wants a month; Ctrl+Z sets what held before."""
    from supervisor.reporting.due import LATEST_NTH
    from supervisor.reporting.service import set_due_day

    form = FieldForm(owner, desk, _("When head office wants a month"), width=460)
    form.number("nth", _("Day (0: no day is set)"), rule.nth, 0, LATEST_NTH)
    counted = [(True, _("working day of the following month")),
               (False, _("day of the following month, or the next working day"))]  # fmt: skip
    form.choice("working", _("Counted as"), counted, rule.working)
    form.note(_("Today and a message remind from three working days before until the month is marked as handed over."))
    form.send(
        _("Save"),
        lambda given: set_due_day(desk.book, desk.actor, **given),
        said=_("Due day saved"),
        undo=lambda before: (
            Undo(_("due day"), lambda: set_due_day(desk.book, desk.actor, nth=before.nth, working=before.working))
            if before is not None
            else None
        ),
    )

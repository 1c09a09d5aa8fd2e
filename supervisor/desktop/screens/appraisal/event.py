"""What stands behind a line of a score: the rule in a sentence, and the entries of the journal it was made from."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.appraisal.reading import Happening, read_happening
from supervisor.desktop.widgets.basics import RowFrame, button, column, label
from supervisor.desktop.wording import money, short_day, signed_points
from supervisor.language import _


def show_event(page: Any, name: str, title: str, line: Any) -> None:
    """Read the event of a line in the background, then show it over the window."""
    month = page.snapshot.month

    def show(found: Happening) -> None:
        open_sheet(page, name, title, line, found)

    page.desk.load(page, lambda reader: read_happening(reader, month, line), show)


def open_sheet(page: Any, name: str, title: str, line: Any, found: Happening) -> Sheet:
    """The rule, what it took, the event's entries, and a way to the screen it came from."""
    sheet = Sheet(page.window(), f"{name} · {title}")
    body = sheet.body
    amount = [signed_points(line.points_c), money(line.money_cents) if line.money_cents else "", line.reason]
    day = short_day(line.day) if line.day is not None else ""
    for words, value in (
        (_("Rule"), found.rule or str(line.rule_name)),
        (_("Points"), " · ".join(part for part in (day, *amount) if part)),
    ):
        body.addWidget(label(words, "small"))
        body.addWidget(label(value, wrap=True))
    body.addWidget(label(_("Event in the journal"), "small"))
    for place, (when, kind, actor) in enumerate(found.entries):
        who = page.snapshot.names.get(actor, "") or _("the program")
        about = f"{when:%Y-%m-%d %H:%M} · {who}"
        frame = RowFrame(last=place == len(found.entries) - 1, side=0)
        frame.line.addLayout(column(label(entry_words(kind), wrap=True), label(about, "small"), spacing=0), 1)
        body.addWidget(frame)
    if not found.entries:
        body.addWidget(label(_("No single event: it follows from the lines above it."), "muted", wrap=True))
    if found.screen:

        def go() -> None:
            sheet.accept()
            if found.screen == "inspections" and not page.snapshot.all_people:
                page.desk.go("appraisal", line.evidence)  # the whole inspection is not his to read, his finding is
            else:
                page.desk.go(found.screen, found.about)

        sheet.buttons.addWidget(button(_("Open where it was recorded"), go))
    done = button(_("Close"), sheet.accept, "primary")
    done.setDefault(True)
    sheet.buttons.addWidget(done)
    sheet.open()
    done.setFocus()
    return sheet


def entry_words(kind: str) -> str:
    """An entry's kind in words."""
    words = {
        "inspection.finding_raised": _("finding of an inspection"),
        "inspection.finding_withdrawn": _("finding withdrawn"),
        "inspection.finding_waived": _("finding waived"),
        "inspection.waiver_withdrawn": _("waiver withdrawn"),
        "inspection.finding_appealed": _("finding disputed"),
        "inspection.appeal_decided": _("dispute decided"),
        "complaints.registered": _("complaint recorded"),
        "complaints.handled": _("facts of the complaint checked"),
        "complaints.replied": _("customer answered"),
        "complaints.closed": _("complaint signed and closed"),
        "complaints.handed_over": _("complaint handed over"),
        "complaints.first_feedback": _("first feedback given"),
        "promises.praised": _("praise recorded"),
        "training.test_taken": _("test taken"),
        "roster.day_planned": _("roster of the day planned"),
        "roster.duty_changed": _("duty changed"),
        "roster.absence_recorded": _("absence recorded"),
        "roster.absence_withdrawn": _("absence withdrawn"),
        "roster.lunch_set": _("lunch set"),
        "appraisal.recorded": _("recorded by hand"),
        "dispatch.ordered": _("move ordered"),
        "dispatch.done": _("move carried out"),
        "dispatch.declined": _("move declined"),
    }
    return words.get(kind, _("further entry"))

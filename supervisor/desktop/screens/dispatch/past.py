"""One incident that is over, as it is found by Ctrl+K or in the list: what it was and what happened, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Sheet
from supervisor.desktop.widgets.basics import RowFrame, button, column, label, scrolling
from supervisor.desktop.wording import listed, moment
from supervisor.language import _


@dataclass(frozen=True)
class Past:
    """An incident with its timeline and the moves that were ordered."""

    incident: Any
    kind: str
    steps: tuple[Any, ...]
    moved: tuple[str, ...]
    names: Mapping[str, str]


def read_past(reader: Any, subject: str) -> Past | None:
    """On the pool; None where there is no such incident."""
    from supervisor.dispatch.ledger import orders
    from supervisor.dispatch.service import names_of
    from supervisor.incidents.kinds import KINDS
    from supervisor.incidents.ledger import incident, timeline

    found = incident(reader, subject)
    if found is None:
        return None
    names = names_of(reader)
    kind = str(KINDS[found.kind].name) if found.kind in KINDS else found.kind
    moved = tuple(dict.fromkeys(names.get(o.person, "–") for o in orders(reader, subject)))
    return Past(found, kind, tuple(timeline(reader, subject)), moved, names)


def show_past(owner: QWidget, desk: Desk, subject: str) -> None:
    """Read an incident in the background and show it over the page."""

    def show(past: Past | None) -> None:
        if past is not None:
            _sheet(owner, desk, past).open()

    desk.load(owner, lambda reader: read_past(reader, subject), show)


def _sheet(owner: QWidget, desk: Desk, past: Past) -> Sheet:
    zone, found = desk.book.zone, past.incident
    sheet = Sheet(owner.window(), f"{past.kind} · {found.number}")
    until = moment(found.end, zone) if found.end is not None else _("now")
    when = _("{start} to {end}").format(start=moment(found.start, zone), end=until)
    who = _("commander: {who}").format(who=past.names.get(found.commander, "–"))
    sheet.body.addWidget(label(" · ".join((when, who, *([_("drill")] if found.drill else []))), "small", wrap=True))
    for text in (found.note, found.outcome):
        if text:
            sheet.body.addWidget(label(text, wrap=True))
    if past.moved:
        sheet.body.addWidget(label(_("Moved: {names}").format(names=listed(past.moved)), wrap=True))
    lines = column(spacing=0)
    for number, step in enumerate(past.steps):
        title = " · ".join(part for part in (_words(step.what), step.text) if part)
        below = f"{moment(step.at, zone)} · {past.names.get(step.person, '–')}"
        frame = RowFrame(last=number == len(past.steps) - 1, side=0)
        frame.line.addLayout(column(label(title, wrap=True), label(below, "small"), spacing=0), 1)
        lines.addWidget(frame)
    lines.addStretch(1)
    area = scrolling(lines)
    area.setMinimumHeight(desk.theme.px(min(48 * max(len(past.steps), 1), 320)))
    sheet.body.addWidget(area)
    close = button(_("Close"), sheet.accept, "primary")
    close.setDefault(True)
    sheet.buttons.addWidget(close)
    return sheet


def _words(what: str) -> str:
    words = {
        "declared": _("Declared"), "noted": _("Remark"), "commander": _("Another commander"),
        "corrected": _("Corrected"), "ended": _("Ended"), "reopened": _("Reopened"),
    }  # fmt: skip
    return words.get(what, what)

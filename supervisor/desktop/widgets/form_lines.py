"""Two narrow fields of a form on one line, so that a form of ten fields still fits a laptop's screen."""

from __future__ import annotations

from supervisor.desktop.widgets.basics import column, row
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.laid import widgets_laid


def on_one_line(form: FormSheet, *names: str) -> None:
    """Put fields that stand under one another beside each other, each under its own title; Tab keeps its order."""
    body = form.body
    place = body.indexOf(form._fields[names[0]]) - 1
    line = row(spacing=16)
    for name in names:
        widget = form._fields[name]
        there = widgets_laid(body)
        title = there[there.index(widget) - 1]  # a field has its title above it
        for part in (title, widget):
            body.removeWidget(part)
        line.addLayout(column(title, widget, spacing=10), 1)
    body.insertLayout(place, line)

"""The names that can stand in a form, to look up and to copy, with what each comes to in the month."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtGui import QGuiApplication

from supervisor.desktop.questions import Sheet
from supervisor.desktop.widgets.basics import button, label, row
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState, filter_field
from supervisor.language import Words, _, language

WIDTH, HEIGHT = 980, 580


class FieldsSheet(Sheet):
    """Enter copies the name under the cursor, with its braces, ready to be put into the form."""

    def __init__(self, page: Any, month: str) -> None:
        super().__init__(page.window(), _("Names that can stand in a form"))
        self._desk = page.desk
        px = page.desk.theme.px
        room = page.window().size()
        self.resize(min(px(WIDTH), room.width() - 40), min(px(HEIGHT), room.height() - 60))
        columns: list[Column[Any]] = [
            Column("write", str(Words("写法", "Write")), _written, width=300, strong=True),
            Column("code", str(Words("代码", "Code")), lambda one: one.code, width=260),
            Column("kind", str(Words("类型", "Kind")), lambda one: one.kind_words, width=120),
            Column("example", str(Words("本月的值", "This month")), lambda one: str(one.example), width=-1),
        ]
        self.table = DataTable(page.desk.theme, columns, name=_("Names that can stand in a form"),
                               empty=EmptyState(_("Reading the book…")))  # fmt: skip
        self.field = filter_field(self.table, _("Look for a name"), px(280))
        self.body.addLayout(row(self.field, None, label(_("Enter copies the name with its braces"), "small")))
        self.body.addWidget(self.table, 1)
        layout: Any = self.layout()
        layout.setStretchFactor(self.body, 1)
        self.table.opened.connect(self.copy)
        self.take = button(_("Copy the name"), lambda: self.copy(self.table.current()), "primary")
        self.buttons.addWidget(button(_("Close"), self.reject))
        self.buttons.addWidget(self.take)
        actor = page.desk.actor
        page.desk.load(self, lambda reader: _lines(reader, month, actor), self._show, lambda n: self.say(n.happened))
        self.open()
        self.field.setFocus()

    def copy(self, one: Any) -> None:
        """Put a name on the clipboard."""
        if one is not None:
            QGuiApplication.clipboard().setText(_written(one))
            self._desk.say("good", _("Copied: {name}").format(name=_written(one)))

    def _show(self, lines: Any) -> None:
        self.table.put(lines)
        if lines:
            self.table.select(lambda _one: True)


def _written(one: Any) -> str:
    return "{{" + (one.zh if language() == "zh" else one.code) + "}}"


def _lines(reader: Any, month: str, actor: str) -> Any:
    from reports.fields import Catalogue, scores_of
    from reports.fields.listing import lines

    return lines(Catalogue(reader, month, partial(scores_of, reader, month), maker=actor), actor)

"""The check-lists: which are in force, what each asks and costs, its versions; out to Excel, in from Excel, retired."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton

from supervisor.desktop.background import Progress
from supervisor.desktop.desk import Desk, Undo
from supervisor.desktop.screens.inspections.parts import Part
from supervisor.desktop.screens.inspections.template_card import TemplateCard
from supervisor.desktop.screens.inspections.template_import import show_preview
from supervisor.desktop.screens.inspections.templates_reading import Line, Templates, read
from supervisor.desktop.widgets.basics import button, column, row
from supervisor.desktop.widgets.chosen_files import choose_source
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState, table_card
from supervisor.desktop.widgets.written_files import choose_target, tell_written
from supervisor.desktop.wording import listed
from supervisor.inspection.words import STANDINGS
from supervisor.language import _

_STATUS = {"in_force": "good", "coming": "info", "past": "quiet", "retired": "quiet"}


class TemplatesPart(Part):
    """A list of check-lists; beside it the one under the cursor with its items and versions."""

    snapshot: Templates | None

    def build(self) -> None:
        """Table on the left, the chosen check-list on the right, buttons in the header."""
        theme = self.desk.theme
        self.bring = button(_("Bring in from Excel…"), self.ask_import, "primary", tip="Ctrl+I", shortcut="Ctrl+I")
        self.take = button(_("Save for Excel…"), self.ask_export, tip="Ctrl+E", shortcut="Ctrl+E")
        self.begin = button(_("Begin a new one…"), self.ask_starter)
        self.retire = button(_("Retire…"), self.ask_retire)
        self.tools = [self.retire, self.begin, self.take, self.bring]
        self.work = LongWork(self.desk)
        self.written = column()
        self.table = DataTable(
            theme,
            [
                Column("name", _("Check-list"), lambda line: str(line.template.name), width=-1, strong=True),
                Column("version", _("Version"), lambda line: line.template.version, width=60, spare=True),
                Column("since", _("Valid from"), lambda line: line.standing.version.valid_from.isoformat(), width=100),
                Column("items", _("Items"), lambda line: str(len(line.template.items())),
                       lambda line: len(line.template.items()), True, width=52, spare=True),
                Column("points", _("Points"), lambda line: f"{line.template.base_c / 100:g}",
                       lambda line: line.template.base_c, True, width=56, spare=True),
                Column("used", _("Used"), lambda line: str(line.used), lambda line: line.used, True, width=76,
                       spare=True),
                Column("state", _("State"), lambda line: str(STANDINGS[line.standing.state]),
                       status=lambda line: _STATUS[line.standing.state], width=104),
            ],
            name=_("Check-lists"),
            empty=EmptyState(
                _("No check-list is known yet. Begin with an example in Excel, or bring a workbook in."),
                _("Begin a new one…"), self.ask_starter,
            ),
        )  # fmt: skip
        self.card = TemplateCard(self.desk)
        self.card.wanted.connect(self.ask_version)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(lambda _line: self.card.take_focus())
        both = row(spacing=16)
        both.addWidget(table_card(self.table, _("Filter: name, version…"), theme.px(240)), 1)
        both.addWidget(self.card, 1)
        self.body.addWidget(self.work)
        self.body.addLayout(self.written)
        self.body.addLayout(both, 1)
        self.setFocusProxy(self.table.view)

    def read(self, reader: Any) -> Templates:
        """Everything on the pool."""
        return read(reader, self.desk.actor)

    def put(self, snapshot: Templates) -> None:
        """Paint; the check-list under the cursor stays there."""
        chosen = self.chosen
        self.table.put(snapshot.lines)
        wanted = chosen.code if chosen is not None else snapshot.lines[0].code if snapshot.lines else ""
        self.table.select(lambda line: line.code == wanted)
        if not snapshot.may_manage:  # the page shows what stands among the tools
            self.tools = [self.take]
            for tool in (self.bring, self.begin, self.retire, *self.table.empty.findChildren(QPushButton)):
                tool.hide()
        self._show(self.chosen)

    def subtitle(self) -> str:
        """How many are in force."""
        lines = self.snapshot.lines if self.snapshot is not None else ()
        count = sum(1 for line in lines if line.standing.state == "in_force")
        return _("{count} check-lists in force").format(count=count)

    @property
    def chosen(self) -> Line | None:
        """The check-list under the cursor."""
        return self.table.current()

    def _show(self, line: Line | None) -> None:
        self.card.put(line)
        self.take.setEnabled(line is not None)
        self.retire.setEnabled(line is not None and line.standing.state != "retired")

    # out -------------------------------------------------------------------------------------------------------------
    def ask_export(self) -> None:
        """Choose where the workbook of the check-list under the cursor goes."""
        line = self.chosen
        if line is not None:
            self.ask_version(line.template)

    def ask_version(self, template: Any) -> None:
        """Choose where the workbook of a version, in force or not, goes."""
        name = f"{template.name} {template.version}.xlsx"
        choose_target(self, _("Save the check-list"), name, lambda path: self.export(path, template))

    def export(self, path: Path, template: Any = None) -> None:
        """Write a version, or the check-list under the cursor, as a workbook."""
        line = self.chosen
        if template is not None or line is not None:
            self._write(template if template is not None else line.template, path)  # type: ignore[union-attr]

    def ask_starter(self) -> None:
        """Choose where an example to begin from goes."""
        choose_target(self, _("Begin a new check-list"), _("New check-list.xlsx"), self.start)

    def start(self, path: Path) -> None:
        """Write the example."""
        from supervisor.inspection.xlsform.starter import STARTER

        self._write(STARTER, path)

    def _write(self, template: Any, path: Path) -> None:
        def work(progress: Progress) -> Path:
            from reports.writing import whole
            from supervisor.inspection.xlsform.writing import write_workbook

            progress.report(-1, said)
            content = write_workbook(template)
            with whole(path) as beside:
                beside.write_bytes(content)
            return path

        said = _("Writing {file}").format(file=path.name)
        self.work.start(said, work, lambda written: tell_written(self.written, written))

    # in --------------------------------------------------------------------------------------------------------------
    def ask_import(self) -> None:
        """Choose the workbook that comes in."""
        choose_source(self, _("Bring in a check-list"), [_("Check-lists (*.xlsx *.json)")], self.check)

    def check(self, path: Path) -> None:
        """Look a file through and show what taking it in would mean."""
        book = self.desk.book

        def work(progress: Progress) -> Any:
            from supervisor.inspection.library import preview

            progress.report(-1, said)
            with book.read() as reader:
                return preview(reader, path)

        said = _("Checking {file}").format(file=path.name)
        self.work.start(said, work, lambda found: show_preview(self, path, found))

    # -----------------------------------------------------------------------------------------------------------------
    def ask_retire(self) -> None:
        """Take the check-list under the cursor out of use, with a reason."""
        line = self.chosen
        if line is None:
            return
        desk = self.desk
        form = FieldForm(self, desk, _("Retire {name}").format(name=line.template.name))
        if line.rules:
            words = _("The plan asks for it by {n} rules: {names}. While it is out of use they ask for nothing; "
                      "stop them, or give them another check-list, under Inspection plan, Rules.")  # fmt: skip
            form.note(words.format(n=len(line.rules), names=listed(line.rules)))
        form.text("reason", _("Reason"), hint=_("It is kept with the check-list."))

        def retire(values: dict[str, Any]) -> None:
            from supervisor.inspection.library import retire_template

            retire_template(desk.book, desk.actor, line.code, reason=values["reason"])

        def undo(_done: None) -> Undo:
            from supervisor.inspection.library import restore_template

            what = _("retiring “{name}”").format(name=line.template.name)
            return Undo(what, lambda: restore_template(desk.book, desk.actor, line.code))

        form.send(_("Retire"), retire, said=_("No new inspection begins with it; those done stay."), undo=undo)


def make(desk: Desk) -> TemplatesPart:
    """The tab."""
    return TemplatesPart(desk)

"""Kinds of service: what a customer is told in one go, and by when it is completed; the sheet to hand to him."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtWidgets import QPlainTextEdit

from supervisor.access.rights import Right
from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.settings.tables import BranchTab, tool_row
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import Card, beside, button, clear, column, label, row, scrolling
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.widgets.written_files import choose_target
from supervisor.language import _


class KindsPart(BranchTab):
    """The kinds at the left, the list of the one under the cursor at the right."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        theme = self.desk.theme
        self.shown: Any = None
        empty = EmptyState(_("No kind of service is set."), _("Add…"), self.ask_new)
        self.table = kind_table(theme, empty)
        self.table.opened.connect(lambda kind: self.ask_change(kind))
        self.table.chosen.connect(lambda _kind: self._show())
        self.new = button(_("Add…"), self.ask_new, "smallprimary", name=_("Add a kind of service"))
        self.change = button(_("Change…"), self.ask_change, "small", tip="Enter", name=_("Change the kind of service"))
        self.retire = button(_("Retire"), self.retire_or_back, "small")
        left = Card(padding=12)
        left.add(tool_row(self.table, _("Filter: name, code…"), theme, self.retire, self.change, self.new))
        words = _("The starting set is our own, of generic papers and times: check it against your bank's rules.")
        left.add(label(words, "small", wrap=True))
        left.add(self.table, 1)
        self.print = button(_("Print the sheet…"), self.print_sheet, "small")
        self.pdf = button(_("Save as PDF…"), self.ask_pdf, "small")
        right = Card(padding=12)
        self.heading = label("", "heading", wrap=True)
        right.add(self.heading)
        right.add(row(self.print, self.pdf, None))
        self.lines = column(spacing=4)
        right.add(scrolling(column(self.lines, None)), 1)
        line = beside(left, right, theme.px(480))
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)

    def put(self, shown: Any) -> None:
        """Show the kinds."""
        self.shown = shown
        self.table.put([KindLine(kind) for kind in shown.kinds])
        if self.table.current() is None and self.table.proxy.rowCount():
            self.table.view.selectRow(0)
        self._show()

    def _show(self) -> None:
        from supervisor.complaints.settings.words import GROUPS

        session = self.desk.services.session
        may = session is not None and session.may(Right.MANAGE_SETTINGS)
        line = self.table.current()
        self.new.setEnabled(may)
        for made in (self.change, self.retire):
            made.setEnabled(may and line is not None)
        for made in (self.print, self.pdf):
            made.setEnabled(line is not None)
        clear(self.lines)
        self.heading.setText(line.name if line else _("Choose a kind of service"))
        if line is None:
            return
        self.retire.setText(_("Retire") if line.kind.active else _("Use again"))
        self.lines.addWidget(label(promised_words(line.kind), "muted", wrap=True))
        for group, lines in line.kind.grouped():
            self.lines.addWidget(label(str(GROUPS[group]), "strong"))
            for place, one in enumerate(lines, 1):
                self.lines.addWidget(label(f"{place}. {one}", wrap=True))

    def ask_new(self) -> None:
        """Add a kind of service."""
        if self.shown is not None and self.new.isEnabled():
            self._ask(None)

    def ask_change(self, line: Any = None) -> None:
        """Change its list, its time, its name."""
        chosen = line or self.table.current()
        if chosen is not None and self.change.isEnabled():
            self._ask(chosen.kind)

    def _ask(self, kind: Any) -> None:
        from supervisor.complaints.settings.kinds import GROUPS, MOST_DAYS, MOST_MINUTES, ServiceKind
        from supervisor.complaints.settings.kinds_service import retire_kind, set_kind
        from supervisor.complaints.settings.words import GROUPS as WORDS
        from supervisor.language import Words

        desk = self.desk
        heading = _("Change {name}").format(name=kind.name) if kind else _("Add a kind of service")
        form = FieldForm(self, desk, heading, width=680)
        form.halves()
        code = form.text("code", _("Code"), kind.code if kind else "", hint="card_loss")
        code.setReadOnly(kind is not None)
        form.text("zh", _("Chinese name"), kind.name.zh if kind else "")
        form.number("promise_minutes", _("Completed within (minutes, 0: by days)"),
                    kind.promise_minutes if kind else 30, 0, MOST_MINUTES)  # fmt: skip
        form.number("promise_working_days", _("Completed within (working days, 0: by minutes)"),
                    kind.promise_working_days if kind else 0, 0, MOST_DAYS)  # fmt: skip
        form.halves(False)
        form.text("en", _("English name"), kind.name.en if kind else "")
        form.note(_("What is told, one line each; an English text may follow after “|”."))
        grouped = dict(kind.grouped()) if kind else {}
        for group in GROUPS:
            field = form.lines(group, str(WORDS[group]), lines_text(grouped.get(group, ())))
            assert isinstance(field, QPlainTextEdit)
            field.setFixedHeight(desk.theme.px(64))

        def work(v: dict[str, Any]) -> str:
            lines = tuple(line for group in GROUPS for line in text_lines(group, v[group]))
            set_kind(
                desk.book, desk.actor,
                ServiceKind(v["code"], Words(v["zh"], v["en"]), lines, v["promise_minutes"],
                            v["promise_working_days"], kind.active if kind else True),
            )  # fmt: skip
            return v["code"]

        def back(made: str) -> Undo:
            if kind is None:
                return Undo(_("adding a kind of service"), lambda: retire_kind(desk.book, desk.actor, made))
            return Undo(_("changing a kind of service"), lambda: set_kind(desk.book, desk.actor, kind))

        form.send(_("Save") if kind else _("Add"), work, said=_("The kind of service is saved."), undo=back)
        if kind is not None:
            form._fields["zh"].setFocus()

    def retire_or_back(self) -> None:
        """Offer the kind under the cursor no more, or again."""
        from supervisor.complaints.settings.kinds_service import retire_kind

        line, desk = self.table.current(), self.desk
        if line is None:
            return
        code, active = line.kind.code, not line.kind.active
        said = _("{name} is in use again.") if active else _("{name} is offered no more.")
        desk.command(
            self, lambda: retire_kind(desk.book, desk.actor, code, active=active), said=said.format(name=line.name),
            undo=lambda _none: Undo(_("retiring a kind of service"),
                                    lambda: retire_kind(desk.book, desk.actor, code, active=not active)),
        )  # fmt: skip

    def _html(self, kind: Any) -> tuple[str, str]:
        from supervisor.complaints.promises.told_sheet import told_sheet

        return told_sheet(kind, self.shown.branch), _("Told in one go: {name}").format(name=kind.name)

    def print_sheet(self) -> None:
        """Open the system's print dialog for the sheet that the customer takes along."""
        from supervisor.desktop.printing import print_html

        line = self.table.current()
        if line is not None:
            print_html(self.page, *self._html(line.kind))

    def ask_pdf(self) -> None:
        """Choose where the sheet is to lie as a PDF."""
        from supervisor.desktop.printing import write_pdf

        line = self.table.current()
        if line is None:
            return
        html, title = self._html(line.kind)
        desk, words = self.desk, _("Written: {path}")
        choose_target(
            self, _("Save as PDF…"), title,
            lambda path: desk.say("good", words.format(path=write_pdf(html, path, title))),
            suffix="pdf", kind=_("PDF (*.pdf)"),
        )  # fmt: skip


class KindLine(msgspec.Struct, frozen=True):
    """A kind as a line of the table."""

    kind: Any

    @property
    def subject(self) -> str:
        """What the table keeps the cursor on."""
        return f"service_kind:{self.kind.code}"

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.kind.name)


def promised_words(kind: Any) -> str:
    """By when it is completed."""
    if kind.promise_minutes:
        return _("completed within {n} minutes").format(n=kind.promise_minutes)
    if kind.promise_working_days:
        return _("completed within {n} working days").format(n=kind.promise_working_days)
    return _("completed as agreed with the customer")


def lines_text(lines: Any) -> str:
    """Lines as they are edited: Chinese, and English after a bar."""
    return "\n".join(f"{one.zh} | {one.en}" if one.en else one.zh for one in lines)


def text_lines(group: str, text: str) -> list[Any]:
    """What was edited, as lines again."""
    from supervisor.complaints.settings.kinds import ToldLine

    found = []
    for line in text.replace("｜", "|").splitlines():
        zh, _bar, en = line.partition("|")
        if zh.strip():
            found.append(ToldLine(group, zh.strip(), en.strip()))
    return found


def kind_table(theme: Theme, empty: EmptyState) -> DataTable:
    """Kinds with their time and how many lines are told."""
    return DataTable(
        theme,
        [
            Column("name", _("Kind of service"), lambda k: k.name, width=-1, strong=True),
            Column("promised", _("Completed within"), _promised, lambda k: k.kind.promise_working_days * 1440
                   + k.kind.promise_minutes, width=150),
            Column("lines", _("Lines"), lambda k: str(len(k.kind.lines)), lambda k: len(k.kind.lines), True, width=76,
                   spare=True),
            Column("whose", _("Set by"), lambda k: _("the branch") if k.kind.own else _("as usual"),
                   status=lambda k: "info" if k.kind.own else "quiet", width=104, spare=True),
            Column("state", _("State"), lambda k: _("in use") if k.kind.active else _("retired"),
                   status=lambda k: "good" if k.kind.active else "quiet", width=104),
        ],
        name=_("Kinds of service"),
        empty=empty,
    )  # fmt: skip


def _promised(line: Any) -> str:
    kind = line.kind
    if kind.promise_minutes:
        return _("{n} min").format(n=kind.promise_minutes)
    return _("{n} working days").format(n=kind.promise_working_days) if kind.promise_working_days else _("as agreed")

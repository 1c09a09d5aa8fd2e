"""The trees of the register: business classes, causes with their weight, root causes, reasons for a pause."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from supervisor.access.rights import Right
from supervisor.branch.faults import WrongField
from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.settings.tables import BranchTab, tool_row
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import Card, button, column, label, row
from supervisor.desktop.widgets.choices import choice_buttons
from supervisor.desktop.widgets.chosen_files import choose_source
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable
from supervisor.desktop.widgets.written_files import choose_target
from supervisor.language import _


class ClassesPart(BranchTab):
    """One tree at a time, each node under the one above it."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        from supervisor.complaints.settings.words import TREES

        theme = self.desk.theme
        self.tree = "class"
        self.shown: Any = None
        self.table = tree_table(theme)
        self.table.opened.connect(lambda line: self.ask_change(line))
        self.table.chosen.connect(lambda _line: self._fit())
        self.trees = choice_buttons(self, {name: str(words) for name, words in TREES.items()}, self.show_tree)
        self.new = button(_("Add…"), self.ask_new, "smallprimary", shortcut="Ctrl+N", tip="Ctrl+N")
        self.change = button(_("Change…"), self.ask_change, "small", tip="Enter", name=_("Change the class"))
        self.retire = button(_("Retire"), self.retire_or_back, "small")
        self.bring = button(_("Take in a file…"), self.ask_file, "small", name=_("Take in classes from a file"))
        self.out = button(_("Write to Excel…"), self.ask_out, "small", name=_("Write the classes to Excel"))
        card = Card(padding=12)
        card.add(row(*self.trees.values(), None, self.bring, self.out))
        card.add(tool_row(self.table, _("Filter: code, name…"), theme, self.retire, self.change, self.new))
        self.note = label("", "small", wrap=True)
        card.add(self.note)
        card.add(self.table, 1)
        line = column(card, margins=0)
        self.setLayout(line)
        self.trees["class"].setChecked(True)

    def show_tree(self, name: str) -> None:
        """Show another tree."""
        self.tree = name
        self.trees[name].setChecked(True)
        if self.shown is not None:
            self.put(self.shown)

    def put(self, shown: Any) -> None:
        """Show the tree that is chosen."""
        self.shown = shown
        self.table.put(list(shown.trees.get(self.tree, ())))
        if self.table.current() is None and self.table.proxy.rowCount():
            self.table.view.selectRow(0)
        words = _("The starting set is our own, without the national codes: take in your bank's scheme from a file, or "
                  "change it here. Cases keep the code they were given.")  # fmt: skip
        self.note.setText(words)
        self._fit()

    def _fit(self) -> None:
        session = self.desk.services.session
        may = session is not None and session.may(Right.MANAGE_SETTINGS)
        line = self.table.current()
        for made in (self.new, self.bring):
            made.setEnabled(may)
        for made in (self.change, self.retire):
            made.setEnabled(may and line is not None)
        self.retire.setText(_("Retire") if line is None or line.node.active else _("Use again"))

    def ask_new(self) -> None:
        """Add a node, under the one that the cursor is on where that has something to stand under."""
        if self.shown is not None and self.new.isEnabled():
            self._ask(None)

    def ask_change(self, line: Any = None) -> None:
        """Rename, move or weigh a node."""
        chosen = line or self.table.current()
        if chosen is not None and self.change.isEnabled():
            self._ask(chosen.node)

    def _ask(self, node: Any) -> None:
        from supervisor.complaints.settings.classes import PAUSE, at_or_under
        from supervisor.complaints.settings.service import define_class
        from supervisor.complaints.settings.words import TREES
        from supervisor.language import Words

        desk, tree = self.desk, self.tree
        lines = self.shown.trees[tree]
        below = at_or_under([line.node for line in lines], node.code) if node else frozenset()
        parents = [("", _("none, stands at the top"))]
        parents += [
            (line.node.code, " / ".join(line.placed.path))
            for line in lines
            if line.node.code not in below and (line.node.active or (node and line.node.code == node.parent))
        ]
        heading = _("Change {name}").format(name=node.name) if node else _("Add: {tree}").format(tree=TREES[tree])
        form = FieldForm(self, desk, heading, width=520)
        code = form.text("code", _("Code"), node.code if node else "", hint="0101")
        code.setReadOnly(node is not None)
        form.text("zh", _("Chinese name"), node.name.zh if node else "")
        form.text("en", _("English name"), node.name.en if node else "")
        if tree != PAUSE:
            current = self.table.current()
            usual = node.parent if node else (current.node.parent if current else "")
            form.choice("parent", _("Stands under"), parents, usual, searchable=True)
        if tree == "cause":
            form.text("weight", _("Weight when the bank is at fault (points)"),
                      f"{(node.weight_points_c if node else 0) / 100:g}")  # fmt: skip

        def work(v: dict[str, Any]) -> str:
            define_class(
                desk.book, desk.actor, tree_name=tree, code=v["code"], name=Words(v["zh"], v["en"]),
                parent=v.get("parent") or "", active=node.active if node else True,
                weight_points_c=weight_of(v["weight"]) if "weight" in v else node.weight_points_c if node else 0,
            )  # fmt: skip
            return v["code"]

        def back(made: str) -> Undo:
            was = node
            if was is None:
                return Undo(_("adding a class"), lambda: self._set_active(tree, made, False))
            return Undo(
                _("changing a class"),
                lambda: define_class(desk.book, desk.actor, tree_name=tree, code=was.code, name=was.name,
                                     parent=was.parent, active=was.active, weight_points_c=was.weight_points_c),
            )  # fmt: skip

        form.send(_("Save") if node else _("Add"), work, said=_("The class is saved."), undo=back)
        if node is not None:
            form._fields["zh"].setFocus()

    def retire_or_back(self) -> None:
        """Take the node under the cursor out of use, or back into use."""
        line, desk, tree = self.table.current(), self.desk, self.tree
        if line is None:
            return
        code, active = line.node.code, not line.node.active
        said = _("{name} is in use again.") if active else _("{name} is retired: no new case is given it.")
        desk.command(
            self, lambda: self._set_active(tree, code, active), said=said.format(name=line.node.name),
            undo=lambda _none: Undo(_("retiring a class"), lambda: self._set_active(tree, code, not active)),
        )  # fmt: skip

    def _set_active(self, tree: str, code: str, active: bool) -> None:
        from supervisor.complaints.settings.service import retire_class

        retire_class(self.desk.book, self.desk.actor, tree, code, active=active)

    def ask_file(self) -> None:
        """Take in a scheme of codes from a workbook or a text file; lines without a tree belong to the one on show."""
        filters = [_("Workbooks and text files (*.xlsx *.xls *.ods *.csv)"), _("All files (*)")]
        choose_source(self, _("Take in classes from a file"), filters, self.take_in)

    def take_in(self, path: Path) -> None:
        """Check the file, ask whether what it does not name is retired, and set it."""
        from supervisor.complaints.settings.intake import read_trees
        from supervisor.complaints.settings.trees_service import import_trees

        desk, tree = self.desk, self.tree
        form = FieldForm(self, desk, _("Take in classes from a file"), width=520)
        form.note(path.name)
        form.check("replace", _("Retire what the file does not name of its trees"))

        def done(taken: Any) -> None:
            words = _("{added} added, {changed} changed, {same} as they were, {retired} retired.")
            desk.say("good", words.format(added=taken.added, changed=taken.changed, same=taken.same,
                                          retired=taken.retired))  # fmt: skip

        form.send(
            _("Take in"),
            lambda v: import_trees(desk.book, desk.actor, read_trees(path, tree), replace=v["replace"]),
            done=done,
        )

    def ask_out(self) -> None:
        """Write all trees as a workbook, to be edited and brought back."""
        choose_target(self, _("Write the classes to Excel"), _("Classes of complaints"), self.write)

    def write(self, path: Path) -> None:
        """Write the workbook on the pool."""
        from reports.complaint_classes import write_trees

        trees = {name: [line.node for line in lines] for name, lines in self.shown.trees.items()}
        desk = self.desk
        desk.long(
            self, lambda _progress: write_trees(trees, path),
            done=lambda written: desk.say("good", _("Written: {path}").format(path=written)),
        )  # fmt: skip


def weight_of(text: str) -> int:
    """Points as they are typed, in hundredths. Raises WrongField."""
    try:
        return round(float(text or "0") * 100)
    except (ValueError, OverflowError):
        raise WrongField("weight", _("Write points like 2 or 2.5.")) from None


def tree_table(theme: Theme) -> DataTable:
    """The nodes in their order, names set in by their depth."""
    return DataTable(
        theme,
        [
            Column("name", _("Called"), lambda n: "    " * n.placed.depth + str(n.node.name), lambda n: n.place,
                   width=-1, strong=True),
            Column("code", _("Code"), lambda n: n.node.code, width=190),
            Column("weight", _("Weight (points)"), lambda n: f"{n.node.weight_points_c / 100:g}",
                   lambda n: n.node.weight_points_c, True, width=110),
            Column("state", _("State"), lambda n: _("in use") if n.node.active else _("retired"),
                   status=lambda n: "good" if n.node.active else "quiet", width=110),
        ],
        name=_("Classes and causes"),
        sort_by="name",
    )  # fmt: skip

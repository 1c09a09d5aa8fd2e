"""The rule book in force in the month, in sentences; taking its workbook out and bringing one in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.background import Progress
from supervisor.desktop.screens.appraisal.reading import Snapshot
from supervisor.desktop.screens.appraisal.rule_import import show_faults
from supervisor.desktop.screens.appraisal.rule_preview import read_preview, show_differences, show_preview
from supervisor.desktop.widgets.basics import Card, RowFrame, beside, button, clear, column, label, row, scrolling
from supervisor.desktop.widgets.chosen_files import choose_source
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.desktop.widgets.written_files import choose_target, tell_written
from supervisor.desktop.wording import month_words, share
from supervisor.language import _


class RulesView(QWidget):
    """Sentences on the left; name, version, since when, and all books ever put in force on the right."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page = page
        theme = page.desk.theme
        self.work = LongWork(page.desk)
        self.written = column()
        self.text = Card(_("What the rules say"))
        self.sentences = column(spacing=0)
        self.text.add(scrolling(self.sentences), 1)
        self.card = Card(_("Rule book in force"))
        self.buttons = flow(spacing=6)
        self.facts = column(spacing=8)
        self.card.add(self.buttons)
        self.card.add(scrolling(column(self.facts, None)), 1)
        both = beside(self.text, self.card, theme.px(420))
        whole = column(self.work, self.written)
        whole.addLayout(both, 1)
        whole.setContentsMargins(0, 0, 0, 0)
        self.setLayout(whole)

    def put(self, snapshot: Snapshot, _wanted: str = "") -> None:
        """Show the book of the month."""
        for part in (self.sentences, self.buttons, self.facts):
            clear(part)
        found = snapshot.in_force
        if found is not None:
            self.buttons.addWidget(button(_("Save as a workbook…"), self.ask_export, "smallprimary"))
        if snapshot.may("manage_rules"):
            self.buttons.addWidget(button(_("Bring in a workbook…"), self.ask_import, "small"))
            if found is None:
                self.buttons.addWidget(button(_("Use a shipped one"), self.ask_shipped, "smallprimary"))
        self._put_sentences(snapshot)
        if found is None or snapshot.scored is None:
            self.facts.addWidget(label(_("No rule book is in force in this month: nobody can be scored."), wrap=True))
        else:
            self._put_facts(snapshot)
        self._put_books(snapshot)

    def _put_sentences(self, snapshot: Snapshot) -> None:
        for sentence in snapshot.sentences[1:]:
            rule = sentence.startswith("  ")
            frame = RowFrame(side=0)
            frame.line.setContentsMargins(16 if rule else 0, 5, 0, 5)
            frame.line.addWidget(label(sentence.strip(), "" if rule else "strong", wrap=True), 1)
            self.sentences.addWidget(frame)
        if not snapshot.sentences:
            words = _(
                "A rule book says what is looked at, what it costs and what it earns. Use a shipped one or your own."
            )
            self.sentences.addWidget(label(words, "muted", wrap=True))
        self.sentences.addStretch(1)

    def _put_facts(self, snapshot: Snapshot) -> None:
        book, found = snapshot.scored.rulebook, snapshot.in_force
        weights = [f"{part.name} {_weight(part)}" for part in book.components]
        for words, value in (
            (_("Name of the book"), str(book.name)),
            (_("Version"), book.version),
            (_("In force since"), month_words(int(found.month[:4]), int(found.month[5:]))),
            (_("Days for an appeal"), str(book.appeal_days)),
            (_("Number of rules"), str(len(book.rules))),
            (_("Weights"), "\n".join(weights)),
            (_("Fingerprint"), found.digest[:16]),
        ):
            self._fact(words, value)

    def _put_books(self, snapshot: Snapshot) -> None:
        if not snapshot.books:
            return
        self.facts.addSpacing(8)
        self.facts.addWidget(label(_("All books put in force"), "strong"))
        older = [*snapshot.books[1:], None]
        for one, before in zip(snapshot.books, older, strict=True):
            since = month_words(int(one.month[:4]), int(one.month[5:]))
            called = f"{one.name} {one.label}"
            links = [
                button(_("Save…"), lambda o=one: self.ask_export(o), "link", name=_("Save {name}").format(name=called))
            ]
            if before is not None:
                what = _("What {name} changed").format(name=called)
                links.append(button(_("Changes"), lambda o=one, b=before: self.show_changes(o, b), "link", name=what))
            self._fact(_("since {month}").format(month=since), f"{called} · {one.digest[:8]}", *links)

    def _fact(self, name: str, value: str, *links: QWidget) -> None:
        title = label(name, "small", wrap=True)
        title.setFixedWidth(self._page.desk.theme.px(104))
        line = row(title)
        line.addWidget(label(value, wrap=True), 1)
        for link in links:
            line.addWidget(link)
        self.facts.addLayout(line)

    def ask_export(self, one: Any = None) -> None:
        """Choose where the workbook goes; without one the book in force."""
        one = one or self._page.snapshot.in_force
        name = f"{one.name} {one.label}.xlsx"
        choose_target(self, _("Save the rule book"), name, lambda path: self.export(path, one))

    def export(self, path: Path, one: Any = None) -> None:
        """Write the form of a book that was ever put in force, else of the one in force, to `path`."""
        one, kept = one or self._page.snapshot.in_force, self._page.desk.book

        def work(progress: Progress) -> Path:
            from reports.rulebook_form import write_rulebook
            from supervisor.appraisal.rulebook import from_bytes

            progress.report(-1, _("Writing {file}").format(file=path.name))
            with kept.read() as reader:
                book = from_bytes(reader.blob(one.blob))
            return write_rulebook(book, path)

        said = _("Writing {file}").format(file=path.name)
        self.work.start(said, work, lambda written: tell_written(self.written, written))

    def show_changes(self, one: Any, before: Any) -> None:
        """What a version changed against the one before it."""
        page = self._page

        def read(reader: Any) -> Any:
            from supervisor.appraisal.rulebook import from_bytes
            from supervisor.appraisal.rulebook.differences import differences

            return differences(*(from_bytes(reader.blob(each.blob)) for each in (before, one)))

        heading = _("What {name} changed").format(name=f"{one.name} {one.label}")
        page.desk.load(page, read, lambda found: show_differences(page, heading, found))

    def ask_import(self) -> None:
        """Choose the workbook that comes in."""
        choose_source(self, _("Bring in a rule book"), [_("Rule books (*.xlsx *.json)")], self.check)

    def check(self, path: Path) -> None:
        """Look a workbook through: faults are shown by sheet, row and column; a sound one asks from when it holds."""
        book, month = self._page.desk.book, self._page.snapshot.month

        def work(progress: Progress) -> Any:
            from supervisor.appraisal.library import known_items
            from supervisor.appraisal.rulebook.intake import read_rulebook
            from supervisor.errors import BadInput

            progress.report(-1, _("Checking {file}").format(file=path.name))
            with book.read() as reader:
                known = known_items(reader, reader.today)
                try:
                    sound = read_rulebook(path, known)
                except BadInput as wrong:
                    if not wrong.faults:
                        raise
                    return wrong.faults
                return read_preview(reader, month, sound)

        def done(found: Any) -> None:
            if isinstance(found, tuple):
                show_faults(self._page, path, found)
            else:
                show_preview(self._page, found, path=path)

        self.work.start(_("Checking {file}").format(file=path.name), work, done)

    def ask_shipped(self) -> None:
        """Take one of the rule books that come with the program."""
        from supervisor.appraisal.library import shipped, shipped_names

        form = FormSheet(self, self._page.desk, _("Use a shipped rule book"))
        books = [(name, f"{shipped(name).name} {shipped(name).version}") for name in shipped_names()]
        form.choice("name", _("Rule book"), books)
        page = self._page

        def preview(book: Any) -> None:
            month = page.snapshot.month
            page.desk.load(page, lambda r: read_preview(r, month, book), lambda found: show_preview(page, found))

        form.send(_("Next"), lambda v: shipped(v["name"]), done=preview)


def _weight(part: Any) -> str:
    """What a component counts in the total."""
    if part.joins == "added":
        return _("added to the total")
    if part.joins == "points":
        return _("{points} points").format(points=f"{part.base_c / 100:g}")
    return share(part.weight_c / 10000)

"""The register of complaints: every case with its next limit, narrowed by choices and words, and the one that is open.

Lines that are owed something are there at once; of a long register the ended ones are read and arranged behind them on
the pool. Afterwards what changed is put in its place, and nothing else is read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from supervisor.desktop.screens.complaints.case_card import CaseCard
from supervisor.desktop.screens.complaints.choices import STANDINGS, allowed, standing
from supervisor.desktop.screens.complaints.export_form import ask_export, may_export
from supervisor.desktop.screens.complaints.naming import Naming, columns
from supervisor.desktop.screens.complaints.narrow_bar import NarrowBar
from supervisor.desktop.screens.complaints.record import ask_new
from supervisor.desktop.screens.complaints.whole import Cases, mended, read_whole
from supervisor.desktop.widgets.basics import Card, beside, button, label, row
from supervisor.desktop.widgets.register import Register
from supervisor.desktop.widgets.table import DataTable, EmptyState, filter_field
from supervisor.language import _

NO_NAMES = Naming(people={}, classes={}, causes={}, roots={}, reasons={}, zone=None, channels={}, states={}, clocks={})  # type: ignore[arg-type]


class CasesView(Register):
    """Table and case; choosing another row opens that case."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        theme = page.desk.theme
        self._naming = NO_NAMES
        self._now_ms = 0
        self._live: Any = None  # the lines that are owed something
        self._whole: Cases | None = None  # of a long register, once it was read
        self._quiet = False  # whether the cursor is moved by us, and not by a person
        self._reading = 0  # which reading of the whole is under way
        self.table = DataTable(
            theme,
            columns(lambda: self._naming, lambda: self._now_ms),
            name=_("Complaints"),
            empty=EmptyState(
                _("No complaint on record. Record every one at once, also what is said in passing at the counter."),
                _("Record a complaint"),
                lambda: ask_new(page),
            ),
        )
        self.table.chosen.connect(self._choose)
        self.bar = NarrowBar()
        self.bar.changed.connect(self._narrow)
        self.card = CaseCard(page)
        self.table.opened.connect(lambda _line: self.card.go_to_steps())
        self.how_many = label("", "small")
        self.under_way = label("", "small")
        self.words = filter_field(self.table, _("Filter: number, cause, person…"), theme.px(280))
        self.words.textChanged.connect(lambda _text: self._say_how_many())
        self.table.all_wanted.connect(self.bar.let_go)
        card = Card(padding=12)
        self.words.setMinimumWidth(theme.px(150))  # with large text on a laptop all of it has to stay in sight
        self.export = button(_("Export…"), lambda: ask_export(page), "small", tip="Ctrl+E", shortcut="Ctrl+E")
        filters = row(self.words, self.bar.more, None, self.export)
        filters.setStretch(0, 100)
        card.add(filters)
        card.add(self.bar)
        card.add(self.table, 1)
        keys = label(_("Enter: next step · Ctrl+C copies for Excel"), "small")
        card.add(row(self.how_many, self.under_way, None, keys))
        line = beside(card, self.card, theme.px(400))
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)

    @property
    def rows(self) -> Sequence[Any]:
        """The lines that are there by now."""
        return self.table.model.rows

    def put(self, snapshot: Any, chosen: str) -> None:
        """Show the register with the chosen case open."""
        self._naming = snapshot.naming
        self._live = snapshot.live
        self._now_ms = _ms(snapshot.now)
        self.bar.offer(snapshot.naming, snapshot)
        self.export.setVisible(may_export(snapshot))
        if snapshot.whole:
            self._whole = None
            self._put_rows(Cases(self.table.model.columns, snapshot.rows), chosen)
        elif self._whole is None or self._page.wants_whole:
            if self._whole is None:
                self._put_rows(Cases(self.table.model.columns, snapshot.rows), chosen)
            self._read_whole()
        else:
            self._mend(snapshot)
        self.card.put(snapshot.case)

    def tick(self, now: datetime) -> None:
        """Time went on: limits may warn now or be past; nothing is read for it."""
        self._now_ms = _ms(now)
        if self.bar.standing in ("late", "soon"):
            self._narrow()
        else:
            self._count()
        self.table.view.viewport().update()
        self.card.tick(now)

    def late(self) -> int:
        """How many live cases are past a limit."""
        return int(self._live.standing("late", self._now_ms).sum()) if self._live is not None else 0

    def go_to(self, subject: str) -> bool:
        """Put the cursor on a case's line, which opens it; False where the list does not show it."""
        return self.table.go_to(subject)

    def _choose(self, line: Any) -> None:
        if not self._quiet:
            self._page.choose_case(line.subject)

    def _put_rows(self, rows: Cases, chosen: str) -> None:
        self._quiet = True
        self.table.put(rows, self._allowed(rows.rows))
        self._quiet = False
        self._open_under_cursor(chosen)

    def _narrow(self) -> None:
        """Keep what the choices let through; the open case stays under the cursor where it is kept."""
        if self._page.snapshot is None:
            return
        self._quiet = True
        self.table.allow(self._allowed(self.rows))
        self._quiet = False
        self._open_under_cursor("")

    def _allowed(self, rows: Any) -> Any:
        page = self._page
        now = page.snapshot
        chosen = self.bar.chosen(now.actor, now.today, now.naming.zone)
        return allowed(rows, chosen, self._now_ms, page.repeats)

    def _open_under_cursor(self, chosen: str) -> None:
        self._quiet = True
        found = self.table.go_to(chosen or self._page.open_case)
        self._quiet = False
        if not found and not chosen and (line := self.table.current()) is not None:
            self._page.choose_case(line.subject)
        self._count()
        self._say_how_many()

    def _count(self) -> None:
        names = [name for name in STANDINGS if name not in ("all", "ended")]
        counts = {name: int(standing(name, self._live, self._now_ms).sum()) for name in names}
        self.bar.count(counts)

    def _say_how_many(self) -> None:
        shown, there = self.table.proxy.rowCount(), len(self.rows)
        words = _("{count} complaints") if shown == there else _("{shown} of {count} complaints")
        self.how_many.setText(words.format(shown=f"{shown:,}", count=f"{there:,}") if there else "")

    def _read_whole(self) -> None:
        """The whole register, behind what is on show; a later reading overtakes an earlier one."""
        page, naming = self._page, self._naming
        desk, actor = page.desk, page.desk.actor
        self._reading += 1
        number = self._reading
        page.wants_whole = False
        self.under_way.setText(_("Reading the ended cases…"))

        def work(progress: Any) -> Cases:
            with desk.services.read() as reader:
                return read_whole(reader, actor, naming, progress.report)

        def done(made: Cases) -> None:
            if number == self._reading:
                self.under_way.setText("")
                self._whole = made
                self._put_rows(made, page.open_case)

        def progressed(share: float, _text: str) -> None:
            if number == self._reading:
                self.under_way.setText(_("Reading the ended cases… {share}").format(share=f"{share:.0%}"))

        def failed(notice: Any) -> None:
            self.under_way.setText("")
            page.wants_whole = True
            page.notify(notice)

        desk.long(self, work, done=done, failed=failed, progressed=progressed, stopped=lambda: None)

    def _mend(self, snapshot: Any) -> None:
        """What changed since, in the place of what was; arranged on the pool as well."""
        before, naming, page = self._whole, self._naming, self._page
        assert before is not None
        newer = snapshot.rows.replaced(snapshot.touched, ())
        gone = snapshot.changed - set(newer.texts("subject"))
        self._reading += 1
        number = self._reading

        def done(made: Cases) -> None:
            if number == self._reading:
                self._whole = made
                page.touched -= snapshot.changed
                self._put_rows(made, page.open_case)

        def failed(notice: Any) -> None:
            page.wants_whole = True
            page.notify(notice)

        page.desk.long(self, lambda _progress: mended(naming, before, newer, gone), done=done, failed=failed)


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)

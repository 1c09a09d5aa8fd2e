"""The register of complaints: every case with its next limit, narrowed by choices and words, and the one that is open.

Lines that are owed something are there at once; of a long register the ended ones are read and arranged behind them on
the pool. Afterwards what changed is put in its place, and nothing else is read again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from supervisor.desktop.screens.complaints.case_card import CaseCard
from supervisor.desktop.screens.complaints.choices import STANDINGS, Narrowing, standing
from supervisor.desktop.screens.complaints.naming import Naming, columns, limit_status
from supervisor.desktop.screens.complaints.narrow_bar import NarrowBar
from supervisor.desktop.screens.complaints.record import ask_new
from supervisor.desktop.screens.complaints.whole import mended, read_whole
from supervisor.desktop.widgets.arrangement import Arrangement
from supervisor.desktop.widgets.basics import Card, beside, label, row
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
        self._live: tuple[Any, ...] = ()
        self._whole: Arrangement[Any] | None = None  # of a long register, once it was read
        self._quiet = False  # whether the cursor is moved by us, and not by a person
        self._reading = 0  # which reading of the whole is under way
        self._narrowing = Narrowing()
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
        card.add(row(self.words, self.bar.more, None, label(_("Enter: next step · Ctrl+C copies for Excel"), "small")))
        card.add(self.bar)
        card.add(self.table, 1)
        card.add(row(self.how_many, None, self.under_way))
        line = beside(card, self.card, theme.px(400))
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)

    @property
    def rows(self) -> tuple[Any, ...]:
        """The lines that are there by now."""
        return self.table.model.rows

    def put(self, snapshot: Any, chosen: str) -> None:
        """Show the register with the chosen case open."""
        self._naming = snapshot.naming
        self._live = tuple(line for line in snapshot.rows if line.live)
        self._now_ms = _ms(snapshot.now)
        self.bar.offer(snapshot.naming, snapshot)
        if snapshot.whole:
            self._whole = None
            self._put_rows(snapshot.rows, chosen)
        elif self._whole is None or self._page.wants_whole:
            if self._whole is None:
                self._put_rows(snapshot.rows, chosen)
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
        return sum(1 for line in self._live if limit_status(line, self._now_ms) == "bad")

    def go_to(self, subject: str) -> bool:
        """Put the cursor on a case's line, which opens it; False where the list does not show it."""
        return self.table.select(lambda line: line.subject == subject)

    def _choose(self, line: Any) -> None:
        if not self._quiet:
            self._page.choose_case(line.subject)

    def _put_rows(self, rows: Any, chosen: str) -> None:
        self._quiet = True
        self.table.put(rows)
        self._quiet = False
        self._narrow(chosen)

    def _narrow(self, chosen: str = "") -> None:
        """Keep what the choices let through; the open case stays under the cursor where it is kept."""
        page = self._page
        if page.snapshot is None:
            return
        now = page.snapshot
        chosen_now = self.bar.chosen(now.actor, now.today, now.naming.zone)
        allowed = self._narrowing.allowed(self.rows, chosen_now, self._now_ms, page.repeats)
        subject = chosen or page.open_case
        self._quiet = True
        self.table.allow(allowed)
        found = self.table.select(lambda line: line.subject == subject)
        self._quiet = False
        if not found and not chosen and (line := self.table.current()) is not None:
            page.choose_case(line.subject)
        self._count()
        self._say_how_many()

    def _count(self) -> None:
        counts = {
            name: sum(1 for line in self._live if test(line))
            for name in STANDINGS
            if name not in ("all", "ended") and (test := standing(name, self._now_ms)) is not None
        }
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

        def work(progress: Any) -> Arrangement[Any]:
            with desk.services.read() as reader:
                return read_whole(reader, actor, naming, progress.report)

        def done(made: Arrangement[Any]) -> None:
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
        newer = [*snapshot.rows, *snapshot.touched]
        gone = snapshot.changed - {line.subject for line in newer}
        self._reading += 1
        number = self._reading

        def done(made: Arrangement[Any]) -> None:
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

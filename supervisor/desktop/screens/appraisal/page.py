"""The appraisal screen: ranking on the left, where one person's points come from on the right."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QComboBox

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.questions import Question
from supervisor.desktop.screens.appraisal.person import PersonCard
from supervisor.desktop.screens.appraisal.reading import RankLine, Snapshot, read
from supervisor.desktop.widgets.basics import Card, button, clear, column, label, row
from supervisor.desktop.widgets.forms import choice_box
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.notices import Notice, NoticeFrame
from supervisor.desktop.widgets.table import DataTable, EmptyState, filter_field
from supervisor.desktop.wording import listed, money, month_words, points, signed_points
from supervisor.language import _

FEW_PIECES_SHARE = 0.4


class AppraisalPage(Page):
    """One month; `about` is a person's subject."""

    key: ClassVar[str] = "appraisal"
    watches: ClassVar[tuple[str, ...]] = (
        "appraisal.",
        "inspection.",
        "complaints.",
        "training.",
        "traffic.",
        "month.",
        "book.",
    )
    snapshot: Snapshot

    def build(self) -> None:
        theme = self.desk.theme
        self._month = ""
        self.choice: QComboBox = choice_box([], name=_("Month"))
        self.choice.setMinimumWidth(theme.px(150))
        self.choice.activated.connect(self._chosen)
        self.tools.addWidget(self.choice)
        self.tools.addWidget(button(_("Export Excel"), lambda: self.desk.go("reports", "month")))
        self.publish = button(_("Publish"), self.ask_publish, "primary")
        self.sign = button(_("Sign and lock"), self.ask_sign, "primary")
        self.tools.addWidget(self.publish)
        self.tools.addWidget(self.sign)
        self.table = DataTable(
            theme,
            [
                Column(
                    "rank", _("Rank"), lambda r: f"{r.rank:02d}" if r.rank else "–", lambda r: r.rank or 999, width=72
                ),
                Column("name", _("Person"), lambda r: r.name, width=-1, strong=True),
                Column("role", _("Role"), lambda r: r.role, width=92, spare=True),
                Column(
                    "total",
                    _("Score"),
                    lambda r: points(r.total_c) if r.total_c is not None else "–",
                    lambda r: r.total_c if r.total_c is not None else -(10**9),
                    True,
                    width=70,
                    strong=True,
                ),
                Column("grade", _("Grade"), lambda r: r.grade or "–", width=60),
                Column(
                    "change",
                    _("Change"),
                    _change,
                    lambda r: (r.total_c or 0) - (r.before_c or 0),
                    True,
                    width=70,
                    spare=True,
                ),
                Column(
                    "money",
                    _("Money"),
                    lambda r: money(r.money_cents) if r.money_cents else "–",
                    lambda r: r.money_cents,
                    True,
                    width=84,
                    spare=True,
                ),
            ],
            name=_("Ranking of the month"),
            empty=EmptyState(_("Nobody can be scored in this month yet.")),
            sort_by="rank",
        )
        self.table.chosen.connect(self._choose)
        self.notes = column(spacing=4)
        ranking = Card(padding=12)
        ranking.add(
            row(
                filter_field(self.table, _("Filter: name, role…"), theme.px(220)),
                None,
                label(_("Ctrl+C copies for Excel"), "small"),
            )
        )
        ranking.add(self.table, 1)
        ranking.add(self.notes)
        self.person = PersonCard(self)
        line = row(spacing=16)
        line.addWidget(ranking, 11)
        line.addWidget(self.person, 10)
        self.problem = column()
        self.body.addLayout(self.problem)
        self.body.addLayout(line, 1)

    def read(self, reader: Any) -> Snapshot:
        return read(reader, self._month, self.desk.actor)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._month = snapshot.month
        self.choice.clear()
        for month in snapshot.months:
            self.choice.addItem(month_words(int(month[:4]), int(month[5:])), month)
        self.choice.setCurrentIndex(snapshot.months.index(snapshot.month) if snapshot.month in snapshot.months else 0)
        self.say_subtitle(self._course(snapshot))
        state = snapshot.state.state
        self.publish.setVisible(snapshot.all_people and state != "signed")
        self.publish.setEnabled(bool(snapshot.lines))
        self.sign.setVisible(snapshot.all_people and state == "published")
        clear(self.problem)
        if snapshot.problem:
            cure = _("Put a rule book in force first: supervisor appraisal rules, or the sample's.")
            self.problem.addWidget(NoticeFrame(Notice("warning", snapshot.problem, cure=cure), closable=False))
        self.table.put(snapshot.lines)
        about, self.about = self.about, None
        if about and str(about).startswith("person:"):
            self.table.select(lambda r: r.person == about)
        elif self.table.current() is None and snapshot.lines:
            self._open_first()
        self._put_notes(snapshot)
        current = self.table.current()
        mine = next((r for r in snapshot.lines if current is not None and r.person == current.person), None)
        self.person.put(snapshot, mine)

    def ask_publish(self) -> None:
        """Show the scores to each person; appeals run from then."""
        from supervisor.appraisal import service

        desk, month = self.desk, self._month
        days = self.snapshot.scored.rulebook.appeal_days
        question = Question(
            _("Publish the scores of {month}?").format(month=month),
            _("Everybody may read the own score and appeal within {n} days.").format(n=days),
            _("Publish"),
        )
        desk.confirm(
            self,
            question,
            lambda: desk.command(self, lambda: service.publish(desk.book, desk.actor, month), said=_("Published.")),
        )

    def ask_sign(self) -> None:
        """Sign and lock over exactly the evidence held now."""
        from supervisor.appraisal import service

        desk, month = self.desk, self._month
        question = Question(
            _("Sign and lock {month}?").format(month=month),
            _("Later evidence of this month is kept and listed, but no longer counts."),
            _("Sign and lock"),
        )
        desk.confirm(
            self,
            question,
            lambda: desk.command(
                self, lambda: service.lock(desk.book, desk.actor, month), said=_("Signed and locked.")
            ),
        )

    def _course(self, snapshot: Snapshot) -> str:
        words = {
            "draft": _("draft"),
            "published": _("published"),
            "signed": _("signed and locked"),
            "reopened": _("reopened"),
        }
        course = " → ".join(words[s] for s in ("draft", "published", "signed"))
        parts = [_("now: {state}").format(state=words.get(snapshot.state.state, snapshot.state.state)), course]
        if snapshot.scored is not None:
            book = snapshot.scored.rulebook
            parts.append(_("rule book {name} {version}").format(name=book.name, version=book.version))
        return " · ".join(parts)

    def _put_notes(self, snapshot: Snapshot) -> None:
        clear(self.notes)
        if snapshot.scored is None:
            return
        mean = sum(r.pieces for r in snapshot.lines) / len(snapshot.lines) if snapshot.lines else 0.0
        few = [r.name for r in snapshot.lines if r.pieces < FEW_PIECES_SHARE * mean]
        found = list(snapshot.scored.notes)
        if few and len(few) < len(snapshot.lines) / 2:
            words = _("Little was seen of {names} (mean {n} records): the rank is not reliable.")
            found.append(words.format(names=listed(few[:6]), n=round(mean)))
        undecided = sum(1 for a in snapshot.appeals if a.upheld is None)
        if undecided:
            found.append(_("{n} appeals wait for a decision.").format(n=undecided))
        if snapshot.scored.late:
            found.append(
                _("{n} records came after the month was signed and do not count.").format(n=len(snapshot.scored.late))
            )
        for words in found[:3]:
            self.notes.addWidget(label("▲ " + words, "small", wrap=True))

    def _open_first(self) -> None:
        """Begin with the first person whose score has something to explain."""
        if not self.table.select(lambda r: any(each.points_c < 0 for each in r.score.lines)):
            self.table.view.selectRow(0)

    def _choose(self, line: RankLine) -> None:
        if self.snapshot is not None:
            self.person.put(self.snapshot, line)

    def _chosen(self, place: int) -> None:
        self._month = self.choice.itemData(place)
        self.refresh()


def _change(line: RankLine) -> str:
    if line.total_c is None or line.before_c is None:
        return "–"
    return signed_points(line.total_c - line.before_c)


def make(desk: Desk) -> AppraisalPage:
    """The page of the rail."""
    return AppraisalPage(desk, _("Staff appraisal"))

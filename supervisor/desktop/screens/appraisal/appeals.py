"""Appeals against lines of a published month: whoever is concerned raises one, somebody else decides it and signs."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from supervisor.desktop.screens.appraisal.event import show_event
from supervisor.desktop.screens.appraisal.reading import Snapshot
from supervisor.desktop.screens.appraisal.wording import appeal_status, appeal_words
from supervisor.desktop.signing import SignSheet
from supervisor.desktop.widgets.basics import Card, button, clear, column, label, pill, row, scrolling
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.register import Register
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import money, points, signed_points
from supervisor.language import _


class AppealsView(Register):
    """The month's appeals; undecided ones first."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        theme = page.desk.theme
        table = DataTable(
            theme,
            [
                Column("number", _("Number"), lambda a: a.number, width=118),
                Column("person", _("Person"), lambda a: self._name(a.person), width=96, strong=True),
                Column("line", _("Against"), self._against, width=-1),
                Column(
                    "raised",
                    _("Raised"),
                    lambda a: f"{a.raised:%m-%d %H:%M}",
                    lambda a: a.raised,
                    width=104,
                    spare=True,
                ),
                Column("state", _("State"), appeal_words, _state_sort, status=appeal_status, width=116),
            ],
            name=_("Appeals"),
            empty=EmptyState(
                _("No appeal this month. Once the month is published, everybody can dispute lines of the own score.")
            ),
            sort_by="state",
        )
        table.chosen.connect(self._show)
        self.card = Card(_("Choose an appeal"))
        self.buttons = row(spacing=6)
        self.facts = column(spacing=8)
        self.effect = label("", wrap=True)  # what upholding the appeal on show would do to the score
        self.card.add(self.buttons)
        self.card.add(scrolling(column(self.facts, None)), 1)
        self.lay_out(table, self.card, _("Filter: number, person…"), 470)

    def put(self, snapshot: Snapshot, wanted: str) -> None:
        """Show the month's appeals; `wanted` is put under the cursor."""
        self.put_rows(snapshot.appeals, wanted)

    def ask_decide(self, one: Any) -> None:
        """Uphold or reject with the reason and a signature; the service refuses one's own."""
        from supervisor.appraisal import service

        desk = self._page.desk
        heading = _("Decide {number} of {name}").format(number=one.number, name=self._name(one.person))
        effect = self.effect.text() or _("nothing would change")
        follows = _("Upheld, the line no longer counts: {effect}. Either way the person reads your reason.").format(
            effect=effect
        )
        form = SignSheet(self, desk, heading, follows)
        form.choice("upheld", _("Decision"), [(True, _("upheld: the line no longer counts")), (False, _("rejected"))])
        form.lines("reason", _("Reason"))
        form.sign(
            _("Sign the decision"),
            lambda v: service.decide_appeal(
                desk.book, desk.actor, one.subject, upheld=v["upheld"], reason=v["reason"]
            ),
            said=_("Decided; the person reads the reason."),
        )  # fmt: skip

    def _show(self, one: Any) -> None:
        snapshot = self._page.snapshot
        clear(self.buttons)
        clear(self.facts)
        self.card.heading.setText(one.number if one is not None else _("Choose an appeal"))
        if one is None or snapshot is None:
            return
        undecided = one.upheld is None
        if undecided and (snapshot.may("decide_appeal") or snapshot.may("handle_manager_complaint")):
            self.buttons.addWidget(button(_("Decide"), lambda: self.ask_decide(one), "smallprimary"))
        line = self._line(one)
        if line is not None:
            name, title = self._name(one.person), str(line.rule_name)
            self.buttons.addWidget(
                button(_("Rule and event"), lambda: show_event(self._page, name, title, line), "small")
            )
        self.buttons.addStretch(1)
        self._fact(_("State"), pill(appeal_words(one), appeal_status(one)))
        self._put_beside(snapshot, one, line, undecided)
        for words, value in (
            (_("Person"), self._name(one.person)),
            (_("Against"), self._against(one)),
            (_("Points"), signed_points(line.points_c) if line is not None else ""),
            (_("What is said"), one.text),
            (_("Raised"), f"{one.raised:%m-%d %H:%M}"),
            (_("Decided by"), self._name(one.decided_by) if one.decided_by else ""),
            (_("Reason"), one.reason),
        ):
            if value:
                self._fact(words, label(value, wrap=True))
        if undecided and one.person == snapshot.actor:
            words = _("Your own appeal: somebody else decides it; the branch manager's is decided by head office.")
            self.facts.addWidget(label(words, "small", wrap=True))

    def _put_beside(self, snapshot: Snapshot, one: Any, line: Any, undecided: bool) -> None:
        """The evidence as it was recorded and, before it is decided, what upholding the appeal would do."""
        from supervisor.appraisal.behind.reading import read_behind

        self.effect = label("", wrap=True)
        evidence = label("", wrap=True)
        if undecided and snapshot.collected is not None:
            self._fact(_("Effect"), self.effect)
        if line is None:
            return
        self._fact(_("Evidence"), evidence)
        effect, desk, actor, month = self.effect, self._page.desk, snapshot.actor, snapshot.month
        collected, scored = snapshot.collected, snapshot.scored

        def reading(reader: Any) -> tuple[Any, str]:
            told = read_behind(reader, actor, month, one.person, line, scored.rulebook).told
            return told, effect_words(collected, scored, one) if undecided and collected is not None else ""

        def show(found: tuple[Any, str]) -> None:
            told, words = found
            evidence.setText("\n".join(f"{name} {value}" for name, value in told.facts))
            effect.setText(words)

        desk.load(evidence, reading, show)

    def _fact(self, name: str, value: QWidget) -> None:
        title = label(name, "small", wrap=True)
        title.setFixedWidth(self._page.desk.theme.px(84))
        line = row(title, value)
        line.setStretch(1, 0 if value.property("status") else 1)
        line.setAlignment(title, Qt.AlignmentFlag.AlignTop)
        if value.property("status"):
            line.addStretch(1)
        self.facts.addLayout(line)

    def _line(self, one: Any) -> Any:
        scored = self._page.snapshot.scored if self._page.snapshot else None
        own = scored.of(one.person) if scored is not None else None
        return next((each for each in own.lines if each.evidence == one.evidence), None) if own else None

    def _against(self, one: Any) -> str:
        line = self._line(one)
        words = self._page.snapshot.items.get(line.item, "") or str(line.rule_name) if line is not None else ""
        return f"{one.day:%m-%d} {words}".strip()

    def _name(self, person: str) -> str:
        return self._page.snapshot.names.get(person, "–") if self._page.snapshot else "–"


def ask_appeal(page: Any, line: Any, title: str) -> None:
    """Dispute a line of one's own published month."""
    from supervisor.appraisal import service

    desk, month = page.desk, page.snapshot.month
    form = FormSheet(page, desk, _("Appeal against: {title}").format(title=title))
    form.lines("text", _("What is wrong with it, and what shows it"))

    form.send(
        _("Appeal"),
        lambda v: service.appeal(desk.book, desk.actor, month=month, evidence=line.evidence, text=v["text"]),
        said=_("The appeal is raised; somebody else decides it."),
        done=page.show_new,
    )


def effect_words(collected: Any, scored: Any, one: Any) -> str:
    """What upholding an appeal would do to the person's score, rank and money."""
    from supervisor.appraisal.what_if.trying import Try, tried

    before = scored.of(one.person)
    after = tried(collected, Try(waived=frozenset({(one.evidence, one.person)}))).of(one.person)
    if before is None or after is None:
        return ""
    parts = []
    if before.total_points_c is not None and after.total_points_c is not None:
        if before.total_points_c != after.total_points_c:
            words = _("upheld, the score goes {before} → {after}")
            parts.append(words.format(before=points(before.total_points_c), after=points(after.total_points_c)))
        if before.rank != after.rank:
            parts.append(_("the rank {before} → {after}").format(before=before.rank or "–", after=after.rank or "–"))
    if before.money_cents != after.money_cents:
        words = _("money {before} → {after}")
        parts.append(words.format(before=money(before.money_cents), after=money(after.money_cents)))
    return " · ".join(parts) or _("nothing would change")


def _state_sort(one: Any) -> str:
    return f"{0 if one.upheld is None else 1} {one.raised.isoformat()}"

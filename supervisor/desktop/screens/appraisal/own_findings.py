"""What inspections found of whoever is logged in: what it costs him, whether it counts, and his appeal against it.

Everybody has this tab; who may read no other person's record has it for himself alone, and no other name stands in it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from supervisor.desktop.screens.inspections.photos import PhotoStrip
from supervisor.desktop.widgets.basics import Card, button, clear, column, label, pill, row, scrolling
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.key_bar import KeyBar
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.register import Register
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import money, points
from supervisor.language import _

DAYS, EVER = timedelta(days=183), timedelta(days=3660)
_STATUS = {"overdue": "bad", "due_soon": "warning", "open": "info", "done": "warning", "closed": "good"}
_APPEAL = {"open": "warning", "upheld": "good", "dismissed": "quiet"}


def read_own(reader: Any, actor: str, about: str) -> tuple[Any, ...]:
    """On the pool: what was found of the actor in half a year, however old it is where one finding is asked for."""
    from supervisor.access import Right, allowed
    from supervisor.inspection.own import own_findings

    if not allowed(reader, actor, Right.READ_OWN):
        return ()
    found = own_findings(reader, actor, reader.today - DAYS, reader.today)
    if about.startswith("finding:") and about not in {f.subject for f in found}:
        found = own_findings(reader, actor, reader.today - EVER, reader.today)
    return tuple(found)


class OwnFindingsView(Register):
    """One row a finding, the newest first; A appeals."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        theme = page.desk.theme
        table = DataTable(
            theme,
            [
                Column("day", _("Day"), lambda f: f.day.isoformat(), lambda f: f.at, width=96),
                Column("what", _("What was found"), lambda f: f.what, width=-1, strong=True),
                Column("place", _("Place"), lambda f: f.place or "–", width=88, spare=True),
                Column("points", _("Costs"), _points, lambda f: f.points_c, True, width=64),
                Column("counts", _("Counting"), _counts, status=_counts_status, width=148),
                Column("appeal", _("Appeal"), _appeal, status=lambda f: _APPEAL.get(f.appeal_state, ""), width=96),
            ],
            name=_("My findings"),
            empty=EmptyState(_("Inspections found nothing of you in the last half year.")),
            sort_by="day",
            descending=True,
        )
        table.chosen.connect(self._show)
        table.opened.connect(lambda _finding: self.ask_appeal())
        self.card = Card(_("Choose a finding"))
        self.marks = row(spacing=6)
        self.facts = column(spacing=8)
        self.photos = PhotoStrip(page.desk)
        self.keys = KeyBar()
        area = scrolling(column(self.facts, self.photos, None))
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that it scrolls by the arrow keys
        area.setAccessibleName(_("The chosen finding"))
        self.card.add(self.marks)
        self.card.add(area, 1)
        self.card.add(self.keys)
        self.chosen: Any = None
        self.lay_out(table, self.card, _("Filter: day, words, place…"), 440)
        key = QShortcut(QKeySequence("A"), table.view)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self.ask_appeal)

    def put(self, snapshot: Any, wanted: str) -> None:
        """Show the findings; `wanted` is put under the cursor."""
        self.put_rows(snapshot.own, wanted)

    def ask_appeal(self) -> None:
        """Object to the chosen finding; where that cannot be, say why."""
        from supervisor.inspection import review

        found, desk = self.chosen, self._page.desk
        if found is None:
            return
        if found.no_appeal:
            desk.say("info", found.no_appeal)
            return
        form = FormSheet(self._page, desk, _("Appeal against: {title}").format(title=found.what))
        words = _("The branch manager decides it and reads what you write; you read the decision here.")
        form.body.addWidget(label(words, "small", wrap=True))
        form.lines("text", _("What is wrong with it, and what shows it"))
        form.send(
            _("Appeal"), lambda v: review.appeal_finding(desk.book, desk.actor, found.subject, text=v["text"]),
            said=_("The appeal is raised; somebody else decides it."),
        )  # fmt: skip

    def _show(self, one: Any) -> None:
        found = self.chosen = one
        clear(self.marks)
        clear(self.facts)
        self.card.heading.setText(found.what if found is not None else _("Choose a finding"))
        self.card.heading.setWordWrap(True)
        self.photos.put([(digest, "") for digest in found.photos] if found is not None else [], False)
        if found is None:
            self.keys.put(())
            return
        if not found.no_appeal:
            self.marks.addWidget(button(_("Appeal"), self.ask_appeal, "smallprimary", tip="A"))
        self.marks.addWidget(pill(_counts(found), _counts_status(found)))
        self.marks.addStretch(1)
        self._put_facts(found)
        self._put_appeal(found)
        self.keys.put((("A ↵", _("Appeal")),) if not found.no_appeal else ())

    def _put_facts(self, found: Any) -> None:
        from supervisor.inspection.words import SEVERITIES, SOURCES

        others = _("you and {n} others").format(n=found.others) if found.others else _("you alone")
        for name, value in (
            (_("Inspection"), f"{found.checklist} · {found.number}"),
            (
                _("When and how"),
                " · ".join(str(x) for x in (found.day, found.place, SOURCES.get(found.source, "")) if x),
            ),
            (_("Clause"), " · ".join(str(x) for x in (found.clause, SEVERITIES.get(found.severity, "")) if x)),
            (_("Whom it concerns"), others),
            (_("Cases"), str(found.cases) if found.cases > 1 else ""),
            (_("Costs you"), points(-found.points_c) if found.points_c else _("no points")),
            (_("Fine"), money(found.fine_cents) if found.fine_cents else ""),
            (_("Worked out"), found.why),
            (_("Put right"), _("on the spot") if found.mended else ""),
            (_("Remark"), found.note),
        ):
            if value:
                self._fact(name, label(value, wrap=True))
        if found.action is not None:
            from supervisor.actions.words import STANDINGS

            action, desk = found.action, self._page.desk
            link = button(
                action.number, lambda: desk.go("actions", action.subject), "link", name=_("Open the corrective action")
            )
            due = label(_("due {day}").format(day=action.due), "small")
            self._fact(
                _("To be mended"),
                link,
                pill(str(STANDINGS[action.standing]), _STATUS.get(action.standing, "quiet")),
                due,
            )

    def _put_appeal(self, found: Any) -> None:
        if found.appeal_state:
            self._fact(_("Appeal"), pill(_appeal(found), _APPEAL[found.appeal_state]))
            said = _("Somebody else whom it concerns has appealed.") if found.by_other else found.appeal
            for name, value in ((_("What is said"), said), (_("Reason"), found.appeal_reason)):
                if value:
                    self._fact(name, label(value, wrap=True))
        elif found.waived_reason:
            self._fact(_("Waived"), label(found.waived_reason, wrap=True))
        if found.no_appeal and found.appeal_state in ("", "open"):
            self.facts.addWidget(label(found.no_appeal, "small", wrap=True))

    def _fact(self, name: str, *values: QWidget) -> None:
        title = label(name, "small", wrap=True)
        title.setFixedWidth(self._page.desk.theme.px(84))
        line = row(title, *values)
        if len(values) == 1 and not values[0].property("status") and not values[0].property("kind"):
            line.setStretch(1, 1)
        else:
            line.addStretch(1)
        self.facts.addLayout(line)


def _points(found: Any) -> str:
    return points(-found.points_c) if found.points_c else "–"


def _counts(found: Any) -> str:
    from supervisor.inspection.own import counts_words

    return counts_words(found)


def _counts_status(found: Any) -> str:
    if found.appeal_state == "upheld" or found.waived_reason:
        return "good"
    return "warning" if found.points_c or found.fine_cents else "quiet"


def _appeal(found: Any) -> str:
    from supervisor.inspection.words import APPEALS

    return str(APPEALS[found.appeal_state]) if found.appeal_state else "–"

"""Where the month stands with head office: due when, what is missing, handed over when and to whom."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.reports.reading import Snapshot
from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, label, pill, row, set_pill
from supervisor.desktop.widgets.due_day import ask_due_day
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.wording import short_day
from supervisor.language import Words, _

STATUS = {"done": "good", "late": "bad", "today": "warning", "soon": "warning", "open": "warning"}


class StandingCard(Card):
    """Buttons stand only where they do something: marking needs a workbook, taking back a mark, the day a right."""

    def __init__(self, page: Any) -> None:
        super().__init__(str(Words("报送总行", "Handing over to head office")))
        self._page = page
        self.state = pill("", "quiet", sign=False)
        self.due = label("", wrap=True)
        self.add(row(self.state, None))
        self.add(self.due)
        self.what = column(spacing=0)
        self.add(self.what)
        self.body.addStretch(1)
        self.mark = button(_("Mark as handed over…"), lambda: ask_sent(page, page.snapshot.standing.written))
        self.back = button(_("Take the mark back"), lambda: ask_back(page, page.snapshot.standing.sent))
        self.rule = button(_("Due day…"), lambda: ask_due_day(page, page.desk, page.snapshot.rule))
        self.add(row(self.mark, self.back, None, self.rule, spacing=8))

    def put(self, snapshot: Snapshot) -> None:
        """Show the chosen month."""
        from supervisor.reporting.words import rule_words, standing_words

        at = snapshot.standing
        set_pill(self.state, standing_words(at), STATUS.get(at.state, "quiet"), sign=at.state in STATUS)
        day = _("no day set") if at.due is None else _("due {day}").format(day=short_day(at.due))
        self.due.setText(f"{day} · {rule_words(snapshot.rule)}" if at.due is not None else rule_words(snapshot.rule))
        clear(self.what)
        lines = _lines(snapshot)
        for number, (words, screen) in enumerate(lines, 1):
            frame = RowFrame(last=number == len(lines), side=0)
            frame.line.addWidget(label(words, wrap=True), 1)
            if screen:
                go = button(_("Go there"), lambda s=screen: self._page.desk.go(s), "small")
                go.setAccessibleName(f"{words} {_('Go there')}")
                frame.line.addWidget(go)
            self.what.addWidget(frame)
        may = snapshot.may_export
        self.mark.setVisible(may and at.written is not None and at.sent is None)
        self.back.setVisible(may and at.sent is not None)
        self.rule.setVisible(snapshot.may_set)


def _lines(snapshot: Snapshot) -> list[tuple[str, str]]:
    """What is to be done, or what was, each with the screen where it is done."""
    at = snapshot.standing
    found = [(one.what, one.screen) for one in snapshot.missing] if at.sent is None else []
    if at.written is None:
        found += [(_("No workbook of the month was written yet."), "")] if at.state not in ("before", "running") else []
        return found
    newest = at.written
    by = snapshot.names.get(newest.by, newest.by)
    found.append((_("Written {when}: {file} ({who})").format(when=f"{newest.at:%m-%d}", file=newest.file, who=by), ""))
    if at.sent is not None:
        to = at.sent.sent_to or str(Words("总行", "head office"))
        found.append(
            (_("Handed over {day} to {whom}: {file}").format(day=at.sent.sent, whom=to, file=at.sent.file), "")
        )
        if newest.subject != at.sent.subject:
            found.append((_("A newer workbook was written after the one that was handed over."), ""))
    return found


def ask_sent(page: Any, one: Any) -> None:
    """Ask when and to whom a workbook was handed over, and mark it; Ctrl+Z takes the mark back."""
    from supervisor.reporting.service import mark_sent, withdraw_sent

    desk = page.desk
    form = FieldForm(page, desk, _("Mark as handed over"), width=460)
    form.note(one.file)
    form.day("day", _("Handed over on"), page.snapshot.today)
    form.text("to", _("To whom (may stay empty)"))
    form.send(
        _("Mark as handed over"),
        lambda given: mark_sent(desk.book, desk.actor, one.subject, **given),
        said=_("Marked as handed over"),
        undo=lambda new: (
            Undo(_("marked as handed over"), lambda: withdraw_sent(desk.book, desk.actor, one.subject)) if new else None
        ),
    )


def ask_back(page: Any, one: Any) -> None:
    """Take back that a workbook was handed over; Ctrl+Z marks it again."""
    from supervisor.reporting.service import mark_sent, withdraw_sent

    desk = page.desk
    desk.command(
        page, lambda: withdraw_sent(desk.book, desk.actor, one.subject),
        said=_("No longer marked as handed over"),
        undo=lambda _done: Undo(
            _("mark taken back"), lambda: mark_sent(desk.book, desk.actor, one.subject, day=one.sent, to=one.sent_to)
        ),
    )  # fmt: skip

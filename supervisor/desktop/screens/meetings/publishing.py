"""Publishing the week: first the list of what the people will learn (new, moved, not held), then the notice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.meetings.papers import show_notice
from supervisor.desktop.screens.meetings.saying import card_title, when_words
from supervisor.desktop.widgets.basics import RowFrame, column, label, pill, scrolling
from supervisor.desktop.wording import listed
from supervisor.language import _

ROWS_SHOWN = 9


def change_words(held: Any, names: Any, *, anew: bool = False) -> tuple[str, str, str]:
    """What the people learn of a sitting: the kind of change, its status, and the change itself; `anew` where its time
    was given up and another is still to be found."""
    plan, before = held.plan, held.announced
    now = when_words(plan.day, plan.start_minute, plan.end_minute)
    if held.state in ("cancelled", "freed"):
        old = before or plan
        told = when_words(old.day, old.start_minute, old.end_minute)
        if anew:
            return _("to be planned anew"), "warning", told
        return _("not held"), "bad", told
    if held.off:
        return _("held after all"), "good", now
    if before is None:
        return _("new"), "good", now
    changes: list[str] = []
    if (before.day, before.start_minute, before.end_minute) != (plan.day, plan.start_minute, plan.end_minute):
        changes.append(f"{when_words(before.day, before.start_minute, before.end_minute)} → {now}")
    if before.room != plan.room:
        changes.append(_("room: {old} → {new}").format(old=before.room or "–", new=plan.room or "–"))
    for words, more, fewer in ((_("also: {names}"), plan, before), (_("no longer: {names}"), before, plan)):
        who = [names.get(p, p) for p in more.people if p not in fewer.people]
        if who:
            changes.append(words.format(names=listed(who)))
    return _("changed"), "warning", " · ".join(changes) or now


class PublishSheet(Sheet):
    """The changes, one a line, and the verb."""

    def __init__(self, page: Any) -> None:
        super().__init__(page.window(), _("Publish this week's meetings?"))
        self._page = page
        theme, snapshot = page.desk.theme, page.snapshot
        self.setMinimumWidth(theme.px(600))
        lines = column(spacing=0)
        for number, held in enumerate(snapshot.untold, 1):
            kind, status, words = change_words(held, snapshot.names, anew=(held.meeting, held.sitting) in snapshot.anew)
            frame = RowFrame(pill(kind, status), side=0, last=number == len(snapshot.untold))
            about = column(label(card_title(held), "strong", wrap=True), label(words, "small", wrap=True), spacing=0)
            frame.line.addLayout(about, 1)
            lines.addWidget(frame)
        lines.addStretch(1)
        area = scrolling(lines)
        area.setMinimumHeight(min(len(snapshot.untold), ROWS_SHOWN) * theme.px(54))
        self.body.addWidget(area)
        words = _("Everybody planned learns this. The planner leaves an announced meeting where it is until "
                  "you move it.")  # fmt: skip
        self.body.addWidget(label(words, "small", wrap=True))
        self.verb = self.add_buttons(_("Publish"), self.publish)

    def publish(self) -> None:
        """Announce the week and offer the notice."""
        page, desk, first = self._page, self._page.desk, self._page.monday

        def work() -> Any:
            from supervisor.meetings import service

            return service.publish(desk.book, desk.actor, first, first + timedelta(days=6))

        self.accept()
        desk.command(page, work, said=_("The week is published."), done=lambda _count: show_notice(page))


def ask_publish(page: Any) -> PublishSheet | None:
    """Open the list of changes; nothing happens where there are none."""
    if not page.snapshot.untold:
        page.desk.say("info", _("Everything of this week is announced."))
        return None
    sheet = PublishSheet(page)
    sheet.open()
    return sheet

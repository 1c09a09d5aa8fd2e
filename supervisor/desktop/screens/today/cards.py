"""The cards of Today: posts and gaps, meetings of the day, what is owed and how yesterday was."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.today.doors import doors_words, next_opening_words
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, label, pill, row, scrolling
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.widgets.worded import brief, plain_tip, worded
from supervisor.desktop.wording import clock, listed, number, points, share, span
from supervisor.language import _

SHORT = 12  # characters of a detail that stands beside its time
_STATUS = {"late": "bad", "today": "bad", "soon": "warning", "open": "info"}


class PostsCard(Card):
    """Who is on which post, and where one is missing or will be."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(_("Posts"))
        self._theme = theme
        self.lines = column(spacing=0)
        self.add(scrolling(self.lines), 1)

    def put(self, today: Any) -> None:
        """Show the posts at this minute."""
        clear(self.lines)
        self.note.setText(_("as of {time}").format(time=clock(today.now_minute)))
        if today.duty:
            names_ = listed([f"{area} {who}" for area, who in today.duty if who])
            self.lines.addWidget(label(_("Duty today: {names}").format(names=names_), "small", wrap=True))
        if today.doors in ("over", "closed"):
            self.lines.addWidget(label(doors_words(today), "strong"))
            self.lines.addWidget(label(next_opening_words(today), "muted", wrap=True))
            self.lines.addStretch(1)
            return
        if today.doors == "before":  # what follows is the plan: nobody stands anywhere yet
            self.note.setText(_("as planned for opening"))
            self.lines.addWidget(label(f"{doors_words(today)} · {next_opening_words(today)}", "small", wrap=True))
        if not today.planned:
            self.lines.addWidget(
                label(_("Nobody has planned this day. Import or plan the roster first."), "muted", wrap=True)
            )
        if today.gaps:
            self.lines.addWidget(label(_("Gaps until closing"), "small"))
            for gap in today.gaps:
                self.lines.addWidget(self._gap(gap))
            self.lines.addSpacing(6)
            self.lines.addWidget(label(_("All posts"), "small"))
        shown = [p for p in today.posts if p.stations and (p.min_cover or p.persons)]
        for number_, post in enumerate(shown):
            frame = RowFrame(last=number_ == len(shown) - 1, side=0)
            name = label(post.name)
            name.setToolTip(plain_tip(listed(post.names)))
            frame.line.addWidget(name, 1)
            count = label(f"{len(post.persons)} / {max(post.min_cover, len(post.persons))}")
            count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            frame.line.addWidget(count)
            words, status = self._state(post, doors=today.doors)
            mark = pill(words, status)
            mark.setMinimumWidth(self._theme.px(30))
            holder = row(mark, None)
            frame.line.addLayout(holder, 1)
            frame.setToolTip(plain_tip(listed(post.names)))
            self.lines.addWidget(frame)
        self.lines.addStretch(1)

    def _gap(self, gap: Any) -> RowFrame:
        when = span(gap.start_minute, gap.end_minute)
        if gap.persons:
            words, status = _("{n} missing").format(n=gap.missing), "warning"
        else:
            words, status = _("nobody"), "bad" if gap.min_cover else "warning"
        mark = pill(words, status)
        mark.setMinimumWidth(self._theme.px(30))
        frame = RowFrame(side=0)
        frame.line.addWidget(label(gap.name), 1)
        frame.line.addWidget(label(when, "strong"))
        frame.line.addLayout(row(mark, None), 1)
        frame.setAccessibleName(f"{gap.name} {when} {words}")
        return frame

    @staticmethod
    def _state(post: Any, *, doors: str) -> tuple[str, str]:
        if post.missing > 0 and doors == "before":
            return _("{n} missing").format(n=post.missing), "bad"
        if post.missing > 0:
            return _("{n} missing now").format(n=post.missing), "bad"
        if post.short_from_minute is not None:
            return _("short from {time}").format(time=clock(post.short_from_minute)), "warning"
        if not post.persons and not post.min_cover:
            return _("nobody"), "quiet"
        return _("covered"), "good"


class MeetingsCard(Card):
    """Meetings of the day with what they cost customers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Meetings today"))
        self._desk = desk
        self.lines = column(spacing=0)
        self.add(scrolling(self.lines), 1)

    def put(self, today: Any) -> None:
        """Show the day's meetings and the way to the rest."""
        clear(self.lines)
        for number_, meeting in enumerate(today.meetings):
            frame = RowFrame(last=number_ == len(today.meetings) - 1, side=0)
            cost = (
                _("not priced") if meeting.price_minutes is None
                else _("costs customers {n} min of waiting").format(n=round(meeting.price_minutes))
            )  # fmt: skip
            about = f"{_('{n} people').format(n=meeting.people)} · {cost}"
            frame.line.addLayout(
                column(label(meeting.title, wrap=True), label(about, "small", wrap=True), spacing=0), 1
            )
            frame.line.addWidget(pill(span(meeting.start_minute, meeting.end_minute), "accent", sign=False))
            self.lines.addWidget(frame)
        if not today.meetings:
            self.lines.addWidget(label(_("No meeting is placed today."), "muted", wrap=True))
        if today.unplaced_meetings:
            words = _("{n} requested meetings have no time yet.").format(n=today.unplaced_meetings)
            self.lines.addWidget(label(words, wrap=True))
        place = button(_("Place meetings off the peaks"), lambda: self._desk.go("meetings"), "small")
        self.lines.addSpacing(8)
        self.lines.addWidget(place)
        self.lines.addStretch(1)


class TodoCard(Card):
    """What is owed, the most pressing first; beneath it how the last open day was."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("To do"))
        self._desk = desk
        self.lines = column(spacing=0)
        self.add(scrolling(self.lines), 1)
        self.before = label("", "heading")
        self.about = label("", wrap=True)
        self.add(self.before)
        self.add(self.about)

    def put(self, today: Any) -> None:
        """Show what is owed and yesterday."""
        clear(self.lines)
        for number_, todo in enumerate(today.todo):
            frame = RowFrame(last=number_ == len(today.todo) - 1, side=0)
            texts = column(label(worded(brief(todo.title)), wrap=True), spacing=1)
            when = pill(todo.when, _STATUS.get(todo.state, "info"))
            if len(todo.detail) <= SHORT:  # beside the time where there is room, else under it
                texts.addLayout(flow(when, label(brief(todo.detail), "small"), spacing=6))
            else:
                texts.addLayout(row(when, None))
                texts.addWidget(label(worded(brief(todo.detail)), "small", wrap=True))
            frame.line.addLayout(texts, 1)
            go = button(
                _("Open"), lambda t=todo: self._desk.go(t.where, _about(t)), "small",
                name=_("Open {what}").format(what=brief(todo.title)),
            )  # fmt: skip
            go.setAutoDefault(True)  # Enter presses it, as it opens a line of a table
            frame.line.addWidget(go)
            self.lines.addWidget(frame)
        if not today.todo:
            self.lines.addWidget(label(_("Nothing is owed to anybody today."), "muted", wrap=True))
        self.lines.addStretch(1)
        urgent = sum(1 for t in today.todo if t.state in ("late", "today"))
        self.note.setText(_("{all} items, {urgent} urgent").format(all=len(today.todo), urgent=urgent))
        self._put_yesterday(today.yesterday)

    def _put_yesterday(self, day: Any) -> None:
        self.before.setVisible(day is not None)
        self.about.setVisible(day is not None)
        if day is None:
            return
        self.before.setText(_("Last open day {day}").format(day=f"{day.day:%m-%d}"))
        parts = [_("{n} inspections").format(n=day.inspections)]
        if day.average_percent_c is not None:
            parts.append(_("average {score}").format(score=points(day.average_percent_c)))
        parts += [_("{n} findings").format(n=day.findings), _("{n} complaints").format(n=day.complaints),
                  _("{n} praises").format(n=day.praise)]  # fmt: skip
        if day.customers is not None:
            parts.append(_("{n} customers").format(n=day.customers))
        else:
            parts.append(_("no tickets of that day yet"))
        if day.within_target is not None:
            parts.append(_("{share} within the target").format(share=share(day.within_target)))
        if day.longest_wait_minutes is not None and day.longest_wait_minute is not None:
            longest = _("longest wait {n} min at {time}")
            parts.append(longest.format(n=number(day.longest_wait_minutes), time=clock(day.longest_wait_minute)))
        self.about.setText(" · ".join(parts))


def _about(todo: Any) -> Any:
    """What a screen is opened about: of meetings that cannot stand as they are the week they are in."""
    if todo.kind in ("meeting_clash", "meeting_lost") and todo.due is not None:
        return todo.due.date()
    return todo.subject or None

"""Beside the calendar: the chosen sitting with its price, people and covers; and requests that have no time yet."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.screens.meetings.forms import ask_cancel, ask_move
from supervisor.desktop.screens.meetings.holding import ask_over, ask_release, ask_start
from supervisor.desktop.screens.meetings.reading import Snapshot
from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, label, pill, row, scrolling
from supervisor.desktop.wording import clock, column_day, listed, number, span
from supervisor.language import _


def state_words(state: str) -> str:
    """How far a sitting is."""
    words = {"placed": _("not published"), "published": _("published"), "running": _("running"), "ended": _("over"),
             "cancelled": _("cancelled"), "requested": _("requested")}  # fmt: skip
    return words.get(state, state)


def reason_words(held: Any, answer: Any) -> list[str]:
    """Why a sitting stands where it stands, in one or two sentences; a start chosen by hand says so."""
    if answer is None:
        return []
    plan = held.plan
    chosen = next((s for s in answer.sittings if s.day == plan.day and s.batch == plan.batch), None)
    if chosen is None or (chosen.start_minute, chosen.day) != (plan.start_minute, plan.day):
        return [_("Moved here by hand; the planner had chosen another start.")]
    if answer.all_peak:
        words = _("Why then: of {n} starts tried none was off the peaks; this one costs customers least.")
    else:
        words = _("Why then: of {n} starts tried customers wait least here, no rule is broken and no peak is met.")
    found = [words.format(n=answer.starts_tried)]
    if answer.alternatives:
        other = answer.alternatives[0]
        words = _("Next best: {day} {time}, +{n} min ({more} more).")
        more = max(0, round(other.price_minutes) - round(chosen.price_minutes))
        found.append(words.format(
            day=column_day(other.day), time=clock(other.start_minute), n=round(other.price_minutes), more=more
        ))  # fmt: skip
    else:
        found.append(_("No other start was allowed."))
    return found


class SideCards(QWidget):
    """Two cards; alternatives are priced in the background when a sitting is chosen."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page = page
        self._asked = 0
        self._explained = 0
        self.why = column(spacing=2)
        self.sitting = Card(_("No meeting chosen"))
        self.facts = column(spacing=6)
        self.others = column(spacing=0)
        self.sitting.add(scrolling(column(self.facts, self.why, self.others, None)), 1)
        self.waiting = Card(_("Requests without a time"))
        self.lines = column(spacing=0)
        self.waiting.add(scrolling(self.lines), 1)
        layout = column(spacing=16)
        layout.addWidget(self.sitting, 3)
        layout.addWidget(self.waiting, 2)
        self.setLayout(layout)

    def put(self, snapshot: Snapshot, held: Any) -> None:
        """Show a sitting (or none) and the requests that wait."""
        clear(self.facts)
        clear(self.others)
        clear(self.why)
        self.sitting.heading.setWordWrap(True)
        if held is None:
            self.sitting.heading.setText(_("No meeting chosen"))
            words = _("Choose a meeting in the calendar, or request one. Planning puts it where customers wait least.")
            self.facts.addWidget(label(words, "muted", wrap=True))
        else:
            self._put_sitting(snapshot, held)
        clear(self.lines)
        for meeting in snapshot.waiting:
            frame = RowFrame(side=0)
            wish = meeting.wish
            about = f"{_('{n} min').format(n=wish.minutes)} · {wish.first_day:%m-%d} – {wish.last_day:%m-%d}"
            frame.line.addLayout(column(label(meeting.title, wrap=True), label(about, "small"), spacing=0), 1)
            frame.line.addWidget(button(_("Find it a time"), lambda m=meeting: self._place(m.subject), "small",
                                        name=_("Place {what}").format(what=meeting.title)))  # fmt: skip
            self.lines.addWidget(frame)
        if not snapshot.waiting:
            self.lines.addWidget(label(_("Every request of this week has its time."), "muted", wrap=True))
        self.lines.addStretch(1)

    def _put_sitting(self, snapshot: Snapshot, held: Any) -> None:
        plan = held.plan
        self.sitting.heading.setText(held.title)
        status = "good" if held.state in ("published", "ended") else "warning" if held.state == "placed" else "info"
        when = f"{column_day(plan.day)} {span(plan.start_minute, plan.end_minute)}"
        self.facts.addLayout(row(label(when, "strong"), pill(state_words(held.state), status), None))
        price = _("Customers wait {n} min longer in all ({low}–{high})").format(
            n=round(plan.price_minutes), low=round(plan.low_minutes), high=round(plan.high_minutes)
        )
        self.facts.addWidget(label(price, wrap=True))
        if plan.at_peak:
            self.facts.addLayout(row(pill(_("at a peak: no start off the peaks was free"), "bad"), None))
        who = [snapshot.names.get(p, p) for p in plan.people]
        self.facts.addWidget(label(_("{n} people: {names}").format(n=len(who), names=listed(who)), "small", wrap=True))
        for cover in plan.covers:
            words = _("{who} covers {post}").format(
                who=snapshot.names.get(cover.person, ""), post=snapshot.names.get(cover.to_post, "")
            )
            self.facts.addWidget(label("⇄ " + words, "small", wrap=True))
        if plan.overtime_minutes:
            self.facts.addWidget(label(_("{n} min of overtime").format(n=plan.overtime_minutes), "small"))
        self._put_course(snapshot, held)
        self._explain(held)
        if held.state == "placed":
            self.facts.addLayout(
                row(
                    button(_("Move"), lambda: ask_move(self._page, held, plan.day, plan.start_minute), "small"),
                    button(_("Cancel the meeting"), lambda: ask_cancel(self._page, held), "small"), None,
                )
            )  # fmt: skip
            self._price_others(snapshot, held)

    def _put_course(self, snapshot: Snapshot, held: Any) -> None:
        """Attendance and minutes: who came, who was sent to the floor, what was settled; and the next step."""
        if held.started_minute is not None:
            came = _("{came} of {n} came").format(came=len(held.attending), n=len(held.plan.people))
            ran = span(held.started_minute, held.ended_minute) if held.ended_minute is not None else _("since {time}")
            self.facts.addWidget(label(f"{came} · {ran.format(time=clock(held.started_minute))}"))
            absent = [snapshot.names.get(p, p) for p in held.plan.people if p not in held.attending]
            if absent:
                self.facts.addWidget(label(_("Did not come: {names}").format(names=listed(absent)), "small", wrap=True))
        for gone in held.released:
            words = _("{time} {who} to the floor")
            who = snapshot.names.get(gone.person, "")
            self.facts.addWidget(label(words.format(time=clock(gone.minute), who=who), "small"))
        if held.minutes_text:
            self.facts.addWidget(label(_("What was settled"), "strong"))
            self.facts.addWidget(label(held.minutes_text, wrap=True))
        line = row()
        if held.state in ("placed", "published") and held.plan.day <= snapshot.today:
            line.addWidget(button(_("Begin: who came"), lambda: ask_start(self._page, held), "small"))
        if held.state == "running":
            line.addWidget(button(_("End, minutes"), lambda: ask_over(self._page, held), "smallprimary"))
            line.addWidget(button(_("Send to the floor"), lambda: ask_release(self._page, held), "small"))
        if line.count():
            line.addStretch(1)
            self.facts.addLayout(line)

    def _explain(self, held: Any) -> None:
        """Why this start and what the next best would have cost, as the planner answered when it placed it."""
        clear(self.why)
        self._explained += 1
        asked = self._explained

        def reading(reader: Any) -> Any:
            from supervisor.meetings.reasons import answer_of

            return answer_of(reader, held.meeting, held.plan.day)

        def show(answer: Any) -> None:
            if asked == self._explained:
                for words in reason_words(held, answer):
                    self.why.addWidget(label(words, "small", wrap=True))

        self._page.desk.load(self, reading, show, lambda _notice: None)

    def _price_others(self, snapshot: Snapshot, held: Any) -> None:
        """Ask the planner for the next-best starts of this meeting."""
        meeting = snapshot.meetings.get(held.meeting)
        if meeting is None:
            return
        self._asked += 1
        asked = self._asked

        def reading(reader: Any) -> Any:
            from supervisor.meetings.service import quote

            return quote(reader, meeting.wish)

        def show(answer: Any) -> None:
            if asked == self._asked:
                self._put_others(snapshot, held, answer)

        self._page.desk.load(self, reading, show, lambda _notice: None)

    def _put_others(self, snapshot: Snapshot, held: Any, answer: Any) -> None:
        clear(self.others)
        if answer.alternatives:
            self.others.addWidget(label(_("Other starts, the cheapest first"), "strong"))
        for other in answer.alternatives[:5]:
            frame = RowFrame(side=0)
            frame.line.addWidget(label(f"{column_day(other.day)} {clock(other.start_minute)}"), 1)
            frame.line.addWidget(label(_("+{n} min").format(n=number(other.price_minutes, 0)), "small"))
            frame.line.addWidget(
                button(
                    _("Put it here"), lambda o=other: ask_move(self._page, held, o.day, o.start_minute), "small",
                    name=_("Put it on {day} {time}").format(day=other.day, time=clock(other.start_minute)),
                )
            )  # fmt: skip
            self.others.addWidget(frame)
        if answer.saved_minutes and answer.split:
            words = _("Two batches save customers {n} min of waiting.").format(n=round(answer.saved_minutes))
            self.others.addWidget(label(words, "small", wrap=True))
        if answer.wished is not None and answer.wished.blocks:
            from supervisor.meetings.words import block_text

            self.others.addWidget(label(_("Why not {time}").format(time=clock(answer.wished.start_minute)), "strong"))
            for block in answer.wished.blocks[:4]:
                self.others.addWidget(label("▲ " + block_text(block, snapshot.names), "small", wrap=True))

    def _place(self, subject: str) -> None:
        from supervisor.meetings import service
        from supervisor.meetings.words import block_text

        desk, page = self._page.desk, self._page

        def done(answer: Any) -> None:
            if answer.sittings:
                page.show_day(answer.sittings[0].day)
                desk.say("good", _("Placed where customers wait least."))
            else:
                reasons = listed([block_text(b, page.snapshot.names) for b in answer.blocks[:3]])
                desk.say("warning", _("No start fits."), reasons)

        desk.command(self, lambda: service.place(desk.book, desk.actor, subject), done=done)

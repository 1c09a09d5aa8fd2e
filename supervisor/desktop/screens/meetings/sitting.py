"""The chosen sitting: when, how far, what it costs customers and why, who comes, who covers, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from supervisor.desktop.screens.meetings import holding, minutes, steps
from supervisor.desktop.screens.meetings.attendance import mark_names, mark_of, with_times
from supervisor.desktop.screens.meetings.papers import ask_problem
from supervisor.desktop.screens.meetings.reading import Snapshot
from supervisor.desktop.screens.meetings.saying import (
    card_title,
    minutes_words,
    movable,
    start_words,
    state_of,
    state_status,
    state_words,
    when_words,
)
from supervisor.desktop.widgets.basics import Card, box, button, clear, column, label, pill, row
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.wording import clock, listed, span
from supervisor.language import _
from supervisor.meetings.repeat_words import repeat_words
from supervisor.meetings.words import missed_text


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
    others = [one for one in answer.alternatives if one.batch == (chosen.batch if answer.split else 0)]
    if others:
        other = others[0]
        words = _("Next best: {start}, +{n} customer-min ({more} more).")
        more = max(0.0, other.price_minutes - chosen.price_minutes)
        found.append(words.format(
            start=start_words(other.day, other.start_minute), n=minutes_words(other.price_minutes),
            more=minutes_words(more),
        ))  # fmt: skip
    else:
        found.append(_("No other start was allowed."))
    return found


class SittingCard(Card):
    """One sitting, or what to do where none is chosen."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("No meeting chosen"))
        self._page = page
        self._explained = 0
        self.heading.setWordWrap(True)
        self.facts = column(spacing=6)
        self.why = column(spacing=2)
        self.doing = column(spacing=6)
        self.add(column(self.facts, self.why, self.doing, spacing=8))

    def put(self, snapshot: Snapshot, held: Any) -> None:
        """Show a sitting, or none."""
        for part in (self.facts, self.why, self.doing):
            clear(part)
        if held is None:
            self.heading.setText(_("No meeting chosen"))
            if snapshot.sittings:
                words = _(
                    "Choose a meeting in the calendar, or request one. Planning puts it where customers wait least."
                )
            else:
                words = _("This week has no meeting yet. Ctrl+N requests one, with its price while you write it; "
                          "“Plan the week” places what has been requested.")  # fmt: skip
            self.facts.addWidget(label(words, "muted", wrap=True))
            return
        plan = held.plan
        minutes = plan.end_minute - plan.start_minute
        words = _("{title} · {n} people · {minutes} min")
        self.heading.setText(words.format(title=card_title(held), n=len(plan.people), minutes=minutes))
        state = state_of(held)
        when = when_words(plan.day, plan.start_minute, plan.end_minute)
        self.facts.addWidget(box(flow(label(when, "strong"), pill(state_words(state), state_status(state)))))
        if held.locked and held.state in ("placed", "published"):
            told = held.state == "published" and held.told
            words = _("its people know it") if told else _("its people do not know it yet: publish the week")
            self.facts.addWidget(label(words, "small", wrap=True))
        if held.state in ("placed", "published") and held.plan.day < snapshot.today:
            words = _("Its day is over and nobody entered that it was held: enter it, or cancel it.")
            self.facts.addWidget(label("◆ " + words, "small", wrap=True))
        if held.state == "published" and not held.told and not held.locked:
            words = _("Changed since it was announced: publish the week to tell the people.")
            self.facts.addWidget(label("◆ " + words, "small", wrap=True))
        price = _("Customers wait {n} customer-minutes longer in all ({low}–{high})").format(
            n=minutes_words(plan.price_minutes), low=minutes_words(plan.low_minutes),
            high=minutes_words(plan.high_minutes),
        )  # fmt: skip
        self.facts.addWidget(label(price, wrap=True))
        if plan.at_peak:
            self.facts.addLayout(row(pill(_("at a peak: no start off the peaks was free"), "bad"), None))
        self._people(snapshot, held)
        self._course(snapshot, held)
        self._explain(held)
        self._verbs(snapshot, held)

    def _people(self, snapshot: Snapshot, held: Any) -> None:
        plan, names = held.plan, snapshot.names
        who = [names.get(p, p) for p in plan.people]
        self.facts.addWidget(label(_("{n} people: {names}").format(n=len(who), names=listed(who)), "small", wrap=True))
        if plan.missed:
            self.facts.addWidget(label("◆ " + missed_text(plan.missed, names), "small", wrap=True))
        for cover in plan.covers:
            words = _("{who} covers {post}").format(who=names.get(cover.person, ""), post=names.get(cover.to_post, ""))
            self.facts.addWidget(label("⇄ " + words, "small", wrap=True))
        meeting = snapshot.meetings.get(held.meeting)
        often = repeat_words(meeting.repeat, meeting.wish.each_day) if meeting is not None else ""
        facts = [one for one in (plan.room, often) if one]
        if plan.overtime_minutes:
            facts.append(_("{n} min of overtime").format(n=plan.overtime_minutes))
        if facts:
            self.facts.addWidget(label(" · ".join(facts), "small", wrap=True))

    def _course(self, snapshot: Snapshot, held: Any) -> None:
        """Attendance and minutes: who came, who was sent to the floor, what was settled."""
        names = snapshot.names
        if held.started_minute is not None:
            came = _("{came} of {n} came").format(came=len(held.attending), n=len(held.plan.people))
            ran = span(held.started_minute, held.ended_minute) if held.ended_minute is not None else _("since {time}")
            self.facts.addWidget(label(f"{came} · {ran.format(time=clock(held.started_minute))}", wrap=True))
            logged = [held.mark(p) for p in dict.fromkeys((*held.plan.people, *held.attending))]
            for mark, words in mark_names().items():
                who = [with_times(names.get(one.person, one.person), one) for one in logged
                       if mark_of(one) == mark and mark != "present"]  # fmt: skip
                if who:
                    self.facts.addWidget(
                        label(_("{mark}: {names}").format(mark=words, names=listed(who)), "small", wrap=True)
                    )
        for gone in held.released:
            words = _("{time} {who} to the floor")
            who_went = names.get(gone.person, "")
            self.facts.addWidget(label(words.format(time=clock(gone.minute), who=who_went), "small", wrap=True))
        if held.minutes_text or held.decisions:
            self.facts.addWidget(label(_("What was settled"), "strong"))
            if held.minutes_text:
                self.facts.addWidget(label(held.minutes_text, wrap=True))
            for one in held.decisions:
                whose = [names.get(one.owner, one.owner), one.due.isoformat() if one.due else ""]
                words = label("· " + " · ".join(p for p in (one.text, *whose) if p), "small", wrap=True)
                name = _("Make an action of: {what}").format(what=one.text)
                follow = button(_("As an action"), self._raising(held, one.code), "small", name=name)
                line = row(words, follow)
                line.setStretch(0, 1)
                self.facts.addLayout(line)

    def _raising(self, held: Any, code: str) -> Callable[[], None]:
        return lambda: minutes.raise_action(self._page, held, code)

    def _verbs(self, snapshot: Snapshot, held: Any) -> None:
        """What can be done with it now, the likeliest first."""
        page, made = self._page, []
        planned = held.state in ("placed", "published")
        if held.state == "running":
            made.append(button(_("End, minutes"), lambda: holding.ask_over(page, held), "smallprimary"))
            made.append(button(_("Send to the floor"), lambda: holding.ask_release(page, held), "small"))
        if planned and held.plan.day <= snapshot.today:
            made.append(button(_("Begin: who came"), lambda: holding.ask_start(page, held), "small"))
        if held.state in ("running", "ended"):
            made.append(button(_("Attendance…"), lambda: holding.ask_attendance(page, held), "small"))
        if held.state == "ended":
            made.append(button(_("Minutes…"), lambda: minutes.ask_minutes(page, held), "small"))
        if planned and snapshot.may_plan:
            ahead = held.plan.day >= snapshot.today  # what has gone by is moved and locked no more
            if ahead and movable(held):
                made.append(button(_("Move"), lambda: page.lift(held), "small", tip=_("Enter in the calendar")))
            lock = _("Unlock") if held.locked else _("Lock")
            if ahead:
                made.append(button(lock, lambda: steps.lock(page, held, not held.locked), "small", tip="L"))
            made.append(button(_("Cancel…"), lambda: steps.ask_cancel(page, held), "small", tip="Del",
                               name=_("Cancel the meeting")))  # fmt: skip
        if made:
            self.doing.addWidget(box(flow(*made, spacing=6, line_spacing=6)))

    def _explain(self, held: Any) -> None:
        """Why this start and what the next best would have cost, as the planner answered when it placed it."""
        self._explained += 1
        asked = self._explained

        def reading(reader: Any) -> Any:
            from supervisor.meetings.planning.reasons import answer_of

            return answer_of(reader, held.meeting, held.plan.day)

        def show(answer: Any) -> None:
            if asked == self._explained:
                clear(self.why)
                for words in reason_words(held, answer):
                    self.why.addWidget(label(words, "small", wrap=True))
                if answer is not None:
                    tip = _("The file can be solved again elsewhere.")
                    save = button(_("Save problem and answer…"), lambda: ask_problem(self._page, held), "link", tip=tip)
                    self.why.addLayout(row(save, None))  # a column is never taken for wider than its narrowest thing

        self._page.desk.load(self, reading, show, lambda _notice: None)

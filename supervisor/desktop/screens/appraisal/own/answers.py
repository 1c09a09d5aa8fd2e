"""What others said of one's own month: the manager's review once it is published, what colleagues think as a mean, the
decisions on one's appeals, and the button by which one takes note of it all."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.screens.appraisal.wording import appeal_status, appeal_words, peers_words
from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, label, pill, row
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.wording import days_left, points
from supervisor.language import _


class AnswersCard(Card):
    """The published month, as it concerns whoever is logged in."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("What was said of my month"))
        self._page = page
        self.facts = column(spacing=6)
        self.add(self.facts)

    def put(self, snapshot: Any) -> None:
        """Show what may be read of it now."""
        clear(self.facts)
        own = snapshot.course.own
        self.setVisible(own is not None)
        if own is None:
            return
        if own.month.published is None:
            self._words(_("The manager's review and your grade are shown here once the month is published."))
        else:
            self._published(snapshot, own)
        if (words := peers_words(own.peers)) and own.peers.asked:
            self._words(words)
        mine = [each for each in snapshot.appeals if each.person == snapshot.actor]
        for place, each in enumerate(mine):
            self._appeal(each, last=place == len(mine) - 1)

    def _published(self, snapshot: Any, own: Any) -> None:
        said, score = own.review, snapshot.scored.of(snapshot.actor) if snapshot.scored else None
        grade = f"{_('Grade')} {score.grade}" if score is not None and score.grade else ""
        if said is not None:
            who = snapshot.names.get(said.by, "")
            about = " · ".join(filter(None, (who, f"{said.at:%m-%d %H:%M}", grade)))
            if said.value_c is not None:
                about += " · " + _("{points} points").format(points=points(said.value_c))
            self.facts.addWidget(label(about, "small", wrap=True))
            self.facts.addWidget(label(said.comment, wrap=True))
        else:
            self._words(" · ".join(filter(None, (grade, _("No review was written for you this month.")))))
        if own.appeals_until is not None:
            left, status = days_left(own.appeals_until, snapshot.today)
            words = _("appeals until {day}").format(day=own.appeals_until)
            running = snapshot.today <= own.appeals_until
            mark = pill(left if running else _("days over"), status if running else "quiet")
            self.facts.addLayout(row(label(words, "small"), mark, None))
            if running:
                self._words(_("A in the lines of the score appeals against the line under the cursor."))
        self._take_note(own)

    def _take_note(self, own: Any) -> None:
        fresh = own.seen is None or own.seen < own.month.published
        if fresh and own.month.state in ("published", "signed"):
            self.facts.addLayout(row(button(_("I have read it"), self.take_note, "primary"), None))
        elif not fresh:
            self._words(_("You took note of it {when}.").format(when=f"{own.seen:%m-%d %H:%M}"))

    def take_note(self) -> None:
        """Say that one has read the own score."""
        from supervisor.appraisal import service

        desk, month = self._page.desk, self._page.snapshot.month
        said = _("Noted. Appeals stay possible until the day that is named.")
        desk.command(self._page, lambda: service.acknowledge(desk.book, desk.actor, month), said=said)

    def ask_back(self, one: Any) -> None:
        """Take one's own appeal back, with the reason, while nobody has decided it."""
        from supervisor.appraisal import service

        desk = self._page.desk
        form = FormSheet(self._page, desk, _("Take back {number}").format(number=one.number))
        form.lines("reason", _("Reason"))
        form.send(
            _("Take the appeal back"),
            lambda v: service.withdraw_appeal(desk.book, desk.actor, one.subject, reason=v["reason"]),
            said=_("The appeal is taken back."),
        )

    def _appeal(self, one: Any, *, last: bool) -> None:
        frame = RowFrame(last=last, side=0)
        texts = column(label(f"{one.number} · {one.day:%m-%d}", "strong"), label(one.text, wrap=True), spacing=0)
        if one.reason:
            texts.addWidget(label(_("reason: {reason}").format(reason=one.reason), "small", wrap=True))
        frame.line.addLayout(texts, 1)
        if one.upheld is None:
            name = _("Take back {number}").format(number=one.number)
            frame.line.addWidget(button(_("Take back…"), lambda: self.ask_back(one), "small", name=name))
        frame.line.addWidget(pill(appeal_words(one), appeal_status(one)))
        self.facts.addWidget(frame)

    def _words(self, words: str) -> None:
        self.facts.addWidget(label(words, "small", wrap=True))

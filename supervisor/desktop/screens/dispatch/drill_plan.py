"""Who goes where in a drill: what the optimiser proposes, move by move, and orders by hand."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, label, row, scrolling
from supervisor.desktop.widgets.forms import choice_box, chosen
from supervisor.desktop.widgets.kept_focus import kept_focus
from supervisor.desktop.wording import clock
from supervisor.language import _


class PlanCard(Card):
    """The real optimiser on what the manager knows; each move is sent alone, or all that hold now."""

    def __init__(self, running: Any) -> None:
        super().__init__(_("Proposed moves"), padding=12)
        self._running = running
        self._thinking = False
        self.plan: Any = None
        self._sent: set[str] = set()
        self._shown: list[str] = []  # whose move can be sent, as it stands on the screen
        self.ask = button(_("Calculate (F5)"), self.calculate, "small", shortcut="F5", tip="F5")
        self.all = button(_("Send all (F9)"), self.send_all, "smallprimary", shortcut="F9", tip="F9")
        self.head.addWidget(self.ask)
        self.head.addWidget(self.all)
        self.lines = column(spacing=0)
        self.add(scrolling(self.lines), 1)
        self._show_moves()

    def calculate(self) -> None:
        """Ask the optimiser; the clock of the hall goes on meanwhile."""
        course = self._running.course
        if self._thinking or not course.alarmed or course.over:
            return
        problem = course.problem()
        if problem is None:
            return
        self._thinking = True
        self.note.setText(_("calculating…"))
        self.put()

        def reading(_reader: Any) -> Any:
            from supervisor.dispatch.optimiser.best import dispatch

            return dispatch(problem, frontier=False)

        self._running.desk.load(self, reading, self._planned, self._failed)

    def _planned(self, plan: Any) -> None:
        self._thinking, self.plan, self._sent = False, plan, set()
        saved = plan.before_minutes - plan.after_minutes
        text = _("{n} customer-minutes less, as far as is known").format(n=round(saved)) if plan.moves else ""
        self.note.setText(text)
        with kept_focus(self):
            self._show_moves()
        self._shown = [move.person for move in self._open()]
        self.put()

    def _failed(self, notice: Any) -> None:
        self._thinking = False
        self.note.setText(notice.happened)
        self.put()

    def send_all(self) -> None:
        """Send every move that holds now and was not sent yet."""
        for move in self._open():
            self.send(move)

    def send(self, move: Any) -> None:
        """Send one move."""
        if self._running.order(
            move.person, move.to_post, move.until_minute, _("Say: “{words}”").format(words=move.say)
        ):
            self._sent.add(move.person)
            self.put()

    def put(self) -> None:
        """Which buttons can be pressed now."""
        course = self._running.course
        self.ask.setEnabled(course.alarmed and not self._thinking)
        now = [move.person for move in self._open()]
        self.all.setEnabled(bool(now))
        if now != self._shown:  # a move whose time has come gets its button
            self._shown = now
            with kept_focus(self):
                self._show_moves()

    def _open(self) -> list[Any]:
        minute = self._running.course.minute
        moves = self.plan.moves if self.plan is not None else ()
        return [
            move
            for move in moves
            if move.person not in self._sent and move.from_minute <= minute and move.from_post != move.to_post
        ]

    def _show_moves(self) -> None:
        clear(self.lines)
        if self.plan is None:
            self.lines.addWidget(
                label(_("After the alarm: count if need be, calculate with F5, send with F9, or order by hand."),
                      "muted", wrap=True)
            )  # fmt: skip
        elif not self.plan.moves:
            self.lines.addWidget(label(_("Nobody need be moved now."), "muted"))
            for words in self.plan.why_nothing:
                self.lines.addWidget(label(str(words), "small", wrap=True))
        else:
            for number, move in enumerate(self.plan.moves, 1):
                self.lines.addWidget(self._line(number, move))
        self.lines.addStretch(1)

    def _line(self, number: int, move: Any) -> QWidget:
        posts = {post.code: str(post.name) for post in self._running.course.scene.posts}
        words = f"{number}. {move.name}{_(': ')}{posts.get(move.from_post, '–')} → {posts.get(move.to_post, '–')}"
        if move.until_minute:
            words += " " + _("to {time}, then back").format(time=clock(move.until_minute))
        text = column(label(words, "strong", wrap=True), label(str(move.reason), "small", wrap=True), spacing=1)
        frame = RowFrame(last=number == len(self.plan.moves), side=0)
        frame.line.addLayout(text, 1)
        if move.person in self._sent:
            frame.line.addWidget(label(_("sent"), "muted"))
        elif move.from_minute > self._running.course.minute:
            frame.line.addWidget(label(_("from {time}: send it then").format(time=clock(move.from_minute)), "muted"))
        else:
            send = button(_("Send"), lambda: self.send(move), "small", name=_("Send {name}").format(name=move.name))
            frame.line.addWidget(send)
        return frame


class HandCard(Card):
    """One person, one post, sent by hand; or back."""

    def __init__(self, running: Any) -> None:
        super().__init__(padding=6)
        self._running = running
        scene = running.course.scene
        self._posts = {post.code: str(post.name) for post in scene.posts}
        self.person = choice_box([(one.code, str(one.name)) for one in scene.people], name=_("Who"))
        self.person.currentIndexChanged.connect(lambda _index: self._offer())
        self.post = choice_box([], name=_("To which post"))
        self.send = button(_("Send by hand"), self._send, shortcut="Ctrl+Return", tip="Ctrl+Enter")
        self.back = button(_("Back to the roster's post"), self._back)
        self.add(row(label(_("By hand"), "strong"), self.person, label("→"), self.post, self.send, self.back, None))
        self._offer()

    def _offer(self) -> None:
        """The posts that the chosen person may work at."""
        scene, code = self._running.course.scene, chosen(self.person)
        who = next((one for one in scene.people if one.code == code), None)
        self.post.clear()
        for skill in who.skills if who is not None else ():
            self.post.addItem(self._posts[skill], skill)

    def put(self) -> None:
        """Whether orders can be given now."""
        may = self._running.course.alarmed and not self._running.course.over
        for part in (self.send, self.back):
            part.setEnabled(may)

    def _send(self) -> None:
        code, post = chosen(self.person), chosen(self.post)
        said = _("Say: “{words}”").format(
            words=_("{name}, please go to {post}.").format(
                name=self.person.currentText(), post=self._posts.get(post, "")
            )
        )
        if code and post:
            self._running.order(code, post, 0, said)

    def _back(self) -> None:
        code = chosen(self.person)
        if code:
            self._running.send_back(code)

"""What every screen is given: the services, the threads, the theme, and ways to ask and to tell.

A screen never touches a thread or a message box itself; it says `desk.load(...)`, `desk.command(...)` and gets called
back on the UI thread.

Work is done in the name of whoever was logged in when it was given, however long it waits for its thread; what it
brings is shown to that person or to nobody. Where nobody is logged in nothing is commanded.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from supervisor.desktop.background import Background, Progress, Task
from supervisor.desktop.questions import Confirm, Question, ask
from supervisor.desktop.services import Services, actor
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.notices import Notice, notice_of
from supervisor.errors import Problem, Refused
from supervisor.language import _

log = logging.getLogger("supervisor.desktop")

_giver: ContextVar[str | None] = ContextVar("giver", default=None)  # on a background thread: who gave the work there


@dataclass(frozen=True)
class Undo:
    """A step that can be taken back: its name and the command that appends the compensating entry."""

    what: str
    take_back: Callable[[], object]


_STOP = Undo("", lambda: None)  # stands for steps that have no way back: Ctrl+Z does not pass over them unsaid


class Desk(QObject):
    """The hands of a screen. `said` carries notices, `went` asks the shell for another screen.

    `other_book_wanted` and `new_book_wanted` carry the widget that asks and this desk; who composes the desktop
    answers them, so that a screen knows nothing of how books are opened and made.
    """

    said = Signal(object, object)  # Notice, Undo | None
    went = Signal(str, object)
    saved = Signal()
    undo_changed = Signal()
    verified = Signal()
    leaving = Signal()  # who is here goes: what was typed and not sent yet is to be sent now, in that person's name
    other_book_wanted = Signal(object, object)  # QWidget, Desk
    new_book_wanted = Signal(object, object)

    def __init__(
        self,
        services: Services,
        theme: Theme,
        background: Background,
        *,
        confirm: Confirm = ask,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.services = services
        self.theme = theme
        self.background = background
        self.folder_watch: Any = None  # what looks at the queue machine's folder, once the window is taken
        self._confirm = confirm
        self._undo: list[Undo] = []

    @classmethod
    def of(cls, widget: QWidget) -> Desk:
        """The desk that a widget works at: its own, or that of what it lies in."""
        place: QWidget | None = widget
        while place is not None:
            for name in ("desk", "_desk"):
                if isinstance(found := getattr(place, name, None), cls):
                    return found
            place = place.parentWidget()
        raise LookupError(f"no desk over {widget!r}")

    @property
    def actor(self) -> str:
        """The subject of who is logged in; for work in the background, of who gave it."""
        giver = _giver.get()
        return actor(self.services) if giver is None else giver

    @property
    def book(self) -> Any:
        """The opened book."""
        return self.services.book

    def load(
        self,
        owner: QObject,
        reading: Callable[[Any], Any],
        show: Callable[[Any], None],
        failed: Callable[[Notice], None] | None = None,
    ) -> Task | None:
        """Call `reading(reader)` on the pool and `show` its result on the UI thread, to who asked for it alone."""
        session = self.services.session

        def work() -> Any:
            with self.services.read() as reader:
                return reading(reader)

        def shown(result: Any) -> None:
            if self.services.session is session:
                show(result)

        def fail(error: Exception) -> None:
            if self.services.session is not session:
                return
            notice = self._noted(error, writing=False)
            if failed is not None:
                failed(notice)
            else:
                self.said.emit(notice, None)

        return self.background.read(self._named(work), owner=owner, done=shown, failed=fail)

    def command(
        self,
        owner: QObject,
        work: Callable[[], Any],
        *,
        done: Callable[[Any], object] | None = None,
        said: str | Callable[[Any], str] = "",
        undo: Callable[[Any], Undo | None] | None = None,
        failed: Callable[[Notice], object] | None = None,
        nobody: bool = False,
    ) -> Task | None:
        """Run a service command on the book's thread; tell how it went; remember how to take it back.

        `undo` makes the way back of what was done, None where nothing was changed; a command without it cannot be
        taken back, and Ctrl+Z says so before it goes on to what was done before. It is refused where nobody is logged
        in, but for the few commands that need `nobody` (to log in, above all). Once its giver has left, only that it
        failed is told.
        """
        session = self.services.session

        def finished(result: Any) -> None:
            if self.services.session is not session:
                return
            step = undo(result) if undo is not None else None
            self._remember(step if undo is not None or session is None else _STOP)
            self.saved.emit()
            if words := said(result) if callable(said) else said:
                self.said.emit(Notice("good", words), step)
            if done is not None and shiboken6.isValid(owner):
                done(result)

        def fail(error: Exception) -> None:
            notice = self._noted(error, writing=True)
            if failed is not None and shiboken6.isValid(owner) and self.services.session is session:
                failed(notice)
            else:
                self.said.emit(notice, None)

        given = self._named(work) if nobody or session is not None else _refused
        return self.background.command(given, owner=self, done=finished, failed=fail)

    def long(
        self,
        owner: QObject,
        work: Callable[[Progress], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[Notice], None],
        progressed: Callable[[float, str], None] | None = None,
        stopped: Callable[[], None] | None = None,
    ) -> Task | None:
        """Run long work with progress and cancel."""
        session = self.services.session

        def shown(result: Any) -> None:
            if self.services.session is session:
                done(result)

        return self.background.long(
            self._named(work),
            owner=owner,
            done=shown,
            failed=lambda error: failed(self._noted(error, writing=False)),
            progressed=progressed,
            stopped=stopped,
        )

    def leave(self) -> Any:
        """End the session, after all that was given in it: what can be taken back leaves with its person.

        Returns the session, None where nobody was logged in.
        """
        if self.services.session is None:
            return None
        self.leaving.emit()
        session, self.services.session = self.services.session, None
        self._undo.clear()
        self.undo_changed.emit()
        return session

    def confirm(self, owner: Any, question: Question, yes: Callable[[], object]) -> None:
        """Ask, and call `yes` if the answer is yes."""
        self._confirm(owner, question, yes)

    def say(self, status: str, happened: str, cure: str = "") -> None:
        """Show a notice."""
        self.said.emit(Notice(status, happened, cure=cure), None)

    def go(self, screen: str, about: Any = None) -> None:
        """Ask for another screen, about something."""
        self.went.emit(screen, about)

    def want_other_book(self, owner: Any) -> None:
        """Ask for another book in the place of this one, over a widget."""
        self.other_book_wanted.emit(owner, self)

    def want_new_book(self, owner: Any) -> None:
        """Ask for a new book to be made and changed to, over a widget."""
        self.new_book_wanted.emit(owner, self)

    @property
    def last_step(self) -> Undo | None:
        """What Ctrl+Z would take back."""
        return self._undo[-1] if self._undo and self._undo[-1] is not _STOP else None

    def undo(self, step: Undo | None = None) -> None:
        """Take back a step (the last one): the journal keeps both the step and its compensating entry."""
        if step is None and self._undo and self._undo[-1] is _STOP:
            self._undo.pop()
            before = self.last_step
            again = _("Ctrl+Z once more takes back: {what}").format(what=before.what) if before is not None else ""
            self.say("info", _("What was done last cannot be taken back here."), again)
            self.undo_changed.emit()
            return
        chosen = step or self.last_step
        if chosen is None:
            self.say("info", _("There is nothing to take back."))
            return
        if chosen not in self._undo:
            return
        place = self._undo.index(chosen)
        self._undo.remove(chosen)
        self.undo_changed.emit()

        def failed(notice: Notice) -> None:  # not called once its person has left
            if not notice.final:
                self._undo.insert(place, chosen)
                self.undo_changed.emit()
            self.said.emit(notice, None)

        said = _("Taken back: {what}").format(what=chosen.what)
        self.command(self, chosen.take_back, said=said, undo=lambda _result: None, failed=failed)

    def _remember(self, step: Undo | None) -> None:
        if step is not None and not (step is _STOP and self._undo[-1:] == [_STOP]):
            self._undo.append(step)
            self.undo_changed.emit()

    def _named(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, done in the name of who gives it now."""
        giver = self.actor

        def named(*given: Any) -> Any:
            token = _giver.set(giver)
            try:
                return work(*given)
            finally:
                _giver.reset(token)

        return named

    def _noted(self, error: Exception, *, writing: bool) -> Notice:
        if not isinstance(error, Problem):
            log.error("background work failed", exc_info=error)
        return notice_of(error, writing=writing)


def _refused() -> None:
    """What stands for a command that nobody gives. Raises Refused."""
    raise Refused(_("Nobody is logged in. Log in first."))

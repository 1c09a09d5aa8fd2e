"""The window: frame, screens, toasts, shortcuts; it knows every screen by its key and nothing of what is in it.

Before it is painted it needs its frame and nothing more, so that is all this module imports; what a book brings with it
is imported by the method that first uses it. What a person asks for in that short while is kept until the book is open.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from supervisor.desktop.screens import allowed_screens, make_page
from supervisor.desktop.shell.rail import Rail
from supervisor.desktop.shell.status_bar import StatusBar
from supervisor.desktop.shell.top_bar import TopBar
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import box, column, label, row
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.desktop.announcements import Announcements
    from supervisor.desktop.desk import Desk, Undo
    from supervisor.desktop.page import Page
    from supervisor.desktop.shell.facts import ShellFacts
    from supervisor.desktop.shell.finder import Finder
    from supervisor.desktop.widgets.notices import Notice, Toasts

_ANSWERING = frozenset(
    f"inspection.{what}" for what in ("answer_given", "answer_cleared", "note_set", "photo_attached", "photo_removed")
)
POLL_MILLISECONDS = 5_000


class Window(QMainWindow):
    """The shell. Until `take` brings a desk it shows that the book is being opened."""

    painted = Signal()  # once, when it has been on screen for the first time
    opened = Signal(str)  # a screen's key
    facts_shown = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.desk: Desk | None = None
        self.pages: dict[str, Page] = {}
        self.facts: ShellFacts | None = None
        self._announcements: Announcements | None = None
        self._finder: Finder | None = None
        self._painted = False
        self._early: tuple[str, Any] | None = None  # the screen that was asked for while the book was being opened
        self._early_search = False
        self._left = ("", "")  # who went away from the desk last, and from which screen
        self.setWindowTitle(_("Branch supervisor console"))
        self.top = TopBar(theme, self.search, self.log_out, self.go)
        self.rail = Rail(theme, self.go, self)
        self.status = StatusBar(theme)
        self.stack = QStackedWidget()
        self.waiting = label(_("Opening the book…"), "muted")
        self.stack.addWidget(box(column(self.waiting, None, margins=24)))
        middle = row(self.rail, spacing=0)
        middle.addWidget(self.stack, 1)
        inside = QWidget()
        inside.setObjectName("ground")
        frame = QVBoxLayout(inside)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.setSpacing(0)
        frame.addWidget(self.top)
        frame.addLayout(middle, 1)
        frame.addWidget(self.status)
        self.setCentralWidget(inside)
        self._inside = inside
        for keys, slot in (("Ctrl+K", self.search), (QKeySequence.StandardKey.Undo, self.undo), ("F5", self.reload)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        QShortcut(QKeySequence("Ctrl+Shift+N"), self).activated.connect(lambda: self.go("complaints", "new"))
        theme.changed.connect(self.top.take_colours)
        self.resize(1440, 900)
        self.setMinimumSize(960, 600)

    @cached_property
    def toasts(self) -> Toasts:
        """The notices over the lower right corner."""
        from supervisor.desktop.widgets.notices import Toasts

        return Toasts(self._inside)

    def take(self, desk: Desk, screen: str = "today") -> None:
        """The book is open: connect to it and show a screen, or ask who is there."""
        from supervisor.desktop import limits_watch, reminders, reports_watch, watching
        from supervisor.desktop.announcements import Announcements
        from supervisor.desktop.shell.idle import IdleWatch

        self.desk = desk
        watches = (watching.FolderWatch, reminders.Reminders, limits_watch.LimitsWatch, reports_watch.ReportsWatch)
        for watch in watches:
            watch(desk, self)
        desk.said.connect(self.say)
        desk.went.connect(self.go)
        desk.verified.connect(self.read_facts)
        desk.saved.connect(lambda: self.status.mark_saved(desk.book.now().astimezone(desk.book.zone)))
        desk.background.busy_changed.connect(self.status.mark_busy)
        self._announcements = Announcements(desk.book, self)
        self._announcements.changed.connect(self._book_changed)
        self.idle = IdleWatch(self, self.lock)
        self._poll = QTimer(self)
        self._poll.timeout.connect(self.poll)
        self._poll.start(POLL_MILLISECONDS)
        self.read_facts()
        if desk.services.session is None:
            self._ask_who()
        else:
            self._enter(screen)

    def poll(self) -> None:
        """Hear what other programs wrote to this book; and look at the clock again."""
        desk = self.desk
        if desk is not None and not desk.background.running:
            desk.background.read(desk.book.poll, owner=self, done=lambda _heard: None, failed=lambda _error: None)

    def go(self, key: str, about: Any = None) -> None:
        """Show a screen, made when it is first wanted."""
        if self.desk is None:
            self._early = (key, about)
            self.rail.mark(key)
            return
        if self.desk.services.session is None:
            return
        if key not in allowed_screens(self.desk.services.session):
            self.desk.say("warning", _("Your rights do not open this screen."))
            return
        page = self.pages.get(key)
        if page is None:
            page = self.pages[key] = make_page(key, self.desk)
            self.stack.addWidget(page)
        if about is not None:
            page.open_about(about)
            if page is self.stack.currentWidget():
                page.refresh()
        self.rail.mark(key)
        self.stack.setCurrentWidget(page)
        page.setFocus()
        self.opened.emit(key)

    def search(self) -> None:
        """Ctrl+K."""
        desk = self.desk
        self._early_search = desk is None
        if desk is None or desk.services.session is None:
            return
        from supervisor.desktop.shell import finding
        from supervisor.desktop.shell.finder import Finder

        self._finder = Finder(
            self, desk, finding.commands(desk), lambda reader, words: finding.search(reader, words, desk.actor),
            lambda hit: finding.line_of(desk, hit),
        )  # fmt: skip
        self._finder.open()

    def undo(self) -> None:
        """Ctrl+Z outside a text field."""
        if self.desk is not None and self.desk.services.session is not None:
            self.desk.undo()

    def reload(self) -> None:
        """F5."""
        for page in self.pages.values():
            if page is self.stack.currentWidget():
                page.reload()
        self.read_facts()

    def say(self, notice: Notice, step: Undo | None = None) -> None:
        """Show a toast; a step that can be taken back offers it."""
        desk = self.desk
        if step is not None and desk is not None:
            self.toasts.say(notice, action_text=_("Undo"), action=lambda: desk.undo(step))
        else:
            self.toasts.say(notice)

    def read_facts(self) -> None:
        """Read anew what the frame shows."""
        from supervisor.desktop.shell.facts import read_facts

        desk = self.desk
        if desk is not None:
            desk.load(self, lambda reader: read_facts(desk.services, reader), self._show_facts)

    def log_out(self) -> None:
        """Close the session and ask who is there; what was given is saved, what was on screen is let go."""
        self._leave(_("Logged out."), "")

    def lock(self) -> None:
        """Nobody was there for the branch's idle minutes."""
        session = self.desk.services.session if self.desk is not None else None
        if session is not None and not session.automatic:
            self._leave(
                _("Locked: nobody was at the desk. What was done is saved."),
                _("A form that was still being filled in was closed."),
            )

    def _leave(self, why: str, closed: str) -> None:
        """Let the person go and say on the log-in page why, and that a form was `closed` where one was open."""
        from supervisor.desktop.shell.leaving import leave

        desk = self.desk
        if desk is None:
            return
        shown = self.stack.currentWidget()
        session, opened = leave(self, desk)
        if session is None:
            return
        self._left = (session.person, next((key for key, page in self.pages.items() if page is shown), "today"))
        self.toasts.clear()
        for page in self.pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self.pages.clear()
        self._ask_who(f"{why} {closed}".strip() if opened else why)
        self.read_facts()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)  # when everything inside is painted too

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.fit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._announcements is not None:
            self._announcements.close()
        if self.desk is not None:
            from supervisor.desktop.shell.leaving import leave

            leave(self, self.desk)
            self.desk.background.close()  # waits for what was given
        super().closeEvent(event)

    def _logged_in(self, session: Any) -> None:
        assert self.desk is not None
        page = self.stack.currentWidget()
        self.desk.services.session = session
        person, screen = self._left
        self._enter(screen if person == session.person else "today")  # back to where one was
        from supervisor.desktop.shell.log_in import LogInPage

        if isinstance(page, LogInPage):
            self.stack.removeWidget(page)
            page.deleteLater()
        self.read_facts()

    def _ask_who(self, why: str = "") -> None:
        assert self.desk is not None
        from supervisor.desktop.shell.log_in import LogInPage

        self.rail.put_allowed(())
        page = LogInPage(self.desk, self._logged_in, why)
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        page.login.setFocus()

    def _enter(self, screen: str) -> None:
        """Show the first screen: what was asked for meanwhile, else what this person was in the middle of."""
        desk = self.desk
        assert desk is not None
        allowed = allowed_screens(desk.services.session)
        self.rail.put_allowed(allowed)
        about = None
        if self._early is not None:
            (screen, about), self._early = self._early, None
        elif screen == "today" and "inspections" in allowed:
            from supervisor.desktop.screens.resuming import first_screen, was_open

            if last := was_open():
                screen = ""
                desk.load(self, lambda r: first_screen(r, desk.actor, last), self.go, lambda _no: self.go("today"))
        if screen:
            self.go(screen if screen in allowed else allowed[0], about if screen in allowed else None)
        if self._early_search:
            self.search()

    def _book_changed(self, change: Any) -> None:
        for page in self.pages.values():
            page.changed(change)
        if not (change.kinds and change.kinds <= _ANSWERING):  # nothing in the frame counts single answers
            self.read_facts()

    def _show_facts(self, facts: ShellFacts) -> None:
        self.facts = facts
        self.idle.minutes = facts.idle_minutes
        self.top.put(facts)
        self.rail.put_counts(facts.counts)
        self.status.put(facts)
        self.setWindowTitle(f"{facts.branch} · " + _("Branch supervisor console"))
        self.facts_shown.emit()

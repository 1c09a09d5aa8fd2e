"""What stands in the window while no book is open: why, and the ways on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor.desktop.background import Background, Progress
from supervisor.desktop.books.bundle_sheet import BundleBookSheet
from supervisor.desktop.books.new_sheet import NewBookSheet, show_what_is_next
from supervisor.desktop.books.open_sheet import OpenSheet
from supervisor.desktop.books.opening import NotOpened, make_sample, open_book, remember
from supervisor.desktop.desk import Desk
from supervisor.desktop.shell.window import Window
from supervisor.desktop.widgets.basics import Card, button, label, row
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.desktop.widgets.notices import NoticeFrame, notice_of
from supervisor.language import _


class NoBook:
    """The services of a desk before there is a book: nobody is logged in and nothing can be read."""

    book: Any = None
    session: Any = None

    def read(self) -> Any:
        """Never called: no page is shown without a book."""
        raise NotOpened(_("No book is open."))


class Welcome(QWidget):
    """Open a book, make one, or look at the sample; `opened` is given the services of the book."""

    def __init__(self, desk: Desk, opened: Callable[[Any], object], error: Exception) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk, self._opened = desk, opened
        self.problem = error if isinstance(error, NotOpened) else None
        width = desk.theme.px(560)
        card = Card(padding=24)
        card.setFixedWidth(width)
        card.add(label(_("Which branch is it to be?"), "title", wrap=True))
        card.add(label(_("Everything a branch records lies in one book: a file of your own, or a database."), "muted",
                       wrap=True))  # fmt: skip
        card.body.addSpacing(8)
        self.ways = [
            self._way(card, _("New book…"), self.ask_new, "primary", _("Your own branch: the manager begins here.")),
            self._way(
                card,
                _("Begin from a bundle…"),
                self.ask_bundle,
                "",
                _("A laptop: with what the branch's computer has written for it."),
            ),
            self._way(card, _("Open a book…"), self.ask_open, "", _("A book made on this computer or a shared one.")),
            self._way(
                card, _("Look at the sample"), self.sample, "", _("A made-up branch with a month of work in it.")
            ),
        ]
        self.work = LongWork(desk)
        card.add(self.work)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.addStretch(2)
        if str(error):
            why = NoticeFrame(notice_of(error, writing=False), closable=False)
            why.setFixedWidth(width)
            layout.addWidget(why, 0, Qt.AlignmentFlag.AlignHCenter)
            layout.addSpacing(12)
        layout.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.setAccessibleName(_("Which branch is it to be?"))
        self.setFocusProxy(self.ways[0])

    def _way(self, card: Card, text: str, action: Callable[[], object], kind: str, words: str) -> Any:
        made = button(text, action, kind)
        made.setMinimumWidth(self._desk.theme.px(170))
        made.setAccessibleDescription(words)
        made.setAutoDefault(True)
        line = row(made, spacing=16)
        line.addWidget(label(words, "muted", wrap=True), 1)
        line.setContentsMargins(0, 6, 0, 6)
        card.add(line)
        return made

    def ask_open(self) -> None:
        """Open a book; one that only lacks its passphrase is asked for that at once."""
        OpenSheet(self, self._desk, self._opened, self.problem)

    def ask_bundle(self) -> None:
        """Make a laptop's book from a bundle."""
        BundleBookSheet(self, self._desk, self._opened).open()

    def ask_new(self) -> None:
        """Make a new book."""
        window: Any = self.window()

        def opened(services: Any) -> None:
            self._opened(services)
            show_what_is_next(window)

        NewBookSheet(self, self._desk, opened)

    def sample(self) -> None:
        """The sample branch, made first where this computer has none yet."""

        def work(progress: Progress) -> Any:
            words = _("Making the sample branch; all of it is made up")
            progress.report(-1, words)
            where = make_sample(lambda _text: progress.report(-1, words))
            remember(where)
            return open_book(where)

        self.work.start(_("Opening the book…"), work, self._opened)


def welcome(window: Window, background: Background, error: Exception, take: Callable[[Any], object]) -> Welcome:
    """Show the way on in a window without a book; `take` is given the services of the one that is opened at last."""
    desk = Desk(NoBook(), window.theme, background, parent=window)
    desk.said.connect(window.say)

    def opened(services: Any) -> None:
        take(services)
        window.stack.removeWidget(page)
        page.deleteLater()

    page = Welcome(desk, opened, error)
    window.stack.addWidget(page)
    window.stack.setCurrentWidget(page)
    page.setFocus()
    if page.problem is not None and page.problem.locked:
        page.ask_open()
    return page

"""What the tabs of the traffic screen have in common: a span of days and a class, read off the window's thread.

What takes longer than nobody notices shows how far it is and can be stopped; a reading that was overtaken is stopped.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from supervisor.desktop.background import Progress, Task
from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.basics import box, button, label, row
from supervisor.desktop.widgets.forms import choice_box
from supervisor.desktop.widgets.notices import Notice
from supervisor.desktop.widgets.table import EmptyState
from supervisor.language import _

SLOW_MILLISECONDS = 300
WEEKS = {"4": 4, "8": 8, "13": 13, "26": 26, "52": 52}
ALL = "all"


class Span(NamedTuple):
    """The days and the class that are looked at: how many weeks (or all there are), a class's code or all."""

    weeks: str = "8"
    service_class: str = ""


class Seen(NamedTuple):
    """What a tab is given: the scene of the span, and what the tab made of it."""

    span: Span
    scene: Any
    made: Any


def days_of(reader: Any, weeks: str) -> tuple[date, date]:
    """First and last day of a span that ends with the last tickets: so many whole weeks, and the day that runs."""
    from supervisor.traffic.ledger import known_days
    from supervisor.traffic.sight.whole import weeks_to_now

    known, days = known_days(reader), 7 * WEEKS.get(weeks, 8)
    if weeks == ALL and known:
        return known[0], min(known[1], reader.today)
    return weeks_to_now(reader, days) or (reader.today - timedelta(days=days - 1), reader.today)


class SightTab(QWidget):
    """One tab. Subclasses fill `shown` in `build`, make their figures in `make` (on the pool) and `put` them."""

    failed = Signal(object)
    was_put = Signal()
    spanned = Signal(object)  # another span was chosen: it is that of all tabs

    def __init__(self, desk: Desk, ask_file: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.desk = desk
        self.span = Span()
        self.seen: Seen | None = None
        self.stale = True
        self.first: QWidget = self  # where one goes in
        self._task: Task | None = None
        self._asked = 0
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        self.weeks: QComboBox = choice_box(
            [*((key, _("last {count} weeks").format(count=many)) for key, many in WEEKS.items()),
             (ALL, _("all days with tickets"))], name=_("Period"), value=self.span.weeks,
        )  # fmt: skip
        self.classes: QComboBox = choice_box([("", _("all classes"))], name=_("Class of service"))
        self.weeks.activated.connect(lambda _n: self._choose(weeks=str(self.weeks.currentData())))
        self.classes.activated.connect(lambda _n: self._choose(service_class=str(self.classes.currentData())))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(_("Progress"))
        self.stop = button(_("Stop"), self._stop, "small")
        self.under_way = box(row(label(_("Reading the tickets…"), "small"), self.bar, self.stop, spacing=12))
        self.under_way.hide()
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MILLISECONDS)
        self._slow.timeout.connect(self.under_way.show)
        self.bare = EmptyState(
            _("No tickets of these days. Take in a file of the queue machine, or choose a longer period."),
            _("Take in a ticket file"), ask_file,
        )  # fmt: skip
        self.shown = QStackedWidget()
        self.whole = QVBoxLayout()
        self.whole.setSpacing(12)
        self.build()
        self.shown.addWidget(box(self.whole))
        self.shown.addWidget(self.bare)
        self.body.addWidget(self.under_way)
        self.body.addWidget(self.shown, 1)

    # what a tab fills in ---------------------------------------------------------------------------------------------
    def build(self) -> None:
        """Put the line of choices into `body`, all else into `whole`."""
        raise NotImplementedError

    def make(self, reader: Any, scene: Any) -> Any:
        """On the pool: the figures of this tab."""
        raise NotImplementedError

    def put(self, seen: Seen) -> None:
        """On the UI thread: paint them; there is at least one visit."""
        raise NotImplementedError

    def hasHeightForWidth(self) -> bool:
        """No: pictures take what room there is; wrapped texts would make the tab ask for their preferred height."""
        return False

    # -----------------------------------------------------------------------------------------------------------------
    def subtitle(self) -> str:
        """The small line under the page's title."""
        if self.seen is None:
            return ""
        from supervisor.traffic.sight.words import cut_words

        scene = self.seen.scene
        words = _("{first} to {last}: {customers} customers on {days} days").format(
            first=scene.first, last=scene.last, customers=f"{len(scene.visits):,}", days=scene.every.days.size
        )
        return " · ".join(filter(None, (words, cut_words(scene))))

    def take_span(self, span: Span) -> None:
        """Look at another span; read when the tab is next shown."""
        if span != self.span:
            self.span = span
            self.stale = True

    def refresh(self) -> None:
        """Read again and paint."""
        self.stale = False
        self._asked += 1
        asked, span, actor = self._asked, self.span, self.desk.actor
        if self._task is not None:
            self._task.cancel()

        def work(progress: Progress) -> Seen:
            from supervisor.traffic.sight.reading import scene

            with self.desk.services.read() as reader:
                first, last = days_of(reader, span.weeks)
                found = scene(reader, actor, first, last, span.service_class, progress.report)
                return Seen(span, found, self.make(reader, found) if len(found.visits) else None)

        self._slow.start()
        self.bar.setValue(0)
        self._task = self.desk.long(
            self, work, done=lambda seen: self._done(asked, seen), failed=lambda notice: self._failed(asked, notice),
            progressed=lambda share, _text: self.bar.setValue(round(share * 1000)),
            stopped=lambda: self._stopped(asked),
        )  # fmt: skip

    def _done(self, asked: int, seen: Seen) -> None:
        if asked != self._asked:
            return
        self._at_rest()
        self.seen = seen
        self._options(seen)
        self.shown.setCurrentIndex(0 if seen.made is not None else 1)
        if seen.made is not None:
            self.put(seen)
        self.was_put.emit()

    def _failed(self, asked: int, notice: Notice) -> None:
        if asked == self._asked:
            self._at_rest()
            self.failed.emit(notice)

    def _stopped(self, asked: int) -> None:
        if asked == self._asked:
            self._at_rest()
            if self.seen is not None:
                self.span = self.seen.span
                self._options(self.seen)
                self.spanned.emit(self.span)
            self.desk.say("info", _("Stopped. What was on show before stays."))

    def _at_rest(self) -> None:
        self._task = None
        self._slow.stop()
        self.under_way.hide()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _choose(self, **wished: str) -> None:
        self.span = self.span._replace(**wished)
        self.spanned.emit(self.span)
        self.refresh()

    def _options(self, seen: Seen) -> None:
        options = [("", _("all classes")), *seen.scene.classes.items()]
        if seen.span.service_class and seen.span.service_class not in seen.scene.classes:
            options.append((seen.span.service_class, seen.span.service_class))
        if [self.classes.itemData(n) for n in range(self.classes.count())] != [code for code, _name in options]:
            self.classes.clear()
            for code, name in options:
                self.classes.addItem(name, code)
        self.classes.setCurrentIndex(max(0, self.classes.findData(seen.span.service_class)))
        self.weeks.setCurrentIndex(max(0, self.weeks.findData(seen.span.weeks)))

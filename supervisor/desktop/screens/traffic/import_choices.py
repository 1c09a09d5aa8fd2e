"""What a person chooses in the import sheet: what the file is, which column is which, what its classes mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QComboBox, QGridLayout, QLayout, QWidget

from supervisor.desktop.screens.traffic.import_reading import Look, Said, field_words
from supervisor.desktop.widgets.basics import column, label
from supervisor.desktop.widgets.forms import choice_box
from supervisor.language import _

ORDERS = {
    "tickets": (
        "number", "arrived", "called", "finished", "service_class", "server", "outcome", "rating", "day", "waited",
        "served",
    ),
    "counts": ("start", "count", "day", "service_class"),
}  # fmt: skip
NEEDED = {"tickets": ("number", "arrived"), "counts": ("start", "count")}
ACROSS = 7
MOST_CLASSES = 7  # names of classes asked about at once; the others can be said with the next file


class Choices(QWidget):
    """Rows of drop-downs; `changed` is called after each choice."""

    def __init__(self, changed: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._changed = changed
        self._look: Look | None = None
        self.boxes: dict[str, QComboBox] = {}
        self.classes: dict[str, QComboBox] = {}
        outer = column(spacing=8)
        outer.setContentsMargins(0, 0, 0, 0)
        self.setLayout(outer)
        self._grid, self._names = _grid(), _grid()
        outer.addLayout(self._grid)
        self.names_note = label(_("These names of classes are new. Which class is meant?"), "muted", wrap=True)
        self.names_note.hide()
        outer.addWidget(self.names_note)
        outer.addLayout(self._names)
        self.kind = _box((("tickets", _("Tickets")), ("counts", _("Interval counts"))), _("The file holds"))
        self.order = _box(
            (("", _("by the file")), ("mdy", _("month / day / year")), ("dmy", _("day / month / year")),
             ("ymd", _("year / month / day"))),
            _("Dates are written"),
        )  # fmt: skip
        self.kind.activated.connect(lambda _at: self._kind_chosen())
        self.order.activated.connect(lambda _at: self._changed())

    def show_look(self, look: Look) -> None:
        """The choices for a file, as guessed."""
        self._look = look
        self.kind.setCurrentIndex(self.kind.findData(look.kind))
        self.order.setCurrentIndex(max(0, self.order.findData(getattr(look.mapping, "date_order", ""))))
        self._lay_out()

    def said(self) -> Said:
        """What is chosen now; of columns "" for none."""
        return Said(
            kind=str(self.kind.currentData()),
            columns={name: str(box.currentData() or "") for name, box in self.boxes.items()},
            date_order=str(self.order.currentData() or ""),
            classes={text: str(box.currentData() or "") for text, box in self.classes.items()},
        )

    def lacking(self) -> list[str]:
        """Fields that are needed and have no column."""
        if self._look is not None and self._look.fixed:
            return []
        return [name for name in NEEDED[str(self.kind.currentData())] if not self.boxes[name].currentData()]

    def enable(self, on: bool) -> None:
        """Let everything be chosen, or nothing."""
        free = on and self._look is not None and not self._look.fixed
        for box in (*self.boxes.values(), self.kind):
            box.setEnabled(free)
        self.order.setEnabled(free or (on and self._look is not None and bool(self._look.across)))
        for box in self.classes.values():
            box.setEnabled(on)

    def offer_classes(self, written: Mapping[str, str]) -> None:
        """Ask for the names that no class of the branch goes by; what was chosen already stays."""
        look = self._look
        if look is None or not look.class_names:
            return
        new = [text for text, kept in written.items() if kept not in look.class_names or text in self.classes]
        wanted = sorted(new)[:MOST_CLASSES]
        if wanted == list(self.classes):
            return
        before = self.said().classes
        _clear(self._names)
        options = [("", _("its own class")), *look.class_names.items()]
        self.classes = {}
        for place, text in enumerate(wanted):
            box = _box(options, _("Class meant by {name}").format(name=text), before.get(text, ""))
            box.activated.connect(lambda _at: self._changed())
            self.classes[text] = box
            self._names.addLayout(column(label(text, "small"), box, spacing=2), place // ACROSS, place % ACROSS)
        self.names_note.setVisible(bool(wanted))

    def _kind_chosen(self) -> None:
        self._lay_out()
        self._changed()

    def _lay_out(self) -> None:
        look = self._look
        assert look is not None
        _clear(self._grid)
        kind = str(self.kind.currentData())
        headers = [header for header in look.head.headers if header.strip()]
        self.boxes = {}
        places: list[tuple[str, QComboBox]] = []
        for name in ORDERS[kind]:
            guessed = look.guesses[kind].get(name, "")
            options = [("", _("– none –")), *((header, header) for header in headers)]
            if look.across and (not guessed or "|" in guessed) and name != "service_class":
                words = _("{count} columns").format(count=guessed.count("|") + 1)
                options = [(guessed, words if guessed else _("by headings"))]
            elif "|" in guessed:
                options.insert(1, (guessed, _("each a class: {names}").format(names=guessed.replace("|", "、"))))
            words = field_words(name) + (" *" if name in NEEDED[kind] else "")
            box = _box(options, words, guessed)
            box.activated.connect(lambda _at: self._changed())
            self.boxes[name] = box
            places.append((words, box))
        places += [(_("Dates are written"), self.order)]
        for place, (words, box) in enumerate([(_("The file holds"), self.kind), *places]):
            self._grid.addLayout(column(label(words, "small"), box, spacing=2), place // ACROSS, place % ACROSS)
        self.enable(True)


def _grid() -> QGridLayout:
    made = QGridLayout()
    made.setHorizontalSpacing(12)
    made.setVerticalSpacing(6)
    for at in range(ACROSS):
        made.setColumnStretch(at, 1)
    return made


def _box(options: Sequence[tuple[str, str]], name: str, value: str = "") -> QComboBox:
    made = choice_box(options, name=name, value=value)
    made.setMinimumContentsLength(6)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made


def _clear(grid: QGridLayout) -> None:
    """Take everything out; the two boxes that stay are laid out anew."""
    while grid.count():
        inner: QLayout | None = grid.takeAt(0).layout()  # type: ignore[union-attr]
        while inner is not None and inner.count():
            widget = inner.takeAt(0).widget()  # type: ignore[union-attr]
            if widget is not None and widget.property("stays") is None and not _stays(widget):
                widget.deleteLater()


def _stays(widget: QWidget) -> bool:
    return widget.accessibleName() in (_("The file holds"), _("Dates are written")) and isinstance(widget, QComboBox)

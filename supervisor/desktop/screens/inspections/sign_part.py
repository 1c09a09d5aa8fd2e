"""The fields to sign in: one for the inspector, and for those who were inspected one each, turned over by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.pictures import png
from supervisor.desktop.widgets.basics import box, button, column, label, row
from supervisor.desktop.widgets.choices import choice_buttons
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.widgets.forms import choice_box, chosen
from supervisor.desktop.widgets.signature_pad import SignaturePad
from supervisor.language import _

ANOTHER = ""  # the field for somebody of whom no finding speaks


def how_words(how: str) -> str:
    """How somebody signed, in a word."""
    words = {
        "drawn": _("drawn"), "login": _("by password"), "refused": _("refused to sign"), "absent": _("was not there"),
        "none": _("nobody signs"),
    }  # fmt: skip
    return words.get(how, "")


class SignPart(QWidget):
    """The signature of one side: who, in which way, and the field for it."""

    def __init__(self, desk: Desk, title: str, ways: Sequence[str], people: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("bare")
        theme = desk.theme
        self._who = people[0][0] if len(people) == 1 else ""
        self.who = choice_box(people, name=title, value=people[0][0], searchable=True) if len(people) > 1 else None
        self.buttons = choice_buttons(self, {way: how_words(way) for way in ways}, self.choose)
        for place, made in enumerate(self.buttons.values(), 1):
            keys = f"Alt+{place if len(ways) < 3 else place + 2}"
            made.setShortcut(keys)
            made.setToolTip(keys)
            made.setAutoDefault(False)  # Enter belongs to the verb of the sheet
        self.pad = SignaturePad(theme, title)
        self.again = button(_("Draw again"), self.pad.clear, "link")
        self.again.setAutoDefault(False)
        self.drawing = box(column(self.pad, row(None, self.again), spacing=2))
        self.text = QLineEdit()
        self.caption = label("", "small")
        self.writing = box(column(self.caption, self.text, spacing=4))
        named: QWidget = self.who if self.who is not None else label(people[0][1])
        ways_line = row(*self.buttons.values(), None, spacing=6)
        self.title = label(title, "strong")
        self.setLayout(column(self.title, named, ways_line, self.drawing, self.writing, None, spacing=8))
        self.how = ""
        self.choose(ways[0], focus=False)

    def choose(self, how: str, *, focus: bool = True) -> None:
        """Take a way of signing."""
        self.how = how
        self.buttons[how].setChecked(True)
        self.drawing.setVisible(how == "drawn")
        self.writing.setVisible(how in ("login", "refused", "absent"))
        words = _("The person's own password") if how == "login" else _("Reason")
        self.caption.setText(words)
        self.text.setAccessibleName(words)
        self.text.clear()
        mode = QLineEdit.EchoMode.Password if how == "login" else QLineEdit.EchoMode.Normal
        self.text.setEchoMode(mode)
        if focus:
            (self.pad if how == "drawn" else self.text).setFocus()

    def mark(self) -> str:
        """How far this signature is, as a sign: given, not given with a reason, or still missing."""
        if self.how in ("drawn", "none"):
            return "✓" if self.how == "drawn" and not self.pad.empty else "–" if self.how == "none" else "○"
        return "○" if not self.text.text().strip() else "✓" if self.how == "login" else "–"

    def fault(self) -> str:
        """What is still missing here; empty where nothing is."""
        if self.how == "none" or (self.how == "drawn" and not self.pad.empty):
            return ""
        if self.how == "drawn":
            return _("the signature is empty: draw it, or choose another way")
        if self.text.text().strip():
            return ""
        return _("the password is missing") if self.how == "login" else _("the reason is missing")

    def signing(self, *, inspected: bool) -> Any:
        """What is to be entered; None where nobody signs."""
        from supervisor.inspection.signatures import Signing

        if self.how == "none":
            return None
        person = self._who or str(chosen(self.who) if self.who is not None else "")
        picture = png(self.pad.image()) if self.how == "drawn" and not self.pad.empty else b""
        text = self.text.text()
        return Signing(
            person=person, how=self.how, inspected=inspected, picture=picture,  # type: ignore[arg-type]
            password=text if self.how == "login" else "", reason=text if self.how in ("refused", "absent") else "",
        )  # fmt: skip


class InspectedParts(QWidget):
    """A field for each person concerned and one for anybody else; one of them is on show, its name pressed above it.

    `how`, `choose`, `pad` and `text` are those of the one on show. Page down and up (or Alt+↓ ↑) turn to the next.
    """

    def __init__(self, desk: Desk, concerned: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("bare")
        title = _("Inspected")
        signing = ("drawn", "login", "refused", "absent", "none")
        self.parts: dict[str, SignPart] = {p: SignPart(desk, title, signing, [(p, name)]) for p, name in concerned}
        names = dict(concerned)
        if others or not concerned:
            ways = ("none", *signing[:-1])
            self.parts[ANOTHER] = SignPart(desk, title, ways, others or [("", "–")])
            names[ANOTHER] = _("somebody else")
        self._names = names
        self.buttons: dict[str, QPushButton] = choice_buttons(self, names, self.turn_to)
        turning = flow(spacing=6, line_spacing=6)
        for made in self.buttons.values():
            made.setAutoDefault(False)
            turning.addWidget(made)
        self._stack = QStackedWidget()
        for part in self.parts.values():
            self._stack.addWidget(part)
            part.pad.changed.connect(self._dress)
            part.text.textChanged.connect(self._dress)
            for made in part.buttons.values():
                made.clicked.connect(self._dress)
        self._turning = box(turning)
        self._turning.setVisible(bool(concerned))
        for part in self.parts.values():
            part.title.hide()
        for keys, step in (("Alt+Down", 1), ("Alt+Up", -1), ("PgDown", 1), ("PgUp", -1)):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(lambda by=step: self._turn(by))
        self.setLayout(column(label(title, "strong"), self._turning, self._stack, spacing=8))
        self._at = ""
        self.turn_to(next(iter(self.parts)), focus=False)

    @property
    def part(self) -> SignPart:
        """The one on show."""
        return self.parts[self._at]

    @property
    def how(self) -> str:
        return self.part.how

    @property
    def pad(self) -> SignaturePad:
        return self.part.pad

    @property
    def text(self) -> QLineEdit:
        return self.part.text

    def choose(self, how: str) -> None:
        """Take a way of signing for the person on show."""
        self.part.choose(how)
        self._dress()

    def turn_to(self, person: str, *, focus: bool = True) -> None:
        """Show the field of a person."""
        self._at = person
        self._stack.setCurrentWidget(self.parts[person])
        self._dress()
        if focus and self.part.how != "none":
            (self.part.pad if self.part.how == "drawn" else self.part.text).setFocus()

    def fault(self) -> str:
        """Whose signature is missing and why, and turn to it; empty where all are there."""
        for person, part in self.parts.items():
            if wrong := part.fault():
                self.turn_to(person)
                return _("{name}: {fault}").format(name=self._names[person], fault=wrong) if person else wrong
        return ""

    def signings(self) -> list[Any]:
        """What is to be entered, for each who signs or does not."""
        found = [part.signing(inspected=True) for part in self.parts.values()]
        return [one for one in found if one is not None]

    def _turn(self, by: int) -> None:
        order = list(self.parts)
        self.turn_to(order[max(0, min(len(order) - 1, order.index(self._at) + by))])

    def _dress(self, *_given: object) -> None:
        for person, made in self.buttons.items():
            made.setText(f"{self.parts[person].mark()} {self._names[person]}")
            made.setChecked(person == self._at)

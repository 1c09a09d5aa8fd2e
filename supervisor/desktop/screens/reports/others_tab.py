"""Everything else that can be written: what kind, about what, into which folder."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.screens.reports.export import ExportCard
from supervisor.desktop.screens.reports.jobs import OTHERS, TITLES, About, Job
from supervisor.desktop.screens.reports.reading import Snapshot
from supervisor.desktop.widgets.basics import Card, column, label, row, scrolling
from supervisor.desktop.widgets.choices import Choices, choice_buttons
from supervisor.desktop.widgets.forms import choice_box, chosen
from supervisor.language import _


class OthersTab(QWidget):
    """Kinds as buttons, the list of what there is of a kind in the month, and the card that writes it."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page = page
        self._snapshot: Snapshot | None = None
        self.kind = "person"
        card = Card(_("What is to be written"))
        self.kinds = choice_buttons(self, {key: str(TITLES[key]) for key in OTHERS}, self.choose)
        card.add(Choices(*self.kinds.values()))
        self.about = choice_box([], name=_("About"), searchable=True)
        self.about.setMinimumWidth(page.desk.theme.px(360))
        self.about.currentTextChanged.connect(lambda _text: self._offer())
        self.none = label("", "muted", wrap=True)
        card.add(row(self.about, None, spacing=8))
        card.add(self.none)
        self.hint = label("", "small", wrap=True)
        card.add(self.hint)
        self.export = ExportCard(page, _("Write a workbook"))
        whole = column(card, self.export, spacing=16)
        whole.addStretch(1)
        self.setLayout(column(scrolling(whole)))

    @property
    def entrance(self) -> QWidget:
        """The kind that is chosen."""
        return self.kinds[self.kind]

    def put(self, snapshot: Snapshot, about: str = "") -> None:
        """Offer what the month holds; `about` is a subject to begin with."""
        self._snapshot = snapshot
        for key, made in self.kinds.items():
            made.setVisible(key in snapshot.abouts)
        kind = about.partition(":")[0]
        wanted = kind if kind in snapshot.abouts else self.kind
        if wanted not in snapshot.abouts:
            wanted = next(key for key in OTHERS if key in snapshot.abouts)
        self.choose(wanted, about)

    def choose(self, kind: str, about: str = "") -> None:
        """Take one of the kinds; the list follows."""
        before = self.about.currentData() if kind == self.kind else None
        self.kind = kind
        self.kinds[kind].setChecked(True)
        options = self._options()
        self.about.clear()
        for one in options:
            self.about.addItem(one.words, one.subject)
        place = self.about.findData(about or before)
        self.about.setCurrentIndex(max(place, 0) if options else -1)
        completer = self.about.completer()
        if completer is not None:
            completer.setModel(self.about.model())
        self.about.setVisible(len(options) > 1 or bool(options and options[0].subject))
        self.none.setVisible(not options)
        self.none.setText(_nothing(kind))
        self.hint.setVisible(kind == "register")
        self.hint.setText(_("Names, telephones and identity numbers are masked. With the words as they were said: "
                            "Complaints, Export the register."))  # fmt: skip
        self._offer()

    def _options(self) -> tuple[About, ...]:
        return () if self._snapshot is None else self._snapshot.abouts.get(self.kind, ())

    def _offer(self) -> None:
        options, wanted = self._options(), chosen(self.about)
        found = next((one for one in options if one.subject == (wanted or "")), None)
        self.export.put(Job(self.kind, self._snapshot.month, found) if self._snapshot and found else None)


def _nothing(kind: str) -> str:
    """What is said where the month holds nothing of a kind."""
    return {
        "inspection": _("No inspection was finished in this month."),
        "incident": _("There was no incident in this month."),
        "weekly": _("There is no client manager: nobody's job says so, and no record of one was brought in."),
    }.get(kind, _("There is nothing of this kind in this month."))

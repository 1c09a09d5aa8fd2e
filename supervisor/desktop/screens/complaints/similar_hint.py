"""While a telephone number is typed: a quiet line that it may be a customer who complained before. Read on the pool.

A case that its reader may not read has no number here, only that there is one.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer

from supervisor.desktop.wording import listed
from supervisor.language import _

LEAST_DIGITS = 7
_PAUSE_MILLISECONDS = 350  # typing goes on, so nothing is asked of the book yet
_MOST = 2


class SimilarHint(QObject):
    """Watches name and telephone of a `RecordForm` and says on it what it finds."""

    def __init__(self, form: Any, desk: Any) -> None:
        super().__init__(form)
        self._form, self._desk, self._asked = form, desk, 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.look)
        form._fields["phone"].textChanged.connect(self._pause.start)

    def look(self) -> None:
        """Ask for cases of the same customer."""
        from supervisor.complaints.repeats.finding import similar_to
        from supervisor.complaints.texts.masking import Contact

        values, actor = self._form.values(), self._desk.actor
        self._asked += 1
        asked = self._asked
        if sum(letter.isdigit() for letter in values["phone"]) < LEAST_DIGITS:
            self._form.say_similar("")
            return
        contact = Contact(name=values["name"], phone=values["phone"])

        def look(reader: Any) -> Any:
            return similar_to(
                reader, actor, contact, class_code=values["class_code"] or "", cause_code=values["cause_code"] or "",
                person=values["person"] or "", text=values["text"],
            )  # fmt: skip

        def show(found: Any) -> None:
            if asked == self._asked:
                self._form.say_similar(hint_words(found))

        self._desk.load(self._form, look, show, lambda _notice: None)


def hint_words(found: Any) -> str:
    """“Perhaps the same customer: …”; "" where nobody is like him."""
    cases = [
        f"{one.number} " + (_("({n} days ago)").format(n=one.days_apart) if one.days_apart else _("(today)"))
        for one in found
        if one.readable and one.number
    ][:_MOST]
    if cases:
        return _("Perhaps the same customer: {cases}").format(cases=listed(cases))
    return _("Perhaps the same customer complained before.") if found else ""

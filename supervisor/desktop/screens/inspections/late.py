"""What does not stand: answers that two devices gave apart, and what came to an inspection after it was finished.

A late answer, remark or picture changes nothing by itself. A person looks at it and says so, or corrects it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Question, ask
from supervisor.desktop.screens.inspections.photos import SMALL_PIXELS, PhotoStrip
from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.desktop.widgets.basics import button, clear, column, label, row
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.wording import listed, moment
from supervisor.language import _


def late_items(sheet: Any) -> list[str]:
    """The items to which something came late that nobody has looked at yet, in their order."""
    late = {clash.item for clash in sheet.clashes if clash.why == "late"}
    return [item.id for item in sheet.template.items() if item.id in late]


def said(clash: Any, item: Any, people: Mapping[str, str]) -> str:
    """What somebody said that does not stand, in words."""
    from supervisor.inspection.facts import shown

    if clash.what == "note":
        return _("remark: {text}").format(text=clash.text)
    if clash.what in ("photo", "no_photo"):
        return _("a photo") if clash.what == "photo" else _("a photo taken off")
    answer = clash.answer
    if answer is None:
        return _("the answer taken away")
    verdicts = {"pass": _("in order"), "fail": _("not in order"), "na": _("not applicable")}
    parts = [verdicts.get(answer.verdict) or shown(item, answer)]
    if answer.verdict == "fail":
        parts += [listed([people.get(p, p) for p in answer.persons]), listed(answer.places)]
        parts.append(_("{count} cases").format(count=answer.cases) if answer.cases > 1 else "")
    parts.append(answer.note)
    return " · ".join(part for part in parts if part)


def clash_words(clash: Any, item: Any, people: Mapping[str, str], zone: tzinfo) -> str:
    """Who said what when, and why it does not stand."""
    frame = {
        "clash": _("▲ {who} on another device, {at}: {said}"),
        "late": _("▲ Came after the finish, from {who}, {at}: {said}"),
        "seen": _("Came after the finish and was left aside: {said} ({who}, {at})"),
    }[clash.why]
    who = people.get(clash.by, "–")
    return frame.format(who=who, at=moment(clash.at, zone), said=said(clash, item, people))


class LatePanel(QWidget):
    """What does not stand at the current item, each with what can be done about it; `correct` begins a correction."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._desk = desk
        self._inspection = ""
        self._waiting: list[Any] = []
        self._shown: tuple[Any, ...] = ()
        self._line = column(spacing=6)
        self.setLayout(self._line)
        self.correct: Callable[[], object] = lambda: None
        self.hide()

    @property
    def waiting(self) -> bool:
        """Whether something here waits to be looked at."""
        return bool(self._waiting)

    def put(self, snapshot: Snapshot, item: str) -> None:
        """Show what does not stand at an item; nothing where all of it does."""
        sheet = snapshot.sheet
        found = [clash for clash in sheet.clashes if clash.item == item]
        shown = (sheet.inspection.subject, sheet.inspection.state, sheet.inspection.revised_by, item, found)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._line)
        self.setVisible(bool(found))
        self._inspection = sheet.inspection.subject
        self._waiting = [clash for clash in found if clash.why == "late"]
        asked, people, zone = sheet.template.item(item), snapshot.people, self._desk.book.zone
        for clash in found:
            role = "small" if clash.why == "seen" else ""
            self._line.addWidget(label(clash_words(clash, asked, people, zone), role, wrap=True))
            if clash.what in ("photo", "no_photo"):
                strip = PhotoStrip(self._desk)
                self._line.addWidget(strip)  # before it is filled: shown without a place it would be a window
                strip.put([(clash.text, "")], writable=False)
                strip.setMinimumHeight(self._desk.theme.px(SMALL_PIXELS + 28))  # one picture with its name, whole
        if any(clash.why == "clash" for clash in found):
            self._line.addWidget(label(_("Answer the item again: what you say then stands."), "small", wrap=True))
        if self._waiting:
            doors = flow(spacing=8)
            doors.addWidget(button(_("Seen, changes nothing"), self.leave_aside, "small", tip="L"))
            if sheet.inspection.state == "finished" and not sheet.inspection.revised_by:
                doors.addWidget(button(_("Correct the inspection"), lambda: self.correct(), "small", tip="R"))
            holder = QWidget()
            holder.setObjectName("bare")
            holder.setLayout(doors)
            self._line.addWidget(holder)

    def leave_aside(self) -> None:
        """Ask first: a key pressed by mistake would put it away for good, for it cannot be taken back."""
        inspection, waiting = self._inspection, list(self._waiting)  # what was read, not what comes meanwhile
        if waiting:
            follows = _("What came late is not asked about again and stays on record. This cannot be taken back.")
            asked = Question(_("Seen, changes nothing?"), follows, _("Seen, changes nothing"))
            ask(self, asked, lambda: self._set_aside(inspection, waiting))

    def _set_aside(self, inspection: str, waiting: list[Any]) -> None:
        """Leave the inspection as it is: what came late here was looked at."""
        from supervisor.inspection import service

        desk = self._desk
        book, actor = desk.book, desk.actor

        def work() -> None:
            with book.batch():
                for clash in waiting:
                    service.leave_late(book, actor, inspection, clash.item, clash.mark)

        desk.command(self, work, said=_("The inspection stays as it was finished; what came late stays on record."))


class LateLine(QWidget):
    """Above the items: that something came late, and a way to the items one after another; or that the inspection was
    given up, and a way to go on with it.
    """

    def __init__(self, stand: Callable[[str], object], resume: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._stand = stand
        self.resume = button(_("Go on with it"), resume, "small")
        self._items: list[str] = []
        self._at = -1
        self.words = label("", wrap=True)
        self.next = button(_("Show"), self.show_next, "small")
        line = row(spacing=8)
        line.addWidget(self.words, 1)
        line.addWidget(self.next)
        line.addWidget(self.resume)
        self.setLayout(line)
        self.hide()

    def put(self, snapshot: Snapshot) -> None:
        """Say how much came late to the inspection on show."""
        sheet = snapshot.sheet
        self._items = late_items(sheet)
        many = sum(clash.why == "late" and bool(clash.item) for clash in sheet.clashes)
        words = _("▲ {count} entries came after this inspection was finished. They do not count; look at them.")
        said = [words.format(count=many)] if self._items else []
        given_up = sheet.inspection.state == "abandoned"
        if given_up:
            said.insert(0, _("▲ This inspection was given up: {reason}").format(reason=sheet.inspection.reason))
        if any(clash.what == "given_up" for clash in sheet.clashes):
            said.insert(1, _("On another device it was answered meanwhile."))
        self.words.setText("\n".join(said))
        self.next.setVisible(bool(self._items))
        self.resume.setVisible(given_up)
        self.setVisible(bool(said))

    def show_next(self) -> None:
        """Go to the next item to which something came late."""
        self._at = (self._at + 1) % len(self._items)
        self._stand(self._items[self._at])

"""What meetings of the branch keep to: how long each kind may last, the rooms there are, how many run at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from supervisor.access.rights import Right
from supervisor.desktop.screens.settings import meeting_forms
from supervisor.desktop.screens.settings.tables import BranchTab
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import Card, beside, button, label, row
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.language import _


@dataclass(frozen=True)
class CapLine:
    """A kind of meeting: its longest length, and the one it has where the branch sets none."""

    subject: str
    name: str
    minutes: int
    usual: int


@dataclass(frozen=True)
class RoomLine:
    """A room of the branch."""

    subject: str
    room: Any

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.room.name)


class MeetingsTab(BranchTab):
    """Kinds and their lengths on the left, rooms on the right; over them how many meetings may run at once."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        theme = self.desk.theme
        self.caps = cap_table(theme)
        self.caps.opened.connect(lambda line: self.ask_cap(line))
        self.change_cap = button(_("Change…"), self.ask_cap, "small", tip="Enter", name=_("Change the longest length"))
        self.at_once = label("", "muted", wrap=True)
        self.change_at_once = button(_("At once…"), self.ask_at_once, "small", name=_("How many meetings at once"))
        left = Card(padding=12)
        left.add(row(label(_("Longest meetings"), "heading"), None, self.change_at_once, self.change_cap))
        left.add(self.at_once)
        left.add(self.caps, 1)
        self.rooms = room_table(
            theme, EmptyState(_("No room is set: a request may name any, and nothing is known of seats or of lunch."),
                              _("Add a room…"), self.ask_room),
        )  # fmt: skip
        self.rooms.opened.connect(lambda line: self.ask_room(line))
        self.rooms.chosen.connect(lambda _line: self._fit())
        self.new = button(_("Add a room…"), self.ask_room, "smallprimary", shortcut="Ctrl+N", tip="Ctrl+N")
        self.change = button(_("Change…"), self._change_room, "small", tip="Enter", name=_("Change the room"))
        self.remove = button(_("Take out"), self._remove_room, "small", name=_("Take the room out"))
        right = Card(padding=12)
        right.add(row(label(_("Rooms"), "heading"), None, self.remove, self.change, self.new))
        words = _("A lunch room holds no meeting while anybody lunches, one in the customer area none at a peak.")
        right.add(label(words, "small", wrap=True))
        right.add(self.rooms, 1)
        self.setLayout(beside(left, right, theme.px(560)))

    def put(self, snapshot: Any) -> None:
        """Show lengths, rooms and the limit."""
        rules = snapshot.meetings
        self.caps.put([CapLine(kind, str(name), rules.caps[kind], rules.usual[kind])
                       for kind, name in rules.kinds])  # fmt: skip
        self.rooms.put([RoomLine(one.name, one) for one in rules.rooms])
        self.at_once.setText(
            _("At most {n} meetings run at the same time.").format(n=rules.most_at_once)
            if rules.most_at_once
            else _("Any number of meetings may run at the same time, as far as posts stay covered.")
        )
        for table in (self.caps, self.rooms):
            if table.current() is None and table.proxy.rowCount():
                table.view.selectRow(0)
        self._fit()

    def ask_cap(self, line: CapLine | None = None) -> None:
        """Change how long a kind may last: of this line, or the one under the cursor."""
        chosen = line or self.caps.current()
        if chosen is not None and self.change_cap.isEnabled():
            meeting_forms.ask_cap(self, chosen)

    def ask_at_once(self) -> None:
        """Change how many meetings may run at once."""
        if self.page.snapshot is not None:
            meeting_forms.ask_at_once(self)

    def ask_room(self, line: RoomLine | None = None) -> None:
        """Add a room, or change one."""
        if self.page.snapshot is not None and self.new.isEnabled():
            meeting_forms.ask_room(self, line.room if line is not None else None)

    def _change_room(self) -> None:
        line = self.rooms.current()
        if line is not None:
            self.ask_room(line)

    def _remove_room(self) -> None:
        line = self.rooms.current()
        if line is not None and self.page.snapshot is not None:
            meeting_forms.take_out(self, line.room)

    def _fit(self) -> None:
        session = self.desk.services.session
        settings = session is not None and session.may(Right.MANAGE_SETTINGS)
        branch = session is not None and session.may(Right.MANAGE_BRANCH)
        for made in (self.change_cap, self.change_at_once):
            made.setEnabled(settings)
        self.new.setEnabled(branch)
        for made in (self.change, self.remove):
            made.setEnabled(branch and self.rooms.current() is not None)


def cap_table(theme: Theme) -> DataTable:
    """Kinds of meeting with their longest lengths."""
    return DataTable(
        theme,
        [
            Column("name", _("Kind"), lambda c: c.name, width=-1, strong=True),
            Column("minutes", _("At most (min)"), lambda c: str(c.minutes), lambda c: c.minutes, True, width=116),
            Column("whose", _("Set by"), lambda c: _("the branch") if c.minutes != c.usual else _("as usual"),
                   status=lambda c: "info" if c.minutes != c.usual else "quiet", width=116),
        ],
        name=_("Longest meetings"),
    )  # fmt: skip


def room_table(theme: Theme, empty: EmptyState) -> DataTable:
    """Rooms with seats and use."""
    return DataTable(
        theme,
        [
            Column("name", _("Room"), lambda r: r.name, width=-1, strong=True),
            Column("seats", _("Seats"), lambda r: str(r.room.seats) if r.room.seats else "–",
                   lambda r: r.room.seats, True, width=84),
            Column("use", _("Also used as"), lambda r: use_words(r.room), width=180),
        ],
        name=_("Rooms"),
        empty=empty,
    )  # fmt: skip


def use_words(room: Any) -> str:
    """What else a room is: where people lunch, part of the customer area."""
    said = [*([_("lunch room")] if room.lunch else []), *([_("customer area")] if room.customer_area else [])]
    return " · ".join(said) or "–"

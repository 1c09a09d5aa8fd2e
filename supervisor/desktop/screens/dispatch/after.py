"""After an incident: who is still on the way back, and what is still to be caught up; hidden where nothing is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.dispatch.orders import is_back
from supervisor.desktop.screens.dispatch.suspended import item_line
from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, label, row, scrolling
from supervisor.desktop.widgets.kept_focus import kept_focus
from supervisor.desktop.wording import clock
from supervisor.language import _

MOST_SHOWN = 3


@dataclass(frozen=True)
class Rest:
    """What is left of incidents that are over: orders whose people are not back, suspended work to be seen to."""

    away: tuple[Any, ...]
    items: tuple[Any, ...]
    names: Mapping[str, str]
    due: frozenset[str] = frozenset()  # orders after whose time to be back nobody has said that they are


def read_rest(reader: Any) -> Rest:
    """On the pool."""
    from supervisor.dispatch.service import names_of, still_away
    from supervisor.incidents.ledger import incident
    from supervisor.overview.suspended import catch_up

    def over(subject: str) -> bool:
        of = incident(reader, subject)
        return of is not None and not of.drill and of.end is not None and of.end <= reader.now

    away = tuple(one for one in still_away(reader) if over(one.incident))
    items = tuple(one for one in catch_up(reader, unsettled=True) if one.state in ("open", "apart") and one.over)
    local = reader.now.astimezone(reader.zone)
    now = (local.date(), local.hour * 60 + local.minute)
    due = (one.order for one in away if one.back_minute and (reader.local(one.at_ms).date(), one.back_minute) <= now)
    return Rest(away, items, names_of(reader) if away else {}, frozenset(due))


class AfterCard(Card):
    """The first lines of it; the rest in a sheet, so that the page keeps its shape."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Still to be done after the incident"), padding=12)
        self.desk = desk
        self._asked = 0
        self._all: RestSheet | None = None
        self.rest: Rest | None = None
        self.lines = column(spacing=0)
        self.place_all = button(_("Place all again"), self.ask_place_all, "small")
        self.more = button("", self.show_all, "small")
        self.add(self.lines)
        self.add(row(self.more, self.place_all, None))
        self.hide()

    def look(self, running: bool = False) -> None:
        """Read again in the background; while an incident runs there are other things to do."""
        self._asked += 1
        asked = self._asked
        if running or self.desk.services.session is None:
            self.hide()
            return

        def show(rest: Rest) -> None:
            if asked == self._asked:
                self.put(rest)

        self.desk.load(self, read_rest, show, lambda _notice: None)

    def put(self, rest: Rest) -> None:
        """Show the first lines."""
        self.rest = rest
        every = len(rest.away) + len(rest.items)
        with kept_focus(self):
            clear(self.lines)
            for made in _lines(self, rest)[:MOST_SHOWN]:
                self.lines.addWidget(made)
        self.note.setText(_("{away} on the way back · {n} to catch up").format(away=len(rest.away), n=len(rest.items)))
        self.more.setText(_("Show all {n}").format(n=every))
        self.more.setVisible(every > MOST_SHOWN)
        self.place_all.setVisible(sum(one.open and one.item.what == "sitting" for one in rest.items) > 1)
        self.setVisible(bool(every))
        if self._all is not None:
            self._all.put(rest)

    def show_all(self) -> None:
        """All of it, in a sheet that follows what is done in it."""
        if self.rest is None:
            return
        self._all = RestSheet(self, self.rest)
        self._all.finished.connect(self._forget)
        self._all.open()

    def _forget(self, _result: int) -> None:
        self._all = None

    def ask_place_all(self) -> None:
        """Place every suspended meeting on its cheapest start, one after another."""
        from supervisor.together_incident import place_all_again

        desk = self.desk
        incidents = list(dict.fromkeys(one.item.incident for one in self.rest.items)) if self.rest else []

        def work(_progress: Any) -> tuple[int, int]:
            placed = left = 0
            for incident in incidents:
                some, none = place_all_again(desk.book, desk.actor, incident)
                placed, left = placed + len(some), left + len(none)
            return placed, left

        def done(found: tuple[int, int]) -> None:
            self.place_all.setEnabled(True)
            words = _("Placed again: {count}; without a start: {left}.").format(count=found[0], left=found[1])
            desk.say("warning" if found[1] else "good", words, _("Tell the people in Meetings."))
            self.look()

        def failed(notice: Any) -> None:
            self.place_all.setEnabled(True)
            desk.say("bad", notice.happened, notice.cure)

        self.place_all.setEnabled(False)
        desk.long(self, work, done=done, failed=failed)


class RestSheet(Sheet):
    """Every line of it."""

    def __init__(self, card: AfterCard, rest: Rest) -> None:
        super().__init__(card.window(), _("Still to be done after the incident"))
        self._card = card
        self.setMinimumWidth(card.desk.theme.px(720))
        self.lines = column(spacing=0)
        area = scrolling(self.lines)
        area.setMinimumHeight(card.desk.theme.px(360))
        self.body.addWidget(area)
        self.buttons.addWidget(button(_("Close"), self.accept, "primary"))
        self.put(rest)

    def put(self, rest: Rest) -> None:
        """Show every line."""
        with kept_focus(self):
            clear(self.lines)
            for made in _lines(self._card, rest):
                self.lines.addWidget(made)
            self.lines.addStretch(1)


def _lines(card: AfterCard, rest: Rest) -> list[RowFrame]:
    found = []
    for order in rest.away:
        frame = RowFrame(last=False, side=0)
        name, place = order.move.name, rest.names.get(order.move.to_post, "")
        words = _("was to be back at {time}: is he?") if order.order in rest.due else _("back at {time}")
        when = words.format(time=clock(order.back_minute)) if order.back_minute else _("no time named")
        words = column(label(f"{name} · {place}", "strong"), label(when, "small"), spacing=1)
        frame.line.addLayout(words, 1)
        frame.line.addWidget(
            button(_("Is back"), lambda o=order: is_back(card, o), "small",
                   name=_("{name} is back from there").format(name=name))
        )  # fmt: skip
        found.append(frame)
    return [*found, *(item_line(card, card.desk, one) for one in rest.items)]

"""What the incident stops, one click each, and what becomes of it: placed again with its price, done, given up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from supervisor.desktop.desk import Desk, Undo
from supervisor.desktop.questions import Sheet
from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, label, pill, row
from supervisor.desktop.widgets.flow import FlowLayout
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.kept_focus import kept_focus
from supervisor.desktop.wording import clock, listed, number
from supervisor.language import Words, _

STATUS = {
    "open": "warning", "placed": "good", "caught_up": "good", "given_up": "quiet", "taken_back": "quiet",
    "apart": "bad",
}  # fmt: skip


@dataclass(frozen=True)
class Stops:
    """Sittings that could be suspended, lines of the playbook that stop work, and what was suspended."""

    incident: str
    there: tuple[Any, ...]
    work: tuple[Words, ...]
    listed: tuple[Any, ...]


def read_stops(reader: Any, incident: str) -> Stops:
    """On the pool: of a running incident that is no drill."""
    from supervisor.incidents.ledger import incident as incident_of
    from supervisor.incidents.ledger import playbook_of
    from supervisor.overview.suspended import catch_up
    from supervisor.together_incident import stoppable

    of = incident_of(reader, incident)
    if of is None or of.drill or of.end is not None:
        return Stops(incident, (), (), ())
    found = tuple(one for one in catch_up(reader, incident) if one.state != "taken_back")
    known = {one.item.title.zh for one in found}
    work = tuple(line for line in playbook_of(reader, of).stops if line.zh not in known and not _of_meetings(line))
    return Stops(incident, tuple(stoppable(reader, incident)), work, found)


def _of_meetings(line: Words) -> bool:
    """Whether a line of the playbook speaks of meetings: they stand in the list themselves."""
    text = line.en.lower()
    return any(word in line.zh for word in ("会议", "培训")) or "meeting" in text or "training" in text


class SuspendedCard(Card):
    """While an incident runs: what stops now. Hidden where nothing could stop and nothing did."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("What stops"))
        self._desk = desk
        self._asked = 0
        self.stops: Stops | None = None
        self.all = button(_("Suspend what the playbook names"), self.suspend_all, "smallprimary")
        self.lines = column(spacing=0)
        self.add(row(self.all, None))
        self.add(self.lines)
        self.hide()

    def look(self, incident: str) -> None:
        """Read again in the background; an empty incident hides the card."""
        self._asked += 1
        asked = self._asked
        if not incident:
            self.hide()
            return

        def show(stops: Stops) -> None:
            if asked == self._asked:
                self.put(stops)

        self._desk.load(self, lambda reader: read_stops(reader, incident), show, lambda _notice: None)

    def put(self, stops: Stops) -> None:
        """Show what could stop first, then what was stopped."""
        self.stops = stops
        may = [one for one in stops.there if not one.never]
        named = [one for one in may if one.named]
        with kept_focus(self):
            clear(self.lines)
            self.all.setVisible(bool(named))
            open_ones = sum(one.open for one in stops.listed)
            self.note.setText(_("{n} to catch up").format(n=open_ones) if open_ones else "")
            for one in (*named, *(other for other in may if not other.named)):
                self.lines.addWidget(self._sitting(one))
            for line in stops.work:
                self.lines.addWidget(self._work(line))
            for one in stops.listed:
                self.lines.addWidget(item_line(self, self._desk, one, running=True))
            never = [one.held.title for one in stops.there if one.never]
            if never:
                words = _("Never suspended: {names}").format(names=listed(never))
                self.lines.addWidget(label(words, "small", wrap=True))
        self.setVisible(bool(may or stops.work or stops.listed))

    def _sitting(self, one: Any) -> RowFrame:
        plan = one.held.plan
        runs = _("runs now") if one.held.state == "running" else clock(plan.start_minute)
        below = _("{when} · {n} people").format(when=runs, n=len(one.people))
        stop = button(_("Suspend"), lambda: self.suspend([one]), "small",
                      name=_("Suspend {title}").format(title=one.held.title))  # fmt: skip
        return _line(one.held.title, below, stop)

    def _work(self, line: Words) -> RowFrame:
        stop = button(_("Suspend"), lambda: self._stop_work(line), "small",
                      name=_("Suspend {title}").format(title=line))  # fmt: skip
        return _line(str(line), "", stop)

    def suspend_all(self) -> None:
        """All that the playbook names."""
        if self.stops is not None:
            self.suspend([one for one in self.stops.there if one.named])

    def suspend(self, chosen: list[Any]) -> None:
        """Suspend these sittings; Ctrl+Z lets them stand again."""
        from supervisor.together_incident import suspend, take_back_suspension

        assert self.stops is not None
        desk, incident, keys = self._desk, self.stops.incident, [one.key for one in chosen]
        names = listed([one.held.title for one in chosen])

        def take_back() -> None:
            with desk.book.batch():
                for key in keys:
                    take_back_suspension(desk.book, desk.actor, incident, *key)

        desk.command(
            self, lambda: suspend(desk.book, desk.actor, incident, keys),
            said=_("Suspended: {names}. They are listed to be placed again.").format(names=names),
            undo=lambda _made: Undo(_("suspend {names}").format(names=names), take_back),
            done=lambda _made: self.look(incident),
        )  # fmt: skip

    def _stop_work(self, line: Words) -> None:
        from supervisor.together_incident import suspend_line, take_back_suspension

        assert self.stops is not None
        desk, incident = self._desk, self.stops.incident
        desk.command(
            self, lambda: suspend_line(desk.book, desk.actor, incident, line),
            undo=lambda name: Undo(_("suspend {names}").format(names=line),
                                   lambda: take_back_suspension(desk.book, desk.actor, incident, name)),
            done=lambda _made: self.look(incident),
        )  # fmt: skip


def item_line(owner: Any, desk: Desk, one: Any, *, running: bool = False) -> RowFrame:
    """One thing that was suspended, how it stands, and what can be done about it."""
    title = str(one.item.title)
    facts = []
    if one.again is not None:
        plan = one.again.plan
        facts.append(_("on {day} at {time}").format(day=f"{plan.day:%m-%d}", time=clock(plan.start_minute)))
    elif one.item.left_minutes:
        facts.append(_("{n} min left").format(n=one.item.left_minutes))
    if not running:
        facts.append(_("suspended for {kind} {number}").format(kind=one.kind, number=one.number))
    if one.state == "given_up" and one.item.note:
        facts.append(one.item.note)
    if one.state == "apart":
        facts.append(_("decide it in Settings, Contradictions"))
    keys: list[Any] = [pill(state_words(one.state), STATUS.get(one.state, "quiet"))]
    if one.open and running:
        keys.append(button(_("Not suspended"), lambda: _take_back(owner, desk, one), "small",
                           name=_("{title} is not suspended").format(title=title)))  # fmt: skip
    elif one.open:
        if one.item.what == "sitting":
            keys.append(button(_("Place again…"), lambda: PlaceSheet(owner, desk, one).open(), "smallprimary",
                               name=_("Place {title} again").format(title=title)))  # fmt: skip
        keys.append(button(_("Is done"), lambda: _done(owner, desk, one), "small",
                           name=_("{title} is caught up").format(title=title)))  # fmt: skip
        keys.append(button(_("Not caught up…"), lambda: _give_up(owner, desk, one), "small",
                           name=_("Give {title} up").format(title=title)))  # fmt: skip
    return _line(title, " · ".join(facts), *keys, beside=running)


def state_words(state: str) -> str:
    """How something suspended stands."""
    words = {
        "open": _("to catch up"), "placed": _("placed again"), "caught_up": _("caught up"), "given_up": _("given up"),
        "taken_back": _("not suspended"), "apart": _("two copies differ: to be decided"),
    }  # fmt: skip
    return words.get(state, state)


class PlaceSheet(Sheet):
    """When a suspended sitting could be, the cheapest first, each with what it costs customers; one press places it."""

    def __init__(self, owner: Any, desk: Desk, one: Any) -> None:
        super().__init__(owner.window(), _("Place again: {title}").format(title=one.item.title))
        self._desk, self._one = desk, one
        self.lines = column(spacing=0)
        self.wait = label(_("calculating…"), "muted")
        self.body.addWidget(self.wait)
        self.body.addLayout(self.lines)
        self.buttons.addWidget(button(_("Close"), self.reject))

        def reading(reader: Any) -> Any:
            from supervisor.together_incident import starts_again

            return starts_again(reader, one)

        desk.load(self, reading, self.put, lambda notice: self._refused(notice.happened))

    def put(self, answer: Any) -> None:
        """The starts that were found."""
        starts = [*answer.sittings[:1], *answer.alternatives]
        self.wait.setText(_("Customer-minutes of waiting that each start costs:") if starts else
                          _("There is no start for it in the coming week."))  # fmt: skip
        for place, at in enumerate(starts):
            day = f"{at.day:%m-%d} {clock(at.start_minute)}–{clock(at.end_minute)}"
            price = _("{n} min ({low}–{high})").format(
                n=number(at.price_minutes, 0), low=number(at.low_minutes, 0), high=number(at.high_minutes, 0)
            )
            here = button(_("Place here"), lambda a=at: self.place(a), "smallprimary" if place == 0 else "small",
                          name=_("Place on {day}").format(day=day))  # fmt: skip
            self.lines.addWidget(_line(day, price, here, last=place == len(starts) - 1))
            if place == 0:
                here.setFocus()

    def place(self, at: Any) -> None:
        """Put it there; the sheet stays where the planner says no."""
        from supervisor.together_incident import place_again

        desk, item = self._desk, self._one.item
        desk.command(
            self,
            lambda: place_again(desk.book, desk.actor, item.incident, item.about, item.sitting, day=at.day,
                                start_minute=at.start_minute),
            said=_("Placed again. Tell the people in Meetings."), done=lambda _made: self.accept(),
            failed=lambda notice: self._refused(notice.happened),
        )  # fmt: skip

    def _refused(self, words: str) -> None:
        self.wait.setText("")
        self.say(words)


def _take_back(owner: Any, desk: Desk, one: Any) -> None:
    from supervisor.together_incident import take_back_suspension

    item = one.item
    desk.command(
        owner, lambda: take_back_suspension(desk.book, desk.actor, item.incident, item.about, item.sitting),
        done=lambda _made: owner.look(item.incident),
    )  # fmt: skip


def _done(owner: Any, desk: Desk, one: Any) -> None:
    from supervisor.together_incident import caught_up

    item = one.item
    desk.command(owner, lambda: caught_up(desk.book, desk.actor, item.incident, item.about, item.sitting))


def _give_up(owner: Any, desk: Desk, one: Any) -> None:
    from supervisor.together_incident import give_up

    item = one.item
    form = FormSheet(owner, desk, _("Give up: {title}").format(title=item.title))
    form.text("reason", _("Reason"))
    form.send(
        _("Enter"),
        lambda v: give_up(desk.book, desk.actor, item.incident, item.about, item.sitting, reason=v["reason"]),
    )


def _line(title: str, below: str, *parts: Any, last: bool = False, beside: bool = False) -> RowFrame:
    """Words with what can be done about them: one thing beside them (several, where they are to stand `beside`), else
    under them."""
    frame = RowFrame(last=last, side=0)
    texts: list[Any] = [label(title, "strong", wrap=True), *([label(below, "small", wrap=True)] if below else [])]
    several = len(parts) > 1 and not beside
    if several:
        keys = FlowLayout(6, 4)
        for part in parts:
            keys.addWidget(part)
        texts.append(keys)
    frame.line.addLayout(column(*texts, spacing=3), 1)
    for part in () if several else parts:
        frame.line.addWidget(part)
    return frame

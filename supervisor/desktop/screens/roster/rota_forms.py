"""The forms of the duty rota: give a turn, swap two, an area with its days and people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.roster.training_forms import Crowd
from supervisor.desktop.widgets.basics import box, column, label, row
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.wording import long_day
from supervisor.language import Words, _

_OFTEN = ("day:every", "day:odd", "day:even", "week:every", "week:odd", "week:even")


class Weekdays(QWidget):
    """Seven boxes; `value()` gives the numbers of those ticked, 1 Monday to 7 Sunday."""

    def __init__(self, ticked: Sequence[int]) -> None:
        super().__init__()
        self.setObjectName("bare")
        from supervisor.roster.rota.words import weekday_name

        self.boxes = [QCheckBox(weekday_name(number)) for number in range(1, 8)]
        for number, one in enumerate(self.boxes, 1):
            one.setChecked(number in ticked)
        self.setLayout(row(*self.boxes, None, spacing=10))
        self.setFocusProxy(self.boxes[0])

    def value(self) -> tuple[int, ...]:
        """The weekdays ticked."""
        return tuple(number for number, one in enumerate(self.boxes, 1) if one.isChecked())


class AreaSheet(FormSheet):
    """A form with fields side by side, so that it stands on a small screen whole."""

    def beside(self, *fields: tuple[str, str, QWidget]) -> None:
        """Fields in one line, each under its title."""
        parts = []
        for name, title, widget in fields:
            widget.setAccessibleName(title)
            self._fields[name] = widget
            parts.append(box(column(label(title, "small"), widget, spacing=4)))
        self.body.addLayout(row(*parts, spacing=12))


def ask_give(tab: Any, key: Any) -> None:
    """Give the turn under the cursor to somebody, with the reason."""
    from supervisor.roster.rota import service

    shown, desk = tab.shown, tab.page.desk
    slot = shown.month.slots[key]
    was = slot.turn.person if slot.turn is not None else ""
    form = FormSheet(tab, desk, _("{area}, {day}").format(area=shown.areas.get(key[1], "–"), day=long_day(key[0])))
    form.choice("person", _("Who does it"), shown.options, was or None, searchable=True)
    form.text("reason", _("Why it is set by hand"), hint=_("it is kept with the turn"))

    given = ""

    def undo(before: Any) -> Undo:
        return Undo(
            _("a turn"), lambda: service.restore_turn(desk.book, desk.actor, key[0], key[1], before, given=given)
        )

    def work(v: dict[str, Any]) -> Any:
        nonlocal given
        given = v["person"] or ""
        return service.give_turn(desk.book, desk.actor, key[0], key[1], given, reason=v["reason"])

    said = _("The turn is set; planning leaves it alone.")
    form.send(_("Set"), work, said=said, undo=undo, done=lambda _x: tab.page.refresh())


def ask_swap(tab: Any, one: Any, other: Any) -> None:
    """Swap two turns: at once for whoever plans, else by asking the colleague."""
    from supervisor.roster.rota import swapping

    shown, desk = tab.shown, tab.page.desk
    turns = [shown.month.slots[key].turn for key in (one, other)]
    people = [turn.person if turn is not None else "" for turn in turns]
    if not all(people) or people[0] == people[1]:
        desk.say("warning", _("A swap needs two turns of two people."), _("Choose two names on the rota."))
        return
    if not tab.page.may_plan and desk.actor not in people:
        desk.say("warning", _("You can only ask to swap your own turn."), _("Choose your own turn and a colleague’s."))
        return
    if people[1] == desk.actor and not tab.page.may_plan:
        one, other, people = other, one, people[::-1]
    form = FormSheet(tab, desk, _("Swap two turns"))
    for key, person in zip((one, other), people, strict=True):
        words = f"{long_day(key[0])} · {shown.areas.get(key[1], '–')} · {shown.names.get(person, '–')}"
        form.body.addWidget(label(words, "strong"))
    form.text("reason", _("Reason"), hint=_("it is kept with the turn"))
    reason: dict[str, str] = {}

    def at_once(v: dict[str, Any]) -> None:
        reason.update(v)
        swapping.swap_turns(desk.book, desk.actor, one, other, reason=v["reason"])

    def undo(_result: Any) -> Undo:
        again = _("swapped back")
        return Undo(_("a swap"), lambda: swapping.swap_turns(desk.book, desk.actor, one, other, reason=again))

    done = lambda _x: tab.page.refresh()  # noqa: E731
    if tab.page.may_plan:
        form.send(_("Swap"), at_once, said=_("The two turns are swapped."), undo=undo, done=done)
        return
    form.send(
        _("Ask"), lambda v: swapping.ask_swap(desk.book, desk.actor, one, theirs=other, reason=v["reason"]),
        said=_("Asked: it counts when your colleague agrees."), done=done,
        undo=lambda swap: Undo(_("asking for a swap"), lambda: swapping.withdraw_swap(desk.book, desk.actor, swap)),
    )  # fmt: skip


def ask_area(tab: Any, area: Any = None) -> None:
    """Add an area, or change one from a day on."""
    from PySide6.QtWidgets import QLineEdit

    from supervisor.desktop.widgets.forms import choice_box, day_edit
    from supervisor.roster.rota import service
    from supervisor.roster.rota.records import Area
    from supervisor.roster.rota.words import COUNTED, WEEKS, WHO

    shown, desk = tab.shown, tab.page.desk
    form = AreaSheet(tab, desk, _("New area") if area is None else _("Change the area"))
    form.setMinimumWidth(desk.theme.px(600))
    zh, en = QLineEdit(area.name.zh if area else ""), QLineEdit(area.name.en if area else "")
    form.beside(("zh", _("Name in Chinese"), zh), ("en", _("Name in English"), en))
    kinds = [(key, str(words)) for key, words in WHO.items()]
    who = choice_box(kinds, name=_("Looked after by"), value=area.who if area else "turn")
    role = choice_box([("", "–"), *((one, one) for one in shown.roles)], name=_("Job"), value=area.role if area else "")
    zone = choice_box([("", "–"), *shown.zones], name=_("Zone"), value=area.place if area else "")
    form.beside(
        ("who", _("Looked after by"), who),
        ("role", _("Job (role in turn)"), role),
        ("place", _("Zone of findings"), zone),
    )
    crowd = Crowd(shown.options, desk.theme.px(120))
    crowd.list.setAccessibleName(_("People in turn, or the one person (nobody ticked: everybody)"))
    for place in range(crowd.list.count()):
        item = crowd.list.item(place)
        if area is not None and item.data(int(Qt.ItemDataRole.UserRole)) in area.people:
            item.setCheckState(Qt.CheckState.Checked)
    form.field("people", _("People in turn, or the one person (nobody ticked: everybody)"), crowd)
    often = {}
    for key in _OFTEN:
        every, _colon, weeks = key.partition(":")
        words = _("every day") if every == "day" else _("once a week")
        often[key] = words if weeks == "every" else f"{WEEKS[weeks]} · {words}"
    now = "day:every" if area is None else f"{area.every}:{area.weeks}"
    often_box = choice_box([(key, often[key]) for key in _OFTEN], name=_("How often"), value=now)
    counted = choice_box([(key, str(words)) for key, words in COUNTED.items()], name=_("Days that count"),
                         value=area.counted if area else "working")  # fmt: skip
    limits = [(0, _("as it falls")), *((n, str(n)) for n in range(1, 6))]
    most = choice_box(limits, name=_("At most a month"), value=area.most if area else 0)
    form.beside(("often", _("How often"), often_box), ("counted", _("Days that count"), counted),
                ("most", _("At most a month"), most))  # fmt: skip
    form.field("weekdays", _("Only on these weekdays (once a week: its one day)"),
               Weekdays(area.weekdays if area else ()))  # fmt: skip
    form.text("tasks", _("What is to be done"), area.tasks if area else "")
    form.field("since", _("Counts from"), day_edit(shown.month.today, name=_("Counts from")))

    def work(v: dict[str, Any]) -> str:
        every, _colon, weeks = v["often"].partition(":")
        return service.set_area(desk.book, desk.actor, Area(
            subject=area.subject if area is not None else "", name=Words(v["zh"], v["en"] or v["zh"]), who=v["who"],
            every=every, weeks=weeks, weekdays=v["weekdays"], most=v["most"], counted=v["counted"],
            people=tuple(v["people"]) if v["who"] in ("turn", "person") else (), role=v["role"], place=v["place"],
            tasks=v["tasks"], order=area.order if area is not None else 0, valid_from=v["since"],
        ))  # fmt: skip

    def undo(subject: str) -> Undo:
        if area is None:
            return Undo(_("an area"), lambda: service.stop_area(desk.book, desk.actor, subject))
        import msgspec

        old = msgspec.structs.replace(area, valid_from=max(area.valid_from, shown.month.today))
        return Undo(_("an area"), lambda: service.set_area(desk.book, desk.actor, old))

    form.send(_("Save"), work, said=_("The area is saved; plan the month again so that it counts."), undo=undo,
              done=lambda _x: tab.page.refresh())  # fmt: skip


def ask_stop(tab: Any, line: Any) -> None:
    """Stop an area from a day on."""
    import msgspec

    from supervisor.roster.rota import service

    desk = tab.page.desk
    form = FormSheet(tab, desk, _("Stop the area {area}").format(area=line.name))
    form.day("since", _("From"), tab.shown.month.today)
    form.text("reason", _("Reason"))

    def work(v: dict[str, Any]) -> Any:
        service.stop_area(desk.book, desk.actor, line.subject, day=v["since"], reason=v["reason"])
        return v["since"]

    def undo(since: Any) -> Undo:
        again = msgspec.structs.replace(line.area, valid_from=since)  # set from that day on, it counts again
        return Undo(_("stopping an area"), lambda: service.set_area(desk.book, desk.actor, again))

    form.send(
        _("Stop"), work, said=_("Nobody looks after it from then on; plan the month again."), undo=undo,
        done=lambda _x: tab.page.refresh(),
    )  # fmt: skip

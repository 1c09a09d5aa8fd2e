"""Forms about the rules of meetings: the longest length of a kind, a room, how many at once; each with its way back."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.desk import Undo
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.language import _

LONGEST, SEATS, AT_ONCE = 480, 999, 50


def ask_cap(owner: Any, line: Any) -> FieldForm:
    """Change how long a kind of meeting may last; undo puts back what held."""
    from supervisor.meetings import service

    desk = owner.desk
    form = FieldForm(owner, desk, _("Longest meeting: {kind}").format(kind=line.name), width=440)
    form.note(_("Longer ones are not asked for any more; what stands in the calendar stays. As usual: {n} min.").format(
        n=line.usual
    ))  # fmt: skip
    form.number("minutes", _("At most (min)"), line.minutes, 5, LONGEST)
    form.send(
        _("Save"), lambda v: service.set_cap(desk.book, desk.actor, line.subject, v["minutes"]),
        said=_("The longest length is saved."),
        undo=lambda _none: Undo(_("longest length of {kind}").format(kind=line.name),
                                lambda: service.set_cap(desk.book, desk.actor, line.subject, line.minutes)),
    )  # fmt: skip
    return form


def ask_at_once(owner: Any) -> FieldForm:
    """Change how many meetings may run at the same time."""
    from supervisor.meetings.limits.service import set_most_at_once

    desk, before = owner.desk, owner.page.snapshot.meetings.most_at_once
    form = FieldForm(owner, desk, _("How many meetings at once"), width=440)
    form.note(_("The planner and the calendar keep to it: a start at which so many meetings run already is refused."))
    most = form.number("most", _("At most, 0 for no limit"), before, 0, AT_ONCE)
    most.setSpecialValueText(_("no limit"))
    form.send(
        _("Save"), lambda v: set_most_at_once(desk.book, desk.actor, v["most"]), said=_("The limit is saved."),
        undo=lambda _none: Undo(_("limit of meetings at once"),
                                lambda: set_most_at_once(desk.book, desk.actor, before)),
    )  # fmt: skip
    return form


def ask_room(owner: Any, room: Any | None) -> FieldForm:
    """Add a room or change one; undo puts back the rooms as they were."""
    from supervisor.branch.faults import WrongField
    from supervisor.meetings.events import Room

    desk, before = owner.desk, tuple(owner.page.snapshot.meetings.rooms)
    form = FieldForm(
        owner, desk, _("Change {name}").format(name=room.name) if room else _("Add a room"), width=440
    )  # fmt: skip
    form.text("name", _("Name"), room.name if room else "")
    seats = form.number("seats", _("Seats"), room.seats if room else 0, 0, SEATS)
    seats.setSpecialValueText(_("not counted"))
    form.check("lunch", _("People lunch here"), room.lunch if room else False)
    form.check("customer_area", _("Part of the customer area"), room.customer_area if room else False)

    def work(v: dict[str, Any]) -> None:
        if not v["name"]:
            raise WrongField("name", _("Every room has a name of its own."))
        others = [one for one in before if room is None or one.name != room.name]
        if any(one.name == v["name"] for one in others):
            raise WrongField("name", _("Every room has a name of its own."))
        made = Room(name=v["name"], seats=v["seats"], lunch=v["lunch"], customer_area=v["customer_area"])
        _set(desk, (*others, made))

    form.send(
        _("Save") if room else _("Add"), work, said=_("The rooms are saved."),
        undo=lambda _none: Undo(_("rooms"), lambda: _set(desk, before)),
    )  # fmt: skip
    return form


def take_out(owner: Any, room: Any) -> None:
    """Take a room off the list; meetings that name it keep it. Undo puts it back."""
    desk, before = owner.desk, tuple(owner.page.snapshot.meetings.rooms)
    desk.command(
        owner, lambda: _set(desk, [one for one in before if one.name != room.name]),
        said=_("{room} is off the list of rooms.").format(room=room.name),
        undo=lambda _none: Undo(_("taking out a room"), lambda: _set(desk, before)),
    )  # fmt: skip


def _set(desk: Any, rooms: Any) -> None:
    from supervisor.meetings.service import set_rooms

    set_rooms(desk.book, desk.actor, rooms)

"""What an incident stops, at the command line: suspended, listed, placed again, caught up, given up."""

from __future__ import annotations

from typing import Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.context import day_of, emit, instant_of, minute_text, opened, say, table
from supervisor.cli.dispatch_orders import Named, lately, may_read, running_of
from supervisor.errors import BadInput
from supervisor.language import Words, _

STATES = {
    "open": Words("待补办", "to catch up"),
    "placed": Words("已重新安排", "placed again"),
    "caught_up": Words("已补办", "caught up"),
    "given_up": Words("不再补办", "given up"),
    "taken_back": Words("撤销暂停", "not suspended"),
    "apart": Words("两份账本不一致，待裁定", "two copies differ: decide"),
}
Everything = Annotated[bool, Parameter(name="--all", help="all that the playbook stops")]
Meetings = Annotated[tuple[str, ...], Parameter(help="numbers of meetings to suspend; without any it is only shown")]
Work = Annotated[str, Parameter(help="internal work that stops, in words")]
Length = Annotated[int, Parameter(help="how many minutes of it are left to do")]
Why = Annotated[str, Parameter(help="why it may stop, where it comes close to what never stops")]
Wanted = Annotated[str, Parameter(help="its place in the list, as 2; without it the list")]
Start = Annotated[str, Parameter(help="place it at this start, as 2026-11-25T16:30")]
Best = Annotated[bool, Parameter(help="place it at its cheapest start; without a place in the list, all of them")]
FirstDay = Annotated[str, Parameter(name="--from", help="the first day looked at, as 2026-11-25; without it today")]
CaughtUp = Annotated[bool, Parameter(name="--done", help="it is done")]
GiveUp = Annotated[str, Parameter(help="it is not caught up: why")]
Undo = Annotated[bool, Parameter(help="it was not to be suspended after all")]


def register(group: App) -> None:
    """Add `supervisor dispatch suspend` and `resume`."""

    @group.command
    def suspend(
        meetings: Meetings = (), /, *, incident: str = "", everything: Everything = False, work: Work = "",
        minutes: Length = 0, why: Why = "", json: bool = False,
    ) -> int:  # fmt: skip
        """Suspend meetings of today, or internal work, for a running incident; all of it is listed to be caught up."""
        from supervisor.together_incident import stoppable, suspend_line
        from supervisor.together_incident import suspend as stop

        with opened() as app:
            found = running_of(app, incident)
            with app.read() as r:
                may_read(r, app.actor)
                there = stoppable(r, found.subject)
            if not meetings and not everything and not work:
                return _show_stoppable(found, there, json)
            stopped = []
            keys = None if everything else [one.key for number in meetings for one in _numbered(there, number)]
            with app.book.batch():  # all that was named stops, or nothing
                if meetings or everything:
                    stopped = stop(app.book, app.actor, found.subject, keys)
                if work:
                    suspend_line(app.book, app.actor, found.subject, Words(work, work), minutes=minutes, why=why)
            return _listed(app, found, json, said=_("Suspended: {count}.").format(count=len(stopped) + bool(work)))

    @group.command
    def resume(
        wanted: Wanted = "", /, *, incident: Named = "", start: Start = "", best: Best = False,
        first_day: FirstDay = "",
        caught_up: CaughtUp = False, give_up: GiveUp = "", undo: Undo = False, json: bool = False,
    ) -> int:  # fmt: skip
        """What was suspended for an incident: the list, when one could be, and what became of it."""
        from supervisor import together_incident as together

        with opened() as app:
            found = lately(app, incident)
            with app.read() as r:
                may_read(r, app.actor)
                today = r.today
            day = day_of(first_day or None, today)
            said = sum(map(bool, (start, best, caught_up, give_up, undo)))
            if said > 1 or (said and not wanted and not best):
                raise BadInput(
                    _("Say one thing of one place in the list: --start, --best, --done, --give-up or --undo.")
                )
            if not wanted and best:
                placed, left = together.place_all_again(app.book, app.actor, found.subject, day)
                said = _("Placed again: {count}; without a start: {left}.").format(count=len(placed), left=len(left))
                return _listed(app, found, json, said=said)
            if not wanted:
                return _listed(app, found, json)
            one = _place_in(app, found, wanted)
            about = (app.book, app.actor, found.subject, one.item.about, one.item.sitting)
            if undo:
                together.take_back_suspension(*about)
            elif give_up:
                together.give_up(*about, reason=give_up)
            elif caught_up:
                together.caught_up(*about)
            elif best or start:
                with app.read() as r:
                    answer = together.starts_again(r, one, day) if best else None
                if answer is not None and not answer.sittings:
                    raise BadInput(_("There is no start for it in the coming week."))
                if answer is not None:
                    when, minute = answer.sittings[0].day, answer.sittings[0].start_minute
                else:
                    moment = instant_of(app, start).astimezone(app.book.zone)
                    when, minute = moment.date(), moment.hour * 60 + moment.minute
                together.place_again(*about, day=when, start_minute=minute)
            else:
                return _starts(app, one, day, json)
            return _listed(app, found, json)


def _numbered(there: list[Any], number: str) -> list[Any]:
    found = [one for one in there if number in (one.held.number, one.held.meeting)]
    if not found:
        raise BadInput(_("There is no {what} {wanted}.").format(what=_("meeting"), wanted=number))
    return found


def _place_in(app: Any, found: Any, wanted: str) -> Any:
    from supervisor.overview.suspended import catch_up

    with app.read() as r:
        listed = catch_up(r, found.subject)
    if not wanted.isdecimal() or not 1 <= int(wanted) <= len(listed):
        raise BadInput(_("Name a place in the list, 1 to {n}.").format(n=len(listed)))
    return listed[int(wanted) - 1]


def _show_stoppable(found: Any, there: list[Any], json: bool) -> int:
    if json:
        emit("dispatch.stoppable", 1, {"incident": found.subject, "sittings": [
            {"meeting": one.held.meeting, "sitting": one.held.sitting, "number": one.held.number,
             "title": one.held.title, "kind": one.held.kind, "state": one.held.state,
             "start_minute": one.held.plan.start_minute, "end_minute": one.held.plan.end_minute,
             "people": one.people, "named": one.named, "never": one.never}
            for one in there
        ]})  # fmt: skip
        return 0
    table(
        (_("No."), _("Meeting"), _("From"), _("To"), _("People"), _("Playbook")),
        [
            (one.held.number, one.held.title, minute_text(one.held.plan.start_minute),
             minute_text(one.held.plan.end_minute), len(one.people),
             _("never stops") if one.never else _("suspends it") if one.named else "")
            for one in there
        ],
        empty=_("No meeting of today runs or is to come."),
    )  # fmt: skip
    return 0


def _listed(app: Any, found: Any, json: bool, said: str = "") -> int:
    from supervisor.overview.suspended import catch_up

    with app.read() as r:
        listed = catch_up(r, found.subject)
    if json:
        emit("dispatch.suspended", 1, {"incident": found.subject, "number": found.number, "suspended": [
            {"what": one.item.what, "about": one.item.about, "sitting": one.item.sitting, "title": one.item.title,
             "minute": one.item.minute, "left_minutes": one.item.left_minutes, "people": one.item.people,
             "begun": one.item.begun, "state": one.state, "note": one.item.note,
             "day": one.again.plan.day if one.again else None,
             "start_minute": one.again.plan.start_minute if one.again else None}
            for one in listed
        ]})  # fmt: skip
        return 0
    if said:
        say(said)
    table(
        ("#", _("What"), _("Left (min)"), _("State"), _("When"), _("Remark")),
        [
            (place, one.item.title, one.item.left_minutes or "", STATES[one.state],
             f"{one.again.plan.day} {minute_text(one.again.plan.start_minute)}" if one.again else "",
             one.item.note if one.state != "placed" else "")
            for place, one in enumerate(listed, 1)
        ],
        empty=_("Nothing was suspended."),
    )  # fmt: skip
    return 0


def _starts(app: Any, one: Any, day: Any, json: bool) -> int:
    from supervisor.together_incident import starts_again

    with app.read() as r:
        answer = starts_again(r, one, day)
    found = [*answer.sittings[:1], *answer.alternatives]
    if json:
        emit("dispatch.starts", 1, {"title": one.item.title, "starts": [
            {"day": at.day, "start_minute": at.start_minute, "end_minute": at.end_minute,
             "price_minutes": at.price_minutes, "low_minutes": at.low_minutes, "high_minutes": at.high_minutes}
            for at in found
        ]})  # fmt: skip
        return 0
    table(
        (_("Day"), _("From"), _("To"), _("Price (customer-minutes)")),
        [(at.day, minute_text(at.start_minute), minute_text(at.end_minute), f"{at.price_minutes:.0f}") for at in found],
        empty=_("There is no start for it in the coming week."),
    )
    return 0

"""The duty rota on the command line: a month shown, planned, printed; areas; turns swapped, given, ticked."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.context import (
    Output,
    day_of,
    emit,
    month_of,
    names,
    opened,
    person_of,
    refuse_existing,
    say,
    table,
    write_out,
)
from supervisor.language import _

AreaName = Annotated[str, Parameter(help="name or id of the area")]
Month = Annotated[str | None, Parameter(help="the month, as 2026-11; without it this month")]
Reason = Annotated[str, Parameter(help="why it is swapped or set by hand; it is kept")]
SwapId = Annotated[str, Parameter(help="id of the swap, or a part that no other has")]


def register(roster: App) -> None:
    """Add `supervisor roster rota`."""
    rota = App(name="rota", help="duty rota for common areas: who looks after which on which day")
    roster.command(rota)
    _shown(rota)
    _steps(rota)
    _swaps(rota)
    _areas(rota)


def _month(r: Any, text: str | None) -> date:
    return date.fromisoformat(f"{month_of(text)}-01") if text else r.today


def _readable(app: Any, r: Any) -> None:
    """The rota hangs on the wall: whoever may read his own record may read it."""
    from supervisor.access import Right, require

    require(r, app.actor, Right.READ_OWN)


def _shown(rota: App) -> None:
    @rota.command(name="list")
    def list_all(*, month: Month = None, json: bool = False) -> int:
        """Who looks after which area on each day of a month, what was done or missed, how turns fall on people."""
        from supervisor.roster.rota.reading import month_rota
        from supervisor.roster.rota.words import SIGNS, STATES, day_name, turn_words

        with opened() as app, app.read() as r:
            _readable(app, r)
            shown, who = month_rota(r, _month(r, month)), names(r)
        if json:
            emit("roster.rota", 1, _document(shown))
            return 0
        areas = [area for area in shown.areas if area.who != "owner"]
        rows = []
        for one in shown.days:
            slots = [shown.slots.get((one.day, area.subject)) for area in areas]
            if any(slots):
                cells = (
                    f"{SIGNS.get(s.state, '')} {turn_words(s.turn, who) or STATES[s.state]}".strip() if s else ""
                    for s in slots
                )
                rows.append((day_name(one.day), *cells))
        table((_("Day"), *(str(area.name) for area in areas)), rows,
              empty=_("There is no area yet: take up the usual ones with “roster rota area add --usual”."))  # fmt: skip
        for swap in shown.swaps:
            one, other = who.get(swap.person, "?"), who.get(swap.other, "?")
            words = _("{one} asks {other} to take {day}: {id}")
            say(words.format(one=one, other=other, day=swap.day, id=swap.subject))
        if shown.missed:
            say(_("Not ticked: {n}").format(n=len(shown.missed)))
        return 0

    @rota.command
    def plan(*, month: Month = None, apply: bool = False, json: bool = False) -> int:
        """Plan a month from today on, or plan it again: what still fits stays. Shows it; `--apply` writes it."""
        from supervisor.access import Right, require
        from supervisor.roster.rota import ledger
        from supervisor.roster.rota.due import days_of_month
        from supervisor.roster.rota.reading import propose
        from supervisor.roster.rota.service import plan_month
        from supervisor.roster.rota.words import day_name, turn_words

        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.PLAN_ROSTER)
                when, who = _month(r, month), names(r)
                wanted = propose(r, when)
                was = ledger.turns(r, max(when.replace(day=1), r.today), days_of_month(when)[-1])
                areas = {one.subject: str(one.versions[-1].name) for one in ledger.courses(r)}
            changes = [key for key in sorted(was.keys() | wanted.keys()) if was.get(key) != wanted.get(key)]
            if apply:
                plan_month(app.book, app.actor, when)
        if json:
            emit("roster.rota_plan", 1, {"month": f"{when:%Y-%m}", "applied": apply, "changes": [
                {"day": key[0], "area": key[1], "before": was.get(key), "after": wanted.get(key)} for key in changes
            ]})  # fmt: skip
            return 0
        table(
            (_("Day"), _("Area"), _("Before"), _("After")),
            [(day_name(key[0]), areas.get(key[1], key[1]), turn_words(was.get(key), who),
              turn_words(wanted.get(key), who)) for key in changes],
            empty=_("Nothing changes."),
        )  # fmt: skip
        if changes and not apply:
            say(_("Nothing was written; add --apply to write it."))
        return 0

    @rota.command(name="print")
    def rota_print(*, output: Output, month: Month = None, force: bool = False) -> int:
        """Write a month as one A4 page for the wall (HTML)."""
        from supervisor.roster.rota.printing import rota_page
        from supervisor.roster.rota.reading import month_rota

        refuse_existing(output, force)
        with opened() as app, app.read() as r:
            _readable(app, r)
            page = rota_page(r, month_rota(r, _month(r, month)))
        write_out(output, page)
        return 0

    @rota.command
    def export(output: Output, *, month: Month = None, force: bool = False) -> int:
        """Write a month as a workbook: days with their areas, and how turns fall on people."""
        from reports.rota_form import write_rota
        from supervisor.branch.ledger import people
        from supervisor.roster.rota.reading import month_rota

        refuse_existing(output, force)
        with opened() as app, app.read() as r:
            _readable(app, r)
            shown = month_rota(r, _month(r, month))
            known = {one.subject: (one.no, one.name) for one in people(r, active_only=False)}
        write_rota(shown, known, output)
        say(str(output))
        return 0


def _document(shown: Any) -> dict[str, Any]:
    slots = [
        {"day": slot.day, "area": slot.area, "state": slot.state, "reason": slot.reason,
         "person": slot.turn.person if slot.turn else "", "manner": slot.turn.manner if slot.turn else "",
         "fixed": bool(slot.turn and slot.turn.fixed), "done": slot.done}
        for slot in sorted(shown.slots.values(), key=lambda one: (one.day, one.area))
    ]  # fmt: skip
    return {
        "month": f"{shown.first:%Y-%m}", "weeks": shown.counting, "areas": shown.areas, "slots": slots,
        "people": shown.tallies, "swaps": shown.swaps,
        "closed": [one.day for one in shown.days if not one.counts],
    }  # fmt: skip


def _steps(rota: App) -> None:
    @rota.command
    def give(
        day: str, area: AreaName, person: str, *, reason: Reason,
    ) -> int:  # fmt: skip
        """Give an area of a day to somebody by hand, with the reason; planning leaves it alone from then on."""
        from supervisor.roster.rota.service import find_course, give_turn

        with opened() as app:
            with app.read() as r:
                when, who, where = day_of(day, r.today), person_of(r, person), find_course(r, area).subject
            give_turn(app.book, app.actor, when, where, who, reason=reason)
        say(_("It is set: {day}, {area}.").format(day=when, area=area))
        return 0

    @rota.command
    def done(
        area: AreaName, day: str | None = None, *, note: str = "",
        by: Annotated[str, Parameter(help="who did it, by staff number or name; without it who is named")] = "",
        withdraw: Annotated[bool, Parameter(help="it was ticked by mistake")] = False,
    ) -> int:  # fmt: skip
        """Tick an area as done (on a day; default: today), with the time; `--withdraw` takes the tick back."""
        from supervisor.roster.rota.service import find_course, tick_done, untick

        with opened() as app:
            with app.read() as r:
                when, where = day_of(day, r.today), find_course(r, area).subject
                who = person_of(r, by) if by else ""
            if withdraw:
                untick(app.book, app.actor, when, where, reason=note)
            else:
                tick_done(app.book, app.actor, when, where, who=who, note=note)
        say(_("The tick is taken back.") if withdraw else _("Ticked: {area}, {day}.").format(area=area, day=when))
        return 0


def _swaps(rota: App) -> None:
    @rota.command
    def swap(
        day: str, area: AreaName, *, reason: Reason = "",
        other_day: Annotated[str | None, Parameter(help="day of the other turn; without it a favour")] = None,
        other_area: Annotated[str, Parameter(help="area of the other turn; without it the same area")] = "",
        other: Annotated[str, Parameter(help="who is asked, by staff number or name, where no turn is named")] = "",
        now: Annotated[bool, Parameter(help="swap two turns at once, with a reason: whoever plans")] = False,
    ) -> int:  # fmt: skip
        """Ask a colleague to take one's own turn, or swap two turns at once (`--now`, whoever plans)."""
        from supervisor.errors import BadInput
        from supervisor.roster.rota.service import find_course
        from supervisor.roster.rota.swapping import ask_swap, swap_turns

        with opened() as app:
            with app.read() as r:
                mine = (day_of(day, r.today), find_course(r, area).subject)
                theirs = (day_of(other_day, r.today), find_course(r, other_area or area).subject) if other_day else None
                asked = person_of(r, other) if other else ""
            if now:
                if theirs is None:
                    raise BadInput(_("Name the other turn with --other-day."))
                swap_turns(app.book, app.actor, mine, theirs, reason=reason)
                say(_("The two turns are swapped."))
                return 0
            subject = ask_swap(app.book, app.actor, mine, other=asked, theirs=theirs, reason=reason)
        say(_("Asked: {id}").format(id=subject))
        return 0

    @rota.command
    def agree(
        swap: SwapId, *, note: str = "",
        refuse: Annotated[bool, Parameter(help="refuse instead")] = False,
        withdraw: Annotated[bool, Parameter(help="no longer ask: whoever asked")] = False,
    ) -> int:  # fmt: skip
        """Agree to a swap that one was asked for (`--refuse`: refuse it; `--withdraw`: take one's own back)."""
        from supervisor.roster.rota.swapping import answer_swap, withdraw_swap

        with opened() as app:
            if withdraw:
                withdraw_swap(app.book, app.actor, swap, reason=note)
                say(_("The swap is no longer asked for."))
                return 0
            answer_swap(app.book, app.actor, swap, not refuse, note=note)
        say(_("Refused; the turns stay.") if refuse else _("Agreed: the turns have changed hands."))
        return 0


def _areas(rota: App) -> None:
    from supervisor.cli.rota_areas import register as register_areas

    register_areas(rota)

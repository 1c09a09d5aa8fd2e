"""The areas of the duty rota on the command line: shown, added, changed from a day on, stopped."""

from __future__ import annotations

from typing import Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.context import day_of, emit, names, opened, person_of, say, table
from supervisor.errors import BadInput
from supervisor.language import _


def register(rota: App) -> None:
    """Add `areas`, `area add`, `area order`, `area stop` and `weeks`."""
    group = App(name="area", help="areas of the duty rota: add, change, order, stop")
    rota.command(group)
    _shown(rota)
    _changed(group)


def _shown(rota: App) -> None:
    @rota.command
    def areas(*, json: bool = False) -> int:
        """The areas as they stand today or will: who looks after them, how often."""
        from supervisor.access import Right, require
        from supervisor.roster.rota import ledger
        from supervisor.roster.rota.words import COUNTING, often_words, who_words

        with opened() as app, app.read() as r:
            require(r, app.actor, Right.READ_OWN)
            found = [(one, one.on(r.today) or one.versions[-1]) for one in ledger.courses(r)]
            who, today, weeks = names(r), r.today, ledger.counting(r)
        if json:
            emit("roster.rota_areas", 1, {"weeks": weeks, "areas": [
                {**_plain(area), "stops": one.stops, "in_force": one.on(today) is not None} for one, area in found
            ]})  # fmt: skip
            return 0
        table(
            (_("Area"), _("Who"), _("How often"), _("What to do"), _("From"), _("State"), _("Id")),
            [
                (area.name, who_words(area, who), often_words(area), area.tasks, area.valid_from,
                 _("in force") if one.on(today) else _("not in force"), one.subject)
                for one, area in found
            ],
            empty=_("There is no area yet: take up the usual ones with “roster rota area add --usual”."),
        )  # fmt: skip
        say(_("Odd and even weeks: {how}").format(how=COUNTING[weeks]))
        return 0

    @rota.command
    def weeks(
        counting: Annotated[str, Parameter(help="month (even: the 2nd and 4th) or iso (through the year)")],
    ) -> int:
        """Set how odd and even weeks are counted, for all areas."""
        from supervisor.roster.rota.service import set_counting

        with opened() as app:
            set_counting(app.book, app.actor, counting)  # type: ignore[arg-type]
        say(_("Weeks are counted so from now on; plan the month again."))
        return 0


def _plain(area: Any) -> dict[str, Any]:
    import msgspec

    return msgspec.to_builtins(area)


def _changed(group: App) -> None:
    @group.command
    def add(
        name: Annotated[str, Parameter(help="what the area is called")] = "",
        *,
        usual: Annotated[bool, Parameter(help="take up the usual areas that are not there yet")] = False,
        english: Annotated[str, Parameter(help="its name in English; without it the same")] = "",
        who: Annotated[str, Parameter(help="turn, role, person, cleaner, everyone or owner")] = "turn",
        people: Annotated[
            tuple[str, ...], Parameter(negative="", help="who takes turns, by staff number or name; none: everybody")
        ] = (),
        role: Annotated[str, Parameter(help="the job whose holders take turns, with --who role")] = "",
        every: Annotated[str, Parameter(help="day, or week: once a week on its weekday")] = "day",
        weekday: Annotated[
            tuple[int, ...], Parameter(negative="", help="only these weekdays, 1 Monday to 7 Sunday")
        ] = (),
        weeks: Annotated[str, Parameter(help="every, odd or even weeks")] = "every",
        most: Annotated[int, Parameter(help="at most so many times a month; 0: as often as it falls")] = 0,
        counted: Annotated[str, Parameter(help="working: working days; open: days with open doors")] = "working",
        place: Annotated[str, Parameter(help="code of the zone where findings of it lie")] = "",
        tasks: Annotated[str, Parameter(help="what is to be done there")] = "",
        since: Annotated[str | None, Parameter(help="day from which it counts (today)")] = None,
        area: Annotated[str, Parameter(help="name or id of an area that changes from that day on")] = "",
    ) -> int:
        """Add an area, or change one (`--area`) from a day on; `--usual` takes up the usual areas."""
        from supervisor.language import Words
        from supervisor.roster.rota.records import Area
        from supervisor.roster.rota.service import find_course, set_area
        from supervisor.roster.rota.usual import take_up_usual

        with opened() as app:
            with app.read() as r:
                day = day_of(since, r.today)
                crew = tuple(person_of(r, one) for one in people)
                old = find_course(r, area) if area else None
            if usual:
                done = take_up_usual(app.book, app.actor, valid_from=day)
                say(_("{n} areas were taken up.").format(n=len(done)))
                return 0
            if not name and old is None:
                raise BadInput(_("Name the area, or take up the usual ones with --usual."))
            last = old.versions[-1] if old is not None else None
            called = Words(name, english or name) if name else last.name if last is not None else Words("")
            subject = set_area(app.book, app.actor, Area(
                subject=old.subject if old is not None else "", name=called, who=who,  # type: ignore[arg-type]
                every=every, weeks=weeks, counted=counted,  # type: ignore[arg-type]
                weekdays=tuple(sorted(set(weekday))), most=most, people=crew, role=role, place=place, tasks=tasks,
                order=last.order if last is not None else 0, valid_from=day,
            ))  # fmt: skip
        say(_("The area counts from {day}: {id}").format(day=day, id=subject))
        return 0

    @group.command
    def order(
        areas: Annotated[tuple[str, ...], Parameter(help="names or ids of areas, the first first; the others follow")],
    ) -> int:
        """Set the order in which areas are shown, printed and planned."""
        from supervisor.roster.rota.service import order_areas

        if not areas:
            raise BadInput(_("Name at least one area."))
        with opened() as app:
            order_areas(app.book, app.actor, areas)
        say(_("The areas stand in this order from now on."))
        return 0

    @group.command
    def stop(
        area: Annotated[str, Parameter(help="name or id of the area")], *,
        since: Annotated[str | None, Parameter(help="day from which nobody looks after it (today)")] = None,
        reason: Annotated[str, Parameter(help="why it is stopped")] = "",
    ) -> int:  # fmt: skip
        """Stop an area from a day on; what was stays in the record."""
        from supervisor.roster.rota.service import find_course, stop_area

        with opened() as app:
            with app.read() as r:
                day, subject = day_of(since, r.today), find_course(r, area).subject
            stop_area(app.book, app.actor, subject, day=day, reason=reason)
        say(_("Nobody looks after it from {day} on.").format(day=day))
        return 0

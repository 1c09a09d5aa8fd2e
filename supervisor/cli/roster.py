"""The roster: a workbook in and out, a day or a week on screen and on paper, a week copied or proposed, leave."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from cyclopts import App

from supervisor.cli import rota
from supervisor.cli.context import (
    Output,
    day_of,
    emit,
    minute_text,
    names,
    opened,
    person_of,
    reading,
    refuse_existing,
    say,
    table,
    write_out,
)
from supervisor.language import _, listed


def register(app: App) -> None:
    """Add the commands of `supervisor roster`."""
    roster = App(name="roster", help="who is on which post")
    app.command(roster)
    _files(roster)
    _shown(roster)
    _changes(roster)
    rota.register(roster)


def _files(roster: App) -> None:
    @roster.command(name="import")
    def roster_import(file: Path, *, check: bool = False, without_refused: bool = False, json: bool = False) -> int:
        """Take in a roster workbook; all of it or nothing. `--check` only looks; `--without-refused` takes the rest."""
        from supervisor.errors import BadInput
        from supervisor.roster.service import import_roster
        from supervisor.roster.taking_in import examine_roster

        if check:
            with reading() as (_app, r):
                found = examine_roster(r, file)
            if json:
                emit("roster.check", 1, {"days": found.days, "lines": found.lines, "faults": found.faults,
                                         "locked": found.locked})  # fmt: skip
            else:
                say(_("{n} lines for {days} days can be taken in.").format(n=len(found.lines), days=len(found.days)))
            if found.faults and not json:
                raise BadInput(_("{n} refused:").format(n=len(found.faults)), found.faults)
            return 2 if found.faults else 0
        with opened() as app:
            done = import_roster(app.book, app.actor, file, without_refused=without_refused)
        if json:
            emit("roster.import", 1, {"days": done.days, "duties": done.duties, "absences": done.absences,
                                      "lunches_made": done.lunches_made})  # fmt: skip
        else:
            say(_("Taken in: {days} days, {duties} duties, {absences} absences.").format(
                days=done.days, duties=done.duties, absences=done.absences
            ))  # fmt: skip
        return 0

    @roster.command
    def template(output: Output, *, week: str | None = None, force: bool = False) -> int:
        """Write a workbook to fill in: everybody on each open day of a week (default: this one)."""
        from reports.roster_form import write_template

        return _write(write_template, output, week, force)

    @roster.command
    def export(output: Output, *, week: str | None = None, force: bool = False) -> int:
        """Write a week as a workbook that `roster import` reads again."""
        from reports.roster_form import write_week

        return _write(write_week, output, week, force)

    @roster.command(name="print")
    def roster_print(day: str | None = None, *, output: Output, week: str | None = None, force: bool = False) -> int:
        """Write a day's roster, or with `--week` a week's, as a page to print (HTML, the week A4 across)."""
        from supervisor.roster.printing import print_day, print_week

        refuse_existing(output, force)
        with reading() as (_app, r):
            page = print_week(r, day_of(week, r.today)) if week else print_day(r, day_of(day, r.today))
        write_out(output, page)
        return 0


def _shown(roster: App) -> None:
    @roster.command
    def show(day: str | None = None, *, week: str | None = None, json: bool = False) -> int:
        """Who is on which post on a day, who is away, who eats when; with `--week` the week with its gaps."""
        from supervisor.branch.ledger import posts
        from supervisor.roster import ledger
        from supervisor.roster.words import absence_name

        if week:
            return _show_week(week, json)
        with reading() as (_app, r):
            when = day_of(day, r.today)
            duties, away, lunches = ledger.duties(r, when), ledger.absences(r, when), ledger.lunches(r, when)
            known, places = names(r), {p.subject: str(p.name) for p in posts(r)}
        if json:
            emit("roster.day", 1, {"day": when, "duties": duties, "absences": away, "lunches": lunches})
            return 0
        meal = {x.person: f"{minute_text(x.start_minute)}-{minute_text(x.end_minute)}" for x in lunches}
        table(
            (_("Post"), _("Person"), _("From"), _("To"), _("Lunch")),
            [
                (places.get(d.post, d.post), known.get(d.person, d.person), minute_text(d.start_minute),
                 minute_text(d.end_minute), meal.get(d.person, ""))
                for d in duties
            ],
            empty=_("No roster is planned for {day}.").format(day=when),
        )  # fmt: skip
        if away:
            lines = [f"{known.get(a.person, a.person)} ({absence_name(a.kind)})" for a in away]
            say(_("Away: {names}").format(names=listed(lines)))
        return 0


def _changes(roster: App) -> None:
    @roster.command
    def away(person: str, kind: str, first: str, last: str | None = None, *, note: str = "") -> int:
        """Record that somebody is away (leave, sick, training, business, absent, late), on one day or up to LAST."""
        from supervisor.roster.service import record_absence

        with opened() as app:
            with app.read() as r:
                who, begin = person_of(r, person), day_of(first, r.today)
                end = day_of(last, begin)
            record_absence(app.book, app.actor, begin, who, kind, last_day=end, note=note)
            with app.read() as r:
                said = _planned_although_away(r, who, begin, end)
        say(_("Recorded: {person}, {first} to {last}.").format(person=person, first=begin, last=end))
        for line in said:
            say(line)
        return 0

    @roster.command(name="copy-week")
    def copy_week(*, week: str | None = None, apply: bool = False, json: bool = False) -> int:
        """Bring the week before to a week, from today on; shows what would change, `--apply` writes it."""
        from supervisor.roster.week import last_week

        return _draft(last_week, week, "copy", apply, json)

    @roster.command
    def propose(*, week: str | None = None, apply: bool = False, json: bool = False) -> int:
        """Propose a fair roster for a week, from today on; shows what would change, `--apply` writes it."""
        from supervisor.roster.week import proposal

        return _draft(proposal, week, "plan", apply, json)


def _write(writer: Any, output: Path, week: str | None, force: bool) -> int:
    from supervisor.roster.week import read_week

    refuse_existing(output, force)
    with reading() as (_app, r):
        writer(read_week(r, day_of(week, r.today)), output)
    say(str(output))
    return 0


def _show_week(day: str, json: bool) -> int:
    from supervisor.roster.week import read_week
    from supervisor.roster.wording import absence_words, clock, gap_words

    with reading() as (_app, r):
        week = read_week(r, day_of(day, r.today))
    known = {one.subject: one.name for one in week.people}
    places = {one.subject: str(one.name) for one in week.posts}
    if json:
        days = [
            {"day": one.day, "opening": one.opening, "planned": one.roster.planned, "duties": one.roster.duties,
             "absences": one.roster.absences, "lunches": one.roster.lunches, "gaps": one.gaps}
            for one in week.days
        ]  # fmt: skip
        emit("roster.week", 1, {"monday": week.monday, "days": days})
        return 0
    codes = {one.subject: one.code for one in week.posts}

    def words(person: str, on: date) -> str:
        cell = week.cell(person, on)
        plan = [f"{codes.get(d.post, '?')} {clock(d.start_minute)}-{clock(d.end_minute)}" for d in cell.duties]
        return " ".join([*plan, *(absence_words(one) for one in cell.absences)])

    table(
        (_("Person"), *(f"{one.day:%m-%d}" for one in week.days)),
        [(one.name, *(words(one.subject, each.day) for each in week.days)) for one in week.people],
    )
    for each in week.days:
        for gap in each.gaps:
            say(f"{each.day}{_(': ')}{gap_words(gap, known, places)}")
    return 0


def _draft(make: Any, day: str | None, source: str, apply: bool, json: bool) -> int:
    from supervisor.roster.week import read_week
    from supervisor.roster.week_service import set_cells

    with opened() as app:
        from supervisor.access import Right, require

        with app.read() as r:
            require(r, app.actor, Right.PLAN_ROSTER)
            when = day_of(day, r.today)
            draft = make(r, when, first=r.today)
            left = read_week(r, when, draft.cells).gap_count
        if apply and draft.cells:
            set_cells(app.book, app.actor, draft.cells, source=source)
    if json:
        emit("roster.draft", 1, {"cells": draft.cells, "left_out": draft.left_out, "gaps": left, "applied": apply})
        return 0
    say(_("{n} squares change, {left_out} are left out; {gaps} gaps remain.").format(
        n=len(draft.cells), left_out=len(draft.left_out), gaps=left
    ))  # fmt: skip
    if draft.cells and not apply:
        say(_("Nothing was written; add --apply to write it."))
    return 0


def _planned_although_away(r: Any, person: str, first: date, last: date) -> list[str]:
    """The duties that a new absence leaves without their person, with who could take them."""
    from supervisor.roster import ledger
    from supervisor.roster.week import helpers, read_week
    from supervisor.roster.wording import cure_words, gap_words

    out: list[str] = []
    known = names(r)
    for one in ledger.days(r, first, last):
        if not any(duty.person == person for duty in one.duties):
            continue
        week = read_week(r, one.day)
        places = {post.subject: str(post.name) for post in week.posts}
        for gap in week.days[one.day.weekday()].gaps:
            if gap.kind == "away" and gap.person == person:
                duty = next(d for d in one.duties if d.person == person and d.post == gap.post)
                free = [known.get(each, each) for each in helpers(r, one.day, duty)]
                out.append(f"{one.day}{_(': ')}{gap_words(gap, known, places)} {cure_words(gap, free)}")
    return out

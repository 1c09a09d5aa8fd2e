"""Agendas without a window: today's briefing and the month's review, changed, held, read again; measures; the rate."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cyclopts import App

from supervisor.cli.context import (
    OptionalOutput,
    day_of,
    emit,
    month_of,
    names,
    opened,
    person_of,
    reading,
    refuse_existing,
    say,
    table,
    write_out,
)  # fmt: skip
from supervisor.cli.meetings_shared import minute_of, numbers_of
from supervisor.errors import BadInput
from supervisor.language import _, listed


def register(group: App) -> None:
    """Add briefing, review, agendas, point, word, strike, hold, measure and avoidance."""
    _showing(group)
    _changing(group)
    _held(group)


def _showing(group: App) -> None:
    @group.command
    def briefing(
        date: str | None = None, *, json: bool = False, output: OptionalOutput = None, force: bool = False
    ) -> int:  # fmt: skip
        """The briefing of a day: drafted from the record with what people changed, or as it was held.

        `--output` writes it as a page to print (HTML).
        """
        return _show(_subject(date, None), json, output, force)

    @group.command
    def review(
        month: str | None = None, *, json: bool = False, output: OptionalOutput = None, force: bool = False
    ) -> int:  # fmt: skip
        """The service review of a month: what was settled before and what came of it, and the month's figures."""
        return _show(_subject(None, month or ""), json, output, force)

    @group.command
    def agendas(
        find: str = "", *, first: str | None = None, last: str | None = None, json: bool = False
    ) -> int:  # fmt: skip
        """Briefings and reviews that were held, the latest first; with words only those that say them."""
        from supervisor.meetings.agenda.ledger import archive

        with reading() as (_app, r):
            begin = day_of(first, r.today) if first else None
            end = day_of(last, r.today) if last else None
            found, who = archive(r, begin, end, words=find), names(r)
        if json:
            emit("meetings.agendas", 1, {"agendas": [_plain(one, who) for one in found]})
            return 0
        rows = [
            (one.agenda.day, _title(one.agenda), _span(one), who.get(one.chair, ""), len(one.present),
             sum(len(section.points) for section in one.agenda.sections))
            for one in found
        ]  # fmt: skip
        table(
            (_("Day"), _("Agenda"), _("Time"), _("Chair"), _("Present"), _("Number of points")), rows,
            empty=_("Nothing that was held says that.") if find else _("No agenda was held yet."),
        )  # fmt: skip
        return 0

    @group.command
    def avoidance(month: str, *, json: bool = False) -> int:
        """How much meeting time inside opening hours was off the customers' peaks in a month: planned and held."""
        from supervisor.meetings.avoidance import avoidance as measured
        from supervisor.meetings.words import KIND_NAMES
        from supervisor.overview.monthly import month_span

        with reading() as (_app, r):
            first, last = month_span(month_of(month))
            until = min(last, max(first, r.today))
            found = measured(r, first, until)
        if json:
            emit("meetings.avoidance", 1, {"month": month_of(month), **_rates(found)})
            return 0
        rows = [(KIND_NAMES.get(one.kind, one.kind), *_row(one.planned), *_row(one.held)) for one in found.kinds]
        if rows:
            rows.append((_("all"), *_row(found.planned), *_row(found.held)))
        heads = (
            _("Kind"), _("Planned, person-minutes"), _("off the peaks"), _("sittings"),
            _("Held, person-minutes"), _("off the peaks"), _("sittings"),
        )  # fmt: skip
        table(heads, rows, empty=_("No meeting took time inside opening hours."))
        if until < last:
            say(_("The month runs still: counted up to {day}.").format(day=until.isoformat()))
        return 0


def _changing(group: App) -> None:
    @group.command
    def point(text: str, *, section: str, date: str | None = None, month: str | None = None) -> int:
        """Add a point to a section of a briefing (or of the review of a `--month`), by the section's number or key."""
        from supervisor.meetings.agenda.service import add_point

        with opened() as app:
            subject, agenda = _agenda(app, date, month)
            add_point(app.book, app.actor, subject, _section(agenda, section).key, text)
        say(_("Added."))
        return 0

    @group.command
    def word(number: str, text: str = "", *, date: str | None = None, month: str | None = None) -> int:
        """Put a point, by its number such as 2.1, in own words; without words it is the draft's again."""
        from supervisor.meetings.agenda.service import word_point

        with opened() as app:
            subject, agenda = _agenda(app, date, month)
            section, one = _point(agenda, number)
            drafted = one.drafted or ("" if one.own else one.text)
            word_point(app.book, app.actor, subject, section.key, one.key, text, drafted=drafted)
        say(_("Kept."))
        return 0

    @group.command
    def strike(number: str, *, back: bool = False, date: str | None = None, month: str | None = None) -> int:
        """Leave a point out, by its number such as 2.1; `--back` takes it in again."""
        from supervisor.meetings.agenda.service import strike_point

        with opened() as app:
            subject, agenda = _agenda(app, date, month)
            section, one = _point(agenda, number)
            strike_point(app.book, app.actor, subject, section.key, one.key, struck=not back)
        say(_("Kept."))
        return 0


def _held(group: App) -> None:
    @group.command
    def hold(
        *, date: str | None = None, month: str | None = None, present: str = "", chair: str = "",
        began: str | None = None, ended: str | None = None, text: str = "",
    ) -> int:  # fmt: skip
        """Enter that a briefing (or the review of a `--month`) was held; its sitting in the calendar begins and ends.

        `--present` are staff numbers of who was there; without it everybody on duty that day.
        """
        from supervisor.access import Right, require
        from supervisor.roster.ledger import duties
        from supervisor.together import hold_agenda

        with opened() as app:
            subject, agenda = _agenda(app, date, month, Right.RUN_MEETING)
            with app.read() as r:
                require(r, app.actor, Right.RUN_MEETING)
                came = [person_of(r, one) for one in numbers_of(present)]
                came = came or sorted({one.person for one in duties(r, agenda.day)})
                leads = person_of(r, chair) if chair else ""
            hold_agenda(
                app.book, app.actor, subject, present=came, chair=leads, started_minute=minute_of(began),
                ended_minute=minute_of(ended), minutes_text=text,
            )  # fmt: skip
        say(_("It is kept as it was held, with {n} people.").format(n=len(came)))
        return 0

    @group.command
    def measure(text: str, *, owner: str, month: str | None = None, due: str | None = None, note: str = "") -> int:
        """Settle a measure at the review of a month: a corrective action, followed at the next review."""
        from supervisor.access import Right, require
        from supervisor.actions.ledger import action
        from supervisor.meetings.agenda.service import set_measure

        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.RAISE_ACTION)
                who, until = person_of(r, owner), day_of(due, r.today + timedelta(days=21))
            meant = _month(app, month)
            subject = set_measure(app.book, app.actor, meant, text, owner=who, due=until, note=note)
            with app.read() as r:
                raised = action(r, subject)
        if raised is not None:
            say(_("{number} {title}, due {due}.").format(number=raised.number, title=raised.title, due=raised.due))
        return 0


def _month(app: Any, month: str | None) -> str:
    from supervisor.overview.agenda_month import month_reviewed

    return month_of(month) if month else month_reviewed(app.book.now().astimezone(app.book.zone).date())


def _subject(date: str | None, month: str | None) -> Any:
    """What makes the subject of an agenda once the book is open."""

    def of(app: Any) -> str:
        if month is not None:
            return f"review:{_month(app, month)}"
        return f"briefing:{day_of(date, app.book.now().astimezone(app.book.zone).date()).isoformat()}"

    return of


def _agenda(app: Any, date: str | None, month: str | None, right: Any = None) -> tuple[str, Any]:
    """The agenda that is meant, for who may change it."""
    from supervisor.access import Right, require
    from supervisor.together import agenda_now

    subject = _subject(date, month)(app)
    with app.read() as r:
        require(r, app.actor, right or Right.RUN_MEETING)
        return subject, agenda_now(r, subject)


def _section(agenda: Any, wanted: str) -> Any:
    for number, section in enumerate(agenda.sections, 1):
        if wanted in (str(number), section.key):
            return section
    keys = listed(f"{n} {section.key}" for n, section in enumerate(agenda.sections, 1))
    raise BadInput(_("There is no section {wanted}; there are {keys}.").format(wanted=wanted, keys=keys))


def _point(agenda: Any, number: str) -> tuple[Any, Any]:
    wanted, _mark, place = number.partition(".")
    section = _section(agenda, wanted)
    if not place.isdecimal() or not 1 <= int(place) <= len(section.points):
        raise BadInput(_("There is no point {number}; write it as 2.1.").format(number=number))
    return section, section.points[int(place) - 1]


def _show(subject_of: Any, json: bool, output: Any, force: bool) -> int:
    from supervisor.meetings.agenda.ledger import held as held_agenda
    from supervisor.overview.printing import agenda_html, held_lines
    from supervisor.together import agenda_now

    if output is not None:
        refuse_existing(output, force)
    with reading() as (app, r):
        subject = subject_of(app)
        agenda, done, who = agenda_now(r, subject), held_agenda(r, subject), names(r)
    if output is not None:
        write_out(output, agenda_html(agenda, done, who))
        return 0
    if json:
        body = {"subject": subject, "agenda": agenda, "held": None if done is None else _plain(done, who)}
        emit("meetings.agenda", 1, body)
        return 0
    say(f"{agenda.branch} · {_title(agenda)} · {agenda.day}")
    for number, section in enumerate(agenda.sections, 1):
        say(f"{number}. {section.title}")
        for place, one in enumerate(section.points, 1):
            detail = f"  ({one.detail})" if one.detail else ""
            mark = "  " + _("[struck out]") if one.struck else "  " + _("[own words]") if one.own else ""
            say(f"   {number}.{place} {one.text}{detail}{mark}")
        if not section.points:
            say(f"   {section.empty}")
    for line in held_lines(done, who) if done is not None else ():
        say(line)
    return 0


def _title(agenda: Any) -> str:
    return _("Service review of {month}").format(month=agenda.month) if agenda.month else _("Morning briefing")


def _span(one: Any) -> str:
    from supervisor.overview.wording import clock

    if one.started_minute is None:
        return ""
    return f"{clock(one.started_minute)}–{'' if one.ended_minute is None else clock(one.ended_minute)}"


def _plain(one: Any, who: dict[str, str]) -> dict[str, Any]:
    return {
        "subject": one.subject, "day": one.agenda.day, "month": one.agenda.month, "chair": one.chair,
        "present": list(one.present), "present_names": [who.get(p, "") for p in one.present],
        "started_minute": one.started_minute, "ended_minute": one.ended_minute, "meeting": one.meeting,
        "sitting": one.sitting, "held": one.held, "agenda": one.agenda,
    }  # fmt: skip


def _row(share: Any) -> tuple[str, str, str]:
    rate = "–" if share.rate is None else f"{share.rate:.1%}"
    return f"{share.minutes:.0f}", rate, f"{share.sittings_off_peak}/{share.sittings}"


def _rates(found: Any) -> dict[str, Any]:
    def plain(share: Any) -> dict[str, Any]:
        return {
            "person_minutes": share.minutes, "person_minutes_off_peak": share.minutes_off_peak, "rate": share.rate,
            "sittings": share.sittings, "sittings_off_peak": share.sittings_off_peak,
        }  # fmt: skip

    return {
        "first": found.first, "last": found.last, "planned": plain(found.planned), "held": plain(found.held),
        "kinds": {one.kind: {"planned": plain(one.planned), "held": plain(one.held)} for one in found.kinds},
        "all_sittings": found.all_sittings, "days": found.days, "days_by_tickets": found.days_by_tickets,
    }  # fmt: skip

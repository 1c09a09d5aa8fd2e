"""The morning briefing's agenda, drafted from the record: yesterday's problems and bright spots, today's
load.

Every working day begins with it (E1). Whoever chairs it reads it out; so it holds names of colleagues where
praise or a post is theirs, and never a customer's words or data. What people change of a draft, and what was held, is
kept under meetings (`agenda`); `kept` puts the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import msgspec

from supervisor.actions.ledger import open_actions
from supervisor.branch.ledger import branch_profile, is_working_day, opening, people
from supervisor.complaints.ledger import complaints, due, tree
from supervisor.complaints.promises.ledger import call_backs_due, praise
from supervisor.complaints.words import CALL_BACK_KINDS, CLOCKS, PRAISE_SOURCES, STATES
from supervisor.incidents.ledger import incidents
from supervisor.inspection.ledger import findings, template
from supervisor.inspection.records import Finding
from supervisor.journal import Reader
from supervisor.language import _, language
from supervisor.meetings.agenda.ledger import archive, edits
from supervisor.meetings.agenda.merging import keyed, left_over
from supervisor.roster.ledger import absences
from supervisor.traffic.outlook.today import class_name

from .agenda_people import posts_section, training_section
from .alarms import incident_line
from .daily import LOOK_BACK_DAYS, last_open_day
from .gaps import gaps
from .meeting_view import meetings_of
from .records import Briefing, BusiestTime, Customers, PeakTime, Point, Section
from .traffic_view import customers
from .wording import clock, day_name, days_late, due_in_words, named, span


def briefing(r: Reader, day: date) -> Briefing:
    """The agenda for a day's morning briefing, in the language in force."""
    names = {person.subject: person.name for person in people(r, on=day)}
    before = last_open_day(r, day)
    hours = opening(r, day)
    morning = datetime.combine(day, time(hours.open_minute // 60, hours.open_minute % 60) if hours else time(8), r.zone)
    sections = [
        *([] if before is None else _gone_by(r, covered_from(r, day), day, names)),
        _actions(r, day, names),
        _care_due(r, day, morning, names),
        _traffic(r, day),
        _people(r, day, morning, names),
        posts_section(r, day, names),
        _meetings(r, day),
        training_section(r, day, names),
    ]
    return Briefing(branch_profile(r).name, day, before, keyed(sections))


def covered_from(r: Reader, day: date) -> date:
    """The first day that the briefing of `day` looks back on: the last working day, or that of the last briefing that
    was held where it is longer ago. What happens on a day off with open doors is in nobody's briefing otherwise.
    """
    last = day - timedelta(days=LOOK_BACK_DAYS)
    days = (day - timedelta(days=back) for back in range(1, LOOK_BACK_DAYS + 1))
    worked = next((one for one in days if is_working_day(r, one)), day - timedelta(days=1))
    told = max(
        (one.agenda.day for one in archive(r, last, day - timedelta(days=1)) if not one.agenda.month), default=worked
    )
    return min(worked, told)


def _gone_by(r: Reader, first: date, reading_day: date, names: Mapping[str, str]) -> list[Section]:
    """Problems and bright spots from `first` to the day before the briefing."""
    last = reading_day - timedelta(days=1)
    if first == last:
        title = _("Yesterday's problems")
    else:
        title = _("Problems from {first} to {last}").format(first=day_name(first), last=day_name(last))
    happened = [incident_line(one) for one in incidents(r, first, last) if not one.drill]
    problems = [
        *_left_over(r, reading_day),
        *(_finding(r, one, names) for one in findings(r, first, last) if not one.waived and not one.mended),
        *(_complaint_points(r, first, last)),
        *(
            Point(
                one.name,
                _("from {start} to {end}").format(
                    start=f"{one.start.astimezone(r.zone):%H:%M}",
                    end=f"{one.end.astimezone(r.zone):%H:%M}" if one.end else _("still running"),
                ),
                one.subject,
            )
            for one in happened
        ),
    ]
    bright = [
        Point(
            _("{names}: {what}").format(names=named(names, one.persons), what=one.what),
            str(PRAISE_SOURCES[one.source]),
            one.subject,
        )
        for one in praise(r, first, last)
    ]
    return [
        Section("problems", title, tuple(problems), _("No open findings or complaints of these days.")),
        Section("bright", _("Bright spots"), tuple(bright), _("No praise was recorded.")),
    ]


def _finding(r: Reader, one: Finding, names: Mapping[str, str]) -> Point:
    item = template(r, one.digest).item(one.item)
    who = named(names, one.persons) or "、".join(one.places) or one.place
    return Point(str(item.words), " · ".join(part for part in (who, one.note) if part), one.subject)


def _left_over(r: Reader, day: date) -> list[Point]:
    """What was added to the last briefing on another computer after it had been held."""
    before = archive(r, day - timedelta(days=LOOK_BACK_DAYS), day - timedelta(days=1))
    told = next((one for one in before if not one.agenda.month), None)
    if told is None:
        return []
    late = left_over(told.agenda, edits(r, told.subject))
    about = _("added after the briefing of {day}").format(day=day_name(told.agenda.day))
    return [msgspec.structs.replace(one, detail=about) for one in late]


def _complaint_points(r: Reader, first: date, last: date) -> list[Point]:
    cases = complaints(r, first, last)
    if not cases:
        return []
    classes, causes = ({node.code: str(node.name) for node in tree(r, name)} for name in ("class", "cause"))
    return [
        Point(
            _("Complaint {number}: {cause}").format(
                number=case.number, cause=causes.get(case.cause_code, case.cause_code)
            ),
            f"{classes.get(case.class_code, case.class_code)} · {STATES[case.state]}",
            case.subject,
        )
        for case in cases
        if not case.head_office  # what is about the manager is not read out by him
    ]


def _actions(r: Reader, day: date, names: Mapping[str, str]) -> Section:
    points = []
    for one in open_actions(r):
        if one.state not in ("open", "taken_up") or one.due > day:
            continue
        late = (day - one.due).days
        when = days_late(late) if late else _("today")
        who = one.owner if one.doer in one.about else one.doer  # a briefing names nobody whom a fault is about
        points.append(Point(one.title, f"{named(names, [who])} · {when}", one.subject))
    return Section("actions", _("Corrective actions due"), tuple(points), _("Nothing is due or late."))


def _care_due(r: Reader, day: date, now: datetime, names: Mapping[str, str]) -> Section:
    points = [
        Point(
            _("{number}: {clock}").format(number=one.complaint.number, clock=CLOCKS[clock.kind]),
            " · ".join(
                part for part in (named(names, [one.complaint.owner]), due_in_words(clock.due, now, r.zone)) if part
            ),
            one.complaint.subject,
        )
        for one in due(r, now, within_days=1)
        if not one.complaint.head_office
        for clock in [c for c in (one.clock, *one.others) if c.due.astimezone(r.zone).date() <= day][:1]
    ]
    evening = datetime.combine(day, time.max, r.zone)
    points += [
        Point(
            _("{kind}: {matter}").format(kind=CALL_BACK_KINDS[one.kind], matter=one.matter),
            f"{named(names, [one.owner])} · {due_in_words(one.due, now, r.zone)}",
            one.subject,
        )
        for one in call_backs_due(r, evening)
    ]
    return Section("care", _("Promised to customers for today"), tuple(points), _("No reply or call is due today."))


def _traffic(r: Reader, day: date) -> Section:
    view: Customers = customers(r, day, 0)
    title, empty = _("Today's customers"), _("Too few days of tickets to say how many will come.")
    if not view.history_days or not view.expected:
        return Section("traffic", title, (), empty)
    total = _("About {n} customers ({low}–{high})").format(
        n=round(view.expected), low=round(view.low), high=round(view.high)
    )
    points = [Point(total, key="total")]
    if view.busiest is not None:
        points.append(Point(_busiest(view.busiest), key="busiest"))
    stretches: dict[tuple[str, bool], list[PeakTime]] = {}
    for peak in view.peaks:
        stretches.setdefault((peak.service_class, peak.planned >= 1), []).append(peak)
    for (code, staffed), peaks in stretches.items():
        points.append(peak_point(code, class_name(r, code), peaks, staffed=staffed))
    return Section("traffic", title, tuple(points), empty)


def peak_point(code: str, service: str, peaks: list[PeakTime], *, staffed: bool) -> Point:
    """When nobody of a class can be spared; or, where nobody is planned (not `staffed`), when nobody serves it."""
    when = ("、" if language() == "zh" else ", ").join(span(one.start_minute, one.end_minute) for one in peaks)
    if staffed:
        words = _("{span} {service}: nobody leaves the post")
        detail = _("with one person fewer customers wait {n} minutes")
        minutes = max(one.wait_minutes_with_one_fewer for one in peaks)
    else:
        words, detail = _("{span} {service}: nobody is planned"), _("customers wait {n} minutes")
        minutes = max(one.wait_minutes_as_planned for one in peaks)
    key = f"peak:{code}" if staffed else f"unstaffed:{code}"
    return Point(words.format(span=when, service=service), detail.format(n=round(minutes)), key=key)


def _busiest(one: BusiestTime) -> str:
    when = span(one.start_minute, one.end_minute)
    if one.wait_minutes is None:
        return _("Busiest {span}: {service}, about {n} customers").format(
            span=when, service=one.name, n=round(one.customers)
        )
    return _("Busiest {span}: {service}, customers wait {n:.1f} minutes").format(
        span=when, service=one.name, n=one.wait_minutes
    )


def _people(r: Reader, day: date, now: datetime, names: Mapping[str, str]) -> Section:
    points = []
    for gap in gaps(r, day, now.hour * 60 + now.minute):
        words = (
            _("{post} is short from {start} to {end}") if gap.persons else _("{post} is empty from {start} to {end}")
        )
        needed = _("{n} needed").format(n=gap.min_cover) if gap.min_cover else ""
        text = words.format(post=gap.name, start=clock(gap.start_minute), end=clock(gap.end_minute))
        points.append(Point(text, needed, gap.post))
    for one in absences(r, day):
        if one.person in names:
            whole = one.start_minute == 0 and one.end_minute >= 24 * 60
            when = _("all day") if whole else span(one.start_minute, one.end_minute)
            points.append(Point(_("Away: {names}").format(names=names[one.person]), when, one.person))
    return Section("people", _("Posts and people"), tuple(points), _("Every post is covered."))


def _meetings(r: Reader, day: date) -> Section:
    points = tuple(
        Point(
            one.title,
            " · ".join((span(one.start_minute, one.end_minute), _("{n} people").format(n=one.people))),
            one.subject,
        )
        for one in meetings_of(r, day)
    )
    return Section("meetings", _("Meetings and training today"), points, _("No meeting is planned."))

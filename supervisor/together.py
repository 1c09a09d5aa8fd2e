"""What takes two rooms that do not know each other: a surge and a running meeting, an agenda and its sitting.

Stands on the floor of `app`: commands that a screen or the command line gives, each made of commands of several rooms
in one transaction.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from supervisor.errors import BadInput
from supervisor.journal import Book, Reader
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.dispatch.judging.release import QueueNow, ReleasePlan
    from supervisor.meetings.agenda.records import Agenda
    from supervisor.meetings.records import Held


class Callers(msgspec.Struct, frozen=True):
    """Whom running meetings should send to the floor first, and why now.

    `why` is `incident` (a surge or an outage runs), `waits` (customers wait beyond the target now) or empty (nothing
    presses). `worst` is the class that waits longest, `source` how the queue is known (counted, tickets, expected),
    `sittings` the running sittings by person.
    """

    why: str
    incident: str
    plan: ReleasePlan
    worst: QueueNow | None
    target_minutes: float
    source: str
    minute: int
    sittings: dict[str, tuple[str, str]]

    @property
    def presses(self) -> bool:
        """Whether somebody is to be called out now."""
        return bool(self.why and self.plan.steps)


def release_proposal(r: Reader, at: datetime | None = None) -> Callers | None:
    """Whom to call out of the meetings that run now, ranked; None while no meeting runs or the doors are closed (A5).

    Drills declare no surge. The queue is the one that stands now: counted in the incident, else today's tickets, else
    what forecast and roster lead to.
    """
    from supervisor.branch.ledger import branch_profile
    from supervisor.dispatch.floor.queue_now import standing_now
    from supervisor.dispatch.floor.situation import problem_at
    from supervisor.dispatch.judging.release import rank_release
    from supervisor.dispatch.playbooks import playbook_for
    from supervisor.dispatch.problem.closed import why_closed
    from supervisor.incidents.ledger import running as incidents_now
    from supervisor.meetings.ledger import in_meeting, running

    now = at or r.now
    held = [one for one in running(r) if one.plan.day == now.astimezone(r.zone).date()]
    busy = in_meeting(r, now.astimezone(r.zone).date())
    if not busy or why_closed(r, now) is not None:
        return None
    happening = [one for one in incidents_now(r, now) if not one.drill]
    incident = next((one for one in happening if one.kind == "surge"), happening[0] if happening else None)
    queue = standing_now(r, now, incident.subject if incident else "")
    kind = incident.kind if incident else "surge"
    factor = None if incident else 1.0  # without a surge no more come than are expected
    book = playbook_for(r, kind, incident.subject if incident else "")
    problem = problem_at(r, book, now, standing=queue.waiting, in_meeting=busy, arrivals_factor=factor)
    plan = rank_release(problem)
    target = branch_profile(r).target_minutes
    worst = max(plan.queues, key=lambda one: one.wait_minutes, default=None)
    waits = worst is not None and worst.wait_minutes > target
    return Callers(
        why="incident" if incident else "waits" if waits else "",
        incident=incident.subject if incident else "",
        plan=plan,
        worst=worst,
        target_minutes=target,
        source=queue.source,
        minute=problem.now_minute,
        sittings={person: (one.meeting, one.sitting) for one in held for person in one.inside},
    )


def release_people(book: Book, actor: str, persons: Collection[str], *, reason: str = "") -> list[str]:
    """Call these people out of the meetings they sit in, at once: logged with the reason and what each was to save;
    where an incident runs and somebody goes to another post than his own, that is an order of it. Returns their names.

    Raises BadInput for somebody who sits in no running meeting, Refused without the right.
    """
    from supervisor.dispatch.service import names_of, order_move
    from supervisor.meetings import service as meetings
    from supervisor.meetings.ledger import running

    with book.read() as r:
        found = release_proposal(r)
        held = [one for one in running(r) if one.plan.day == r.today]  # one that nobody ended holds nobody for ever
        names = names_of(r)
    steps = {one.move.person: one.move for one in found.plan.steps} if found else {}
    said = reason.strip() or (release_reason(found) if found else "")
    inside = {person for one in held for person in one.inside}
    if not persons or set(persons) - inside:
        raise BadInput(_("Only people who sit in the meeting can be released."))
    with book.batch():
        for one in held:
            chosen = [person for person in one.inside if person in persons]
            if chosen:
                goals = {p: (steps[p].to_post, steps[p].minutes_saved) for p in chosen if p in steps}
                meetings.release(book, actor, one.meeting, one.sitting, chosen, reason=said, goals=goals)
        for person in persons:
            move = steps.get(person)
            if found is not None and found.incident and move is not None and move.to_post != move.from_post:
                order_move(book, actor, found.incident, person, move.to_post, reason=said or _("called to the floor"))
    return [names.get(person, person) for person in persons]


def stay_in_meeting(book: Book, actor: str, persons: Collection[str], *, reason: str = "") -> list[str]:
    """These people were called out by mistake: they sit in their running meeting still, and an order that sent them to
    another post is over. Returns their names. Raises BadInput for somebody whom no running meeting released, Refused
    without the right."""
    from supervisor.dispatch.service import names_of, return_people
    from supervisor.meetings.holding.running import stay
    from supervisor.meetings.ledger import running

    with book.read() as r:
        held = [one for one in running(r) if one.plan.day == r.today]
        sent = [(one, [gone.person for gone in one.released if gone.person in persons]) for one in held]
        found = release_proposal(r)
        names = names_of(r)
    if not persons or set(persons) - {person for _one, people in sent for person in people}:
        raise BadInput(_("Only who was released can be called back."))
    with book.batch():
        for one, people in sent:
            if people:
                stay(book, actor, one.meeting, one.sitting, people, reason=reason)
        if found is not None and found.incident:
            return_people(book, actor, found.incident, persons=persons)
    return [names.get(person, person) for person in persons]


def release_reason(found: Callers) -> str:
    """Why people are called out, in words that are kept with it."""
    if found.why == "incident" and found.worst is not None:
        return _("surge or outage; {n} waiting, {minutes} min expected").format(
            n=round(sum(one.standing for one in found.plan.queues)), minutes=round(found.worst.wait_minutes)
        )
    if found.why == "waits" and found.worst is not None:
        return _("customers wait {minutes} min, the target is {target}").format(
            minutes=round(found.worst.wait_minutes), target=f"{found.target_minutes:g}"
        )
    return _("called to the floor")


def agenda_of_sitting(held: Held) -> str:
    """The subject of the agenda that a sitting follows; empty for a meeting that has none."""
    from supervisor.meetings.agenda.records import briefing_subject, review_subject
    from supervisor.overview.agenda_month import month_reviewed

    if held.kind == "briefing":
        return briefing_subject(held.plan.day)
    return review_subject(month_reviewed(held.plan.day)) if held.kind == "review" else ""


def sitting_of_agenda(r: Reader, agenda: str) -> Held | None:
    """The sitting at which an agenda is gone through: of its day (a review: of the month it falls into), the one that
    runs, else the first to come, else the last that was held; None where none is in the calendar."""
    from supervisor.meetings.ledger import sittings

    kind, _mark, when = agenda.partition(":")
    if kind == "briefing":
        first = last = date.fromisoformat(when)
    else:
        first = date.fromisoformat(f"{when}-01")
        last = first + timedelta(days=62)
    found = [one for one in sittings(r, first, last) if one.kind == kind and agenda_of_sitting(one) == agenda]
    order = {"running": 0, "published": 1, "placed": 1}
    return min(found, key=lambda one: (order.get(one.state, 2), one.plan.day, one.plan.start_minute), default=None)


def hold_agenda(
    book: Book, actor: str, agenda: str, *, present: Collection[str], chair: str = "",
    started_minute: int | None = None, ended_minute: int | None = None, minutes_text: str = "",
) -> tuple[str, ...]:  # fmt: skip
    """Enter that a briefing or a review was held, exactly as its agenda stands now. Where it has a sitting in the
    calendar, of its own day or of today, that sitting begins and ends with it, with the same people and times; as
    planned where none are given. Raises BadInput for times still to come, and where none are given before the planned
    beginning.
    Returns what its sitting went through with it, for `agenda_not_held`: nothing, `ended`, or `started` and `ended`."""
    from supervisor.meetings import service as meetings
    from supervisor.meetings.agenda import service as agendas

    with book.read() as r:
        body, held = agenda_now(r, agenda), sitting_of_agenda(r, agenda)
        own = held is not None and held.plan.day in (body.day, r.today) and held.plan.day <= r.today
        if held is not None and own and held.state != "ended":
            started_minute, ended_minute = _times_of(r, held, started_minute, ended_minute)
    if held is not None and held.state == "running":
        present, chair = present or held.attending, chair or held.chair
    with book.batch():
        agendas.hold(
            book, actor, body, present=present, chair=chair, started_minute=started_minute, ended_minute=ended_minute,
            meeting=held.meeting if held else "", sitting=held.sitting if held else "",
        )  # fmt: skip
        if held is None or held.state == "ended" or not own:
            return ()
        if held.state in ("placed", "published"):
            meetings.start(book, actor, held.meeting, held.sitting, attending=present, minute=started_minute)
        meetings.end(book, actor, held.meeting, held.sitting, minutes_text=minutes_text, minute=ended_minute)
    return ("ended",) if held.state == "running" else ("started", "ended")


def _times_of(r: Reader, held: Held, started: int | None, ended: int | None) -> tuple[int, int]:
    """When a sitting was held, where that is not said: it began as it was entered, else as planned, and ended as
    planned, as far as that has come. Raises WrongField before its planned beginning."""
    from supervisor.branch.faults import WrongField
    from supervisor.meetings.holding.moments import now_of
    from supervisor.meetings.words import clock

    now, plan = now_of(r, held), held.plan
    if started is None:
        started = plan.start_minute if held.started_minute is None else held.started_minute
        if started > now:
            words = _("It is planned for {time}: say when it began and ended.")
            raise WrongField("started", words.format(time=clock(started)))
    if ended is None:
        ended = now if held.state == "running" and plan.day == r.today else min(now, max(started, plan.end_minute))
    return started, ended


def agenda_not_held(book: Book, actor: str, agenda: str, steps: Collection[str]) -> None:
    """Take back that a briefing or a review was held, entered by mistake: its agenda is a draft again, and its sitting
    stands as before those `steps` that it went through with it. Raises Refused where it was not held."""
    from supervisor.meetings import service as meetings
    from supervisor.meetings.agenda import service as agendas
    from supervisor.meetings.agenda.ledger import held as held_agenda

    with book.read() as r:
        known = held_agenda(r, agenda)
    with book.batch():
        agendas.take_back_held(book, actor, agenda)
        for step in ("ended", "started"):
            if known is not None and known.sitting and step in steps:
                meetings.take_back(book, actor, known.meeting, step, sitting=known.sitting)


def end_sitting(
    book: Book, actor: str, meeting: str, sitting: str, *, minutes_text: str = "", minute: int | None = None
) -> None:
    """End a running sitting; the agenda it followed, where nobody entered it yet, is kept as it was held."""
    from supervisor.meetings import service as meetings
    from supervisor.meetings.agenda import service as agendas
    from supervisor.meetings.agenda.ledger import held as held_agenda
    from supervisor.meetings.ledger import sittings_of

    with book.read() as r:
        one = next((one for one in sittings_of(r, meeting) if one.sitting == sitting), None)
        agenda = agenda_of_sitting(one) if one is not None else ""
        body = agenda_now(r, agenda) if agenda and held_agenda(r, agenda) is None else None
    with book.batch():
        meetings.end(book, actor, meeting, sitting, minutes_text=minutes_text, minute=minute)
        if body is not None and one is not None and one.attending:
            with book.read() as r:
                over = next(one for one in sittings_of(r, meeting) if one.sitting == sitting)
            agendas.hold(
                book, actor, body, present=over.attending, chair=over.chair, started_minute=over.started_minute,
                ended_minute=over.ended_minute, meeting=meeting, sitting=sitting,
            )  # fmt: skip


def agenda_draft(r: Reader, agenda: str) -> Agenda:
    """The draft of an agenda by its subject, without what people changed of it. Raises BadInput."""
    from supervisor.overview.agenda import briefing
    from supervisor.overview.agenda_month import review

    kind, _mark, when = agenda.partition(":")
    return review(r, when) if kind == "review" else briefing(r, date.fromisoformat(when))


def agenda_now(r: Reader, agenda: str) -> Agenda:
    """An agenda by its subject, `briefing:2026-11-20` or `review:2026-10`. Raises BadInput for any other."""
    from supervisor.overview.kept import briefing_now, review_now

    kind, _mark, when = agenda.partition(":")
    if kind == "review":
        return review_now(r, when)
    try:
        return briefing_now(r, date.fromisoformat(when))
    except ValueError:
        raise BadInput(_("There is no such agenda.")) from None

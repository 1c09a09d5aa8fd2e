"""The main job without a window: `python -m supervisor.demo.month FOLDER` runs a branch month and leaves its workbook.

What `make run` does where there is no display. Each step is a command that a manager would give in the desktop.
"""

from __future__ import annotations

import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

from supervisor.access import Role
from supervisor.access.ledger import users
from supervisor.actions.ledger import open_actions
from supervisor.app import App
from supervisor.appraisal.scores import score_month
from supervisor.branch.ledger import is_working_day, opening, posts
from supervisor.demo.build import build
from supervisor.demo.spec import BranchSpec
from supervisor.dispatch import service as dispatch
from supervisor.dispatch.ordering import hear
from supervisor.incidents import service as incidents
from supervisor.incidents.kinds import KINDS
from supervisor.inspection.ledger import score_of
from supervisor.inspection.library import list_templates
from supervisor.inspection.whole import log_inspection
from supervisor.journal import Book
from supervisor.language import _
from supervisor.meetings import service as meetings
from supervisor.meetings.ledger import in_meeting
from supervisor.meetings.problem.model import Need
from supervisor.roster.ledger import duties
from supervisor.traffic.outlook.today import forecast_day, peaks_of


def say(text: str) -> None:
    """One line on stdout."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def run_month(
    folder: Path, *, seed: int = 1, months: int = 13, spec: BranchSpec | None = None, today: date | None = None
) -> Path:
    """Build a sample book in `folder`, work one open day of it by hand, score the month, write its workbook.

    Returns the workbook's path. An existing sample book is replaced.
    """
    from reports import month_workbook

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "sample.book"
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    build(path, seed=seed, months=months, spec=spec, today=today, tell=say).close()
    app = App.open(path)
    try:
        book = app.book
        with app.read() as r:
            day = today or r.today
            while not is_working_day(r, day) or not duties(r, day):
                day -= timedelta(days=1)
            doors = opening(r, day)
        assert doors is not None
        moment = datetime.combine(day, time(0), book.zone) + timedelta(minutes=doors.open_minute + 20)
        book.set_now(lambda: moment)
        _inspections(app, day)
        _traffic(app, day)
        _meetings(app, day)
        _incidents(app, day, doors.open_minute)
        month = day.isoformat()[:7]
        with app.read() as r:
            scored = score_month(r, month)
        measured = [p for p in scored.people if p.total_points_c is not None]
        say(_("Scored {count} people for {month}.").format(count=len(measured), month=month))
        book.set_now(lambda: moment + timedelta(hours=9))
        workbook = month_workbook(book, month, folder / f"{month}.xlsx")
    finally:
        app.close()
    return workbook


def _inspector(book: Book) -> str:
    with book.read() as r:
        found = users(r)
    by_role = {role: user.person for user in reversed(found) for role in user.roles}
    return by_role.get(Role.SUPERVISOR) or by_role[Role.MANAGER]


def _inspections(app: App, day: date) -> None:
    inspector = _inspector(app.book)
    with app.read() as r:
        templates = [template for _version, template in list_templates(r, day)]
        on_duty = sorted({duty.person for duty in duties(r, day)} - {inspector})
    for number, template in enumerate(templates[:6]):
        failing = next(
            (
                i
                for i in template.items()
                if i.kind == "check" and i.evidence in ("", "none", "note", "note_or_photo") and i.counts != "rate"
            ),
            template.items()[0],
        )
        answers = [
            {
                "item": failing.id, "verdict": "fail", "persons": [on_duty[number % len(on_duty)]], "places": ["大厅"],
                "cases": 1, "note": "已当场提醒",
            }
        ]  # fmt: skip
        subject = log_inspection(app.book, inspector, template.code, answers, others_pass=True)
        with app.read() as r:
            points = score_of(r, subject).score_c / 100
        say(_("Inspected {name}: {points:g} points.").format(name=template.name, points=points))
    with app.read() as r:
        say(_("{count} corrective actions are open.").format(count=len(open_actions(r))))


def _traffic(app: App, day: date) -> None:
    with app.read() as r:
        expected = forecast_day(r, day)
        found = peaks_of(r, day)
    say(_("{count:.0f} customers are expected ({low:.0f}-{high:.0f}); {peaks} peaks.").format(
        count=expected.total, low=expected.total_low, high=expected.total_high, peaks=len(found)
    ))  # fmt: skip


def _meetings(app: App, day: date) -> None:
    with app.read() as r:
        doors = opening(r, day)
        staff = tuple(sorted({duty.person for duty in duties(r, day)}))
    assert doors is not None
    briefing = meetings.request(
        app.book, app.actor, kind="briefing", title="晨会（专题）", minutes=15, needs=(Need(by="everyone"),),
        first_day=day, last_day=day + timedelta(days=1), earliest_minute=doors.open_minute - 30,
        latest_minute=doors.open_minute,
    )  # fmt: skip
    training = meetings.request(
        app.book, app.actor, kind="training", title="服务礼仪培训", minutes=30,
        needs=tuple(Need(by="person", value=person) for person in staff[:4]), first_day=day,
        last_day=day + timedelta(days=3), inside_hours=True, may_split=True,
    )  # fmt: skip
    for subject in (briefing, training):
        answer = meetings.place(app.book, app.actor, subject)
        for sitting in answer.sittings:
            say(_("Placed {title} on {day} at {time}, {price:.0f} customer-minutes.").format(
                title=answer.title, day=sitting.day, time=f"{sitting.start_minute // 60:02d}:"
                f"{sitting.start_minute % 60:02d}", price=sitting.price_minutes,
            ))  # fmt: skip


def _incidents(app: App, day: date, opens: int) -> None:
    for number, kind in enumerate(("surge", "core_outage")):
        at = datetime.combine(day, time(0), app.book.zone) + timedelta(minutes=opens + 75 + 120 * number)
        app.book.set_now(lambda at=at: at)
        incident = incidents.declare(app.book, app.actor, kind=kind, at=at)
        with app.read() as r:
            standing = {post.service_class: 12.0 for post in posts(r) if post.service_class}
            busy = in_meeting(r, day)
            names = {post.subject: str(post.name) for post in posts(r)}
        proposal, plan = dispatch.propose(app.book, app.actor, incident, at=at, standing=standing, in_meeting=busy)
        say(f"{KINDS[kind].name}: " + _("{count} moves").format(count=len(plan.moves)))
        for move in plan.moves:
            say(f"  {move.name} → {names.get(move.to_post, '')}: {move.reason}")
        if plan.moves:
            _carried_out(app, incident, dispatch.send(app.book, app.actor, incident, proposal, at=at), at)
        done = at + timedelta(minutes=45)
        app.book.set_now(lambda done=done: done)
        dispatch.return_people(app.book, app.actor, incident, at=done)
        incidents.end(app.book, app.actor, incident, at=done, outcome="恢复")


def _carried_out(app: App, incident: str, orders: list[str], at: datetime) -> None:
    for number, order in enumerate(orders):
        heard, there = at + timedelta(seconds=30 + 4 * number), at + timedelta(seconds=150 + 20 * number)
        app.book.set_now(lambda there=there: there)
        hear(app.book, app.actor, incident, order, at=heard)
        dispatch.finish(app.book, app.actor, incident, order, at=there)


def main() -> None:
    """Run the month into the folder named on the command line (default `out`)."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
    workbook = run_month(folder)
    say(_("Book: {book}").format(book=folder / "sample.book"))
    say(_("Workbook: {file}").format(file=workbook))


if __name__ == "__main__":
    main()

"""Incidents and the moves they led to; the roster: who was on which post each day (A10, B8, C4)."""

from __future__ import annotations

from reports.look import MUTED, WARNING
from reports.pages.month import Month, minute_text
from reports.pages.traffic import weekday
from reports.table import Head
from supervisor.branch.ledger import posts
from supervisor.dispatch.afterwards.page import IncidentFigures
from supervisor.dispatch.afterwards.reading import figures_of
from supervisor.dispatch.ledger import orders, proposals
from supervisor.incidents.kinds import KINDS
from supervisor.incidents.ledger import incidents
from supervisor.language import Words, _
from supervisor.roster.ledger import days

ORDER_STATES = {
    "ordered": Words("已下达", "Ordered"),
    "heard": Words("已收到", "Heard"),
    "declined": Words("未执行", "Declined"),
    "done": Words("已到位", "Done"),
    "returned": Words("已归位", "Returned"),
}
ABSENCES = {
    "leave": Words("休假", "Leave"),
    "sick": Words("病假", "Sick"),
    "training": Words("培训", "Training"),
    "business": Words("公出", "On business"),
    "absent": Words("缺勤", "Absent"),
    "late": Words("迟到", "Late"),
}


def write_incidents(m: Month) -> None:
    """Sheets of incidents (with what the plan promised) and of every move that was ordered."""
    happened = [each for each in incidents(m.r, m.first, m.last) if not each.drill]
    places = {post.subject: str(post.name) for post in posts(m.r)}
    heads = [
        Head(_("Record no."), 15, code="number"), Head(_("Day"), 11, "day", code="day"),
        Head(_("Kind"), 17, "wrap", code="kind"), Head(_("Starts"), 15, "instant", code="start"),
        Head(_("Ends"), 15, "instant", code="end"), Head(_("Commander"), 12, code="commander"),
        Head(_("Moves"), 6, "count", True, code="moves"),
        Head(str(Words("最后方案：不调动的等候，客户分钟", "Last proposal: without moves")), 13, "minutes", True,
             code="before"),
        Head(str(Words("最后方案：全部到岗的等候，客户分钟", "Last proposal: all made")), 13, "minutes", True,
             code="after"),
        *_after_heads(),
        Head(_("What happened"), 28, "wrap", code="note"), Head(_("Outcome"), 24, "wrap", code="outcome"),
    ]  # fmt: skip
    looked = {one.incident: one for one in figures_of(m.r, m.first, m.last)}
    rows, moves = [], []
    for one in happened:
        plan = next(iter(reversed(proposals(m.r, one.subject))), None)
        sent = orders(m.r, one.subject)
        rows.append([
            one.number, one.day, _kind(one.kind), m.local(one.start), m.local(one.end), m.name(one.commander),
            len(sent), plan.before_minutes if plan else None, plan.after_minutes if plan else None,
            *_after(looked[one.subject]), one.note, one.outcome,
        ])  # fmt: skip
        moves += [
            [one.number, one.day, order.minute, m.name(order.person), _place(places, order.move.from_post),
             _place(places, order.move.to_post), order.move.minutes_saved, str(order.move.reason), str(order.move.say),
             str(ORDER_STATES.get(order.state, order.state)), order.state_minute, order.reason]
            for order in sent
        ]  # fmt: skip
    m.incident_rows.extend(rows)
    __, extent = m.table(
        _("Incidents"), heads, rows, colour=WARNING, freeze_columns=1, code="incidents",
        empty=_("There was no surge and no outage in this period."),
    )  # fmt: skip
    m.fact("incidents.count", _("Incidents"), f"=COUNTA({extent.cells(0)})", extent.rows, "count")
    heads = [
        Head(_("Incident"), 15, code="incident"), Head(_("Day"), 11, "day", code="day"),
        Head(_("Time"), 7, "time", code="time"), Head(_("Person"), 16, code="person"),
        Head(_("From post"), 16, code="from_post"), Head(_("To post"), 16, code="to_post"),
        Head(_("Minutes saved"), 12, "minutes", True, code="saved"),
        Head(_("Reason"), 34, "wrap", code="reason"), Head(_("Call-out"), 28, "wrap", code="say"),
        Head(_("State"), 10, code="state"),
        Head(_("Since"), 7, "time", code="since"), Head(_("Remark"), 24, "wrap", code="remark"),
    ]  # fmt: skip
    m.table(_("Moves"), heads, moves, colour=WARNING, freeze_columns=1, code="moves",
            empty=_("Nobody was ordered to another post in this period."))  # fmt: skip


def _after_heads() -> list[Head]:
    """What an incident came to once it was looked back at."""
    return [
        Head(str(Words("首道指令，秒", "First order, s")), 8, "count", code="first_order"),
        Head(
            str(Words("预计少等（只计到岗的调动），客户分钟", "Waits saved, as predicted")),
            13,
            "minutes",
            True,
            code="saved",
        ),
        Head(
            str(Words("预测（按实际调动），客户分钟", "Predicted as made, customer-minutes")),
            13,
            "minutes",
            True,
            code="predicted",
        ),
        Head(str(Words("实际等候，客户分钟", "Realised, customer-minutes")), 12, "minutes", True, code="realised"),
        Head(str(Words("在预测范围内", "Inside the range")), 10, code="inside"),
        Head(str(Words("事件期间流失", "Customers lost")), 10, "count", True, code="lost"),
        Head(str(Words("步骤迟做", "Steps late")), 10, "count", True, code="steps_late"),
        Head(str(Words("步骤未勾选", "Steps never ticked")), 10, "count", True, code="steps_missed"),
        Head(str(Words("教训待培训", "Lessons open")), 10, "count", True, code="lessons"),
    ]


def _after(one: IncidentFigures) -> list[float | int | str | None]:
    inside = f"{one.inside}/{one.judged}" if one.judged else ""
    return [
        one.first_order_seconds, one.saved, one.predicted, one.realised, inside, one.lost, one.steps_late,
        one.steps_missed, one.lessons_open,
    ]  # fmt: skip


def write_roster(m: Month) -> None:
    """The roster, one row a duty or absence."""
    places = {post.subject: str(post.name) for post in posts(m.r)}
    heads = [
        Head(_("Day"), 11, "day", code="day"), Head(_("Weekday"), 12, code="weekday"),
        Head(_("Person"), 18, code="person"), Head(_("Post or absence"), 22, code="what"),
        Head(_("Starts"), 7, "time", code="start"), Head(_("Ends"), 7, "time", code="end"),
        Head(_("Minutes"), 10, "count", True, code="minutes"),
        Head(_("Lunch"), 16, code="lunch"), Head(_("Remark"), 26, code="remark"),
    ]  # fmt: skip
    rows = []
    for day in days(m.r, m.first, m.last):
        lunch = {one.person: f"{minute_text(one.start_minute)}–{minute_text(one.end_minute)}" for one in day.lunches}
        here = [(one.person, one.start_minute, one.end_minute, _place(places, one.post), "") for one in day.duties]
        away = [
            (one.person, one.start_minute, one.end_minute, str(ABSENCES.get(one.kind, one.kind)), one.note)
            for one in day.absences
        ]
        rows += [
            [day.day, weekday(day.day.weekday()), m.name(person), what, *_times(start, end),
             lunch.get(person, ""), note]
            for person, start, end, what, note in sorted(here + away, key=lambda row: (m.name(row[0]), row[1]))
        ]  # fmt: skip
    m.table(_("Roster"), heads, rows, colour=MUTED, freeze_columns=3, code="roster")


def _times(start: int, end: int) -> tuple[int | None, int | None, int | None]:
    """From when to when and how many minutes; of a whole day off nothing: midnight to midnight says no more."""
    return (None, None, None) if end - start >= 1440 else (start, end, end - start)


def _place(places: dict[str, str], post: str) -> str:
    return places.get(post, post)


def _kind(code: str) -> str:
    return str(KINDS[code].name) if code in KINDS else code

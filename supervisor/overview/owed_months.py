"""What a month of appraisal waits for: of each his own self-assessment, his answers about colleagues and that he takes
note of his score; of the managers reviews, publication and signature. Today is read by everybody: no name stands here.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from supervisor.access import Right, allowed
from supervisor.appraisal.course.noting import appeals_until, unseen
from supervisor.appraisal.course.people import members_of
from supervisor.appraisal.ledger import appeals, in_force, month_state, month_states, peers, reviews, self_assessments
from supervisor.appraisal.months import month_days, month_of
from supervisor.appraisal.records import MonthState
from supervisor.journal import Reader
from supervisor.language import _

from .records import Todo
from .wording import due_in_words

ENDED_DAYS = 400  # a month that was left lying longer is no task of today


def owed_months(r: Reader, now: datetime, actor: str | None) -> list[Todo]:
    """One line for each thing a month waits for that the actor may do; without an actor, all of them."""
    today = now.astimezone(r.zone).date()
    before = month_of(today.replace(day=1) - timedelta(days=1))
    states = {each.month: each for each in month_states(r)}
    if before not in states and in_force(r, before) is not None:
        states[before] = month_state(r, before)
    since = month_of(today - timedelta(days=ENDED_DAYS))
    found: list[Todo] = []
    for month, state in sorted(states.items()):
        if month < since or state.state == "signed":
            continue
        found += _of_oneself(r, state, now, actor)
        found += _of_managers(r, state, now, today, actor)
    return found


def _of_oneself(r: Reader, at: MonthState, now: datetime, actor: str | None) -> list[Todo]:
    if actor is None or all(one.person != actor for one in members_of(r, at.month)):
        return []
    found, month, subject = [], at.month, f"own:{at.month}"
    if (
        at.state == "self"
        and at.until is not None
        and all(one.person != actor for one in self_assessments(r, month, month))
    ):
        until = datetime.combine(at.until, time.max, r.zone)
        if until >= now:
            title = _("Write your self-assessment of {month}").format(month=month)
            due = due_in_words(until, now, r.zone)
            found.append(Todo("self_assessment", subject, title, "", due, _near(at.until, now, r), "appraisal", until))
    asked = [each for each in peers(r, month, month) if each.rater == actor and each.value_c is None]
    if asked and at.state in ("draft", "self", "review", "reopened"):
        title = _("Say what you think of {count} colleagues").format(count=len(asked))
        found.append(Todo("peer", subject, title, month, _("asked"), "open", "appraisal"))
    last = appeals_until(r, month)
    if last is not None and last >= now.astimezone(r.zone).date() and unseen(r, month, [actor]):
        until = datetime.combine(last, time.max, r.zone)
        title = _("Read your score of {month} and take note of it").format(month=month)
        due = due_in_words(until, now, r.zone)
        found.append(
            Todo("score", subject, title, _("appeals until then"), due, _near(last, now, r), "appraisal", until)
        )
    return found


def _of_managers(r: Reader, at: MonthState, now: datetime, today: date, actor: str | None) -> list[Todo]:
    month = at.month
    scores = actor is None or allowed(r, actor, Right.SCORE_MONTH)
    signs = actor is None or allowed(r, actor, Right.LOCK_MONTH)
    over = month_days(month)[1] < today
    if at.state == "published":
        last = appeals_until(r, month)
        if not signs or not over or (last is not None and today <= last):
            return []
        if any(one.upheld is None for one in appeals(r, month)):
            return []  # they stand in the list themselves
        return [_step(month, _("Sign and lock {month}").format(month=month), _("the days for appeals are over"))]
    if not scores:
        return []
    everybody = members_of(r, month)
    if at.state == "self" and at.until is not None:
        written = {one.person for one in self_assessments(r, month, month)}
        missing = sum(one.person not in written for one in everybody)
        if missing and at.until >= today:
            detail = _("{missing} of {all} have not written").format(missing=missing, all=len(everybody))
            until = datetime.combine(at.until, time.max, r.zone)
            title = _("Self-assessment of {month} is running").format(month=month)
            due = due_in_words(until, now, r.zone)
            return [Todo("month", f"review:{month}", title, detail, due, _near(at.until, now, r), "appraisal", until)]
        return [_step(month, _("Open the review of {month}").format(month=month), _("self-assessment is over"))]
    if at.state == "review":
        known = {one.person for one in reviews(r, month, month)}
        missing = sum(one.person not in known for one in everybody)
        if missing:
            detail = _("{missing} of {all} are missing").format(missing=missing, all=len(everybody))
            title = _("Review everybody's month {month}").format(month=month)
            return [Todo("month", f"review:{month}", title, detail, _("waiting for you"), "open", "appraisal")]
    if at.state == "reopened":
        return [_step(month, _("Publish {month} again and sign it").format(month=month), _("it was opened again"))]
    return [_step(month, _("Publish {month}").format(month=month), _("the month is over"))] if over else []


def _step(month: str, title: str, detail: str) -> Todo:
    return Todo("month", f"appraisal:{month}", title, detail, _("waiting for you"), "open", "appraisal")


def _near(day: date, now: datetime, r: Reader) -> str:
    left = (day - now.astimezone(r.zone).date()).days
    return "today" if left <= 0 else "soon" if left <= 2 else "open"

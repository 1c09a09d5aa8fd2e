"""Maintenance windows and the way out of a running meeting, without a window of the desktop."""

from __future__ import annotations

from typing import Any

from cyclopts import App

from supervisor.cli.context import (
    OptionalOutput,
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
)  # fmt: skip
from supervisor.cli.meetings_shared import meeting_of, minute_of, numbers_of
from supervisor.errors import BadInput
from supervisor.language import _


def register(group: App) -> None:
    """Add window (show, prepare, tick, untick, notice) and release."""
    window = App(name="window", help="check-list of a maintenance window")
    group.command(window)
    _checks(window)
    _notice(window)
    _release(group)


def _checks(window: App) -> None:
    @window.command
    def show(wanted: str, *, json: bool = False) -> int:
        """The check-list of a maintenance window: what is in place, who says so, what is missing."""
        from supervisor.meetings.maintenance.gate import inside_hours, missing_points
        from supervisor.meetings.maintenance.ledger import check_list
        from supervisor.meetings.maintenance.records import POINTS

        with reading() as (_app, r):
            found = check_list(r, meeting_of(r, wanted).subject)
            lacks = missing_points(r, found.meeting, found.slot) if found.slot else ()
            inside, who = found.slot is not None and inside_hours(r, found.slot), names(r)
        missing = {one.point: str(one.why) for one in lacks} if found.slot else {p: str(w) for p, w in POINTS.items()}
        if json:
            body = {"checks": found, "inside_hours": inside, "missing": missing, "complete": not missing}
            emit("meetings.window", 1, body)
            return 0
        if found.slot is not None:
            start, end = minute_text(found.slot.start_minute), minute_text(found.slot.end_minute)
            say(f"{found.slot.day} {start}-{end}  {found.out_of_use}")
        rows = []
        for code, words in POINTS.items():
            tick = found.tick(code)
            people = "、".join(who.get(p, p) for p in tick.persons) if tick else ""
            by = who.get(tick.by, "") if tick else ""
            at = f"{tick.at.astimezone(_app.book.zone):%m-%d %H:%M}" if tick else ""
            rows.append((code, words, _("missing") if code in missing else _("in place"), people, by, at,
                         missing.get(code, "")))  # fmt: skip
        table((_("Code"), _("Point"), _("State"), _("People"), _("Said by"), _("At"), _("Why")), rows)
        return 0

    @window.command
    def prepare(
        wanted: str, *, date: str, start: str, out_of_use: str, channels: str = "", nearest: str = "",
    ) -> int:  # fmt: skip
        """Say for which time the check-list is meant and what customers are told."""
        from supervisor.access import Right, require
        from supervisor.meetings.maintenance.service import prepare as keep

        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.PLAN_MEETINGS)
                subject, day = meeting_of(r, wanted).subject, day_of(date, r.today)
            minute = minute_of(start)
            keep(
                app.book, app.actor, subject, day=day, start_minute=minute or 0, out_of_use=out_of_use,
                channels=channels, nearest=nearest,
            )  # fmt: skip
        say(_("Kept."))
        return 0

    @window.command
    def tick(wanted: str, point: str, *, people: str = "", note: str = "") -> int:
        """A point is in place: notice, signs, guide, channels or cover; the guide and the cover name `--people`."""
        from supervisor.access import Right, require
        from supervisor.meetings.maintenance.service import lacking
        from supervisor.meetings.maintenance.service import tick as enter

        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.PLAN_MEETINGS)
                subject = meeting_of(r, wanted).subject
                who = [person_of(r, one) for one in numbers_of(people)]
            enter(app.book, app.actor, subject, point, persons=who, note=note)
            with app.read() as r:
                left = lacking(r, subject)
        say(_("Still missing: {points}").format(points="；".join(map(str, left))) if left else _("All is in place."))
        return 0

    @window.command
    def untick(wanted: str, point: str, *, reason: str = "") -> int:
        """A point is not in place after all."""
        from supervisor.access import Right, require
        from supervisor.meetings.maintenance.service import untick as enter

        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.PLAN_MEETINGS)
                subject = meeting_of(r, wanted).subject
            stands = enter(app.book, app.actor, subject, point, reason=reason)
        say(_("Taken back."))
        if stands:
            say(_("The window stands inside opening hours and may not be held there now: tick the point again, "
                  "move the window or call it off."))  # fmt: skip
        return 0


def _notice(window: App) -> None:
    @window.command
    def notice(wanted: str, *, output: OptionalOutput = None, force: bool = False) -> int:
        """The notice to customers; `--output` writes it as a poster on A4: PDF, or a page (HTML)."""
        from supervisor.meetings.announcing.customer_notice import notice_text, poster_html

        if output is not None:
            refuse_existing(output, force)
        with reading() as (_app, r):
            text = notice_text(r, meeting_of(r, wanted).subject)
        if output is None:
            say(text)
        elif output.suffix.casefold() == ".pdf":
            from supervisor.desktop.printing import write_pdf

            say(str(write_pdf(poster_html(text), output, _("Notice to customers"))))
        else:
            write_out(output, poster_html(text))
        return 0


def _release(group: App) -> None:
    @group.command
    def release(*, people: str = "", top: int = 0, back: str = "", reason: str = "", json: bool = False) -> int:
        """Whom running meetings send to the floor first, by minutes of waiting saved; `--people` or `--top` releases.

        `--top` 1 releases the first of the proposal, 2 the first two; `--people` are staff numbers. `--back` takes a
        release back: they sit in the meeting still.
        """
        from supervisor.access import Right, require
        from supervisor.meetings.service import names_of
        from supervisor.together import release_people, release_proposal, stay_in_meeting

        if back:
            with opened() as app:
                with app.read() as r:
                    chosen = [person_of(r, one) for one in numbers_of(back)]
                names = stay_in_meeting(app.book, app.actor, chosen, reason=reason)
            say(_("Back in the meeting: {names}.").format(names="、".join(names)))
            return 0
        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.RUN_MEETING)
                found, who = release_proposal(r), names_of(r)
                chosen = [person_of(r, one) for one in numbers_of(people)]
            if not chosen and top:
                chosen = [one.move.person for one in found.plan.steps[:top]] if found else []
                if not chosen:
                    raise BadInput(_("No running meeting has anybody whose release would help."))
            if chosen:
                called = release_people(app.book, app.actor, chosen, reason=reason)
                say(_("Called to the floor: {names}.").format(names="、".join(called)))
                return 0
        if json:
            emit("meetings.release", 1, {"release": None if found is None else _plain(found)})
        else:
            _say(found, who)
        return 0


def _plain(found: Any) -> dict[str, Any]:
    return {
        "why": found.why, "incident": found.incident, "minute": found.minute, "source": found.source,
        "target_minutes": found.target_minutes, "worst": found.worst, "queues": found.plan.queues,
        "steps": found.plan.steps, "stays": found.plan.stays, "before_minutes": found.plan.before_minutes,
        "after_minutes": found.plan.after_minutes,
    }  # fmt: skip


def _say(found: Any, who: dict[str, str]) -> None:
    from supervisor.together import release_reason

    if found is None:
        say(_("No meeting runs while the doors are open."))
        return
    say(release_reason(found) if found.why else _("Nothing presses: nobody waits beyond the target."))
    for place, one in enumerate(found.plan.steps, 1):
        saved = _("{n} min less waiting ({low}–{high})").format(
            n=round(one.move.minutes_saved), low=round(one.low_minutes), high=round(one.high_minutes)
        )
        say(f" {place}. {one.move.name} → {who.get(one.move.to_post, '')}{_(': ')}{saved}")
    if not found.plan.steps:
        say(_("Releasing anybody would save nothing."))

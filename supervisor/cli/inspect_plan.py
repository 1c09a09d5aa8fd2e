"""The plan of inspections: what is due, done and missed; its rules; spot checks drawn at random, and their proof."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli import inspect_draw
from supervisor.cli.answers_file import answers_in, pictures_beside
from supervisor.cli.context import day_of, emit, names, opened, person_of, reading, say, table
from supervisor.cli.inspect_draw import From, Json, To
from supervisor.errors import BadInput
from supervisor.language import _, listed

MOST_DAYS = 800  # a view of the plan: two years, and what lies around them


def register(group: App) -> None:
    """Add `supervisor inspect plan`."""
    plan = App(name="plan", help="recurring checks and spot checks: due, done, missed")
    group.command(plan)
    _lists(plan)
    _rules(plan)
    _steps(plan)
    inspect_draw.register(plan)


def _lists(plan: App) -> None:
    @plan.command(name="list")
    def list_all(*, first: From = None, last: To = None, json: Json = False) -> int:
        """Planned checks of a span of days (default: this week and the next), each with how it stands."""
        from supervisor.inspection.plan.match import figures
        from supervisor.inspection.plan.reading import due_between, plan
        from supervisor.inspection.plan.words import STATES, when_words, who_words

        with reading() as (app, r):
            start = day_of(first, r.today - timedelta(days=r.today.weekday()))
            end = day_of(last, start + timedelta(days=13))
            if end < start:
                raise BadInput(_("The last day lies before the first."))
            if (end - start).days >= MOST_DAYS:
                raise BadInput(_("The plan is shown for at most {most} days at once.").format(most=MOST_DAYS))
            lines = plan(r, app.actor, start, end)
            who = names(r)
        counts = figures(due_between(lines, start, end))
        if json:
            emit("inspect.plan", 1, {
                "first": start, "last": end, "checks": [_line(line) for line in lines], "figures": _figures(counts),
            })  # fmt: skip
            return 0
        table(
            (_("When"), _("Check"), _("Who"), _("By whom"), _("State"), _("Inspection"), _("Id")),
            [
                (when_words(one.occurrence), one.occurrence.name, "、".join(who.get(p, p) for p in one.occurrence.whom),
                 who_words(one.occurrence.by, one.occurrence.role, who), _state(one, STATES),
                 one.standing.made.number if one.standing.made else "", one.occurrence.id)
                for one in lines
            ],
            empty=_("Nothing is planned: take up the usual rules with “inspect plan add --usual”."),
        )  # fmt: skip
        if counts.coverage is not None:
            say(_("Made: {done} of {all} ({share:.0%}), in time {in_time}, late {late}, missed {missed}, excused "
                  "{excused}").format(done=counts.in_time + counts.late, share=counts.coverage, late=counts.late,
                                      all=counts.in_time + counts.late + counts.missed, in_time=counts.in_time,
                                      missed=counts.missed, excused=counts.excused))  # fmt: skip
        return 0

    @plan.command
    def rules(*, json: Json = False) -> int:
        """The rules by which checks recur, as they stand today or will."""
        from supervisor.inspection.ledger import retired
        from supervisor.inspection.plan.ledger import courses
        from supervisor.inspection.plan.words import days_words, often_words, who_words

        with reading() as (_app, r):
            found = [(course, _shown(course, r.today)) for course in courses(r)]
            who, today, gone = names(r), r.today, retired(r, r.today)
        if json:
            emit("inspect.plan_rules", 1, {"rules": [
                {**_plain(rule), "stops": course.stops, "in_force": course.on(today) is not None}
                for course, rule in found
            ]})  # fmt: skip
            return 0
        table(
            (_("Rule"), _("Check-list"), _("How often"), _("Days"), _("By whom"), _("From"), _("State"), _("Id")),
            [
                (rule.name, rule.code, often_words(rule), days_words(rule), who_words(rule.doer, rule.role, who),
                 rule.valid_from, _rule_state(course.on(today), gone), course.subject)
                for course, rule in found
            ],
            empty=_("There is no rule yet: take up the usual ones with “inspect plan add --usual”."),
        )  # fmt: skip
        return 0


def _shown(course: Any, today: Any) -> Any:
    return course.on(today) or max(course.versions, key=lambda v: v.valid_from)


def _rule_state(rule: Any, gone: set[str]) -> str:
    if rule is None:
        return _("not in force")
    return _("check-list out of use") if rule.code in gone else _("in force")


def _plain(rule: Any) -> dict[str, Any]:
    import msgspec

    return msgspec.to_builtins(rule)


def _line(line: Any) -> dict[str, Any]:
    made = line.standing.made
    return {
        **_plain(line.occurrence), "state": line.state, "inspection": made.number if made else "",
        "made_day": made.day if made else None, "made_minute": made.minute if made else None,
        "also": [one.number for one in line.standing.also],
        "excuse": line.standing.excuse, "incidents": [one.number for one in line.incidents], "closed": line.closed,
    }  # fmt: skip


def _figures(counts: Any) -> dict[str, Any]:
    return {**_plain(counts), "coverage": counts.coverage, "punctual": counts.punctual}


def _state(line: Any, words: Any) -> str:
    parts = [str(words[line.state])]
    if line.standing.excuse:
        parts.append(line.standing.excuse)
    if line.standing.also:
        parts.append(_("also made: {numbers}").format(numbers=listed(m.number for m in line.standing.also)))
    if line.incidents:
        from supervisor.incidents.kinds import KINDS

        kinds = dict.fromkeys(str(KINDS[i.kind].name) if i.kind in KINDS else i.kind for i in line.incidents)
        parts.append(_("while running: {kinds}").format(kinds="、".join(kinds)))
    if line.closed:
        parts.append(_("{n} days closed").format(n=len(line.closed)))
    return " · ".join(parts)


def _rules(plan: App) -> None:
    @plan.command
    def add(
        name: Annotated[str, Parameter(help="what the rule is called")] = "",
        code: Annotated[str, Parameter(help="check-list it is made by")] = "",
        *,
        usual: Annotated[bool, Parameter(help="take up the usual rules that are not there yet")] = False,
        every: Annotated[str, Parameter(help="day, week, month or quarter")] = "week",
        times: Annotated[int, Parameter(help="how many times in each of them")] = 1,
        source: Annotated[str, Parameter(help="on_site, video or customer_comment; empty: any")] = "",
        place: Annotated[str, Parameter(help="zone that is to be checked; empty: any")] = "",
        whom: Annotated[
            tuple[str, ...], Parameter(negative="", help="people to be checked, by staff number or name")
        ] = (),
        doer: Annotated[str, Parameter(help="the one person who is to make it, by staff number or name")] = "",
        role: Annotated[str, Parameter(help="leader, manager, deputy or supervisor; empty: whoever may inspect")] = "",
        counted: Annotated[str, Parameter(help="working: working days; open: days with open doors")] = "working",
        weekday: Annotated[
            tuple[int, ...], Parameter(negative="", help="only these weekdays, 1 Monday to 7 Sunday")
        ] = (),
        from_nth: Annotated[int, Parameter(help="from the n-th counted day of the period; -1 its last")] = 0,
        to_nth: Annotated[int, Parameter(help="to the n-th counted day of the period; -1 its last")] = 0,
        after: Annotated[str, Parameter(help="time of day from which, as 07:30")] = "00:00",
        before: Annotated[str, Parameter(help="time of day until which, as 09:00")] = "24:00",
        grace: Annotated[int, Parameter(help="counted days on which it can still be made up for")] = 0,
        spread: Annotated[bool, Parameter(help="share the period's days out among the times")] = False,
        since: Annotated[str | None, Parameter(help="day from which it counts (today)")] = None,
        rule: Annotated[str, Parameter(help="id of a rule that changes from that day on")] = "",
    ) -> int:
        """Add a recurring check, or change one (`--rule ID`) from a date on; `--usual` takes up the usual rules."""
        from supervisor.inspection.plan.defaults import take_up_usual
        from supervisor.inspection.plan.rules import Rule
        from supervisor.inspection.plan.service import set_rule
        from supervisor.language import Words

        with opened() as app:
            with app.read() as r:
                day = day_of(since, r.today)
                people = [] if usual else [person_of(r, one) for one in whom]
                by = person_of(r, doer) if doer else ""
            if usual:
                done = take_up_usual(app.book, app.actor, valid_from=day)
                say(_("{n} rules were taken up.").format(n=len(done)))
                return 0
            if not name or not code:
                raise BadInput(_("Name the rule and its check-list, or take up the usual rules with --usual."))
            subject = set_rule(app.book, app.actor, Rule(
                subject=rule, name=Words(name), code=code, every=every,  # type: ignore[arg-type]
                times=times, source=source, place=place, whom=tuple(people), doer=by, role=role,
                counted=counted,  # type: ignore[arg-type]
                weekdays=tuple(sorted(weekday)), from_nth=from_nth, to_nth=to_nth, from_minute=_minute(after),
                to_minute=_minute(before), grace_days=grace, spread=spread, valid_from=day,
            ))  # fmt: skip
        say(_("The rule counts from {day}: {id}").format(day=day, id=subject))
        return 0

    @plan.command
    def stop(
        rule: Annotated[str, Parameter(help="id of the rule")], *,
        since: Annotated[str | None, Parameter(help="day from which nothing is owed (today)")] = None,
        reason: Annotated[str, Parameter(help="why it is stopped")] = "",
    ) -> int:  # fmt: skip
        """Stop a rule from a day on; what was missed before stays in the record."""
        from supervisor.inspection.plan.service import stop_rule

        with opened() as app:
            with app.read() as r:
                day = day_of(since, r.today)
            stop_rule(app.book, app.actor, rule, day=day, reason=reason)
        say(_("The rule asks for nothing from {day} on.").format(day=day))
        return 0


def _minute(text: str) -> int:
    hour, _colon, minute = text.partition(":")
    if hour.isdecimal() and minute.isdecimal() and len(minute) == 2 and int(minute) < 60 and int(hour) <= 24:
        return int(hour) * 60 + int(minute)
    raise BadInput(_("{text} is no time; write it as 07:30.").format(text=text))


def _steps(plan: App) -> None:
    @plan.command
    def excuse(
        check: Annotated[str, Parameter(help="id of the planned check, or a part that no other has")], *,
        reason: Annotated[str, Parameter(help="why it does not count as missed")],
        withdraw: Annotated[bool, Parameter(help="take the excuse back: it counts after all")] = False,
    ) -> int:  # fmt: skip
        """Let one planned check (by its id) not count as missed, with the reason: the manager, never his own."""
        from supervisor.inspection.plan import service as plan_service

        with opened() as app:
            step = plan_service.withdraw_excuse if withdraw else plan_service.excuse
            step(app.book, app.actor, check, reason=reason)
        say(_("It counts as missed again.") if withdraw else _("It does not count as missed."))
        return 0

    @plan.command
    def log(
        check: Annotated[str, Parameter(help="id of the planned check, or a part that no other has")],
        file: Annotated[Path | None, Parameter(help="JSON file of answers")] = None, *, json: Json = False,
        others_pass: Annotated[bool, Parameter(help="take all items not named as in order")] = False,
    ) -> int:  # fmt: skip
        """Log the inspection that a planned check (by its id) asks for, from a JSON file as for `inspect log`."""
        from supervisor.inspection.ledger import inspection
        from supervisor.inspection.plan.service import log_planned

        answers = answers_in(file, others_pass=others_pass)
        with opened() as app:
            subject = log_planned(
                app.book, app.actor, check, answers, others_pass=others_pass, file=str(file or ""),
                pictures=pictures_beside(answers, file),
            )  # fmt: skip
            with app.read() as r:
                done = inspection(r, subject)
        assert done is not None
        if json:
            emit("inspect.logged", 1, {"subject": subject, "number": done.number})
        else:
            say(_("Logged {number}.").format(number=done.number))
        return 0

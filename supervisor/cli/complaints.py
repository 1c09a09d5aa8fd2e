"""Complaints from the command line: the register and one case; what is done with one is in the modules beside it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from cyclopts import App
from msgspec.structs import asdict

from supervisor.cli.complaints_clock import register as register_clock
from supervisor.cli.complaints_course import register as register_course
from supervisor.cli.complaints_end import register as register_end
from supervisor.cli.complaints_figures import register as register_figures
from supervisor.cli.complaints_links import register as register_links
from supervisor.cli.complaints_new import register as register_new
from supervisor.cli.complaints_retention import register as register_retention
from supervisor.cli.complaints_said import named_in, said_step, say_case, say_matches
from supervisor.cli.complaints_sealed import register as register_sealed
from supervisor.cli.complaints_shared import Flag, case_in, coded, minute, nodes
from supervisor.cli.context import day_of, emit, names, opened, person_of, table
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.complaints.records import Complaint
    from supervisor.journal import Reader


def register(app: App) -> None:
    """Add the commands of `supervisor complaints`."""
    group = App(name="complaints", help="register and course of complaints")
    app.command(group)
    _list(group)
    _show(group)
    register_new(group)
    register_course(group)
    register_end(group)
    register_sealed(group)
    register_links(group)
    register_figures(group)
    register_retention(group)
    register_clock(group)


def _list(group: App) -> None:
    @group.command(name="list")
    def list_all(
        *,
        first: str | None = None,
        last: str | None = None,
        state: str = "",
        channel: str = "",
        class_code: str = "",
        cause_code: str = "",
        person: str = "",
        owner: str = "",
        late: Flag = False,
        search: str = "",
        newest: int = 0,
        json: bool = False,
    ) -> int:
        """Complaints of a span of days, without texts and contact data.

        Without days: the last 31; all days for `--late`, `--search` and `--state live`. Colleagues list their own.
        """
        from supervisor.access import Right, allowed, require
        from supervisor.complaints.register.ledger import found_cases
        from supervisor.complaints.words import CHANNELS, STATES

        with opened() as app, app.read() as r:
            if not allowed(r, app.actor, Right.READ_COMPLAINTS):
                require(r, app.actor, Right.RECORD_COMPLAINT)  # whoever only takes complaints down lists his own
            coded(state, {"live": _("not ended"), **STATES}, "--state")
            coded(channel, CHANNELS, "--channel")
            wanted = {
                "channel": {channel},
                "class_code": _below(r, "class", class_code, "--class-code"),
                "cause_code": _below(r, "cause", cause_code, "--cause-code"),
                "person": {person_of(r, person) if person else ""},
                "owner": {person_of(r, owner) if owner else ""},
            }
            wanted = {name: codes - {""} for name, codes in wanted.items() if codes - {""}}
            whole = late or bool(search) or state == "live"
            end = day_of(last, r.today)
            begin = day_of(first, date(1900, 1, 1) if whole else end - timedelta(days=30))
            newest = max(newest, 0)
            cases = found_cases(
                r, app.actor, begin, end, state=state or ("live" if late else ""), number=search.strip(), among=wanted,
                newest=0 if late else newest,
            )  # fmt: skip
            found = _with_next(r, cases)
            if late:
                found = [(case, clock) for case, clock in found if clock and clock["state"] == "late"][-newest:]
            who = names(r)
            if json:
                emit("complaints.list", 1, {"complaints": [asdict(case) | {"next": clock} for case, clock in found]})
                return 0
            table(
                (_("No."), _("Received"), _("Channel"), _("State"), _("In hand of"), _("Next limit"), _("Due")),
                [
                    (c.number, c.day, CHANNELS[c.channel], STATES[c.state], who.get(c.owner, _office(c.owner)),
                     *_limit(app, clock))
                    for c, clock in found
                ],
            )  # fmt: skip
        return 0


def _below(r: Reader, tree_name: str, code: str, option: str) -> set[str]:
    """A code with all that stand below it in its tree."""
    from supervisor.complaints.ledger import tree

    coded(code, nodes(r, tree_name, everything=True), option)
    kept = {code}
    every = tree(r, tree_name)
    while code and (more := {one.code for one in every if one.parent in kept} - kept):
        kept |= more
    return kept


def _with_next(r: Reader, cases: list[Complaint]) -> list[tuple[Complaint, dict[str, Any] | None]]:
    """The cases with the limit to name of each that is still owed something; a day's limits are looked up once."""
    from supervisor.complaints.kernel.deadlines import DeadlineRules, next_clock
    from supervisor.complaints.ledger import case_clocks, counted_days, deadline_rules, present

    now, counted = present(r), counted_days(r)
    rules: dict[date, DeadlineRules] = {}
    found: list[tuple[Complaint, dict[str, Any] | None]] = []
    for case in cases:
        clock = None
        if case.live:
            if case.day not in rules:
                rules[case.day] = deadline_rules(r, case.day)
            clock = next_clock(case_clocks(r, case, rules[case.day], counted), now)
        told = {"kind": clock.kind, "due": clock.due, "state": clock.state(now)} if clock else None
        found.append((case, told))
    return found


def _limit(app: Any, clock: Any) -> tuple[str, str]:
    from supervisor.complaints.words import CLOCK_STATES, CLOCKS

    if clock is None:
        return "", ""
    return f"{CLOCKS[clock['kind']]} · {CLOCK_STATES[clock['state']]}", minute(app, clock["due"])


def _office(owner: str) -> str:
    from supervisor.complaints.kernel.course import HEAD_OFFICE

    return _("Head office") if owner == HEAD_OFFICE else owner


def _show(group: App) -> None:
    @group.command
    def show(wanted: str, *, json: bool = False) -> int:
        """One complaint with its limits, its course, its files and links; texts and contact data masked."""
        from supervisor.complaints import ledger
        from supervisor.complaints.attachments.service import list_files
        from supervisor.complaints.repeats.finding import linked_cases
        from supervisor.complaints.rights.privacy import read_case
        from supervisor.complaints.service import open_steps
        from supervisor.complaints.words import CLOCK_STATES, CLOCKS

        with opened() as app, app.read() as r:
            subject = case_in(r, wanted).subject
            case = read_case(r, app.actor, subject)
            history, files = ledger.history(r, subject), list_files(r, app.actor, subject)
            clocks = [(clock, clock.state(ledger.present(r))) for clock in ledger.case_clocks(r, case.complaint)]
            linked = linked_cases(r, app.actor, subject)
            steps, _why = open_steps(r, app.actor, subject)
            who, named = names(r), named_in(r)
            reasons = {one.code: str(one.name) for one in ledger.pause_reasons(r)}
        if json:
            limits = [asdict(clock) | {"state": state} for clock, state in clocks]
            emit("complaints.show", 1, {"case": case, "history": history, "clocks": limits, "links": linked,
                                        "files": files, "steps": steps})  # fmt: skip
            return 0
        say_case(case, who, named)
        table(
            (_("Limit"), _("Due"), _("State")),
            [(CLOCKS[c.kind], minute(app, c.due), CLOCK_STATES[state]) for c, state in clocks],
        )
        table(
            (_("When"), _("What"), _("By"), _("Note")),
            [said_step(app, step, who, reasons) for step in history],
        )
        if linked:
            say_matches(linked)
        return 0

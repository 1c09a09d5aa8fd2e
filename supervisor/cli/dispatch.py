"""Surges and outages: declare, see the best moves with their reasons, send them, end."""

from __future__ import annotations

from math import ceil, isfinite
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli import dispatch_incident, dispatch_orders, dispatch_suspend, playbooks
from supervisor.cli.context import day_of, emit, instant_of, names, opened, reading, say, table
from supervisor.cli.dispatch_orders import anything_runs, running_of
from supervisor.cli.dispatch_wishes import pins_of, show_closed, show_waiting, show_wishes, standing_of
from supervisor.language import Words, _, listed


def register(app: App) -> None:
    """Add the commands of `supervisor dispatch`."""
    group = App(name="dispatch", help="surges and outages")
    app.command(group)
    _incidents(group)
    dispatch_incident.register(group)
    _planning(group)
    dispatch_orders.register(group)
    dispatch_suspend.register(group)
    playbooks.register(group)


Staggered = Annotated[bool, Parameter(help="one after another, as the queue allows; without it all at once")]
Kind = Annotated[str, Parameter(name=["--kind", "--incident"])]  # of an incident; positional too, in every command


def whole(counts: dict[str, float]) -> dict[str, int]:
    """What was counted, as whole numbers; what is none is left as it is, and told by whoever looks at it."""
    return {code: int(n) if isfinite(n) and n == int(n) else n for code, n in counts.items()}  # type: ignore[misc]


def _waiting(r: Any, moment: Any, text: str, incident: str = "") -> tuple[dict[str, float], str]:
    """Who waits by class, as told or the best that is known, and how it is known."""
    told = standing_of(text)
    if told is not None:
        return told, "counted"
    from supervisor.dispatch.floor.queue_now import standing_now

    found = standing_now(r, moment, incident)
    return {code: float(n) for code, n in found.waiting.items()}, found.source


def _classes(r: Any) -> dict[str, str]:
    """Names of the classes of service by code."""
    from supervisor.branch.ledger import name_of, service_classes

    return {code: str(name_of(r, "class", code) or code) for code in service_classes(r)}


def _show(plan: Any, places: dict[str, str], classes: dict[str, str]) -> None:
    from supervisor.dispatch.judging.callout import OVERLAP, RULE_NAMES

    proof = _("proved best") if plan.proof == "whole" else _("gap {gap:.0f}").format(gap=ceil(plan.bound_minutes))
    say(_("{count} moves, {saved:.0f} customer-minutes less ({before:.0f} to {after:.0f}), {proof}").format(
        count=len(plan.moves), saved=plan.before_minutes - plan.after_minutes, before=plan.before_minutes,
        after=plan.after_minutes, proof=proof,
    ))  # fmt: skip
    share = round(100 * min(plan.solver_seconds / plan.total_seconds, 1.0)) if plan.total_seconds > 0 else 0
    words = _(
        "By the forecast's range {b_low:.0f}–{b_high:.0f} to {low:.0f}–{high:.0f}; {seconds:.2f} s, solver {share} %"
    )
    say(words.format(
        b_low=plan.before_low_minutes, b_high=plan.before_high_minutes, low=plan.after_low_minutes,
        high=plan.after_high_minutes, seconds=plan.total_seconds, share=share,
    ))  # fmt: skip
    for number, move in enumerate(plan.moves, 1):
        origin = places.get(move.from_post, _("free"))
        goal = places.get(move.to_post, "")
        less = _("without it {minutes:+.0f} min").format(minutes=move.minutes_saved)
        say(f" {number}. {move.name}{_(': ')}{origin} → {goal}  {less}  {move.reason}")
        say(f"    {move.say}")
    if len(plan.moves) > 1:
        say(str(OVERLAP))
    for line in plan.why_nothing:
        say(f" · {line}")
    table(
        (_("Class"), _("Before (min)"), _("After (min)"), _("Leaving before"), _("Leaving after")),
        [
            (classes.get(w.service_class, w.service_class), f"{w.before_mean_minutes:.1f}",
             f"{w.after_mean_minutes:.1f}", _with_range(w.before_leaving, w.before_leaving_range),
             _with_range(w.after_leaving, w.after_leaving_range))
            for w in plan.waits
        ],
    )  # fmt: skip
    if plan.frontier:
        say(_("With 0, 1, 2 … moves: {minutes} customer-minutes").format(
            minutes=listed(f"{p.waiting_minutes:.0f}" for p in plan.frontier)
        ))  # fmt: skip
    if plan.forbidden is not None:
        say(_("{name} to {post} would save {minutes:.0f}, but: {rule}").format(
            name=plan.forbidden.name, post=places.get(plan.forbidden.to_post, ""),
            minutes=plan.forbidden.minutes_saved, rule=RULE_NAMES.get(plan.forbidden.rule, plan.forbidden.rule),
        ))  # fmt: skip
    called = {move.person: move.name for move in plan.moves}
    for lost in plan.forbidden_each:
        if lost.instead_of:
            say(_("{name} in place of {other} would be cheaper, but: {rule}").format(
                name=lost.name, other=called.get(lost.instead_of, ""), rule=RULE_NAMES.get(lost.rule, lost.rule)
            ))  # fmt: skip
    for gap in plan.shortages:
        say(f"! {places.get(gap.post, '')} {gap.by_hand}")


def _with_range(expected: float, span: tuple[float, float]) -> str:
    return f"{expected:.1f} ({span[0]:.1f}–{span[1]:.1f})"


def _incidents(group: App) -> None:
    @group.command
    def declare(kind: Kind, *, note: str = "", at: str | None = None, drill: bool = False, json: bool = False) -> int:
        """Declare a surge, core_outage, network, power, … ; whoever declares it commands."""
        from supervisor.incidents.ledger import incident
        from supervisor.incidents.service import declare as begin

        with opened() as app:
            subject = begin(app.book, app.actor, kind=kind, note=note, at=instant_of(app, at), drill=drill)
            with app.read() as r:
                declared = incident(r, subject)
        assert declared is not None
        if json:
            emit("dispatch.declared", 1, {"incident": subject, "number": declared.number})
        else:
            say(_("Declared {number}.").format(number=declared.number))
        return 0

    @group.command(name="list")
    def list_all(*, first: str | None = None, last: str | None = None, json: bool = False) -> int:
        """Incidents of a span of days (default today)."""
        from supervisor.incidents.kinds import KINDS
        from supervisor.incidents.ledger import incidents

        with reading() as (app, r):
            found = incidents(r, day_of(first, r.today), day_of(last, r.today))
            who = names(r)
        if json:
            emit("dispatch.incidents", 1, {"incidents": found})
        else:
            table(
                (_("No."), _("Kind"), _("From"), _("To"), _("Commander")),
                [
                    (
                        x.number,
                        KINDS[x.kind].name,
                        f"{x.start.astimezone(app.book.zone):%m-%d %H:%M}",
                        f"{x.end.astimezone(app.book.zone):%H:%M}" if x.end else "",
                        who.get(x.commander, ""),
                    )
                    for x in found
                ],
            )
        return 0

    @group.command
    def end(incident: str = "", *, outcome: str = "", staggered: Staggered = False) -> int:
        """End it: everybody returns to where the roster has them."""
        from supervisor.app import people_in_meetings
        from supervisor.dispatch.service import order_returns, plan_returns, return_people
        from supervisor.incidents.service import end as finish

        with opened() as app:
            found = running_of(app, incident)
            if staggered:
                with app.read() as r:
                    plan = plan_returns(r, found.subject, in_meeting=people_in_meetings(r))
                with app.book.batch():
                    back = order_returns(app.book, app.actor, found.subject, (*plan.steps, *plan.held))
                    finish(app.book, app.actor, found.subject, outcome=outcome)
                say(_("Ended; {count} people return, each at his time: dispatch return.").format(count=len(back)))
                return 0
            back = return_people(app.book, app.actor, found.subject)
            finish(app.book, app.actor, found.subject, outcome=outcome)
        say(_("Ended; {count} people return.").format(count=len(back)))
        return 0


def _planning(group: App) -> None:
    @group.command
    def plan(
        incident: Kind = "surge",
        *,
        at: str | None = None,
        waiting: str = "",
        quarters: int = 8,
        pin: str = "",
        json: bool = False,
    ) -> int:
        """What to do in an incident of a kind at a time: moves, reasons, proof. Nothing is entered."""
        from supervisor.branch.ledger import posts
        from supervisor.dispatch.service import plan as solve
        from supervisor.meetings.ledger import in_meeting  # the two do not know each other: this is app's side

        with reading() as (app, r):
            moment = instant_of(app, at)
            counts, source = _waiting(r, moment, waiting)
            _problem, found = solve(
                r, incident, at=moment, standing=counts, quarters=quarters,
                in_meeting=in_meeting(r, moment.astimezone(r.zone).date()), **pins_of(r, pin),
            )  # fmt: skip
            classes, who = _classes(r), names(r)
            places = {p.subject: str(p.name) for p in posts(r)}
        if not found.reckoned and not waiting:
            counts = {}  # nobody waits in a closed hall, whatever the figures before closing lead to
        if json:
            emit(
                "dispatch.plan", 1,
                {"incident": incident, "waiting": counts, "waiting_source": source, "plan": found},
            )  # fmt: skip
        elif not found.reckoned:
            show_closed(found)
        else:
            show_waiting(counts, source, classes)
            _show(found, places, classes)
            show_wishes(found, who, places)
        return 0

    @group.command
    def propose(
        incident: str = "", *, waiting: str = "", at: str | None = None, pin: str = "", send: bool = False
    ) -> int:
        """Propose moves for a running incident and enter the proposal; `--send` orders all of them."""
        from supervisor.app import people_in_meetings, send_moves
        from supervisor.branch.ledger import posts
        from supervisor.dispatch import service

        with opened() as app:
            found = running_of(app, incident)
            moment = instant_of(app, at)
            with app.read() as r:
                places = {p.subject: str(p.name) for p in posts(r)}
                busy, classes = people_in_meetings(r), _classes(r)
                counts, source = _waiting(r, moment, waiting, found.subject)
                pins, who = pins_of(r, pin), names(r)
            proposal, plan = service.propose(
                app.book, app.actor, found.subject, at=moment, standing=counts, in_meeting=busy, **pins
            )
            if not plan.reckoned:
                show_closed(plan)
                if send:
                    say(str(Words("没有下达任何调动。", "Nothing was sent.")))
                return 0
            show_waiting(counts, source, classes)
            _show(plan, places, classes)
            show_wishes(plan, who, places)
            if send and plan.moves:
                orders = send_moves(app.book, app.actor, found.subject, proposal)
                say(_("Sent {count} moves.").format(count=len(orders)))
        return 0

    @group.command
    def count(waiting: str, *, incident: str = "") -> int:
        """Enter who stands waiting, by class: cash=14,guide=9. Proposals start from it, and while nothing runs a surge
        is offered by it."""
        from supervisor.dispatch.service import count_waiting

        with opened() as app:
            about = running_of(app, incident).subject if incident or anything_runs(app) else ""
            counts = whole(standing_of(waiting) or {})
            count_waiting(app.book, app.actor, about, counts)
            with app.read() as r:
                show_waiting({code: float(n) for code, n in counts.items()}, "counted", _classes(r))
        return 0

    @group.command
    def solve(file: Path) -> int:
        """Solve a problem file elsewhere: no book needed."""
        from supervisor.dispatch.problem.model import to_json
        from supervisor.dispatch.service import solve_file

        say(to_json(solve_file(file)).decode())
        return 0

"""Orders at the command line: sent, heard, on the post, declined, on the way back; the plan made again."""

from __future__ import annotations

from typing import Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.context import emit, instant_of, minute_text, names, opened, person_of, reading, say, table
from supervisor.cli.dispatch_wishes import standing_of
from supervisor.errors import BadInput
from supervisor.language import Words, _, listed

ORDER_STATES = {
    "ordered": Words("已下达", "ordered"),
    "heard": Words("已收到", "heard"),
    "declined": Words("已谢绝", "declined"),
    "done": Words("已到位", "in place"),
    "returned": Words("已归位", "returned"),
}
Named = Annotated[str, Parameter(help="number of the incident; without it the one that runs, or ran last today")]
Send = Annotated[bool, Parameter(help="order it: each goes back at his time")]
Hold = Annotated[int, Parameter(help="for how many minutes he is not asked again")]
Waiting = Annotated[str, Parameter(help="who waits by class, as cash=14,guide=9; without it the best that is known")]


def register(group: App) -> None:
    """Add the orders' commands to `supervisor dispatch`."""
    _answers(group)
    _moves(group)
    _way_back(group)


def anything_runs(app: Any) -> bool:
    """Whether an incident runs now, drills among them."""
    from supervisor.incidents.ledger import running

    with app.read() as r:
        return bool(running(r, r.now, drills=True))


def running_of(app: Any, wanted: str) -> Any:
    """The running incident that is meant. Raises BadInput."""
    from supervisor.cli.context import one_of
    from supervisor.incidents.ledger import running

    with app.read() as r:
        found = running(r, r.now, drills=True)
    fitting = [x for x in found if not wanted or wanted in (x.kind, x.subject, x.number)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        numbers = listed(x.number for x in fitting)
        raise BadInput(_("Several incidents run; name one: {numbers}.").format(numbers=numbers))
    if not wanted:
        raise BadInput(_("No incident runs; declare one first."))
    return one_of(found, wanted, _("incident"))


def lately(app: Any, wanted: str) -> Any:
    """The incident that is meant: of the last month by its number, else the one that runs, else today's last. Raises
    BadInput."""
    from datetime import timedelta

    from supervisor.cli.context import one_of
    from supervisor.incidents.ledger import incidents, running

    with app.read() as r:
        known = incidents(r, r.today - timedelta(days=31), r.today)
        now = running(r, r.now, drills=True)
        today = [one for one in known if one.day == r.today]
    if wanted:
        kinds = [one for one in now if one.kind == wanted]
        return kinds[0] if len(kinds) == 1 else one_of(known, wanted, _("incident"))
    if len(now) > 1:
        numbers = listed(x.number for x in now)
        raise BadInput(_("Several incidents run; name one: {numbers}.").format(numbers=numbers))
    found = now or today[-1:]
    if not found:
        raise BadInput(_("No incident runs; declare one first."))
    return found[0]


def _order_of(app: Any, incident: str, person: str, states: tuple[str, ...]) -> str:
    """The newest order of a person in these states. Raises BadInput."""
    from supervisor.dispatch import ledger

    with app.read() as r:
        who = person_of(r, person)
        found = [o.order for o in ledger.orders(r, incident, states=states) if o.person == who]
    if not found:
        raise BadInput(_("{person} has no open order in this incident.").format(person=person))
    return found[-1]


def _told(app: Any, incident: str, order: str, words: str, json: bool) -> int:
    from supervisor.dispatch import ledger

    if json:
        with app.read() as r:
            emit("dispatch.order", 1, {
                "incident": incident, "order": next(o for o in ledger.orders(r, incident) if o.order == order)
            })  # fmt: skip
    else:
        say(words)
    return 0


def _answers(group: App) -> None:
    @group.command
    def heard(person: str, *, incident: str = "", json: bool = False) -> int:
        """Somebody who was sent has heard it and goes: staff number."""
        from supervisor.dispatch import ledger
        from supervisor.dispatch.service import hear

        with opened() as app:
            found = running_of(app, incident)
            order = _order_of(app, found.subject, person, ledger.OPEN)
            hear(app.book, app.actor, found.subject, order)
            return _told(app, found.subject, order, _("Heard."), json)

    @group.command
    def done(person: str, *, incident: str = "", json: bool = False) -> int:
        """Somebody who was sent is on the new post: staff number."""
        from supervisor.dispatch import ledger
        from supervisor.dispatch.service import finish

        with opened() as app:
            found = running_of(app, incident)
            order = _order_of(app, found.subject, person, ledger.OPEN)
            finish(app.book, app.actor, found.subject, order)
            return _told(app, found.subject, order, _("In place."), json)

    @group.command
    def decline(person: str, *, reason: str, minutes: Hold = 30, incident: str = "", json: bool = False) -> int:
        """Somebody who was sent cannot go: staff number and why. For half an hour, or as many minutes as are said,
        proposals leave him where he is."""
        from supervisor.dispatch import ledger
        from supervisor.dispatch.service import decline as say_no

        with opened() as app:
            found = running_of(app, incident)
            order = _order_of(app, found.subject, person, ledger.OPEN)
            say_no(app.book, app.actor, found.subject, order, reason, hold_minutes=minutes)
            return _told(app, found.subject, order, _("Noted. Propose again."), json)

    @group.command
    def ask_again(person: str, *, incident: str = "") -> int:
        """Somebody who declined may be proposed again from now on: staff number."""
        from supervisor.dispatch.service import ask_again as let_ask

        with opened() as app:
            found = running_of(app, incident)
            with app.read() as r:
                who = person_of(r, person)
            let_ask(app.book, app.actor, found.subject, who)
        say(_("Noted. Propose again."))
        return 0

    @group.command
    def back(person: str, *, incident: Named = "", json: bool = False) -> int:
        """Somebody who was sent is back where he came from: staff number."""
        from supervisor.dispatch import ledger
        from supervisor.dispatch.service import come_back

        with opened() as app:
            found = lately(app, incident)
            order = _order_of(app, found.subject, person, ledger.STANDING)
            come_back(app.book, app.actor, found.subject, order)
            return _told(app, found.subject, order, _("Back."), json)


def _moves(group: App) -> None:
    @group.command
    def move(person: str, post: str, *, incident: str = "", reason: str = "") -> int:
        """Order one move by hand: staff number, post code."""
        from supervisor.app import people_in_meetings
        from supervisor.branch.ledger import posts
        from supervisor.dispatch.service import order_move

        with opened() as app:
            found = running_of(app, incident)
            with app.read() as r:
                target = next((p.subject for p in posts(r) if post in (p.code, p.subject)), None)
                if target is None:
                    raise BadInput(_("There is no post {post}.").format(post=post))
                who = person_of(r, person)
                busy = people_in_meetings(r)
            order_move(app.book, app.actor, found.subject, who, target, reason=reason, in_meeting=busy)
        say(_("Sent."))
        return 0

    @group.command
    def orders(incident: Named = "", *, json: bool = False) -> int:
        """Moves ordered in a running incident."""
        from supervisor.branch.ledger import posts
        from supervisor.dispatch import ledger

        with reading() as (app, r):
            found = lately(app, incident) if incident else running_of(app, incident)
            sent = ledger.orders(r, found.subject)
            who, places = names(r), {p.subject: str(p.name) for p in posts(r)}
        if json:
            emit("dispatch.orders", 1, {"incident": found.subject, "orders": sent})
        else:
            table(
                (_("Sent at"), _("Person"), _("To"), _("State"), _("State since"), _("Reason")),
                [
                    (minute_text(o.minute), who.get(o.person, ""), places.get(o.move.to_post, ""),
                     ORDER_STATES[o.state], minute_text(o.state_minute), o.reason or str(o.move.reason))
                    for o in sent
                ],
            )  # fmt: skip
        return 0


def _way_back(group: App) -> None:
    @group.command(name="return")
    def go_back(
        incident: Named = "", *, waiting: Waiting = "", send: Send = False, at: str | None = None, json: bool = False
    ) -> int:
        """Who goes back when, so that the queue keeps within its target; `--send` orders it."""
        from supervisor.app import people_in_meetings
        from supervisor.branch.ledger import posts
        from supervisor.dispatch import service

        with opened() as app:
            found = lately(app, incident)
            moment = instant_of(app, at)
            with app.read() as r:
                may_read(r, app.actor)
                plan = service.plan_returns(
                    r, found.subject, at=moment, standing=standing_of(waiting), in_meeting=people_in_meetings(r)
                )
                places = {p.subject: str(p.name) for p in posts(r)}
            ordered = []
            if send:
                steps = (*plan.steps, *plan.held)
                ordered = service.order_returns(app.book, app.actor, found.subject, steps, at=moment if at else None)
        if json:
            emit("dispatch.return", 1, {"incident": found.subject, "plan": plan, "ordered": ordered})
            return 0
        table(
            (_("Time"), _("Person"), _("From"), _("To"), _("Why")),
            [
                (minute_text(one.minute) if one.minute else _("stays on"), one.name, places.get(one.from_post, ""),
                 places.get(one.to_post, "") if one.minute else "", one.reason)
                for one in (*plan.steps, *plan.held)
            ],
            empty=_("Nobody is away from his post."),
        )  # fmt: skip
        if send and ordered:
            say(_("Ordered: {count} people go back, each at his time.").format(count=len(plan.steps)))
        return 0

    @group.command
    def replan(incident: str = "", *, waiting: Waiting = "", json: bool = False) -> int:
        """Plan again from where people are now: what stays, what is new, what goes, and why. Entered where it is worth
        the change."""
        from supervisor.app import people_in_meetings
        from supervisor.branch.ledger import posts
        from supervisor.dispatch import service

        with opened() as app:
            found = running_of(app, incident)
            with app.read() as r:
                _may_dispatch(r, app.actor)
                problem, plan, what = service.replan(
                    r, found.subject, standing=standing_of(waiting), in_meeting=people_in_meetings(r)
                )
                places = {p.subject: str(p.name) for p in posts(r)}
            number = ""
            if what.worth:
                number = service.record_replan(app.book, app.actor, found.subject, problem, plan, what)
        if json:
            emit("dispatch.replan", 1, {"incident": found.subject, "proposal": number, "changed": what, "plan": plan})
            return 0
        if what.worth:
            say(_("New plan {number}: {gain:.0f} customer-minutes less.").format(number=number, gain=what.gain_minutes))
        else:
            say(_("The plan stands: changing it is not worth its price."))
        for heading, lines in ((_("New"), what.new), (_("Dropped"), what.dropped), (_("As before"), what.kept)):
            for one in lines:
                way = f"{places.get(one.from_post, '')} → {places.get(one.to_post, '')}"
                say(f" {heading}{_(': ')}{one.name} {way}  {one.why}")
        return 0


def may_read(r: Any, actor: str) -> None:
    """Raises Refused for who may not read the branch."""
    from supervisor.access import Right, require

    require(r, actor, Right.READ_BRANCH)


def _may_dispatch(r: Any, actor: str) -> None:
    from supervisor.access import Right, require

    require(r, actor, Right.DISPATCH)

"""A person put on a post by hand: in an incident an order of the commander's own, on a calm day a change of the roster.

The same rules with the same words as while he was in the hand: one that is never broken is refused, any other asks for
a reason.
"""

from __future__ import annotations

from typing import Any

from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.dispatch.commands import undo_of
from supervisor.desktop.widgets.basics import label
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _


def put_on_post(page: Any, person: str, post: str, trial: Any) -> None:
    """Order it, ask for the reason first where a rule is broken, or say why it may not be."""
    facts = page.snapshot.board
    name = next((one.name for one in facts.people() if one.subject == person), person)
    place = facts.names.get(post, post)
    if trial is None:
        page.desk.say("bad", _("This move cannot be reckoned, and is not ordered."))
        return
    if trial.stays:
        return
    rules = _rules(facts, trial)
    if trial.refused:
        page.desk.say("bad", _("{name} may not be sent there: {rules}").format(name=name, rules=rules))
        return
    if not trial.asks_reason:
        _order(page, person, post, "")
        return
    form = FormSheet(page, page.desk, _("{name} to {post}: why?").format(name=name, post=place))
    words = _("This breaks a rule: {rules}. The reason is kept with the order.").format(rules=rules)
    form.body.insertWidget(0, label(words, "bad", wrap=True))
    form.text("reason", _("Reason"))
    work = _work(page, person, post)
    form.send(_("Order it"), lambda v: work(v["reason"]), done=lambda _made: page.after_own_order(person))


def _order(page: Any, person: str, post: str, reason: str) -> None:
    work = _work(page, person, post)
    running = page.snapshot.incident is not None
    said = _("Sent. Say the call-out on the radio.") if running else _("Entered in today's roster from now on.")
    page.desk.command(
        page, lambda: work(reason), said=said, undo=lambda made: _undo(page, made),
        done=lambda _made: page.after_own_order(person),
    )  # fmt: skip


def _work(page: Any, person: str, post: str) -> Any:
    """The command, by whether an incident runs; returns what taking it back needs."""
    desk, incident = page.desk, page.snapshot.incident
    if incident is not None:
        from supervisor.app import people_in_meetings
        from supervisor.dispatch import service

        def ordered(reason: str) -> tuple[str, Any]:
            with desk.book.read() as r:
                busy = people_in_meetings(r)
            made = service.order_move(
                desk.book, desk.actor, incident.subject, person, post, reason=reason, in_meeting=busy
            )
            return incident.subject, made

        return ordered

    def entered(reason: str) -> tuple[str, Any]:
        from supervisor.roster.ledger import duties
        from supervisor.roster.records import Duty
        from supervisor.roster.service import change_duty

        with desk.book.read() as r:
            now, day = r.now.astimezone(r.zone), r.today
            before = tuple(one for one in duties(r, day) if one.person == person)
        minute = now.hour * 60 + now.minute
        earlier = [
            Duty(person, one.post, one.start_minute, min(one.end_minute, minute))
            for one in before
            if one.start_minute < minute
        ]
        end = max((one.end_minute for one in before), default=minute)
        change_duty(desk.book, desk.actor, day, person, [*earlier, Duty(person, post, minute, end)], reason=reason)
        return "", (day, person, before)

    return entered


def _undo(page: Any, made: tuple[str, Any]) -> Undo:
    desk, (incident, what) = page.desk, made
    if incident:
        return undo_of(page, incident, [what])
    from supervisor.roster.service import change_duty

    day, person, before = what
    return Undo(
        _("change of post"),
        lambda: change_duty(desk.book, desk.actor, day, person, before, reason=_("taken back at once")),
    )


def _rules(facts: Any, trial: Any) -> str:
    from supervisor.dispatch.optimiser.trial import broken_words

    problem = facts.trial[0].problem
    chosen = [one for one in trial.broken_rules if one.never == trial.refused]
    return "；".join(dict.fromkeys(broken_words(problem, one) for one in chosen))

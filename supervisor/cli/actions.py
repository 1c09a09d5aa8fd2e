"""The course of corrective actions (整改): from raising one to closing it, with all that lies between."""

from __future__ import annotations

from typing import Annotated, Any

from cyclopts import App, Parameter
from msgspec.structs import asdict

from supervisor.cli.actions_change import register as register_change
from supervisor.cli.actions_shared import Due, Photos, pictures_in, place_names, seen_by, subject_of, until_of
from supervisor.cli.actions_work import register as register_work
from supervisor.cli.context import emit, names, opened, person_of, say, table
from supervisor.errors import BadInput
from supervisor.language import _, listed


def register(app: App) -> None:
    """Add the commands of `supervisor actions`."""
    group = App(name="actions", help="corrective actions")
    app.command(group)
    _reading(group)
    _raising(group)
    register_work(group)
    register_change(group)


def _reading(group: App) -> None:
    @group.command(name="list")
    def list_some(
        *,
        everything: Annotated[bool, Parameter(negative=(), help="closed and withdrawn ones too")] = False,
        mine: Annotated[bool, Parameter(negative=(), help="only those that you answer for or do")] = False,
        overdue: Annotated[bool, Parameter(negative=(), help="only those past their date")] = False,
        soon: Annotated[bool, Parameter(negative=(), help="only those due within two working days")] = False,
        recheck: Annotated[bool, Parameter(negative=(), help="only those that wait for re-inspection")] = False,
        close: Annotated[bool, Parameter(negative=(), help="only those that wait for closing")] = False,
        announce: Annotated[bool, Parameter(negative=(), help="only those still to be announced")] = False,
        json: bool = False,
    ) -> int:
        """Open corrective actions, the most urgent first; whom they are about only for who may read people's
        records.
        """
        from supervisor.access import Right, require
        from supervisor.actions import ledger
        from supervisor.actions.words import STATES, WAITS

        with opened() as app, app.read() as r:
            require(r, app.actor, Right.READ_OWN if mine else Right.READ_BRANCH)
            found = seen_by(app, r, ledger.actions(r) if everything else ledger.open_actions(r))
            who, today, until = names(r), r.today, ledger.soon_until(r, r.today)
            wanted = [
                (mine, lambda a: app.actor in (a.owner, a.doer)),
                (overdue, lambda a: a.standing(today) == "overdue"),
                (soon, lambda a: a.standing(today, until) == "due_soon"),
                (recheck, lambda a: a.waits == "recheck"),
                (close, lambda a: a.waits == "close"),
                (announce, lambda a: a.to_announce),
            ]
            found = [a for a in found if all(test(a) for asked, test in wanted if asked)]
        if json:
            emit("actions.list", 1, {"actions": found})
            return 0
        rows = []
        for a in found:
            mark = " !" if a.standing(today) == "overdue" else " ~" if a.standing(today, until) == "due_soon" else ""
            state = WAITS[a.waits] if a.waits else STATES[a.state]
            two = _("differs between laptops") if a.contested else ""
            rows.append((a.number, f"{a.due}{mark}", f"{state} {two}".strip(), a.title, who.get(a.owner, ""),
                         who.get(a.doer, "")))  # fmt: skip
        table((_("No."), _("Due"), _("State"), _("What"), _("Owner"), _("Doer")), rows)
        return 0

    @group.command
    def show(wanted: str, *, json: bool = False) -> int:
        """One action with its course, its like places, how often the same was found, and what two laptops did apart."""
        from supervisor.actions.apart import apart
        from supervisor.actions.dates import suggested
        from supervisor.actions.privacy import read_file
        from supervisor.inspection.ledger.repeats import repeats

        with opened() as app, app.read() as r:
            file = read_file(r, app.actor, subject_of(app, r, wanted))
            one = file.action
            again = repeats(r, [one.source]).get(one.source) if one.source.startswith("finding:") else None
            hint = suggested(r, one, again.times) if again is not None else None
            two = [] if one.hidden else apart(r, one.subject)
            who, places = names(r), place_names(r)
        if json:
            emit("actions.show", 1, {
                "action": one, "steps": file.steps, "likes": file.likes, "repeats": again, "suggested": hint,
                "apart": [asdict(pair) for pair in two],
            })  # fmt: skip
            return 0
        _tell(one, file, again, hint, two, who, places, app.book.zone)
        return 0

    @group.command
    def notice(wanted: str) -> int:
        """Draft the announcement (通报) of an action: what, where, the measure, until when, by whom; no customer."""
        from supervisor.actions.announcing import draft
        from supervisor.actions.privacy import read_file
        from supervisor.branch.ledger import branch_profile, founded
        from supervisor.inspection.ledger.repeats import repeats

        with opened() as app, app.read() as r:
            one = read_file(r, app.actor, subject_of(app, r, wanted)).action
            again = repeats(r, [one.source]).get(one.source)
            known = place_names(r)
            text = draft(
                one, names(r), branch=branch_profile(r).name if founded(r) else "",
                places="、".join(known.get(f"zone:{place}", place) for place in one.places),
                times=again.times if again else 0, days=again.days if again else 0,
            )  # fmt: skip
        say(text)
        return 0


def _tell(one: Any, file: Any, again: Any, hint: Any, two: Any, who: Any, places: Any, zone: Any) -> None:
    from supervisor.actions.apart import rivals
    from supervisor.actions.words import LIKES, SEVERITY, STATES, STEPS, WAITS, said
    from supervisor.exchange.labels import field_words

    say(f"{one.number}  {one.title}")
    state = WAITS[one.waits] if one.waits else STATES[one.state]
    first = _(" (first {day})").format(day=one.first_due) if one.first_due != one.due else ""
    say(f"{state} · {SEVERITY.get(one.severity, one.severity)} · {one.due}{first}")
    for name, value in (
        (_("Owner"), who.get(one.owner, "")), (_("Doer"), who.get(one.doer, "")),
        (_("About whom"), listed(who.get(p, p) for p in one.about)), (_("Where"), listed(one.places)),
        (_("Note"), one.note),
    ):  # fmt: skip
        if value:
            say(f"{name}{_(': ')}{value}")
    if again is not None and again.times > 1:
        told = _("{times}. time in {days} days").format(times=again.times, days=again.days)
        say(told + ": " + listed(f"{o.day} {o.number}" for o in again.earlier))
    if hint is not None:
        say(_("Suggested: {severity}, due {day}").format(severity=SEVERITY[hint.severity], day=hint.due))
    for rival in rivals(two):
        fields = _("; ").join(f"{field_words(name)} {_value(name, value, who)}" for name, value in rival.fields)
        when = rival.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        say(f"! {rival.entry}  {rival.what}  {who.get(rival.person, '')}  {when}  {fields}")
    if file.likes:
        table(
            (_("Like places"), _("Result"), _("Note")),
            [(who.get(o.like) or places.get(o.like) or o.like.partition(":")[2],
              f"{LIKES[o.result]}{' / ' + str(LIKES[o.other]) if o.other else ''}", o.note) for o in file.likes],
        )  # fmt: skip
    table(
        (_("When"), _("What"), _("By"), _("Note")),
        [(s.at.astimezone(zone).strftime("%Y-%m-%d %H:%M"), STEPS.get(s.what, s.what), who.get(s.person, s.person),
          said(s, who | places)) for s in file.steps],
    )  # fmt: skip


def _value(name: str, value: str, who: Any) -> str:
    from supervisor.actions.words import SEVERITY

    return str(SEVERITY.get(value, value)) if name == "severity" else who.get(value, value)


def _raising(group: App) -> None:
    @group.command(name="raise")
    def raise_one(
        title: Annotated[str, Parameter(help="what is to be mended")],
        *,
        owner: Annotated[str, Parameter(help="who answers for it")],
        doer: Annotated[str, Parameter(help="who does it (the owner unless named)")] = "",
        due: Due = None,
        severity: Annotated[str, Parameter(help="minor, serious or grave")] = "minor",
        about: Annotated[str, Parameter(help="whom the fault is about")] = "",
        place: Annotated[str, Parameter(help="where it was found: zone, post, or other words")] = "",
        photo: Photos = None,
        complaint: Annotated[str, Parameter(help="number of the complaint that it comes from")] = "",
        json: bool = False,
    ) -> int:
        """Raise a corrective action by hand, or from a complaint (one for each); people by staff number. Due by
        severity unless a day is given.
        """
        from supervisor.actions.ledger import action
        from supervisor.actions.service import raise_action

        with opened() as app:
            with app.read() as r:
                source = _complaint(app, r, complaint) if complaint else ""
                by = person_of(r, owner)
                hand = person_of(r, doer) if doer else ""
                whom = (person_of(r, about),) if about else ()
                until = until_of(due)
            subject = raise_action(
                app.book, app.actor, title=title, owner=by, doer=hand, due=until, severity=severity, about=whom,
                places=(place,) if place else (), photos=pictures_in(photo), source=source,
            )  # fmt: skip
            with app.read() as r:
                made = action(r, subject)
        if made is None:
            raise AssertionError(subject)
        if json:
            emit("actions.raised", 1, {"subject": subject, "number": made.number, "due": made.due})
            return 0
        say(_("Raised: {number}, due {day}.").format(number=made.number, day=made.due))
        return 0


def _complaint(app: Any, r: Any, wanted: str) -> str:
    """The complaint of a number, as far as the person may read it. Raises BadInput."""
    from supervisor.complaints.ledger import by_number
    from supervisor.complaints.rights.privacy import read_case

    found = by_number(r, wanted)
    if found is None:
        raise BadInput(_("There is no {what} {wanted}.").format(what=_("complaint"), wanted=wanted))
    return read_case(r, app.actor, found.subject).complaint.subject

"""Playbooks of incidents at the command line: in force, taken out, checked, changed, put back; late steps; notices."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.context import (
    OptionalOutput,
    emit,
    names,
    one_of,
    opened,
    reading,
    refuse_existing,
    say,
    table,
    write_out,
)
from supervisor.errors import BadInput, Fault, why_unread
from supervisor.language import Words, _, listed

STATES = {
    "waiting": Words("未到时", "not yet"),
    "due": Words("现在", "now"),
    "late": Words("逾期", "late"),
    "done": Words("已完成", "done"),
    "done_late": Words("逾期完成", "done late"),
}
KindName = Annotated[str, Parameter(help="kind of incident: surge, power, absentee …")]
Version = Annotated[int, Parameter(help="number of the version; 0 is the one that came with the program")]
StepCode = Annotated[str, Parameter(help="code of the step, as `dispatch steps` lists it")]
TakeOff = Annotated[bool, Parameter(help="take the tick off instead")]


def register(group: App) -> None:
    """Add `supervisor dispatch playbooks …`, `steps`, `watch` and `notice`."""
    playbooks = App(name="playbooks", help="what is to be done in each kind of incident")
    group.command(playbooks)
    _showing(playbooks)
    _changing(playbooks)
    _running(group)


def _showing(playbooks: App) -> None:
    @playbooks.command(name="list")
    def list_all(*, json: bool = False) -> int:
        """The playbooks in force."""
        from supervisor.incidents.kinds import KINDS
        from supervisor.incidents.ledger import playbook_now, playbook_versions

        with reading() as (app, r):
            who = names(r)
            found = [(playbook_now(r, kind), playbook_versions(r, kind)) for kind in KINDS]
            zone = app.book.zone
        if json:
            emit("dispatch.playbooks", 1, {"playbooks": [
                {"kind": book.kind, "name": book.name, "steps": len(book.steps),
                 "version": versions[-1].version if versions else 0, "digest": versions[-1].digest if versions else ""}
                for book, versions in found
            ]})  # fmt: skip
        else:
            table(
                (_("Kind"), _("Playbook"), _("Steps"), _("Version"), _("Changed"), _("By")),
                [(book.kind, book.name, len(book.steps), versions[-1].version if versions else 0,
                  f"{versions[-1].at.astimezone(zone):%Y-%m-%d %H:%M}" if versions else "",
                  who.get(versions[-1].person, "") if versions else "") for book, versions in found],
            )  # fmt: skip
        return 0

    @playbooks.command
    def show(
        kind: KindName, *, version: Version = -1, output: OptionalOutput = None, force: bool = False, json: bool = False
    ) -> int:
        """A playbook step by step; `--output` takes it out as a file to be changed and brought back."""
        from supervisor.incidents.ledger import playbook_kept, playbook_now, playbook_versions
        from supervisor.incidents.playbooks import to_json
        from supervisor.overview.incident_watch import owner_name

        if output is not None:
            refuse_existing(output, force)
        with reading() as (_app, r):
            _known(kind)
            if version < 0:
                book = playbook_now(r, kind)
            else:
                kept = {one.version: one.digest for one in playbook_versions(r, kind)} | {0: ""}
                if version not in kept:
                    raise BadInput(_("This playbook has no version {n}.").format(n=version))
                book = playbook_kept(r, kind, kept[version])
        if output is not None:
            write_out(output, to_json(book))
        elif json:
            emit("dispatch.playbook", 1, {"playbook": book})
        else:
            table(
                (_("Minutes"), _("Owner"), _("Step")),
                [(f"{_('end') if one.restart else ''}+{one.after_minutes}", owner_name(one.owner), one.text)
                 for one in book.steps],
            )  # fmt: skip
            for title, texts in (
                (_("May stop"), book.stops), (_("Never stops"), book.never_stops),
                (_("Other channels"), book.other_channels), (_("Head office"), (book.head_office,)),
                (_("Notice"), (book.notice,)),
            ):  # fmt: skip
                say(f"{title}{_(': ')}" + " · ".join(str(one) for one in texts))
        return 0

    @playbooks.command
    def history(kind: KindName, *, json: bool = False) -> int:
        """Who changed a playbook when and why."""
        from supervisor.incidents.ledger import playbook_versions

        with reading() as (app, r):
            _known(kind)
            found, who = playbook_versions(r, kind), names(r)
        if json:
            emit("dispatch.playbooks.history", 1, {"kind": kind, "versions": found})
        else:
            table(
                (_("Version"), _("Changed"), _("By"), _("Reason"), _("Digest")),
                [(one.version, f"{one.at.astimezone(app.book.zone):%Y-%m-%d %H:%M}", who.get(one.person, ""),
                  one.reason, one.digest[:12] or _("as shipped")) for one in found],
            )  # fmt: skip
        return 0


def _changing(playbooks: App) -> None:
    @playbooks.command(name="import")
    def bring_in(file: Path, *, reason: str = "", check: bool = False) -> int:
        """Put a changed playbook in force for the incidents to come; `--check` only says whether it could be."""
        from supervisor.access import Right, require
        from supervisor.incidents.service import change_playbook

        if check:
            found = _read(file)
            say(_("{name}: {n} steps, nothing wrong.").format(name=found.name, n=len(found.steps)))
            return 0
        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.MANAGE_PLAYBOOKS)
            version = change_playbook(app.book, app.actor, _read(file), reason=reason)
        say(_("Version {n} is in force; what runs keeps the one it began with.").format(n=version))
        return 0

    @playbooks.command
    def back(kind: KindName, *, version: Version = 0, reason: str = "") -> int:
        """Put an earlier version in force again: the program's own, unless one is named."""
        from supervisor.incidents.service import change_playbook_back

        with opened() as app:
            made = change_playbook_back(app.book, app.actor, kind, version=version, reason=reason)
        say(_("Version {n} is in force; what runs keeps the one it began with.").format(n=made))
        return 0


def _running(group: App) -> None:
    @group.command
    def steps(incident: str = "", *, json: bool = False) -> int:
        """Steps of an incident's playbook: due, late, done; the running one, unless a number is given."""
        from supervisor.overview.incident_watch import owner_name, step_states

        with reading() as (app, r):
            found = _incident(r, incident)
            states = step_states(r, found, r.now)
        if json:
            emit("dispatch.steps", 1, {"incident": found.subject, "number": found.number, "playbook": found.playbook,
                 "steps": [{"code": one.code, "owner": one.owner, "text": one.step.text, "restart": one.step.restart,
                            "due": one.due, "done": one.done, "late_minutes": one.late_minutes, "state": one.state}
                           for one in states]})  # fmt: skip
        else:
            zone = app.book.zone
            table(
                (_("Due"), _("Owner"), _("Step"), _("State"), _("Late (min)"), _("Code")),
                [(f"{one.due.astimezone(zone):%H:%M}" if one.due else _("end"), owner_name(one.owner), one.step.text,
                  STATES[one.state], one.late_minutes or "", one.code) for one in states],
            )  # fmt: skip
        return 0

    @group.command
    def tick(step: StepCode, *, incident: str = "", take_off: TakeOff = False, note: str = "") -> int:
        """Tick a step of the playbook by its code, also after the end; `--take-off` takes the tick off."""
        from supervisor.dispatch.service import tick_step

        with opened() as app:
            with app.read() as r:
                found = _incident(r, incident)
            tick_step(app.book, app.actor, found.subject, step, done=not take_off, note=note)
        say(_("Taken back.") if take_off else _("Ticked."))
        return 0

    @group.command
    def watch(*, json: bool = False) -> int:
        """What incidents ask for now: a surge to be declared, steps that are late, a restart not finished."""
        from supervisor.overview.incident_watch import watch as look

        with reading() as (_app, r):
            found = look(r, r.now)
        if json:
            emit("dispatch.watch", 1, {"signal": found.signal, "late": found.late, "restarts": [
                {"incident": one.incident.subject, "number": one.incident.number, "steps": one.states}
                for one in found.restarts
            ]})  # fmt: skip
            return 0
        if found.signal is not None:
            one = found.signal
            say(_("Declare a surge? {name} {n} waiting, {servers} serve; {wait:.0f} min against {target:g}.").format(
                name=one.service_class, n=round(one.waiting), servers=one.servers, wait=one.wait_minutes,
                target=one.target_minutes,
            ))  # fmt: skip
        for late in found.late:
            say(_("{n} min late").format(n=late.state.late_minutes)
                + f" · {late.owner} · {late.state.step.text} · {late.kind} {late.number}")  # fmt: skip
        if found.signal is None and not found.late:
            say(_("Nothing is asked for."))
        return 0

    @group.command
    def notice(incident: str = "", *, output: OptionalOutput = None, force: bool = False) -> int:
        """The notice to customers of an incident, in Chinese; `--output` writes a poster on A4: PDF, or HTML."""
        from supervisor.dispatch.poster import poster_text
        from supervisor.meetings.announcing.customer_notice import poster_html

        if output is not None:
            refuse_existing(output, force)
        with reading() as (_app, r):
            text = poster_text(r, _incident(r, incident))
        if output is None:
            say(text)
        elif output.suffix.casefold() == ".pdf":
            from supervisor.desktop.printing import write_pdf

            say(str(write_pdf(poster_html(text), output, _("Notice to customers"))))
        else:
            write_out(output, poster_html(text))
        return 0


def _incident(r: Any, wanted: str) -> Any:
    """The incident of this number, subject or kind among those that run or ended within a day; the one that runs where
    nothing is named. Raises BadInput."""
    from datetime import timedelta

    from supervisor.incidents.ledger import incidents, running

    now = running(r, r.now, drills=True)
    if not wanted:
        if len(now) == 1:
            return now[0]
        if now:
            numbers = listed(one.number for one in now)
            raise BadInput(_("Several incidents run; name one: {numbers}.").format(numbers=numbers))
        raise BadInput(_("No incident runs; name one."))
    fitting = [one for one in now if wanted in (one.kind, one.number, one.subject)]
    fitting = fitting or [one for one in incidents(r, r.today - timedelta(days=366), r.today)
                          if wanted in (one.number, one.subject)]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else one_of(fitting or now, wanted, _("incident"))


def _read(file: Path) -> Any:
    """The playbook of a file. Raises BadInput where it cannot be read or is of no known kind."""
    from supervisor.incidents.playbooks import read_playbook

    try:
        data = file.read_bytes()
    except OSError as fault:
        raise BadInput(_("The file cannot be read."), (Fault(why_unread(fault), file=file.name),)) from fault
    found = read_playbook(data, file.name)
    _known(found.kind)
    return found


def _known(kind: str) -> None:
    from supervisor.incidents.kinds import KINDS

    if kind not in KINDS:
        raise BadInput(_("Unknown kind of incident “{kind}”; one of: {kinds}").format(kind=kind, kinds=listed(KINDS)))

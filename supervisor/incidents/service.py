"""Commands around an incident: declare, note, hand over, correct, end, reopen; and the playbooks changed."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from supervisor.access import Right, require
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Writer, new_id
from supervisor.language import _

from .events import (
    CommanderChanged,
    IncidentCorrected,
    IncidentDeclared,
    IncidentEnded,
    IncidentNoted,
    IncidentReopened,
    PlaybookChanged,
)
from .kinds import KINDS
from .ledger import Incident, incident, playbook_kept, playbook_now, playbook_versions, running
from .playbooks import Nearby, Playbook, read_playbook, to_json

AHEAD = timedelta(minutes=5)  # what clocks may differ; an incident is declared when it is there, not before


def declare(
    book: Book,
    actor: str,
    *,
    kind: str,
    at: datetime | None = None,
    note: str = "",
    commander: str = "",
    drill: bool = False,
) -> str:
    """Declare an incident of `kind` (see `kinds.KINDS`) from `at` (now when None); returns its subject.

    The declarer commands unless somebody else is named; where another incident is running, its commander commands
    this one too (A10: one commander on site). Raises BadInput for an unknown kind or a start in the future, Refused
    without the right, or when `commander` would be a second one.
    """
    with book.write(actor) as w:
        require(w, actor, Right.DECLARE_INCIDENT)
        _known(kind)
        start = at or w.now
        if start > w.now + AHEAD:
            raise BadInput(_("An incident cannot begin in the future."))
        leading = next((i.commander for i in running(w, start) if i.commander), "") if not drill else ""
        if leading and commander and commander != leading:
            raise Refused(_("Another commander leads on site. Hand the command over first, then declare."))
        subject = f"incident:{new_id()}"
        fact = IncidentDeclared(
            number=w.number("SJ"),
            kind=kind,
            start=start,
            commander=commander or leading or actor,
            note=note,
            drill=drill,
            playbook=_kept(w, kind),
        )
        w.append(subject, fact, at=start)
    return subject


def note(book: Book, actor: str, subject: str, text: str, *, at: datetime | None = None) -> None:
    """Add a line to the timeline (also after the end). Raises Refused without the right, BadInput when empty."""
    with book.write(actor) as w:
        require(w, actor, Right.DECLARE_INCIDENT)
        _there(w, subject)
        if not text.strip():
            raise BadInput(_("Write what happened."))
        w.append(subject, IncidentNoted(at=at or w.now, text=text.strip(), by=actor), at=at)


def hand_over(
    book: Book, actor: str, subject: str, commander: str, *, reason: str = "", at: datetime | None = None
) -> None:
    """Hand the command to another person, in every incident that runs at that moment: one commander on site.
    Raises BadInput for nobody or who commands already, Refused for an incident that has ended."""
    with book.write(actor) as w:
        require(w, actor, Right.DECLARE_INCIDENT)
        there = _running(_there(w, subject))
        moment = at or w.now
        if not commander:
            raise BadInput(_("Name the new commander."))
        together = {i.subject: i for i in running(w, moment) if not there.drill} | {subject: there}
        if all(one.commander == commander for one in together.values()):
            raise BadInput(_("This person commands already."))
        for one in together.values():
            if one.commander != commander:
                w.append(one.subject, CommanderChanged(at=moment, commander=commander, reason=reason), at=at)


def correct(book: Book, actor: str, subject: str, *, kind: str, start: datetime, reason: str) -> None:
    """Put kind or start right, with the reason. Raises BadInput without a reason, past the incident's end and where
    nothing changes."""
    with book.write(actor) as w:
        require(w, actor, Right.DECLARE_INCIDENT)
        there = _there(w, subject)
        _known(kind)
        if not reason.strip():
            raise BadInput(_("A correction needs its reason."))
        if start > w.now + AHEAD or (there.end is not None and start > there.end):
            raise BadInput(_("The start lies after the end, or in the future."))
        if (kind, start) == (there.kind, there.start):
            raise BadInput(_("Kind and start are as they were: nothing is corrected."))
        kept = _kept(w, kind) if kind != there.kind else ""
        w.append(subject, IncidentCorrected(kind=kind, start=start, reason=reason.strip(), playbook=kept))


def end(book: Book, actor: str, subject: str, *, at: datetime | None = None, outcome: str = "") -> None:
    """End an incident. Raises Refused when it has ended already, BadInput when the end lies before its start."""
    with book.write(actor) as w:
        require(w, actor, Right.END_INCIDENT)
        there = _running(_there(w, subject))
        moment = at or w.now
        if moment < there.start or moment > w.now + AHEAD:
            raise BadInput(_("The end lies before the start, or in the future."))
        w.append(subject, IncidentEnded(end=moment, outcome=outcome), at=at)


def reopen(book: Book, actor: str, subject: str, *, reason: str) -> None:
    """Take the end back (also the undo of `end`). Raises Refused while it still runs, BadInput without a reason."""
    with book.write(actor) as w:
        require(w, actor, Right.END_INCIDENT)
        if _there(w, subject).end is None:
            raise Refused(_("This incident is still running."))
        if not reason.strip():
            raise BadInput(_("Say why the incident is reopened."))
        w.append(subject, IncidentReopened(at=w.now, reason=reason.strip()))


def change_playbook(book: Book, actor: str, changed: Playbook, *, reason: str = "") -> int:
    """Put a playbook of the branch's own in force for its kind; returns the number of its version.

    Incidents that run keep the one they began with. Raises BadInput for an unknown kind, for what does not fit, for one
    that changes nothing and where `changed` is of a format that this program cannot read; Refused without the right.
    """
    content = to_json(changed)
    read_playbook(content)
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_PLAYBOOKS)
        _known(changed.kind)
        if playbook_now(w, changed.kind) == changed:
            raise BadInput(_("Nothing was changed in this playbook."))
        return _put(w, changed.kind, w.put_blob(content), reason)


def share_nearby(
    book: Book, actor: str, nearby: tuple[Nearby, ...], *, but: str = "", reason: str = ""
) -> dict[str, int]:
    """Name the same nearby branches in the playbooks of all kinds (but one); returns kind -> version before, of those
    that changed. Raises BadInput for branches that cannot be, Refused without the right."""
    before: dict[str, int] = {}
    with book.batch():
        for kind in KINDS:
            with book.read() as r:
                now, versions = playbook_now(r, kind), playbook_versions(r, kind)
            if kind != but and now.nearby != nearby:
                before[kind] = versions[-1].version if versions else 0
                change_playbook(book, actor, msgspec.structs.replace(now, nearby=nearby), reason=reason)
    return before


def change_playbook_back(book: Book, actor: str, kind: str, *, version: int = 0, reason: str = "") -> int:
    """Put an earlier version of a playbook in force again (0: the one that came with the program); returns the number
    of the version that this makes. Raises BadInput for an unknown kind or version, or for the one in force, Refused
    without the right."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_PLAYBOOKS)
        _known(kind)
        found = {one.version: one.digest for one in playbook_versions(w, kind)} | {0: ""}
        if version not in found:
            raise BadInput(_("This playbook has no version {n}.").format(n=version))
        if playbook_kept(w, kind, found[version]) == playbook_now(w, kind):
            raise BadInput(_("Nothing was changed in this playbook."))
        return _put(w, kind, found[version], reason)


def _put(w: Writer, kind: str, digest: str, reason: str) -> int:
    before = playbook_versions(w, kind)
    w.append(f"playbook:{kind}", PlaybookChanged(kind=kind, digest=digest, reason=reason.strip()))
    return len(before) + 1


def _kept(w: Writer, kind: str) -> str:
    """The digest of the playbook in force, its content kept with the book."""
    return w.put_blob(to_json(playbook_now(w, kind)))


def _known(kind: str) -> None:
    if kind not in KINDS:
        raise BadInput(
            _("Unknown kind of incident “{kind}”; one of: {kinds}").format(kind=kind, kinds=", ".join(KINDS))
        )


def _there(w: Writer, subject: str) -> Incident:
    found = incident(w, subject)
    if found is None:
        raise BadInput(_("There is no incident {subject}.").format(subject=subject))
    return found


def _running(there: Incident) -> Incident:
    if there.end is not None:
        raise Refused(_("Incident {number} has ended already.").format(number=there.number))
    return there

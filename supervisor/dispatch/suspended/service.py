"""What stops for an incident and what becomes of it, as facts of the incident. What that does to meetings is said on
the floor of `app` (`supervisor.together_incident`): rooms of one floor do not know each other.
"""

from __future__ import annotations

from typing import Literal

from supervisor.access import Right, require
from supervisor.dispatch.events import WorkResumed, WorkSuspended
from supervisor.dispatch.floor.several import others_running
from supervisor.dispatch.ledger import subject_of
from supervisor.errors import BadInput, Refused
from supervisor.incidents.ledger import Incident, incident, playbook_of
from supervisor.journal import Book, Reader, Writer, new_id
from supervisor.language import Words, _

from .ledger import Suspended, suspended
from .never import touches

LONGEST_TITLE = 200
Place = Literal["placed", "caught_up", "given_up", "taken_back"]


def suspend_sitting(
    w: Writer, actor: str, incident_subject: str, meeting: str, sitting: str, *, title: str, left_minutes: int,
    people: tuple[str, ...], begun: bool,
) -> None:  # fmt: skip
    """Record that a sitting was suspended for an incident."""
    require(w, actor, Right.DISPATCH)
    earnest(w, incident_subject)
    w.append(
        subject_of(incident_subject),
        WorkSuspended(
            incident=incident_subject, what="sitting", subject=meeting, sitting=sitting, minute=_minute(w),
            title=Words(title, title), left_minutes=left_minutes, people=people, begun=begun,
        ),
    )  # fmt: skip


def suspend_work(
    book: Book, actor: str, incident_subject: str, title: Words, *, minutes: int = 0, people: tuple[str, ...] = (),
    why: str = "",
) -> str:  # fmt: skip
    """Record that internal work stops (stock-taking, tidying, back-office work); returns its name. Raises Refused for
    what the playbook (or that of another incident that runs) says may never stop, for what is suspended already and
    without the right, BadInput where it comes close to that and nobody says `why` it may all the same."""
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        found = earnest(w, incident_subject)
        if not str(title).strip():
            raise BadInput(_("Say which work stops."))
        if len(str(title)) > LONGEST_TITLE or not str(title).replace("\u3000", " ").isprintable():
            raise BadInput(_("Write the work in one line of up to {n} characters.").format(n=LONGEST_TITLE))
        if not 0 <= minutes <= 24 * 60:
            raise BadInput(_("Write minutes from 0 to {n}.").format(n=24 * 60))
        playbook = playbook_of(w, found)
        beside = [playbook_of(w, one) for one in others_running(w, w.now, incident_subject)]
        never = [line for book_of in (playbook, *beside) for line in book_of.never_stops]
        how, line = touches(str(title), never, playbook.stops)
        if how == "never":
            raise Refused(_("This may never stop: {line}.").format(line=line))
        if how and not why.strip():
            raise BadInput(
                _("This comes close to what may never stop ({line}): say why it may stop.").format(line=line)
            )
        if any(one.open and one.title.zh == title.zh for one in suspended(w, incident_subject)):
            raise Refused(_("This is suspended already."))
        name = f"work:{new_id()}"
        w.append(
            subject_of(incident_subject),
            WorkSuspended(
                incident=incident_subject, what="work", subject=name, minute=_minute(w), title=title,
                left_minutes=minutes, people=people, why=why.strip(),
            ),
        )  # fmt: skip
    return name


def settle(
    book: Book, actor: str, one: Suspended, where: Place, *, note: str = "", meeting: str = "",
    over: tuple[str, ...] = (),
) -> None:  # fmt: skip
    """Enter what became of something suspended; with `over` (entries, by id) it decides between what copies of the book
    said of it. Raises BadInput where it is given up without a reason, Refused where somebody settled it meanwhile and
    without the right."""
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        if where == "given_up" and not note.strip():
            raise BadInput(_("Say why it is given up."))
        now = known(w, one.incident, one.about, one.sitting)
        if over and {said.entry for said in now.said} != set(over):
            raise Refused(_("Somebody has settled this meanwhile."))
        if not over and now.place not in ("", "placed"):  # placed and called off since: it is to be settled again
            raise Refused(_("This was settled already."))
        w.append(
            subject_of(one.incident),
            WorkResumed(
                incident=one.incident, subject=one.about, sitting=one.sitting, minute=_minute(w), where=where,
                note=note.strip(), meeting=meeting, over=over,
            ),
        )  # fmt: skip


def known(r: Reader, incident_subject: str, about: str, sitting: str = "") -> Suspended:
    """Something that was suspended for an incident. Raises BadInput."""
    for one in suspended(r, incident_subject):
        if one.about == about and one.sitting == sitting:
            return one
    raise BadInput(_("Nothing of that name was suspended."))


def earnest(r: Reader, subject: str) -> Incident:
    """An incident that is no drill and runs still. Raises BadInput for an unknown one, Refused for a drill: nothing is
    really suspended for it."""
    found = incident(r, subject)
    if found is None:
        raise BadInput(_("There is no such incident."))
    if found.drill:
        raise Refused(_("This is a drill: nothing is really suspended."))
    if found.end is not None and found.end <= r.now:
        raise Refused(_("Incident {number} has ended already.").format(number=found.number))
    return found


def _minute(r: Reader) -> int:
    local = r.now.astimezone(r.zone)
    return local.hour * 60 + local.minute

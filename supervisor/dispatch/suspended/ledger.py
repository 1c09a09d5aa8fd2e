"""What was suspended for an incident, as it stands: still to be caught up, or settled and how."""

from __future__ import annotations

import msgspec
from sqlalchemy import BigInteger, Column, String, select

from supervisor.dispatch.events import WorkResumed, WorkSuspended
from supervisor.dispatch.ledger import subject_of
from supervisor.journal import Entry, Ledger, Reader, Rows
from supervisor.language import Words

LEDGER = Ledger("suspended", version=2)
WORK = LEDGER.table(
    "work",
    Column("about", String),
    Column("sitting", String),
    Column("incident", String, nullable=False),
    Column("what", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("minute", BigInteger, nullable=False),
    Column("title", String, nullable=False),
    Column("left_minutes", BigInteger, nullable=False),
    Column("people", String, nullable=False),
    Column("begun", BigInteger, nullable=False),
    Column("place", String, nullable=False),
    Column("place_ms", BigInteger, nullable=False),
    Column("note", String, nullable=False),
    Column("meeting", String, nullable=False),
    key=("about", "sitting"),
    indexes=("place",),
)
SAID = LEDGER.table(
    "said",
    Column("about", String),
    Column("sitting", String),
    Column("entry", String),
    Column("place", String, nullable=False),
    Column("clock", BigInteger, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("actor", String, nullable=False),
    Column("note", String, nullable=False),
    Column("meeting", String, nullable=False),
    key=("about", "sitting", "entry"),
)


class Said(msgspec.Struct, frozen=True):
    """What somebody entered of something suspended: `entry` names the entry; the rest as in `Suspended`."""

    entry: str
    place: str
    at_ms: int
    actor: str
    note: str
    meeting: str


class Suspended(msgspec.Struct, frozen=True):
    """One thing that stopped. `what` is sitting or work; `about` the meeting, or the work's own name; `left_minutes`
    how long it still takes; `begun`: it was being held. `place` is empty while it is still to be caught up, else placed
    (under the request `meeting`), caught_up, given_up or taken_back; `note` says when, or why. `said` is all that was
    entered of it and that nobody decided otherwise since: more than one only where copies of the book were apart, or
    where it was placed and called off."""

    incident: str
    what: str
    about: str
    sitting: str
    at_ms: int
    minute: int
    title: Words
    left_minutes: int
    people: tuple[str, ...]
    begun: bool
    place: str
    place_ms: int
    note: str
    meeting: str
    said: tuple[Said, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is still to be caught up, as far as was entered."""
        return not self.place


@LEDGER.on(WorkSuspended)
def _suspended(rows: Rows, fact: WorkSuspended, entry: Entry) -> None:
    known = rows.get(WORK, fact.subject, fact.sitting)
    if known is not None and known["begun"] and known["place"] != "taken_back":
        return  # two copies broke off one sitting: what became of it on either is not forgotten
    for said in rows.all(SAID):
        if (said["about"], said["sitting"]) == (fact.subject, fact.sitting):
            rows.drop(SAID, fact.subject, fact.sitting, said["entry"])
    rows.put(
        WORK,
        about=fact.subject,
        sitting=fact.sitting,
        incident=fact.incident,
        what=fact.what,
        at_ms=entry.at_ms,
        minute=fact.minute,
        title=msgspec.json.encode(fact.title).decode(),
        left_minutes=fact.left_minutes,
        people="\n".join(fact.people),
        begun=int(fact.begun),
        place="",
        place_ms=0,
        note="",
        meeting="",
    )


@LEDGER.on(WorkResumed)
def _resumed(rows: Rows, fact: WorkResumed, entry: Entry) -> None:
    known = rows.get(WORK, fact.subject, fact.sitting)
    if known is None:
        return
    note = fact.note
    if known["place"] == fact.where == "given_up" and not fact.over and known["note"] not in ("", note):
        note = f"{known['note']}; {note}"  # given up on two copies: neither's reason is lost
    rows.change(
        WORK, fact.subject, fact.sitting, place=fact.where, place_ms=entry.at_ms, note=note, meeting=fact.meeting
    )
    for name in fact.over:
        rows.drop(SAID, fact.subject, fact.sitting, name)
    rows.put(
        SAID, about=fact.subject, sitting=fact.sitting, entry=entry.id, place=fact.where, clock=entry.clock,
        at_ms=entry.at_ms, actor=entry.actor, note=note, meeting=fact.meeting,
    )  # fmt: skip


def suspended(r: Reader, incident: str | None = None, *, open_only: bool = False) -> list[Suspended]:
    """What was suspended for an incident (for all when None), in the order it was; with `open_only` what nobody has
    entered anything of since."""
    query = select(WORK).order_by(WORK.c.at_ms, WORK.c.about, WORK.c.sitting)
    if incident is not None:
        query = query.where(WORK.c.subject == subject_of(incident))
    if open_only:
        query = query.where(WORK.c.place == "")
    entered = _entered(r, incident)
    return [
        Suspended(
            incident=row.incident,
            what=row.what,
            about=row.about,
            sitting=row.sitting,
            at_ms=row.at_ms,
            minute=row.minute,
            title=msgspec.json.decode(row.title, type=Words),
            left_minutes=row.left_minutes,
            people=tuple(filter(None, row.people.split("\n"))),
            begun=bool(row.begun),
            place=row.place,
            place_ms=row.place_ms,
            note=row.note,
            meeting=row.meeting,
            said=entered.get((row.incident, row.about, row.sitting), ()),
        )
        for row in r.rows(query)
    ]


def _entered(r: Reader, incident: str | None) -> dict[tuple[str, str, str], tuple[Said, ...]]:
    """What was entered, in its order, by incident, what it is about and sitting."""
    query = select(SAID, WORK.c.incident).join(
        WORK, (WORK.c.subject == SAID.c.subject) & (WORK.c.about == SAID.c.about) & (WORK.c.sitting == SAID.c.sitting)
    )
    if incident is not None:
        query = query.where(SAID.c.subject == subject_of(incident))
    found: dict[tuple[str, str, str], tuple[Said, ...]] = {}
    for row in r.rows(query.order_by(SAID.c.clock, SAID.c.entry)):
        one = Said(row.entry, row.place, row.at_ms, row.actor, row.note, row.meeting)
        key = (row.incident, row.about, row.sitting)
        found[key] = (*found.get(key, ()), one)
    return found

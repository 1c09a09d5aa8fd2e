"""Questions to the ledger of actions: everything as it stands, whoever asks; what one may see of it is in `privacy`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from sqlalchemy import Select, select

from supervisor.branch.ledger import working_days_after
from supervisor.journal import Reader, derived_id

from ..deadlines import SOON_DAYS, Settings
from ..events import SETTINGS
from ..records import Action, Clash, Like, Step
from .tables import ACTION, CLASH, LIKE, SETTING, STEP

OPEN_STATES = ("open", "taken_up", "done")
_DAYS = ("raised", "due", "first_due", "finished", "asked_due", "closed")
_LISTS = ("about", "places", "likes", "photos", "after")
_FLAGS = ("announce", "announced", "after_photo", "needs_recheck", "recheck_passed")
_INTERNAL = ("last", "said", "granted_over")
CHUNK = 400  # subjects named in one statement


def subject_for(cause: str) -> str:
    """The subject of the action that follows from `cause` (a finding, a complaint): the same on every copy."""
    return f"action:{derived_id(cause, 'action')}"


def like_cause(subject: str, like: str) -> str:
    """What the linked action of a like place comes from: the action and the place."""
    return f"{subject}#{like}"


def _read(row: Any, ticked: Sequence[str], contested: bool) -> Action:
    m = dict(row._mapping)
    for name in _INTERNAL:
        del m[name]
    for name in _DAYS:
        m[name] = date.fromisoformat(m[name]) if m[name] else None
    for name in _LISTS:
        m[name] = tuple(msgspec.json.decode(m[name])) if m[name] != "[]" else ()
    for name in _FLAGS:
        m[name] = bool(m[name])
    return Action(likes_left=len(set(m["likes"]) - set(ticked)), contested=contested, **m)


def _list(r: Reader, statement: Select[Any]) -> list[Action]:
    rows = r.rows(statement.order_by(ACTION.c.due, ACTION.c.number, ACTION.c.subject))
    ticked: dict[str, list[str]] = {}
    for chunk in _chunks([row.subject for row in rows if row.likes != "[]"]):
        for found in r.rows(select(LIKE.c.subject, LIKE.c.like).where(LIKE.c.subject.in_(chunk))):
            ticked.setdefault(found.subject, []).append(found.like)
    apart = _contested(r) if rows else set()
    return [_read(row, ticked.get(row.subject, ()), row.subject in apart) for row in rows]


def _contested(r: Reader) -> set[str]:
    """Actions with steps, or ticks of like places, that two laptops made apart: few, so all are read."""
    steps_apart = {row.subject for row in r.rows(select(CLASH.c.subject).distinct())}
    return steps_apart | {row.subject for row in r.rows(select(LIKE.c.subject).where(LIKE.c.other > "").distinct())}


def action(r: Reader, subject: str) -> Action | None:
    """One action, or None."""
    return next(iter(_list(r, select(ACTION).where(ACTION.c.subject == subject))), None)


def actions(r: Reader, first: date | None = None, last: date | None = None) -> list[Action]:
    """All actions raised from `first` to `last` (None: without end on that side), by due date."""
    statement = select(ACTION)
    if first is not None:
        statement = statement.where(ACTION.c.raised >= first.isoformat())
    if last is not None:
        statement = statement.where(ACTION.c.raised <= last.isoformat())
    return _list(r, statement)


def open_actions(r: Reader) -> list[Action]:
    """Actions not closed, including those reported done that wait for re-inspection or closing; by due date."""
    return _list(r, select(ACTION).where(ACTION.c.state.in_(OPEN_STATES)))


def overdue(r: Reader, today: date) -> list[Action]:
    """Actions whose `standing` on that day is overdue (past due, not reported done), the oldest first."""
    late = select(ACTION).where(ACTION.c.state.in_(("open", "taken_up")), ACTION.c.due < today.isoformat())
    return _list(r, late)


def actions_from(r: Reader, sources: Iterable[str]) -> list[Action]:
    """Actions that came from any of these subjects (findings, complaints)."""
    return _list(r, select(ACTION).where(ACTION.c.source.in_(list(sources))))


def linked(r: Reader, subject: str) -> list[Action]:
    """Actions that the check of like places of this one raised."""
    return _list(r, select(ACTION).where(ACTION.c.linked == subject))


def soon_until(r: Reader, today: date) -> date:
    """The last day that counts as due soon: the second working day from today."""
    return working_days_after(r, today, SOON_DAYS)


def settings(r: Reader) -> Settings:
    """What the branch has set, or the defaults."""
    row = r.row(select(SETTING).where(SETTING.c.subject == SETTINGS))
    if row is None:
        return Settings()
    return Settings(row.minor_days, row.serious_days, row.grave_days, row.recheck_from, row.announce_from)


def steps(r: Reader, subject: str) -> list[Step]:
    """What happened to one action, each step after those that were known when it was taken, whatever the clock."""
    return steps_of(r, [subject])[subject]


def steps_of(r: Reader, subjects: Sequence[str]) -> dict[str, list[Step]]:
    """The same for many actions, read together."""
    found: dict[str, list[Step]] = {subject: [] for subject in subjects}
    for chunk in _chunks(subjects):
        for s in r.rows(select(STEP).where(STEP.c.subject.in_(chunk)).order_by(STEP.c.clock, STEP.c.entry)):
            photos = tuple(msgspec.json.decode(s.photos)) if s.photos != "[]" else ()
            found[s.subject].append(Step(_instant(s.at_ms), s.what, s.text, s.person, photos))
    return found


def likes(r: Reader, subject: str) -> list[Like]:
    """The check of like places of one action: those proposed in their order, then any that somebody added."""
    return likes_of(r, [subject])[subject]


def likes_of(r: Reader, subjects: Sequence[str]) -> dict[str, list[Like]]:
    """The same for many actions, read together."""
    proposed: dict[str, list[str]] = {subject: [] for subject in subjects}
    raised: dict[str, str] = {}
    ticked: dict[str, dict[str, Like]] = {subject: {} for subject in subjects}
    for chunk in _chunks(subjects):
        for row in r.rows(select(ACTION.c.subject, ACTION.c.likes).where(ACTION.c.subject.in_(chunk))):
            proposed[row.subject] = msgspec.json.decode(row.likes) if row.likes != "[]" else []
        for row in r.rows(select(ACTION.c.subject, ACTION.c.source).where(ACTION.c.linked.in_(chunk))):
            raised[row.source] = row.subject
        for row in r.rows(select(LIKE).where(LIKE.c.subject.in_(chunk)).order_by(LIKE.c.at_ms, LIKE.c.like)):
            child = raised.get(like_cause(row.subject, row.like), "")
            ticked[row.subject][row.like] = Like(
                row.like, row.result, row.note, row.by, _instant(row.at_ms), row.other, child
            )
    return {
        subject: [
            *(ticked[subject].get(one) or Like(one) for one in wanted),
            *(tick for like, tick in ticked[subject].items() if like not in wanted),
        ]
        for subject, wanted in proposed.items()
    }


def _chunks(subjects: Sequence[str]) -> list[Sequence[str]]:
    return [subjects[start : start + CHUNK] for start in range(0, len(subjects), CHUNK)]


def _instant(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, tz=UTC)


def contested(r: Reader) -> list[str]:
    """Actions with steps that were taken apart and nobody has decided on."""
    return [row.subject for row in r.rows(select(CLASH.c.subject).distinct())]


def clashes(r: Reader, subject: str) -> list[Clash]:
    """Steps of an action that were taken apart and nobody has decided on."""
    return [Clash(row.entry, row.over) for row in r.rows(select(CLASH).where(CLASH.c.subject == subject))]

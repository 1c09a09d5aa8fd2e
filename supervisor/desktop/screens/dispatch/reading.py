"""What the dispatch screen shows: the running incident, who stands where, the playbook, orders that were sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

RECENT_DAYS = 30


@dataclass(frozen=True)
class PostTile:
    """One post with the names of who stands on it now."""

    subject: str
    name: str
    min_cover: int
    persons: tuple[str, ...]


@dataclass(frozen=True)
class Snapshot:
    """`incident` None while all is calm. `waiting` are customers waiting now by class, `waits`
    the customer-minutes before and after the moves that were sent, by incident."""

    incident: Any
    kinds: tuple[tuple[str, str], ...]
    classes: tuple[tuple[str, str], ...]
    names: Mapping[str, str]
    posts: tuple[PostTile, ...]
    playbook: Any
    ticked: Mapping[str, Any]
    orders: tuple[Any, ...]
    recent: tuple[Any, ...]
    notice: tuple[str, str]
    waiting: Mapping[str, int]
    waiting_source: str
    waiting_minute: int
    waits: Mapping[str, tuple[float, float]]


def read(reader: Any) -> Snapshot:
    """On the pool."""
    from supervisor.branch.ledger import name_of, posts, service_classes
    from supervisor.dispatch.ledger import orders, steps_done
    from supervisor.dispatch.playbooks import playbook_of
    from supervisor.dispatch.queue_now import standing_now
    from supervisor.dispatch.service import names_of, notice
    from supervisor.incidents.kinds import KINDS
    from supervisor.incidents.ledger import incidents, running
    from supervisor.roster.ledger import on_post

    now = reader.now.astimezone(reader.zone)
    today = reader.today
    found = running(reader, reader.now, drills=True)
    incident = found[0] if found else None
    given = tuple(orders(reader, incident.subject)) if incident is not None else ()
    there = {post: list(who) for post, who in on_post(reader, today, now.hour * 60 + now.minute).items()}
    for order in given:
        if order.state in ("ordered", "done"):
            for who in there.values():
                if order.person in who:
                    who.remove(order.person)
            there.setdefault(order.move.to_post, []).append(order.person)
    names = names_of(reader)
    book = playbook_of(reader, incident) if incident is not None else None
    crowd = standing_now(reader, reader.now, incident.subject if incident is not None else "")
    recent = tuple(reversed(incidents(reader, today - timedelta(days=RECENT_DAYS), today)))[:12]
    return Snapshot(
        incident=incident,
        kinds=tuple((code, str(kind.name)) for code, kind in KINDS.items()),
        classes=tuple((code, str(name_of(reader, "class", code) or code)) for code in service_classes(reader)),
        names=names,
        posts=tuple(
            PostTile(p.subject, str(p.name), p.min_cover, tuple(names.get(s, s) for s in there.get(p.subject, ())))
            for p in posts(reader, on=today)
        ),
        playbook=book,
        ticked=steps_done(reader, incident.subject) if incident is not None else {},
        orders=given,
        recent=recent,
        notice=notice(reader, book, reader.now) if book is not None else ("", ""),
        waiting=crowd.waiting,
        waiting_source=crowd.source,
        waiting_minute=crowd.minute,
        waits={one.subject: found for one in recent if (found := _waits(reader, one.subject)) is not None},
    )


def _waits(reader: Any, incident: str) -> tuple[float, float] | None:
    """Customer-minutes before and after, of the last proposal from which moves were sent."""
    from supervisor.dispatch.ledger import orders, proposals

    sent = {order.proposal for order in orders(reader, incident) if order.proposal}
    made = [one for one in proposals(reader, incident) if one.proposal in sent]
    return (made[-1].before_minutes, made[-1].after_minutes) if made else None

"""What the dispatch screen shows: the running incident, who stands where, the playbook, orders that were sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from supervisor.desktop.screens.dispatch.facts import BoardFacts, read_board

RECENT_DAYS = 30


@dataclass(frozen=True)
class Snapshot:
    """`incident` is the one that is looked at, None while all is calm, `running` all that run. `waiting` are customers
    waiting now by class, `saved` the customer-minutes that the moves made were to save, by incident that is over
    (read while all is calm)."""

    incident: Any
    running: tuple[Any, ...]
    kinds: tuple[tuple[str, str], ...]
    classes: tuple[tuple[str, str], ...]
    names: Mapping[str, str]
    board: BoardFacts
    playbook: Any
    ticked: Mapping[str, Any]
    orders: tuple[Any, ...]
    recent: tuple[Any, ...]
    notice: tuple[str, str]
    waiting: Mapping[str, int]
    waiting_source: str
    waiting_minute: int
    saved: Mapping[str, float]


def read(reader: Any, pins: Mapping[str, str] | None = None, wanted: tuple[str, ...] = ()) -> Snapshot:
    """On the pool; `pins`: person -> "stay" or the post on which he must stand. Of several incidents the first `wanted`
    is looked at, else the one that runs longest."""
    from supervisor.branch.ledger import name_of, service_classes
    from supervisor.dispatch.ledger import orders, steps_done
    from supervisor.dispatch.playbooks import playbook_of
    from supervisor.dispatch.service import names_of, notice
    from supervisor.incidents.kinds import KINDS
    from supervisor.incidents.ledger import incidents, running

    today = reader.today
    found = running(reader, reader.now, drills=True)
    by_subject = {one.subject: one for one in found}
    incident = next((by_subject[one] for one in wanted if one in by_subject), found[0] if found else None)
    given = tuple(orders(reader, incident.subject)) if incident is not None else ()
    floor = given if incident is None or incident.drill else _orders_of_all(reader, found)
    board = read_board(reader, incident, floor, pins or {})
    names = names_of(reader)
    book = playbook_of(reader, incident) if incident is not None else None
    recent = tuple(reversed(incidents(reader, today - timedelta(days=RECENT_DAYS), today)))[:12]
    return Snapshot(
        incident=incident,
        running=tuple(found),
        kinds=tuple((code, str(kind.name)) for code, kind in KINDS.items()),
        classes=tuple((code, str(name_of(reader, "class", code) or code)) for code in service_classes(reader)),
        names=names,
        board=board,
        playbook=book,
        ticked=steps_done(reader, incident.subject) if incident is not None else {},
        orders=given,
        recent=recent,
        notice=notice(reader, book, reader.now) if book is not None else ("", ""),
        waiting={one.code: one.waiting for one in board.classes},
        waiting_source=best_source(board),
        waiting_minute=board.waiting_minute,
        saved=_saved(reader, recent) if incident is None else {},
    )


def _orders_of_all(reader: Any, found: list[Any]) -> tuple[Any, ...]:
    """Orders of all that runs in earnest, as they were given: whoever was sent by the other incident stands there."""
    from supervisor.dispatch.ledger import orders

    given = [order for one in found if not one.drill for order in orders(reader, one.subject)]
    return tuple(sorted(given, key=lambda order: order.at_ms))


def best_source(board: BoardFacts) -> str:
    """How it is known who waits: counted where anything was."""
    kinds = {one.source for one in board.classes}
    return next((kind for kind in ("counted", "tickets") if kind in kinds), "expected")


def _saved(reader: Any, recent: tuple[Any, ...]) -> dict[str, float]:
    """Customer-minutes that the moves made were to save, by incident: the figure of its page and of its month."""
    from supervisor.dispatch.afterwards.reading import saved_of

    found = {one.subject: saved_of(reader, one.subject) for one in recent if one.end is not None}
    return {subject: minutes for subject, minutes in found.items() if minutes is not None}

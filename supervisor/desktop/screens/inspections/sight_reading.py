"""What the tab of sight shows, read and worked out in one go on the pool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from supervisor.desktop.wording import listed

VIEWS = ("heat", "trend", "repeats", "inspectors", "follows")
WEEKS = {"4": 4, "13": 13, "26": 26, "52": 52}
AXES_OF = {
    "item_week": ("item", "day"),
    "section_week": ("section", "day"),
    "place_hour": ("place", "hour"),
    "person_item": ("person", "item"),
}


class Wish(NamedTuple):
    """What is asked for: a view, how it is cut, and what it is narrowed down to."""

    view: str = "heat"
    grid: str = "item_week"
    axis: str = "item"
    weeks: str = "13"
    template: str = ""
    place: str = ""
    source: str = ""


@dataclass(frozen=True)
class FindingRow:
    """One finding behind a field or a line."""

    subject: str
    day: date
    number: str
    item: str
    persons: str
    place: str
    waived: bool


@dataclass(frozen=True)
class Snapshot:
    """One view of a period. `own`: only what concerns the reader himself; `barred`: nothing, for want of the right."""

    wish: Wish
    first: date
    last: date
    step: str
    inspections: int
    findings: int
    waived: int
    own: bool
    barred: bool
    words: Any
    templates: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    rows: Mapping[str, Any]  # what was found, by the finding's subject: made a line of a table when it is wanted
    heat: Any = None
    days: tuple[date, ...] = ()
    trends: tuple[Any, ...] = ()
    hits: Mapping[str, tuple[str, ...]] | None = None  # findings of a trend's key
    repeats: tuple[Any, ...] = ()
    inspectors: tuple[Any, ...] = ()
    follows: tuple[Any, ...] = ()


def read(reader: Any, actor: str, wish: Wish) -> Snapshot:
    """On the pool: the rows of the period, then what the view makes of them."""
    from supervisor.access import Right, allowed
    from supervisor.inspection.ledger import templates_in_force
    from supervisor.inspection.sight import bias, trends
    from supervisor.inspection.sight import reading as sight
    from supervisor.inspection.sight.seen import standing, step_of

    last = reader.today
    first = last - timedelta(days=7 * WEEKS[wish.weeks] - 1)
    if wish.view == "follows":  # thresholds are of whole months, wherever and however something was seen
        first, wish = first.replace(day=1), wish._replace(place="", source="")
    barred = wish.view == "inspectors" and not allowed(reader, actor, Right.READ_PEOPLE)
    narrowed = {"template": wish.template, "place": wish.place, "source": wish.source}
    chains: list[Any] = []
    if wish.view == "repeats":
        found, words, chains = sight.look_back(reader, actor, first, last, **narrowed)
    elif wish.view == "inspectors" and not barred:  # compared one by one
        found = sight.for_comparison(reader, actor, first, last, **narrowed)
        words = sight.labels(reader, found)
    else:
        found = sight.look_over(reader, actor, first, last, **narrowed)
        words = sight.labels(reader, found)
    known = [(version.code, str(template.name)) for version, template in templates_in_force(reader, last)]
    codes = {code for code, _name in known}
    known += [(code, name) for code, name in sorted(words.templates.items()) if code not in codes]
    counted = len(standing(found.hits))
    rows = {hit.subject: hit for hit in found.hits}
    rows |= {hit.subject: hit for chain in chains for hit in chain.chain}
    made = Snapshot(
        wish, first, last, step_of(first, last), found.inspections, counted, len(found.hits) - counted,
        bool(found.own), barred, words, tuple(known), _zones(reader, found), rows,
    )  # fmt: skip
    parts: dict[str, Any] = {}
    if wish.view == "heat":
        parts["heat"] = trends.heat_map(found, wish.grid, words.sections)  # type: ignore[arg-type]
    elif wish.view == "trend":
        days, lines = trends.trends(found, wish.axis)  # type: ignore[arg-type]
        kept = tuple(line for line in lines if line.total.faults or line.total.waived)
        parts |= {"days": days, "trends": kept, "hits": _by_key(found, wish.axis)}
    elif wish.view == "repeats":
        parts["repeats"] = tuple(chains)
    elif wish.view == "follows":
        from supervisor.inspection.sight.consequences import what_follows

        parts["follows"] = tuple(what_follows(reader, actor, first, last, code=wish.template))
    elif not barred:
        parts["inspectors"] = tuple(bias.compare(found))
    return Snapshot(**{**made.__dict__, **parts})


def _zones(reader: Any, found: Any) -> tuple[str, ...]:
    from supervisor.branch.ledger import names
    from supervisor.inspection.sight.reading import places_of

    return tuple(dict.fromkeys([*(str(zone.name) for zone in names(reader, "zone")), *places_of(found)]))


def finding_row(hit: Any, words: Any) -> FindingRow:
    """A finding as a line of a table."""
    persons, places = [words.of("person", who) for who in hit.persons], [place for place in hit.places if place]
    return FindingRow(
        hit.subject, hit.day, hit.number, words.of("item", hit.key), listed(persons), listed(places) or "–", hit.waived
    )


def _by_key(found: Any, axis: str) -> dict[str, tuple[str, ...]]:
    from supervisor.inspection.sight.trends import keys_of

    behind: dict[str, list[str]] = {}
    for hit in found.hits:
        for key in keys_of(hit, axis, found.own):  # type: ignore[arg-type]
            behind.setdefault(key, []).append(hit.subject)
    return {key: tuple(reversed(subjects)) for key, subjects in behind.items()}

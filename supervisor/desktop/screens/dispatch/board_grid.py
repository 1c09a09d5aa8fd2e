"""Where everything lies on the board: zones beside one another as far as they fit, posts in columns, people in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF

from supervisor.desktop.screens.dispatch.facts import BoardFacts, PersonTile, PostTile, ZoneTile
from supervisor.desktop.screens.dispatch.tile_words import pin_words, post_words, since_words, state_words
from supervisor.language import _

GAP, HEAD, ROW, LINE, PAD = 6.0, 20.0, 34.0, 18.0, 5.0  # pixels at the usual text size
NARROWEST = 152.0
SPREAD = 2  # people of a group elsewhere under one another


@dataclass(frozen=True)
class Coming:
    """Proposed moves by post: names who come, and people who go."""

    to: Mapping[str, tuple[str, ...]]
    leaving: frozenset[str] = frozenset()


NOBODY_COMES = Coming({})


@dataclass(frozen=True)
class Cell:
    """Something painted: a zone's name, a post's frame or a person. `words`: name, beside it, under it; `role` of what
    stands under it, `side_role` of what stands beside it."""

    key: str
    kind: str
    box: tuple[float, float, float, float]
    words: tuple[str, str, str]
    role: str = "muted"
    side_role: str = "muted"
    marked: bool = False
    tags: tuple[str, ...] = ()

    @property
    def rect(self) -> QRectF:
        """Its box in pixels."""
        return QRectF(*self.box)


@dataclass(frozen=True)
class Grid:
    """All cells of a board at a width and a minute; `height` in pixels."""

    cells: tuple[Cell, ...]
    height: float

    def at(self, point: QPointF, kind: str) -> Cell | None:
        """The cell of a kind under a point."""
        return next((one for one in self.cells if one.kind == kind and one.rect.contains(point)), None)

    def of(self, key: str) -> Cell | None:
        """The cell of a person, a post or a zone."""
        return next((one for one in self.cells if one.key == key), None)


def grid_of(facts: BoardFacts, minute: int, width: float, scale: float, coming: Coming = NOBODY_COMES) -> Grid:
    """The board laid out for a width; `scale` is the text size."""
    columns = max(2, int(width // (NARROWEST * scale)))
    wide = (width - GAP * scale * (columns - 1)) / columns
    cells: list[Cell] = []
    top = 0.0
    for shelf in _shelves((*facts.zones, *facts.elsewhere), columns):
        column, lowest = 0, top
        for zone, lines in shelf:
            left = column * (wide + GAP * scale)
            across = max(len(line) for line in lines)
            box = (left, top, across * (wide + GAP * scale) - GAP * scale, HEAD * scale)
            cells.append(Cell(f"zone:{zone.name}", "zone", box, (zone.name, "", "")))
            below = top + HEAD * scale
            for line in lines:
                high = max(_height(post, coming) for post in line) * scale
                for place, post in enumerate(line):
                    cells += _post(facts, minute, post, (left + place * (wide + GAP * scale), below, wide, high),
                                   scale, coming)  # fmt: skip
                below += high + GAP * scale
            column += across
            lowest = max(lowest, below)
        top = lowest
    return Grid(tuple(cells), top)


def _shelves(zones: tuple[ZoneTile, ...], columns: int) -> list[list[tuple[ZoneTile, list[tuple[PostTile, ...]]]]]:
    """Zones in rows: beside each goes the next one that still fits there; one with many posts takes several lines."""
    shelves: list[list[tuple[ZoneTile, list[tuple[PostTile, ...]]]]] = []
    rest = [_spread(zone, columns) for zone in zones if zone.posts]
    while rest:
        free, shelf = columns, []
        for zone in tuple(rest):
            across = min(len(zone.posts), columns)
            if across <= free:
                rest.remove(zone)
                shelf.append((zone, [zone.posts[n : n + across] for n in range(0, len(zone.posts), across)]))
                free -= across
        shelves.append(shelf)
    return shelves


def _spread(zone: ZoneTile, columns: int) -> ZoneTile:
    """People elsewhere beside one another: a group of many takes several tiles, the first of which has its name."""
    if zone.kind != "elsewhere":
        return zone
    found: list[PostTile] = []
    for group in zone.posts:
        high = max(SPREAD, -(-len(group.people) // columns))
        for first in range(0, len(group.people), high):
            part = replace(group, people=group.people[first : first + high])
            found.append(part if not first else replace(part, subject=f"{part.subject}:{first}", name=""))
    return replace(zone, posts=tuple(found))


def _height(post: PostTile, coming: Coming) -> float:
    people = ROW * len(post.people) if post.people else LINE
    return HEAD + people + LINE * len(coming.to.get(post.subject, ())) + 2 * PAD


def _post(
    facts: BoardFacts, minute: int, post: PostTile, box: tuple[float, float, float, float], scale: float, coming: Coming
) -> list[Cell]:
    left, top, wide, _high = box
    beside, role = post_words(post)
    comes = coming.to.get(post.subject, ())
    empty = "" if post.people or comes or post.subject.startswith("elsewhere:") else _("nobody")
    cells = [
        Cell(post.subject, "post", box, (post.name, beside, empty), role="bad" if post.min_cover else "muted",
             side_role=role, marked=bool(comes))
    ]  # fmt: skip
    below = top + (PAD + HEAD) * scale
    inner = left + PAD * scale, wide - 2 * PAD * scale
    for one in post.people:
        cells.append(_person(facts, minute, one, (inner[0], below, inner[1], ROW * scale), coming))
        below += ROW * scale
    for name in comes:
        place = (inner[0], below, inner[1], LINE * scale)
        cells.append(Cell(f"coming:{post.subject}:{name}", "coming", place, (f"+ {name}", "", "")))
        below += LINE * scale
    return cells


def _person(
    facts: BoardFacts, minute: int, one: PersonTile, box: tuple[float, float, float, float], coming: Coming
) -> Cell:
    state, role = state_words(one, minute, facts.names)
    pin = pin_words(one, facts.names)
    name = f"{one.name} →" if one.subject in coming.leaving else one.name
    return Cell(
        one.subject, "person", box, (name, pin or since_words(one, minute), state), role=role,
        side_role="accent" if pin else "muted", marked=one.subject in coming.leaving, tags=one.skills,
    )  # fmt: skip


def nearest(grid: Grid, key: str, kind: str, step: tuple[int, int]) -> str:
    """The next cell of a kind in a direction from the cell `key`, those in its own line first; `key` itself where there
    is none that way, the first of all where `key` is not on the board. Places elsewhere take nobody."""
    cells = [one for one in grid.cells if one.kind == kind and not one.key.startswith("elsewhere:")]
    here = grid.of(key)
    if here is None or not cells:
        return cells[0].key if cells else ""
    middle = here.rect.center()

    def far(one: Cell) -> float:
        way = one.rect.center() - middle
        along, aside = (way.x(), way.y()) if step[0] else (way.y(), way.x())
        along *= step[0] or step[1]
        return along + 3 * abs(aside) if along > 4 else float("inf")

    best = min(cells, key=far)
    return best.key if far(best) < float("inf") else key

"""A draft with what people made of it: pure functions, so that own words survive whatever the draft becomes."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from .records import Agenda, Edits, Point, Section

OWN = "own"
"""How the key of an added point begins."""


def keyed(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Sections whose points all have a key of their own: what they are about, else their words; of two alike the second
    is numbered. What is keyed already stays as it is."""
    found = []
    for section in sections:
        seen: dict[str, int] = {}
        points = []
        for point in section.points:
            if point.key.startswith(f"{section.key}|"):
                points.append(point)
                continue
            name = f"{section.key}|{point.key or point.subject or point.text}"
            seen[name] = seen.get(name, 0) + 1
            key = name if seen[name] == 1 else f"{name}#{seen[name]}"
            points.append(msgspec.structs.replace(point, key=key))
        found.append(msgspec.structs.replace(section, points=tuple(points)))
    return tuple(found)


def merged(draft: Agenda, edits: Edits) -> Agenda:
    """The draft as people changed it, struck points marked. A point in own words stays although its draft is gone; one
    struck out goes with its draft; what is drafted newly comes after the points that were put in order."""
    sections = []
    for section in keyed(draft.sections):
        points = {point.key: _changed(point, edits) for point in section.points}
        mine = sorted((one for one in edits.points.values() if one.section == section.key), key=lambda one: one.at_ms)
        for one in mine:
            if one.key not in points and one.text:
                points[one.key] = Point(one.text, key=one.key, own=True, struck=one.struck, rival=one.rival)
        place = {key: number for number, key in enumerate(edits.order.get(section.key, ()))}
        chosen = sorted(points.values(), key=lambda point: place.get(point.key, len(place)))
        sections.append(msgspec.structs.replace(section, points=tuple(chosen)))
    return msgspec.structs.replace(draft, sections=tuple(sections))


def read_out(agenda: Agenda) -> Agenda:
    """The agenda as it is printed and held: without the points struck out."""
    return msgspec.structs.replace(
        agenda,
        sections=tuple(
            msgspec.structs.replace(section, points=tuple(point for point in section.points if not point.struck))
            for section in agenda.sections
        ),
    )


def left_over(agenda: Agenda, edits: Edits) -> tuple[Point, ...]:
    """Points of one's own that came after the agenda was held elsewhere, so that nobody read them out."""
    there = {point.key for section in agenda.sections for point in section.points}
    mine = sorted((one for one in edits.points.values() if one.added), key=lambda one: one.at_ms)
    return tuple(Point(one.text, key=one.key) for one in mine if one.key not in there and one.text and not one.struck)


def plain_text(agenda: Agenda) -> str:
    """Every word of it, for finding it again."""
    return "\n".join(
        part for section in agenda.sections for point in section.points for part in (point.text, point.detail) if part
    )


def _changed(point: Point, edits: Edits) -> Point:
    edit = edits.points.get(point.key)
    if edit is None:
        return point
    if not edit.text:
        return msgspec.structs.replace(point, struck=edit.struck)
    return msgspec.structs.replace(
        point, text=edit.text, own=True, struck=edit.struck, drafted=point.text, rival=edit.rival
    )

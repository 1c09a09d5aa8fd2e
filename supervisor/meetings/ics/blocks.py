"""The parts of a calendar file: which lines belong to which event or zone table, and what single lines of them say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

import msgspec

from .lines import Line


class Guest(msgspec.Struct, frozen=True):
    """Who is named in an event: staff number (of our own files), name, and whether he may stay away."""

    name: str
    no: str = ""
    mail: str = ""
    optional: bool = False


def blocks_of(lines: Iterable[Line], name: str) -> list[list[Line]]:
    """The lines of each component of a name, BEGIN and END with it; alarms and the like inside events left out."""
    found: list[list[Line]] = []
    current: list[Line] | None = None
    inside: list[str] = []
    whole = name == "VTIMEZONE"
    for line in lines:
        what = line.value.strip().upper()
        if line.name == "BEGIN" and what == name:
            current, inside = [line], []  # a second beginning: the first one was never ended
            found.append(current)
        elif current is None:
            continue
        elif line.name == "END" and what == name:
            current.append(line)
            current = None
        elif line.name == "END" and what == "VCALENDAR":
            current = None
        elif line.name in ("BEGIN", "END"):
            if line.name == "BEGIN":
                inside.append(what)
            elif inside:
                inside.pop()
            if whole:
                current.append(line)
        elif whole or not inside:
            current.append(line)
    return found


def guests_of(block: list[Line]) -> Iterator[Guest]:
    for line in block:
        if line.name == "X-BRANCH-ATTENDEE":
            yield Guest(line.text.strip(), no=line.param("X-NO"), optional=line.param("ROLE") == "OPT-PARTICIPANT")
        elif line.name == "ATTENDEE" and line.param("CUTYPE").upper() not in ("RESOURCE", "ROOM"):
            mail = line.value.strip()
            mail = mail[7:] if mail.lower().startswith("mailto:") else ""
            name = line.param("CN").strip() or mail.partition("@")[0]
            declined = line.param("PARTSTAT").upper() == "DECLINED"
            if name and not declined:
                yield Guest(
                    name, mail=mail, optional=line.param("ROLE").upper() in ("OPT-PARTICIPANT", "NON-PARTICIPANT")
                )


def line_of(block: list[Line], name: str) -> Line:
    return next(one for one in block if one.name == name)


def has(block: list[Line], name: str) -> bool:
    return any(one.name == name for one in block)


def value_of(block: list[Line], name: str) -> str:
    return next((one.text for one in block if one.name == name), "")


def number_of(block: list[Line]) -> int:
    text = value_of(block, "SEQUENCE").strip()
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def stamp_of(block: list[Line]) -> str:
    return value_of(block, "LAST-MODIFIED").strip() or value_of(block, "DTSTAMP").strip()


def digest_of(block: list[Line]) -> str:
    said = "\n".join(f"{one.name}:{one.value}" for one in block if one.name in ("DTSTART", "SUMMARY", "LOCATION"))
    return sha256(said.encode()).hexdigest()[:12]

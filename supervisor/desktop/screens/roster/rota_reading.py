"""What the tab of the duty rota reads: a month with the names that stand in it, and what its forms offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Option = tuple[str, str]


@dataclass(frozen=True)
class AreaLine:
    """An area as it stands: in words, and the version that a form begins with."""

    subject: str
    name: str
    who: str
    often: str
    tasks: str
    since: date
    active: bool
    area: Any


@dataclass(frozen=True)
class RotaShown:
    """A month of the rota; `names` and `areas` by subject, `lines` all areas ever, for the list of areas."""

    month: Any
    names: Mapping[str, str]
    areas: Mapping[str, str]
    lines: tuple[AreaLine, ...]
    options: tuple[Option, ...]
    roles: tuple[str, ...]
    zones: tuple[Option, ...]
    zone: Any = None  # of the branch: the time of a tick is its own, wherever the computer stands


def read_rota_shown(reader: Any, day: date) -> RotaShown:
    """The month of a day."""
    from supervisor.branch.ledger import names, people
    from supervisor.roster.rota import ledger
    from supervisor.roster.rota.reading import month_rota
    from supervisor.roster.rota.words import often_words, who_words

    everybody = people(reader, active_only=False)
    here = [one for one in everybody if one.left is None or one.left >= reader.today]
    known = {one.subject: one.name for one in everybody}
    lines = []
    for course in ledger.courses(reader):
        area = course.versions[-1]
        active = course.on(max(reader.today, area.valid_from)) is not None
        lines.append(AreaLine(course.subject, str(area.name), who_words(area, known), often_words(area), area.tasks,
                              area.valid_from, active, area))  # fmt: skip
    return RotaShown(
        month_rota(reader, day),
        known,
        {one.subject: one.name for one in lines},
        tuple(lines),
        tuple((one.subject, f"{one.name} {one.no}") for one in here),
        tuple(dict.fromkeys(one.role for one in here if one.role)),
        tuple((one.code, str(one.name)) for one in names(reader, "zone")),
        reader.zone,
    )

"""Queries about check-lists themselves: which versions there were, since when, why, and how often each was used."""

from __future__ import annotations

from datetime import date

import msgspec
from sqlalchemy import func, select

from supervisor.inspection.template import Template, Version, decode, version_on
from supervisor.journal import Reader
from supervisor.language import Words

from .queries import retired, versions
from .tables import INSPECTION, VERSION


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a check-list: what it says, since when, why it was brought in, how often it was used.

    `state`: in_force, coming (from a later day), past, retired.
    """

    version: Version
    template: Template
    reason: str
    used: int
    state: str


def uses(r: Reader) -> dict[str, int]:
    """Inspections by the digest of their check-list's version, abandoned ones left out."""
    rows = r.rows(
        select(INSPECTION.c.digest, func.count().label("times"))
        .where(INSPECTION.c.state != "abandoned")
        .group_by(INSPECTION.c.digest)
    )
    return {row.digest: row.times for row in rows}


def titles(r: Reader) -> dict[str, Words]:
    """The name of every check-list by its code, also of one out of use or of one to come."""
    known, found = versions(r), {}
    for code in {one.code for one in known}:
        last = version_on(known, code, r.today) or min((v for v in known if v.code == code), key=lambda v: v.valid_from)
        found[code] = decode(r.blob(last.digest)).name
    return found


def history(r: Reader, code: str | None = None, day: date | None = None) -> list[Standing]:
    """Every version of a check-list (of all without `code`), by code and then newest first, as of `day` (today)."""
    today = day or r.today
    known, gone, used = versions(r, code), retired(r, today), uses(r)
    reasons = {(row.digest, row.valid_from): row.reason for row in r.rows(select(VERSION))}
    found: list[Standing] = []
    for one in sorted(known, key=lambda v: (v.valid_from, v.order, v.digest), reverse=True):
        now = version_on(known, one.code, today)
        if one.code in gone:
            state = "retired"
        elif now == one:
            state = "in_force"
        else:
            state = "coming" if one.valid_from > today else "past"
        found.append(
            Standing(
                version=one,
                template=decode(r.blob(one.digest)),
                reason=reasons.get((one.digest, one.valid_from.isoformat())) or "",
                used=used.get(one.digest, 0),
                state=state,
            )
        )
    return sorted(found, key=lambda s: s.version.code)

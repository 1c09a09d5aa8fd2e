"""Sight over many inspections: what a person may see of it, and the words that its keys go by.

Whoever may read people's records sees all. Everybody else sees only what was found about himself, and of inspectors
nothing: a list of who was found how often is a record of each of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from supervisor.access import Right, allowed, require
from supervisor.branch.ledger import people
from supervisor.errors import BadInput
from supervisor.inspection.ledger import template, templates_in_force
from supervisor.inspection.template import Template
from supervisor.journal import Reader
from supervisor.language import Words, _

from .ledger import seen, seen_together
from .offenders import Repeat, repeats
from .seen import WHOLE, Look, Seen

WEEKS_SHOWN = 13
MEMORY = timedelta(days=366)  # before the period: how far back a chain of repeats is followed


class Labels(msgspec.Struct, frozen=True):
    """Words for the keys of trends and heat maps."""

    items: Mapping[str, str]  # appearance/B1-2 -> B1-2 and what is checked
    sections: Mapping[str, str]  # appearance/B1-2 -> the section's name
    people: Mapping[str, str]
    templates: Mapping[str, str]
    repeat_days: Mapping[str, int]  # by digest

    def of(self, axis: str, key: str) -> str:
        """A key of an axis (item, section, person, place, hour, template) as people call it."""
        if axis == "item":
            return self.items.get(key, key)
        if axis == "person":
            return self.people.get(key, key)
        if axis == "place":
            return key or str(NO_PLACE)
        if axis == "hour":
            return f"{int(key):02d}:00"
        return self.templates.get(key, key) if axis == "template" else key


NO_PLACE = Words("未指明地点", "no place named")


def period(today: date, first: date | None = None, last: date | None = None) -> tuple[date, date]:
    """First and last day: the last thirteen weeks unless told otherwise. Raises BadInput when they are turned round."""
    end = last or today
    start = first or end - timedelta(days=7 * WEEKS_SHOWN - 1)
    if start > end:
        raise BadInput(_("The first day {first} lies after the last {last}.").format(first=start, last=end))
    return start, end


def look_over(
    r: Reader, actor: str, first: date, last: date, *, template: str = "", place: str = "", source: str = ""
) -> Seen:
    """What the actor may see of a period: all of it, looks alike counted together, or what concerns himself.

    Raises Refused without any right.
    """
    if allowed(r, actor, Right.READ_PEOPLE):
        return seen_together(r, first, last, template=template, place=place, source=source)
    require(r, actor, Right.READ_OWN)
    return only_own(seen(r, first, last, template=template, place=place, source=source), actor)


def only_own(found: Seen, person: str) -> Seen:
    """What concerns one person: findings about him, inspections in which he could be seen, nobody else's name."""
    hits = tuple(hit._replace(persons=(person,)) for hit in found.hits if person in hit.persons)
    there = {hit.inspection for hit in hits}
    looks = tuple(
        look._replace(inspector="", inspected=(person,) if look.inspected else ())
        for look in found.looks
        if not look.inspected or person in look.inspected or look.subject in there
    )
    return Seen(found.first, found.last, looks, hits, person)


def for_comparison(
    r: Reader, actor: str, first: date, last: date, *, template: str = "", place: str = "", source: str = ""
) -> Seen:
    """What inspectors are compared on. Raises Refused for whoever may not read people's records."""
    require(r, actor, Right.READ_PEOPLE)
    return seen(r, first, last, template=template, place=place, source=source)


def look_back(
    r: Reader, actor: str, first: date, last: date, *, template: str = "", place: str = "", source: str = ""
) -> tuple[Seen, Labels, list[Repeat]]:
    """A period, words for it, and the chains of repeats that end in it, wherever they began within the memory."""
    whole = look_over(r, actor, first - MEMORY, last, template=template, place=place, source=source)
    words = labels(r, whole)
    chains = [one for one in repeats(whole, words.repeat_days) if one.last >= first]
    return within(whole, first), words, chains


def within(found: Seen, first: date) -> Seen:
    """The part from a day on."""
    looks = tuple(look for look in found.looks if look.day >= first)
    return found._replace(first=first, looks=looks, hits=tuple(hit for hit in found.hits if hit.day >= first))


def labels(r: Reader, found: Seen) -> Labels:
    """Words for what was found, each item by the newest version of its check-list that was used."""
    items: dict[str, str] = {}
    sections: dict[str, str] = {}
    days: dict[str, int] = {}
    known = {each.code: each for _version, each in templates_in_force(r, r.today)}
    newest: dict[str, Look] = {look.digest: look for look in found.looks}
    used = [(look.day, template(r, digest)) for digest, look in newest.items()]
    for (_day, each), digest in zip(used, newest, strict=True):
        days[digest] = each.repeat_days
    titles = {code: str(each.name) for code, each in known.items()}
    for _day, each in sorted(used, key=lambda one: one[0]):
        titles[each.code] = str(each.name)
        _name(each, items, sections)
    return Labels(items, sections, {p.subject: p.name for p in people(r, active_only=False)}, titles, days)


def _name(each: Template, items: dict[str, str], sections: dict[str, str]) -> None:
    for section in each.sections:
        for item in section.items:
            items[f"{each.code}/{item.id}"] = f"{item.id} {item.words}"
            sections[f"{each.code}/{item.id}"] = str(section.name)


def places_of(found: Seen) -> list[str]:
    """The places at which inspections were made."""
    return sorted({look.place for look in found.looks if look.place != WHOLE})

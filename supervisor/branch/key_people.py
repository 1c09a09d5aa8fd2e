"""Who may authorise, who manages the lobby, and which class its guides serve, read from the branch's own set-up.

No code or job title is known beforehand: an authoriser holds an authorisation that a post asks for, and the lobby is
found by the words of the trade in the branch's own names of posts, classes, skills and jobs, Chinese or English.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from supervisor.journal import Reader

from .ledger import names
from .records import Person, Post

LOBBY_WORDS = ("大堂", "厅堂", "迎宾", "引导", "导储", "接待", "lobby", "guide", "greeter", "reception", "concierge")


def authorisers(r: Reader, members: Iterable[Person], places: Iterable[Post]) -> frozenset[str]:
    """Holders of an authorisation that a post asks for; where no post does, holders of any authorisation."""
    granted = {skill.code for skill in names(r, "skill") if skill.authorisation}
    asked = granted & {place.skill for place in places}
    return frozenset(one.subject for one in members if one.skills & (asked or granted))


def lobby_posts(r: Reader, places: Iterable[Post]) -> tuple[Post, ...]:
    """Posts of the lobby: by their own name or code, or that of their class or skill."""
    known = tuple(places)
    words = {(kind, one.code): (one.name.zh, one.name.en) for kind in ("class", "skill") for one in names(r, kind)}

    def named(place: Post) -> bool:
        own = (place.name.zh, place.name.en, place.code)
        served = (place.service_class, *words.get(("class", place.service_class), ()))
        return speaks_of_lobby((*own, *served))

    by_name = tuple(place for place in known if named(place))
    return by_name or tuple(
        place for place in known if speaks_of_lobby((place.skill, *words.get(("skill", place.skill), ())))
    )


def lobby_managers(members: Iterable[Person], lobby: Collection[Post]) -> frozenset[str]:
    """Who manages the lobby: by job title; where no title says so, whoever has the skill of a lobby post."""
    known = tuple(members)
    titled = {one.subject for one in known if speaks_of_lobby((one.role,))}
    skills = {place.skill for place in lobby if place.skill}
    return frozenset(titled or {one.subject for one in known if one.skills & skills})


def guide_class(lobby: Collection[Post]) -> str:
    """The service class of the lobby guides, empty where the lobby serves no queue."""
    return next((place.service_class for place in lobby if place.service_class), "")


def speaks_of_lobby(texts: Iterable[str]) -> bool:
    """Whether any of the texts holds a word of the lobby."""
    return any(word in text.casefold() for text in texts for word in LOBBY_WORDS)

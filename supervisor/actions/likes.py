"""Where the same fault is to be looked for too (举一反三): the like posts, zones and people of the same kind. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor.branch.records import Named, Person, Post

FREE = "place:"  # before words that name no known post, zone or person


def propose(
    about: Sequence[str],
    places: Sequence[str],
    *,
    people: Sequence[Person],
    posts: Sequence[Post],
    zones: Sequence[Named],
) -> tuple[str, ...]:
    """What to check too, as subjects, without what the fault was found at.

    A fault found at posts: the posts of the same service and skill; in zones (or at places of free words): the other
    zones. A fault of people that has no place: those who do the same job. Neither: nothing can be proposed.
    """
    if places:
        at = [post for post in posts if _names(post.code, post.name) & _plain(places) or post.subject in places]
        if at:
            kinds = {_kind(post) for post in at}
            found = {post.subject for post in at}
            return tuple(post.subject for post in posts if _kind(post) in kinds and post.subject not in found)
        named = _plain(places)
        return tuple(f"zone:{zone.code}" for zone in zones if not _names(zone.code, zone.name) & named)
    jobs = {person.role for person in people if person.subject in about}
    return tuple(person.subject for person in people if person.role in jobs and person.subject not in about)


def _kind(post: Post) -> tuple[str, str]:
    """Posts are alike that serve the same queue with the same skill; those that serve none, in the same zone."""
    return (post.service_class, post.skill) if post.service_class else ("", post.zone)


def _names(code: str, name: object) -> set[str]:
    words = {code, getattr(name, "zh", ""), getattr(name, "en", "")}
    return _plain([word for word in words if word])


def _plain(words: Sequence[str]) -> set[str]:
    return {word.strip().removeprefix("zone:").casefold() for word in words}

"""The action follows what it came from: a correction that names other people, or other places, is followed with a step
that says so. Nothing else of the action changes by it: what was decided about it since stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from supervisor.branch.ledger import names, people, posts
from supervisor.journal import Reader, Writer

from .events import ActionReaddressed
from .likes import propose
from .records import Action


def like_places_of(r: Reader, about: tuple[str, ...], places: tuple[str, ...]) -> tuple[str, ...]:
    """The like posts, zones or people of the branch that a fault there or of them is to be looked for at too."""
    if not about and not places:
        return ()
    return propose(about, places, people=people(r), posts=posts(r), zones=names(r, "zone"))


def follow_within(
    w: Writer,
    there: Action,
    *,
    about: tuple[str, ...],
    places: tuple[str, ...],
    owner: str,
    doer: str,
    note: str,
    was_note: str = "",
    reason: str = "",
    at: datetime | None = None,
    marked: bool = True,
) -> None:
    """Readdress an action whose source is about these people and places now; nothing when it is so already.

    Whoever does it stays, unless he was the one concerned and is none any more; whoever answers for it stays, unless
    he is concerned now himself: then `doer` and `owner` take their place. Of a closed action only whom and where it is
    about is put right. The remark follows where it is still that of the source before (`was_note`).
    """
    said = note if there.note == was_note else there.note
    if (set(there.about), there.places, there.note) == (set(about), places, said):
        return
    mends, answers = there.doer, there.owner
    if there.state != "closed":
        if _gone(there.doer, there.about, about):
            mends = doer
        if _gone(there.owner, about, there.about):
            answers = owner
    likes = there.likes
    if not there.linked and (set(there.about), there.places) != (set(about), places):
        likes = like_places_of(w, about, places)
    fact = ActionReaddressed(
        about=about, places=places, owner=answers, doer=mends, likes=likes, note=said, reason=reason,
        before=there.mark if marked else "",
    )  # fmt: skip
    w.append(there.subject, fact, at=at)


def _gone(person: str, before: Sequence[str], now: Sequence[str]) -> bool:
    return person in before and person not in now

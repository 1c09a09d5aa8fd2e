"""What a person may see of an action: whom it is about is for those who may read people's records and for those in it.

A fault names people. Who may read the branch but not its people's records sees what is to be mended, where and until
when, without the people it is about and without free words about them; staff see the actions they are in, no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from supervisor.access import Right, allowed
from supervisor.errors import BadInput, Refused
from supervisor.journal import Reader
from supervisor.language import _

from .ledger import action, likes_of, steps_of
from .records import Action, Like, Step

PERSON = "person:"


class File(msgspec.Struct, frozen=True):
    """One action with its steps and its check of like places, as one person may see them."""

    action: Action
    steps: tuple[Step, ...]
    likes: tuple[Like, ...]


def seen(r: Reader, actor: str, found: Iterable[Action]) -> list[Action]:
    """Of these actions, those that the actor may know of, each as far as he may see it (`hidden` where veiled)."""
    if allowed(r, actor, Right.READ_PEOPLE):
        return list(found)
    branch, own = allowed(r, actor, Right.READ_BRANCH), allowed(r, actor, Right.READ_OWN)
    return [
        _as_seen(one, actor) for one in found if branch or (own and actor in (one.owner, one.doer, one.by, *one.about))
    ]


def read_file(r: Reader, actor: str, subject: str) -> File:
    """One action with everything on it. Raises BadInput where there is none, Refused where it is not his to know."""
    there = action(r, subject)
    if there is None:
        raise BadInput(_("There is no action {subject}.").format(subject=subject))
    shown = seen(r, actor, [there])
    if not shown:
        raise Refused(_("{number} is not yours to read.").format(number=there.number))
    return files(r, shown, [there])[subject]


def files(r: Reader, shown: Sequence[Action], found: Iterable[Action]) -> dict[str, File]:
    """By subject, the steps and like places of the actions as they are `shown` to somebody; `found` are the whole of
    them."""
    whole = {one.subject: one for one in found}
    subjects = [one.subject for one in shown]
    went, alike = steps_of(r, subjects), likes_of(r, subjects)
    made = {}
    for one in shown:
        mine, ticked = went[one.subject], alike[one.subject]
        if one.hidden:
            mine = [_veiled(step, whole[one.subject]) for step in mine if not step.what.startswith("like_")]
            ticked = [replace(like, by="", note="") for like in ticked if not like.like.startswith(PERSON)]
        made[one.subject] = File(one, tuple(mine), tuple(ticked))
    return made


def _as_seen(one: Action, actor: str) -> Action:
    if actor in (one.owner, one.doer, one.by):
        return one
    if actor in one.about:
        return replace(one, about=(actor,))
    if not one.about and not any(like.startswith(PERSON) for like in one.likes):
        return one
    known = {name: "" if value in one.about else value for name, value in (
        ("owner", one.owner), ("doer", one.doer), ("by", one.by), ("rechecked_by", one.rechecked_by),
        ("asked_by", one.asked_by), ("closed_by", one.closed_by), ("done_by", one.done_by),
    )}  # fmt: skip
    return replace(
        one, about=(), note="", source="", photos=(), after=(), asked_reason="", opinion="", hidden=True,
        likes=tuple(like for like in one.likes if not like.startswith(PERSON)), **known,
    )  # fmt: skip


def _veiled(step: Step, there: Action) -> Step:
    return replace(step, text="", photos=(), person="" if step.person in there.about else step.person)

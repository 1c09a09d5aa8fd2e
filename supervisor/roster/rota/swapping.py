"""Turns change hands: asked of a colleague, agreed to or refused by him; or set at once by whoever plans."""

from __future__ import annotations

from datetime import date

from supervisor.access import Right, require
from supervisor.branch.faults import WrongField
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, Writer, new_id
from supervisor.language import _
from supervisor.roster.rota import ledger
from supervisor.roster.rota.events import SwapAnswered, SwapAsked, SwapWithdrawn
from supervisor.roster.rota.ledger import Swap
from supervisor.roster.rota.records import Key
from supervisor.roster.rota.service import append_given, check_turn, find_course


def ask_swap(book: Book, actor: str, mine: Key, *, other: str = "", theirs: Key | None = None, reason: str = "") -> str:
    """Ask a colleague to take one's own turn: in return for his turn `theirs`, or (with `other` alone) as a favour.

    Returns the swap's subject. Raises Refused for a turn that is not one's own, or that cannot change hands; WrongField
    when either would not be there.
    """
    with book.write(actor) as w:
        require(w, actor, Right.READ_OWN)
        day, area = mine[0], find_course(w, mine[1]).subject
        named = ledger.turns(w, day, day).get((day, area))
        if named is None or named.person != actor:
            raise Refused(_("This is not your turn: you can only ask to swap your own."))
        their_day, their_area, asked = _theirs(w, theirs, other)
        if asked == actor:
            raise WrongField("other", _("Choose a colleague’s turn, not your own."))
        _check_both(w, (day, area), actor, (their_day, their_area) if their_day else None, asked)
        if any(one.state == "asked" and (one.day, one.area) == (day, area) for one in ledger.swaps(w, state="asked")):
            raise Refused(_("You have asked somebody for this turn already."))
        subject = f"rota_swap:{new_id()}"
        w.append(subject, SwapAsked(
            person=actor, other=asked, day=day, area=area, other_day=their_day, other_area=their_area,
            reason=reason.strip(),
        ))  # fmt: skip
    return subject


def _theirs(w: Writer, theirs: Key | None, other: str) -> tuple[date | None, str, str]:
    if theirs is None:
        if not other:
            raise WrongField("other", _("Say whom you ask."))
        return None, "", other
    area = find_course(w, theirs[1]).subject
    turn = ledger.turns(w, theirs[0], theirs[0]).get((theirs[0], area))
    if turn is None or not turn.person or (other and turn.person != other):
        raise Refused(_("Nobody is named there on {day}: there is nothing to swap.").format(day=theirs[0]))
    return theirs[0], area, turn.person


def _check_both(w: Writer, one: Key, person: str, other: Key | None, asked: str) -> None:
    check_turn(w, *one, asked)
    if other is not None:
        check_turn(w, *other, person)


def answer_swap(book: Book, actor: str, wanted: str, agreed: bool, *, note: str = "") -> None:
    """Agree to a swap, and the turns change hands with it, or refuse: only whoever was asked.

    Raises Refused when it was answered already, or when meanwhile somebody else is named or somebody is not there.
    """
    with book.write(actor) as w:
        require(w, actor, Right.READ_OWN)
        swap = find_swap(w, wanted)
        if swap.other != actor:
            raise Refused(_("Only the colleague who was asked can answer."))
        if swap.state != "asked":
            raise Refused(_("This swap was answered already."))
        if agreed:
            _change_hands(w, swap)
        w.append(swap.subject, SwapAnswered(agreed=agreed, note=note.strip()))


def _change_hands(w: Writer, swap: Swap) -> None:
    mine = (swap.day, swap.area)
    theirs = (swap.other_day, swap.other_area) if swap.other_day is not None else None
    for key, who in ((mine, swap.person), (theirs, swap.other)):
        if key is not None:
            turn = ledger.turns(w, key[0], key[0]).get(key)
            if turn is None or turn.person != who:
                raise Refused(_("The rota has changed since: ask anew."))
    _check_both(w, mine, swap.person, theirs, swap.other)
    append_given(w, *mine, swap.other, reason=swap.reason, swap=swap.subject)
    if theirs is not None:
        append_given(w, *theirs, swap.person, reason=swap.reason, swap=swap.subject)


def withdraw_swap(book: Book, actor: str, wanted: str, *, reason: str = "") -> None:
    """No longer ask: whoever asked, or a person who plans. Raises Refused once it is answered."""
    with book.write(actor) as w:
        swap = find_swap(w, wanted)
        if swap.person != actor:
            require(w, actor, Right.PLAN_ROSTER)
        if swap.state != "asked":
            raise Refused(_("This swap was answered already."))
        w.append(swap.subject, SwapWithdrawn(reason=reason.strip()))


def swap_turns(book: Book, actor: str, one: Key, other: Key, *, reason: str) -> None:
    """Change the people of two turns about at once, with a reason: whoever plans. Swapped again, all is as it was.

    Raises WrongField without a reason or when either would not be there, Refused without the right.
    """
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_ROSTER)
        if not reason.strip():
            raise WrongField("reason", _("Say why the turn is set by hand."))
        keys = [(key[0], find_course(w, key[1]).subject) for key in (one, other)]
        turns = [ledger.turns(w, key[0], key[0]).get(key) for key in keys]
        if turns[0] is None or turns[1] is None or not turns[0].person or not turns[1].person:
            raise Refused(_("A swap needs two turns with a person each."))
        if turns[0].person == turns[1].person:
            raise Refused(_("Both turns are the same person’s."))
        _check_both(w, keys[0], turns[0].person, keys[1], turns[1].person)
        append_given(w, *keys[0], turns[1].person, reason=reason.strip())
        append_given(w, *keys[1], turns[0].person, reason=reason.strip())


def find_swap(r: Reader, wanted: str) -> Swap:
    """A swap by its subject, or by a part of it that no other has. Raises BadInput."""
    known = ledger.swaps(r)
    found = [one for one in known if one.subject == wanted] or [
        one for one in known if wanted and wanted in one.subject and one.state == "asked"
    ]
    if len(found) != 1:
        raise BadInput(_("There is no one swap {wanted}.").format(wanted=wanted))
    return found[0]

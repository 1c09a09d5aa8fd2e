"""Commands around spot checks: draw them, prove a draw, decide which stand of those that were drawn apart."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import date, timedelta

import msgspec

from supervisor.access import Right, require
from supervisor.branch.faults import WrongField
from supervisor.errors import BadInput, Refused
from supervisor.inspection.ledger import templates_in_force
from supervisor.journal import Book, Reader, derived_id, new_id
from supervisor.language import _

from . import draw as spot_draw
from .events import DrawsSettled, SpotChecksDrawn
from .ledger import Draw, draws, settled
from .pool import drawing_of
from .standing import drawn_apart, standing_checks

USUAL_CODES = ("appearance", "discipline")  # what a spot check looks at when nobody says otherwise
MOST_CHECKS = 200
LONGEST_DRAW = 31  # days
LONGEST_SEED = 200


def draw_checks(
    book: Book,
    actor: str,
    first: date,
    last: date,
    *,
    wanted: int,
    codes: Sequence[str] = (),
    seed: str = "",
    reason: str = "",
) -> Draw:
    """Draw `wanted` spot checks for the days `first` to `last` and keep them with seed and inputs; returns the draw.

    An empty `seed` is made by chance and stated. What is drawn depends also on chance made in this command, so that
    every try is on record. Days drawn before may be drawn again only with a reason; what was drawn for times that are
    past stays. Raises WrongField, Refused without the right.
    """
    with book.read() as r:
        require(r, actor, Right.PLAN_INSPECTIONS)
        _check_draw(r, first, last, wanted, reason)
        known = [t.code for _version, t in templates_in_force(r, first)]
        looked_at = list(dict.fromkeys(codes)) or [code for code in USUAL_CODES if code in known] or known
        unknown = sorted(set(looked_at) - set(known))
        if unknown or not looked_at:
            raise WrongField("codes", _("No check-list “{code}” is in force then.").format(code=", ".join(unknown)))
        stated = _seed(seed) or secrets.token_hex(8)
        since = r.now
        drawing = drawing_of(r, first, last, wanted=wanted, codes=looked_at, seed=stated, after=since)
    with book.write(actor) as w:
        _check_draw(w, first, last, wanted, reason)
        drawing = msgspec.structs.replace(drawing, chance=secrets.token_hex(16), head=w.head)
        checks = spot_draw.draw(drawing)
        if not checks:
            raise Refused(_("Nobody can be drawn on these days: no one is on post while an inspector is there."))
        subject = f"spot_draw:{new_id()}"
        w.append(
            subject,
            SpotChecksDrawn(
                number=w.number("CC"), seed=stated, method=drawing.method, first=first, last=last, since=since,
                inputs=w.put_blob(spot_draw.to_bytes(drawing)), checks=checks, wanted=wanted, reason=reason.strip(),
                chance=drawing.chance, head=drawing.head, over=tuple(one.subject for one in draws(w, first, last)),
            ),
        )  # fmt: skip
    with book.read() as r:
        return find_draw(r, subject)


def _seed(text: str) -> str:
    seed = text.strip()
    if len(seed) > LONGEST_SEED or not seed.isprintable():
        raise WrongField("seed", _("A seed is a line of at most {most} letters.").format(most=LONGEST_SEED))
    return seed


def _check_draw(r: Reader, first: date, last: date, wanted: int, reason: str) -> None:
    if first < r.today:
        raise WrongField("first", _("Spot checks are drawn for today or later."))
    if not first <= last <= first + timedelta(days=LONGEST_DRAW - 1):
        raise WrongField("last", _("A draw is for 1 to {most} days.").format(most=LONGEST_DRAW))
    if not 1 <= wanted <= MOST_CHECKS:
        raise WrongField("wanted", _("Draw 1 to {most} checks.").format(most=MOST_CHECKS))
    standing = standing_checks(draws(r, first, last), settled(r), r.zone)
    held = sorted({draw.number for draw, _number, check in standing if first <= check.day <= last})
    if held and not reason.strip():
        words = _("These days were drawn already ({numbers}): say why they are drawn again.")
        raise WrongField("reason", words.format(numbers=", ".join(held)))


def draws_apart(r: Reader) -> list[tuple[Draw, ...]]:
    """Draws for the same coming days that did not know of each other: for a person to decide which of them stand."""
    return drawn_apart(draws(r, r.today), settled(r), r.zone, r.now)


def settle_draws(book: Book, actor: str, subjects: Collection[str], *, keep: Collection[str], reason: str = "") -> None:
    """Of draws made apart let only `keep` stand from now on (all of them: each stays). Raises BadInput, Refused."""
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_INSPECTIONS)
        those = {find_draw(w, one).subject for one in subjects}
        kept = set(keep)
        if not kept or not kept <= those:
            raise BadInput(_("Name one or more of these draws that are to stand."))
        name = f"draws:{derived_id('|'.join(sorted(those)), 'settled')}"
        w.append(
            name,
            DrawsSettled(
                draws=tuple(sorted(those)), keep=tuple(sorted(kept)), since=w.now, reason=reason.strip()
            ),
        )  # fmt: skip


class Proof(msgspec.Struct, frozen=True):
    """A draw that was made again from its kept inputs: `holds` when it gave the same; `people` it was drawn from."""

    draw: Draw
    holds: bool
    people: int
    quarters: int
    peaks: int


def find_draw(r: Reader, wanted: str) -> Draw:
    """A draw by its number or subject. Raises BadInput where there is none."""
    for one in draws(r):
        if wanted in (one.number, one.subject):
            return one
    raise BadInput(_("There is no draw {number}.").format(number=wanted))


def prove(r: Reader, wanted: str) -> Proof:
    """Draw again from the kept seed and inputs and compare, and see that the draw stands where it says in its device's
    chain of entries. Raises BadInput for an unknown draw or method."""
    one = find_draw(r, wanted)
    drawing = spot_draw.from_bytes(r.blob(one.inputs))
    if drawing.method not in spot_draw.METHODS:
        raise BadInput(_("This program does not know the method {name}.").format(name=drawing.method))
    kept = (drawing.method, drawing.seed, drawing.chance, drawing.head, drawing.first, drawing.last)
    same = kept == (one.method, one.seed, one.chance, one.head, one.first, one.last)
    return Proof(
        draw=one,
        holds=same and _in_its_place(r, one) and spot_draw.draw(drawing) == one.checks,
        people=len({presence.person for presence in drawing.there}),
        quarters=sum(len(presence.places) for presence in drawing.there),
        peaks=sum(map(len, drawing.peaks.values())),
    )


def _in_its_place(r: Reader, one: Draw) -> bool:
    """Whether the entry follows the very one whose digest its numbers are bound to."""
    if one.method == spot_draw.FORMER:
        return True
    return any(
        entry.kind == "inspection.spot_checks_drawn" and entry.prev.hex() == one.head
        for entry in r.history(one.subject)
    )

"""What a person does to the calendar by hand: move a sitting, lock it where it is, take a step back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from supervisor.access import Right, require
from supervisor.branch.ledger import name_of, people, posts, service_classes
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader
from supervisor.language import _

from ..events import MeetingMoved, SittingLocked, SittingUnlocked, StepTakenBack
from ..holding.running import sitting_in_state
from ..ledger import Held, busy, meeting, sittings, sittings_of
from ..maintenance.gate import allowed_at, blocks_of, guarded, require_ready
from ..planner.planner import place_at
from ..planner.starts import Desk
from ..problem.model import Block, Problem, Sitting, Taken, Wish
from ..requests.wanted import wish_on
from ..words import STATE_NAMES, block_text
from .material import problem_of
from .meanwhile import newest
from .planning import open_meeting
from .standing import Standing, clashes_between, standing_on

OPEN = ("placed", "published")
STEPS = ("published", "cancelled", "started", "ended")


def price_start(
    r: Reader, subject: str, day: date, start_minute: int, sitting: str = ""
) -> tuple[Sitting, tuple[Block, ...]]:
    """What a meeting (or this sitting of it) would cost at one start, and every rule that start breaks."""
    known = next((one for one in sittings_of(r, subject) if one.sitting == sitting), None) if sitting else None
    wish = wish_on(r, open_meeting(r, subject), day, known.occurrence if known is not None else None)
    desk = Desk(_problem_for(r, day, subject, keep=sitting))
    to, blocks = _at(desk, allowed_at(r, wish, day, start_minute), day, start_minute, known)
    return to, (*blocks, *blocks_of(r, wish, to))


def move(
    book: Book, actor: str, subject: str, sitting: str, *, day: date, start_minute: int, reason: str,
    knowingly: bool = False,
) -> Sitting:  # fmt: skip
    """Move one sitting by hand; returns it with its new price. A start that breaks a rule is refused with the reasons,
    unless `knowingly`: then the broken rules are recorded with it. Raises BadInput for an unknown sitting, Refused for
    one that is locked."""
    with book.read() as r:
        require(r, actor, Right.PLAN_MEETINGS)
        held = _movable(r, subject, sitting)
        wish = wish_on(r, open_meeting(r, subject), day, held.occurrence)
        desk = Desk(_problem_for(r, day, subject, keep=sitting))
        to, blocks = _at(desk, allowed_at(r, wish, day, start_minute), day, start_minute, held)
        require_ready(r, wish.kind, subject, to)
        seen = (newest(r, subject), standing_on(r, day, day))
        if not reason.strip():
            raise BadInput(_("Say why the meeting is moved."))
        if blocks and not knowingly:
            raise Refused(_refusal(r, blocks))
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        _movable(w, subject, sitting)
        if seen != (newest(w, subject), standing_on(w, day, day)):
            raise Refused(_("Somebody changed the meetings of that day meanwhile: look at them again first."))
        w.append(subject, MeetingMoved(sitting=sitting, to=to, reason=reason.strip(), broken=blocks))
    return to


def put_back(book: Book, actor: str, subject: str, before: Held, *, knowingly: bool = False) -> bool:
    """Undo a move: the sitting stands again as it did. False when it stands so already; Refused once it is locked,
    begun or cancelled, and, unless `knowingly`, where its people or its room are taken by now."""
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        now = _movable(w, subject, before.sitting)
        if now.plan == before.plan:
            return False
        require_ready(w, before.kind, subject, before.plan)
        taken = _require_free(w, [before], knowingly=knowingly)
        w.append(
            subject,
            MeetingMoved(
                sitting=before.sitting, to=before.plan, reason=before.reason or _("taken back"),
                broken=(*(Block(rule=rule) for rule in before.broken), *taken),
            ),
        )  # fmt: skip
    return True


def lock(book: Book, actor: str, subject: str, sitting: str, *, reason: str = "") -> int:
    """Lock a sitting, and with it the other batches of its occurrence: no plan moves them. Returns how many."""
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        asked = sitting_in_state(w, subject, sitting, OPEN)
        if asked.plan.day < w.today:
            raise Refused(_("Its day has gone by: there is nothing to lock."))
        chosen = [one for one in _batches(w, asked) if not one.locked]
        for one in chosen:
            w.append(subject, SittingLocked(sitting=one.sitting, reason=reason.strip()))
    return len(chosen)


def unlock(book: Book, actor: str, subject: str, sitting: str) -> int:
    """Let the planner move a sitting, and the other batches of its occurrence, again. Returns how many."""
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        asked = sitting_in_state(w, subject, sitting, OPEN)
        chosen = [one for one in _batches(w, asked) if one.locked]
        for one in chosen:
            w.append(subject, SittingUnlocked(sitting=one.sitting))
    return len(chosen)


def take_back(
    book: Book, actor: str, subject: str, step: str, *, sitting: str = "", reason: str = "", knowingly: bool = False
) -> None:
    """Undo a step that was a mistake: `published`, `cancelled` (without `sitting` the whole meeting), `started` or
    `ended`. Raises BadInput for another step, Refused where the sitting is not there, its month is closed, or, unless
    `knowingly`, other meetings took its people or its room."""
    with book.write(actor) as w:
        held = step in ("started", "ended")
        require(w, actor, Right.RUN_MEETING if held else Right.PLAN_MEETINGS)
        known = meeting(w, subject)
        if step not in STEPS or known is None:
            raise BadInput(_("There is no such meeting, or no such step to take back."))
        if sitting:
            wanted = {"published": "published", "cancelled": "cancelled", "started": "running", "ended": "ended"}
            one = sitting_in_state(w, subject, sitting, (wanted[step],))
            if held and w.month_locked(one.plan.day.isoformat()[:7]):
                raise Refused(_("The month is closed: what was held in it stays."))
        elif step != "cancelled" or known.state != "cancelled":
            raise Refused(_("The meeting is {state}.").format(state=STATE_NAMES[known.state]))
        if step == "cancelled":
            again = [
                one for one in sittings_of(w, subject) if one.state == "cancelled" and sitting in ("", one.sitting)
            ]
            _require_free(w, again, knowingly=knowingly)
        w.append(subject, StepTakenBack(step=step, sitting=sitting, reason=reason.strip()))


def names_of(r: Reader) -> dict[str, str]:
    """Names of people and posts by subject, and of service classes by code, for those who show a plan."""
    found = {one.subject: one.name for one in people(r)}
    found.update({one.subject: str(one.name) for one in posts(r)})
    found.update({code: name_of(r, "class", code) for code in service_classes(r)})
    return found


def _at(
    desk: Desk, wish: Wish, day: date, start_minute: int, held: Held | None
) -> tuple[Sitting, tuple[Block, ...]]:  # fmt: skip
    if held is None:
        return place_at(desk, wish, day, start_minute)
    only = held.plan.people if held.plan.batches > 1 else None
    return place_at(desk, wish, day, start_minute, batch=held.plan.batch, batches=held.plan.batches, only=only)


def _movable(r: Reader, subject: str, sitting: str) -> Held:
    held = sitting_in_state(r, subject, sitting, OPEN)
    if held.locked:
        raise Refused(_("This sitting is locked: unlock it first."))
    return held


def _require_free(r: Reader, again: Sequence[Held], *, knowingly: bool) -> tuple[Block, ...]:
    """What sittings that are to stand again would break together with those that stand now. Raises Refused where that
    is anything, unless `knowingly`."""
    blocks: list[Block] = []
    for one in again:
        stands = Standing(one.meeting, one.sitting, one.number, one.title, one.plan)
        for other in standing_on(r, one.plan.day, one.plan.day):
            if (other.meeting, other.sitting) != (one.meeting, one.sitting):
                blocks += [clash.block for clash in clashes_between(stands, msgspec.structs.replace(other, broken=()))]
    if blocks and not knowingly:
        raise Refused(_refusal(r, blocks))
    return tuple(blocks)


def _refusal(r: Reader, blocks: Iterable[Block]) -> str:
    names = names_of(r)
    reasons = dict.fromkeys(block_text(one, names) for one in blocks)
    return _("The meeting cannot be then: {reasons}").format(reasons="; ".join(reasons))


def _batches(r: Reader, held: Held) -> list[Held]:
    return [
        one
        for one in sittings_of(r, held.meeting)
        if one.state in OPEN and one.occurrence == held.occurrence and one.plan.batches == held.plan.batches
    ]


def _problem_for(r: Reader, day: date, subject: str, keep: str = "") -> Problem:
    """The day with everything else that is placed or stands on it, and this meeting left out (its other batches
    kept)."""
    problem = problem_of(r, (day,), wanted=())
    outside = {one.subject for one in busy(r, day, day)}
    others = [
        Taken(meeting=one.meeting, title=one.title, sitting=one.plan)
        for one in sittings(r, day, day)
        if one.meeting != subject or (keep and one.sitting != keep and one.plan.batches > 1)
    ]
    taken = guarded(r, day, (*others, *(one for one in problem.taken if one.meeting in outside)))
    return msgspec.structs.replace(problem, taken=taken)

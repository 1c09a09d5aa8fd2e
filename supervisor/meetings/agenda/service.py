"""Commands around an agenda: word, add, strike and order its points, hold it, set a measure at a review."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from supervisor.access import Right, require
from supervisor.actions.service import raise_within
from supervisor.branch.faults import WrongField
from supervisor.branch.ledger import people
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Writer, new_id
from supervisor.language import _

from .events import AgendaHeld, HeldTakenBack, MeasureSet, PointAdded, PointsOrdered, PointStruck, PointWorded
from .ledger import edits, held
from .merging import OWN, read_out
from .records import Agenda, review_subject

LONGEST = 500  # characters of one point: it is read out


def word_point(book: Book, actor: str, agenda: str, section: str, key: str, text: str, *, drafted: str = "") -> bool:
    """Put a point in own words, or (empty text, or the draft's own) back to the draft; an added point without words is
    gone. Returns whether anything changed. Raises Refused without the right or when the agenda was held, BadInput for
    a point too long."""
    words = _words(text)
    if words == " ".join(drafted.split()):
        words = ""
    with book.write(actor) as w:
        _may_change(w, actor, agenda)
        known = edits(w, agenda).points.get(key)
        before = known.text if known else ""
        if words == before and not (known and known.rival):
            return False
        w.append(agenda, PointWorded(section=section, key=key, text=words, drafted=drafted, before=before))
    return True


def add_point(book: Book, actor: str, agenda: str, section: str, text: str) -> str:
    """Add a point of one's own; returns its key. Raises as `word_point`, and BadInput for one without words."""
    words = _words(text)
    if not words:
        raise BadInput(_("Write what the point says."))
    with book.write(actor) as w:
        _may_change(w, actor, agenda)
        key = f"{OWN}|{new_id()}"
        w.append(agenda, PointAdded(section=section, key=key, text=words))
    return key


def strike_point(book: Book, actor: str, agenda: str, section: str, key: str, *, struck: bool = True) -> None:
    """Leave a point out, or take it in again. Raises Refused without the right or when the agenda was held."""
    with book.write(actor) as w:
        _may_change(w, actor, agenda)
        w.append(agenda, PointStruck(section=section, key=key, struck=struck))


def order_points(book: Book, actor: str, agenda: str, section: str, keys: Sequence[str]) -> None:
    """Put the points of a section in this order. Raises Refused without the right or when the agenda was held."""
    with book.write(actor) as w:
        _may_change(w, actor, agenda)
        if len(set(keys)) != len(keys):
            raise BadInput(_("A point stands twice in the order."))
        w.append(agenda, PointsOrdered(section=section, keys=tuple(keys)))


def hold(
    book: Book, actor: str, agenda: Agenda, *, present: Collection[str], chair: str = "",
    started_minute: int | None = None, ended_minute: int | None = None, meeting: str = "", sitting: str = "",
) -> str:  # fmt: skip
    """Enter that an agenda was held, exactly as it stands (without the points struck out); returns its subject.

    Raises Refused without the right, when it was held already, or for a day to come; BadInput for somebody who does not
    work here, for an end before the beginning and for times that are still to come.
    """
    with book.write(actor) as w:
        require(w, actor, Right.RUN_MEETING)
        if held(w, agenda.subject) is not None:
            raise Refused(_("It was held already and is kept as it was held."))
        if agenda.day > w.today:
            raise Refused(_("Its day is still to come."))
        known = {one.subject for one in people(w, active_only=False)}
        leads = chair or actor
        if {*present} - known:
            raise BadInput(_("Somebody named as present does not work here."))
        if not present:
            raise WrongField("present", _("Tick who was there."))
        if None not in (started_minute, ended_minute) and ended_minute < started_minute:  # type: ignore[operator]
            raise WrongField("ended", _("A meeting cannot end before it began."))
        _gone_by(w, agenda.day, started=started_minute, ended=ended_minute)
        w.append(
            agenda.subject,
            AgendaHeld(
                agenda=read_out(agenda),
                chair=leads,
                present=tuple(dict.fromkeys(present)),
                started_minute=started_minute,
                ended_minute=ended_minute,
                meeting=meeting,
                sitting=sitting,
            ),
        )
    return agenda.subject


def take_back_held(book: Book, actor: str, agenda: str, *, reason: str = "") -> None:
    """Enter that an agenda was not held after all: it is a draft again. Raises Refused without the right, where it was
    not held, and once the month is closed."""
    with book.write(actor) as w:
        require(w, actor, Right.RUN_MEETING)
        known = held(w, agenda)
        if known is None:
            raise Refused(_("It is not entered as held."))
        if w.month_locked(known.agenda.day.isoformat()[:7]):
            raise Refused(_("The month is closed: what was held in it stays."))
        w.append(agenda, HeldTakenBack(reason=reason.strip()))


def _gone_by(w: Writer, day: date, **minutes: int | None) -> None:
    """Raises WrongField for the first of these minutes of a day that is still to come."""
    local = w.now.astimezone(w.zone)
    for field, minute in minutes.items():
        if minute is not None and (day, minute) > (local.date(), local.hour * 60 + local.minute):
            raise WrongField(field, _("This time is still to come: only what has happened is entered."))


def set_measure(
    book: Book,
    actor: str,
    month: str,
    text: str,
    *,
    owner: str,
    due: date | None = None,
    days: int = 20,
    note: str = "",
) -> str:
    """Settle a measure at the review of a month: a corrective action of its owner, followed at the next review; returns
    the action's subject. Due is `due`, or `days` working days from today. Raises Refused without the right, BadInput
    without words, an owner or a day that can still come."""
    words = _words(text)
    with book.write(actor) as w:
        require(w, actor, Right.RAISE_ACTION)
        if not words:
            raise WrongField("text", _("Write what is to be done."))
        if owner not in {one.subject for one in people(w)}:
            raise WrongField("owner", _("Choose who answers for it."))
        if due is not None and due < w.today:
            raise WrongField("due", _("The day has gone by."))
        review = review_subject(month)
        action = raise_within(
            w, cause=f"{review}/{new_id()}", title=words, owner=owner, due=due, days=days, note=note.strip()
        )
        w.append(review, MeasureSet(action=action, text=words))
    return action


def _words(text: str) -> str:
    words = " ".join(text.split())
    if len(words) > LONGEST:
        raise BadInput(_("A point has at most {n} characters; it is read out.").format(n=LONGEST))
    return words


def _may_change(w: Writer, actor: str, agenda: str) -> None:
    require(w, actor, Right.RUN_MEETING)
    if held(w, agenda) is not None:
        raise Refused(_("It was held already and is kept as it was held."))

"""What every command of an inspection asks first: which one, is it under way, which version of its check-list."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

from supervisor.access import Right, require
from supervisor.branch.ledger import people
from supervisor.errors import BadInput, Refused
from supervisor.incidents.ledger import running
from supervisor.journal import Reader, Writer, new_id
from supervisor.language import _

from .answer import Answer
from .events import InspectionBegun, Source
from .ledger import answer_of, inspection, template, template_in_force
from .records import Inspection
from .template import Template, Version

LONGEST_PLACE = 200


def begun(
    w: Writer, code: str, source: Source, place: str, inspected: tuple[str, ...], at: datetime | None
) -> tuple[str, InspectionBegun]:
    """Subject and first fact of a new inspection. Raises BadInput for an unknown check-list or source."""
    if source not in get_args(Source):
        raise BadInput(_("The source is one of: {values}").format(values=", ".join(get_args(Source))))
    known = {p.subject for p in people(w, active_only=False)}
    strangers = [one for one in inspected if one not in known]
    if strangers:
        raise BadInput(_("Unknown person: {names}.").format(names=", ".join(strangers)))
    if len(place) > LONGEST_PLACE:
        raise BadInput(_("The place has more than {most} characters.").format(most=LONGEST_PLACE))
    moment = _instant(at) or w.now
    if moment > w.now:
        raise BadInput(_("An inspection cannot lie in the future."))
    version = in_force(w, code, moment)
    subject = f"inspection:{new_id()}"
    return subject, InspectionBegun(
        number=w.number("JC"),
        code=code,
        digest=version.digest,
        source=source,
        root=subject,
        place=place,
        inspected=inspected,
        incidents=tuple(i.subject for i in running(w, moment)),
    )


def _instant(at: datetime | None) -> datetime | None:
    if at is not None and at.tzinfo is None:
        raise BadInput(_("A time is given with its zone."))
    return at


def in_time(w: Writer, began: datetime, finished: datetime | None) -> None:
    """Whether an inspection can have been finished at that instant. Raises BadInput before it began or ahead."""
    moment = _instant(finished)
    if moment is not None and not began <= moment <= w.now:
        raise BadInput(_("An inspection is finished after it began, and not in the future."))


def in_force(w: Writer, code: str, moment: datetime) -> Version:
    """The version of a check-list in force at an instant, by the branch's business date."""
    return template_in_force(w, code, moment.astimezone(w.zone).date())


def there_is(r: Reader, subject: str) -> Inspection:
    """The inspection of that subject. Raises BadInput where there is none."""
    found = inspection(r, subject)
    if found is None:
        raise BadInput(_("There is no inspection {subject}.").format(subject=subject))
    return found


def under_way(w: Writer, actor: str, subject: str) -> Inspection:
    """The inspection, if it may still be answered. Raises Refused once finished or abandoned, or without the right."""
    require(w, actor, Right.INSPECT)
    there = there_is(w, subject)
    if there.state == "abandoned":
        raise Refused(_("Inspection {number} was given up: go on with it first.").format(number=there.number))
    if there.state != "begun":
        raise Refused(
            _("Inspection {number} is finished: correct it by a revision with a reason.").format(number=there.number)
        )
    return there


def asked(w: Writer, actor: str, subject: str, item: str) -> Template:
    """The pinned check-list, if it asks for `item`. Raises BadInput otherwise."""
    pinned: Template = template(w, under_way(w, actor, subject).digest)
    if not pinned.has(item):
        raise BadInput(_("Unknown item “{item}”.").format(item=item))
    return pinned


def standing_answer(r: Reader, subject: str, item: str) -> Answer | None:
    """The answer to an item that stands now, or None; without its pictures."""
    return answer_of(r, subject, item)


def staff_numbers(r: Reader) -> dict[str, str]:
    """People's subjects by staff number, those who left included."""
    return {p.no: p.subject for p in people(r, active_only=False)}

"""Making a matter known to the branch (通报): a drafted text, and the record of when, how and to whom it was said.

The draft says what was found, where, the measure, until when and who answers for it. It never takes over free words
of a finding or a complaint, for those may name a customer, nor the people whom a fault is about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from supervisor.access import Right, require
from supervisor.errors import BadInput
from supervisor.journal import Book
from supervisor.language import Words, _

from .asking import there_is
from .events import ActionAnnounced
from .records import Action
from .words import SEVERITY

HEADING = Words("整改通报", "Notice of a corrective action")
_NUMBER = re.compile(r"(?<![0-9０-９A-Za-z-])[0-9０-９](?:[ \-－]?[0-9０-９]){6,}[Xx]?(?![0-9０-９])")
_DATE = re.compile(r"^(?:19|20)\d\d-\d\d-\d\d$")


def draft(there: Action, people: Mapping[str, str], *, branch: str, places: str, times: int = 0, days: int = 0) -> str:
    """The notice in plain text, in the language in force; `people` are names by subject, `places` where it was found.

    `times` is for the how many-th time within `days` the fault occurred (0 or 1: nothing is said of it).
    """
    source = {
        "finding": _("an inspection"),
        "complaint": _("what customers told us"),
        "action": _("the check of like places"),
    }.get(there.source.partition(":")[0], _("the branch's own management"))
    doer = people.get(there.doer, "") if there.doer not in there.about else ""
    owner = people.get(there.owner, "") if there.owner not in there.about else ""
    lines = [
        f"{HEADING} {there.number}",
        _("To all colleagues of {branch}:").format(branch=branch) if branch else _("To all colleagues:"),
        _("What was found: {what} ({severity}), seen by {source} on {day}.").format(
            what=there.title, severity=SEVERITY.get(there.severity, there.severity), source=source, day=there.raised
        ),
        _("Where: {places}").format(places=places) if places else "",
        _("This is number {times} within {days} days.").format(times=times, days=days) if times > 1 else "",
        _("Measure: it is to be mended by {day}.").format(day=there.due),
        _("Answers for it: {owner}").format(owner=owner) if owner else "",
        _("Does it: {doer}").format(doer=doer) if doer and doer != owner else "",
        _("Like places are to be checked by everybody in his own area; what is found is mended and reported at once.")
        if there.likes or there.like_places else "",
    ]  # fmt: skip
    return "\n".join(line for line in lines if line)


def page(text: str) -> str:
    """The notice as a page to print: its first line is the heading."""
    first, *rest = text.splitlines() or [""]
    body = "".join(f"<p style='font-size:13pt; line-height:160%; margin:0 0 6px'>{escape(line)}</p>" for line in rest)
    return f"<h1 style='font-size:20pt; text-align:center; margin:0 0 16px'>{escape(first)}</h1>{body}"


def customer_data(text: str) -> list[str]:
    """What in a notice looks like a customer's phone, card or identity number."""
    return [found for found in _NUMBER.findall(text) if not _DATE.match(found)]


def announce(book: Book, actor: str, subject: str, *, where: str = "", to: str = "", text: str = "") -> None:
    """Record that the matter was made known to the branch (通报): where or how, to whom, in which words.

    Raises BadInput when the text holds what looks like a number of a customer; Refused without the right.
    """
    with book.write(actor) as w:
        require(w, actor, Right.RAISE_ACTION)
        there_is(w, subject)
        if found := customer_data(text):
            raise BadInput(
                _("A notice names no customer: take out what looks like a phone, card or identity number ({found}).")
                .format(found=", ".join(found))
            )  # fmt: skip
        w.append(subject, ActionAnnounced(where=where.strip(), to=to.strip(), text=text.strip()))

"""The calendar out of the house: an .ics file for Outlook and Thunderbird, and a week on paper.

Times are written in UTC with the branch's zone worked in, so that no time-zone table has to travel along. Nobody but
the branch sees the prices: they are on the printed week, not in the .ics file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from supervisor.branch.ledger import branch_profile, people
from supervisor.errors import BadInput, Fault, why_unwritten
from supervisor.journal import Reader
from supervisor.language import _, language

from ..ledger import Held, announced_away, sittings
from ..records import CANCELLED
from ..words import KIND_NAMES, clock

PRODUCT = "-//branch-supervisor//meetings//EN"
UID_AT = "@branch-supervisor"


def calendar_file(
    held: Iterable[Held], zone: ZoneInfo, names: Mapping[str, str], made: datetime, branch: str = "",
    numbers: Mapping[str, str] | None = None,
) -> bytes:  # fmt: skip
    """The sittings as an RFC 5545 calendar. `names` by person; `made` is the aware instant of the export; `numbers` are
    staff numbers by person, for reading the file back.

    Who comes stands in the description and in lines of our own: a published calendar may hold no ATTENDEE (RFC 5546
    3.2.1), Outlook would take one for an invitation to answer, and nobody's mail address is known or made up. The
    organiser, whom such a calendar must name, has the address that Outlook itself writes where there is none.
    """
    from icalendar import Calendar, Event, vCalAddress, vText

    book = Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    book.add("method", "PUBLISH")
    if branch:
        book.add("x-wr-calname", _plain(_("{branch}: meetings").format(branch=branch)))
    for one in held:
        event = Event()
        event.add("uid", uid_of(one))
        event.add("dtstamp", made.astimezone(UTC))
        event.add("dtstart", instant(one.plan.day, one.plan.start_minute, zone))
        event.add("dtend", instant(one.plan.day, one.plan.end_minute, zone))
        event.add("sequence", one.sequence)
        event.add("summary", _plain(title_of(one)))
        event.add("categories", [str(KIND_NAMES.get(one.kind, one.kind))])
        event.add("status", _status(one))
        off = one.state in CANCELLED
        event.add("transp", "TRANSPARENT" if off else "OPAQUE")
        event.add("x-microsoft-cdo-busystatus", "FREE" if off else "BUSY" if one.told else "TENTATIVE")
        if one.plan.room:
            event.add("location", _plain(one.plan.room))
        people = [(person, names.get(person, person)) for person in one.plan.people]
        told = [one.number, _("To come ({n}): {names}").format(n=len(people), names=_listed(people))]
        event.add("description", "\n".join(_plain(line) for line in told))
        organiser = vCalAddress("invalid:nomail")
        organiser.params["CN"] = vText(_plain(names.get(one.chair, branch)) or PRODUCT)
        event.add("organizer", organiser, encode=False)
        for person, name in people:
            guest = vText(_plain(name))
            guest.params["X-NO"] = (numbers or {}).get(person, "")
            event.add("x-branch-attendee", guest, encode=False)
        book.add_component(event)
    return book.to_ical()


def _plain(text: str) -> str:
    """A text without what no calendar may hold: control characters (RFC 5545 3.1), half characters, and line ends that
    only some programs know."""
    kept = (" " if one in "\x85\u2028\u2029" else one for one in text)
    return "".join(
        one for one in kept if one in "\t\n" or not (one < " " or "\x7f" <= one < "\xa0" or "\ud800" <= one <= "\udfff")
    )


def uid_of(one: Held) -> str:
    """The name of a sitting in every calendar for good, wherever it is moved to."""
    return f"{one.meeting.partition(':')[2]}-{one.sitting.replace('/', '-')}{UID_AT}"


def subject_of_own(uid: str) -> str:
    """The meeting that a UID of our own belongs to."""
    return f"meeting:{uid.partition('-')[0]}"


def export_calendar(r: Reader, path: str | os.PathLike[str], first: date, last: date, names: Mapping[str, str]) -> int:
    """Write the calendar from `first` to `last` as an .ics file, whole or not at all, with what was announced and is
    not held; returns the number of events. Raises BadInput when it cannot be written."""
    held = [*sittings(r, first, last), *announced_away(r, first, last)]
    numbers = {one.subject: one.no for one in people(r, active_only=False)}
    branch = branch_profile(r).name
    _write(Path(path), calendar_file(held, r.zone, names, r.now, branch, numbers))
    return len(held)


def export_print(r: Reader, path: str | os.PathLike[str], first: date, last: date, names: Mapping[str, str]) -> int:
    """Write the printable calendar from `first` to `last` as an HTML file; returns the number of sittings."""
    held = sittings(r, first, last)
    _write(Path(path), print_page(held, names, first, last).encode())
    return len(held)


def print_page(held: Iterable[Held], names: Mapping[str, str], first: date, last: date) -> str:
    """The calendar as one page of HTML for the notice board: day, time, meeting, room, people, expected waiting."""
    heads = [_("Date"), _("Time"), _("Meeting"), _("Room"), _("Attending"), _("Stand-in"), _("Extra waiting (min)")]
    rows = []
    for one in held:
        plan = one.plan
        people = "、".join(escape(names.get(p, p)) for p in plan.people)
        cover = "；".join(
            f"{escape(names.get(c.person, c.person))} → {escape(names.get(c.to_post, c.to_post))}" for c in plan.covers
        )
        price = f"{plan.price_minutes:.0f} ({plan.low_minutes:.0f}–{plan.high_minutes:.0f})"
        cells = [
            plan.day.isoformat(),
            f"{clock(plan.start_minute)}–{clock(plan.end_minute)}",
            escape(title_of(one)),
            escape(plan.room),
            people,
            cover,
            price,
        ]
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    if not rows:
        rows.append(f'<tr><td colspan="{len(heads)}">{escape(_("No meetings."))}</td></tr>')
    title = escape(_("Meetings {first} to {last}").format(first=first.isoformat(), last=last.isoformat()))
    return (
        f'<!doctype html><html lang="{"zh-CN" if language() == "zh" else "en"}"><head><meta charset="utf-8">'
        f"<title>{title}</title><style>"
        'body{font-family:"Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:24px}'
        "table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:4px 8px;text-align:left;"
        "vertical-align:top}td:last-child{text-align:right;white-space:nowrap}@page{size:A4 landscape}"
        f"</style></head><body><h1>{title}</h1><table><thead><tr>"
        + "".join(f"<th>{escape(head)}</th>" for head in heads)
        + f"</tr></thead><tbody>{''.join(rows)}</tbody></table></body></html>"
    )


def maintenance_notice(title: str, held: Held, branch: str, *, channels: Iterable[str] = ()) -> str:
    """The notice to customers for a maintenance window (A6), in the language in force."""
    text = _(
        "Dear customers: on {day} from {start} to {end} {title} takes place at {branch}. "
        "During this time the equipment cannot be used. {channels} We apologise for the inconvenience."
    )
    offered = _("You may use: {list}.").format(list="、".join(channels)) if channels else ""
    return text.format(
        day=held.plan.day.isoformat(),
        start=clock(held.plan.start_minute),
        end=clock(held.plan.end_minute),
        title=title,
        branch=branch,
        channels=offered,
    )


def title_of(one: Held) -> str:
    """Title with the batch where there are two."""
    if one.plan.batches > 1:
        return _("{title} (batch {batch} of {batches})").format(
            title=one.title, batch=one.plan.batch, batches=one.plan.batches
        )
    return one.title


def instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """A minute of a day of the branch as a UTC instant (minute 1440 is the next midnight)."""
    local = datetime.combine(day + timedelta(days=minute // 1440), time(minute % 1440 // 60, minute % 60), zone)
    return local.astimezone(UTC)


def _status(one: Held) -> str:
    if one.state in CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if one.state == "placed" else "CONFIRMED"


def _listed(people: list[tuple[str, str]]) -> str:
    return ("、" if language() == "zh" else ", ").join(sorted(name for _person, name in people))


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.part")
    try:
        with temporary.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(path)
    except OSError as fault:
        with suppress(OSError):  # beneath a file, or too long a name: there is nothing to take away
            temporary.unlink(missing_ok=True)
        raise BadInput(_("The file cannot be written."), (Fault(why_unwritten(fault), file=path.name),)) from fault

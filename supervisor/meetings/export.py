"""The calendar out of the house: an .ics file for Outlook and Thunderbird, and a week on paper.

Times are written in UTC with the branch's zone worked in, so that no time-zone table has to travel along. Nobody but
the branch sees the prices: they are on the printed week, not in the .ics file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from supervisor.errors import BadInput, Fault
from supervisor.journal import Reader
from supervisor.language import _, language

from .ledger import Held, sittings
from .words import KIND_NAMES, clock

PRODUCT = "-//branch-supervisor//meetings//EN"


def calendar_file(held: Iterable[Held], zone: ZoneInfo, names: Mapping[str, str], made: datetime) -> bytes:
    """The sittings as an RFC 5545 calendar. `names` by person; `made` is the aware instant of the export."""
    from icalendar import Calendar, Event, vCalAddress, vText

    book = Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    for one in held:
        event = Event()
        event.add("uid", f"{one.meeting.partition(':')[2]}-{one.sitting.replace('/', '-')}@branch-supervisor")
        event.add("dtstamp", made.astimezone(UTC))
        event.add("dtstart", instant(one.plan.day, one.plan.start_minute, zone))
        event.add("dtend", instant(one.plan.day, one.plan.end_minute, zone))
        event.add("summary", title_of(one))
        event.add("categories", [str(KIND_NAMES.get(one.kind, one.kind))])
        event.add("status", "CANCELLED" if one.state == "cancelled" else "CONFIRMED")
        event.add("transp", "OPAQUE")
        if one.plan.room:
            event.add("location", one.plan.room)
        event.add("description", "\n".join([one.number, *sorted(names.get(p, p) for p in one.plan.people)]))
        for person in one.plan.people:
            attendee = vCalAddress("invalid:nomail")
            attendee.params["CN"] = vText(names.get(person, person))
            attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
            event.add("attendee", attendee, encode=False)
        book.add_component(event)
    return book.to_ical()


def export_calendar(r: Reader, path: str | os.PathLike[str], first: date, last: date, names: Mapping[str, str]) -> int:
    """Write the calendar from `first` to `last` as an .ics file, whole or not at all; returns the number of sittings.
    Raises BadInput when it cannot be written."""
    held = sittings(r, first, last)
    _write(Path(path), calendar_file(held, r.zone, names, r.now))
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


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.part")
    try:
        with temporary.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(path)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise BadInput(_("The file cannot be written."), (Fault(str(fault), file=path.name),)) from fault

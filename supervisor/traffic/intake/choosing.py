"""Which tables of a file are read and as what: headings that are known, dates whose order the whole file settles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice

from supervisor.errors import BadInput, Fault
from supervisor.language import _
from supervisor.traffic.intake.date_order import dates_in, order_of
from supervisor.traffic.intake.headings import Headings, find, named, plain, ungarbled
from supervisor.traffic.intake.mapping import OWN_HEADERS, WORDS, CountsMapping, Layout, Recogniser, TicketMapping
from supervisor.traffic.intake.source import Source, Table, top_of

SCAN_ROWS = 32_768


def chosen_tables(source: Source, known: Recogniser) -> tuple[list[tuple[Table, Headings]], tuple[str, ...]]:
    """Tables with headings that are known, tickets before counts; and the names of those left alone (hidden, others).

    Without any, the first table with no headings (mapping None), so that a person can say which column is which.
    """
    found: list[tuple[Table, Headings]] = []
    first = source.tables[0]
    for table in source.tables:
        headings = find(top_of(source, table), known, WORDS)
        if headings is not None and not (table.hidden and len(source.tables) > 1):
            found.append((table, headings))
    tickets = [one for one in found if isinstance(one[1].mapping, TicketMapping)]
    chosen = tickets or found
    if not chosen:
        first = next((one for one in source.tables if not one.hidden and top_of(source, one)), first)
        chosen = [(first, Headings((), 0, None))]
    taken = {table.name for table, _headings in chosen}
    return chosen, tuple(table.name for table in source.tables if table.name not in taken)


def known_as(mapping: Layout) -> Recogniser:
    """Finds the headings that a mapping of one's own names."""

    def known(headers: Sequence[object]) -> Layout | None:
        return mapping if set(map(plain, mapping.columns())) <= {plain(one) for one in headers} else None

    return known


def settled_order(chosen: list[tuple[Table, Headings]], today: date, sample: int | None = None) -> str:
    """How dates that end with the year are meant, by all rows or the first `sample`; `ASK` where a person must say."""
    mapping = chosen[0][1].mapping
    if mapping.date_order:
        return mapping.date_order
    dates: set[tuple[str, str, str]] = set()
    for table, headings in chosen:
        place = {plain(name): at for at, name in reversed(list(enumerate(headings.names)))}
        if isinstance(mapping, CountsMapping) and mapping.across == "days":
            dates |= dates_in(mapping.count)
        times = mapping.times() if isinstance(mapping, TicketMapping) else (mapping.start,)
        at = [place[name] for name in (*times, mapping.day) if name in place]
        rows = islice(table.rows(), headings.last_row, None if sample is None else headings.last_row + sample)
        seen = False
        while some := list(islice(rows, SCAN_ROWS)):
            new = {one for where in at for one in dates_in({row[where] for row in some if len(row) > where})}
            dates |= new
            if not new and not seen:
                break  # the first thirty thousand rows have none: neither has the rest
            seen = True
    return order_of(dates, today)


def unknown_order(file: str, example: str = "11/3/2026") -> BadInput:
    """Nobody can say which number of a date is the month."""
    fault = Fault(
        _("dates like {example} can be read two ways").format(example=example),
        _("Say which comes first: with --date-order mdy (month) or dmy (day), or in the sheet of the import."),
        file=file,
    )
    return BadInput(_("Nothing was taken from {file}.").format(file=file), (fault,))


def unknown_layout(source: Source, table: Table, mapping: Layout | None = None) -> BadInput:
    """Nobody has said which column is which: what was found, and what to write."""
    wanted = mapping.columns() if mapping else tuple(names[0] for names in OWN_HEADERS.values())
    first = next((named(row) for row in top_of(source, table) if any(cell.strip() for cell in row)), ())
    sound = ungarbled("".join(first))
    faults = [
        Fault(
            _("found the columns: {columns}").format(columns=", ".join(first[:20]) or _("none")),
            _("Name the columns like {columns}, or give a mapping.").format(columns="、".join(wanted)),
            file=source.name,
            sheet=table.name,
            row=1,
        )
    ]
    if sound:
        problem = _("an earlier program read the text in a wrong encoding; it was: {text}").format(text=sound[:60])
        faults.append(Fault(problem, _("Export it again and save it as CSV UTF-8."), file=source.name))
    return BadInput(_("The layout of {file} is not known.").format(file=source.name), tuple(faults))

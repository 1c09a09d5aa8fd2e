"""What people said of the columns of their ticket files, remembered by the headers and used from then on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

import msgspec

from supervisor.access import Right, require
from supervisor.errors import BadInput
from supervisor.journal import Book, Reader
from supervisor.language import _
from supervisor.traffic.events import MappingKept
from supervisor.traffic.files.ledger import kept_mappings, kept_readings
from supervisor.traffic.intake.mapping import (
    CALL_CENTRE,
    COUNT_FIELDS,
    FIELDS,
    Layout,
    Recogniser,
    TicketMapping,
    layout_of,
    plain,
)
from supervisor.traffic.intake.recognising import recognise


def keep_mapping(
    book: Book,
    actor: str,
    headers: Sequence[object],
    columns: Mapping[str, str],
    *,
    date_order: str = "",
    ratings: Mapping[str, int] | None = None,
) -> None:
    """Remember which column of files with these headers is which (field -> header, empty: none).

    date_order: "dmy" or "mdy", where dates end with the year and may be read two ways. ratings: what the keys of this
    counter mean, 1 to 5. Raises Refused without the right, BadInput for a mapping without its needed columns or with
    one not there.
    """
    names = tuple(plain(header) for header in headers)
    kept = {field: header for field, header in columns.items() if header}
    try:
        layout = layout_of(kept, "kept")
    except ValueError as error:
        raise BadInput(str(error)) from error
    missing = [header for header in layout.columns() if header not in names]
    if missing:
        raise BadInput(_("The file has no column {columns}.").format(columns="、".join(missing)))
    meant = {plain(text): points for text, points in (ratings or {}).items()}
    if any(not 0 <= points <= 5 for points in meant.values()):
        raise BadInput(_("A rating means 1 (worst) to 5 (best), or 0 for none."))
    with book.write(actor) as w:
        require(w, actor, Right.IMPORT_TRAFFIC)
        if kept_mappings(w).get(names) != kept or kept_readings(w).get(names) != (date_order, meant):
            subject = f"ticket-mapping:{sha256(chr(10).join(names).encode()).hexdigest()[:32]}"
            w.append(subject, MappingKept(headers=names, columns=kept, date_order=date_order, ratings=meant))


def recogniser(r: Reader) -> Recogniser:
    """Finds the layout of a header row: what a person said of these very headers, else the known layouts."""
    kept, readings = kept_mappings(r), kept_readings(r)

    def find(headers: Sequence[object]) -> Layout | None:
        names = tuple(plain(header) for header in headers)
        said = kept.get(names)
        if said is None:
            return recognise(headers)
        order, ratings = readings[names]
        layout = layout_of(said, "kept", date_order=order)
        return msgspec.structs.replace(layout, ratings=ratings) if isinstance(layout, TicketMapping) else layout

    return find


def fixed_layout(layout: Layout | None) -> bool:
    """Whether a layout has more to it than one column a field, so that it is recognised or not, but never chosen."""
    return layout is not None and (layout == CALL_CENTRE or bool(getattr(layout, "across", "")))


def columns_in_force(headers: Sequence[object], known: Recogniser) -> dict[str, str]:
    """Field -> header as it stands in the file, where the layout is known; empty where it is not."""
    layout = known(headers)
    if layout is None:
        return {}
    written = {plain(header): str(header) for header in reversed(headers)}
    fields = FIELDS if isinstance(layout, TicketMapping) else COUNT_FIELDS
    found = {}
    for field in fields:
        value = getattr(layout, field)
        names = (value,) if isinstance(value, str) else value if field == "count" else value[:1]
        told = "|".join(written[name] for name in names if name in written)
        if told:
            found[field] = told
    return found

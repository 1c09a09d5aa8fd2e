"""What people said of the columns of their ticket files, remembered by the headers and used from then on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from supervisor.access import Right, require
from supervisor.errors import BadInput
from supervisor.journal import Book, Reader
from supervisor.language import _
from supervisor.traffic.events import MappingKept
from supervisor.traffic.intake import Recogniser
from supervisor.traffic.ledger import kept_mappings
from supervisor.traffic.mapping import TicketMapping, chosen_mapping, plain, recognise


def keep_mapping(book: Book, actor: str, headers: Sequence[object], columns: Mapping[str, str]) -> None:
    """Remember which column of files with these headers is which (field -> header, empty: none).

    Raises Refused without the right, BadInput for a mapping without number or arrival or with a column not there.
    """
    names = tuple(plain(header) for header in headers)
    kept = {field: header for field, header in columns.items() if header}
    try:
        chosen_mapping(kept)
    except ValueError as error:
        raise BadInput(str(error)) from error
    missing = [header for header in kept.values() if plain(header) not in names]
    if missing:
        raise BadInput(_("The file has no column {columns}.").format(columns="、".join(missing)))
    with book.write(actor) as w:
        require(w, actor, Right.IMPORT_TRAFFIC)
        if kept_mappings(w).get(names) != kept:
            subject = f"ticket-mapping:{sha256(chr(10).join(names).encode()).hexdigest()[:32]}"
            w.append(subject, MappingKept(headers=names, columns=kept))


def recogniser(r: Reader) -> Recogniser:
    """Finds the layout of a header row: what a person said of these very headers, else the known layouts."""
    kept = kept_mappings(r)

    def find(headers: Sequence[object]) -> TicketMapping | None:
        said = kept.get(tuple(plain(header) for header in headers))
        return recognise(headers) if said is None else chosen_mapping(said, name="kept")

    return find

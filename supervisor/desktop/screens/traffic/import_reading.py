"""What the import sheet is shown of a ticket file: its top, how it would be read, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from supervisor.language import _


@dataclass(frozen=True)
class Look:
    """A file at first sight. `columns`: field -> header as recognised, remembered or guessed ("" for none).

    `known` is the layout's name where nobody need say anything; `fixed` that this layout has more to it than one column
    a field, so that it is shown but not changed. `classes`: what people call a class -> its code.
    """

    head: Any
    columns: Mapping[str, str]
    known: str
    fixed: bool
    mapping: Any
    classes: Mapping[str, str]
    class_names: Mapping[str, str]


def look(reader: Any, path: Path) -> Look:
    """On the pool. Raises BadInput for a file that cannot be read or has no row of headings."""
    from supervisor.branch.ledger import service_classes
    from supervisor.traffic.guess import guess, look_at
    from supervisor.traffic.layouts import recogniser
    from supervisor.traffic.mapping import CALL_CENTRE, FIELDS, plain
    from supervisor.traffic.outlook import class_name
    from supervisor.traffic.service import class_names

    known = recogniser(reader)
    head = look_at(path, known)
    mapping = known(head.headers)
    if mapping is None:
        columns = guess(head)
    else:
        written = {plain(header): header for header in reversed(head.headers)}
        texts = {field: getattr(mapping, field) for field in FIELDS}
        first = {field: text if isinstance(text, str) else (text[0] if text else "") for field, text in texts.items()}
        columns = {field: written.get(text, "") for field, text in first.items()}
    return Look(
        head=head,
        columns={field: columns.get(field, "") for field in FIELDS},
        known="" if mapping is None else mapping.name,
        fixed=mapping is not None and mapping.name == CALL_CENTRE.name,
        mapping=mapping,
        classes=class_names(reader),
        class_names={code: class_name(reader, code) for code in service_classes(reader)},
    )


def preview_of(look: Look, columns: Mapping[str, str]) -> Any:
    """How the rows looked at would be read with these columns. Raises BadInput without number or arrival."""
    from supervisor.traffic.preview import preview

    chosen = look.mapping if look.fixed else {field: header for field, header in columns.items() if header}
    return preview(look.head, chosen, rename_class=lambda text: look.classes.get(text.casefold(), text))


def importing(desk: Any, path: Path, look: Look, columns: Mapping[str, str]) -> Callable[[Any], Any]:
    """The long work: remember the columns where a person said them, then take the file in."""

    def work(progress: Any) -> Any:
        from supervisor.traffic.layouts import keep_mapping
        from supervisor.traffic.service import import_tickets

        if not look.fixed and (not look.known or dict(columns) != dict(look.columns)):
            keep_mapping(desk.book, desk.actor, look.head.headers, columns)
        return import_tickets(
            desk.book,
            desk.actor,
            path,
            progress=lambda share: progress.report(share),
            cancelled=lambda: progress.cancelled,
        )

    return work


def field_words(field: str) -> str:
    """What a field of a ticket is called on screen."""
    return {
        "number": _("Ticket number"),
        "arrived": _("Ticket taken at"),
        "called": _("Called at"),
        "finished": _("Finished at"),
        "day": _("Day"),
        "service_class": _("Class of service"),
        "outcome": _("Outcome"),
        "server": _("Window"),
        "rating": _("Rating"),
    }[field]


def outcome_words(outcome: Any) -> str:
    """How a ticket ended, on screen."""
    if outcome is None:
        return ""
    return (_("waiting or being served"), _("left"), _("served"), _("void"))[int(outcome)]


def layout_words(look: Look) -> str:
    """How the columns were found."""
    if look.fixed:
        return _("A known layout; its columns are fixed.")
    if look.known == "kept":
        return _("Columns as you chose them for a file like this before.")
    if look.known:
        return _("Columns recognised by their names.")
    return _("This layout is new: check which column is which. It is remembered for the next file.")

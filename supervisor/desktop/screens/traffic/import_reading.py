"""What the import sheet is shown of a ticket file: its top, how it would be read, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from supervisor.errors import BadInput
from supervisor.language import _


@dataclass(frozen=True)
class Look:
    """A file at first sight, on `today`. `guesses`: kind ("tickets", "counts") -> field -> header as recognised,
    remembered or guessed ("" for none); `kind` is what it seems to be.

    `known` is the layout's name where nobody need say anything; `fixed` that this layout has more to it than one column
    a field, so that it is shown but not changed. `find`: a class as written -> its code; `class_names`: code -> name.
    """

    head: Any
    kind: str
    guesses: Mapping[str, Mapping[str, str]]
    known: str
    fixed: bool
    mapping: Any
    find: Callable[[str], str]
    class_names: Mapping[str, str]
    today: date

    @property
    def columns(self) -> Mapping[str, str]:
        """Field -> header of what the file seems to be."""
        return self.guesses[self.kind]

    @property
    def across(self) -> str:
        """ "hours" or "days" where these are the headings of a table of counts, else ""."""
        return getattr(self.mapping, "across", "")


@dataclass(frozen=True)
class Said:
    """What a person has chosen in the sheet."""

    kind: str
    columns: Mapping[str, str]
    date_order: str = ""
    classes: Mapping[str, str] = field(default_factory=dict)


def look(reader: Any, path: Path) -> Look:
    """On the pool. Raises BadInput for a file that cannot be read or has no row of headings."""
    from supervisor.branch.ledger import service_classes
    from supervisor.traffic.intake.guess import guess, kind_of_table, look_at
    from supervisor.traffic.intake.mapping import COUNT_FIELDS, COUNTS, FIELDS, TICKETS, TicketMapping
    from supervisor.traffic.outlook.today import class_name
    from supervisor.traffic.taking.class_words import class_finder
    from supervisor.traffic.taking.layouts import columns_in_force, fixed_layout, recogniser

    known = recogniser(reader)
    head = look_at(path, known)
    mapping = known(head.headers)
    kind = kind_of_table(head)
    if mapping is not None:
        kind = TICKETS if isinstance(mapping, TicketMapping) else COUNTS
    guesses = {}
    for one, fields in ((TICKETS, FIELDS), (COUNTS, COUNT_FIELDS)):
        found = columns_in_force(head.headers, known) if one == kind and mapping is not None else guess(head, one)
        guesses[one] = {name: found.get(name, "") for name in fields}
    return Look(
        head=head,
        kind=kind,
        guesses=guesses,
        known="" if mapping is None else mapping.name,
        fixed=fixed_layout(mapping),
        mapping=mapping,
        find=class_finder(reader),
        class_names={code: class_name(reader, code) for code in service_classes(reader)},
        today=reader.today,
    )


def preview_of(look: Look, said: Said) -> Any:
    """How the rows looked at would be read. Raises BadInput without the columns that are needed."""
    from supervisor.traffic.intake.mapping import layout_of
    from supervisor.traffic.intake.preview import preview

    if look.fixed:
        chosen: Any = _ordered(look.mapping, said.date_order) if look.across else look.mapping
    else:
        try:
            columns = {name: header for name, header in said.columns.items() if header}
            chosen = layout_of(columns, "own", date_order=said.date_order)
        except ValueError as error:
            raise BadInput(str(error)) from error
    return preview(
        look.head, chosen, rename_class=lambda text: said.classes.get(text) or look.find(text), today=look.today
    )


def _ordered(mapping: Any, date_order: str) -> Any:
    import msgspec

    return msgspec.structs.replace(mapping, date_order=date_order)


def importing(desk: Any, path: Path, look: Look, said: Said) -> Callable[[Any], Any]:
    """The long work: remember what a person said of columns and classes, then take the file in."""

    def work(progress: Any) -> Any:
        from supervisor.traffic.service import import_tickets, keep_classes
        from supervisor.traffic.taking.layouts import keep_mapping

        order = getattr(look.mapping, "date_order", "")
        changed = said.kind != look.kind or dict(said.columns) != dict(look.columns) or said.date_order != order
        if not look.fixed and (not look.known or changed):
            ratings = getattr(look.mapping, "ratings", {}) if look.known == "kept" else {}
            keep_mapping(
                desk.book, desk.actor, look.head.headers, said.columns, date_order=said.date_order, ratings=ratings
            )
        if any(said.classes.values()):
            keep_classes(desk.book, desk.actor, {text: code for text, code in said.classes.items() if code})
        return import_tickets(
            desk.book,
            desk.actor,
            path,
            progress=lambda share: progress.report(share),
            cancelled=lambda: progress.cancelled,
            date_order=said.date_order if look.across else "",
        )

    return work


def field_words(field: str) -> str:
    """What a field of a ticket is called on screen."""
    return {
        "number": _("Ticket number"),
        "arrived": _("Ticket taken at"),
        "start": _("Interval"),
        "count": _("Customers"),
        "waited": _("Waited (how long)"),
        "served": _("Served (how long)"),
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
    if look.across:
        return _("A table of counts with hours and days crossing; its columns are fixed.")
    if look.fixed:
        return _("A known layout; its columns are fixed.")
    if look.known == "kept":
        return _("Columns as you chose them for a file like this before.")
    if look.known:
        return _("Columns recognised by their names.")
    return _("This layout is new: check which column is which. It is remembered for the next file.")

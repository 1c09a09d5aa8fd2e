"""What came of a form: where every name went, what grew, what nobody knows, and what had no value."""

from __future__ import annotations

import msgspec


class Place(msgspec.Struct, frozen=True):
    """A name in a form. `cell` as in the form ("B5", or in words: a text box, a header), `now` where it stands in the
    filled workbook; `shown` what was put there, `nearest` the known name most like an unknown one."""

    sheet: str
    cell: str
    now: str
    name: str
    shown: str = ""
    nearest: str = ""


class Grown(msgspec.Struct, frozen=True):
    """Rows that repeat: as in the form ("5:5"), in the filled workbook ("5:16"), for so many entries of the lists."""

    sheet: str
    rows: str
    now: str
    lists: tuple[str, ...]
    entries: int


class Filled(msgspec.Struct, frozen=True, kw_only=True):
    """A filled form. `notes` say what was left as it is and why."""

    path: str
    month: str
    filled: tuple[Place, ...] = ()
    expanded: tuple[Grown, ...] = ()
    unknown: tuple[Place, ...] = ()
    unfilled: tuple[Place, ...] = ()
    notes: tuple[str, ...] = ()

"""Which of the known layouts a row of headings is: lists of tickets, counts in rows, counts across."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor.traffic.intake.crosstab import crosstab_mapping
from supervisor.traffic.intake.headings import plain
from supervisor.traffic.intake.mapping import CALL_CENTRE, Layout, counts_mapping, own_mapping


def recognise(headers: Sequence[object]) -> Layout | None:
    """The known layout of these headers, or None."""
    present = {plain(header) for header in headers}
    if set(CALL_CENTRE.columns()) <= present:
        return CALL_CENTRE
    return own_mapping(headers) or counts_mapping(headers) or crosstab_mapping(headers)

"""The register as a whole, arranged for finding and sorting on the pool: read once, then mended by what changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from supervisor.desktop.screens.complaints.naming import Naming, columns
from supervisor.desktop.widgets.arrangement import Arrangement

Report = Callable[[float], object]


def read_whole(reader: Any, actor: str, naming: Naming, report: Report) -> Arrangement[Any]:
    """All lines that somebody may read, arranged: half of the work is reading, half arranging."""
    from supervisor.complaints.register.ledger import listed

    rows = listed(reader, actor, report=lambda share: report(share / 2))
    return arranged(naming, rows, lambda share: report(0.5 + share / 2))


def arranged(naming: Naming, rows: Iterable[Any], report: Report = lambda _share: None, before: Any = None) -> Any:
    """Lines ready to be found and sorted; `before` lends what it knows of the same lines."""
    now = round(time.time() * 1000)  # how a limit stands is asked when it is painted, not here
    made = columns(lambda: naming, lambda: now)
    return Arrangement(made, tuple(rows)).prepare(report, before)


def mended(naming: Naming, before: Arrangement[Any], newer: Iterable[Any], gone: frozenset[str]) -> Arrangement[Any]:
    """The same register with newer lines in the place of those of their subjects, and without what is `gone`."""
    from supervisor.complaints.register.ledger import ordered

    lines = {line.subject: line for line in newer}
    kept = [line for line in before.rows if line.subject not in lines and line.subject not in gone]
    old = {line.subject: line for line in before.rows if line.subject in lines}
    fresh = [old[subject] if old.get(subject) == line else line for subject, line in lines.items()]
    return arranged(naming, ordered([*fresh, *kept]), before=before)

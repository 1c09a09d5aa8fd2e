"""The workbook of a consolidation: every page in its order, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reports.consolidation.maker import Maker
from reports.consolidation.naming import figures_of
from reports.consolidation.pages import cover, figures, ranks, sources, spread, tallies
from reports.consolidation.pages.whole import Whole
from reports.consolidation.records import Consolidated
from reports.opening import report_at
from supervisor.language import _


def write(done: Consolidated, out: Path, *, made: Maker,
          going_on: Callable[[], object]) -> None:  # fmt: skip
    """Write `done` to `out`. `going_on` is called between the pages and may raise to stop the writing: then nothing is
    left."""
    title = _("Branches of {month}").format(month=done.month)
    with report_at(out, made.report, title=title) as (workbook, formats):
        w = Whole(workbook, formats, done.month, done.taken, done.refused, done.ignored, figures_of(done.taken))
        front = cover.reserve(w)
        items = None
        for page in (figures.write_key, figures.write_topics, ranks.write):
            going_on()
            page(w)
        items = tallies.write_items(w)
        tallies.write_classes(w)
        spread.write(w, items)
        for page in (sources.write_sources, sources.write_refused, sources.write_ignored):
            going_on()
            page(w)
        cover.fill(w, front, made_at=made.report.proof.made_at, proof=made.words)
        going_on()

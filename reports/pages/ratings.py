"""What customers pressed at the counters, by window (E8): how many were served, how many pressed, and what."""

from __future__ import annotations

from collections import defaultdict

from reports.look import INFO
from reports.pages.month import Month
from reports.table import HEAD_ROW, Formula, Head
from supervisor.language import _
from supervisor.traffic.ledger import rated_windows

STARS = range(1, 6)


def write(m: Month) -> None:
    """A sheet of ratings by window; none where nobody could press."""
    served: dict[str, int] = defaultdict(int)
    pressed: dict[str, list[int]] = defaultdict(lambda: [0] * len(STARS))
    for one in rated_windows(m.r, m.first, m.last):
        served[one.server] += one.served
        pressed[one.server] = [a + b for a, b in zip(pressed[one.server], one.ratings, strict=True)]
    if not any(map(sum, pressed.values())):
        return
    heads = [
        Head(_("Window"), 14), Head(_("Customers served"), 11, "count", True),
        *(Head(_("Pressed {n}").format(n=star), 9, "count", True) for star in STARS),
        Head(_("Pressed at all"), 10, "count"), Head(_("Share that pressed"), 10, "share"),
        Head(_("Mean rating"), 10, "mean"), Head(_("Share of 1 and 2"), 10, "share"),
    ]  # fmt: skip
    rows = []
    for line, server in enumerate(sorted(served), HEAD_ROW + 2):
        stars = pressed[server]
        rated, total = sum(stars), sum(star * n for star, n in zip(STARS, stars, strict=True))
        rows.append([
            server, served[server], *stars,
            Formula(f"=SUM(C{line}:G{line})", rated),
            Formula(f"=IF(B{line}=0,0,H{line}/B{line})", rated / served[server] if served[server] else 0),
            Formula(
                f"=IF(H{line}=0,0,(C{line}+2*D{line}+3*E{line}+4*F{line}+5*G{line})/H{line})",
                total / rated if rated else 0,
            ),
            Formula(f"=IF(H{line}=0,0,(C{line}+D{line})/H{line})", sum(stars[:2]) / rated if rated else 0),
        ])  # fmt: skip
    note = f"{m.branch} · {m.month} · " + _(
        "5 is best. Customers served at the window; whoever did not press counts as served only."
    )
    __, extent = m.table(_("Ratings by window"), heads, rows, colour=INFO, note=note, freeze_columns=1, code="ratings")
    stars = "+".join(f"{star}*SUM({extent.cells(1 + star)})" for star in STARS)
    count = "+".join(f"SUM({extent.cells(1 + star)})" for star in STARS)
    counts = [extent.sums[1 + star] for star in STARS]
    m.fact(
        "ratings.mean", _("Mean rating"), f"=IF(({count})=0,0,({stars})/({count}))",
        sum(star * n for star, n in zip(STARS, counts, strict=True)) / sum(counts), "mean",
    )  # fmt: skip

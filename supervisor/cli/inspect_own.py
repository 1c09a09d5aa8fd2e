"""One's own findings: read by whom they concern, and how a finding is named by who may not read all of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec

from supervisor.cli.context import day_of, emit, opened, table
from supervisor.errors import BadInput
from supervisor.language import _, listed

DAYS, EVER = timedelta(days=91), timedelta(days=3660)  # thirteen weeks, as the analysis; as far back as any is named


def own_finding(r: Any, actor: str, wanted: str, item: str) -> str:
    """The actor's own finding of an inspection (its number or part of it) and item. Raises BadInput, which tells of no
    finding but his own."""
    from supervisor.inspection.own import own_findings

    if wanted.startswith("finding:"):
        return wanted
    near = _of(own_findings(r, actor, r.today - EVER, r.today), wanted)
    found = [f for f in near if item in ("", f.item)]
    if len(found) == 1:
        return found[0].subject
    words = _("No one finding about you is meant by “{wanted} {item}”. `inspect findings --mine` lists yours: {items}")
    yours = listed(f"{f.number} {f.item}" for f in near) or "-"
    raise BadInput(words.format(wanted=wanted, item=item, items=yours))


def tell_own(wanted: str, first: str | None, last: str | None, *, json: bool) -> int:
    """Say what was found of whoever asks, in one inspection or a span of days; returns the exit code."""
    from supervisor.actions.words import STANDINGS
    from supervisor.inspection.own import counts_words, own_findings
    from supervisor.inspection.words import APPEALS

    with opened() as app, app.read() as r:
        end = day_of(last, r.today)
        start = day_of(first, end - (EVER if wanted else DAYS))
        found = own_findings(r, app.actor, start, end)
    found = _of(found, wanted) if wanted else found
    if json:
        emit("inspect.own_findings", 1, {
            "first": start, "last": end,
            "findings": [{**msgspec.to_builtins(f), "counts": counts_words(f)} for f in found],
        })  # fmt: skip
        return 0
    table(
        (_("Inspection"), _("Day"), _("Item"), _("What"), _("Points"), _("Fine"), _("Counting"), _("Why"), _("Appeal"),
         _("Action"), _("Due"), _("State")),
        [
            (f.number, f.day, f.item, f.what, f"{-f.points_c / 100:g}", f"{f.fine_cents / 100:g}" if f.fine_cents
             else "", counts_words(f), f.why, APPEALS[f.appeal_state] if f.appeal_state else "",
             *((f.action.number, f.action.due, STANDINGS[f.action.standing]) if f.action else ("", "", "")))
            for f in found
        ],
        empty=_("Nothing was found of you in this period."),
    )  # fmt: skip
    return 0


def _of(found: list[Any], wanted: str) -> list[Any]:
    return [f for f in found if wanted and (wanted == f.inspection or wanted in f.number)]

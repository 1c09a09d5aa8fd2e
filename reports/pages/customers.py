"""Complaints (masked: no name, no number, no text of a customer leaves the branch) and praise (D1–D9)."""

from __future__ import annotations

from reports.look import BAD, GOOD
from reports.pages.month import Month, word
from reports.table import Head
from supervisor.complaints.ledger import complaints, tree
from supervisor.complaints.promises.ledger import praise
from supervisor.complaints.words import CHANNELS, PRAISE_SOURCES, STATES
from supervisor.language import _


def write(m: Month) -> None:
    """Sheets of complaints and of praise."""
    classes = {node.code: node.name for node in tree(m.r, "class")}
    causes = {node.code: node.name for node in tree(m.r, "cause")}
    heads = [
        Head(_("Record no."), 15), Head(_("Received at"), 15, "instant"), Head(_("Channel"), 14),
        Head(_("Kind of business"), 16),
        Head(_("Cause"), 16), Head(_("Person concerned"), 14), Head(_("First taker"), 14), Head(_("In hand of"), 14),
        Head(_("State"), 10), Head(_("Bank at fault"), 10), Head(_("First feedback"), 15, "instant"),
        Head(_("Replied on"), 15, "instant"), Head(_("Closed on"), 15, "instant"), Head(_("Days open"), 10, "minutes"),
        Head(_("On the spot"), 9), Head(_("Customer agrees"), 9), Head(_("Signed by"), 14),
    ]  # fmt: skip
    rows = []
    for case in complaints(m.r, m.first, m.last):
        if case.head_office:  # about the branch manager: head office's own, and in no figure of the branch either
            continue
        until = case.ended or m.r.now
        rows.append([
            case.number, _local(m, case.received), word(CHANNELS, case.channel), word(classes, case.class_code),
            word(causes, case.cause_code), m.name(case.person), m.name(case.first_taker), m.name(case.owner),
            word(STATES, case.state), _yes(case.at_fault), _local(m, case.first_feedback), _local(m, case.replied),
            _local(m, case.ended), round((until - case.received).total_seconds() / 86400, 1), _yes(case.on_the_spot),
            _yes(case.accepted), m.name(case.signed_by),
        ])  # fmt: skip
    note = f"{m.branch} · {m.month} · " + _("Customers' names, numbers and words stay sealed in the branch.")
    __, extent = m.table(_("Complaints"), heads, rows, colour=BAD, note=note, freeze_columns=1)
    m.fact(_("Complaints"), f"=COUNTA({extent.cells(0)})", extent.rows, "count")
    heads = [Head(_("Record no."), 14), Head(_("Day"), 11, "day"), Head(_("Source"), 14), Head(_("People"), 40)]
    rows = [
        [each.number, each.day, word(PRAISE_SOURCES, each.source), m.names(each.persons)]
        for each in praise(m.r, m.first, m.last)
    ]
    __, extent = m.table(_("Praise"), heads, rows, colour=GOOD)
    m.fact(_("Praise"), f"=COUNTA({extent.cells(0)})", extent.rows, "count")


def _local(m: Month, instant):
    return None if instant is None else m.r.local(round(instant.timestamp() * 1000))


def _yes(value: bool | None) -> str:
    return "" if value is None else _("yes") if value else _("no")

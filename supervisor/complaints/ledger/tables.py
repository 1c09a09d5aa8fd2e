"""The tables of the register of complaints."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, String

from supervisor.journal import Ledger

LEDGER = Ledger("complaints", version=4)
TEXTS = ("text", "wish", "contact", "facts", "measure", "reply", "decision", "root", "representatives")
FLAGS = (
    "head_office",
    "with_head_office",
    "is_complex",
    "extended",
    "caller_verified",
    "erased",
    "on_the_spot",
    "escalation_asked",
    "escalated",  # ever reported to head office, also where it has decided since
)
INSTANTS = (
    "received",
    "occurred",
    "reply_by",
    "first_feedback",
    "settled",
    "replied",
    "ended",
    "handed",
    "manager_told",
    "review_asked",
    "first_replied",
    "first_reply_by",
    "complex_told",
    "extended_told",
)
PLAIN = (
    "number",
    "channel",
    "day",
    "class_code",
    "cause_code",
    "root_code",
    "zone",
    "person",
    "first_taker",
    "owner",
    "state",
    "action",
    "handled_by",
    "signed_by",
    "paused_reason",
    "pauses",  # [[since_ms, until_ms or null, reason, told_ms], …]: read with the case, a long list needs no join
    "agreed_kept",  # [[due_ms, met_ms], …]: agreed times before the one that holds
    "reviews_kept",  # [[asked_ms, answered_ms], …]: reviews before the last
    "handlers",  # [person, …]: everyone who handled it
    "former_handlers",  # the same as it was when the customer asked for a review
    "joined_to",  # the earlier case of the same matter, while it is joined to it
    "before_join",  # [state, ended_ms, escalation_asked, paused]: as it was, for the day the join is undone
    "answers_for",  # [case, …] that were joined to it when it ended, as far as that copy knew; "" where it did not say
)


def _text(name: str) -> Column[Any]:
    return Column(name, String, nullable=False)


def _whole(name: str, nullable: bool = False) -> Column[Any]:
    return Column(name, BigInteger, nullable=nullable)


CASE = LEDGER.table(
    "case",
    *(_text(n) for n in PLAIN),
    *(_text(f"{n}_digest") for n in TEXTS),
    *(_whole(n) for n in (*FLAGS, "apologised", "live", "serial", "reviews", "group_size")),
    *(_whole(f"{n}_ms", nullable=n != "received") for n in INSTANTS),
    *(_whole(n, nullable=True) for n in ("at_fault", "accepted")),
    indexes=("day", "live", "number", "serial", ("state", "day"), ("person", "day"), ("owner", "day"), "joined_to"),
)
STEP = LEDGER.table(
    "step",
    Column("entry", String),
    _text("kind"),
    _whole("at_ms"),
    _whole("entered_ms"),
    _text("actor"),
    _text("note"),
    _text("details"),  # [[kind, value], …]: what else is known of the step, see `records.Step`
    key=("entry",),
)
INTEREST = LEDGER.table(
    "interest",
    Column("entry", String),
    *(_text(n) for n in ("person", "reason", "actor")),
    key=("entry",),
    indexes=("person",),
)
"""One row for each time somebody declared it: taking back ends those that were known, not one made on another copy."""

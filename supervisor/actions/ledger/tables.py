"""The tables of corrective actions."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, String

from supervisor.journal import Ledger

LEDGER = Ledger("actions", version=4)
ACTION = LEDGER.table(
    "action",
    Column("number", String),
    Column("title", String),
    Column("source", String),
    Column("owner", String),
    Column("doer", String),
    Column("about", String),  # JSON list of people
    Column("places", String),  # JSON list of words
    Column("likes", String),  # JSON list of subjects
    Column("linked", String),
    Column("photos", String),  # JSON list of digests
    Column("after", String),  # JSON list of digests
    Column("severity", String),
    Column("raised", String),
    Column("due", String),
    Column("first_due", String),
    Column("state", String),
    Column("finished", String),
    Column("announce", BigInteger),
    Column("announced", BigInteger),
    Column("like_places", String),
    Column("note", String),
    Column("reopened", BigInteger),
    Column("by", String),
    Column("after_photo", BigInteger),
    Column("needs_recheck", BigInteger),
    Column("recheck_passed", BigInteger),
    Column("rechecked_by", String),
    Column("sent_back", BigInteger),
    Column("asked_due", String),
    Column("asked_reason", String),
    Column("asked_by", String),
    Column("extended", BigInteger),
    Column("granted_over", String),  # the due date that the last extension granted took the place of
    Column("done_by", String),  # who reported it done, be it the doer or another in his name
    Column("closed", String),
    Column("closed_by", String),
    Column("opinion", String),
    Column("last", String),  # the entry that took it where it stands
    Column("said", String),  # what that entry said, so that the same said twice is no contradiction
    indexes=("state", "source", "raised", "linked"),
)
STEP = LEDGER.table(
    "step",
    Column("entry", String),
    Column("at_ms", BigInteger),
    Column("clock", BigInteger),  # the order in which each was made in sight of the ones before
    Column("what", String),
    Column("text", String),
    Column("person", String),
    Column("photos", String),
    Column("mark", String),  # of the action after this step
    Column("digest", String),  # of its entry, and of the one that it was based on
    Column("base", String),
    key=("entry",),
)
LIKE = LEDGER.table(
    "like",
    Column("like", String),
    Column("result", String, nullable=False),
    Column("note", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("other", String, nullable=False),
    key=("like",),
    indexes=("other",),
)
CLASH = LEDGER.table("clash", Column("entry", String), Column("over", String, nullable=False), key=("entry",))
SETTLED = LEDGER.table(
    "settled",
    Column("entry", String),  # as in the clash
    Column("over", String, nullable=False),
    Column("by", String, nullable=False),  # the entry of the decision
    Column("chosen", String, nullable=False),
    key=("entry",),
)
SETTING = LEDGER.table(
    "setting",
    Column("minor_days", BigInteger, nullable=False),
    Column("serious_days", BigInteger, nullable=False),
    Column("grave_days", BigInteger, nullable=False),
    Column("recheck_from", String, nullable=False),
    Column("announce_from", String, nullable=False),
)

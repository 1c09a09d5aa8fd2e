"""The tables of check-lists, inspections, answers and findings."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, String

from supervisor.journal import Ledger

LEDGER = Ledger("inspection", version=1)
VERSION = LEDGER.table(
    "version",
    Column("digest", String),
    Column("valid_from", String),
    Column("code", String),
    Column("version", String),
    Column("clock", BigInteger),
    Column("reason", String),
    key=("digest", "valid_from"),
)
RETIRED = LEDGER.table(
    "retired",
    Column("day", BigInteger),
    Column("reason", String),
    Column("until", String),  # the day a version brought in afterwards counts from, "" where there is none
)
INSPECTION = LEDGER.table(
    "inspection",
    Column("number", String),
    Column("code", String),
    Column("digest", String),
    Column("day", String),
    Column("source", String),
    Column("place", String),
    Column("inspector", String),
    Column("inspected", String),
    Column("incidents", String),
    Column("root", String),
    Column("revises", String),
    Column("revised_by", String),
    Column("reason", String),
    Column("state", String),
    Column("begun_ms", BigInteger),
    Column("finished_ms", BigInteger),
    Column("finish", String),  # the entry that finished it: findings and signatures name it
    Column("finish_clock", BigInteger),
    Column("warnings", String),
    # by state alone, one finished day would read all that ever finished
    indexes=("day", ("state", "day"), "number", "root"),
)
ANSWER = LEDGER.table(
    "answer",
    Column("item", String),
    Column("verdict", String),  # "" where only a note stands
    Column("answer", String),
    Column("note", String),
    Column("mark", String),
    Column("by", String),
    Column("at_ms", BigInteger),
    key=("item",),
)
SEEN = LEDGER.table(  # what a finished inspection gave a chance to find: rates are per chance, for years in one reading
    "seen",
    Column("judged", String),  # ids of the items judged pass or fail, as a JSON list in the order of the check-list
)
CLASH = LEDGER.table(
    "clash",
    Column("item", String),
    Column("mark", String),
    Column("what", String),  # answer, note, photo, no_photo, given_up
    Column("answer", String),  # of a note its text, of a photo its digest
    Column("why", String),  # clash, late, seen
    Column("by", String),
    Column("at_ms", BigInteger),
    key=("item", "mark"),
)
PHOTO = LEDGER.table(
    "photo",
    Column("item", String),
    Column("digest", String),
    Column("original", String),
    Column("name", String),
    Column("by", String),
    Column("at_ms", BigInteger),
    Column("gone", BigInteger),  # 1 where it was taken off: a finish that still holds it brings it back as it was
    key=("item", "digest"),
)
STEP = LEDGER.table(
    "step",
    Column("entry", String),
    Column("clock", BigInteger),
    Column("item", String),
    Column("before", String),
    Column("after", String),
    Column("by", String),
    Column("undone", BigInteger),
    key=("entry",),
)
SIGNATURE = LEDGER.table(
    "signature",
    Column("capacity", String),
    Column("person", String),
    Column("picture", String),
    Column("at_ms", BigInteger),
    Column("how", String),
    Column("reason", String),
    Column("finish", String),
    key=("capacity", "person", "finish"),
)
FINDING = LEDGER.table(
    "finding",
    Column("inspection", String),
    Column("code", String),
    Column("digest", String),
    Column("item", String),
    Column("clause", String),
    Column("severity", String),
    Column("at_ms", BigInteger),
    Column("day", String),
    Column("source", String),
    Column("place", String),
    Column("incidents", String),
    Column("answer", String),
    Column("finish", String),
    Column("waived", String),
    Column("waived_by", String),
    Column("appeal", String),
    Column("appeal_by", String),
    Column("appeal_state", String),
    Column("appeal_reason", String),
    key=("inspection", "finish"),  # each inspection of a chain says it anew; that of the one that stands counts
    indexes=("day", ("code", "day"), "inspection", "appeal_state"),
)

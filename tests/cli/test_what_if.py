"""`appraisal score` with `--waive`, `--weight` and `--worth`: everybody before and after, and nothing is saved."""

from __future__ import annotations

from supervisor.appraisal.scores import score_month
from supervisor.journal import Book


def test_what_is_tried_is_shown_before_and_after_and_not_saved(supervisor, sample):
    with Book.open(sample) as book, book.read() as r:
        scored = score_month(r, "2026-10")
        one, line = next(
            (p, x) for p in scored.people for x in p.lines if x.evidence and x.points_c < 0 and x.kind == "counted"
        )
        entries = len(r.latest(100000))
    waived = f"{line.evidence}:{one.no}"
    code = scored.rulebook.components[0].code
    found = supervisor("appraisal", "score", "2026-10", "--waive", waived, "--json").json
    assert (found["schema"], found["saved"]) == ("appraisal.what_if", False)
    mine = next(p for p in found["people"] if p["no"] == one.no)
    assert mine["before"]["total_points_c"] == one.total_points_c
    assert mine["after"]["total_points_c"] > one.total_points_c
    assert next(x["kind"] for x in mine["after"]["lines"] if x["evidence"] == line.evidence) == "waived"
    shown = supervisor("appraisal", "score", "2026-10", "--waive", waived, "--weight", f"{code}=70", lang="zh")
    assert "只是试算，不保存" in shown.out
    assert " → " in shown.out
    alone = supervisor("appraisal", "score", "2026-10", "--worth", f"{line.rule}=-9", "--person", one.no)
    assert alone.code == 0
    with Book.open(sample) as book, book.read() as r:
        assert len(r.latest(100000)) == entries


def test_what_cannot_be_tried_is_said(supervisor, sample):
    for given in (
        ("--waive", "nonsense"), ("--waive", "finding:none:6001"), ("--weight", "service"), ("--weight", "service=x"),
        ("--weight", "nobody=3"), ("--worth", "R99=1"), ("--weight", "service=-4"), ("--weight", "service=inf"),
    ):  # fmt: skip
        assert supervisor("appraisal", "score", "2026-10", *given).code == 2, given

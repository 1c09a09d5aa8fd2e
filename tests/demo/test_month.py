"""The main job, whole: on the sample branch and on branches that share nothing with it."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from supervisor.app import App
from supervisor.branch.ledger import people, posts
from supervisor.demo.month import run_month
from supervisor.demo.spec import random_branch, sample_branch

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("seed", [None, 3, 11])
def test_a_month_runs_from_a_new_book_to_the_workbook(tmp_path, seed):
    spec = sample_branch() if seed is None else random_branch(seed)
    workbook = run_month(tmp_path, months=2, spec=spec, today=TODAY, seed=seed or 1)
    sheets = openpyxl.load_workbook(workbook, read_only=True)
    assert len(sheets.sheetnames) >= 8
    sheets.close()
    app = App.open(tmp_path / "sample.book")
    try:
        assert app.session is not None
        with app.read() as r:
            staff = people(r)
            assert len(staff) == sum(job.count for job in spec.jobs)
            assert {post.code for post in posts(r)} == {post.code for post in spec.posts}
        verdict = app.book.verify(full=True)
        assert verdict.problems == []
        assert verdict.blobs > 20
    finally:
        app.close()


def test_random_branches_share_no_code_with_the_sample():
    ours, other = sample_branch(), random_branch(5)
    assert not set(ours.mix) & set(other.mix)
    assert not {p.code for p in ours.posts} & {p.code for p in other.posts}
    assert not {n.code for n in ours.named["skill"]} & {n.code for n in other.named["skill"]}

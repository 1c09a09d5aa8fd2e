"""The main job, whole: on the sample branch and on branches that share nothing with it."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from supervisor.app import App
from supervisor.appraisal.ledger import appeals, month_state
from supervisor.branch.ledger import opening, people, posts
from supervisor.complaints.ledger import complaints, open_complaints
from supervisor.complaints.promises.ledger import call_backs, comment_book_owed, praise
from supervisor.demo.month import run_month
from supervisor.demo.spec import BranchSpec, random_branch, sample_branch
from supervisor.incidents.kinds import KINDS
from supervisor.journal import Reader
from supervisor.meetings.agenda.ledger import archive
from supervisor.meetings.ledger import meetings, sittings
from supervisor.roster.ledger import absences, duties
from supervisor.training.ledger import expiring

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("seed", [3, *(pytest.param(seed, marks=pytest.mark.soak) for seed in (None, 11))])
def test_a_month_runs_from_a_new_book_to_the_workbook(tmp_path, seed, capsys):
    spec = sample_branch() if seed is None else random_branch(seed)
    workbook = run_month(tmp_path, months=2, spec=spec, today=TODAY, seed=seed or 1)
    said = capsys.readouterr().out
    assert str(KINDS["surge"].name) + ": " in said
    assert "core_outage" not in said
    sheets = openpyxl.load_workbook(workbook, read_only=True)
    assert len(sheets.sheetnames) >= 8
    sheets.close()
    shows_everything(tmp_path / "sample.book", spec)


def test_the_sample_branch_shows_something_everywhere(sample_file, tmp_path):
    """The book that all other tests copy; a whole month worked in it is left to the long run."""
    shows_everything(Path(shutil.copy(sample_file, tmp_path)), sample_branch())


def shows_everything(where: Path, spec: BranchSpec) -> None:
    """A branch as it was asked for, with no page empty, and a book that proves."""
    app = App.open(where)
    try:
        assert app.session is not None
        with app.read() as r:
            staff = people(r)
            assert len(staff) == sum(job.count for job in spec.jobs)
            assert {post.code for post in posts(r)} == {post.code for post in spec.posts}
            nothing_is_empty(r)
            the_week_meets(r)
        verdict = app.book.verify(full=True)
        assert verdict.problems == []
        assert verdict.blobs > 20
    finally:
        app.close()


def nothing_is_empty(r: Reader) -> None:
    """Every list of the desktop has something in it, and the day to come something to do."""
    made = [
        one.state(datetime(2026, 11, 20, 0, 30, tzinfo=UTC)) for one in call_backs(r, datetime(2026, 1, 1, tzinfo=UTC))
    ]
    assert "owed" in made
    assert "kept" in made
    assert open_complaints(r)
    cases = complaints(r, date(2026, 10, 1), TODAY)
    assert {"open", "replied", "closed", "withdrawn", "joined"} <= {one.state for one in cases}
    assert any(one.paused for one in cases)
    assert any(one.head_office for one in cases)
    assert any(one.group_size > 1 and one.reviews for one in cases)
    assert praise(r, date(2026, 10, 1), TODAY)
    first = date(2026, 10, 1)
    owed = [day for day in comment_book_owed(r, first, TODAY) if opening(r, day)]
    assert owed == [TODAY]
    assert month_state(r, "2026-10").state == "published"
    assert {each.upheld for each in appeals(r, "2026-10")} == {True, False, None}
    running_out = expiring(r, TODAY, 30)
    assert len(running_out) == 3
    assert min(one.valid_until for one in running_out if one.valid_until) < TODAY
    assert duties(r, TODAY)
    away = {day: absences(r, day) for day in (date.fromordinal(n) for n in range(first.toordinal(), TODAY.toordinal()))}
    assert sum(map(len, away.values())) > 5
    for day, absent in away.items():  # the roster was made around whoever is on leave
        assert not {one.person for one in absent} & {duty.person for duty in duties(r, day)}


def the_week_meets(r: Reader) -> None:
    """Past meetings were held with who came, the running week has some that are announced and some that are not, and
    one request waits for its time."""
    monday = TODAY - timedelta(days=TODAY.weekday())
    past = sittings(r, TODAY - timedelta(days=14), TODAY - timedelta(days=1))
    assert past
    assert {one.state for one in past} == {"ended"}
    assert any(mark.mark == "excused" for one in sittings(r, date(2026, 10, 1), TODAY) for mark in one.attendance)
    assert any(one.minutes_text and one.decisions for one in past)
    briefings = [one for one in archive(r) if one.subject.startswith("briefing:") and one.agenda.day >= monday]
    assert len(briefings) == 4
    assert all(len(one.present) > 5 for one in briefings)
    ahead = sittings(r, TODAY, monday + timedelta(days=6))
    assert {one.state for one in ahead} == {"placed", "published"}
    waiting = [one for one in meetings(r, ("requested",)) if one.wish.last_day >= TODAY]
    assert TODAY in [one.wish.first_day for one in waiting]


def test_random_branches_share_no_code_with_the_sample():
    ours, other = sample_branch(), random_branch(5)
    assert not set(ours.mix) & set(other.mix)
    assert not {p.code for p in ours.posts} & {p.code for p in other.posts}
    assert not {n.code for n in ours.named["skill"]} & {n.code for n in other.named["skill"]}

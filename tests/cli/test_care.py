"""Promises, the comment book, appeals and rule books from the command line."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supervisor.access import automatic_session
from supervisor.appraisal.ledger import appeals
from supervisor.appraisal.scores import score_month
from supervisor.complaints.promises import service as promises
from supervisor.complaints.texts.masking import Contact
from supervisor.journal import Book


@pytest.fixture
def manager(sample) -> str:
    """The manager's person subject."""
    with Book.open(sample) as book, book.read() as r:
        session = automatic_session(r)
    assert session is not None
    return session.person


def test_promises_are_listed_kept_and_given_up(supervisor, sample, manager):
    with Book.open(sample) as book:
        for matter in ("card", "letter"):
            promises.promise(book, manager, owner=manager, due=book.now() + timedelta(hours=1), matter=matter,
                             contact=Contact(phone="13900001111"))  # fmt: skip
    listed = supervisor("promises", "list", "--json")
    ours = {p["number"]: p for p in listed.json["promises"] if p["matter"] in ("card", "letter")}
    assert (listed.json["schema"], listed.json["version"]) == ("promises.list", 1)
    assert "13900001111" not in listed.out
    first, second = ours
    assert supervisor("promises", "keep", first, "--result", "told").code == 0
    assert supervisor("promises", "keep", first).code == 3
    assert supervisor("promises", "not-kept", second, "--reason", "account closed").code == 0
    states = {p["number"]: p["state"] for p in supervisor("promises", "list", "--json").json["promises"]}
    assert (states[first], states[second]) == ("kept", "not_kept")
    assert "未兑现" in supervisor("promises", "list", lang="zh").out


def test_the_comment_book_is_read(supervisor):
    assert supervisor("promises", "comment-book", "--new", "1", "--answered", "2").code == 2
    assert supervisor("promises", "comment-book", "--new", "2", "--answered", "1").code == 0


def test_an_appeal_is_listed_and_never_decided_by_its_own_person(supervisor, sample, manager):
    assert supervisor("appraisal", "publish", "2026-10").code == 0
    with Book.open(sample) as book, book.read() as r:
        scored, known = score_month(r, "2026-10"), {each.person for each in appeals(r, "2026-10")}
    person, line = next(
        (p.person, x)
        for p in scored.people
        for x in p.lines
        if p.person not in {manager, *known} and x.evidence and x.points_c < 0
    )
    assert supervisor("appraisal", "appeal", "2026-10", line.evidence, "--text", "not mine").code == 3
    from supervisor.appraisal import service

    with Book.open(sample) as book:
        service.appeal(book, person, month="2026-10", evidence=line.evidence, text="the system was down")
    listed = supervisor("appraisal", "appeals", "2026-10", "--json").json
    (one,) = [each for each in listed["appeals"] if each["person"] == person]
    assert (listed["schema"], one["upheld"]) == ("appraisal.appeals", None)
    assert supervisor("appraisal", "decide", one["number"], "--no-uphold", "--reason", "seen on video").code == 0
    decided = supervisor("appraisal", "appeals", "2026-10", "--json").json["appeals"]
    assert next(each for each in decided if each["number"] == one["number"])["upheld"] is False
    assert "不成立" in supervisor("appraisal", "appeals", "2026-10", lang="zh").out


def test_a_rule_book_goes_out_and_comes_in(supervisor, tmp_path):
    file = tmp_path / "rules.xlsx"
    assert supervisor("appraisal", "rules", "export", "2026-11", "--output", file).code == 0
    assert supervisor("appraisal", "rules", "check", file).code == 0
    assert supervisor("appraisal", "rules", "export", "2020-01", "--output", tmp_path / "none.xlsx").code == 2

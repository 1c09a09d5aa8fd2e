"""The CLI contract: what each command does, prints and returns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from supervisor.journal import Book

READING = (
    ("book.info", ("book", "info")),
    ("book.verify", ("book", "verify", "--full")),
    ("branch.people", ("branch", "people")),
    ("roster.day", ("roster", "show", "2026-11-20")),
    ("traffic.profile", ("traffic", "profile")),
    ("traffic.forecast", ("traffic", "forecast", "--days", "3")),
    ("traffic.peaks", ("traffic", "peaks", "--date", "2026-11-20")),
    ("traffic.staffing", ("traffic", "staffing", "--date", "2026-11-20")),
    ("traffic.target", ("traffic", "target")),
    ("traffic.sight", ("traffic", "sight", "--first", "2026-11-02")),
    ("inspect.templates", ("inspect", "templates", "list")),
    ("inspect.list", ("inspect", "list", "--last", "2026-11-20")),
    ("actions.list", ("actions", "list")),
    ("complaints.list", ("complaints", "list", "--first", "2026-10-01", "--last", "2026-11-20")),
    ("meetings.list", ("meetings", "list", "--week", "2026-11-20")),
    ("dispatch.incidents", ("dispatch", "list", "--first", "2026-09-01", "--last", "2026-11-20")),
    ("dispatch.plan", ("dispatch", "plan", "--at", "2026-11-20T10:30", "--waiting", "cash=14,guide=9")),
    ("appraisal.score", ("appraisal", "score", "2026-10")),
)


@pytest.mark.parametrize(("schema", "tokens"), READING, ids=[schema for schema, _tokens in READING])
def test_reading_commands_print_one_document_or_a_table(supervisor, schema, tokens):
    answer = supervisor(*tokens, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.json["schema"] == schema
    assert answer.json["version"] >= 1
    table = supervisor(*tokens, lang="zh")
    assert table.code == 0
    assert table.out.strip()


def test_an_inspection_is_logged_explained_and_becomes_actions(supervisor, tmp_path):
    before = {a["number"] for a in supervisor("actions", "list", "--everything", "--json").json["actions"]}
    no = supervisor("branch", "people", "--json").json["people"][9]["no"]
    file = tmp_path / "answers.json"
    file.write_text(json.dumps([{"item": "B1-1", "verdict": "fail", "persons": [no], "note": "便装"}]))
    logged = supervisor("inspect", "log", "appearance", file, "--others-pass", "--json")
    assert (logged.code, logged.err) == (0, "")
    number = logged.json["number"]
    score = supervisor("inspect", "score", number, "--json").json
    assert score["points"] < 100
    assert any(line.get("item") == "B1-1" for line in score["lines"])
    assert supervisor("inspect", "show", number).code == 0
    after = {a["number"]: a for a in supervisor("actions", "list", "--everything", "--json").json["actions"]}
    (fresh,) = set(after) - before
    assert after[fresh]["owner"]
    assert after[fresh]["due"]
    for step in ("take", "report", "close"):
        more = ("--unchecked", "x") if step == "close" else ()
        assert supervisor("actions", step, fresh, "--note", "x", *more).code in (0, 3)


def test_mistakes_in_answers_name_the_row_and_nothing_is_logged(supervisor, tmp_path):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps([{"item": "NOPE", "verdict": "fail"}]))
    refused = supervisor("inspect", "log", "appearance", file)
    assert refused.code == 2
    assert "NOPE" in refused.err
    file.write_text("{")
    assert supervisor("inspect", "log", "appearance", file).code == 2


def test_meetings_are_placed_and_exported(supervisor, tmp_path):
    asked = supervisor(
        "meetings", "request", "Cash drill", "--kind", "training", "--minutes", "30", "--role", "大堂经理"
    )
    assert (asked.code, asked.err) == (0, "")
    assert "Cash drill" in asked.out
    ics = tmp_path / "week.ics"
    assert supervisor("meetings", "export", ics, "--week", "2026-11-16").code == 0
    assert ics.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert supervisor("meetings", "export", ics).code == 3  # it stands there already


def test_a_surge_is_declared_answered_and_ended(supervisor):
    assert supervisor("dispatch", "declare", "surge").code == 0
    proposed = supervisor("dispatch", "propose", "--waiting", "cash=14,guide=9", "--send")
    assert (proposed.code, proposed.err) == (0, "")
    assert supervisor("dispatch", "orders", "--json").code == 0
    assert supervisor("dispatch", "end").code == 0
    assert supervisor("dispatch", "end").code == 2


def test_a_month_is_scored_for_everyone_published_locked_and_reported(supervisor, sample, tmp_path):
    scored = supervisor("appraisal", "score", "2026-10", "--json").json
    people = supervisor("branch", "people", "--json").json["people"]
    assert len(scored["people"]) == len(people)
    one = supervisor("appraisal", "score", "2026-10", "--person", people[5]["no"], "--json").json
    assert one["people"][0]["lines"]
    assert supervisor("appraisal", "publish", "2026-10").code == 0
    locked = supervisor("appraisal", "lock", "2026-10")
    assert locked.code in (0, 3), locked.err
    xlsx = tmp_path / "october.xlsx"
    assert supervisor("report", "month", "2026-10", "--output", xlsx).code == 0
    assert xlsx.read_bytes()[:2] == b"PK"


def test_bad_usage_and_bad_places_are_clear(supervisor, tmp_path):
    assert supervisor("no-such-command").code == 2
    assert supervisor("traffic", "forecast", "--days", "many").code == 2
    missing = supervisor("book", "info", book=tmp_path / "none.book")
    assert missing.code == 2
    assert "none.book" in missing.err
    odd = tmp_path / "odd.book"
    odd.write_bytes(b"this is no book" * 100)
    assert supervisor("book", "info", book=odd).code == 2
    assert odd.read_bytes() == b"this is no book" * 100
    assert supervisor("inspect", "list", "--first", "yesterday").code == 2


def test_a_damaged_book_is_named_with_exit_4(supervisor, sample):
    from sqlcipher3 import dbapi2

    raw = dbapi2.connect(str(sample))
    raw.execute("UPDATE journal SET payload = payload || x'20' WHERE pos = 40")
    raw.commit()
    raw.close()
    verdict = supervisor("book", "verify", "--json")
    assert verdict.code == 4
    assert any("entry 40" in problem for problem in verdict.json["problems"])


def test_a_new_book_with_a_passphrase_is_made_and_used(supervisor, tmp_path, monkeypatch):
    monkeypatch.setenv("SUPERVISOR_PASSWORD", "长安街-2026-Aa")
    monkeypatch.setenv("SUPERVISOR_PASSPHRASE", "ten paces one post")
    path = tmp_path / "own.book"
    made = supervisor("book", "new", path, "--branch", "城南支行", "--manager", "李静")
    assert (made.code, made.err) == (0, "")
    info = supervisor("--login", "manager", "book", "info", "--json", book=path)
    assert info.code == 0
    assert info.json["encrypted"]
    assert not info.json["sample"]
    monkeypatch.setenv("SUPERVISOR_PASSPHRASE", "wrong")
    wrong = supervisor("book", "info", book=path)
    assert wrong.code == 2
    monkeypatch.delenv("SUPERVISOR_PASSPHRASE")
    assert supervisor("book", "info", book=path).code == 2


def test_nobody_commands_a_book_without_logging_in(supervisor, tmp_path, monkeypatch):
    monkeypatch.setenv("SUPERVISOR_PASSWORD", "长安街-2026-Aa")
    path = tmp_path / "own.book"
    assert supervisor("book", "new", path, "--branch", "b", "--manager", "m").code == 0
    assert supervisor("branch", "people", book=path).code == 3
    monkeypatch.setenv("SUPERVISOR_PASSWORD", "not the password")
    assert supervisor("--login", "manager", "branch", "people", book=path).code == 3


def test_the_real_ticket_file_is_taken_in_with_its_impossible_rows_listed(supervisor, real_data, sample):
    file = real_data / "bank_tickets_1999_02a.tsv"
    taken = supervisor("traffic", "import", file, "--json")
    assert (taken.code, taken.err) == (0, "")
    (report,) = taken.json["files"]
    assert report["rows"] == report["new"] + report["known"] + sum(report["rejected"].values())
    assert report["faults"]
    again = supervisor("traffic", "import", file, "--json").json["files"][0]
    assert again["new"] == 0
    with Book.open(Path(sample)) as book:
        assert book.verify(full=True).problems == []


def test_a_sample_that_has_no_place_is_refused_in_words(supervisor, tmp_path):
    file = tmp_path / "file"
    file.touch()
    for where in (file, file / "below"):
        said = supervisor("demo", where)
        assert said.code == 2
        assert "no such folder" in said.err

"""The check-lists that come with the program: whole, in both languages, covering what the branch runs by."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supervisor.errors import BadInput
from supervisor.inspection import ledger, service
from supervisor.inspection.answer import Answer
from supervisor.inspection.checking import mistakes
from supervisor.inspection.completeness import gaps
from supervisor.inspection.facts import read_fact
from supervisor.inspection.intake import read_template, shipped
from supervisor.inspection.relevance import _simple, asked, names_of
from supervisor.inspection.scoring.score import score
from supervisor.inspection.template import Item, Template, canonical, digest_of
from supervisor.inspection.whole import log_inspection
from supervisor.inspection.words import OWNER_ROLES
from supervisor.journal import Book

from .branches import MORNING, made

SHIPPED = {t.code: t for t in shipped()}
ITEMS = {f"{t.code}:{i.id}": i for t in SHIPPED.values() for i in t.items()}
every = pytest.mark.parametrize("template", SHIPPED.values(), ids=lambda t: t.code)

# What the branch runs by, clause by clause: the items that make each part of it checkable.
COVERED: dict[str, dict[str, str]] = {
    "A1": {
        "internal work stops for a customer": "discipline:A1-1",
        "busy with internal work is no reason": "discipline:A1-2",
    },
    "A2": {"rings": "discipline:A2-1", "a call while serving": "discipline:A2-2"},
    "A7": {
        "private matters": "discipline:A7-1", "attention": "discipline:A7-2", "off post": "branch_fines:F2",
        "snacks, chat, papers": "branch_fines:F3",
    },
    "A8": {"goes up to them": "discipline:A8-2", "internal job put aside": "discipline:A8-3"},
    "A12": {
        "on site each quarter": "patrol:P-6", "video twice a week": "patrol:P-3", "daily monitoring": "patrol:P-1",
        "three kinds of evidence": "patrol:P-4", "enters daily appraisal": "patrol:P-5",
    },
    "B1": {
        "uniform": "appearance:B1-1", "clean": "appearance:B1-2", "badge": "appearance:B1-3", "face": "appearance:B1-7",
        "hair": "appearance:B1-8", "men": "appearance:B1-9", "women": "appearance:B1-10",
        "jewellery": "appearance:B1-11", "sitting": "appearance:B1-13", "standing": "appearance:B1-14",
        "walking": "appearance:B1-15",
    },
    "B2": {
        "greeting, address": "discipline:B2-1", "listening, no quarrel": "discipline:B2-2",
        "clear speech": "discipline:B2-3", "small service": "discipline:B2-5", "special needs": "discipline:B2-6",
        "gifts": "discipline:B2-7", "dialect": "discipline:B2-8",
    },
    "B5": {
        "both hands": "discipline:B5-1", "fees and risks": "discipline:B5-3", "verify": "discipline:B5-4",
        "place made ready": "tellers_day:D2",
    },
    "C1": {
        "leaving post": "internal_control:C1-1", "ATM over or short": "internal_control:C1-6",
        "stale ids": "internal_control:C1-8", "large cash": "internal_control:C1-2",
        "cash bags": "internal_control:C1-3", "final balancing": "internal_control:C1-4",
        "register": "internal_control:C1-10", "long absence": "internal_control:C1-7",
        "cash van": "internal_control:C1-5", "no filling in": "internal_control:C1-12",
        "vouchers held back": "branch_fines:F5",
    },
    "C2": {
        "forced passes": "internal_control:C2-2", "statements": "internal_control:C2-3",
        "surplus ids": "internal_control:C2-1",
    },
    "C3": {
        "floor": "environment:C3-1", "windows": "environment:C3-2", "desks, machines": "environment:C3-3",
        "plants": "environment:C3-4", "bins": "environment:C3-5", "what work needs": "environment:C3-7",
        "files": "environment:C3-8", "cables": "environment:C3-9", "smoking": "environment:C3-10",
        "power": "environment:C3-11", "meeting rooms": "environment:C3-12", "meals": "environment:C3-13",
    },
    "C4": {"rota": "environment:C3-6", "deep clean": "environment:C4-1", "own desk": "environment:C4-2",
           "not done": "branch_fines:F4"},
    "C5": {"irregular": "patrol:C5-1", "reminder per rule": "patrol:C5-2", "two ledgers": "patrol:C5-3"},
    "C6": {
        "queue machine": "environment:C6-4", "ATMs": "environment:C6-5", "screens": "environment:C6-7",
        "leaflets": "environment:C6-8", "seats": "environment:C6-9", "water": "environment:C6-10",
        "umbrellas": "environment:C6-3", "barrier-free": "environment:C6-2", "complaint sign": "environment:C6-11",
    },
}  # fmt: skip


def test_the_shipped_set() -> None:
    assert set(SHIPPED) == {
        "appearance", "environment", "discipline", "internal_control", "tellers_day", "cbss1000_1_1", "branch_fines",
        "patrol",
    }  # fmt: skip


@pytest.mark.parametrize("clause", COVERED)
def test_each_clause_is_checkable(clause: str) -> None:
    for part, name in COVERED[clause].items():
        assert name in ITEMS, f"{clause}, {part}: no item {name}"
        assert ITEMS[name].clause == clause, f"{clause}, {part}: {name} is for {ITEMS[name].clause}"
        assert ITEMS[name].kind == "check"


@every
def test_each_is_whole_in_both_languages(template: Template) -> None:
    assert mistakes(template) == []
    assert read_template(canonical(template)) == template
    named = [
        template.name,
        template.note,
        *(s.name for s in template.sections),
        *(t.consequence for t in template.thresholds),
    ]
    for item in template.items():
        named += [item.words, *(c.words for c in item.choices)]
        named += [words for words in (item.hint, item.constraint_words) if words.zh or words.en]
        assert item.clause
        if item.constraint:
            assert item.constraint_words.zh
        if item.kind == "check":
            assert item.owner_role in OWNER_ROLES
            assert item.mend_days is not None
            assert 1 <= item.mend_days <= 10
            assert item.points_c > 0
    for words in named:
        assert any("一" <= letter <= "鿿" for letter in words.zh), words
        assert words.en, words
        assert words.en.isascii() or set(words.en) <= set(map(chr, range(128))) | set("’“”–¥÷"), words


@every
def test_full_marks_are_the_sum_of_the_items(template: Template) -> None:
    total_c = sum(i.points_c for i in template.items())
    assert total_c == (template.base_c if template.code != "tellers_day" else 6 * 200)


def test_tellers_day_is_base_100_and_2_off_each() -> None:
    template = SHIPPED["tellers_day"]
    assert template.base_c == 10_000
    assert {i.per_case_c for i in template.items()} == {200}
    times = ("07:50", "08:00", "08:05", "08:10", "15:30", "16:00")
    assert [next(t for t in times if t in i.words.zh and t in i.words.en) for i in template.items()] == list(times)
    answers = [Answer(item="D1", verdict="fail", persons=tuple("abcdefg"), cases=7)]
    answers += [Answer(item=f"D{n}", verdict="pass") for n in range(2, 7)]
    assert score(template, answers).score_c == 8_600, "seven people lose more than the one item is worth"


def test_the_outside_of_the_star_standard_adds_up_to_15() -> None:
    assert [i.points_c // 100 for i in SHIPPED["cbss1000_1_1"].items()] == [2, 3, 2, 3, 2, 3]


def test_branch_fines_are_those_of_the_branch_and_the_heavier_goes_first() -> None:
    template = SHIPPED["branch_fines"]
    assert [i.fine_cents for i in template.items()] == [2_000, 5_000, 5_000, 5_000, 10_000]

    def fined(*failed: tuple[str, str]) -> dict[str, dict[str, int]]:
        answers = [Answer(item=item, verdict="fail", persons=(who,), note="seen") for item, who in failed]
        return {line.item: dict(line.fines) for line in score(template, answers, running=True).lines}

    assert fined(("F1", "p"), ("F2", "p")) == {"F1": {}, "F2": {"p": 5_000}}, "one absence: the heavier only"
    assert fined(("F1", "q"), ("F2", "p")) == {"F1": {"q": 2_000}, "F2": {"p": 5_000}}, "two people: two acts"
    assert fined(("F2", "p"), ("F3", "p"), ("F5", "p")) == {"F2": {"p": 5_000}, "F3": {"p": 5_000}, "F5": {"p": 10_000}}
    assert "优先" in template.note.zh
    assert "before" in template.note.en


def test_patrols_that_are_not_due_are_not_asked() -> None:
    template = SHIPPED["patrol"]
    every_one = {i.id for i in template.items()} - {"P-3a"}
    assert asked(template, []) == every_one, "nothing said: all of it"
    weekly = [Answer(item="P-0", verdict="given", text="day week")]
    assert asked(template, weekly) == {"P-0", "P-1", "P-2", "P-3n", "P-3"}
    none = [*weekly, Answer(item="P-3n", verdict="given", text="0")]
    assert "P-3a" in asked(template, none)
    passed = [*none, *(Answer(item=i, verdict="pass") for i in ("P-1", "P-2", "P-3a"))]
    late = score(template, [*passed, Answer(item="P-3", verdict="fail", cases=2)])
    assert (late.full_c, late.score_c) == (5_500, 3_500)


def test_a_branch_without_machines_is_not_asked_about_them() -> None:
    template = SHIPPED["environment"]
    machines = {"C6-5", "C6-6"}
    assert machines <= asked(template, [])
    assert machines <= asked(template, [Answer(item="C6-0", verdict="given", text="2")])
    assert not machines & asked(template, [Answer(item="C6-0", verdict="given", text="0")])
    assert "C6-3a" in asked(template, [Answer(item="C6-00", verdict="given", text="snow")])
    assert "C6-3a" not in asked(template, [Answer(item="C6-00", verdict="given", text="dry")])


def test_a_branch_without_companies_is_not_asked_about_them() -> None:
    template = SHIPPED["internal_control"]
    assert {"C2-2", "C2-3"} <= asked(template, [])
    without = asked(template, [Answer(item="C2-0", verdict="given", text="no")])
    assert not {"C2-2", "C2-3", "C2-4", "C2-2n"} & without
    counted = [Answer(item="C2-2n", verdict="given", text="100"), Answer(item="C2-2f", verdict="given", text="101")]
    assert ("C2-2f", "constraint") in [(gap.item, gap.what) for gap in gaps(template, counted)]
    counted[1] = Answer(item="C2-2f", verdict="given", text="100")
    assert not [gap for gap in gaps(template, counted) if gap.item == "C2-2f"]


def test_every_list_shows_facts_or_rules_of_its_kind() -> None:
    kinds = {item.kind for item in ITEMS.values()}
    assert {"check", "integer", "choice", "choices"} <= kinds
    assert {item.counts for item in ITEMS.values()} == {"place", "time", "person_time", "rate"}
    assert {item.gate for item in ITEMS.values()} >= {"none", "section"}
    assert any(section.relevant for t in SHIPPED.values() for section in t.sections)


@every
def test_its_expressions_are_read_without_the_heavy_library(template: Template) -> None:
    written = [s.relevant for s in template.sections]
    written += [text for item in template.items() for text in (item.relevant, item.constraint)]
    for expression in filter(None, written):
        assert _simple(expression) is not None, expression
        assert all(template.has(name) for name in names_of(expression))


def test_scoring_the_shipped_lists_loads_no_heavy_library() -> None:
    script = (
        "from supervisor.inspection.intake import shipped\n"
        "from supervisor.inspection.scoring.score import score\n"
        "from supervisor.inspection.completeness import gaps\n"
        "from supervisor.inspection.answer import Answer\n"
        "for t in shipped():\n"
        "    answers = [Answer(item=i.id, verdict='fail' if i.kind == 'check' else 'given',\n"
        "                      text='' if i.kind == 'check' else '1') for i in t.items()]\n"
        "    score(t, answers); gaps(t, answers)\n"
        "import sys; assert not {'elementpath', 'pyxform'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60, cwd=Path(__file__).parents[2])


def fact_for(item: Item, chance: random.Random) -> str:
    """Some answer that the question takes."""
    if item.kind in ("choice", "choices"):
        return chance.choice(item.choices).name
    return read_fact(item, {"date": date(2026, 11, 20), "text": "seen"}.get(item.kind, chance.randint(0, 3)))


def rows_for(template: Template, seed: int) -> list[dict[str, Any]]:
    chance = random.Random(seed)
    rows: list[dict[str, Any]] = []
    for item in template.items():
        if item.kind != "check":
            rows.append({"item": item.id, "text": fact_for(item, chance)})
        elif chance.random() < 0.3:
            rate = {"value": 0.05} if item.counts == "rate" else {}
            rows.append({"item": item.id, "verdict": "fail", "cases": chance.randint(1, 3), "note": "seen", **rate})
    return rows


@every
def test_each_logs_with_everything_in_order(book: Book, template: Template) -> None:
    b = made(book)
    subject = log_inspection(book, b.supervisor, template.code, [], others_pass=True)
    with book.read() as r:
        scored = ledger.score_of(r, subject)
        assert (scored.percent_c, scored.lost_c, scored.lines) == (10_000, 0, ())
        assert ledger.findings_of(r, subject) == []


@every
def test_each_logs_with_failures_scores_and_round_trips(book: Book, template: Template, tmp_path: Path) -> None:
    b = made(book)
    rows = rows_for(template, 7)
    people = [b.tellers[n % 3] for n in range(len(rows))]
    for row, who in zip(rows, people, strict=True):
        if row.get("verdict") == "fail":
            row["persons"] = [b.numbers[who]]
    subject = log_inspection(book, b.supervisor, template.code, rows, others_pass=True, at=MORNING)
    with book.read() as r:
        sheet = ledger.sheet(r, subject)
        wanted = sheet.asked
        failed = {row["item"] for row in rows if row.get("verdict") == "fail"}
        assert {line.item for line in sheet.score.lines} == failed & wanted
        assert sheet.score.lost_c > 0
        assert sheet.score.score_c == max(0, sheet.score.full_c - sheet.score.lost_c)
        assert {f.item for f in ledger.findings_of(r, subject)} <= failed & wanted
        given = {a.item: a.text for a in sheet.answers if a.verdict == "given"}
        assert given == {row["item"]: row["text"] for row in rows if "text" in row}
        exported = service.template_json(r, template.code)
    path = tmp_path / f"{template.code}.json"
    path.write_bytes(exported)
    assert digest_of(service.check_template(path)) == digest_of(template)


def test_an_unattended_lobby_forfeits_its_section() -> None:
    template = SHIPPED["discipline"]
    lobby = template.sections[0]
    answers = [Answer(item=i.id, verdict="pass") for i in template.items() if i not in lobby.items]
    answers.append(Answer(item="A8-1", verdict="fail", note="10:05–10:25"))
    result = score(template, answers)
    assert result.sections[0].forfeited_by == "A8-1"
    assert result.score_c == template.base_c - sum(i.points_c for i in lobby.items)


def test_a_version_goes_on_being_scored_by_the_figures_it_began_with(book: Book) -> None:
    """Kind 15: the pinned version counts for ever, the new one only for what begins under it."""
    b = made(book)
    row = {"item": "D1", "verdict": "fail", "persons": [b.tellers[0]]}
    old = log_inspection(book, b.supervisor, "tellers_day", [row], others_pass=True)
    import msgspec

    day = SHIPPED["tellers_day"]
    dearer = msgspec.structs.replace(
        day, version="2.0",
        sections=tuple(
            msgspec.structs.replace(s, items=tuple(msgspec.structs.replace(i, per_case_c=500) for i in s.items))
            for s in day.sections
        ),
    )  # fmt: skip
    service.activate_template(book, b.manager, dearer, reason="dearer")
    new = log_inspection(book, b.supervisor, "tellers_day", [row], others_pass=True)
    with book.read() as r:
        assert ledger.score_of(r, old).score_c == 9_800
        assert ledger.score_of(r, new).score_c == 9_500


def test_a_month_of_too_many_has_its_consequence_and_one_less_has_none(book: Book) -> None:
    """Kind 5: more than the stated number, by one person, in the month; waived findings do not count."""
    b = made(book)
    p, q = b.tellers[0], b.tellers[1]
    rows = [{"item": "F2", "verdict": "fail", "persons": [p], "cases": 2, "note": "x"}]
    first = log_inspection(book, b.supervisor, "branch_fines", rows, others_pass=True)
    log_inspection(book, b.supervisor, "branch_fines", [{**rows[0], "persons": [q], "cases": 2}], others_pass=True)
    month = (MORNING.date().replace(day=1), MORNING.date())
    with book.read() as r:
        assert ledger.consequences(r, *month) == []
    log_inspection(book, b.supervisor, "branch_fines", [{**rows[0], "cases": 1}], others_pass=True)
    with book.read() as r:
        (one,) = ledger.consequences(r, *month)
        assert (one.person, one.threshold.item, one.cases) == (p, "F2", 3)
        (finding,) = ledger.findings_of(r, first)
    service.waive_finding(book, b.manager, finding.subject, reason="outage")
    with book.read() as r:
        assert ledger.consequences(r, *month) == []


def test_a_code_nobody_ships_is_named(book: Book) -> None:
    b = made(book)
    with pytest.raises(BadInput, match="patrol"):
        service.begin(book, b.supervisor, "nothing")

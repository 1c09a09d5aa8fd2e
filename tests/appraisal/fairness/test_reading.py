"""Fairness as it is read from a book: prices of the rule book, corrections, people on duty, rights, sentences."""

from __future__ import annotations

import shutil
import time
from datetime import UTC, date, datetime
from importlib.resources import as_file, files
from types import SimpleNamespace

import msgspec
import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.app import load_rooms
from supervisor.appraisal.fairness import Fairness, read, sentences
from supervisor.appraisal.fairness.gathering import gather
from supervisor.appraisal.fairness.reading import standings_of
from supervisor.appraisal.ledger import rulebook
from supervisor.appraisal.rulebook.intake import read_rulebook
from supervisor.appraisal.scores import members, score_month
from supervisor.appraisal.service import activate_rulebook
from supervisor.branch.service import found_branch
from supervisor.branch.staff import add_person
from supervisor.errors import BadInput, Refused
from supervisor.inspection.ledger import templates_in_force
from supervisor.inspection.service import import_templates
from supervisor.inspection.whole import log_inspection
from supervisor.journal import SYSTEM, Book
from supervisor.language import use_language
from supervisor.roster.service import record_absence

from ..conftest import at

NOVEMBER = "2026-11"
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
STAFF = 6


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> SimpleNamespace:
    """Twelve rounds by the manager, who finds two faults in each, and twelve by the deputy, who finds none or one; of
    the six tellers the last is met in one of them."""
    load_rooms()
    path = tmp_path_factory.mktemp("fair") / "fair.book"
    with Book.create(str(path), branch="支行", zone="Asia/Shanghai") as book:
        book.set_now(at(10, 1))
        found_branch(book, SYSTEM, name="支行")
        import_templates(book, SYSTEM, valid_from=date(2026, 1, 1))
        named = [("manager", Role.MANAGER), ("deputy", Role.DEPUTY), *((f"柜员 {n:02d}", None) for n in range(STAFF))]
        who = [add_person(book, SYSTEM, no=f"9{n}", name=name, role="柜员" if role is None else name,
                          joined=date(2026, 10, 1)) for n, (name, role) in enumerate(named)]  # fmt: skip
        for login, person, role in (
            ("m1", who[0], Role.MANAGER),
            ("d1", who[1], Role.DEPUTY),
            ("t1", who[2], Role.STAFF),
        ):
            add_user(book, SYSTEM, login=login, person=person, name=login, roles=(role,))
        with as_file(files("resources") / "rulebooks" / "branch.json") as rules:
            activate_rulebook(book, who[0], rules=read_rulebook(rules), month="2026-11")
        book.set_now(at(11, 30))
        staff = who[2:]
        with book.batch():
            for turn in range(24):
                strict = turn % 2 == 0
                met = [staff[turn % 5], staff[(turn + 1) % 5]] + ([staff[5]] if turn == 3 else [])
                faults = _plain(book)[: 3 if strict else int(turn % 4 == 1)]
                answers = [{"item": item, "verdict": "fail", "persons": met[:2]} for item in faults]
                log_inspection(book, who[0] if strict else who[1], "discipline", answers, others_pass=True,
                               inspected=met, at=datetime(2026, 11, 2 + turn, 1 + turn % 8, tzinfo=UTC))  # fmt: skip
    return SimpleNamespace(path=path, manager=who[0], deputy=who[1], staff=staff)


@pytest.fixture
def watched(kept, tmp_path):
    """That book, each test's own."""
    shutil.copy(kept.path, tmp_path / "fair.book")
    with Book.open(str(tmp_path / "fair.book")) as book:
        book.set_now(at(11, 30))
        yield SimpleNamespace(**vars(kept), book=book)


def _plain(book: Book) -> list[str]:
    """Items of the check-list that need nothing but a yes or no and cost from the first time on."""
    with book.read() as r:
        template = next(one for _version, one in templates_in_force(r, LAST) if one.code == "discipline")
    return [item.id for item in template.items()
            if item.kind == "check" and item.evidence == "none" and item.per_case_c > 0 and item.gate == "none"
            and not item.first_is_reminder and not item.relevant and item.counts != "rate"]  # fmt: skip


def seen_by(watched, actor: str, **more) -> Fairness:
    with watched.book.read() as r:
        return read(r, actor, NOVEMBER, **more)


def test_the_strict_inspector_the_seldom_seen_and_the_adjusted_score(watched) -> None:
    found = seen_by(watched, watched.manager)
    assert found.severe == seen_by(watched, watched.manager, months=1).severe  # empty months before it say nothing
    strict = found.severe[0]
    assert (strict.inspector, strict.verdict, strict.looks) == (watched.manager, "strict", 12)
    assert strict.factor > 1.15
    assert found.looks == 24
    rare = found.chance_of(watched.staff[5])
    assert rare is not None
    assert (rare.looks, rare.few) == (1, True)
    moved = [one for one in found.adjusted if one.most == watched.manager]
    assert moved
    assert all(one.adjusted > one.total for one in moved)
    with watched.book.read() as r:
        said = {one.person: one.total_points_c for one in score_month(r, NOVEMBER).people}
    assert {one.person: round(one.total * 100) for one in found.adjusted} == said


def test_the_sentences_of_the_sketch(watched) -> None:
    found = seen_by(watched, watched.manager, months=1)
    use_language("zh")
    said = sentences(found)
    assert any(line.startswith("柜员 05 仅被检查 1 次（平均 ") and line.endswith("名次不可靠。") for line in said)
    assert any(line.startswith("检查人 manager 偏严 ") and "，校正后 柜员 0" in line for line in said)
    use_language("en")
    assert any("marks" in line and "too hard; adjusted, 柜员" in line for line in sentences(found))


def test_each_sees_what_his_rights_allow(watched) -> None:
    everything = seen_by(watched, watched.deputy)
    assert {one.inspector for one in everything.severe} == {watched.manager, watched.deputy}
    own = seen_by(watched, watched.staff[0])
    assert own.own == watched.staff[0]
    assert [one.person for one in own.adjusted] == [watched.staff[0]]
    assert [one.person for one in own.chances] == [watched.staff[0]]
    assert own.cover is not None
    assert [one.person for one in own.cover.people] == [watched.staff[0]]
    assert (own.severe, own.posts, own.items, own.roles_course, own.reliability) == ((), (), (), (), None)
    assert set(own.names) == {watched.staff[0]}
    assert all(one.most == "" for one in own.adjusted)  # nor whom it was that marked him hard
    with pytest.raises(Refused):
        seen_by(watched, watched.staff[5])  # has no login
    inspector = add_person(watched.book, "system", no="77", name="检查员", role="主管", joined=date(2026, 10, 1))
    add_user(watched.book, "system", login="i", person=inspector, name="i", roles=(Role.STAFF, Role.SUPERVISOR))
    log_inspection(
        watched.book, inspector, "discipline", [], others_pass=True, at=datetime(2026, 11, 27, 2, tzinfo=UTC)
    )
    mine = seen_by(watched, inspector)
    assert inspector in {one.inspector for one in mine.severe}


def test_a_walk_through_the_branch_meets_who_was_there_and_not_himself(watched) -> None:
    morning = datetime(2026, 11, 26, 2, tzinfo=UTC)
    record_absence(watched.book, watched.manager, date(2026, 11, 26), watched.staff[1], "sick")
    log_inspection(watched.book, watched.deputy, "appearance", [], others_pass=True, at=morning)
    with watched.book.read() as r:
        gathered = gather(r, FIRST, LAST, rulebook(r, NOVEMBER), members(r, FIRST, LAST))
    at_round = next(line for line, look in enumerate(gathered.seen.looks) if look.code == "appearance")
    met = {person for at_, person in enumerate(gathered.grid.people) if gathered.grid.seen[at_round, at_]}
    assert watched.deputy not in met
    assert watched.staff[1] not in met
    assert {watched.manager, watched.staff[0], watched.staff[5]} <= met


def test_a_breach_costs_what_the_rule_book_says(watched) -> None:
    """One finding alone takes from the total just what its price says."""
    with watched.book.read() as r:
        book = rulebook(r, NOVEMBER)
        staff = members(r, FIRST, LAST)
        gathered = gather(r, FIRST, LAST, book, staff)
        nominal = gather(r, FIRST, LAST, None, staff)
    assert book is not None
    own = gathered.grid.lost[gathered.grid.lost > 0]
    [rule] = {rule.component for rule in book.rules if rule.source == "inspection"}
    weight = next(one.weight_c for one in book.components if one.code == rule) / 10000
    assert own.sum() == pytest.approx(nominal.grid.lost.sum() * weight)  # points as recorded, by the component's weight


def test_components_that_are_added_or_join_by_points_cost_what_they_say(watched) -> None:
    """What a finding costs is not divided by weights where the book knows none."""
    with watched.book.read() as r:
        book = rulebook(r, NOVEMBER)
        staff = members(r, FIRST, LAST)
        assert book is not None
        source = next(rule.component for rule in book.rules if rule.source == "inspection")
        parts = [
            msgspec.structs.replace(one, joins="added", weight_c=0, base_c=0, cap_c=0, floor_c=None)
            if one.code == source else msgspec.structs.replace(one, measured="always")
            for one in book.components
        ]  # fmt: skip
        added = msgspec.structs.replace(book, components=tuple(parts))
        nominal = gather(r, FIRST, LAST, None, staff).grid.lost.sum()
        assert gather(r, FIRST, LAST, added, staff).grid.lost.sum() == pytest.approx(nominal)
        found = standings_of(score_month(r, NOVEMBER, instead=added))
    assert sum(one.taken for one in found) > 0


def test_without_a_rule_book_the_rest_is_still_told(watched) -> None:
    with watched.book.read() as r:
        found = read(r, watched.manager, "2026-10", months=1)
    assert (found.adjusted, found.chances, found.priced) == ((), (), False)
    assert sentences(found) == ()


def test_what_cannot_be_asked(watched) -> None:
    for months in (0, 13):
        with pytest.raises(BadInput):
            seen_by(watched, watched.manager, months=months)
    with watched.book.read() as r, pytest.raises(BadInput):
        read(r, watched.manager, "2026-13")


def test_it_is_quick(watched) -> None:
    seen_by(watched, watched.manager)
    began = time.process_time()
    seen_by(watched, watched.manager)
    assert time.process_time() - began < 0.5

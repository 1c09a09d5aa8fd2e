"""What comes badly to the dispatch screen is answered in words: never an empty screen, never a trace."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.dispatch.facts import read_board
from tests.desktop.on_screen import Settle, again, page_of, texts


@pytest.fixture
def shown(qtbot: QtBot, desk: Desk, settle: Settle, caplog: pytest.LogCaptureFixture) -> Any:
    yield page_of("dispatch", qtbot, desk, settle)
    traces = [one for one in caplog.records if one.exc_info and one.levelno >= logging.ERROR]
    assert not traces, "nothing ended in a trace"


def declare(page: Any, settle: Settle, kind: str = "surge") -> None:
    page.calm.choose(kind)
    page.calm.declare()
    settle()
    again(page, settle)


def everybody(page: Any) -> list[Any]:
    return page.snapshot.board.people()


def test_nobody_with_the_skill_is_refused_on_the_board_and_told_with_what_to_do(
    shown: Any, desk: Desk, settle: Settle
) -> None:
    from supervisor.branch.ledger import people, posts
    from supervisor.branch.staff import withdraw_skill
    from supervisor.roster.service import record_absence

    with desk.book.read() as r:
        place = next(one for one in posts(r) if one.service_class and one.skill and one.min_cover)
        holders = [one.subject for one in people(r) if place.skill in one.skills]
        today = r.today
    for who in holders:
        withdraw_skill(desk.book, desk.actor, who, place.skill)
    there = next(post for post in shown.snapshot.board.posts() if post.subject == place.subject).people
    stands = [one.subject for one in there]
    for who in stands:
        record_absence(desk.book, desk.actor, today, who, "sick")
    declare(shown, settle)
    assert all(shown.board.trial(one.subject, place.subject).refused or
               shown.board.trial(one.subject, place.subject).stays for one in everybody(shown))  # fmt: skip
    assert texts(shown.moves).strip()
    assert shown.uncovered.isVisibleTo(shown)
    assert str(place.name) in texts(shown.uncovered) or "技能" in texts(shown.uncovered)


def test_everybody_in_a_meeting_stands_in_the_lane_and_the_board_says_what_to_do(
    shown: Any, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    from supervisor import app

    busy = {one.subject: 12 * 60 for one in everybody(shown)}
    monkeypatch.setattr(app, "people_in_meetings", lambda _reader: busy)
    again(shown, settle)
    facts = shown.snapshot.board
    assert not any(post.people for post in facts.posts())
    assert {post.subject for zone in facts.elsewhere for post in zone.posts} >= {"elsewhere:meeting"}
    assert "叫人返岗" in shown.board.empty.text()
    declare(shown, settle)
    assert shown.plan is not None
    assert texts(shown.moves).strip()
    post = facts.posts()[0]
    assert all(shown.board.told(who, post.subject) for who in busy)


def test_contradictory_pins_are_set_aside_in_words(shown: Any, settle: Settle) -> None:
    declare(shown, settle)
    facts = shown.snapshot.board
    refused = next(
        (one.subject, post.subject)
        for one in facts.people()
        for post in facts.posts()
        if [b.rule for b in shown.board.trial(one.subject, post.subject).broken_rules] == ["skill_held"]
    )
    shown.pins.put(*refused)
    settle()
    again(shown, settle)
    assert shown.plan is not None
    assert any(short.rule == "pin_kept" for short in shown.plan.shortages)
    assert "无法照办" in texts(shown.uncovered)


def test_what_is_no_count_is_no_count(shown: Any, desk: Desk, settle: Settle) -> None:
    from supervisor.dispatch.ledger import counted

    code, field = next(iter(shown.waits.fields.items()))
    for typed in ("-3", "abc", "3.5", "9999999", ""):
        field.setText(typed)
        field.editingFinished.emit()
        settle()
        again(shown, settle)
        assert all(0 <= n <= 300 for n in shown.waits.standing().values()), typed
        with desk.book.read() as r:
            kept = counted(r, "")
        assert kept is None or kept.waiting in ({}, {code: 300}), typed


def test_an_outage_of_everything_is_a_screen_with_words(shown: Any, desk: Desk, settle: Settle) -> None:
    declare(shown, settle, "power")
    assert shown.plan is not None
    assert texts(shown.moves).strip()
    assert len(shown.board.view.grid.cells) > 10
    facts = shown.snapshot.board
    problem = facts.trial[0].problem
    down = tuple(msgspec.structs.replace(one, share_stopped=1.0, leaves=1.0) for one in problem.classes)
    from supervisor.dispatch.optimiser.best import dispatch
    from supervisor.dispatch.optimiser.trial import trial_of

    nothing = msgspec.structs.replace(problem, classes=down)
    shown.snapshot = replace(shown.snapshot, board=replace(facts, trial=trial_of(nothing)))
    shown.shown = replace(shown.shown, problem=nothing, plan=dispatch(nothing))
    shown._show_plan()
    assert texts(shown.moves).strip()
    assert shown.board.told(facts.people()[0].subject, facts.posts()[-1].subject)


def test_a_day_without_a_roster_and_a_branch_without_posts_say_so(shown: Any, desk: Desk, settle: Settle) -> None:
    facts = shown.snapshot.board
    bare = (replace(zone, posts=tuple(replace(post, people=()) for post in zone.posts)) for zone in facts.zones)
    nobody = replace(facts, elsewhere=(), zones=tuple(bare))
    shown.board.put(nobody)
    assert "无人在岗" in shown.board.empty.text()
    shown.board.put(replace(nobody, zones=()))
    assert "还没有设置岗位" in shown.board.empty.text()
    later = desk.book.now() + timedelta(days=40)
    desk.book.set_now(lambda: later)
    with desk.book.read() as r:
        assert read_board(r, None, (), {}).posts()
    again(shown, settle)
    assert shown.board.view.grid.cells


def test_a_person_who_is_gone_by_the_next_reading_leaves_the_hand(shown: Any) -> None:
    facts = shown.snapshot.board
    held = facts.posts()[0].people[0].subject
    shown.board.view.lift(held)
    zone = facts.zones[0]
    post = replace(zone.posts[0], people=zone.posts[0].people[1:])
    shown.board.put(replace(facts, zones=(replace(zone, posts=(post, *zone.posts[1:])), *facts.zones[1:])))
    assert shown.board.view.hand is None
    assert shown.board.told("person:nobody", post.subject)[0][0] == "无法试算这项调动。"

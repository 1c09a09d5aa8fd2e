"""The live board: who stands where on any day, a person in the hand, what is broken, drops as orders, pins, counts."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.dispatch.facts import BoardFacts, PersonTile, PostTile
from supervisor.desktop.screens.dispatch.tile_words import break_words, post_words, since_words, state_words
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import use_language
from tests.desktop.on_screen import Settle, again, page_of, sent, texts


@pytest.fixture
def shown(qtbot: QtBot, desk: Desk, settle: Settle) -> Any:
    return page_of("dispatch", qtbot, desk, settle)


def declare(page: Any, settle: Settle, kind: str = "surge") -> None:
    page.calm.choose(kind)
    page.calm.declare()
    settle()
    again(page, settle)


def trials(page: Any) -> list[Any]:
    """What every person on the floor would do on every other post."""
    facts: BoardFacts = page.snapshot.board
    standing = [one for post in facts.posts() for one in post.people]
    found = [page.board.trial(one.subject, post.subject) for one in standing for post in facts.posts()]
    return [one for one in found if not one.stays]


def first(page: Any, fits: Any) -> Any:
    found = next((one for one in trials(page) if fits(one)), None)
    assert found is not None, "the sample has such a move"
    return found


def person(**changes: Any) -> PersonTile:
    base = {"subject": "p", "name": "甲", "skills": ("现金",), "post": "a", "since": 540}
    return PersonTile(**(base | changes))


def test_a_tile_says_how_long_what_is_due_and_what_keeps_a_person() -> None:
    use_language("en")
    try:
        assert since_words(person(), 575) == "35 min"
        assert since_words(person(), 625) == "1 h 25"
        assert break_words(person(break_from=700, break_to=745), 680) == ("break in 20 min", "warning")
        assert break_words(person(break_from=700, break_to=745), 600) == ("break 11:40", "muted")
        assert break_words(person(break_from=700, break_to=745), 712) == ("break overdue 12 min", "bad")
        assert break_words(person(break_from=700, break_to=745), 800) == ("", "")
        assert break_words(person(break_latest=810), 600)[0] == "no break planned"
        assert state_words(person(meeting_until=630), 600, {}) == ("meets until 10:30", "info")
        assert state_words(person(away="training", away_until=660), 600, {})[0] == "trains until 11:00"
        assert state_words(person(away="lunch", away_until=660), 600, {})[0] == "back 11:00"
        assert state_words(person(ordered="b", ordered_from=660), 600, {"b": "Cash"}) == ("→ Cash 11:00", "accent")
        assert post_words(PostTile("a", "A", 2, (person(),), 3)) == ("▲ 1 of 2", "bad")
        assert post_words(PostTile("a", "A", 0, (person(),), 3, dual=True)) == ("▲ one alone", "bad")
    finally:
        use_language("zh")


def test_the_board_is_there_on_a_calm_day_with_everybody_by_zone(shown: Any) -> None:
    facts = shown.snapshot.board
    assert shown.snapshot.incident is None
    assert shown.board.isVisible()
    assert len(facts.zones) >= 2
    assert len(facts.people()) >= 10
    assert all(one.skills for one in facts.people())
    assert {cell.key for cell in shown.board.view.grid.cells if cell.kind == "person"} == {
        one.subject for one in facts.people()
    }
    boxes = [cell.rect for cell in shown.board.view.grid.cells if cell.kind == "post"]
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n])
    assert all(box.left() >= 0 and box.right() <= shown.board.view.width() + 1 for box in boxes)


def test_nobody_counted_is_an_empty_field_and_what_is_typed_is_kept_of_that_class_alone(
    shown: Any, desk: Desk, settle: Settle
) -> None:
    from supervisor.dispatch.ledger import counted

    fields = shown.waits.fields
    assert shown.waits.typed() == {}
    assert all(field.text() == "" and field.placeholderText().startswith("≈") for field in fields.values())
    code = next(iter(fields))
    fields[code].setText("7")
    fields[code].editingFinished.emit()
    settle()
    again(shown, settle)
    with desk.book.read() as r:
        kept = counted(r, "")
    assert kept is not None
    assert kept.waiting == {code: 7}
    assert fields[code].text() == "7"
    assert [field.text() for other, field in fields.items() if other != code] == [""] * (len(fields) - 1)
    assert "未清点" in shown.waits.source.text()
    declare(shown, settle)
    assert shown.waits.standing()[code] == 7


def test_somebody_in_the_hand_changes_the_waits_over_each_post_and_escape_gives_up(shown: Any, qtbot: QtBot) -> None:
    board = shown.board
    trial = first(shown, lambda one: one.minutes < -1)
    before = texts(board.strip)
    board.view.setFocus()
    assert board.view.lift(trial.person)
    board.view.carry(trial.post)
    assert texts(board.strip) != before
    assert "客户分钟" in board.view.accessibleDescription()
    assert dict(board.keys.shown)["Esc"]
    qtbot.keyClick(board.view, Qt.Key.Key_Escape)
    assert board.view.hand is None
    assert texts(board.strip) == before


def test_the_keys_walk_lift_carry_and_put_down(shown: Any, qtbot: QtBot) -> None:
    view = shown.board.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    chosen = view.current
    assert chosen
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.current != chosen
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.hand is not None
    over = {view.hand.post}
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
        qtbot.keyClick(view, key)
        over.add(view.hand.post)
    assert len(over) >= 3
    dropped: list[Any] = []
    view.dropped.connect(lambda *one: dropped.append(one))
    view.carry(view.person(view.current).post)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert (view.hand, dropped) == (None, []), "put down where he stood, nothing happens"


def test_dragged_with_the_mouse_he_is_ordered_and_the_order_can_be_taken_back(
    shown: Any, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    from supervisor.dispatch.ledger import orders

    declare(shown, settle)
    trial = first(shown, lambda one: not one.broken_rules)
    view = shown.board.view
    start, goal = view.grid.of(trial.person).rect.center(), view.grid.of(trial.post).rect.center()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start.toPoint())
    qtbot.mouseMove(view, (start.toPoint() + goal.toPoint()) / 2)
    qtbot.mouseMove(view, goal.toPoint())
    assert view.hand is not None
    assert view.hand.post == trial.post
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=goal.toPoint())
    settle()
    again(shown, settle)
    incident = shown.snapshot.incident.subject
    with desk.book.read() as r:
        (order,) = orders(r, incident)
    assert (order.person, order.move.to_post, order.proposal) == (trial.person, trial.post, "")
    assert next(one for one in shown.snapshot.board.people() if one.subject == trial.person).post == trial.post
    desk.undo()
    settle()
    with desk.book.read() as r:
        assert not orders(r, incident)  # taken back by who sent it: nobody was asked to go


def test_a_rule_never_broken_refuses_the_drop_and_any_other_asks_for_a_reason(
    shown: Any, desk: Desk, settle: Settle
) -> None:
    from supervisor.dispatch.ledger import orders

    declare(shown, settle)
    said: list[Any] = []
    desk.said.connect(lambda notice, _step: said.append(notice.happened))
    never = first(shown, lambda one: one.refused)
    assert ("不可下达", "bad") in shown.board.told(never.person, never.post)
    shown.board.dropped.emit(never.person, never.post, never)
    settle()
    assert "不能把" in said[-1]
    excused = first(shown, lambda one: one.asks_reason)
    shown.board.dropped.emit(excused.person, excused.post, excused)
    settle()
    incident = shown.snapshot.incident.subject
    with desk.book.read() as r:
        assert orders(r, incident) == []
    form = shown.findChildren(FormSheet)[0]
    form._fields["reason"].setText("客户晕倒")
    sent(form, settle)
    with desk.book.read() as r:
        (order,) = orders(r, incident)
    assert "客户晕倒" in order.move.reason.zh


def test_on_a_calm_day_a_drop_changes_the_roster_from_now_on_and_back(shown: Any, desk: Desk, settle: Settle) -> None:
    from supervisor.roster.ledger import duties

    trial = first(shown, lambda one: not one.broken_rules)
    with desk.book.read() as r:
        before = [one for one in duties(r, r.today) if one.person == trial.person]
    shown.board.dropped.emit(trial.person, trial.post, trial)
    settle()
    again(shown, settle)
    now = shown.snapshot.board.minute
    with desk.book.read() as r:
        after = [one for one in duties(r, r.today) if one.person == trial.person]
    assert [(one.post, one.start_minute) for one in after][-1] == (trial.post, now)
    assert next(one for one in shown.snapshot.board.people() if one.subject == trial.person).post == trial.post
    desk.undo()
    settle()
    with desk.book.read() as r:
        assert [one for one in duties(r, r.today) if one.person == trial.person] == before


def test_pins_reach_the_plan_and_the_tile(shown: Any, qtbot: QtBot, settle: Settle) -> None:
    declare(shown, settle)
    view = shown.board.view
    view.setFocus()
    view.choose(shown.snapshot.board.posts()[0].people[0].subject)
    stays = view.current
    qtbot.keyClick(view, Qt.Key.Key_P)
    settle()
    assert shown.inputs()["pinned"] == {stays}
    assert "留岗" in view.grid.of(stays).words[1]
    free = first(shown, lambda one: not one.broken_rules and one.person != stays)
    view.lift(free.person)
    view.carry(free.post)
    qtbot.keyClick(view, Qt.Key.Key_P)
    settle()
    assert shown.inputs()["pinned_to"] == {free.person: free.post}
    assert any(move.pinned and move.person == free.person for move in shown.plan.moves)
    from supervisor.desktop.screens.dispatch.pins import show_menu

    menu = show_menu(shown.board, shown.pins, shown.snapshot.board, stays, QPoint(0, 0))
    menu.actions()[-1].trigger()
    settle()
    assert shown.inputs()["pinned"] == set()
    menu.close()


def test_a_reading_paints_again_only_what_changed(shown: Any) -> None:
    from dataclasses import replace

    view, facts = shown.board.view, shown.snapshot.board
    cells = view.grid.cells
    view.put(replace(facts, minute=facts.minute))
    assert view.grid.cells == cells
    zone = facts.zones[0]
    post = zone.posts[0]
    one = post.people[0]
    other = replace(post, people=(replace(one, pin="stay"), *post.people[1:]))
    changed = replace(facts, zones=(replace(zone, posts=(other, *zone.posts[1:])), *facts.zones[1:]))
    view.put(changed)
    assert {cell.key for cell in set(cells) ^ set(view.grid.cells)} == {one.subject}


def test_who_eats_or_meets_stands_in_the_lane_elsewhere(desk: Desk, qtbot: QtBot, settle: Settle) -> None:
    from supervisor.roster.ledger import lunches

    with desk.book.read() as r:
        lunch = lunches(r, r.today)[0]
    noon = desk.book.now().astimezone(desk.book.zone).replace(hour=0, minute=0)
    at = noon.replace(hour=lunch.start_minute // 60, minute=lunch.start_minute % 60 + 5)
    desk.book.set_now(lambda: at)
    page = page_of("dispatch", qtbot, desk, settle)
    lane = [post for zone in page.snapshot.board.elsewhere for post in zone.posts]
    eats = next(post for post in lane if post.subject == "elsewhere:lunch")
    assert lunch.person in {one.subject for one in eats.people}
    assert {one.away_until for one in eats.people if one.subject == lunch.person} == {lunch.end_minute}
    assert msgspec.structs.asdict(page.board.trial(lunch.person, page.snapshot.board.posts()[0].subject))["post"]

"""What the dispatch screen compared or promised is not told any longer than it holds."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.desk import Desk
from supervisor.dispatch import service
from supervisor.dispatch.optimiser.replanning import Changed
from supervisor.dispatch.problem.changes import PlanLine
from supervisor.dispatch.returning.back import ReturnStep
from supervisor.incidents.service import end
from supervisor.language import Words, use_language
from tests.desktop.on_screen import Settle, again, texts
from tests.desktop.test_dispatch_orders import later, running


def test_a_comparison_ends_with_its_people_and_a_way_back_with_its_time(
    desk: Desk, settle: Settle, qtbot: Any, asked: list[Any]
) -> None:
    use_language("zh")
    shown = running(desk, settle, qtbot)
    book, who, incident = desk.book, desk.actor, shown.snapshot.incident.subject
    shown.ask_send_all()
    settle()
    again(shown, settle)
    first, second = shown.snapshot.orders[:2]
    lines = [
        PlanLine(person=one.person, name=one.move.name, from_post=one.move.from_post, to_post=one.move.to_post,
                 why=Words("照此执行"))
        for one in (first, second)
    ]  # fmt: skip
    shown.changes._show(Changed(kept=tuple(lines)))
    again(shown, settle)
    assert first.move.name in texts(shown.changes), "while both go it is told"
    service.decline(book, who, incident, first.order, "腰痛")
    again(shown, settle)
    assert "照此执行" not in texts(shown.changes)
    shown.changes._show(Changed(kept=(lines[1],)))
    minute = shown._minute() + 10
    move = second.move
    back = ReturnStep(
        person=second.person, name=move.name, from_post=move.to_post, to_post=move.from_post, minute=minute
    )  # fmt: skip
    service.order_returns(book, who, incident, [back])
    again(shown, settle)
    assert "照此执行" not in texts(shown.changes)
    end(book, who, incident)
    again(shown, settle)
    assert "应于" not in texts(shown.after)
    later(desk, 12)
    again(shown, settle)
    assert f"应于{minute // 60:02d}:{minute % 60:02d}返岗，请确认" in texts(shown.after)

"""Today and sheets as they look when the branch is not open, and what the rendering program keeps to itself."""

from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler, qWarning

from supervisor.desktop.rendering import HARMLESS, hush
from supervisor.desktop.screens.today.doors import doors_words, next_opening_words
from supervisor.language import use_language

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("doors", "opening", "words"),
    [
        ("before", (FRIDAY, 510), ("尚未营业", "今日 08:30 开门")),
        ("over", (date(2026, 11, 21), 540), ("已结束营业", "明日 09:00 开门")),
        ("closed", (date(2026, 11, 23), 510), ("今日不营业", "11-23 周一 08:30 开门")),
        ("closed", None, ("今日不营业", "未来两周未设营业时间")),
    ],
)
def test_words_of_a_branch_that_is_not_open(doors: str, opening: object, words: tuple[str, str]) -> None:
    use_language("zh")
    today = SimpleNamespace(day=FRIDAY, doors=doors, next_opening=opening)
    assert (doors_words(today), next_opening_words(today)) == words


def test_only_the_harmless_line_is_left_out() -> None:
    heard: list[str | None] = []

    def listen(_kind: QtMsgType, _context: object, text: str | None) -> None:
        heard.append(text)

    outside = qInstallMessageHandler(listen)
    try:
        hush()
        qWarning(HARMLESS)
        qWarning("something else")
    finally:
        qInstallMessageHandler(outside)
    assert heard == ["something else"]
